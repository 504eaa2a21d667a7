"""Taking a ranking over as decisions, and ending its reserve list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.core.clock import now
from busan_se.core.errors import Conflict, PortalError, Refused, WrongState
from busan_se.core.money import won
from busan_se.reviews.models import Round
from enterprises.applications import actions as applications
from enterprises.applications.workflow import Outcome
from enterprises.selection.cutline import Cut, CutRow, Verdict, cut
from enterprises.selection.models import ReservePlace, Selection


@dataclass(frozen=True)
class Told:
    """What became of one row."""

    name: str
    text: str
    is_refused: bool = False


def take_over(round_: Round, amounts: Mapping[UUID, int], reason: str, *, seen: str, by: Any) -> Iterator[Told]:
    """Decide as the line says: selected above it, not selected under the pass mark; between them the reserve list.

    Each row is a transaction of its own; yields what became of it. Nothing is announced yet. Raises WrongState
    ("not_closed"), Refused ("no_reason", "no_envelope"), Conflict ("moved") where `seen` is not the line as it is now.
    """
    if not round_.is_closed:
        raise WrongState(_("Close the review first: its ranking may still change."), "not_closed")
    if round_.call.envelope is None:
        raise Refused(_("The call was published without an envelope: nothing can be reserved for it."), "no_envelope")
    if not reason.strip():
        raise Refused(_("Give the reason for the decision."), "no_reason")
    line = cut(round_, amounts)
    if line.seen != seen:
        raise Conflict(_("Amounts or the balance have changed since the line was drawn. Look at it again."), "moved")
    selection = _keep_reserve(round_, line, by)
    for row in (*line.of(Verdict.SELECTED), *line.of(Verdict.FAILED)):
        yield _decide(row, reason, by)
    for place in selection.places.waiting().select_related("application__enterprise", "application__person"):
        text = _("Reserve %(place)s, %(amount)s") % {"place": place.place, "amount": won(place.amount_won)}
        yield Told(_name(place.application), text)


@transaction.atomic
def _keep_reserve(round_: Round, line: Cut, by: Any) -> Selection:
    """Write the reserve list as the line says; places that moved up or ended keep theirs, the others come after."""
    made, _is_new = Selection.objects.get_or_create(round=round_, defaults={"made_by": by})
    selection = lock_list(made.pk)
    selection.places.waiting().delete()
    last = max(selection.places.values_list("place", flat=True), default=0)
    for row in line.of(Verdict.RESERVE):
        values = {"selection": selection, "place": last + row.reserve, "amount_won": row.amount}
        fresh = {"state": ReservePlace.State.WAITING, "trace": ""}
        ReservePlace.objects.update_or_create(application=row.application, defaults=values | fresh)
    return selection


def lock_list(pk: int) -> Selection:
    """Return the selection, locked: whoever changes its reserve list holds this first, then the application."""
    rows = Selection.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("round__call", "made_by").get(pk=pk)


def _decide(row: CutRow, reason: str, by: Any) -> Told:
    is_selected = row.verdict == Verdict.SELECTED
    outcome = Outcome.SELECTED if is_selected else Outcome.NOT_SELECTED
    try:
        applications.decide(
            row.application.pk,
            outcome=outcome,
            amount=row.amount if is_selected else None,
            reason=f"{reason.strip()} ({points_in_words(row)})"[:1000],
            by=by,
        )
    except PortalError as refusal:
        return Told(_name(row.application), str(refusal), is_refused=True)
    said = f"{outcome.label} {won(row.amount)}" if is_selected else str(outcome.label)
    return Told(_name(row.application), said)


def points_in_words(row: CutRow) -> str:
    """Return rank and points as the applicant reads them, in Korean like the reasons of the desk."""
    with override("ko"):
        return _("rank %(rank)s, %(points)s points") % {"rank": row.ranked.rank or "–", "points": row.ranked.final or 0}


def _name(application: Any) -> str:
    return f"{application.receipt_number} {application.applicant_name}"


def end_list(pk: int, reason: str, *, by: Any) -> Iterator[Told]:
    """End a reserve list: who still waits is not selected. Raises Refused ("no_reason")."""
    if not reason.strip():
        raise Refused(_("Give the reason for the decision."), "no_reason")
    Selection.objects.filter(pk=pk, ended_at=None).update(ended_at=now(), updated_at=now())
    for place in ReservePlace.objects.waiting().filter(selection=pk):
        yield _end_place(place.pk, reason, by)


@transaction.atomic
def _end_place(pk: int, reason: str, by: Any) -> Told:
    place = ReservePlace.objects.select_related("application__enterprise", "application__person").get(pk=pk)
    lock_list(place.selection_id)
    try:
        with transaction.atomic():
            applications.decide(place.application_id, outcome=Outcome.NOT_SELECTED, amount=None, reason=reason, by=by)
    except PortalError as refusal:
        return Told(_name(place.application), str(refusal), is_refused=True)
    leave(place, _("The reserve list ended."))
    return Told(_name(place.application), str(Outcome.NOT_SELECTED.label))


def leave(place: ReservePlace, why: str) -> None:
    """Take a waiting place out of the list."""
    rows = ReservePlace.objects.filter(pk=place.pk, state=ReservePlace.State.WAITING)
    rows.update(state=ReservePlace.State.GONE, trace=why[:300], updated_at=now())
