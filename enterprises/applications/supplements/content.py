"""What a supplement opens, and what its answers amount to."""

import hashlib
import json
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from enterprises.applications.models import Application
from enterprises.applications.questions import Questions, Section
from enterprises.applications.rules import amount_refusal
from enterprises.applications.supplements.models import State, Supplement, SupplementFile


def openable(application: Application) -> list[tuple[str, str]]:
    """Return (key, label) of the questions that can be opened again: those that were asked of this applicant."""
    questions = Questions(application.version)
    shown = questions.shown(application.answers)
    return [(question.key, question.label) for question in questions.all if question.key in shown]


def opened(supplement: Supplement) -> Section:
    """Return the named questions as one page."""
    questions = Questions(supplement.application.version).all
    named = tuple(question for question in questions if question.key in supplement.parts)
    return Section(1, _("What you can change"), "", named)


def answers_now(application: Application, supplement: Supplement | None = None) -> dict[str, Any]:
    """Return the answers as they stand with what was mended, in its order; `supplement` counts while it is open."""
    answered = [row.answers for row in application.supplements.all() if row.state == State.ANSWERED]
    merged = dict(application.answers)
    for answers in (*answered, supplement.answers if supplement else {}):
        merged |= answers
    return merged


def problems(supplement: Supplement, files: Collection[SupplementFile]) -> dict[str, str]:
    """Return what stands against handing the supplement in, by question: each is to be answered anew, files too."""
    application, questions = supplement.application, Questions(supplement.application.version)
    answers, slots = answers_now(application, supplement), {row.slot for row in files}
    named = set(supplement.parts) & questions.shown(answers)
    found = {key: problem for key, problem in questions.problems(answers, slots).items() if key in named}
    missing = {row.key for row in questions.files if row.key in named} - slots
    unwritten = {row.key for row in questions.written if row.key in named} - supplement.answers.keys()
    found |= {key: _("Upload a file.") for key in missing} | {key: _("Answer this question.") for key in unwritten}
    if amount := amount_refusal(application, questions.amount_in(questions.kept(answers))):
        found.setdefault(*amount)
    return found


def content_hash(supplement: Supplement, files: Collection[SupplementFile]) -> str:
    """Return the SHA-256 (hex) over the canonical JSON of the application's hash, what was asked, answers and files."""
    content = {
        "application": supplement.application.content_hash,
        "asked": supplement.asked,
        "parts": supplement.parts,
        "answers": supplement.answers,
        "note": supplement.note,
        "files": [[row.slot, row.file.name, row.file.sha256] for row in sorted(files, key=lambda row: row.pk)],
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def new_amount(supplement: Supplement) -> int | None:
    """Return the amount (won) that follows from the answers, None where they leave it as it is."""
    application, questions = supplement.application, Questions(supplement.application.version)
    amount = questions.amount_in(questions.kept(answers_now(application, supplement)))
    return amount if amount != application.requested_won else None
