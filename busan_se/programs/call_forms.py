"""The form that a call freezes at publication.

Format: `{"sections": [{"key", "title_ko", "title_en", "questions": [...]}]}`; a question has `key`, `type` (text,
long_text, won, date, file), `label_ko`, `label_en`, `help_ko`, `help_en`, `required`, and by type `max` (characters, or
won), `min` (won), `max_files`. A file question may name a `document_kind` (a key of `extensions.DocumentKind`) that can
be attached from what the enterprise keeps, and how old that may be, `issued_within_days`.
Keys are unique in a form; `amount` is the requested amount, `plan_file` the plan.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from busan_se.core.registry import registered
from busan_se.programs.extensions import DocumentKind

QUESTION_TYPES = {"text", "long_text", "won", "date", "file"}
AMOUNT = "amount"
_LIMITS = {"min": 0, "max": 1, "max_files": 1, "issued_within_days": 1}  # and the lowest each can be
# A key names a field of the applicant's page, beside fields of the page itself.
_KEY = re.compile(r"(?!(?:lock_version|remove|from_folder|then|csrfmiddlewaretoken)\Z)[A-Za-z][A-Za-z0-9_-]{0,59}")

Form = dict[str, Any]


def usual_form(*, amount_min: int | None = None, amount_max: int | None = None) -> Form:
    """Return the usual form: the plan in words, the requested amount (won) between the call's limits, one file."""
    plan = _question("plan", "long_text", "사업계획", "Business plan", max=3000)
    plan |= {
        "help_ko": "무엇을, 왜, 어떻게 할지와 기대하는 결과를 적습니다.",
        "help_en": "Write what you will do, why and how, and what you expect of it.",
    }
    amount = _question(AMOUNT, "won", "신청금액", "Amount applied for")
    amount |= {key: value for key, value in (("min", amount_min), ("max", amount_max)) if value is not None}
    amount |= {
        "help_ko": "자부담과 부가가치세를 뺀 금액입니다.",
        "help_en": "Without your own share and value-added tax.",
    }
    file = _question("plan_file", "file", "사업계획서 파일", "Plan as a file", max_files=1)
    return {
        "sections": [
            {"key": "plan", "title_ko": "사업계획", "title_en": "Plan", "questions": [plan]},
            {"key": "money", "title_ko": "신청금액", "title_en": "Amount", "questions": [amount]},
            {"key": "files", "title_ko": "붙임 서류", "title_en": "Attachments", "questions": [file]},
        ]
    }


def _question(key: str, kind: str, label_ko: str, label_en: str, **limits: int) -> dict[str, Any]:
    return {"key": key, "type": kind, "label_ko": label_ko, "label_en": label_en, "required": True, **limits}


def check_form(form: Any) -> None:
    """Raise ValidationError when a form is not of the format above: whoever applies could not answer it."""
    sections = form.get("sections") if isinstance(form, dict) else None
    if not isinstance(sections, list) or not sections:
        raise ValidationError(_("The form needs at least one section."))
    if not all(_is_section(section) for section in sections):
        raise ValidationError(_("Each section of the form needs a key, a Korean title and questions."))
    questions = [question for section in sections for question in section["questions"]]
    keys = [question.get("key") for question in questions]
    if not all(isinstance(key, str) and _KEY.fullmatch(key) for key in keys) or len(keys) != len(set(keys)):
        raise ValidationError(_("Each question of the form needs a key of its own."))
    for question in questions:
        _check_question(question)


def _is_section(section: Any) -> bool:
    if not isinstance(section, dict) or not _is_text(section.get("key")) or not _is_text(section.get("title_ko")):
        return False
    questions = section.get("questions")
    return isinstance(questions, list) and bool(questions) and all(isinstance(question, dict) for question in questions)


def _check_question(question: dict[str, Any]) -> None:
    kind = question.get("type")
    known = isinstance(kind, str) and kind in QUESTION_TYPES and (question["key"] != AMOUNT or kind == "won")
    if not known or not _is_text(question.get("label_ko")):
        raise ValidationError(_("Question “%(key)s” needs a known type and a Korean label.") % {"key": question["key"]})
    _check_document(question)
    limits = [(question[name], lowest) for name, lowest in _LIMITS.items() if name in question]
    if not all(type(limit) is int and limit >= lowest for limit, lowest in limits):
        raise ValidationError(_("Write the limits of question “%(key)s” as whole numbers.") % {"key": question["key"]})


def _check_document(question: dict[str, Any]) -> None:
    names = {"document_kind", "issued_within_days"} & question.keys()
    known = question.get("document_kind") in [kind.key for kind in registered(DocumentKind)]
    if names and not (known and question["type"] == "file"):
        raise ValidationError(
            _("Question “%(key)s”: only a file question names a kind of document, and one that the portal knows.")
            % {"key": question["key"]}
        )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
