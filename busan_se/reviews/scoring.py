"""What reviewers do with a sheet: declare, score, submit; and what the desk does for them."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.audit import history
from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.core.refusals import refusals_in_words
from busan_se.core.templatetags.portal import seoul_instant
from busan_se.files.models import StoredFile
from busan_se.reviews.models import Adjustment, Assignment, Case, Criterion, Declaration, Score
from busan_se.reviews.rounds import REFUSALS
from busan_se.reviews.workflow import SHEET, Interest, SheetState


def locked(pk: UUID) -> Assignment:
    """Return the sheet, locked until the transaction ends. Raises Assignment.DoesNotExist."""
    rows = Assignment.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("case__round__rubric", "panelist__user").get(pk=pk)


def criteria_of(sheet: Assignment) -> list[Criterion]:
    """Return what reviewers score in the round of this sheet, in the order of the rubric."""
    rubric = sheet.case.round.rubric_id
    return list(Criterion.objects.filter(rubric=rubric, kind=Criterion.Kind.SCORE))


@transaction.atomic
def declare(pk: UUID, kind: str, ground: str, *, by: Any) -> Declaration:
    """Keep what is declared of the reviewer's interest. Standing down deletes what was scored, and ends the sheet.

    Raises WrongState ("declared") for who stood down already, Refused ("no_ground", "round_is_closed").
    """
    sheet = locked(pk)
    if sheet.state == SheetState.RECUSED:
        raise WrongState(_("This reviewer stood down from the case already."), "declared")
    if kind == Interest.NONE and sheet.state != SheetState.ASSIGNED:
        return sheet.declaration
    ground = ground.strip()
    if kind != Interest.NONE and not ground:
        raise Refused(_("Write the ground."), "no_ground")
    with refusals_in_words(REFUSALS), history.reason(ground or str(Interest.NONE.label)):
        if kind != Interest.NONE:
            _forget_scores(sheet)
        values = {"kind": kind, "ground": ground, "declared_by": by, "declared_at": now()}
        declaration, _made = Declaration.objects.update_or_create(assignment=sheet, defaults=values)
    return declaration


def _forget_scores(sheet: Assignment) -> None:
    if sheet.state == SheetState.SUBMITTED:
        sheet.state, sheet.submitted_at = SheetState.CLEARED, None
        sheet.save(update_fields=["state", "submitted_at", "updated_at"])
    sheet.scores.all().delete()


@transaction.atomic
def save_scores(
    pk: UUID, points: Mapping[int, Decimal | None], comment: str, *, arrived: datetime | None = None
) -> Assignment:
    """Keep a draft: points by criterion, None for one that is not given yet. Nothing is required.

    `arrived` is when the request of the reviewer arrived; None where the desk enters a sheet of paper. Raises Refused
    ("deadline", "score_before_declaration", "score_within_maximum", …), WrongState ("submitted").
    """
    sheet = locked(pk)
    check_deadline(sheet, arrived)
    if sheet.state == SheetState.SUBMITTED:
        raise WrongState(REFUSALS["score_is_submitted"], "submitted")
    there = {score.criterion_id: score for score in sheet.scores.all()}
    with refusals_in_words(REFUSALS):
        for criterion, given in points.items():
            _save_points(sheet, criterion, there.get(criterion), given)
        sheet.comment = comment
        sheet.save(update_fields=["comment", "updated_at"])
    return sheet


def _save_points(sheet: Assignment, criterion: int, score: Score | None, given: Decimal | None) -> None:
    if given is None:
        if score:
            score.delete()
    elif score is None:
        Score.objects.create(assignment=sheet, criterion_id=criterion, points=given)
    elif score.points != given:
        score.points = given
        score.save(update_fields=["points", "saved_at"])


def check_deadline(sheet: Assignment, arrived: datetime | None) -> None:
    """Raise Refused ("deadline") for what a reviewer sent too late."""
    if arrived and sheet.case.round.is_open and not sheet.case.round.takes_scores_at(arrived):
        when = seoul_instant(sheet.case.round.deadline_at)
        raise Refused(_("Scores were taken until %(when)s. Call the desk.") % {"when": when}, "deadline")


@transaction.atomic
def submit(pk: UUID, *, arrived: datetime | None = None) -> Assignment:
    """Hand a sheet in; twice is once. Raises Refused ("incomplete", "deadline"), WrongState before the declaration."""
    sheet = locked(pk)
    if sheet.state == SheetState.SUBMITTED:
        return sheet
    check_deadline(sheet, arrived)
    sheet.state = SHEET.check(sheet.state, "submit")
    if sheet.scores.count() < len(criteria_of(sheet)):
        number = sheet.case.number
        raise Refused(_("Case %(number)s: not every criterion has points yet.") % {"number": number}, "incomplete")
    sheet.submitted_at = arrived or now()
    with refusals_in_words(REFUSALS):
        sheet.save(update_fields=["state", "submitted_at", "updated_at"])
    return sheet


@transaction.atomic
def give_back(pk: UUID, *, reason: str) -> Assignment:
    """Let a reviewer mend a submitted sheet. Raises WrongState, Refused ("round_is_closed")."""
    sheet = locked(pk)
    sheet.state, sheet.submitted_at = SHEET.check(sheet.state, "give_back"), None
    with refusals_in_words(REFUSALS), history.reason(reason):
        sheet.save(update_fields=["state", "submitted_at", "updated_at"])
    return sheet


@transaction.atomic
def enter_paper(
    pk: UUID, points: Mapping[int, Decimal | None], comment: str, scan: StoredFile | None, *, by: Any
) -> Assignment:
    """Enter a signed sheet of paper for its reviewer and submit it. Raises Refused ("no_scan", as the others)."""
    sheet = locked(pk)
    if scan is None and sheet.scan_id is None:
        raise Refused(_("Attach the scan of the signed sheet."), "no_scan")
    if sheet.state == SheetState.ASSIGNED:
        declare(pk, Interest.NONE, "", by=by)
    with history.reason(_("Entered from paper")):
        save_scores(pk, points, comment)
        sheet = submit(pk)
        sheet.scan, sheet.entered_by = scan or sheet.scan, by
        sheet.save(update_fields=["scan", "entered_by", "updated_at"])
    return sheet


@transaction.atomic
def adjust(case: Case, criterion: Criterion, points: Decimal | None, reason: str, *, by: Any) -> None:
    """Set the bonus or penalty of a case; None or 0 takes it away. Raises Refused ("no_reason", …)."""
    row = Adjustment.objects.select_for_update().filter(case=case, criterion=criterion).first()
    with refusals_in_words(REFUSALS):
        if not points:
            if row:
                row.delete()
            return
        if not reason.strip():
            raise Refused(_("Say what proves it."), "no_reason")
        row = row or Adjustment(case=case, criterion=criterion)
        row.points, row.reason, row.entered_by = points, reason.strip(), by
        row.save()
