"""Addresses of strategy S2."""

from django.urls import include, path

from busan_se.programs.views import StrategyPage

_STRATEGY = [path("procurement/", StrategyPage.as_view(code="S2"), name="strategy")]

urlpatterns = [
    path("", include((_STRATEGY, "procurement"))),
    path("", include("procurement.marketplace.urls")),
]
