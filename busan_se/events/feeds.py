"""Events for anybody's calendar program (iCalendar, RFC 5545)."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import last_modified, require_safe
from icalendar import Calendar
from icalendar import Event as Entry

from busan_se.core.clock import now, seoul
from busan_se.events.models import Session

NEWEST = 500
PAST_DAYS = 90  # a calendar program keeps what it has seen; the feed need not repeat it for ever


def newest_change(request: HttpRequest) -> datetime | None:
    """Return when a published session or its event changed last."""
    changes = Session.objects.filter(event__published_at__isnull=False)
    newest = [
        changes.order_by(f"-{column}").values_list(column, flat=True).first()
        for column in ("updated_at", "event__updated_at")
    ]
    return max(filter(None, newest), default=None)


@require_safe
@last_modified(newest_change)
def calendar(request: HttpRequest) -> HttpResponse:
    """Answer with all dates of published events from three months ago on; cancelled ones marked so."""
    dates = Session.objects.filter(
        event__published_at__isnull=False, ends_at__gt=now() - timedelta(days=PAST_DAYS)
    ).select_related("event")
    return _answer(request, dates.order_by("starts_at", "pk")[:NEWEST], "events")


@require_safe
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with one session and its further dates. Raises Http404 for a session that nobody may see."""
    found = get_object_or_404(Session.objects.visible_to(request.user).select_related("event"), pk=pk)
    further = found.further_dates.select_related("event")
    return _answer(request, [found, *further], f"session-{found.pk}")


def _answer(request: HttpRequest, dates: object, name: str) -> HttpResponse:
    feed = Calendar()
    feed.add("prodid", "-//busan-se//events//")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", _("Events and courses"))
    for date in dates:  # type: ignore[attr-defined]
        feed.add_component(_entry(date, request))
    answer = HttpResponse(feed.to_ical(), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return answer


def _entry(date: Session, request: HttpRequest) -> Entry:
    event = date.event
    entry = Entry()
    entry.add("uid", f"session-{date.pk}@{request.get_host().partition(':')[0]}")
    entry.add("sequence", int(date.updated_at.timestamp()) - int(date.created_at.timestamp()))
    entry.add("dtstamp", date.updated_at)
    entry.add("dtstart", seoul(date.starts_at))
    entry.add("dtend", seoul(date.ends_at))
    entry.add("summary", " ".join(filter(None, (event.title, date.label))))
    entry.add("description", event.summary)
    entry.add("location", event.place or _("online"))
    entry.add("url", request.build_absolute_uri(event.get_absolute_url()))
    entry.add("status", "CANCELLED" if date.is_cancelled else "CONFIRMED")
    return entry
