"""Forms of a section and of a question of any type."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.programs.builder.limits import TEXTS, filled, limit_fields, long_field, text_field
from busan_se.programs.call_forms import CHOOSING, OWN, SOURCES, Form, Row


class SectionForm(forms.Form):
    """The texts of a section."""

    title_ko = text_field(gettext_lazy("Title (Korean)"), 100, required=True)
    title_en = text_field(gettext_lazy("Title (English)"), 100)
    help_ko = long_field(gettext_lazy("Help (Korean)"), gettext_lazy("Stands below the title of the page."))
    help_en = long_field(gettext_lazy("Help (English)"))

    def section(self, key: str) -> Row:
        """Return the section as a form keeps it, without its questions."""
        return {"key": key, **filled(self.cleaned_data, TEXTS)}


class QuestionForm(forms.Form):
    """One question of a given type: its texts, its limits, and when it is asked."""

    label_ko = text_field(
        gettext_lazy("Question (Korean)"), 200, required=True, help_text=gettext_lazy("Short: what is to be answered.")
    )
    label_en = text_field(gettext_lazy("Question (English)"), 200)
    help_ko = long_field(gettext_lazy("Help (Korean)"), gettext_lazy("How to answer; it stands below the question."))
    help_en = long_field(gettext_lazy("Help (English)"))
    required = forms.BooleanField(
        label=gettext_lazy("An answer is required"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Drafts are saved without it; to submit it is needed."),
    )

    def __init__(
        self, kind: str, conditions: list[tuple[str, str]], data: Any = None, question: Row | None = None
    ) -> None:
        super().__init__(data, initial=_initial(question))
        self.kind = kind
        self.fields |= limit_fields(kind)
        if conditions:
            self.fields["show_if"] = forms.MultipleChoiceField(
                label=_("Ask only after these answers"),
                choices=conditions,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                help_text=_("None chosen: it is always asked. Choose answers of one question."),
            )

    def clean(self) -> dict[str, Any]:
        """Compare the limits with one another, and look that a condition asks one question."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for low, high in (("min", "max"), ("min_rows", "max_rows")):
            if given.get(low) is not None and given.get(high) is not None and given[low] > given[high]:
                self.add_error(high, _("Enter as much as the lowest or more."))
        if given.get("own_share_percent") and OWN not in given.get("sources", ()):
            self.add_error("own_share_percent", _("Tick the own share above first: the table has no column for it."))
        if given.get("issued_within_days") and not given.get("document_kind"):
            self.add_error("issued_within_days", _("Choose the paper first whose day of issue is known."))
        if len({_question_of(value) for value in given.get("show_if", ())}) > 1:
            self.add_error("show_if", _("Choose answers of one question only."))
        return given

    def question(self, key: str) -> Row:
        """Return the question as a form keeps it, without the rows that it is made of."""
        given = self.cleaned_data
        row = {"key": key, "type": self.kind, "required": given["required"]}
        row |= filled(given, (*TEXTS, *limit_fields(self.kind)))
        if "sources" in row:
            row["sources"] = [name for name in SOURCES if name in row["sources"]]
        share: Decimal | None = given.get("own_share_percent")
        row.pop("own_share_percent", None)
        if share:
            row["own_share_percent"] = f"{share.normalize():f}"
        if chosen := given.get("show_if"):
            row["show_if"] = {
                "question": _question_of(chosen[0]),
                "in": [value.partition(":")[2] for value in chosen],
            }
        return row


def _initial(question: Row | None) -> Row | None:
    if question is None or "show_if" not in question:
        return question
    condition = question["show_if"]
    return question | {"show_if": [f"{condition['question']}:{choice}" for choice in condition["in"]]}


def _question_of(value: str) -> str:
    return value.partition(":")[0]


def conditions_before(form: Form, key: str, section: str) -> list[tuple[str, str]]:
    """Return the answers that may open a question: those of the choices before it, as ("question:choice", text).

    A key that the form does not have stands for a question that is added at the end of the section.
    """
    found: list[tuple[str, str]] = []
    for part in form["sections"]:
        for question in part["questions"]:
            if question["key"] == key:
                return found
            if question["type"] in CHOOSING:
                found += [
                    (f"{question['key']}:{choice['key']}", f"{question['label_ko']} → {choice['label_ko']}")
                    for choice in question["choices"]
                ]
        if part["key"] == section:
            break
    return found
