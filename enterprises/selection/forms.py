"""The amounts of a cut line."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import SafeCharField, WonField
from enterprises.selection.cutline import Cut, CutRow


class CutForm(forms.Form):
    """One amount for each application that is not decided, and the reason of the decisions."""

    use_required_attribute = False

    reason = SafeCharField(
        label=_("Reason"),
        max_length=800,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The applicant reads it with the result; rank and points are added."),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, line: Cut) -> None:
        super().__init__(data)
        # To look at the line needs no reason; to take it over does.
        self.fields["reason"].required = data is None or data.get("then") == "take"
        self.open_rows: Sequence[CutRow] = [row for row in line.rows if row.may_change]
        for row in self.open_rows:
            label = _("Amount: %(name)s") % {"name": row.application.applicant_name}
            most = row.application.call.amount_max
            limit = {"max_value": most} if most else {}
            asked = row.application.requested_won
            if asked:
                limit = {"max_value": min(asked, most) if most else asked}
            self.fields[name_of(row)] = WonField(label=label, min_value=1, initial=row.amount, **limit)

    @property
    def amounts(self) -> dict[UUID, int]:
        """Return the amount (won) by application, as far as they are right."""
        given = {row.application.pk: self.cleaned_data.get(name_of(row)) for row in self.open_rows}
        return {pk: amount for pk, amount in given.items() if amount}


def name_of(row: CutRow) -> str:
    """Return the name of a row's field."""
    return f"amount_{row.application.pk.hex}"


class EndForm(forms.Form):
    """Why a reserve list ends; who still waits reads it."""

    reason = SafeCharField(label=_("Reason"), max_length=800, help_text=_("Who still waits reads it with the result."))
