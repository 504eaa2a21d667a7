"""Addresses of the qualifications."""

from django.urls import path

from enterprises.qualifications import views

app_name = "qualifications"
urlpatterns = [path("my/enterprise/qualifications/", views.mine, name="mine")]
