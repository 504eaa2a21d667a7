"""Addresses of this app."""

app_name = "files"

urlpatterns: list = []
