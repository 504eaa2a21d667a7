"""What the pages of reviewers show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from busan_se.reviews.models import Assignment, Criterion, Panelist
from busan_se.reviews.ranking import sheet_of
from busan_se.reviews.sheets import case_number
from busan_se.reviews.workflow import SheetState

TONES = {
    SheetState.ASSIGNED: "warning",
    SheetState.CLEARED: "information",
    SheetState.SUBMITTED: "success",
    SheetState.RECUSED: "gray",
}


@dataclass(frozen=True)
class Line:
    """One case in a reviewer's list."""

    sheet: Assignment
    title: str
    given: int
    asked: int
    total: Decimal

    @property
    def tone(self) -> str:
        """Return the colour of the badge."""
        return TONES[SheetState(self.sheet.state)]

    @property
    def is_ready(self) -> bool:
        """Return whether it can be submitted."""
        return self.sheet.state == SheetState.CLEARED and self.given == self.asked


@dataclass(frozen=True)
class Seat:
    """One round in which somebody reviews, with the cases."""

    panelist: Panelist
    lines: Sequence[Line]
    arrived: datetime

    @property
    def is_late(self) -> bool:
        """Return whether scores are taken no more."""
        return not self.panelist.round.takes_scores_at(self.arrived)

    @property
    def done(self) -> int:
        """Return how many cases are finished."""
        return sum(line.sheet.state in (SheetState.SUBMITTED, SheetState.RECUSED) for line in self.lines)

    @cached_property
    def ready(self) -> list[Line]:
        """Return the cases that can be submitted."""
        return [line for line in self.lines if line.is_ready]

    @property
    def full_marks(self) -> Decimal:
        """Return the highest possible sum."""
        return full_marks(self.panelist.round.rubric.criteria.all())


def full_marks(criteria: Any) -> Decimal:
    """Return the highest sum that a reviewer can give."""
    return sum((row.full_marks for row in criteria if row.kind == Criterion.Kind.SCORE), Decimal(0))


def seats_of(panelists: Any, arrived: datetime) -> list[Seat]:
    """Return the rounds of these seats with their cases; the same number of queries for any number of cases."""
    found = list(panelists.select_related("round__call", "round__rubric").prefetch_related("round__rubric__criteria"))
    rows = (
        Assignment.objects.filter(panelist__in=found, case__dropped_at=None)
        .select_related("case")
        .prefetch_related("scores")
        .order_by("case__number")
    )
    lines: dict[int, list[Line]] = {panelist.pk: [] for panelist in found}
    seats = {panelist.pk: panelist for panelist in found}
    for row in rows:
        lines[row.panelist_id].append(_line(row, seats[row.panelist_id]))
    return [Seat(panelist, lines[panelist.pk], arrived) for panelist in found]


def _line(row: Assignment, panelist: Panelist) -> Line:
    criteria = [c for c in panelist.round.rubric.criteria.all() if c.kind == Criterion.Kind.SCORE]
    hidden = panelist.round.is_blind
    title = case_number(row.case) if hidden else f"{case_number(row.case)} · {row.case.title}"
    return Line(row, title, len(row.scores.all()), len(criteria), sheet_of(row, criteria).total)


def pledge_text() -> list[str]:
    """Return what a reviewer pledges, line by line."""
    return [
        _("I judge by the rubric alone, fairly and independently."),
        _("I declare an interest before I score, and stand down where I have one (Local Subsidy Act, article 26)."),
        _("I tell nobody what I learn in the review, also after it, and keep no copies."),
        _("I accept nothing from applicants, and tell the desk if one approaches me."),
    ]
