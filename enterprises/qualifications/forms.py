"""What the desk says when something is taken back into activity."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import today
from busan_se.core.fields import DateField, SafeCharField
from enterprises.qualifications.queries import ended, is_idle
from enterprises.registry.models import Enterprise
from enterprises.registry.profile import qualification_label, qualification_period

ENTERPRISE = "enterprise"


class TakeBackForm(forms.Form):
    """What comes back, from which day on, and why."""

    what = forms.ChoiceField(label=_("What is taken back"), widget=forms.RadioSelect)
    since = DateField(
        label=_("At work, or in force, again from"),
        initial=today,
        help_text=_("The day of the end itself takes the end back; a later day leaves a gap between."),
    )
    reason = SafeCharField(
        label=_("Reason"),
        max_length=200,
        min_length=5,
        help_text=_("E.g. the decision on an objection with its number. It stands in the history."),
    )

    def __init__(self, enterprise: Enterprise, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        rows = ended(enterprise, today())
        choices = [(str(row.pk), f"{qualification_label(row)} · {qualification_period(row)}") for row in rows]
        if is_idle(enterprise):
            name = _("The enterprise itself (%(state)s)") % {"state": enterprise.get_state_display()}
            choices.insert(0, (ENTERPRISE, name))
        field: Any = self.fields["what"]
        field.choices = choices

    @property
    def has_choices(self) -> bool:
        """Return whether there is anything to take back."""
        field: Any = self.fields["what"]
        return bool(field.choices)
