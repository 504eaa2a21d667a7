"""Addresses of strategy S3 and of the features of this app."""

from django.urls import include, path

from busan_se.programs.views import StrategyPage

strategy = ([path("finance/", StrategyPage.as_view(code="S3"), name="strategy")], "finance")

urlpatterns = [
    path("", include(strategy)),
    path("", include("finance.subsidies.urls")),
]
