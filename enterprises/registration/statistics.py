"""How the queue of registration requests does: what waits now, and what each month brought. Figures only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pghistory
from django.db.models import Aggregate, Count, DurationField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate, TruncMonth

from busan_se.core.clock import SEOUL, month_bounds, now, today
from busan_se.kpis.periods import months_between, period_of, shift
from enterprises.registration.models import RegistrationRequest, RequestQuerySet
from enterprises.registration.queries import late
from enterprises.registration.workflow import DECIDED, State

MONTHS = 12


@dataclass(frozen=True)
class Waiting:
    """What the desk has now; `late` of `checked`, `unmended` of `returned`."""

    checked: int
    late: int
    returned: int
    unmended: int


@dataclass(frozen=True)
class Month:
    """What one month brought; days to the decision are calendar days from the receipt, None without a decision."""

    period: str
    received: int = 0
    approved: int = 0
    rejected: int = 0
    withdrawn: int = 0
    sent_back: int = 0
    median: float | None = None
    ninety: float | None = None


class Percentile(Aggregate):
    """The value below which a share of the durations lies, between two of them by their distance."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()

    def __init__(self, expression: Any, *, share: float) -> None:
        super().__init__(expression, share=share)


def waiting(rows: RequestQuerySet) -> Waiting:
    """Return what waits now among the rows of a desk: two queries."""
    found = rows.order_by().aggregate(
        checked=Count("pk", filter=Q(state=State.SUBMITTED)),
        returned=Count("pk", filter=Q(state=State.RETURNED)),
        unmended=Count("pk", filter=Q(state=State.RETURNED, due_at__lt=now())),
    )
    return Waiting(late=len(late(rows)), **found)


def by_month(rows: RequestQuerySet, day: date | None = None) -> Sequence[Month]:
    """Return the twelve months up to that of `day` (today), the oldest first: four queries.

    A month of decision is that of the final one; what was sent back and came again is counted at each sending back.
    """
    last = period_of(day or today())
    first = shift(last, 1 - MONTHS)
    since = datetime.combine(month_bounds(first)[0], datetime.min.time(), SEOUL)
    received = _counted(rows, "submitted_at", since)
    withdrawn = _counted(rows, "ended_at", since)
    sent_back = _sent_back(rows, since)
    decided = _decided(rows, since)
    return [
        Month(
            period,
            received=received.get(period, 0),
            withdrawn=withdrawn.get(period, 0),
            sent_back=sent_back.get(period, 0),
            **decided.get(period, {}),
        )
        for period in months_between(first, last)
    ]


def over_all(rows: RequestQuerySet, months: Sequence[Month]) -> Month:
    """Return the sum of the months, with median and 90 % of all their decisions."""
    since = datetime.combine(month_bounds(months[0].period)[0], datetime.min.time(), SEOUL)
    names = ("received", "approved", "rejected", "withdrawn", "sent_back")
    sums = {name: sum(getattr(month, name) for month in months) for name in names}
    days = _final(rows, since).aggregate(median=Percentile("days", share=0.5), ninety=Percentile("days", share=0.9))
    return Month("", **sums, median=_days(days["median"]), ninety=_days(days["ninety"]))


def _counted(rows: RequestQuerySet, field: str, since: datetime) -> dict[str, int]:
    found = rows.order_by().filter(**{f"{field}__gte": since}).annotate(month=TruncMonth(field, tzinfo=SEOUL))
    return {period_of(month): n for month, n in found.values_list("month").annotate(n=Count("pk"))}


def _final(rows: RequestQuerySet, since: datetime) -> QuerySet[RegistrationRequest, Any]:
    """Return the decided requests with the days from receipt to decision."""
    spent = TruncDate("decided_at", tzinfo=SEOUL) - TruncDate("submitted_at", tzinfo=SEOUL)
    return rows.order_by().filter(state__in=DECIDED, decided_at__gte=since).annotate(days=spent)


def _decided(rows: RequestQuerySet, since: datetime) -> dict[str, dict[str, Any]]:
    found = _final(rows, since).annotate(month=TruncMonth("decided_at", tzinfo=SEOUL)).values("month")
    lines = found.annotate(
        approved=Count("pk", filter=Q(state=State.APPROVED)),
        rejected=Count("pk", filter=Q(state=State.REJECTED)),
        median=Percentile("days", share=0.5),
        ninety=Percentile("days", share=0.9),
    )
    return {period_of(line["month"]): _in_days(line) for line in lines}


def _in_days(line: Any) -> dict[str, Any]:
    counted = {name: line[name] for name in ("approved", "rejected")}
    return {**counted, "median": _days(line["median"]), "ninety": _days(line["ninety"])}


def _days(spent: timedelta | None) -> float | None:
    return None if spent is None else round(spent / timedelta(days=1), 1)


def _sent_back(rows: RequestQuerySet, since: datetime) -> dict[str, int]:
    """Count the changes to “to be mended” in the row history: a moved date is none."""
    events = pghistory.core.event_models(tracks_model=RegistrationRequest)[0]._default_manager
    before = events.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
    found = events.filter(pgh_obj__in=rows.order_by().values("pk"), state=State.RETURNED, pgh_created_at__gte=since)
    changes = found.annotate(was=Subquery(before.values("state")[:1])).exclude(was=F("state"))
    months = changes.annotate(month=TruncMonth("pgh_created_at", tzinfo=SEOUL)).order_by()
    return {period_of(month): n for month, n in months.values_list("month").annotate(n=Count("pgh_id"))}
