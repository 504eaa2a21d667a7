"""The page of a program: its calls by phase, in the same few queries."""

from datetime import timedelta

import pytest

from busan_se.core.clock import now
from busan_se.programs import actions
from busan_se.programs.models import Program
from busan_se.programs.queries import calls_of
from tests.factories.programs import CallFactory, closed, program, published, upcoming

pytestmark = pytest.mark.django_db
URL = "/programs/business-development/"


def titles(calls):
    return [call.title_ko for call in calls]


def test_calls_stand_under_their_phase():
    CallFactory(title_ko="초안")
    published(title_ko="둘째", closes_at=now() + timedelta(days=9))
    published(title_ko="첫째", closes_at=now() + timedelta(days=2))
    upcoming(title_ko="예정")
    closed(title_ko="마감")
    actions.cancel_call(published(title_ko="취소"), "예산이 없습니다.")
    found = calls_of(program(), now())
    assert titles(found.open) == ["첫째", "둘째"]
    assert titles(found.upcoming) == ["예정"]
    assert titles(found.closed) == ["취소", "마감"]


def test_five_of_the_closed_are_shown_the_newest_first():
    for days in range(1, 8):
        published(title_ko=str(days), opens_at=now() - timedelta(days=days + 1), closes_at=now() - timedelta(days=days))
    assert titles(calls_of(program(), now()).closed) == ["1", "2", "3", "4", "5"]


def test_calls_of_another_program_are_not_its_own():
    other = Program.objects.exclude(pk=program().pk).first()
    published(program=other)
    assert (len(calls_of(program(), now()).open), len(calls_of(other, now()).open)) == (0, 1)


@pytest.mark.parametrize("n", [1, 20])
def test_the_page_takes_the_same_queries_for_one_and_for_twenty(client, django_assert_num_queries, n):
    for _call in range(n):
        published(title_ko="열린 공고")
    with django_assert_num_queries(4):  # program, calls, parameters; is something of it under way (courses, offers)
        answer = client.get(URL)
    assert answer.content.decode().count("열린 공고") == n
