"""The next instant at which a page changes without an edit."""

from datetime import datetime, time, timedelta

from django.core.cache import cache

from busan_se.core.clock import SEOUL, seoul
from busan_se.core.extensions import ClockEdge
from busan_se.core.registry import registered

_ONE_DAY = timedelta(days=1)


def next_edge(version: str, instant: datetime) -> datetime:
    """Return the first instant after `instant` at which a page of this version may change; asked anew once passed."""
    key = f"page-edge:{version}"
    known: datetime | None = cache.get(key)
    if known is None or not instant < known <= instant + _ONE_DAY:
        known = _next(instant)
        cache.set(key, known, timeout=int(_ONE_DAY.total_seconds()))
    return known


def _next(instant: datetime) -> datetime:
    named = (edge.next_after(instant) for edge in registered(ClockEdge))
    return min([_midnight(instant), *filter(None, named)])


def _midnight(instant: datetime) -> datetime:
    """Return when the next day begins in Seoul."""
    return datetime.combine(seoul(instant).date() + _ONE_DAY, time.min, SEOUL)
