"""Reminders before a call closes: 7, 3 and 1 days ahead, at one hour of each draft, none once it is over."""

from collections import Counter
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest

from busan_se.core.clock import SEOUL, now, today
from busan_se.notifications.models import Message, Outbox
from busan_se.programs.actions import extend_call
from enterprises.applications import reminders
from tests.factories import applications as make

pytestmark = pytest.mark.django_db


def call_closing_in(days):
    return make.open_call(closes_at=datetime.combine(today() + timedelta(days=days), time(23, 59), SEOUL))


def remind(draft=None):
    """Run every hour of today, or the one of the draft."""
    hours = [reminders.hour_of(draft.pk)] if draft else range(9, 19)
    return sum(reminders.remind(f"{today():%Y-%m-%d}T{hour:02}") for hour in hours)


def told():
    return Message.objects.filter(kind=reminders.KIND)


@pytest.mark.parametrize(("days", "expected"), [(8, 0), (7, 1), (4, 0), (3, 1), (1, 1)])
def test_on_three_days_once(days, expected):
    make.DraftFactory(call=call_closing_in(days))
    remind()
    remind()
    assert told().count() == Outbox.objects.filter(kind=reminders.KIND).count() == expected


def test_at_the_hour_of_the_draft_alone():
    draft = make.DraftFactory(call=call_closing_in(3))
    others = [hour for hour in range(9, 19) if hour != reminders.hour_of(draft.pk)]
    assert sum(reminders.remind(f"{today():%Y-%m-%d}T{hour:02}") for hour in others) == 0
    assert remind(draft) == 1


def test_none_after_submission_or_closing():
    make.submit(make.DraftFactory(call=call_closing_in(3)))
    draft = make.DraftFactory(call=make.open_call(closes_at=now() + timedelta(days=1)))
    closed = make.open_call(opens_at=now() - timedelta(days=9), closes_at=now() - timedelta(minutes=1))
    type(draft).objects.filter(pk=draft.pk).update(call=closed, version=closed.current_version)
    assert remind() == 0
    assert not told().exists()


def test_hours_are_spread_over_the_working_day():
    hours = Counter(reminders.hour_of(uuid4()) for _ in range(1000))
    assert sorted(hours) == list(range(9, 19))
    assert max(hours.values()) < 200


def test_only_the_hours_that_have_begun_are_due():
    at = datetime(2026, 12, 4, 10, 5, tzinfo=SEOUL)
    assert reminders.due(at) == ["2026-12-04T09", "2026-12-04T10"]
    assert reminders.due(at.replace(hour=8)) == []
    assert len(reminders.due(at.replace(hour=23))) == 10


def test_an_extension_is_told_to_who_writes_a_draft():
    draft = make.DraftFactory()
    make.submit(make.DraftFactory(call=draft.call))
    extend_call(draft.call, draft.call.closes_at + timedelta(days=1), "신청이 적습니다.", None)
    message = Message.objects.get(key__contains=":extended:")
    assert message.user == draft.started_by
    assert "신청이 적습니다." in message.body
