"""What courses count: people who were there, month by month, from marks of attendance alone."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import SEOUL, seoul
from busan_se.core.exports import Column
from busan_se.events.models import Attendance, Kind, Session
from busan_se.kpis.extensions import DISTRICT, LIFE_STAGE, NO_MEMBER, TOTAL, Figure, Measure, RowSet, no_such_figure
from busan_se.reference.models import District, LifeStage

MARKS = Attendance.objects.filter(session__event__kind=Kind.COURSE)
# Breakdown → where its member stands, seen from a mark.
PATHS = {DISTRICT: "session__event__district", LIFE_STAGE: "session__event__course__stages"}


def recorded_in_month(as_of: date) -> QuerySet[Attendance]:
    """Return the marks "was there" recorded from the first of the month of `as_of` to its end, in Seoul.

    The day of recording counts, not that of the course: a mark made late changes no month that is closed.
    """
    first, after = as_of.replace(day=1), as_of + timedelta(days=1)
    return MARKS.filter(present=True, created_at__gte=_midnight(first), created_at__lt=_midnight(after))


def participants(as_of: date) -> Iterator[Figure]:
    """Yield 강좌 수강 인원: people of a course who were there, each once a course; by district and by life stage.

    A course for two stages of life counts in both.
    """
    marks = recorded_in_month(as_of)
    counted = {"people": Count("registration", distinct=True), "marks": Count("pk", distinct=True)}
    total = marks.aggregate(**counted)
    yield Figure(total["people"], total["people"], total["marks"])
    for dimension, path in PATHS.items():
        found = {row[path] or NO_MEMBER: row for row in marks.order_by().values(path).annotate(**counted)}
        for member in {**dict.fromkeys(_members(dimension)), **found}:
            row = found.get(member, {"people": 0, "marks": 0})
            yield Figure(row["people"], row["people"], row["marks"], dimension, member)


def participant_rows(as_of: date, dimension: str, member: str, user: Any) -> RowSet:
    """Return the dates behind a figure that are on this staff member's desk; who was there stands on their pages.

    Raises `no_such_figure` for a breakdown that this measure does not have.
    """
    marks = recorded_in_month(as_of)
    if dimension in PATHS:
        marks = marks.filter(**{PATHS[dimension]: None if member == NO_MEMBER else member})
    elif (dimension, member) != (TOTAL, ""):
        raise no_such_figure(dimension, member)
    there = Count("attendances", filter=Q(attendances__in=marks.values("pk")))
    dates = Session.objects.managed_by(user).filter(pk__in=marks.values("session")).select_related("event__district")
    return RowSet(dates.annotate(there=there), ("starts_at", "pk"), COLUMNS, _desk)


def first_mark() -> date | None:
    """Return the day in Seoul on which the first attendance of a course was recorded."""
    first = MARKS.filter(present=True).aggregate(first=Min("created_at"))["first"]
    return seoul(first).date() if first else None


def has_demo_rows() -> bool:
    """Tell whether invented people are among those counted."""
    return MARKS.filter(session__event__is_demo=True).exists()


def _members(dimension: str) -> list[str]:
    model: Any = District if dimension == DISTRICT else LifeStage
    return list(model.objects.values_list("pk", flat=True))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SEOUL)


def _desk(session: Session) -> str:
    return reverse("admin:events_session_participants", args=[session.pk])


COLUMNS = (
    Column(_("Course"), lambda row: row.event.title),
    Column(_("Date"), lambda row: row.starts_at),
    Column(_("District"), lambda row: row.event.district or ""),
    Column(_("Participants"), lambda row: row.there),
)

PARTICIPANTS = Measure(
    "course_participants", participants, since=first_mark, rows=participant_rows, includes_demo=has_demo_rows
)
