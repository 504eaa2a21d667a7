"""The last question before an account closes."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CloseForm(forms.Form):
    """Nothing but a yes: it cannot be undone."""

    understood = forms.BooleanField(
        label=_("I have read what goes and what is kept. Close my account."),
        error_messages={"required": _("Tick the box if the account is to be closed.")},
    )
