"""Addresses of files."""

from django.urls import path

from busan_se.files import views

app_name = "files"

urlpatterns = [path("files/<uuid:pk>/", views.download, name="download")]
