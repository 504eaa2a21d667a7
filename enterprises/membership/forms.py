"""Forms of members, and of the desk that restores owners."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.models import User
from busan_se.core.fields import SafeCharField
from busan_se.core.templatetags.portal import in_korean
from busan_se.files.fields import UploadField
from enterprises.membership.models import OwnerRestoring
from enterprises.registry.models import Enterprise, Membership

Role = Membership.Role
_MEANINGS = {
    Role.OWNER: _("Owner: answers for the enterprise, invites and removes members"),
    Role.MANAGER: _("Manager: changes the entry, applies and reports for the enterprise"),
    Role.VIEWER: _("Viewer: reads everything, changes nothing"),
}


def role_field(*roles: str) -> forms.ChoiceField:
    """Return the question for a role, each with what it means."""
    choices = [(role, text) for role, text in _MEANINGS.items() if role in roles]
    return forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect, choices=choices)


class InviteForm(forms.Form):
    """Whom to invite, and for which role."""

    email = forms.EmailField(
        label=_("E-mail of the person"),
        help_text=_("The person needs an account with this address, or makes one by the link."),
    )
    role = role_field(*Role.values)


class RoleForm(forms.Form):
    """Another role for a member; an owner comes by a hand-over only."""

    role = role_field(Role.MANAGER, Role.VIEWER)


class HandOverForm(forms.Form):
    """To whom the ownership is offered, and whether the giver stays an owner."""

    receiver = forms.ChoiceField(label=_("To whom"), widget=forms.RadioSelect)
    giver_stays = forms.BooleanField(
        label=_("I stay an owner too"),
        required=False,
        help_text=_("Without this you become a manager when the other person accepts."),
    )

    def __init__(self, data: Any, members: Sequence[Membership]) -> None:
        super().__init__(data)
        self.members = {str(member.pk): member for member in members}
        field: Any = self.fields["receiver"]
        field.choices = [
            (key, in_korean(f"{member.user} ({member.user.email}) · {member.get_role_display()}"))
            for key, member in self.members.items()
        ]


class ProposeForm(forms.Form):
    """Which enterprise gets which owner, why, and by which proof."""

    use_required_attribute = False
    enterprise = forms.IntegerField(
        label=_("Number of the entry"),
        min_value=1,
        max_value=2**63 - 1,
        help_text=_("The number in the address of its page: /enterprises/123/."),
    )
    email = forms.EmailField(
        label=_("E-mail of the new owner"), help_text=_("The address of an account of the portal.")
    )
    former = forms.ChoiceField(
        label=_("What becomes of the present owners"), widget=forms.RadioSelect, choices=OwnerRestoring.Former
    )
    reason = SafeCharField(
        label=_("Reason"),
        max_length=1000,
        multiline=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What happened, and what the proof shows. The second officer reads it."),
    )
    proof = UploadField(label=_("Proof"))

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries = entries

    def clean_enterprise(self) -> Enterprise:
        """Take entries of the officer's own desk only."""
        found: Enterprise | None = self.entries.filter(pk=self.cleaned_data["enterprise"]).first()
        if found is None:
            raise ValidationError(_("There is no such entry on your desk."), code="unknown")
        return found

    def clean_email(self) -> User:
        """Find the account."""
        user = User.objects.filter(email=self.cleaned_data["email"].lower(), is_active=True).first()
        if user is None:
            raise ValidationError(
                _("No account has this address. Ask the person to make one, then propose again."), code="unknown"
            )
        return user


class VerdictForm(forms.Form):
    """What the second officer says."""

    verdict = forms.ChoiceField(label=_("Verdict"), widget=forms.RadioSelect, choices=OwnerRestoring.Verdict)
    reason = SafeCharField(
        label=_("Reason"), max_length=500, help_text=_("The new owner and the former ones read it when you confirm.")
    )
