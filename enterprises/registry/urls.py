"""Addresses of the directory and of a member's own enterprise."""

from django.urls import path

from enterprises.registry import views

app_name = "enterprises"
urlpatterns = [
    path("enterprises/", views.enterprise_list, name="list"),
    path("enterprises/<int:pk>/", views.enterprise_detail, name="detail"),
    path("my/enterprise/", views.my_enterprise, name="my"),
    path("my/enterprise/edit/", views.edit_contact, name="edit"),
    path("my/enterprise/switch/", views.switch, name="switch"),
]
