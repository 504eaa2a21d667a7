"""Addresses of reviewers."""

from django.urls import path

from busan_se.reviews import views

app_name = "reviews"

urlpatterns = [
    path("reviews/", views.desk, name="desk"),
    path("reviews/invitation/<str:token>/", views.invitation, name="invitation"),
    path("reviews/submit/<int:pk>/", views.submit, name="submit"),
    path("reviews/<uuid:pk>/", views.case, name="case"),
    path("reviews/<uuid:pk>/interest/", views.declare, name="declare"),
    path("reviews/<uuid:pk>/files/<uuid:file>/", views.file, name="file"),
]
