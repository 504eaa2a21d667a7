"""The form that makes an access token."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from busan_se.api.models import LONGEST, AccessToken
from busan_se.core.fields import SafeCharField

_DAYS = (30, 90, 180, LONGEST.days)


class TokenForm(forms.Form):
    """What for, what it may do, and how long it is good."""

    name = SafeCharField(
        label=_("Name"),
        max_length=60,
        help_text=_("What the token is for, e.g. “accounting program”: so you know later which one to revoke."),
    )
    scope = forms.ChoiceField(
        label=_("What it may do"),
        choices=AccessToken.Scope,
        initial=AccessToken.Scope.READ,
        widget=forms.RadioSelect,
        help_text=_("Never more than you may do yourself. Choose “Read” where that is enough."),
    )
    days = forms.TypedChoiceField(
        label=_("Good for"),
        choices=[(days, ngettext_lazy("%(n)d day", "%(n)d days", days) % {"n": days}) for days in _DAYS],
        coerce=int,
        initial=_DAYS[1],
        help_text=_("After that it opens nothing any more, and you make another one. One year at most."),
    )
