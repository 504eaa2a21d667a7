"""Forms for one's own account, and for the desk that lets people in."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.actions import give_consent, set_roles
from busan_se.accounts.consents import CONSENTS, ConsentText
from busan_se.accounts.models import Consent, User
from busan_se.accounts.roles import Role, districts_of, role_names
from busan_se.core.fields import SafeCharField
from busan_se.reference.models import District

_PHONE_PATTERN = r"\A\+?[0-9][0-9 \-]{6,18}[0-9]\Z"


class ConsentField(forms.BooleanField):
    """A box that is never ticked beforehand, with the whole text it stands for beside it."""

    def __init__(self, text: ConsentText) -> None:
        label = format_lazy(_("I agree: {purpose}"), purpose=text.purpose.label)
        errors = {"required": _("Without this consent we may not keep an account for you. Tick the box if you agree.")}
        super().__init__(label=label, required=text.required, help_text=_lazily(text), error_messages=errors)


def consent_text(text: ConsentText) -> SafeString:
    """Return the four sentences of a consent as HTML lines."""
    return format_html("{}<br>{}<br>{}<br>{}", text.use, text.items, text.retention, text.refusal)


_lazily = lazy(consent_text, SafeString)  # the language is known only when a page is made


class SignupForm(forms.Form):
    """What signing up asks beside e-mail and password: a name, and each consent apart."""

    name = SafeCharField(label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    personal_data = ConsentField(CONSENTS[Consent.Purpose.PERSONAL_DATA])
    news = ConsentField(CONSENTS[Consent.Purpose.NEWS])

    field_order = ["email", "name", "password1", "password2", "personal_data", "news"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Complete a new account (allauth calls this once the user is saved)."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
        for purpose in CONSENTS:
            if self.cleaned_data[purpose.value]:
                give_consent(user, purpose)


class ProfileForm(forms.ModelForm):
    """One's own name, telephone and language of letters."""

    name = SafeCharField(label=_("Name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = forms.RegexField(
        _PHONE_PATTERN,
        label=_("Telephone"),
        required=False,
        max_length=20,
        help_text=_("For example 051-123-4567. Only the desk in charge of your matters sees it."),
        error_messages={"invalid": _("Enter a telephone number in digits, for example 051-123-4567.")},
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )

    class Meta:
        model = User
        fields = ("name", "phone", "language")
        help_texts = {"language": _("Messages and e-mails come in this language.")}


class PersonForm(forms.ModelForm):
    """A person at the desk: roles and districts are checked here and set by `actions.set_roles`."""

    name = SafeCharField(label=_("Name"), max_length=60)
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    districts = forms.ModelMultipleChoiceField(
        District.objects.all(),
        label=_("Districts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For district staff only: the districts whose rows they see."),
    )

    class Meta:
        model = User
        fields = ("email", "name", "language", "is_active", "is_superuser")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["roles"] = sorted(role_names(self.instance))
            self.initial["districts"] = sorted(districts_of(self.instance) or ())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_district_staff = Role.DISTRICT_STAFF in data.get("roles", ())
        if is_district_staff and not data.get("districts"):
            self.add_error("districts", _("Choose at least one district for district staff."))
        if data.get("districts") and not is_district_staff:
            self.add_error("districts", _("Districts are for district staff. Choose that role, or no district."))
        return data

    def set_roles(self, by: User) -> None:
        """Write roles and districts of the saved person; logged with `by`."""
        codes = self.cleaned_data["districts"].values_list("pk", flat=True)
        set_roles(self.instance, self.cleaned_data["roles"], codes, by=by)


class ReasonForm(forms.Form):
    """Why somebody's protection is taken away."""

    reason = SafeCharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("How you made sure that this person is asking, for example: in person, with an identity card."),
    )
