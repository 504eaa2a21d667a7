"""Addresses of strategy S2."""

from django.urls import path

from busan_se.programs.views import StrategyPage

app_name = "procurement"

urlpatterns = [path("procurement/", StrategyPage.as_view(code="S2"), name="strategy")]
