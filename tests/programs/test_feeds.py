"""The calendar of calls, read by a calendar program."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from busan_se.core.clock import SEOUL
from busan_se.programs import actions
from tests.factories.programs import CallFactory, closed, published, upcoming

pytestmark = pytest.mark.django_db

URL = "/calls/calendar.ics"


def feed(client, url=URL):
    response = client.get(url)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def event_of(client, call, url=URL):
    return next(event for event in feed(client, url).events if event["uid"].startswith(f"call-{call.number}@"))


def test_an_empty_calendar_is_one_too(client):
    calendar = feed(client)
    assert (calendar["version"], calendar["prodid"]) == ("2.0", "-//busan-se//calls//")
    assert calendar.events == []


def test_a_call_lasts_from_its_opening_to_its_closing(client):
    opens, closes = datetime(2026, 11, 16, 9, tzinfo=SEOUL), datetime(2026, 12, 11, 18, tzinfo=SEOUL)
    event = event_of(client, published(opens_at=opens, closes_at=closes))
    assert (event.start, event.end) == (opens, closes)
    assert str(event.start.tzinfo) == "Asia/Seoul"


def test_an_event_leads_to_the_page_and_says_what_it_is(client):
    call = published(title_ko="모집; 2차, “빵집”\n둘째 줄", summary_ko="가" * 300)
    event = event_of(client, call)
    assert event["summary"] == call.title_ko
    assert event["description"] == call.summary_ko
    assert event["url"] == f"http://testserver/calls/{call.number}/"
    assert event["status"] == "CONFIRMED"


def test_no_line_is_longer_than_75_octets(client):
    published(summary_ko="가나다 " * 100)
    lines = client.get(URL).content.split(b"\r\n")
    assert max(map(len, lines)) <= 75


def test_every_published_call_is_in_it_and_no_draft(client):
    calls = [published(), upcoming(), closed()]
    CallFactory()
    assert {event["uid"] for event in feed(client).events} == {f"call-{call.number}@testserver" for call in calls}


def test_an_extension_moves_the_same_event(client):
    call = published()
    before = event_of(client, call)
    call = actions.extend_call(call, call.closes_at + timedelta(days=3), "이유", None)
    after = event_of(client, call)
    assert after["uid"] == before["uid"]
    assert after.end - before.end == timedelta(days=3)
    assert (before["sequence"], after["sequence"]) == (0, 1)


def test_a_cancelled_call_is_marked_so(client):
    event = event_of(client, actions.cancel_call(published(), "이유"))
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)


def test_in_english(client):
    call = published(title_en="Corner bakeries")
    event = event_of(client, call, "/en" + URL)
    assert event["summary"] == "Corner bakeries"
    assert event["url"].endswith(f"/en/calls/{call.number}/")


def test_who_has_it_already_gets_nothing_new(client):
    published()
    stamp = client.get(URL)["Last-Modified"]
    assert client.get(URL, headers={"If-Modified-Since": stamp}).status_code == 304


def test_the_same_queries_for_one_and_for_twenty(client):
    counts = []
    for number in (1, 20):
        for _call in range(number):
            call = published()
            actions.extend_call(call, call.closes_at + timedelta(days=1), "이유", None)
        client.get(URL)
        with CaptureQueriesContext(connection) as seen:
            client.get(URL)
        counts.append(len(seen))
    assert counts[0] == counts[1]
