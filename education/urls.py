"""Addresses of strategy S4 and of the features of this app."""

from django.urls import include, path

from education.views import LearningStrategy

strategy = ([path("education/", LearningStrategy.as_view(), name="strategy")], "education")

urlpatterns = [
    path("", include(strategy)),
    path("", include("education.courses.urls")),
]
