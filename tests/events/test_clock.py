"""Kept pages of events change to the instant: no edit tells them."""

from datetime import timedelta

import pytest
from django.test import Client

from busan_se.core.clock import now
from busan_se.events.portal import next_registration_edge, next_session_edge
from tests.factories.events import CourseFactory, EventFactory, SessionFactory

pytestmark = pytest.mark.django_db
SOON = timedelta(seconds=20)
TICK = timedelta(microseconds=1)


@pytest.fixture
def at(monkeypatch, settings):
    """Set the clock of a portal that keeps its pages."""
    settings.PAGE_CACHE_SECONDS = 60
    return lambda instant: monkeypatch.setattr("django.utils.timezone.now", lambda: instant)


@pytest.mark.parametrize("make", [EventFactory, CourseFactory])
@pytest.mark.parametrize(
    ("opens", "closes", "starts", "ends", "before", "after"),
    [
        (1, 3, 6, 9, "접수 예정", "접수 중"),
        (-1, 1, 6, 9, "접수 중", "접수 마감"),
        (-1, 9, 1, 9, "접수 중", "진행 중"),
        (-9, -6, -1, 1, "진행 중", "끝남"),
    ],
    ids=["opens", "closes", "begins", "ends"],
)
def test_the_page_of_an_event_changes_to_the_instant(at, make, opens, closes, starts, ends, before, after):
    begun = now()
    event = make(registration_opens_at=begun + opens * SOON, registration_closes_at=begun + closes * SOON)
    SessionFactory(event=event, starts_at=begun + starts * SOON, ends_at=begun + ends * SOON)
    at(begun)
    assert before in badges(event)
    at(begun + SOON - TICK)
    assert Client().get(event.get_absolute_url())["X-Cache"] == "hit"
    at(begun + SOON)
    assert after in badges(event)


def badges(event):
    """Return the part of the page that says how each session stands."""
    text = Client().get(event.get_absolute_url()).content.decode()
    return text[text.index('-sessions">') :]


def test_edges_come_in_their_order():
    instant = now()
    event = EventFactory(registration_opens_at=instant + SOON, registration_closes_at=instant + SOON * 2)
    SessionFactory(event=event, starts_at=instant + SOON * 3, ends_at=instant + SOON * 4)
    assert next_registration_edge(instant) == instant + SOON
    assert next_registration_edge(instant + SOON) == instant + SOON * 2
    assert next_registration_edge(instant + SOON * 2) is None
    assert next_session_edge(instant) == instant + SOON * 3
    assert next_session_edge(instant + SOON * 3) == instant + SOON * 4
    assert next_session_edge(instant + SOON * 4) is None


def test_a_draft_has_no_edge():
    SessionFactory(event__published_at=None)
    assert (next_registration_edge(now()), next_session_edge(now())) == (None, None)
