"""What grants measure: won granted and won paid until a day, from dated facts alone."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BigIntegerField, Case, Count, F, Min, Q, QuerySet, Sum, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import SEOUL, seoul
from busan_se.core.exports import Column
from busan_se.kpis.extensions import DISTRICT, NO_MEMBER, TOTAL, Figure, Measure, RowSet
from busan_se.reference.models import District
from finance.subsidies.models import Grant, GrantDecision, Payment
from finance.subsidies.workflow import PaymentState

_ENTERPRISE = "application__enterprise"
_SIGNED = Case(
    When(kind=Payment.Kind.RETURN, then=-F("amount_won")), default=F("amount_won"), output_field=BigIntegerField()
)


def granted_by(day: date) -> QuerySet[GrantDecision]:
    """Return the decisions of the year of `day` that gave a grant, made until the end of `day` in Seoul."""
    return GrantDecision.objects.filter(amount_won__isnull=False, decided_at__range=_year_until(day))


def paid_by(day: date) -> QuerySet[Payment]:
    """Return the payments and returns of the year of `day` that were confirmed until the end of `day` in Seoul."""
    return Payment.objects.filter(state=PaymentState.CONFIRMED, confirmed_at__range=_year_until(day))


def _year_until(day: date) -> tuple[datetime, datetime]:
    end = datetime.combine(day + timedelta(days=1), time(), SEOUL) - timedelta(microseconds=1)
    return datetime(day.year, 1, 1, tzinfo=SEOUL), end


def granted(as_of: date) -> Iterator[Figure]:
    """Yield the won granted in the year until a day: in all, and by the enterprise's district."""
    yield from _figures(granted_by(as_of), "grant__", Sum("amount_won"))


def paid(as_of: date) -> Iterator[Figure]:
    """Yield the won paid less the won returned in the year until a day: in all, and by the enterprise's district."""
    yield from _figures(paid_by(as_of), "grant__", Sum(_SIGNED))


def _figures(rows: QuerySet[Any], path: str, total: Any) -> Iterable[Figure]:
    counts = {"won": total, "n": Count("pk"), "firms": Count(f"{path}{_ENTERPRISE}", distinct=True)}
    whole = rows.aggregate(**counts)
    yield Figure(whole["won"] or 0, whole["firms"], whole["n"], TOTAL, "")
    district = f"{path}{_ENTERPRISE}__district"
    found = {row[district]: row for row in rows.order_by().values(district).annotate(**counts)}
    codes: list[str | None] = list(District.objects.values_list("pk", flat=True))
    for code in [*codes, *([None] if None in found else [])]:
        row = found.get(code, {"won": 0, "n": 0, "firms": 0})
        yield Figure(row["won"], row["firms"], row["n"], DISTRICT, code or NO_MEMBER)


def granted_rows(as_of: date, dimension: str, member: str, user: Any) -> RowSet:
    """Return the decisions behind a figure, of the grants that this staff member may see."""
    rows = granted_by(as_of).filter(grant__in=Grant.objects.visible_to(user))
    rows = _narrowed(rows, dimension, member).select_related(*_NAMES)
    return RowSet(rows, ("decided_at", "pk"), DECISION_COLUMNS, lambda row: _desk(row.grant_id))


def paid_rows(as_of: date, dimension: str, member: str, user: Any) -> RowSet:
    """Return the payments and returns behind a figure, of the grants that this staff member may see."""
    rows = paid_by(as_of).filter(grant__in=Grant.objects.visible_to(user))
    rows = _narrowed(rows, dimension, member).select_related(*_NAMES)
    return RowSet(rows, ("confirmed_at", "pk"), PAYMENT_COLUMNS, lambda row: _desk(row.grant_id))


def _narrowed(rows: QuerySet[Any], dimension: str, member: str) -> QuerySet[Any]:
    if dimension != DISTRICT:
        return rows
    return rows.filter(grant__application__enterprise__district=None if member == NO_MEMBER else member)


def _desk(pk: Any) -> str:
    return reverse("admin:finance_grant_change", args=[pk])


def first_decision() -> date | None:
    """Return the day in Seoul of the first grant decision."""
    first = GrantDecision.objects.aggregate(first=Min("decided_at"))["first"]
    return seoul(first).date() if first else None


def first_payment() -> date | None:
    """Return the day in Seoul on which the first payment was confirmed."""
    first = Payment.objects.aggregate(first=Min("confirmed_at"))["first"]
    return seoul(first).date() if first else None


def has_demo_rows() -> bool:
    """Tell whether grants of invented enterprises are among those counted."""
    demo = Q(application__enterprise__is_demo=True) | Q(application__call__is_demo=True)
    return Grant.objects.filter(demo).exists()


_NAMES = ("grant__application__enterprise__district", "grant__application__person", "grant__application__call__program")
_WHOSE = (
    Column(_("Receipt number"), lambda row: row.grant.application.receipt_number),
    Column(_("Applicant"), lambda row: row.grant.application.applicant_name),
    Column(_("Program"), lambda row: row.grant.application.call.program.name),
)
DECISION_COLUMNS = (
    *_WHOSE,
    Column(_("Granted amount (won)"), lambda row: row.amount_won),
    Column(_("Decided"), lambda row: seoul(row.decided_at).date()),
)
PAYMENT_COLUMNS = (
    *_WHOSE,
    Column(_("Kind"), lambda row: row.get_kind_display()),
    Column(_("Amount (won)"), lambda row: row.amount_won),
    Column(_("Confirmed"), lambda row: seoul(row.confirmed_at).date()),
)

MEASURES = (
    Measure("subsidies_granted", granted, since=first_decision, rows=granted_rows, includes_demo=has_demo_rows),
    Measure("subsidies_paid", paid, since=first_payment, rows=paid_rows, includes_demo=has_demo_rows),
)
