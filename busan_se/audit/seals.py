"""Seals over the access log: what was changed, added or taken away in a sealed range is found.

A chain through every row would make all writers wait for each other; so rows are only appended, and beat seals ranges.
Rows that are not sealed yet (at most about an hour's) are guarded by the triggers alone. Whoever can rewrite all seals
can hide: note the newest digest outside of the database, as the monthly review does, and compare it later
(`manage.py verify_access_log --expect DIGEST`).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pgtrigger
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from busan_se.audit.models import AccessLog, AccessSeal
from busan_se.core.clock import now

# Two years, the longer of the two periods of the rule, with a leap day.
KEPT = timedelta(days=731)
SEALED_EVERY = timedelta(hours=1)
_LOCK = "audit.seals"
_FIELDS = ("pk", "user_id", "account", "at", "ip", "subject", "action", "reason")


def seal_if_due() -> AccessSeal | None:
    """Seal what is new unless that was done within the last hour; what beat calls every minute."""
    newest = newest_seal()
    if newest and newest.made_at > now() - SEALED_EVERY:
        return None
    return seal_new() if AccessLog.objects.filter(pk__gt=newest.last if newest else 0).exists() else None


def seal_new() -> AccessSeal | None:
    """Seal every row since the newest seal and return the seal, None where there is nothing new.

    Of two that come at once, the second finds nothing left to do.
    """
    last = _settled()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [_LOCK])
        previous = newest_seal()
        first = previous.last + 1 if previous else 1
        digest, times = _fingerprint(_range(first, last))
        if not times:
            return None
        seal = AccessSeal(
            first=first,
            last=last,
            rows=len(times),
            oldest_at=min(times),
            newest_at=max(times),
            rows_digest=digest,
            previous=previous,
        )
        seal.digest = _digest(seal, previous)
        seal.save(force_insert=True)
        return seal


def newest_seal() -> AccessSeal | None:
    """Return the last link of the chain."""
    return AccessSeal.objects.order_by("-last").first()


def broken_seals() -> Iterator[str]:
    """Yield one English sentence for every sealed range that is not as it was sealed, in order."""
    before: AccessSeal | None = None
    for seal in AccessSeal.objects.order_by("last").iterator():
        if what := _breach(seal, before):
            yield f"Rows {seal.first}–{seal.last} (seal {seal.pk}): {what}"
        before = seal


def prune() -> int:
    """Delete the rows of ranges all of which are older than two years; return how many. Seals and broken ranges stay.

    The one place that may delete from the log.
    """
    inside = AccessLog.objects.filter(pk__gte=OuterRef("first"), pk__lte=OuterRef("last"))
    over = AccessSeal.objects.filter(Exists(inside), newest_at__lt=now() - KEPT).select_related("previous")
    deleted = 0
    for seal in over.order_by("last"):
        if not _breach(seal, seal.previous):
            with pgtrigger.ignore("audit.AccessLog:append_only"):
                deleted += _range(seal.first, seal.last).delete()[0]
    return deleted


def _settled() -> int:
    """Return the key up to which every row is either there or never will be.

    Keys are given before rows are committed. The lock waits for the transactions that have written rows and holds up
    new ones, for an instant; it gives up after three seconds, so that one that hangs does not stop the others.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '3s'")
        cursor.execute(f'LOCK TABLE "{AccessLog._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')
        return AccessLog.objects.aggregate(last=Max("pk"))["last"] or 0


def _range(first: int, last: int) -> "QuerySet[AccessLog]":
    return AccessLog.objects.filter(pk__gte=first, pk__lte=last)


def _fingerprint(rows: "QuerySet[AccessLog]") -> tuple[str, list[datetime]]:
    """Return the SHA-256 of the rows in their order, and the time of each."""
    sha, times = hashlib.sha256(), []
    for row in rows.order_by("pk").values_list(*_FIELDS).iterator():
        sha.update(_line(row))
        times.append(row[_FIELDS.index("at")])
    return sha.hexdigest(), times


def _digest(seal: AccessSeal, previous: AccessSeal | None) -> str:
    own = (seal.first, seal.last, seal.rows, seal.oldest_at, seal.newest_at, seal.rows_digest)
    return hashlib.sha256(_line((previous.digest if previous else "", *own))).hexdigest()


def _line(values: Iterable[Any]) -> bytes:
    plain = [value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for value in values]
    return json.dumps(plain, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"


def _breach(seal: AccessSeal, before: AccessSeal | None) -> str:
    """Return what is wrong with a seal or its range, '' if nothing is."""
    if seal.previous_id != (before.pk if before else None) or seal.first != (before.last + 1 if before else 1):
        return "the seal before it is missing or another one."
    if seal.digest != _digest(seal, before):
        return "the seal itself was changed."
    digest, times = _fingerprint(_range(seal.first, seal.last))
    if not times and seal.newest_at < now() - KEPT:
        return ""  # pruned
    if len(times) != seal.rows:
        return f"{seal.rows} rows were sealed, {len(times)} are there."
    return "" if digest == seal.rows_digest else "a row was changed."
