"""Form fields that take what Koreans type and say how to mend what cannot be taken."""

import json
import unicodedata
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from busan_se.core.korea import business_number_is_valid, format_business_number, half_width, normalize_business_number
from busan_se.core.money import MAX_WON, won

_FIRST_DAY = date(1900, 1, 1)
_LAST_DAY = date(2100, 12, 31)
_LINE_SIGNS = frozenset("\n\t")

# What is taken off both ends: a cell pasted from a sheet ends with a tab.
BLANK = r"[\u0009-\u000d\u001c-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
PLAIN_SIGN = r"[^\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]"


class SafeCharField(forms.CharField):
    """Text in composed Unicode (NFC) without control and direction signs; with `multiline` lines may break.

    `json_pattern` says which lines it takes, as a regular expression for the description of the open interface.
    """

    json_pattern = f"^{BLANK}*{PLAIN_SIGN}*{BLANK}*$"

    default_error_messages = {"control": _("The text has an invisible control character. Type it again.")}

    def __init__(self, *, multiline: bool = False, **kwargs: Any) -> None:
        self.multiline = multiline
        if multiline:
            kwargs.setdefault("widget", forms.Textarea)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "").replace("\r\n", "\n")
        if any(self._is_control(sign) for sign in text):
            raise ValidationError(self.error_messages["control"], code="control")
        return text

    def _is_control(self, sign: str) -> bool:
        if sign in _LINE_SIGNS:
            return not self.multiline
        return (
            unicodedata.category(sign) in {"Cc", "Cs"}
            or sign in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        )


class WonField(forms.IntegerField):
    """An amount in whole won, 0 to 10 trillion; "12,000,000", "12000000원" and full-width digits are the same."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": _("Enter whole won in digits, like 12,000,000."),
        "min_value": _("The amount must be %(limit)s or more."),
        "max_value": _("The amount must be %(limit)s or less."),
    }

    def __init__(self, *, max_value: int = MAX_WON, min_value: int = 0, **kwargs: Any) -> None:
        super().__init__(max_value=None, min_value=None, **kwargs)
        self.lowest, self.highest = min_value, max_value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return value or (0 if value == 0 else None)
        digits = half_width(str(value)).replace(",", "").strip().removesuffix("원").strip()
        unsigned = digits.removeprefix("-")
        if not (unsigned.isascii() and unsigned.isdigit()):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        # A number of any length is compared as text first: int() refuses thousands of digits with a ValueError.
        size = int(unsigned) if len(unsigned.lstrip("0")) <= len(str(MAX_WON)) else MAX_WON + 1
        return -size if digits.startswith("-") else size

    def validate(self, value: int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if value < self.lowest:
            raise ValidationError(self.error_messages["min_value"], "min_value", {"limit": won(self.lowest)})
        if value > self.highest:
            raise ValidationError(self.error_messages["max_value"], "max_value", {"limit": won(self.highest)})


class BusinessNumberField(forms.CharField):
    """A 사업자등록번호; the cleaned value is its ten digits, shown as 123-45-67890."""

    default_error_messages = {
        "check_digit": _("This business registration number does not exist: its digits do not fit together. Check it."),
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "numeric", "autocomplete": "off"}

    def prepare_value(self, value: Any) -> Any:
        return format_business_number(value) if value and business_number_is_valid(str(value)) else value

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if text in self.empty_values:
            return text
        digits = normalize_business_number(text)
        if not business_number_is_valid(digits):
            raise ValidationError(self.error_messages["check_digit"], code="check_digit")
        return digits


class DateField(forms.DateField):
    """A day by the browser's own date control; typed as 2026-03-05, 2026. 3. 5. or 20260305; 1900 to 2100."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "min": str(_FIRST_DAY), "max": str(_LAST_DAY)})
    input_formats = ("%Y-%m-%d", "%Y.%m.%d", "%Y.%m.%d.", "%Y%m%d")
    default_error_messages = {
        "invalid": _("There is no such day. Enter the date like 2026-03-05."),
    }

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str):
            value = half_width(value).replace(" ", "")
        return _in_range(super().to_python(value))

    def strptime(self, value: str, format: str) -> date:
        return datetime.strptime(value, format).date()


class InstantField(forms.DateTimeField):
    """A day and a time by Seoul's clock, 1900 to 2100."""

    def to_python(self, value: Any) -> datetime | None:
        return _in_range(super().to_python(value))


class SplitInstantField(forms.SplitDateTimeField):
    """The same in two boxes, as the admin asks for it."""

    def compress(self, data_list: Any) -> datetime | None:
        return _in_range(super().compress(data_list))


class JSONField(forms.JSONField):
    """JSON as PostgreSQL can keep it: without NaN and Infinity, and without NUL signs in its texts."""

    default_error_messages = {"not_storable": _("The text has NaN, Infinity or \\u0000 in it. Take it out.")}

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        try:
            written = json.dumps(found, allow_nan=False)
        except ValueError as error:
            raise ValidationError(self.error_messages["not_storable"], code="not_storable") from error
        if "\\u0000" in written:
            raise ValidationError(self.error_messages["not_storable"], code="not_storable")
        return found


def _in_range(value: Any) -> Any:
    """Return a day or an instant of 1900 to 2100; raise ValidationError for years that could not be read again."""
    if value is not None and not _FIRST_DAY.year <= value.year <= _LAST_DAY.year:
        raise ValidationError(_("Enter a date between 1900 and 2100."), code="out_of_range")
    return value
