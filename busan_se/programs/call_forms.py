"""The form that a call freezes at publication.

Format: `{"sections": [section, …]}`. Texts stand in `x_ko` and `x_en`; the English ones and all helps may be missing.

- section: `key`, `title_ko`, `title_en`, `help_ko`, `help_en`, `questions` (at least one).
- question: `key`, `type`, `label_ko`, `label_en`, `help_ko`, `help_en`, `required`, and `show_if`
  (`{"question": key of an earlier choice or choices question, "in": [keys of its choices]}`) for one that is asked only
  after one of these answers. What is hidden is neither asked nor required nor kept. By type:
  - `text`, `long_text`: `max` (characters).
  - `number`: `min`, `max` (whole numbers), `unit_ko`, `unit_en`.
  - `won`: `min`, `max` (won). `date`: nothing more.
  - `choice` (one), `choices` (several): `choices`, at least two of `{"key", "label_ko", "label_en"}`; `choices` also
    `max_choices`.
  - `table`: `columns` of `{"key", "type", "label_ko", "label_en", "required"}`, of type text, number, won, date or
    choice (with `choices`); `min_rows`, `max_rows` (at most MOST_ROWS).
  - `workers`: a table with the columns of WORKER_COLUMNS, which name nobody; `min_rows`, `max_rows`.
  - `cost_table`: `items` (비목) of `{"key", "label_ko", "label_en"}`; `sources`, some of SOURCES in their order;
    `own_share_percent`, what the enterprise must pay itself in % of the total, as text with up to two decimals;
    `max_rows`. An answer is `{"rows": [{"item": key, "basis": up to BASIS_MAX characters, "<source>": won}]}`.
  - `file`: `max_files`; `document_kind` (a key of `extensions.DocumentKind`) that can be attached from what the
    enterprise keeps, and how old that may be, `issued_within_days`.

Keys of questions are unique in a form. The requested amount is what a cost table asks of others than the enterprise; a
form without one (there is at most one) asks for it as the won question `amount`. `plan_file` is the plan.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.extensions import Text
from busan_se.core.money import MAX_WON
from busan_se.core.registry import registered
from busan_se.programs.extensions import DocumentKind

AMOUNT = "amount"
CHOOSING = ("choice", "choices")
COLUMN_TYPES = ("text", "number", "won", "date", "choice")
QUESTION_TYPES: dict[str, Text] = {
    "text": gettext_lazy("Short text"),
    "long_text": gettext_lazy("Long text"),
    "number": gettext_lazy("Number"),
    "won": gettext_lazy("Amount of money (won)"),
    "date": gettext_lazy("Day"),
    "choice": gettext_lazy("Choice of one"),
    "choices": gettext_lazy("Choice of several"),
    "table": gettext_lazy("Table"),
    "workers": gettext_lazy("Table of workers"),
    "cost_table": gettext_lazy("Cost table"),
    "file": gettext_lazy("File"),
}
# Who pays, in the order of a cost table; the enterprise itself comes last.
SOURCES: dict[str, Text] = {
    "national": gettext_lazy("National funds (국비)"),
    "city": gettext_lazy("City funds (시비)"),
    "district": gettext_lazy("District funds (구·군비)"),
    "own": gettext_lazy("Own share (자부담)"),
}
OWN = "own"
MOST_ROWS = 50
BASIS_MAX = 200  # characters of how a cost was calculated
MOST_CHARACTERS = 20_000
MOST_NUMBER = 10**12

# Each limit, and the lowest and the highest it can be.
_LIMITS: dict[str, tuple[int, int]] = {
    "min": (0, MAX_WON),
    "max": (1, MAX_WON),
    "max_files": (1, 20),
    "issued_within_days": (1, 3650),
    "max_choices": (1, 100),
    "min_rows": (0, MOST_ROWS),
    "max_rows": (1, MOST_ROWS),
}
_ORDERED = (("min", "max"), ("min_rows", "max_rows"))
_HIGHEST = {"text": MOST_CHARACTERS, "long_text": MOST_CHARACTERS, "number": MOST_NUMBER}
# A key names a field of the applicant's page, beside fields of the page itself.
_KEY = re.compile(r"(?!(?:lock_version|remove|from_folder|then|csrfmiddlewaretoken)\Z)[A-Za-z][A-Za-z0-9_-]{0,59}")
_PERCENT = re.compile(r"\d{1,3}(\.\d{1,2})?")

Form = dict[str, Any]
Row = dict[str, Any]


def _option(key: str, label_ko: str, label_en: str) -> Row:
    return {"key": key, "label_ko": label_ko, "label_en": label_en}


def _column(key: str, kind: str, label_ko: str, label_en: str, choices: list[Row] | None = None) -> Row:
    column = {**_option(key, label_ko, label_en), "type": kind, "required": True}
    return column | {"choices": choices} if choices else column


# 취약계층: 사회적기업 육성법 시행령 제2조.
_VULNERABLE = [
    _option("none", "해당 없음", "None"),
    _option("low_income", "저소득자", "Low income"),
    _option("senior", "고령자", "Older person"),
    _option("disabled", "장애인", "Person with a disability"),
    _option("trafficked", "성매매피해자", "Victim of the sex trade"),
    _option("career_break", "청년·경력단절여성(고용촉진 대상)", "Young person or woman after a career break"),
    _option("defector", "북한이탈주민", "North Korean defector"),
    _option("domestic_violence", "가정폭력피해자", "Victim of domestic violence"),
    _option("single_parent", "한부모가족 보호대상자", "Single parent under protection"),
    _option("marriage_migrant", "결혼이민자", "Marriage migrant"),
    _option("released", "갱생보호대상자", "Person under rehabilitation protection"),
    _option("other", "그 밖의 취약계층", "Other vulnerable group"),
]
WORKER_COLUMNS: tuple[Row, ...] = (
    _column("role", "text", "직무", "Job"),
    _column(
        "employment_type",
        "choice",
        "고용형태",
        "Employment",
        [_option("full", "전일제", "Full time"), _option("part", "시간제", "Part time")],
    ),
    _column("started_on", "date", "입사일(예정일)", "First day (or planned)"),
    _column("monthly_wage_won", "won", "월 급여", "Monthly wage"),
    _column("vulnerable", "choice", "취약계층 유형", "Vulnerable group", _VULNERABLE),
)


def usual_form(*, amount_min: int | None = None, amount_max: int | None = None) -> Form:
    """Return the usual form: the plan in words, the requested amount (won) between the call's limits, one file."""
    plan = _question("plan", "long_text", "사업계획", "Business plan", max=3000)
    plan |= {
        "help_ko": "무엇을, 왜, 어떻게 할지와 기대하는 결과를 적습니다.",
        "help_en": "Write what you will do, why and how, and what you expect of it.",
    }
    file = _question("plan_file", "file", "사업계획서 파일", "Plan as a file", max_files=1)
    amount = amount_question(amount_min=amount_min, amount_max=amount_max)
    return {
        "sections": [
            {"key": "plan", "title_ko": "사업계획", "title_en": "Plan", "questions": [plan]},
            {"key": "money", "title_ko": "신청금액", "title_en": "Amount", "questions": [amount]},
            {"key": "files", "title_ko": "붙임 서류", "title_en": "Attachments", "questions": [file]},
        ]
    }


