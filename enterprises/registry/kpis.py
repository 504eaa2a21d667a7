"""What the register counts: qualifications and enterprises on a day, from dated facts alone."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from busan_se.core.exports import Column
from busan_se.kpis.extensions import DISTRICT, NO_MEMBER, QUALIFICATION, TOTAL, Figure, Measure, RowSet, no_such_figure
from busan_se.reference.models import District, QualificationKind
from enterprises.registry.models import GONE, Enterprise, OperatingState, Qualification

# The kinds that the plan's baseline of 1,495 is composed of (press, 2023-03-22): certified and preliminary social
# enterprises, village enterprises, cooperatives, self-reliance enterprises. Social ventures are not among them.
PLAN_GROUPS = ("certified", "pre", "village", "self_reliance", "cooperative")

# What is counted on a day, as common table expressions: qualifications of these kinds in force, of enterprises that are
# neither merged into another nor closed or dissolved. `counting(day)` gives the parameters.
COUNTED = """
last_state AS (
    SELECT DISTINCT ON (enterprise_id) enterprise_id, state
    FROM enterprises_operatingstate WHERE since <= %(day)s
    ORDER BY enterprise_id, since DESC
), held AS (
    SELECT q.enterprise_id, q.kind_id, e.district_id
    FROM enterprises_qualification q
    JOIN reference_qualificationkind k ON k.code = q.kind_id AND k."group" = ANY(%(groups)s)
    JOIN enterprises_enterprise e ON e.id = q.enterprise_id AND e.merged_into_id IS NULL
    LEFT JOIN last_state s ON s.enterprise_id = e.id
    WHERE q.period @> %(day)s::date AND (s.state IS NULL OR s.state <> ALL(%(gone)s))
)"""
# One statement, so that the total and its breakdowns speak of the same instant.
COUNT = f"""
WITH {COUNTED}
SELECT grouping(kind_id, district_id), kind_id, district_id, count(*), count(DISTINCT enterprise_id)
FROM held GROUP BY GROUPING SETS ((), (kind_id), (district_id))
"""  # noqa: S608 - put together from constants; every value is a parameter
WHOLE, BY_KIND, BY_DISTRICT = 0b11, 0b01, 0b10  # what grouping() answers: a bit is set for a column left out

Counts = dict[tuple[str, str], tuple[int, int]]


def counting(day: date) -> dict[str, Any]:
    """Return the parameters of COUNTED for a day."""
    return {"day": day, "groups": list(PLAN_GROUPS), "gone": [str(state) for state in GONE]}


def gone_on(day: date) -> QuerySet[Enterprise]:
    """Return the enterprises that were closed or dissolved on a day: their last state by then says so."""
    last = OperatingState.objects.filter(enterprise=OuterRef("pk"), since__lte=day).order_by("-since")
    return Enterprise.objects.alias(state_then=Subquery(last.values("state")[:1])).filter(state_then__in=GONE)


def counted_on(day: date) -> QuerySet[Qualification]:
    """Return the qualifications that are counted on a day: of a plan kind, in force, the enterprise not gone."""
    rows = Qualification.objects.valid_on(day).filter(kind__group__in=PLAN_GROUPS, enterprise__merged_into=None)
    return rows.exclude(enterprise__in=gone_on(day))


def qualifications(as_of: date) -> Iterator[Figure]:
    """Yield 자격별 합계: qualifications in force; an enterprise with two counts twice. By kind and by district."""
    for (dimension, member), (held, firms) in _complete(_count(as_of)).items():
        yield Figure(held, firms, held, dimension, member)


def enterprises(as_of: date) -> Iterator[Figure]:
    """Yield 기업 수: enterprises with such a qualification, each once in a figure. By kind and by district."""
    for (dimension, member), (held, firms) in _complete(_count(as_of)).items():
        yield Figure(firms, firms, held, dimension, member)


def _count(day: date) -> Counts:
    with connection.cursor() as cursor:
        cursor.execute(COUNT, counting(day))
        return dict(_cell(row) for row in cursor.fetchall())


def _cell(row: tuple[int, str, str, int, int]) -> tuple[tuple[str, str], tuple[int, int]]:
    grouping, kind, district, held, firms = row
    cells = {WHOLE: (TOTAL, ""), BY_KIND: (QUALIFICATION, kind), BY_DISTRICT: (DISTRICT, district or NO_MEMBER)}
    return cells[grouping], (held, firms)


def _complete(counts: Counts) -> Counts:
    """Add the kinds and districts without any: zero is a figure too."""
    kinds = QualificationKind.objects.filter(group__in=PLAN_GROUPS).values_list("pk", flat=True)
    zeros = {(QUALIFICATION, kind): (0, 0) for kind in kinds}
    zeros |= {(DISTRICT, district): (0, 0) for district in District.objects.values_list("pk", flat=True)}
    return zeros | counts


def first_day() -> date | None:
    """Return the first day on which a qualification that counts was in force."""
    rows = Qualification.objects.filter(kind__group__in=PLAN_GROUPS)
    return rows.aggregate(first=Min("valid_from"))["first"]


def has_demo_rows() -> bool:
    """Tell whether invented enterprises are in the register."""
    return Enterprise.objects.filter(is_demo=True).exists()


def narrowed(rows: QuerySet[Qualification], dimension: str, member: str) -> QuerySet[Qualification]:
    """Return the qualifications of one member of a breakdown, all of them for the total. Raises `no_such_figure`."""
    if dimension == DISTRICT:
        return rows.filter(enterprise__district=None if member == NO_MEMBER else member)
    if dimension == QUALIFICATION:
        return rows.filter(kind=member)
    if (dimension, member) != (TOTAL, ""):
        raise no_such_figure(dimension, member)
    return rows


def qualification_rows(as_of: date, dimension: str, member: str, user: Any) -> RowSet:
    """Return the qualifications behind a figure, of the enterprises on this staff member's desk."""
    rows = narrowed(counted_on(as_of), dimension, member)
    rows = rows.filter(enterprise__in=Enterprise.objects.managed_by(user)).select_related(
        "enterprise__district", "kind"
    )
    order = ("enterprise__sort_key", "pk")
    return RowSet(rows, order, QUALIFICATION_COLUMNS, lambda row: _desk(row.enterprise_id))


