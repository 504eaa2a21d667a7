"""What was mended, to be shown beside what was submitted."""

from dataclasses import dataclass

from enterprises.applications.models import Application
from enterprises.applications.questions import Grid, Question, Questions
from enterprises.applications.supplements.models import State, Supplement, SupplementFile


@dataclass(frozen=True)
class Mended:
    """The answer that a supplement gave to one question."""

    supplement: Supplement
    question: Question
    text: str
    grid: Grid | None
    files: list[SupplementFile]


def supplements_of(application: Application) -> list[Supplement]:
    """Return the supplements of an application in their order, with their wishes and files: three queries."""
    rows = application.supplements.select_related("asked_by", "answered_by")
    return list(rows.prefetch_related("wishes__settled_by", "files__file"))


def mended(application: Application) -> dict[str, list[Mended]]:
    """Return what was mended, by question, in the order in which it was."""
    found: dict[str, list[Mended]] = {}
    for supplement in supplements_of(application) if not application.is_draft else ():
        if supplement.state == State.ANSWERED:
            supplement.application = application
            for row in answers_of(supplement):
                found.setdefault(row.question.key, []).append(row)
    return found


def answers_of(supplement: Supplement) -> list[Mended]:
    """Return the answers of a supplement in the order of the form."""
    questions = Questions(supplement.application.version).all
    return [_mended(supplement, question) for question in questions if question.key in supplement.parts]


def _mended(supplement: Supplement, question: Question) -> Mended:
    answer = supplement.answers.get(question.key)
    grid = question.grid(answer)
    files = [row for row in supplement.files.all() if row.slot == question.key]
    return Mended(supplement, question, "" if grid else question.as_text(answer), grid, files)
