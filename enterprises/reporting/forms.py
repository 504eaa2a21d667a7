"""The yearly business report, as a member fills it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import WonField
from enterprises.reporting.actions import YearFigures

MOST_WORKERS = 100_000  # beyond any enterprise of the register: a slip of the hand


class BusinessReportForm(forms.Form):
    """Sales and workers of one year."""

    sales_won = WonField(
        label=_("Sales of the year (won)"),
        help_text=_("Revenue as in the income statement, without subsidies. Enter 0 if there was none."),
    )
    employees = forms.IntegerField(
        label=_("Paid workers on 31 December"),
        min_value=0,
        max_value=MOST_WORKERS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 8}),
        help_text=_("Everybody who was paid a wage, part-time workers included."),
    )
    vulnerable_employees = forms.IntegerField(
        label=_("Of these, workers from vulnerable groups"),
        min_value=0,
        max_value=MOST_WORKERS,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 8}),
        help_text=_("Vulnerable groups in the sense of the Social Enterprise Promotion Act, article 2."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse more workers from vulnerable groups than workers."""
        data = super().clean() or {}
        workers, vulnerable = data.get("employees"), data.get("vulnerable_employees")
        if workers is not None and vulnerable is not None and vulnerable > workers:
            self.add_error(
                "vulnerable_employees",
                _("This is more than all workers (%(workers)s): check both numbers.") % {"workers": workers},
            )
        return data

    def figures(self) -> YearFigures:
        """Return what was entered. Only after `is_valid()`."""
        return YearFigures(**self.cleaned_data)
