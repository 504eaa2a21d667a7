"""The second factor: whether someone has one, whether this session was opened with one, and taking a lost one away."""

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from busan_se.accounts import encryption
from busan_se.accounts.models import User


class MFAAdapter(DefaultMFAAdapter):
    """allauth's second factor with secrets encrypted in the database."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)


def has_second_factor(user: User) -> bool:
    """Return whether `user` has set up an authenticator app."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def session_has_second_factor(request: HttpRequest) -> bool:
    """Return whether this session was opened, or confirmed later, with a one-time or recovery code of this user."""
    user = request.user if request.user.is_authenticated else None
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


@transaction.atomic
def reset_second_factor(user: User, by: User, reason: str) -> None:
    """Remove the authenticator and recovery codes of someone who lost them; logged with `by` and `reason`.

    The person sets up a new one at the next sign-in; until then no desk opens.
    """
    Authenticator.objects.filter(user=user).delete()
    LogEntry.objects.log_actions(
        by.pk,
        [user],
        CHANGE,
        change_message=_("Second factor removed: %(reason)s") % {"reason": reason},
        single_object=True,
    )
