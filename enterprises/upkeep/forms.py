"""The one choice of the upkeep."""

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.upkeep.models import Cadence


class CadenceForm(forms.Form):
    """How often the members are asked."""

    months = forms.TypedChoiceField(
        label=_("How often shall we ask whether the entry is right?"),
        choices=Cadence.Every.choices,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("Owners and managers get a message. Without a choice we ask every 12 months."),
    )
