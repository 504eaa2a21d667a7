"""What a feature registers to have something counted: the numbers come from below, the indicators stand here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from busan_se.core.errors import Refused
from busan_se.core.exports import Column
from busan_se.kpis.periods import calendar_year

TOTAL = ""
DISTRICT = "district"
QUALIFICATION = "qualification"
YEAR = "year"
LIFE_STAGE = "life_stage"
NO_MEMBER = "none"  # of a breakdown: rows of which it is not known, e.g. an enterprise without a district


@dataclass(frozen=True)
class Figure:
    """One number found by a measure on one day.

    `dimension` and `member` say what it is of: ("", "") is the total, ("district", "26350") one district.
    `entities` is the number of enterprises, or people, behind it (small cells are not published); `rows` how many rows
    were read.
    """

    value: int | Decimal
    entities: int
    rows: int
    dimension: str = TOTAL
    member: str = ""
    numerator: int | None = None
    denominator: int | None = None


@dataclass(frozen=True)
class RowSet:
    """The rows behind a figure that a staff member may see: their order (for `core.paging`), columns, and addresses."""

    queryset: QuerySet[Any]
    order: tuple[str, ...]
    columns: tuple[Column, ...]
    url: Callable[[Any], str]


@dataclass(frozen=True)
class Measure:
    """How the indicator of the same code is measured.

    `function(as_of)` reads dated facts only, so that the same day always gives the same figures.
    `since()` is the first day with facts, None while there are none: no month before it is due.
    `rows(as_of, dimension, member, user)` are the rows behind a figure; it raises `no_such_figure` for another one.
    `target_year(as_of)` is the year whose target the figure is held against (sales speak of an earlier year).
    `includes_demo()` tells whether invented rows are among those counted: the figure is then labelled so.
    """

    code: str
    function: Callable[[date], Iterable[Figure]]
    since: Callable[[], date | None]
    rows: Callable[[date, str, str, Any], RowSet]
    target_year: Callable[[date], int] = calendar_year
    includes_demo: Callable[[], bool] = lambda: False


def no_such_figure(dimension: str, member: str) -> Refused:
    """Return what the rows of a measure raise for a breakdown, or a member of one, that the measure does not have."""
    text = _("This indicator has no figure of %(dimension)s “%(member)s”.")
    return Refused(text % {"dimension": dimension, "member": member}, code="no_such_figure")
