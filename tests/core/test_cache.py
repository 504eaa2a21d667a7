"""The cache during an outage of Redis."""

import logging

import pytest

from busan_se.core import cache as module
from busan_se.core.cache import TolerantRedisCache

NOBODY = "redis://127.0.0.1:1/0"


@pytest.fixture
def away(monkeypatch):
    monkeypatch.setattr(TolerantRedisCache, "_away_until", 0.0)
    return TolerantRedisCache(NOBODY, {})


def test_everything_is_a_miss(away):
    away.set("key", "value")
    assert away.get("key", "nothing") == "nothing"
    assert away.add("key", 1) is False
    assert away.delete("key") is False


def test_it_is_said_once(away, caplog):
    with caplog.at_level(logging.WARNING):
        for _try in range(3):
            away.get("key")
    assert len(caplog.records) == 1


def test_redis_is_left_alone_for_a_while_and_then_asked_again(away, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    asked = []
    client = type("Client", (), {"get": lambda self, key, default: asked.append(key)})()
    away.get("first")
    away.__dict__["_cache"] = client
    away.get("second")
    assert asked == []
    clock[0] += module._PAUSE_SECONDS
    away.get("third")
    away.get("fourth")
    assert len(asked) == 2
