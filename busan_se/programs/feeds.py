"""The calendar of calls for anybody's calendar program (iCalendar, RFC 5545)."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import last_modified, require_safe
from icalendar import Calendar, Event

from busan_se.core.clock import seoul
from busan_se.programs.models import Call

NEWEST = 500


def newest_change(request: HttpRequest) -> datetime | None:
    """Return when a published call changed last."""
    return Call.objects.published().order_by("-updated_at").values_list("updated_at", flat=True).first()


@require_safe
@last_modified(newest_change)
def calendar(request: HttpRequest) -> HttpResponse:
    """Answer with the newest calls, from opening to closing; cancelled ones marked so."""
    feed = Calendar()
    feed.add("prodid", "-//busan-se//calls//")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", _("Calls of the support programs"))
    calls = Call.objects.published().select_related("program").prefetch_related("extensions").order_by("-closes_at")
    for call in calls[:NEWEST]:
        feed.add_component(_event(call, request))
    return HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(call: Call, request: HttpRequest) -> Event:
    event = Event()
    event.add("uid", f"call-{call.number}@{request.get_host().partition(':')[0]}")
    event.add("sequence", len(call.extensions.all()) + bool(call.cancelled_at))
    event.add("dtstamp", call.updated_at)
    event.add("dtstart", seoul(call.opens_at))
    event.add("dtend", seoul(call.closes_at))
    event.add("summary", call.title)
    event.add("description", call.summary)
    event.add("url", request.build_absolute_uri(call.get_absolute_url()))
    event.add("status", "CANCELLED" if call.cancelled_at else "CONFIRMED")
    return event
