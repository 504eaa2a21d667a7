"""The demo accounts: one for each role, with a public password and a one-time-code secret computed from the address.

They exist only where `DEMO_ACCOUNTS_ALLOWED`; a deployment check and the sign-in itself refuse them elsewhere.
Members' enterprises are given to them by the register's own step of `seed_demo`.
"""

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pyotp
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from busan_se.accounts.actions import give_consent, set_roles
from busan_se.accounts.models import Consent, User
from busan_se.accounts.roles import Role
from busan_se.core.extensions import Text

DEMO_PASSWORD = "demo-portal-2026"  # noqa: S105 (public on purpose)
_SECRET_BYTES = 20  # what RFC 4226 recommends for a shared secret
CODE_SECONDS = 30


@dataclass(frozen=True)
class DemoAccount:
    """One demo account. `role` is a Role, "superuser", or the membership that the register gives."""

    email: str
    name: str
    role: str
    label: Text
    districts: tuple[str, ...] = ()

    @property
    def has_second_factor(self) -> bool:
        return self.role in {*Role.values, "superuser"}


DEMO_ACCOUNTS = (
    DemoAccount("admin@example.com", "관리자(시연)", "superuser", _("Superuser")),
    DemoAccount("city@example.com", "시 담당자(시연)", Role.CITY_STAFF, Role.CITY_STAFF.label),
    DemoAccount("centre@example.com", "센터 담당자(시연)", Role.CENTRE_STAFF, Role.CENTRE_STAFF.label),
    DemoAccount(
        "district@example.com", "해운대구 담당자(시연)", Role.DISTRICT_STAFF, Role.DISTRICT_STAFF.label, ("26350",)
    ),
    DemoAccount("reviewer@example.com", "심사위원(시연)", Role.REVIEWER, Role.REVIEWER.label),
    DemoAccount("auditor@example.com", "감사 담당자(시연)", Role.AUDITOR, Role.AUDITOR.label),
    DemoAccount("owner@example.com", "기업 대표(시연)", "owner", _("Enterprise owner")),
    DemoAccount("manager@example.com", "기업 실무자(시연)", "manager", _("Enterprise manager")),
    DemoAccount("viewer@example.com", "기업 열람자(시연)", "viewer", _("Enterprise viewer")),
    DemoAccount("citizen@example.com", "시민(시연)", "citizen", _("Citizen")),
)
DEMO_EMAILS = frozenset(account.email for account in DEMO_ACCOUNTS)


def demo_account(email: str) -> DemoAccount | None:
    """Return the demo account of this address, or None."""
    return next((account for account in DEMO_ACCOUNTS if account.email == email.strip().lower()), None)


def is_demo(email: str) -> bool:
    """Return whether `email` is the address of a demo account."""
    return demo_account(email) is not None


def demo_secret(email: str) -> str:
    """Return the base32 secret of the authenticator of a demo account; always the same for one address."""
    digest = hashlib.sha256(f"busan-se demo account {email}".encode()).digest()
    return base64.b32encode(digest[:_SECRET_BYTES]).decode()


def current_code(email: str) -> str:
    """Return the one-time code of a demo account for this half minute."""
    return pyotp.TOTP(demo_secret(email), interval=CODE_SECONDS).now()


def plant(random: Any, log: Callable[[str], None]) -> None:
    """Make the demo accounts that are missing. Raises ImproperlyConfigured where they are not allowed."""
    if not settings.DEMO_ACCOUNTS_ALLOWED:
        raise ImproperlyConfigured("Demo accounts are not allowed here (DEMO_ACCOUNTS_ALLOWED).")
    for account in DEMO_ACCOUNTS:
        if not User.objects.filter(email=account.email).exists():
            _make(account)
    log(f"accounts: {len(DEMO_ACCOUNTS)}")


def remove() -> None:
    """Delete the demo accounts with their consents, addresses and authenticators."""
    User.objects.filter(email__in=DEMO_EMAILS).delete()


@transaction.atomic
def _make(account: DemoAccount) -> None:
    superuser = account.role == "superuser"
    user = User.objects.create_user(account.email, DEMO_PASSWORD, name=account.name, is_superuser=superuser)
    EmailAddress.objects.create(user=user, email=account.email, primary=True, verified=True)
    give_consent(user, Consent.Purpose.PERSONAL_DATA)
    set_roles(user, [account.role] if account.role in Role.values else [], account.districts)
    if account.has_second_factor:
        TOTP.activate(user, demo_secret(account.email))
        RecoveryCodes.activate(user)
