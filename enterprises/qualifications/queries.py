"""Which qualifications end soon, which can be taken back, and how they lie in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from enterprises.registry.models import GONE, Enterprise, Membership, Qualification, State
from enterprises.registry.profile import qualification_label, qualification_period, standing

SOON = 90  # days


def ending(day: date, days: int = SOON) -> QuerySet[Qualification, Any]:
    """Return the qualifications in force on a day whose period ends within so many days and goes on in no other.

    Those of enterprises at work only. What was cancelled or returned has ended, and does not end soon.
    """
    follows = Qualification.objects.filter(
        enterprise=OuterRef("enterprise"), kind=OuterRef("kind"), valid_from__gt=OuterRef("valid_from"), ended_on=None
    ).filter(Q(valid_to=None) | Q(valid_to__gt=OuterRef("valid_to")))
    rows = Qualification.objects.valid_on(day).filter(
        valid_to__range=(day, day + timedelta(days=days)), ended_on=None, enterprise__merged_into=None
    )
    return rows.exclude(enterprise__state__in=GONE).exclude(Exists(follows)).order_by("valid_to", "pk")


def with_members(rows: QuerySet[Qualification, Any]) -> QuerySet[Qualification, Any]:
    """Load whether an owner or manager of the enterprise is there to be told."""
    writers = Membership.objects.filter(enterprise=OuterRef("enterprise"), role__in=("owner", "manager"))
    return rows.annotate(has_writers=Exists(writers))


def ended(enterprise: Enterprise, day: date) -> Sequence[Qualification]:
    """Return what was cancelled, returned or ended otherwise by a day, the newest first."""
    rows = enterprise.qualifications.filter(ended_on__lte=day).filter(Q(valid_to=None) | Q(valid_to__gte=F("ended_on")))
    return list(rows.select_related("kind"))


def is_idle(enterprise: Enterprise) -> bool:
    """Return whether the enterprise is known to be dormant, closed or dissolved."""
    return enterprise.state in (State.DORMANT, *GONE)


@dataclass(frozen=True)
class Span:
    """One qualification on a time line: where its bar begins and how long it is, in percent of the whole."""

    label: str
    period: str
    standing: str
    start: float
    length: float


@dataclass(frozen=True)
class TimeLine:
    """All qualifications of an enterprise on one scale; `years` are (percent, year), `today` is a percentage."""

    spans: Sequence[Span]
    years: Sequence[tuple[float, int]]
    today: float


def time_line(enterprise: Enterprise, day: date) -> TimeLine:
    """Return the time line of an enterprise from the first year of a qualification to the year after `day`."""
    rows = list(enterprise.qualifications.select_related("kind").order_by("valid_from", "pk"))
    first = min((row.valid_from for row in rows), default=day).year
    last = max([day, *(row.valid_to for row in rows if row.valid_to)]).year + 1
    begin, end = date(first, 1, 1), date(last, 1, 1)

    def at(when: date) -> float:
        return round(100 * (min(max(when, begin), end) - begin).days / (end - begin).days, 2)

    spans = [_span(row, day, at(row.valid_from), at(_end(row) or end)) for row in rows]
    step = max(1, (last - first + 7) // 8)
    return TimeLine(spans, [(at(date(year, 1, 1)), year) for year in range(first, last, step)], at(day))


def _end(row: Qualification) -> date | None:
    days = (row.valid_to and row.valid_to + timedelta(days=1), row.ended_on)
    return min((day for day in days if day), default=None)


def _span(row: Qualification, day: date, start: float, end: float) -> Span:
    length = round(max(end - start, 0.4), 2)  # a day must still be seen
    return Span(qualification_label(row), qualification_period(row), standing(row, day), start, length)
