"""Addresses of the indicators."""

from django.urls import path, register_converter

from busan_se.kpis import views
from busan_se.kpis.periods import PeriodConverter

register_converter(PeriodConverter, "period")

app_name = "kpis"
urlpatterns = [
    path("kpis/", views.index, name="index"),
    path("kpis/reports/", views.report_list, name="reports"),
    path("kpis/<slug:code>/<period:period>/rows/", views.rows, name="rows"),
]
