"""Which month is shown."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.kpis.formatting import month_name


class MonthForm(forms.Form):
    """One of the measured months; the newest one without a choice."""

    month = forms.ChoiceField(
        label=_("Month"),
        required=False,
        error_messages={"invalid_choice": _("There are no figures of this month. Choose one from the list.")},
    )

    def __init__(self, data: object, periods: Sequence[str]) -> None:
        super().__init__(data, initial={"month": next(iter(periods), "")})  # type: ignore[arg-type]
        field = self.fields["month"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(period, month_name(period)) for period in periods]
