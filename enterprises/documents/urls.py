"""Addresses of the document folder."""

from django.urls import path

from enterprises.documents import views

app_name = "documents"
urlpatterns = [
    path("my/documents/", views.folder, name="list"),
    path("my/documents/add/", views.add, name="add"),
    path("my/documents/<int:pk>/replace/", views.replace, name="replace"),
    path("my/documents/<int:pk>/dates/", views.dates, name="dates"),
    path("my/documents/<int:pk>/remove/", views.remove, name="remove"),
]
