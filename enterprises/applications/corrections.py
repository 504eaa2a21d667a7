"""A corrected call form: drafts move to it with the answers that still fit, and their writers are told what to look at.

What was submitted keeps the version to which it answered.
"""

from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver

from busan_se.programs.models import Call, CallVersion
from busan_se.programs.signals import call_corrected
from enterprises.applications import letters
from enterprises.applications.changes import Changes
from enterprises.applications.models import Application
from enterprises.applications.questions import Question, Questions
from enterprises.applications.workflow import State


@receiver(call_corrected)
def move_drafts(call: Call, before: CallVersion, after: CallVersion, **kwargs: Any) -> None:
    """Move the call's drafts to the new version and tell those who write them."""
    changes = Changes.between(before, after)
    old, new = Questions(before), Questions(after)
    for draft in _drafts(call):
        _move(draft, after, old, new)
        letters.tell_corrected(draft, after, changes)


def _drafts(call: Call) -> QuerySet[Application]:
    """Return the drafts of a call, locked one after the other in the order of their keys.

    A draft that is submitted at this very moment is waited for, and left as it is then.
    """
    rows = Application.objects.filter(call=call, state=State.DRAFT).order_by("pk")
    locked = rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True)
    return Application.objects.filter(pk__in=list(locked)).with_applicant().order_by("pk")


def _move(draft: Application, version: CallVersion, old: Questions, new: Questions) -> None:
    before, after = old.by_key, new.by_key
    known = before.keys() & after.keys()
    carried = {key: carry(draft.answers[key], before[key], after[key]) for key in draft.answers if key in known}
    draft.answers = {key: answer for key, answer in carried.items() if answer not in (None, [])}
    draft.written = {key: mark for key, mark in draft.written.items() if key in draft.answers}
    draft.requested_won = new.amount_in(new.kept(draft.answers))
    draft.version, draft.lock_version = version, draft.lock_version + 1
    draft.save(update_fields=["answers", "written", "requested_won", "version", "lock_version", "updated_at"])
    draft.files.exclude(slot__in=[question.key for question in new.files]).delete()


def carry(answer: Any, before: Question, after: Question) -> Any:
    """Return what is left of a stored answer under the corrected question, None for nothing.

    A text that is too long now, or a number that is too high, stays: its writer shortens it and loses nothing.
    """
    if before.kind != after.kind:
        return None
    keys = {option.key for option in after.options}
    match after.kind:
        case "choice":
            return answer if answer in keys else None
        case "choices":
            return [key for key in answer if key in keys]
    return answer if after.shape is None else _carry_lines(answer, before, after)


def _carry_lines(answer: Any, before: Question, after: Question) -> Any:
    assert before.shape
    assert after.shape
    kinds = {column.key: column.kind for column in before.shape.columns}
    kept = {column.key: column for column in after.shape.columns if kinds.get(column.key) == column.kind}
    lines = [{key: cell for key, cell in line.items() if _stays(cell, kept.get(key))} for line in answer["rows"]]
    lines = [line for line in lines if line]
    return {**answer, "rows": lines} if lines else None


def _stays(cell: Any, column: Any) -> bool:
    if column is None:
        return False
    return column.kind != "choice" or cell in {option.key for option in column.options}
