"""Addresses of the inbox."""

from django.urls import path

from busan_se.notifications import views

app_name = "notifications"

urlpatterns = [
    path("my/inbox/", views.inbox, name="inbox"),
    path("my/inbox/read/", views.read_all, name="read_all"),
    path("my/inbox/<int:pk>/read/", views.read, name="read"),
    path("my/inbox/preferences/", views.preferences, name="preferences"),
]
