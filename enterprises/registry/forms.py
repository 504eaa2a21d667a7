"""Forms of the register's pages and of its desk."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from busan_se.core.clock import today
from busan_se.core.fields import DateField, SafeCharField
from enterprises.registry.models import Enterprise, PolicyTag, State
from enterprises.registry.sources import MEMBER_FIELDS

_is_web_address = URLValidator(schemes=["http", "https"])


class ContactForm(forms.Form):
    """What an enterprise says of itself. `payload()` holds only what was changed: the rest stays with its sources."""

    name_en = SafeCharField(label=_("English name"), max_length=200, required=False)
    phone = SafeCharField(
        label=_("Telephone"), max_length=40, required=False, help_text=_("Shown on the public page, e.g. 051-000-0000.")
    )
    homepage = SafeCharField(
        label=_("Homepage"),
        max_length=300,
        required=False,
        help_text=_("The whole address, e.g. https://example.com/."),
    )
    summary = SafeCharField(
        label=_("What it does"),
        max_length=1000,
        required=False,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Up to 1,000 characters. Visitors find your enterprise by these words."),
    )

    @classmethod
    def of(cls, enterprise: Enterprise, data: Any = None) -> "ContactForm":
        """Return the form filled with what the register shows now."""
        return cls(data, initial={field: getattr(enterprise, field) for field in MEMBER_FIELDS})

    def clean_phone(self) -> str:
        """Take digits, blanks and + - ( ) only."""
        phone: str = self.cleaned_data["phone"]
        if phone.strip("0123456789+-() "):
            raise ValidationError(_("Use digits and hyphens only, e.g. 051-000-0000."), code="phone")
        return phone

    def clean_homepage(self) -> str:
        """Take addresses of the web only; one without a scheme gets https."""
        homepage: str = self.cleaned_data["homepage"]
        if homepage and "://" not in homepage:
            homepage = f"https://{homepage}"
        if homepage:
            _is_web_address(homepage)
        return homepage

    def payload(self) -> dict[str, Any]:
        """Return the changed fields for a SourceRecord."""
        return {field: self.cleaned_data[field] for field in MEMBER_FIELDS if field in self.changed_data}


class StateForm(forms.Form):
    """The operating state of the chosen enterprises."""

    state = forms.ChoiceField(label=_("State"), choices=State)
    since = DateField(label=_("Since"), initial=today)
    reason = SafeCharField(label=_("Reason"), max_length=200, help_text=_("E.g. how the desk came to know."))


class TagForm(forms.Form):
    """A policy tag for the chosen enterprises."""

    tag = forms.ModelChoiceField(label=_("Policy tag"), queryset=PolicyTag.objects.all())


class PersonalExportForm(forms.Form):
    """Why somebody takes personal data out of the register."""

    reason = SafeCharField(
        label=_("What you need the personal data for"),
        max_length=300,
        min_length=5,
        help_text=_("Written to the access log with your name, the time and the number of rows."),
    )
