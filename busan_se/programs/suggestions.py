"""Amounts and ratios that the dated parameters suggest for a draft: taken over by the desk, never silently."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.clock import seoul
from busan_se.core.money import won_short
from busan_se.programs.models import Call, Parameter
from busan_se.programs.models.parameters import Unit

KEEP = ""
# Field of the call → what its parameters count.
_FILLED = {"amount_max": Unit.WON, "own_share_percent": Unit.PERCENT}
_LABELS = {
    "amount_max": gettext_lazy("Highest amount (won)"),
    "own_share_percent": gettext_lazy("Own share (%)"),
}


@dataclass(frozen=True)
class Suggestion:
    """A parameter that holds on the day on which the call opens."""

    parameter: Parameter

    @property
    def value(self) -> str:
        """Return the value with its unit."""
        row = self.parameter
        if row.unit == Unit.WON:
            return won_short(int(row.value))
        return f"{row.value.normalize():f} {row.get_unit_display()}"

    @property
    def label(self) -> str:
        """Return name, value, days, source, and that it is not verified, where it is not."""
        row = self.parameter
        days = f"{row.valid_from:%Y.%m.%d.}–{f'{row.valid_to:%Y.%m.%d.}' if row.valid_to else ''}"
        mark = "" if row.verified else f" · {_('to be confirmed (확인 필요)')}"
        return f"{row.label}: {self.value} ({days}, {row.source}){mark}"


def suggestions(call: Call) -> list[Suggestion]:
    """Return the parameters of the call's program and of its money's rules that hold on the day it opens."""
    owner = Q(program=call.program_id)
    if call.envelope is not None:
        owner |= Q(regulation=call.envelope.regulation)
    rows = Parameter.objects.valid_on(seoul(call.opens_at).date()).filter(owner).order_by("key", "scope")
    return [Suggestion(row) for row in rows]


class SuggestionForm(forms.Form):
    """Which parameter fills which field of the draft; each stays as it is unless one is chosen."""

    def __init__(self, data: object, found: list[Suggestion]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.rows = {str(row.parameter.pk): row.parameter for row in found}
        for name, unit in _FILLED.items():
            rows = [row for row in found if row.parameter.unit == unit]
            choices = [(KEEP, _("Leave as it is")), *((str(row.parameter.pk), row.label) for row in rows)]
            self.fields[name] = forms.ChoiceField(
                label=_LABELS[name], choices=choices, required=False, widget=forms.RadioSelect, initial=KEEP
            )

    def fill(self, call: Call) -> None:
        """Write the chosen values into the draft. Raises ValidationError where they contradict the rest of it."""
        chosen = {name: self.rows[key] for name, key in self.cleaned_data.items() if key}
        if amount := chosen.get("amount_max"):
            call.amount_max = int(amount.value)
        if share := chosen.get("own_share_percent"):
            call.own_share_percent = share.value
        call.validate_constraints()
        call.save(update_fields=[*chosen, "updated_at"])
