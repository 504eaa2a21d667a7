"""Fields for the texts and the limits of a question."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from busan_se.core.fields import SafeCharField, WonField
from busan_se.core.registry import registered
from busan_se.programs.call_forms import MOST_CHARACTERS, MOST_NUMBER, MOST_ROWS, SOURCES, Row
from busan_se.programs.extensions import DocumentKind

MOST_OPTIONS = 100
TEXTS = ("title_ko", "title_en", "label_ko", "label_en", "help_ko", "help_en", "unit_ko", "unit_en")


def text_field(label: Any, most: int, *, required: bool = False, help_text: Any = "") -> SafeCharField:
    return SafeCharField(label=label, max_length=most, required=required, help_text=help_text)


def long_field(label: Any, help_text: Any = "") -> SafeCharField:
    box = forms.Textarea(attrs={"rows": 3})
    return SafeCharField(label=label, max_length=1000, required=False, multiline=True, widget=box, help_text=help_text)


def _count(label: Any, lowest: int, highest: int, help_text: Any, *, initial: int | None = None) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=lowest, max_value=highest, help_text=help_text, initial=initial
    )


def filled(given: Mapping[str, Any], names: Iterable[str]) -> Row:
    return {name: given[name] for name in names if given.get(name) not in (None, "")}


def limit_fields(kind: str) -> dict[str, forms.Field]:
    """Return the fields for the limits that a type of question has."""
    match kind:
        case "text" | "long_text":
            return {"max": _count(gettext_lazy("Most characters"), 1, MOST_CHARACTERS, _default_length(kind))}
        case "number":
            return _number_fields()
        case "won":
            return {
                "min": WonField(label=gettext_lazy("Lowest amount (won)"), required=False),
                "max": WonField(label=gettext_lazy("Highest amount (won)"), required=False, min_value=1),
            }
        case "choices":
            said = gettext_lazy("Empty: as many as one likes.")
            return {"max_choices": _count(gettext_lazy("Most choices"), 1, MOST_OPTIONS, said)}
        case "table" | "workers":
            return {"min_rows": _least_rows(), "max_rows": _most_rows()}
        case "cost_table":
            return _cost_fields()
        case "file":
            return _file_fields()
    return {}


def _default_length(kind: str) -> Any:
    if kind == "text":
        return gettext_lazy("One line. Empty: 200 characters.")
    return gettext_lazy("Several lines. Empty: 5,000 characters.")


def _number_fields() -> dict[str, forms.Field]:
    said = gettext_lazy("A whole number; it may be below 0. Empty: no limit.")
    return {
        "min": _count(gettext_lazy("Lowest number"), -MOST_NUMBER, MOST_NUMBER, said),
        "max": _count(gettext_lazy("Highest number"), -MOST_NUMBER, MOST_NUMBER, said),
        "unit_ko": text_field(
            gettext_lazy("Unit (Korean)"), 20, help_text=gettext_lazy("Stands behind the number, like 명.")
        ),
        "unit_en": text_field(gettext_lazy("Unit (English)"), 20),
    }


def _least_rows() -> forms.IntegerField:
    return _count(gettext_lazy("Fewest rows"), 0, MOST_ROWS, gettext_lazy("Empty: one row is enough."))


def _most_rows() -> forms.IntegerField:
    return _count(gettext_lazy("Most rows"), 1, MOST_ROWS, gettext_lazy("At most 50."), initial=20)


def _cost_fields() -> dict[str, forms.Field]:
    return {
        "sources": forms.MultipleChoiceField(
            label=gettext_lazy("Who pays"),
            choices=list(SOURCES.items()),
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext_lazy("Each is a column of the table. The sum of all but the own share is applied for."),
        ),
        "own_share_percent": forms.DecimalField(
            label=gettext_lazy("Required own share (%)"),
            required=False,
            min_value=0,
            max_value=100,
            max_digits=5,
            decimal_places=2,
            help_text=gettext_lazy(
                "Of the whole cost, like 10 or 12.5. Who pays less can't submit. Empty: none is required."
            ),
        ),
        "max_rows": _most_rows(),
    }


def _file_fields() -> dict[str, forms.Field]:
    kinds = [("", gettext_lazy("Any file")), *((kind.key, kind.label) for kind in registered(DocumentKind))]
    return {
        "max_files": _count(gettext_lazy("Most files"), 1, 20, gettext_lazy("Empty: one file.")),
        "document_kind": forms.ChoiceField(
            label=gettext_lazy("Paper of the document folder"),
            choices=kinds,
            required=False,
            help_text=gettext_lazy("What the enterprise keeps there can be put in with one click."),
        ),
        "issued_within_days": _count(
            gettext_lazy("Issued within (days)"),
            1,
            3650,
            gettext_lazy("Only for a paper of the document folder. Empty: any age will do."),
        ),
    }
