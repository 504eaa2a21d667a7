"""Reminders and what stands on the notice."""

from datetime import datetime, timedelta

import pytest
from django.utils import translation

from busan_se.core.clock import SEOUL
from busan_se.notifications.models import Message
from busan_se.programs.models import Envelope
from finance.subsidies import letters, notices
from finance.subsidies.models import Grant
from tests.factories import grants as make

pytestmark = pytest.mark.django_db
DUE = datetime(2027, 3, 10, 18, tzinfo=SEOUL)


def reminded_at(monkeypatch, instant) -> int:
    """Run the reminders at an instant; return how many reminders there are by then."""
    monkeypatch.setattr(letters, "now", lambda: instant)
    letters.remind()
    return Message.objects.filter(key__contains=":remind:").count()


@pytest.fixture
def grant():
    row = make.to_file()
    Grant.objects.update(due_at=DUE)
    row.refresh_from_db()
    return row


class TestReminders:
    def test_seven_days_and_one_day_before_once_each(self, monkeypatch, grant):
        days = [8, 7, 6, 2, 1, 1, 0]
        found = [reminded_at(monkeypatch, DUE - timedelta(days=day, hours=1)) for day in days]
        assert found == [0, 1, 1, 1, 2, 2, 2]

    def test_none_after_the_instant(self, monkeypatch, grant):
        assert reminded_at(monkeypatch, DUE) == 0

    def test_none_for_what_was_filed(self, monkeypatch):
        make.filed()
        Grant.objects.update(due_at=DUE)
        assert reminded_at(monkeypatch, DUE - timedelta(days=1)) == 0

    def test_a_new_date_is_reminded_of_anew(self, monkeypatch, grant):
        reminded_at(monkeypatch, DUE - timedelta(days=1))
        Grant.objects.update(due_at=DUE + timedelta(days=30))
        assert reminded_at(monkeypatch, DUE + timedelta(days=29)) == 2

    def test_the_same_number_of_queries_to_find_them(self, monkeypatch, django_assert_num_queries):
        for _ in range(3):
            make.filed()
        monkeypatch.setattr(letters, "now", lambda: DUE)
        with django_assert_num_queries(1):
            letters.remind()


class TestNotice:
    def test_says_all_that_a_notice_must(self):
        with translation.override("ko"):
            data = notices.notice_data(make.granted(8_000_000))
        facts = dict(data["facts"])
        assert data["mark"] == "결과 안내(공문 사본 아님)"
        assert facts["교부결정액"] == "금8,000,000원(금팔백만원)"
        assert facts["결재문서번호"] == make.DOCUMENT.number
        sections = dict(data["sections"])
        assert sections["교부조건"] == make.CONDITIONS
        assert "20일" in sections["이의신청"]

    def test_national_money_is_called_what_it_is(self):
        grant = make.filed()
        Envelope.objects.filter(pk=grant.commitment.envelope_id).update(regulation="national_subsidy")
        make.decide(grant, committee_on=None)
        with translation.override("ko"):
            data = notices.notice_data(make.fresh(grant))
        assert data["title"] == "보조금 교부결정 안내"
        assert "이의신청" not in dict(data["sections"])

    def test_the_same_grant_gives_the_same_bytes(self):
        grant = make.granted()
        assert notices.notice_file(grant) == notices.notice_file(grant)
