"""Addresses of the indicators."""

from django.contrib import admin
from django.urls import path, register_converter

from busan_se.kpis import views
from busan_se.kpis.periods import PeriodConverter

register_converter(PeriodConverter, "period")

desk = admin.site.admin_view  # signed in, staff, second factor

app_name = "kpis"
urlpatterns = [
    path("kpis/", views.index, name="index"),
    path("kpis/reports/", desk(views.report_list), name="reports"),
    path("kpis/<slug:code>/<period:period>/rows/", desk(views.rows), name="rows"),
]
