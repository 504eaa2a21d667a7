"""When pages change by the clock."""

from datetime import UTC, datetime, timedelta

import pytest

from busan_se.core import registry
from busan_se.core.extensions import ClockEdge
from busan_se.core.page_cache.edges import next_edge
from tests.factories.programs import published

pytestmark = pytest.mark.django_db
NOON = datetime(2031, 5, 6, 3, tzinfo=UTC)
MIDNIGHT = datetime(2031, 5, 6, 15, tzinfo=UTC)


def test_midnight_in_seoul_is_always_an_edge():
    assert next_edge("v", NOON) == MIDNIGHT
    assert next_edge("v", MIDNIGHT) == MIDNIGHT + timedelta(days=1)


def test_a_call_opens_and_closes():
    published(opens_at=NOON + timedelta(hours=1), closes_at=NOON + timedelta(hours=2))
    assert next_edge("a", NOON) == NOON + timedelta(hours=1)
    assert next_edge("a", NOON + timedelta(hours=1)) == NOON + timedelta(hours=2)
    assert next_edge("a", NOON + timedelta(hours=2)) == MIDNIGHT


def test_the_apps_are_asked_once_for_a_version(django_assert_num_queries):
    next_edge("v", NOON)
    with django_assert_num_queries(0):
        next_edge("v", NOON + timedelta(minutes=1))


def test_another_version_asks_again():
    assert next_edge("before", NOON) == MIDNIGHT
    published(opens_at=NOON - timedelta(days=1), closes_at=NOON + timedelta(hours=2))
    assert next_edge("after", NOON) == NOON + timedelta(hours=2)


def test_an_app_without_a_next_instant_says_none(monkeypatch):
    monkeypatch.setitem(registry._items, ClockEdge, [ClockEdge("quiet", lambda instant: None)])
    assert next_edge("v", NOON) == MIDNIGHT
