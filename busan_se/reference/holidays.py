"""Days off that staff enter, kept in the cache because every due date asks for them."""

from datetime import date
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from busan_se.reference.models import Holiday

_KEY = "reference.holidays"
_SECONDS = 300


def entered_days() -> frozenset[date]:
    """Return the days of all Holiday rows, at most five minutes old (at once after an edit)."""
    days = cache.get(_KEY)
    if days is None:
        days = frozenset(Holiday.objects.values_list("day", flat=True))
        cache.set(_KEY, days, _SECONDS)
    return frozenset(days)


@receiver([post_save, post_delete], sender=Holiday)
def forget_days(**kwargs: Any) -> None:
    """Let the next due date see the change: at once in this transaction, and again when others can see it."""
    cache.delete(_KEY)
    transaction.on_commit(lambda: cache.delete(_KEY), robust=True)
