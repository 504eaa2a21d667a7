"""What the pages of the form builder show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, ChoiceField, Field
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.extensions import Text
from busan_se.programs.builder.limits import limit_fields
from busan_se.programs.builder.questions import QuestionForm
from busan_se.programs.builder.rows import PARTS, Rows
from busan_se.programs.call_forms import AMOUNT, QUESTION_TYPES, SOURCES, Form, Row, cost_table_of, questions_of
from busan_se.programs.drafting import Working

# What an officer is told before choosing a type.
EXPLAINED: dict[str, Text] = {
    "text": gettext_lazy("One line, like a name or an address."),
    "long_text": gettext_lazy("Several paragraphs, like the plan. Say how long it may be."),
    "number": gettext_lazy("A whole number with its unit, like 5명."),
    "won": gettext_lazy("Whole won; the applicant reads the amount in words too."),
    "date": gettext_lazy("A day of the calendar."),
    "choice": gettext_lazy("One of several answers. Other questions can depend on it."),
    "choices": gettext_lazy("One or more of several answers. Other questions can depend on it."),
    "table": gettext_lazy("Rows with columns that you name, like a schedule."),
    "workers": gettext_lazy(
        "Job, employment, first day, monthly wage, vulnerable group: one row a person, without names."
    ),
    "cost_table": gettext_lazy(
        "비목 × 국비·시비·구·군비·자부담 with sums and a required own share. It gives the requested amount."
    ),
    "file": gettext_lazy("Files to be uploaded, or taken from the document folder."),
    AMOUNT: gettext_lazy("The amount that is decided on later, in whole won."),
}


def type_name(kind: str) -> Text:
    """Return what a type of question is called; the requested amount is one of its own here."""
    return gettext_lazy("Requested amount") if kind == AMOUNT else QUESTION_TYPES[kind]


def types_for(form: Form) -> list[tuple[str, Text, Text]]:
    """Return the types that can still be added, as (type, name, explanation): the amount comes from one place only."""
    taken = cost_table_of(form) or any(question["key"] == AMOUNT for question in questions_of(form))
    offered = [kind for kind in (AMOUNT, *QUESTION_TYPES) if not taken or kind not in (AMOUNT, "cost_table")]
    return [(kind, type_name(kind), EXPLAINED[kind]) for kind in offered]


@dataclass(frozen=True)
class ShownQuestion:
    """A question of the list."""

    row: Row
    condition: str

    @property
    def key(self) -> str:
        return str(self.row["key"])

    @property
    def type_name(self) -> Text:
        return type_name(AMOUNT if self.key == AMOUNT else self.row["type"])

    @property
    def parts(self) -> str:
        """Return what it is made of, in one line."""
        named = [part["label_ko"] for name in ("choices", "columns", "items") for part in self.row.get(name, ())]
        return " · ".join([*named, *(str(SOURCES[source]) for source in self.row.get("sources", ()))])

    @property
    def limits(self) -> str:
        """Return its limits in one line."""
        fields = limit_fields(self.row["type"])
        there = [(fields[name], self.row.get(name)) for name in fields if name != "sources"]
        return ", ".join(f"{field.label} {_shown(field, value)}" for field, value in there if value not in (None, ""))


def _shown(field: Field, value: Any) -> str:
    if isinstance(field, ChoiceField):
        return str(dict(field.choices).get(value, value))
    return f"{value:,}" if isinstance(value, int) else str(value)


@dataclass(frozen=True)
class FormPage:
    """The form of a call: its sections and questions, and what can be done with it."""

    working: Working
    may_change: bool
    may_publish: bool

    @property
    def is_open(self) -> bool:
        """Return whether this officer can change it now."""
        return self.may_change and self.working.is_open

    @property
    def sections(self) -> list[tuple[Row, list[ShownQuestion]]]:
        """Return each section with its questions."""
        form = self.working.form
        asked = {question["key"]: question for question in questions_of(form)}
        return [
            (section, [ShownQuestion(row, condition_of(row, asked)) for row in section["questions"]])
            for section in form["sections"]
        ]

    @property
    def versions(self) -> Sequence[Any]:
        """Return what was published, the newest first."""
        call = self.working.call
        return call.versions.select_related("published_by") if call.is_published else ()


def condition_of(question: Row, asked: dict[str, Row]) -> str:
    """Return in words when a question is asked, '' for always."""
    condition = question.get("show_if")
    if not condition:
        return ""
    opener = asked[condition["question"]]
    labels = [choice["label_ko"] for choice in opener["choices"] if choice["key"] in condition["in"]]
    return _("only after “%(question)s”: %(answers)s") % {
        "question": opener["label_ko"],
        "answers": ", ".join(labels),
    }


@dataclass(frozen=True)
class QuestionPage:
    """One question being written, with the rows that it is made of; `kind` is its type, or AMOUNT."""

    working: Working
    kind: str
    form: QuestionForm
    rows: Rows | None

    def is_valid(self) -> bool:
        """Return whether both can be kept; where not, the fields say why."""
        fine = self.form.is_valid() and (self.rows is None or self.rows.is_valid())
        most = self.form.cleaned_data.get("max_choices") if fine else None
        if most and self.rows is not None and most > len(self.rows.ordered_forms):
            self.form.add_error("max_choices", _("There are not so many choices."))
            return False
        return fine

    def written(self, key: str) -> Row:
        """Return the question that both give."""
        question = self.form.question(key)
        return question if self.rows is None else question | {PARTS[self.form.kind][0]: self.rows.rows()}

    @property
    def rows_title(self) -> Text:
        """Return the heading of the rows."""
        return PARTS[self.form.kind][1]

    @property
    def row_errors(self) -> list[tuple[int, BoundField, str]]:
        """Return the errors of the rows, as (row number, field, error)."""
        return [
            (number, field, error)
            for number, row in enumerate(self.rows or (), 1)
            for field in row.visible_fields()
            for error in field.errors
        ]
