"""Sales of the social economy: the sum of yearly figures, and who is in it."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import SEOUL, seoul
from busan_se.core.exports import Column
from busan_se.kpis.extensions import QUALIFICATION, TOTAL, YEAR, Figure, Measure, RowSet, no_such_figure
from busan_se.reference.models import QualificationKind
from enterprises.registry.kpis import COUNTED, PLAN_GROUPS, counted_on, counting, has_demo_rows
from enterprises.registry.models import Enterprise, Qualification
from enterprises.reporting.duty import year_due
from enterprises.reporting.models import BusinessReport

# One statement, so that the total and its breakdowns speak of the same instant. `due` are the enterprises that should
# report; `latest` the newest figure of each that was accepted by then, of the year due, the one before, or a later one.
SUM = f"""
WITH {COUNTED}, due AS (
    SELECT DISTINCT enterprise_id FROM held WHERE EXISTS (
        SELECT FROM enterprises_qualification q JOIN reference_qualificationkind k ON k.code = q.kind_id
        WHERE q.enterprise_id = held.enterprise_id AND k."group" = ANY(%(groups)s) AND q.period @> %(year_end)s::date
    )
), latest AS (
    SELECT DISTINCT ON (enterprise_id) enterprise_id, year, sales_won FROM enterprises_businessreport
    WHERE accepted_at < %(end)s AND (superseded_at IS NULL OR superseded_at >= %(end)s) AND year >= %(first_year)s
    ORDER BY enterprise_id, year DESC
)
SELECT CASE grouping(year) WHEN 0 THEN 'year' ELSE '' END, coalesce(year::text, ''),
       coalesce(sum(sales_won), 0), count(year), count(*)
FROM due LEFT JOIN latest USING (enterprise_id) GROUP BY ROLLUP (year)
UNION ALL
SELECT 'qualification', kind_id, coalesce(sum(sales_won), 0), count(year), count(*)
FROM due JOIN held USING (enterprise_id) LEFT JOIN latest USING (enterprise_id) GROUP BY kind_id
"""  # noqa: S608 - put together from constants; every value is a parameter

YEAR_OF_FIGURE = re.compile("[0-9]{4}")


def sales(as_of: date) -> Iterator[Figure]:
    """Yield the sum in won of the newest accepted yearly figure of each enterprise that should report.

    Should report: counted on the day, and holding a qualification already at the end of the latest business year whose
    report was due. A figure older than the year before that one is left out. Numerator: enterprises in the sum;
    denominator: enterprises that should report. By kind (an enterprise with two is in both) and by business year.
    """
    with connection.cursor() as cursor:
        cursor.execute(SUM, _parameters(as_of))
        found = {(row[0], row[1]): row[2:] for row in cursor.fetchall() if row[0] != YEAR or row[1]}
    kinds = QualificationKind.objects.filter(group__in=PLAN_GROUPS).values_list("pk", flat=True)
    zeros: dict[tuple[str, str], tuple[int, int, int]] = {(QUALIFICATION, kind): (0, 0, 0) for kind in kinds}
    for (dimension, member), (total, reported, due) in (zeros | found).items():
        yield Figure(total, reported, reported, dimension, member, numerator=reported, denominator=due)


def _parameters(as_of: date) -> dict[str, Any]:
    year = year_due(as_of)
    return counting(as_of) | {"year_end": date(year, 12, 31), "first_year": year - 1, "end": _end_of(as_of)}


def _end_of(day: date) -> datetime:
    """Return the instant at which a day ends in Seoul."""
    return datetime.combine(day + timedelta(days=1), time(), SEOUL)


def due_on_day(as_of: date) -> QuerySet[Enterprise]:
    """Return the enterprises that should report, as `sales` counts them."""
    year_end = date(year_due(as_of), 12, 31)
    held_then = Qualification.objects.valid_on(year_end).filter(kind__group__in=PLAN_GROUPS)
    return Enterprise.objects.filter(pk__in=counted_on(as_of).values("enterprise")).filter(
        pk__in=held_then.values("enterprise")
    )


def sales_rows(as_of: date, dimension: str, member: str, user: Any) -> RowSet:
    """Return the reports that a figure was summed from, of the enterprises on this staff member's desk.

    Raises `no_such_figure` for another breakdown than by kind and by business year.
    """
    newest = BusinessReport.objects.valid_before(_end_of(as_of)).filter(year__gte=year_due(as_of) - 1)
    newest = newest.filter(enterprise__in=due_on_day(as_of)).order_by("enterprise", "-year").distinct("enterprise")
    rows = BusinessReport.objects.visible_to(user).filter(pk__in=newest.values("pk"))
    rows = _narrowed(rows, as_of, dimension, member).select_related("enterprise__district")
    return RowSet(rows, ("enterprise__sort_key", "pk"), COLUMNS, lambda row: _desk(row.pk))


def _narrowed(rows: Any, as_of: date, dimension: str, member: str) -> Any:
    if dimension == YEAR and YEAR_OF_FIGURE.fullmatch(member):
        return rows.filter(year=int(member))
    if dimension == QUALIFICATION:
        return rows.filter(enterprise__in=counted_on(as_of).filter(kind=member).values("enterprise"))
    if (dimension, member) != (TOTAL, ""):
        raise no_such_figure(dimension, member)
    return rows


def _desk(pk: int) -> str:
    return reverse("admin:enterprises_businessreport_change", args=[pk])


def first_acceptance() -> date | None:
    """Return the day in Seoul on which the first report was accepted."""
    first = BusinessReport.objects.aggregate(first=Min("accepted_at"))["first"]
    return seoul(first).date() if first else None


COLUMNS = (
    Column(_("Enterprise"), lambda row: row.enterprise.name),
    Column(_("District"), lambda row: row.enterprise.district or ""),
    Column(_("Business year"), lambda row: row.year),
    Column(_("Sales (won)"), lambda row: row.sales_won),
    Column(_("Paid workers"), lambda row: row.employees),
    Column(_("Accepted"), lambda row: seoul(row.accepted_at).date()),
)

MEASURES = (
    Measure(
        "sales",
        sales,
        since=first_acceptance,
        rows=sales_rows,
        target_year=year_due,
        includes_demo=has_demo_rows,
    ),
)
