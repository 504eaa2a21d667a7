from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from busan_se.core import arrival, clock

NOW = datetime(2026, 12, 3, 9, 0, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock_stands_still(monkeypatch):
    monkeypatch.setattr(arrival, "now", lambda: NOW)


def stamped(settings, header: str | None, trusted: bool = True) -> datetime:
    settings.TRUST_REQUEST_START = trusted
    request = RequestFactory().get("/", **({"HTTP_X_REQUEST_START": header} if header is not None else {}))
    arrival.ArrivalMiddleware(lambda _request: HttpResponse())(request)
    return request.arrived_at


def at(seconds: float) -> str:
    return f"t={(NOW + timedelta(seconds=seconds)).timestamp():.3f}"


def test_the_proxys_stamp_counts(settings):
    assert stamped(settings, at(-20)) == NOW - timedelta(seconds=20)


def test_milliseconds_and_microseconds_are_understood(settings):
    earlier = NOW - timedelta(seconds=20)
    assert stamped(settings, str(int(earlier.timestamp() * 1000))) == earlier
    assert stamped(settings, str(int(earlier.timestamp() * 1_000_000))) == earlier


def test_nobody_else_can_stamp(settings):
    assert stamped(settings, at(-20), trusted=False) == NOW


@pytest.mark.parametrize("header", [None, "", "t=", "yesterday", "t=99999999999999999999", "-1", at(-3600), at(30)])
def test_an_unbelievable_stamp_is_ignored(settings, header):
    assert stamped(settings, header) == NOW


def test_nothing_arrives_after_it_was_received(settings):
    assert stamped(settings, at(0.5)) == NOW


@pytest.mark.django_db
def test_closings_are_kept_on_the_databases_clock(monkeypatch):
    monkeypatch.setattr(arrival, "database_skew", lambda: timedelta(seconds=3))
    request = RequestFactory().get("/")
    request.arrived_at = NOW
    assert arrival.arrived_at(request) == NOW + timedelta(seconds=3)


@pytest.mark.django_db
def test_one_machine_has_no_skew():
    assert clock.database_skew() == timedelta()
