"""The rows that some questions are made of: choices, columns, cost items."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.fields import SafeCharField
from busan_se.programs.builder.limits import MOST_OPTIONS, TEXTS, filled, text_field
from busan_se.programs.call_forms import COLUMN_TYPES, QUESTION_TYPES, Row
from busan_se.programs.form_edits import new_key


class OptionForm(forms.Form):
    """A choice, or a cost item."""

    use_required_attribute = False
    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    label_ko = text_field(gettext_lazy("Korean"), 100, required=True)
    label_en = text_field(gettext_lazy("English"), 100)

    def row(self, key: str) -> Row:
        """Return what the question keeps of it."""
        return {"key": key, **filled(self.cleaned_data, TEXTS)}


class ColumnForm(OptionForm):
    """A column of a table."""

    type = forms.ChoiceField(
        label=gettext_lazy("Kind of answer"),
        choices=[(kind, QUESTION_TYPES[kind]) for kind in COLUMN_TYPES],
        initial=COLUMN_TYPES[0],
    )
    required = forms.BooleanField(label=gettext_lazy("Required"), required=False)
    choices = SafeCharField(
        label=gettext_lazy("Choices"),
        required=False,
        multiline=True,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only for a choice: one a line, “Korean | English”."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before: list[Row] = self.initial.get("choices") or []
        if self.before:
            self.initial = {**self.initial, "choices": "\n".join(_line(choice) for choice in self.before)}

    def clean(self) -> dict[str, Any]:
        """Read the lines of the choices."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("type") == "choice" and len(self._choices()) < 2:
            self.add_error("choices", _("Write two choices or more, one a line, no two the same."))
        return given

    def _choices(self) -> list[Row]:
        """Return the choices; one that keeps its Korean text keeps its key."""
        known = {choice["label_ko"]: choice["key"] for choice in self.before}
        labels: dict[str, str] = {}
        for line in self.cleaned_data.get("choices", "").splitlines():
            korean, _bar, english = (part.strip() for part in line.partition("|"))
            if korean:
                labels.setdefault(korean, english)
        return [
            {"key": known.get(korean) or new_key("c"), "label_ko": korean, **({"label_en": english} if english else {})}
            for korean, english in labels.items()
        ]

    def row(self, key: str) -> Row:
        """Return the column."""
        row = super().row(key) | {"type": self.cleaned_data["type"], "required": self.cleaned_data["required"]}
        return row | {"choices": self._choices()} if row["type"] == "choice" else row


def _line(choice: Row) -> str:
    return " | ".join(filter(None, (choice["label_ko"], choice.get("label_en", ""))))


class Rows(forms.BaseFormSet):
    """The rows of a question, in the order that the officer numbered."""

    at_least = 1

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Name the order and the box for removing in plain words."""
        super().add_fields(form, index)
        form.fields["ORDER"].label = _("Place")
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove")

    def clean(self) -> None:
        """Ask for enough rows, each with a text of its own."""
        if not self.is_valid():
            return
        labels = [form.cleaned_data["label_ko"] for form in self.ordered_forms]
        if len(labels) < self.at_least:
            raise ValidationError(_("Enter %(n)s or more.") % {"n": self.at_least}, "too_few")
        if len(set(labels)) < len(labels):
            raise ValidationError(_("Two of them have the same Korean text. Tell them apart."), "same")

    def rows(self) -> list[Row]:
        """Return what the question keeps; a row that was there before keeps its key."""
        known = {row["key"] for row in self.initial or ()}
        found: list[Row] = []
        for form in self.ordered_forms:
            key = form.cleaned_data["key"]
            key = key if key in known - {row["key"] for row in found} else new_key("c")
            found.append(form.row(key))
        return found


class ChoiceRows(Rows):
    """Choices: two or more."""

    at_least = 2


# What a type of question is made of: where it stands, its heading, and its rows.
PARTS: dict[str, tuple[str, Any, type[forms.Form], type[Rows]]] = {
    "choice": ("choices", gettext_lazy("Choices"), OptionForm, ChoiceRows),
    "choices": ("choices", gettext_lazy("Choices"), OptionForm, ChoiceRows),
    "table": ("columns", gettext_lazy("Columns"), ColumnForm, Rows),
    "cost_table": ("items", gettext_lazy("Cost items (비목)"), OptionForm, Rows),
}


def rows_of(kind: str, data: Any = None, question: Row | None = None) -> Rows | None:
    """Return the rows of a question of this type with a few empty ones, None where it is made of none."""
    if kind not in PARTS:
        return None
    name, _title, row, base = PARTS[kind]
    made = forms.formset_factory(
        row,
        formset=base,
        extra=4,
        can_order=True,
        can_delete=True,
        can_delete_extra=False,
        max_num=MOST_OPTIONS,
        absolute_max=MOST_OPTIONS,
        validate_max=True,
    )
    rows: Rows = made(data, initial=(question or {}).get(name) or [], prefix="rows")
    return rows
