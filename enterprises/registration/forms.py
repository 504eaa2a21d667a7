"""Forms beside the parts: eligibility one question at a time, submission, withdrawal."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import SafeCharField
from busan_se.core.korea import business_number_is_valid, half_width
from enterprises.registration.consents import CONSENTS
from enterprises.registration.models import RegistrationRequest
from enterprises.registry.lookups import codes

NumberKind = RegistrationRequest.NumberKind
NO_KIND = "none"
_RELOAD = _("This page is out of date. Load it again; what you saved is kept.")


class PlaceQuestion(forms.Form):
    """The first question."""

    place = forms.ChoiceField(
        label=_("Is the head office of the enterprise in Busan?"),
        widget=forms.RadioSelect,
        choices=[("busan", _("Yes, in Busan")), ("elsewhere", _("No, elsewhere"))],
    )


class KindsQuestion(forms.Form):
    """The second question."""

    kinds = forms.MultipleChoiceField(
        label=_("Which qualifications does it hold now?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose all that are in force."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kinds"]
        field.choices = [
            *((code, str(kind)) for code, kind in codes().kinds.items()),
            (NO_KIND, _("None yet")),
        ]


class NumberQuestion(forms.Form):
    """The third question. The cleaned `number` is digits for business and unique numbers, '' for none."""

    use_required_attribute = False
    number_kind = forms.ChoiceField(
        label=_("Which number does the enterprise have?"), widget=forms.RadioSelect, choices=NumberKind
    )
    number = SafeCharField(
        label=_("The number"),
        max_length=60,
        required=False,
        help_text=_(
            "Business registration number like 123-45-67891. Cooperatives without one give the number of their "
            "founding report. Leave it empty if there is none."
        ),
    )
    kinds = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kinds"]
        field.choices = [(code, str(kind)) for code, kind in codes().kinds.items()]

    def clean(self) -> dict[str, Any]:
        """Read the number by its kind: ten digits, with a check digit for business numbers."""
        data = super().clean() or {}
        kind, number = data.get("number_kind"), data.get("number", "")
        if not kind or "number" in self.errors:
            return data
        try:
            data["number"] = read_number(kind, number)
        except ValidationError as error:
            self.add_error("number", error)
        return data


def read_number(kind: str, text: str) -> str:
    """Return a number as it is kept. Raises ValidationError for one that does not fit its kind."""
    if kind == NumberKind.NONE:
        return ""
    number = half_width(text).strip()
    if not number:
        raise ValidationError(_("Enter the number, or choose that there is none."), code="required")
    if kind == NumberKind.REPORT:
        return number
    digits = number.replace("-", "").replace(" ", "")
    if not (len(digits) == 10 and digits.isascii() and digits.isdigit()):
        raise ValidationError(_("Enter ten digits, like 123-45-67891."), code="digits")
    if kind == NumberKind.BUSINESS and not business_number_is_valid(digits):
        raise ValidationError(
            _("This business registration number does not exist: its digits do not fit together. Check it."),
            code="check_digit",
        )
    return digits


class SubmitForm(forms.Form):
    """What goes with the last click: the version that was checked, and the consents (not again for what was mended)."""

    seen = forms.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages={"required": _RELOAD, "invalid": _RELOAD},
    )

    def __init__(self, data: Any = None, *, first: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for text in CONSENTS if first else ():
            self.fields[text.purpose] = forms.BooleanField(
                label=_("I agree: %(title)s") % {"title": text.title},
                required=text.required,
                error_messages={"required": _("Agree, or do not submit: the request can't be received without it.")},
            )

    @property
    def consents(self) -> list[str]:
        """Return the purposes that were agreed to."""
        return [text.purpose for text in CONSENTS if self.cleaned_data.get(text.purpose)]


class WithdrawForm(forms.Form):
    """Why a request is taken back."""

    reason = SafeCharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence is enough. The desk reads it."),
    )
