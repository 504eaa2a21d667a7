"""Forms of participants and of the desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import SafeCharField
from busan_se.events.models import Via
from busan_se.notifications.forms import ContactField


class ConsentForm(forms.Form):
    """The consent alone: name and address of an account are known."""

    consent = forms.BooleanField(
        label=_("I agree to the collection and use of my personal data"),
        error_messages={"required": _("Without this consent no seat can be kept for you. Tick it to register.")},
    )


class RegisterForm(ConsentForm):
    """Who registers without an account."""

    name = SafeCharField(label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    contact = ContactField()
    field_order = ("name", "contact", "consent")


class EnterForm(forms.Form):
    """A registration for somebody who calls or comes (대리 접수)."""

    name = SafeCharField(label=_("Name"), max_length=60)
    contact = ContactField(help_text=_("Read it back: no code is sent. The confirmation goes there."))
    via = forms.ChoiceField(
        label=_("How it came in"),
        choices=[(via.value, via.label) for via in (Via.PHONE, Via.VISIT)],
        widget=forms.RadioSelect,
    )
    consent_told = forms.BooleanField(
        label=_("I have read the consent to the person, and the person agrees"),
        error_messages={"required": _("Read the consent to the person first.")},
    )


class ReasonForm(forms.Form):
    """Why; everybody who is registered reads it."""

    reason = SafeCharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ExportForm(forms.Form):
    """What a list of participants is needed for; the access log keeps it."""

    reason = SafeCharField(
        label=_("What for"), max_length=200, help_text=_("It is kept in the log of looks at personal data.")
    )
    format = forms.ChoiceField(label=_("File"), choices=(("xlsx", "XLSX (Excel)"), ("csv", "CSV")))
