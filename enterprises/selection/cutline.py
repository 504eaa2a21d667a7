"""The cut line: who is selected as far as the money reaches, who waits in reserve, who is under the pass mark."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from busan_se.reviews.models import Round
from busan_se.reviews.ranking import Ranked, rank
from enterprises.applications.models import Application
from enterprises.applications.workflow import ENDED, Outcome, State
from enterprises.selection.sources import applications_of


class Verdict(StrEnum):
    """What the line says of a row."""

    SELECTED = "selected"
    RESERVE = "reserve"
    FAILED = "failed"
    DECIDED = "decided"
    ENDED = "ended"


LABELS = {
    Verdict.SELECTED: _("Selected"),
    Verdict.RESERVE: _("Reserve"),
    Verdict.FAILED: _("Under the pass mark"),
    Verdict.DECIDED: _("Decided already"),
    Verdict.ENDED: _("Withdrawn"),
}


@dataclass
class CutRow:
    """One application in the order of the ranking, what it would get (won) and what the line says."""

    ranked: Ranked
    application: Application
    amount: int
    verdict: Verdict = Verdict.RESERVE
    reserve: int = 0
    is_first_below: bool = False

    @property
    def label(self) -> str:
        """Return the verdict in words; a reserve with its place."""
        return f"{LABELS[self.verdict]} {self.reserve}" if self.reserve else str(LABELS[self.verdict])

    @property
    def may_change(self) -> bool:
        """Return whether its amount can still be set."""
        return self.verdict not in (Verdict.DECIDED, Verdict.ENDED)


@dataclass(frozen=True)
class Cut:
    """The rows with the line drawn, and the money around it (won)."""

    rows: Sequence[CutRow]
    available: int

    @property
    def bound(self) -> int:
        """Return what the rows above the line take."""
        return sum(row.amount for row in self.rows if row.verdict == Verdict.SELECTED)

    @property
    def left(self) -> int:
        """Return what would be left."""
        return self.available - self.bound

    @property
    def seen(self) -> str:
        """Return all that a decision rests on, to be compared with what stood on the page."""
        return ",".join(f"{row.application.pk.hex[:8]}{row.verdict[0]}{row.amount}" for row in self.rows)

    def of(self, verdict: Verdict) -> list[CutRow]:
        """Return the rows of one verdict."""
        return [row for row in self.rows if row.verdict == verdict]


def ranked_applications(round_: Round) -> list[tuple[Ranked, Application]]:
    """Return the ranking with the application of each case."""
    ranking = rank(round_)
    found = applications_of([row.case for row in ranking])
    return [(row, found[row.case.pk]) for row in ranking if row.case.pk in found]


def first_amount(application: Application) -> int:
    """Return the amount that is offered first: what was applied for, up to what the call allows."""
    call = application.call
    asked = application.requested_won or call.amount_max or 0
    return min(asked, call.amount_max) if call.amount_max else asked


def cut(round_: Round, amounts: Mapping[UUID, int]) -> Cut:
    """Return the ranking with the line as the envelope's balance draws it now; `amounts` by application."""
    pairs = ranked_applications(round_)
    rows = [CutRow(ranked, row, amounts.get(row.pk, first_amount(row))) for ranked, row in pairs]
    envelope = round_.call.envelope
    taken = sum(_is_selected(row.application) for row in rows)
    places = None if round_.call.selections is None else max(round_.call.selections - taken, 0)
    available = envelope.available if envelope else 0
    draw(rows, available, places)
    return Cut(rows, available)


def draw(rows: Sequence[CutRow], available: int, places: int | None) -> None:
    """Say of each row on which side of the line it is.

    The line is drawn at the first that does not fit into `available` won or `places` (None: any number); whoever comes
    after it waits in reserve, even where a smaller amount would fit: nobody is passed over.
    """
    below, waiting = False, 0
    for row in rows:
        row.verdict = _fixed(row)
        if row.verdict != Verdict.SELECTED:
            continue
        fits = 0 < row.amount <= available and places != 0
        if fits and not below:
            available -= row.amount
            places = None if places is None else places - 1
            continue
        row.is_first_below, below = not below, True
        waiting += 1
        row.verdict, row.reserve = Verdict.RESERVE, waiting


def _fixed(row: CutRow) -> Verdict:
    """Return what stands whatever the money is, SELECTED for what the money decides."""
    if row.application.state in ENDED:
        return Verdict.ENDED
    if row.application.state != State.SUBMITTED:
        return Verdict.DECIDED
    return Verdict.SELECTED if row.ranked.passes else Verdict.FAILED


def _is_selected(application: Application) -> bool:
    decision = getattr(application, "decision", None)
    return bool(decision and decision.outcome == Outcome.SELECTED and application.state not in ENDED)
