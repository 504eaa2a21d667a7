"""Addresses of the programs and calls."""

from django.urls import path

from busan_se.programs import feeds, views

app_name = "programs"

urlpatterns = [
    path("programs/", views.ProgramList.as_view(), name="list"),
    path("programs/strategy/<slug:code>/", views.StrategyPage.as_view(), name="strategy"),
    path("programs/<slug:code>/", views.program_detail, name="detail"),
    path("calls/", views.CallList.as_view(), name="calls"),
    path("calls/calendar.ics", feeds.calendar, name="calendar"),
    path("calls/<slug:number>/", views.call_detail, name="call"),
]
