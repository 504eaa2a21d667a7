"""Encrypting single values at rest: phone numbers, one-time-code secrets.

A stored value reads `<key id>:<Fernet token>`. The first key of `ENCRYPTION_KEYS` encrypts, every listed key decrypts:
to change keys, put a new one in front and keep the old ones until `manage.py encrypt_again` has run.
"""

import base64
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


def encrypt(text: str) -> str:
    """Return `text` encrypted with the current key; '' stays ''."""
    if not text:
        return ""
    key_id, secret = settings.ENCRYPTION_KEYS[0].split(":", 1)
    return f"{key_id}:{_cipher(secret).encrypt(text.encode()).decode()}"


def decrypt(stored: str) -> str:
    """Return the text that `encrypt` was given. Raises ImproperlyConfigured when its key is not among the settings."""
    if not stored:
        return ""
    key_id, _, token = stored.partition(":")
    keys = dict(key.split(":", 1) for key in settings.ENCRYPTION_KEYS)
    try:
        return _cipher(keys[key_id]).decrypt(token.encode()).decode()
    except (KeyError, InvalidToken) as error:
        raise ImproperlyConfigured(f"ENCRYPTION_KEYS has no key that opens a value of key {key_id!r}.") from error


@lru_cache
def _cipher(secret: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"busan-se fields").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


class EncryptedTextField(models.TextField):
    """Text that is encrypted in the database and plain in Python. It can be neither searched nor sorted by."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else decrypt(value)

    def get_prep_value(self, value: Any) -> str | None:
        text = super().get_prep_value(value)
        return None if text is None else encrypt(str(text))
