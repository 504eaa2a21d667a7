"""What a user may switch off; fields for a contact and for the code that was sent to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from busan_se.core.fields import SafeCharField
from busan_se.core.registry import registered
from busan_se.notifications.contacts import Contact, read_contact
from busan_se.notifications.extensions import OptionalKind
from busan_se.notifications.models import Preference


class PreferenceForm(forms.Form):
    """One tick box for each optional kind of mail."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        off = set(Preference.objects.filter(user=user, by_mail=False).values_list("kind", flat=True))
        for optional in registered(OptionalKind):
            self.fields[optional.kind] = forms.BooleanField(
                label=optional.label, required=False, initial=optional.kind not in off
            )


class ContactField(SafeCharField):
    """An e-mail address or a mobile phone number; the cleaned value is a `contacts.Contact` (None if empty)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("E-mail address or mobile phone"))
        kwargs.setdefault("help_text", _("We send a six-digit code to it. Like kim@example.com or 010-1234-5678."))
        super().__init__(max_length=254, **kwargs)

    def clean(self, value: Any) -> Contact | None:
        text = str(super().clean(value))
        return read_contact(text) if text else None


class CodeForm(forms.Form):
    """The code that was sent to a contact; `contacts.confirm` judges it."""

    code = SafeCharField(
        label=_("Confirmation code"),
        max_length=20,
        help_text=_("The six digits of the message that we sent you."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
