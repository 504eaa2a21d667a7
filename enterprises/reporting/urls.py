"""Addresses of the yearly business report."""

from django.urls import path

from enterprises.reporting import views

app_name = "reporting"
urlpatterns = [
    path("my/reports/", views.report_list, name="list"),
    path("my/reports/<int:year>/", views.report, name="report"),
]
