"""Addresses of courses."""

from django.urls import path

from education.courses import views

app_name = "courses"

urlpatterns = [
    path("education/courses/", views.course_list, name="list"),
    path("education/courses/<int:pk>/", views.detail, name="detail"),
    path("my/courses/", views.mine, name="mine"),
]
