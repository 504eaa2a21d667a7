"""Addresses of events."""

from django.urls import path

from busan_se.events import feeds, views

app_name = "events"

urlpatterns = [
    path("events/", views.event_list, name="list"),
    path("events/calendar.ics", feeds.calendar, name="calendar"),
    path("events/<int:pk>/", views.detail, name="detail"),
    path("events/sessions/<int:pk>.ics", feeds.session, name="session-calendar"),
    path("events/sessions/<int:pk>/register/", views.register, name="register"),
    path("events/registrations/<uuid:reference>/confirm/", views.confirm, name="confirm"),
    path("events/seat/<str:token>/", views.link, name="link"),
    path("my/events/", views.mine, name="mine"),
    path("my/events/<uuid:reference>/", views.own, name="registration"),
]
