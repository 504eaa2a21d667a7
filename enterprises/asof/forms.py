"""The questions about a day of the register."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import today
from busan_se.core.fields import DateField
from enterprises.asof.queries import ALIVE, ALL, NOWHERE
from enterprises.registry.filters import district_choices
from enterprises.registry.lookups import codes
from enterprises.registry.models import State


def _districts() -> list[tuple[str, Any]]:
    return [("", _("All")), *district_choices(), (NOWHERE, _("Without district"))]


def _kinds() -> list[tuple[str, Any]]:
    return [("", _("All")), *((code, str(kind)) for code, kind in codes().kinds.items())]


class DayForm(forms.Form):
    """Which day, and which enterprises of it."""

    day = DateField(label=_("As-of day"), help_text=_("Not later than today, e.g. 2026.09.30."))
    district = forms.ChoiceField(label=_("District on that day"), required=False, choices=_districts)
    kind = forms.ChoiceField(label=_("Qualification on that day"), required=False, choices=_kinds)
    state = forms.ChoiceField(
        label=_("Operating state on that day"),
        required=False,
        choices=[(ALIVE, _("Neither closed nor dissolved")), (ALL, _("All")), *State.choices],
    )

    def clean_day(self) -> Any:
        """Refuse days to come: nothing is known of them."""
        day = self.cleaned_data["day"]
        if day > today():
            raise ValidationError(_("This day is still to come: choose today or a day before."), code="future")
        return day

    def clean_state(self) -> str:
        """Take no answer as the usual one."""
        return self.cleaned_data["state"] or ALIVE
