"""What accounts keep of people."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessFailureLog
from axes.models import AccessLog as SignInLog
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.models import Consent, User
from busan_se.core.clock import now
from busan_se.core.extensions import NotPersonal, PersonalData

_PROOF_KEPT = timedelta(days=3 * 365)
_SIGN_INS_KEPT = timedelta(days=731)


def forget_consents() -> int:
    """Delete the consents of accounts that were closed three years ago; return how many."""
    return Consent.objects.filter(user__closed_at__lt=now() - _PROOF_KEPT).delete()[0]


def forget_sign_ins() -> int:
    """Delete records of sign-ins after two years; return how many."""
    before = now() - _SIGN_INS_KEPT
    return sum(model.objects.filter(attempt_time__lt=before).delete()[0] for model in (SignInLog, AccessFailureLog))


def sign_ins_of(user: Any) -> Any:
    """Return the records of this person's sign-ins."""
    return SignInLog.objects.filter(username=user.email)


_MEMBERS = _("Members of the portal")
_AGREED = _("Consent of the person")
_GONE = _("Deleted at once.")
DECLARED = (
    PersonalData(
        "accounts.User",
        _MEMBERS,
        ("name", "email", "phone"),
        _("Signing in, recognising the person, messages"),
        _AGREED,
        _("Until the account closes"),
        _("Deleted at once. What the law keeps then points to an account without a name."),
        title=_("My account"),
        also=("language", "date_joined", "last_login"),
        own=lambda user: User.objects.filter(pk=user.pk),
        order=10,
    ),
    PersonalData(
        "account.EmailAddress",
        _MEMBERS,
        ("email",),
        _("Confirming that the address is the person's"),
        _AGREED,
        _("Until the account closes"),
        _GONE,
        also=("verified", "primary"),
        own=lambda user: EmailAddress.objects.filter(user=user),
        order=11,
    ),
    PersonalData(
        "accounts.Consent",
        _MEMBERS,
        ("user",),
        _("Proof of what was agreed to"),
        _("Personal Information Protection Act, article 22"),
        _("Three years after the account closes"),
        _("Withdrawn at once; kept for three years as proof, without name and address."),
        also=("purpose", "text_version", "given_at", "withdrawn_at"),
        own=lambda user: user.consents.all(),
        forget=forget_consents,
        order=12,
    ),
    PersonalData(
        "mfa.Authenticator",
        _MEMBERS,
        ("type",),
        _("Second factor at sign-in"),
        _AGREED,
        _("Until it is removed or the account closes"),
        _GONE,
        title=_("Second factor"),
        items=_("kind of the second factor, when it was used last"),
        also=("created_at", "last_used_at"),
        own=lambda user: Authenticator.objects.filter(user=user),
        order=13,
    ),
    PersonalData(
        "axes.AccessLog",
        _("Members and visitors who sign in"),
        ("username", "ip_address", "user_agent"),
        _("Finding and stopping attacks on accounts"),
        _("Standards for the safety of personal information"),
        _("Two years"),
        _GONE,
        title=_("Records of sign-ins"),
        items=_("e-mail address, IP address, kind of browser, time"),
        also=("attempt_time", "logout_time"),
        own=sign_ins_of,
        forget=forget_sign_ins,
        order=14,
    ),
    NotPersonal("accounts.StaffScope", ("user",), "the districts of an officer in office"),
)