def amount_question(*, amount_min: int | None = None, amount_max: int | None = None) -> Row:
    """Return the question for the requested amount (won), between the call's limits."""
    amount = _question(AMOUNT, "won", "신청금액", "Amount applied for")
    amount |= {key: value for key, value in (("min", amount_min), ("max", amount_max)) if value is not None}
    return amount | {
        "help_ko": "자부담과 부가가치세를 뺀 금액입니다.",
        "help_en": "Without your own share and value-added tax.",
    }


def _question(key: str, kind: str, label_ko: str, label_en: str, **limits: int) -> Row:
    return {"key": key, "type": kind, "label_ko": label_ko, "label_en": label_en, "required": True, **limits}


def questions_of(form: Form) -> list[Row]:
    """Return all questions of a form in their order."""
    return [question for section in form["sections"] for question in section["questions"]]


def cost_table_of(form: Form) -> Row | None:
    """Return the form's cost table, None where it has none."""
    return next((question for question in questions_of(form) if question["type"] == "cost_table"), None)


def shown_questions(form: Form, answers: Mapping[str, Any]) -> list[Row]:
    """Return the questions that `answers` (as they are stored, by key) leave open, in their order.

    An answer to a question that is hidden itself opens nothing.
    """
    shown: dict[str, Row] = {}
    for question in questions_of(form):
        condition = question.get("show_if")
        if condition is None or (
            condition["question"] in shown and _meets(answers.get(condition["question"]), condition)
        ):
            shown[question["key"]] = question
    return list(shown.values())


