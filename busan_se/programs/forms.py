"""Forms of the desk: extending and cancelling a call, and moving the appropriation of an envelope."""

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import InstantField, SafeCharField, WonField


class ReasonForm(forms.Form):
    """A reason, said to the public or kept in the ledger."""

    reason = SafeCharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ExtendForm(ReasonForm):
    """A later closing; the reason is shown with the call."""

    closes_at = InstantField(
        label=_("New closing (Seoul time)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ("closes_at", "reason")


class AppropriationForm(ReasonForm):
    """An amount to add to an envelope, or to take away from it."""

    kind = forms.ChoiceField(
        label=_("Movement"),
        choices=(("appropriate", _("Appropriation")), ("reduce", _("Reduction of the appropriation"))),
    )
    amount = WonField(label=_("Amount (won)"), min_value=1)
    field_order = ("kind", "amount", "reason")
