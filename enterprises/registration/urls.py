"""Addresses of requests to be in the register."""

from django.urls import path

from enterprises.registration import views

app_name = "registration"

urlpatterns = [
    path("registration/", views.start, name="start"),
    path("registration/check/", views.eligibility, name="eligibility"),
    path("my/registrations/", views.mine, name="list"),
    path("my/registrations/number/", views.number, name="number"),
    path("my/registrations/<uuid:pk>/", views.detail, name="detail"),
    path("my/registrations/<uuid:pk>/parts/<slug:key>/", views.part, name="part"),
    path("my/registrations/<uuid:pk>/check/", views.check, name="check"),
    path("my/registrations/<uuid:pk>/receipt/", views.receipt, name="receipt"),
    path("my/registrations/<uuid:pk>/discard/", views.discard, name="discard"),
    path("my/registrations/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]
