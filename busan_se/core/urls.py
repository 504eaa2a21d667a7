"""Addresses of the ground."""

from django.urls import path

from busan_se.core import views

app_name = "core"

urlpatterns = [path("jobs/<uuid:pk>/", views.job, name="job")]