def _meets(answer: Any, condition: Row) -> bool:
    given = answer if isinstance(answer, list) else [answer]
    return any(key in condition["in"] for key in given)


def check_form(form: Any) -> None:
    """Raise ValidationError when a form is not of the format above: whoever applies could not answer it."""
    sections = form.get("sections") if isinstance(form, dict) else None
    if not isinstance(sections, list) or not sections:
        raise ValidationError(_("The form needs at least one section."))
    if not all(_is_section(section) for section in sections) or not _are_unique(sections):
        raise ValidationError(_("Each section of the form needs a key, a Korean title and questions."))
    if empty := [section["title_ko"] for section in sections if not section["questions"]]:
        raise ValidationError(
            _("The section “%(title)s” has no question. Add one, or remove the section.") % {"title": empty[0]}
        )
    questions = questions_of(form)
    keys = [question.get("key") for question in questions]
    if not all(isinstance(key, str) and _KEY.fullmatch(key) for key in keys) or len(keys) != len(set(keys)):
        raise ValidationError(_("Each question of the form needs a key of its own."))
    for question in questions:
        check_question(question)
    check_together(form)


def check_together(form: Form) -> None:
    """Raise ValidationError where questions do not go with one another: conditions, and what gives the amount."""
    questions = questions_of(form)
    for place, question in enumerate(questions):
        _check_condition(question, questions[:place])
    _check_amount(questions)


def _is_section(section: Any) -> bool:
    if not isinstance(section, dict) or not _is_text(section.get("key")) or not _is_text(section.get("title_ko")):
        return False
    questions = section.get("questions")
    return isinstance(questions, list) and all(isinstance(question, dict) for question in questions)


def check_question(question: Row) -> None:
    """Raise ValidationError when a question, which has a key, lacks what its type needs; conditions are not asked."""
    kind = question.get("type")
    known = isinstance(kind, str) and kind in QUESTION_TYPES and (question["key"] != AMOUNT or kind == "won")
    if not known or not _is_text(question.get("label_ko")):
        raise ValidationError(_("Question “%(key)s” needs a known type and a Korean label.") % {"key": _name(question)})
    _check_document(question)
    _check_limits(question)
    _check_parts(question)


def _check_document(question: Row) -> None:
    names = {"document_kind", "issued_within_days"} & question.keys()
    known = question.get("document_kind") in [kind.key for kind in registered(DocumentKind)]
    if names and not (known and question["type"] == "file"):
        raise ValidationError(
            _("Question “%(key)s”: only a file question names a kind of document, and one that the portal knows.")
            % {"key": _name(question)}
        )


def _check_limits(question: Row) -> None:
    there = {name: question[name] for name in _LIMITS if name in question}
    if not all(_is_limit(name, limit, question["type"]) for name, limit in there.items()):
        raise ValidationError(_("Write the limits of question “%(key)s” as whole numbers.") % {"key": _name(question)})
    if any(low in there and high in there and there[low] > there[high] for low, high in _ORDERED):
        raise ValidationError(
            _("Question “%(key)s”: the lowest must not be above the highest.") % {"key": _name(question)}
        )


