"""Documents of the folder (서류함) in an application: what can be attached, and what stands against it later."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from busan_se.core.extensions import Text
from enterprises.applications.models import Application, ApplicationFile
from enterprises.applications.questions import Question, Questions
from enterprises.documents.models import EnterpriseDocument
from enterprises.documents.rules import refusal


@dataclass(frozen=True)
class Choice:
    """A current document of the kind that a question names, why it can't be attached ('' if it can), and if it is."""

    document: EnterpriseDocument
    refusal: Text
    is_attached: bool


def choices(
    application: Application,
    questions: Iterable[Question],
    attached: Mapping[str, Iterable[ApplicationFile]],
    on: date,
) -> dict[str, list[Choice]]:
    """Return the documents that each question may take, by question: one query where a question names a kind."""
    asked = [question for question in questions if question.document_kind]
    if not asked or application.enterprise_id is None:
        return {}
    rows = EnterpriseDocument.objects.current().filter(
        enterprise=application.enterprise_id, kind__in={question.document_kind for question in asked}
    )
    documents = list(rows)
    there = {(key, row.document_id) for key, files in attached.items() for row in files}
    return {
        question.key: [
            Choice(document, refusal(document, on, question.issued_within_days), (question.key, document.pk) in there)
            for document in documents
            if document.kind == question.document_kind
        ]
        for question in asked
    }


def problems(questions: Questions, attached: Iterable[ApplicationFile], on: date) -> dict[str, str]:
    """Return what stands against attached documents on a day, by question; uploads made here are the desk's to read."""
    days = {question.key: question.issued_within_days for question in questions.files}
    found = {row.slot: str(refusal(row.document, on, days.get(row.slot, 0))) for row in attached if row.document}
    return {slot: problem for slot, problem in found.items() if problem}
