"""What the desk sees of a round: who has what, how far it is, what is odd; with a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from busan_se.reviews.extensions import district_hint, hints_of, same_district, tools_for
from busan_se.reviews.models import Assignment, Case, Criterion, Panelist, Round, Sitting
from busan_se.reviews.ranking import Ranked, Sheet, mark_outliers, rank, sheet_of
from busan_se.reviews.workflow import SheetState

# 지방보조금법 §26: at most so many members, of whom a quarter may be civil servants.
MOST_MEMBERS, MOST_OFFICIALS = 15, Decimal("0.25")


@dataclass(frozen=True)
class Cell:
    """One reviewer and one case: the sheet, if there is one, its sum, and what hints at an interest."""

    case: Case
    panelist: Panelist
    sheet: Assignment | None
    scored: Sheet | None
    hints: Sequence[str]

    @property
    def value(self) -> str:
        """Return the value of its box in the form of assignments."""
        return f"{self.case.pk}:{self.panelist.pk}"

    @property
    def is_fixed(self) -> bool:
        """Return whether it was declared already, and so stays."""
        return self.sheet is not None and self.sheet.state != SheetState.ASSIGNED


@dataclass(frozen=True)
class Row:
    """One case of the table with a cell for each reviewer."""

    case: Case
    cells: Sequence[Cell]
    quorum: int

    @property
    def submitted(self) -> int:
        """Return how many sheets are in."""
        return sum(cell.sheet is not None and cell.sheet.state == SheetState.SUBMITTED for cell in self.cells)

    @property
    def counting(self) -> int:
        """Return how many reviewers it has who did not stand down."""
        return sum(cell.sheet is not None and cell.sheet.state != SheetState.RECUSED for cell in self.cells)

    @property
    def is_short(self) -> bool:
        """Return whether it can't reach the quorum with the reviewers it has."""
        return self.counting < self.quorum


@dataclass(frozen=True)
class Member:
    """One reviewer with the work that is left."""

    panelist: Panelist
    sheets: int
    left: int


class Board:
    """The round as the desk sees it at an instant."""

    def __init__(self, round_: Round, at: datetime, user: Any) -> None:
        self.round, self.at, self.user = round_, at, user

    @cached_property
    def panelists(self) -> list[Panelist]:
        """Return the reviewers."""
        return list(self.round.panelists.select_related("user", "district"))

    @cached_property
    def cases(self) -> list[Case]:
        """Return the cases, those that were withdrawn too."""
        return list(self.round.cases.select_related("district"))

    @cached_property
    def sheets(self) -> list[Assignment]:
        """Return all sheets."""
        rows = Assignment.objects.filter(case__round=self.round).select_related("declaration", "substitute")
        return list(rows.prefetch_related("scores"))

    @cached_property
    def rows(self) -> list[Row]:
        """Return the table."""
        there = {(row.case_id, row.panelist_id): row for row in self.sheets}
        hints = hints_of(self.cases, self.panelists)
        return [self._row(case, there, hints) for case in self.cases]

    def _row(self, case: Case, there: Any, hints: Any) -> Row:
        sheets = {p.pk: there.get((case.pk, p.pk)) for p in self.panelists}
        sums = {pk: sheet_of(s, self._scored) for pk, s in sheets.items() if s and s.state == SheetState.SUBMITTED}
        mark_outliers(list(sums.values()), self.round.outlier_points)
        cells = [
            Cell(case, p, sheets[p.pk], sums.get(p.pk), _all_hints(case, p, hints.get((case.pk, p.pk), [])))
            for p in self.panelists
        ]
        return Row(case, cells, self.round.quorum)

    @cached_property
    def _scored(self) -> list[Criterion]:
        return [row for row in self.criteria if row.kind == Criterion.Kind.SCORE]

    @cached_property
    def criteria(self) -> list[Criterion]:
        """Return the rubric."""
        return list(Criterion.objects.filter(rubric=self.round.rubric_id))

    @property
    def adjusting(self) -> list[Criterion]:
        """Return the criteria of bonus and penalty."""
        return [row for row in self.criteria if row.kind != Criterion.Kind.SCORE]

    @property
    def members(self) -> list[Member]:
        """Return each reviewer with the number of sheets, and of those that are left."""
        live = {case.pk for case in self.cases if case.dropped_at is None}
        mine: dict[int, list[Assignment]] = {panelist.pk: [] for panelist in self.panelists}
        for row in self.sheets:
            if row.case_id in live and row.state != SheetState.RECUSED:
                mine[row.panelist_id].append(row)
        return [
            Member(p, len(mine[p.pk]), sum(row.state != SheetState.SUBMITTED for row in mine[p.pk]))
            for p in self.panelists
        ]

    @property
    def recused(self) -> list[Assignment]:
        """Return the sheets of who stood down, for a substitute."""
        names, cases = {p.pk: p for p in self.panelists}, {case.pk: case for case in self.cases}
        found = [row for row in self.sheets if row.state == SheetState.RECUSED]
        for row in found:
            row.panelist, row.case = names[row.panelist_id], cases[row.case_id]
        return found

    @property
    def is_late(self) -> bool:
        """Return whether the deadline has passed and work is left."""
        return self.round.is_open and self.at >= self.round.deadline_at and any(m.left for m in self.members)

    @cached_property
    def ranked(self) -> list[Ranked]:
        """Return the ranking as it would be now."""
        return rank(self.round)

    @property
    def sittings(self) -> Any:
        """Return the sessions of the committee."""
        return self.round.sittings.prefetch_related("present")

    @property
    def warnings(self) -> list[str]:
        """Return what the composition of the committee breaks (지방보조금법 §26), in words."""
        return composition_warnings(self.panelists)

    @property
    def still_receives(self) -> bool:
        """Return whether more may come in: then the cases have to be taken over once more."""
        return not self.round.is_closed and self.at < self.round.call.closes_at

    @property
    def tools(self) -> Any:
        """Return what the apps above offer for this round."""
        return tools_for(self.round, self.user)


def _all_hints(case: Case, panelist: Panelist, hints: Sequence[str]) -> list[str]:
    return [*hints, district_hint()] if same_district(case, panelist) else [*hints]


def composition_warnings(members: Sequence[Panelist]) -> list[str]:
    """Return where the members are too many, too many of them civil servants, or the chair is wrong."""
    officials, chairs = [m for m in members if m.is_official], [m for m in members if m.is_chair]
    found = []
    if len(members) > MOST_MEMBERS:
        found.append(_("There are %(n)s members; at most 15 are allowed.") % {"n": len(members)})
    if members and len(officials) > len(members) * MOST_OFFICIALS:
        found.append(_("%(n)s of the members are civil servants; at most a quarter may be.") % {"n": len(officials)})
    if members and not chairs:
        found.append(_("Nobody is in the chair."))
    if any(chair.is_official for chair in chairs):
        found.append(_("A civil servant is in the chair; it must be a civilian."))
    return found


def sitting_warnings(sitting: Sitting, members: Sequence[Panelist]) -> list[str]:
    """Return whether a session had no majority of the members present (지방보조금법 §26⑪)."""
    present = len(sitting.present.all())
    if present * 2 > len(members):
        return []
    return [_("%(n)s of %(all)s members were present: no majority.") % {"n": present, "all": len(members)}]