def enterprise_rows(as_of: date, dimension: str, member: str, user: Any) -> RowSet:
    """Return the enterprises behind a figure that are on this staff member's desk."""
    counted = narrowed(counted_on(as_of), dimension, member).values("enterprise")
    rows = Enterprise.objects.managed_by(user).filter(pk__in=counted).select_related("district")
    return RowSet(rows, ("sort_key", "pk"), ENTERPRISE_COLUMNS, lambda row: _desk(row.pk))


def _desk(pk: int) -> str:
    return reverse("admin:enterprises_enterprise_change", args=[pk])


ENTERPRISE_COLUMNS = (
    Column(_("Enterprise"), lambda row: row.name),
    Column(_("District"), lambda row: row.district or ""),
)
QUALIFICATION_COLUMNS = (
    Column(_("Enterprise"), lambda row: row.enterprise.name),
    Column(_("District"), lambda row: row.enterprise.district or ""),
    Column(_("Qualification"), lambda row: row.kind),
    Column(_("Number"), lambda row: row.number),
    Column(_("Valid from"), lambda row: row.valid_from),
    Column(_("Last day"), lambda row: row.valid_to or ""),
)

MEASURES: Iterable[Measure] = (
    Measure(
        "enterprises_by_qualification",
        qualifications,
        since=first_day,
        rows=qualification_rows,
        includes_demo=has_demo_rows,
    ),
    Measure("enterprises", enterprises, since=first_day, rows=enterprise_rows, includes_demo=has_demo_rows),
)
