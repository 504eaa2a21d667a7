"""Addresses of strategy S3."""

from django.urls import path

from busan_se.programs.views import StrategyPage

app_name = "finance"

urlpatterns = [path("finance/", StrategyPage.as_view(code="S3"), name="strategy")]
