"""Lists of applications as staff take them out: without the answers, or with those to one call's questions."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from busan_se.core.exports import Column
from busan_se.programs.models import CallVersion
from enterprises.applications.models import Application
from enterprises.applications.questions import Question, Questions

_CHUNK = 1000

COLUMNS = (
    Column(_("Receipt number"), lambda row: row.receipt_number),
    Column(_("Call"), lambda row: row.call.number),
    Column(_("Title of the call"), lambda row: row.call.title),
    Column(_("Applicant"), lambda row: row.applicant_name),
    Column(_("Business registration number"), lambda row: row.applicant.get("business_number", "")),
    Column(_("District"), lambda row: row.enterprise.district if row.enterprise_id else ""),
    Column(_("State"), lambda row: row.get_state_display()),
    Column(_("Submitted at"), lambda row: row.submitted_at),
    Column(_("Requested amount (won)"), lambda row: row.requested_won),
    Column(_("Outcome"), lambda row: _decision(row, "get_outcome_display")),
    Column(_("Decided amount (won)"), lambda row: _decision(row, "amount_won")),
    Column(_("Reason"), lambda row: _decision(row, "reason")),
    Column(_("Released at"), lambda row: _decision(row, "released_at")),
)


def answer_columns(versions: Iterable[CallVersion]) -> list[Column]:
    """Return the columns of the list and one for each written question of a call's versions, the newest label first."""
    asked: dict[str, Question] = {}
    for version in sorted(versions, key=lambda version: -version.number):
        for question in Questions(version).written:
            asked.setdefault(question.key, question)
    return [*COLUMNS, *(Column(question.label, partial(_answer, question)) for question in asked.values())]


def _answer(question: Question, row: Application) -> Any:
    """Return an answer for a cell: a number as a number, anything else as people read it."""
    answer = row.answers.get(question.key)
    return answer if question.kind in ("won", "number") else question.as_text(answer)


def export_rows(found: QuerySet[Application]) -> Iterator[Application]:
    """Return the rows with all that the columns need, in one query, streamed."""
    return found.select_related("call", "enterprise__district", "person", "decision").iterator(chunk_size=_CHUNK)


def _decision(row: Application, name: str) -> Any:
    decision = getattr(row, "decision", None)
    if decision is None:
        return None
    value = getattr(decision, name)
    return value() if callable(value) else value
