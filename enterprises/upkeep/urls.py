"""Addresses of the upkeep."""

from django.urls import path

from enterprises.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("my/enterprise/check/", views.check, name="check"),
    path("my/enterprise/confirm/", views.confirm, name="confirm"),
]
