"""Secret links for people without an account: the address holds a token, the database only its hash."""

import hashlib
import secrets

from django.conf import settings
from django.urls import reverse

from busan_se.events.models import Registration, RegistrationLink

_TOKEN_BYTES = 18  # 144 bits, 24 letters: short enough for a text message


def new_link(registration: Registration) -> str:
    """Return the path of a new link to `registration`; earlier ones stay good, for every letter has its own."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    RegistrationLink.objects.create(registration=registration, token_hash=_hash(token))
    return reverse("events:link", args=[token])


def confirm_path(registration: Registration) -> str:
    """Return the path of the page that asks for the code."""
    return reverse("events:confirm", args=[registration.reference])


def absolute(path: str) -> str:
    """Return the whole address of a path of the portal, for letters."""
    return settings.PUBLIC_URL.rstrip("/") + path


def follow(token: str) -> Registration:
    """Return the registration that a link leads to. Raises Registration.DoesNotExist for any other text."""
    return Registration.objects.with_session().get(links__token_hash=_hash(token))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