def _is_limit(name: str, limit: Any, kind: str) -> bool:
    lowest, highest = _LIMITS[name]
    if kind == "number" and name in ("min", "max"):
        lowest, highest = -MOST_NUMBER, MOST_NUMBER
    return type(limit) is int and lowest <= limit <= min(highest, _HIGHEST.get(kind, MAX_WON))


def _check_parts(question: Row) -> None:
    """Check what a question is made of: its choices, columns, or cost items."""
    kind = question["type"]
    if (
        (kind in CHOOSING and not _are_choices(question.get("choices")))
        or (kind == "choices" and question.get("max_choices", 1) > len(question["choices"]))
        or (kind == "table" and not _are_columns(question.get("columns")))
        or (kind == "cost_table" and not _is_cost_table(question))
    ):
        raise ValidationError(
            _(
                "Question “%(key)s” lacks something: a choice needs two choices or more, a table its columns, a cost "
                "table its items and sources."
            )
            % {"key": _name(question)}
        )


def _are_options(rows: Any, at_least: int) -> bool:
    return (
        isinstance(rows, list)
        and len(rows) >= at_least
        and all(isinstance(row, dict) and _is_key(row.get("key")) and _is_text(row.get("label_ko")) for row in rows)
        and _are_unique(rows)
    )


def _are_choices(rows: Any) -> bool:
    return _are_options(rows, 2)


def _are_columns(rows: Any) -> bool:
    return _are_options(rows, 1) and all(
        row.get("type") in COLUMN_TYPES and (row["type"] != "choice" or _are_choices(row.get("choices")))
        for row in rows
    )


def _is_cost_table(question: Row) -> bool:
    sources, share = question.get("sources"), question.get("own_share_percent")
    known = isinstance(sources, list) and bool(sources) and sources == [name for name in SOURCES if name in sources]
    if not known or not _are_options(question.get("items"), 1):
        return False
    return share is None or (OWN in question["sources"] and _is_percent(share))


def _is_percent(share: Any) -> bool:
    return isinstance(share, str) and bool(_PERCENT.fullmatch(share)) and Decimal(share) <= 100


def _check_condition(question: Row, earlier: list[Row]) -> None:
    if "show_if" not in question:
        return
    condition = question["show_if"]
    asked = {row["key"]: row for row in earlier if row["type"] in CHOOSING}
    if not isinstance(condition, dict) or not _is_met_by(condition, asked):
        raise ValidationError(
            _("Question “%(key)s”: its condition needs an earlier choice question and some of its choices.")
            % {"key": _name(question)}
        )


def _is_met_by(condition: Row, asked: Mapping[str, Row]) -> bool:
    key, wanted = condition.get("question"), condition.get("in")
    if not isinstance(key, str) or key not in asked or not isinstance(wanted, list) or not wanted:
        return False
    return all(choice in _keys(asked[key]["choices"]) for choice in wanted)


def _check_amount(questions: list[Row]) -> None:
    tables = [question for question in questions if question["type"] == "cost_table"]
    if len(tables) > 1:
        raise ValidationError(_("A form has at most one cost table."))
    if tables and AMOUNT in _keys(questions):
        raise ValidationError(_("The cost table gives the requested amount: take the question for the amount away."))


def _keys(rows: list[Row]) -> list[Any]:
    return [row["key"] for row in rows]


def _are_unique(rows: list[Row]) -> bool:
    return len({row["key"] for row in rows}) == len(rows)


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"[A-Za-z0-9_-]{1,60}", value))


def _name(question: Row) -> str:
    """Return what people call the question: its label where it has one."""
    return str(question["label_ko"]) if _is_text(question.get("label_ko")) else str(question["key"])


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
