"""`manage.py encrypt_again`: after a new key was put in front of ENCRYPTION_KEYS, so that the old ones can go."""

from collections.abc import Iterator
from typing import Any

import pgtrigger
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import Model

from busan_se.accounts.encryption import EncryptedTextField, decrypt, encrypt

# Where allauth keeps what it had encrypted, in an authenticator's data.
SECRETS = ("secret", "seed")


class Command(BaseCommand):
    help = "Writes every encrypted value again with the first of ENCRYPTION_KEYS. Doing it twice does no harm."

    def handle(self, *args: Any, **options: Any) -> None:
        for model, names in _encrypted():
            keys = list(model._base_manager.values_list("pk", flat=True))
            for key in keys:
                _write_fields(model, key, names)
            self.stdout.write(f"{model._meta.label}: {len(keys)} rows")
        authenticators = list(Authenticator.objects.values_list("pk", flat=True))
        for key in authenticators:
            _write_secrets(key)
        self.stdout.write(f"{Authenticator._meta.label}: {len(authenticators)} rows")


def _encrypted() -> Iterator[tuple[type[Model], list[str]]]:
    for model in apps.get_models():
        names = [field.name for field in model._meta.local_concrete_fields if isinstance(field, EncryptedTextField)]
        if names:
            yield model, names


@transaction.atomic
def _write_fields(model: type[Model], key: Any, names: list[str]) -> None:
    """Write the same values under the newest key. That is no change: triggers neither refuse nor record it."""
    row = model._base_manager.select_for_update(no_key=True).filter(pk=key).values(*names).first()
    if row:
        with pgtrigger.ignore():
            model._base_manager.filter(pk=key).update(**row)


@transaction.atomic
def _write_secrets(key: int) -> None:
    row = Authenticator.objects.select_for_update(no_key=True).filter(pk=key).first()
    if row is None:
        return
    for name in row.data.keys() & set(SECRETS):
        row.data[name] = encrypt(decrypt(row.data[name]))
    row.save(update_fields=["data"])
