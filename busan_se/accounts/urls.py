from django.urls import include, path

from busan_se.accounts import views

own = [
    path("my/account/", views.ProfileView.as_view(), name="profile"),
    path("my/account/consents/<slug:purpose>/", views.ConsentView.as_view(), name="consent"),
]

urlpatterns = [
    path("accounts/", include("allauth.urls")),  # their names have no namespace
    path("", include((own, "accounts"))),
]
