"""The second factor: whether someone has one, whether this session was opened with one, and taking a lost one away."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from busan_se.accounts import encryption
from busan_se.accounts.actions import log_change
from busan_se.accounts.models import User


class MFAAdapter(DefaultMFAAdapter):
    """allauth's second factor with secrets encrypted in the database."""

    def encrypt(self, text: str) -> str:
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return encryption.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        return str(settings.MFA_TOTP_ISSUER)


def second_factors(user: User) -> set[str]:
    """Return which of an authenticator app (TOTP) and a passkey (WebAuthn) `user` has set up."""
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return set(Authenticator.objects.filter(user=user, type__in=kinds).values_list("type", flat=True))


def has_second_factor(user: User) -> bool:
    """Return whether `user` has set up an authenticator app or a passkey."""
    return bool(second_factors(user))


def session_has_second_factor(request: HttpRequest) -> bool:
    """Return whether this session was opened, or confirmed later, with a code or a passkey of this user."""
    user = request.user if request.user.is_authenticated else None
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def ask_for_second_factor(request: HttpRequest, user: User, target: str) -> HttpResponse:
    """Return the way to the step that a session lacks: showing the second factor, or setting one up; then `target`."""
    if factors := second_factors(user):
        step = "mfa_reauthenticate" if Authenticator.Type.TOTP in factors else "mfa_reauthenticate_webauthn"
        return redirect(f"{reverse(step)}?{urlencode({REDIRECT_FIELD_NAME: target})}")
    messages.info(request, _("Set up your second factor first. The desk opens after that."))
    return redirect("mfa_activate_totp")


def count_setting_up(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Receiver: using an app or a passkey while setting it up proves as much as using it at sign-in."""
    if authenticator.type in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN):
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@transaction.atomic
def reset_second_factor(user: User, *, by: User, reason: str) -> None:
    """Remove the authenticator, passkeys and recovery codes of someone who lost them; logged with `by` and `reason`.

    The person sets up a new one at the next sign-in; until then no desk opens.
    """
    Authenticator.objects.filter(user=user).delete()
    log_change(by, user, _("Second factor removed: %(reason)s") % {"reason": reason})
