"""Uploads that nobody came to own go away after a day; so do bytes whose row was never committed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from busan_se.core.clock import now
from busan_se.files.models import StoredFile

LIFETIME = timedelta(hours=24)
_BATCH = 500


def expire(period: str = "") -> int:
    """Delete files without an owner, and stray bytes, that are older than a day; return how many."""
    before = now() - LIFETIME
    orphans = StoredFile.objects.without_owner().older_than(before).values_list("pk", flat=True)
    return sum(_delete(pk) for pk in list(orphans)) + _sweep_strays(before)


def _delete(pk: Any) -> bool:
    """Delete one row, then its bytes. An owner that comes in between wins: its foreign key refuses the deletion."""
    try:
        with transaction.atomic():
            file = StoredFile.objects.select_for_update(of=("self",)).without_owner().filter(pk=pk).first()
            if file is None:
                return False
            name = file.file.name
            file.delete()
    except (IntegrityError, ProtectedError):
        return False
    default_storage.delete(str(name))
    return True


def _sweep_strays(before: datetime) -> int:
    strays = 0
    names = _stored_names("")
    while batch := list(islice(names, _BATCH)):
        known = set(StoredFile.objects.filter(file__in=batch).values_list("file", flat=True))
        for name in set(batch) - known:
            if default_storage.get_modified_time(name) < before:
                default_storage.delete(name)
                strays += 1
    return strays


def _stored_names(folder: str) -> Iterator[str]:
    folders, names = default_storage.listdir(folder) if default_storage.exists(folder) else ([], [])
    for name in names:
        yield str(PurePosixPath(folder, name))
    for child in folders:
        yield from _stored_names(str(PurePosixPath(folder, child)))
