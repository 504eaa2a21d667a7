"""Forms of the enterprise and of the desk."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import DateField, SafeCharField, WonField
from busan_se.core.korea import half_width
from busan_se.files.fields import UploadField
from finance.subsidies.actions import Document, Written
from finance.subsidies.models import Grant
from finance.subsidies.payments import Slip

_RELOAD = _("This page is out of date. Load it again; what you saved is kept.")
_OUT_OF_DATE = {"required": _RELOAD, "invalid": _RELOAD}


class WriteForm(forms.Form):
    """The grant application. Marks say what filing needs, but a draft is saved without it."""

    use_required_attribute = False
    lock_version = forms.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.HiddenInput,
        error_messages=_OUT_OF_DATE,
    )
    requested_won = WonField(label=_("Amount asked for (won)"), min_value=1)
    own_share_won = WonField(label=_("Own share (won)"), help_text=_("What the enterprise pays itself; 0 if nothing."))
    plan = SafeCharField(
        label=_("Revised plan"),
        max_length=10_000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What the money is used for, and what changed against the application."),
    )
    upload = UploadField(label=_("Attach a file"), required=False)

    def full_clean(self) -> None:
        """Clean without asking for what filing needs."""
        marked = [self.fields[name] for name in ("requested_won", "own_share_won", "plan")]
        for field in marked:
            field.required = False
        super().full_clean()
        for field in marked:
            field.required = True

    @classmethod
    def of(cls, grant: Grant) -> "WriteForm":
        """Return the form with what was saved."""
        names = ("lock_version", "requested_won", "own_share_won", "plan")
        return cls(initial={name: getattr(grant, name) for name in names})

    @property
    def written(self) -> Written:
        """Return the cleaned values."""
        data = self.cleaned_data
        return Written(data["requested_won"], data["own_share_won"], data["plan"])


class AccountNumberField(forms.CharField):
    """Digits and hyphens of an account, full-width ones too."""

    def to_python(self, value: Any) -> str:
        return half_width(super().to_python(value) or "")


class AccountForm(forms.Form):
    """Where the grant is paid to. What was entered before is not shown again."""

    bank = SafeCharField(label=_("Bank"), max_length=40)
    account_holder = SafeCharField(
        label=_("Account holder"), max_length=60, help_text=_("As in the bank's book: the enterprise, not a person.")
    )
    account_number = AccountNumberField(
        label=_("Account number"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Digits and hyphens, like 123-4567-8901-23."),
        validators=[
            RegexValidator(r"^\d(?:-?\d){7,19}$", _("Enter 8 to 20 digits, with hyphens between them if you like."))
        ],
    )


class SeenForm(forms.Form):
    """The hash of what was read, with the box that says so."""

    seen_hash = forms.CharField(max_length=64, widget=forms.HiddenInput, error_messages={"required": _RELOAD})
    agrees = forms.BooleanField(
        label=_("I have read it and it is right."),
        error_messages={"required": _("Tick the box once you have read it.")},
    )


class UntilForm(forms.Form):
    """A stated instant and why; the enterprise reads both."""

    until = forms.DateTimeField(
        label=_("Until (Seoul time)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    reason = SafeCharField(label=_("Reason"), max_length=1000, multiline=True, widget=forms.Textarea(attrs={"rows": 4}))


class DocumentForm(forms.Form):
    """The city's own document; the portal invents neither number nor date."""

    document_number = SafeCharField(label=_("Approval document number"), max_length=60)
    approved_on = DateField(label=_("Approved on"))
    effective_on = DateField(label=_("Effective on"))

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        data = super().clean() or {}
        approved, effective = data.get("approved_on"), data.get("effective_on")
        if approved and effective and effective < approved:
            self.add_error("effective_on", _("The decision can't be effective before it was approved."))
        return data

    @property
    def document(self) -> Document:
        """Return the document as the actions take it."""
        data = self.cleaned_data
        return Document(data["document_number"], data["approved_on"], data["effective_on"])


class GrantForm(DocumentForm):
    """The grant decision."""

    amount = WonField(label=_("Granted amount (won)"), min_value=1)
    conditions = SafeCharField(
        label=_("Conditions"), max_length=5000, multiline=True, widget=forms.Textarea(attrs={"rows": 8})
    )
    committee_on = DateField(label=_("Subsidy committee deliberated on"), required=False)
    field_order = ("amount", "conditions", "committee_on")


class RefuseForm(DocumentForm):
    """The decision that no grant is given."""

    reason = SafeCharField(
        label=_("Reason"),
        max_length=1000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The enterprise reads it."),
    )
    field_order = ("reason",)


class AgreementForm(forms.Form):
    """The text that the enterprise agrees to."""

    text = SafeCharField(
        label=_("Text of the agreement"),
        max_length=20_000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 14}),
    )


class ConfirmForm(forms.Form):
    """Nothing but the button."""


class SlipForm(forms.Form):
    """A payment or a return."""

    number = forms.IntegerField(min_value=1, max_value=32_767, widget=forms.HiddenInput, error_messages=_OUT_OF_DATE)
    amount_won = WonField(label=_("Amount (won)"), min_value=1)
    due_on = DateField(label=_("Planned for"), required=False)
    paid_on = DateField(label=_("Paid on"))
    document_number = SafeCharField(label=_("Document number"), max_length=60)

    @property
    def slip(self) -> Slip:
        """Return the slip as the actions take it."""
        return Slip(**self.cleaned_data)


class CancelForm(forms.Form):
    """Why an entry is taken back."""

    reason = SafeCharField(label=_("Reason"), max_length=300, help_text=_("It stays in the history."))
