"""What is printed for a session: the cases (심사자료집), score sheets (채점표), pledges (서약서), the result."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.extensions import Text
from busan_se.reviews.board import Board, sitting_warnings
from busan_se.reviews.models import Criterion, Round
from busan_se.reviews.pages import full_marks, pledge_text
from busan_se.reviews.sheets import case_number, readings
from busan_se.reviews.workflow import SheetState

PAPERS: dict[str, Text] = {
    "cases": gettext_lazy("Papers of the review (심사자료집)"),
    "sheets": gettext_lazy("Score sheets (채점표)"),
    "pledges": gettext_lazy("Pledges (서약서)"),
    "minutes": gettext_lazy("Attendance and minutes"),
}


@dataclass(frozen=True)
class PaperSheet:
    """One reviewer's sheet for one case, to be filled in by hand."""

    panelist: str
    affiliation: str
    title: str


def context_of(board: Board, kind: str) -> dict[str, Any]:
    """Return what the print view of one paper shows. Raises Http404 for an unknown one."""
    if kind not in PAPERS:
        raise Http404(_("There is no such paper."))
    round_ = board.round
    given: dict[str, Any] = {"round": round_, "title": PAPERS[kind], "kind": kind, "board": board}
    match kind:
        case "cases":
            given["readings"] = readings(round_, [case for case in board.cases if case.dropped_at is None])
        case "sheets":
            given |= {"sheets": paper_sheets(board), "criteria": _scored(board), "full": full_marks(board.criteria)}
        case "pledges":
            given["lines"] = pledge_text()
        case "minutes":
            given["sittings"] = [(row, sitting_warnings(row, board.panelists)) for row in board.sittings]
    return given


def _scored(board: Board) -> list[Criterion]:
    return [row for row in board.criteria if row.kind == Criterion.Kind.SCORE]


def paper_sheets(board: Board) -> list[PaperSheet]:
    """Return the sheets that are still to be scored, by reviewer and case."""
    names, cases = {p.pk: p for p in board.panelists}, {case.pk: case for case in board.cases}
    rows = [row for row in board.sheets if row.state in (SheetState.ASSIGNED, SheetState.CLEARED)]
    rows.sort(key=lambda row: (row.panelist_id, cases[row.case_id].number))
    return [
        PaperSheet(
            str(names[row.panelist_id]), names[row.panelist_id].affiliation, _title(board.round, cases[row.case_id])
        )
        for row in rows
    ]


def _title(round_: Round, case: Any) -> str:
    return case_number(case) if round_.is_blind else f"{case_number(case)} · {case.title}"
