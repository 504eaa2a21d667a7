"""Form fields of single answers and of the cells of a table."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import DateField, SafeCharField, WonField
from busan_se.core.korea import half_width
from busan_se.programs.call_forms import MOST_NUMBER
from enterprises.applications.questions.shapes import Column


class NumberField(forms.IntegerField):
    """A whole number; "1,200" and full-width digits are the same."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter a whole number in digits, like 12."),
        "min_value": _("The number must be %(limit)s or more."),
        "max_value": _("The number must be %(limit)s or less."),
    }

    def __init__(self, *, lowest: int = -MOST_NUMBER, highest: int = MOST_NUMBER, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lowest, self.highest = lowest, highest

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off", "data-number": ""}

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return value if value not in self.empty_values else None
        digits = half_width(str(value)).replace(",", "").strip()
        unsigned = digits.removeprefix("-")
        if not (unsigned.isascii() and unsigned.isdigit()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        size = int(unsigned) if len(unsigned.lstrip("0")) <= len(str(MOST_NUMBER)) else MOST_NUMBER + 1
        return -size if digits.startswith("-") else size

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is not None and value < self.lowest:
            raise ValidationError(self.error_messages["min_value"], "min_value", {"limit": f"{self.lowest:,}"})
        if value is not None and value > self.highest:
            raise ValidationError(self.error_messages["max_value"], "max_value", {"limit": f"{self.highest:,}"})


class ChosenField(forms.ChoiceField):
    """One of the options that a form names; a list sent by hand is none."""

    default_error_messages = {
        "required": _("Choose one."),
        "invalid_choice": _("Choose one of the list."),
    }


class SeveralField(forms.MultipleChoiceField):
    """Some of the options that a form names, in their order, at most `most`."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": _("Choose at least one."),
        "invalid_choice": _("Choose of the list only."),
        "too_many": _("Choose at most %(most)s."),
    }

    def __init__(self, *, choices: Sequence[tuple[str, str]], most: int = 0, **kwargs: Any) -> None:
        super().__init__(choices=choices, **kwargs)
        self.keys, self.most = [key for key, _label in choices], most

    def clean(self, value: Any) -> list[str]:
        chosen = set(super().clean(value))
        if self.most and len(chosen) > self.most:
            raise ValidationError(self.error_messages["too_many"], "too_many", {"most": self.most})
        return [key for key in self.keys if key in chosen]


def cell_field(column: Column, *, required: bool) -> forms.Field:
    """Return the field of one cell; `required` asks for what the column needs."""
    given: dict[str, Any] = {"label": column.label, "required": required and column.required}
    if column.kind != "choice":  # which says in words of its own what lacks
        given["error_messages"] = {"required": _("Fill it in.")}
    match column.kind:
        case "won":
            return WonField(**given)
        case "number":
            return NumberField(**given)
        case "date":
            return DateField(**given)
        case "choice":
            options = [("", _("Choose"))] + [(option.key, option.label) for option in column.options]
            return ChosenField(choices=options, **given)
    return SafeCharField(max_length=column.max_length, **given)
