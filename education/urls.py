"""Addresses of strategy S4."""

from django.urls import path

from busan_se.programs.views import StrategyPage

app_name = "education"

urlpatterns = [path("education/", StrategyPage.as_view(code="S4"), name="strategy")]
