"""What comes after submission under real concurrency: one answer or one ending, one letter, no number twice."""

from datetime import timedelta

import pytest
from django.db import connection

from busan_se.core.clock import now
from busan_se.core.errors import PortalError
from busan_se.notifications.models import Outbox
from busan_se.programs.models import Call
from enterprises.applications import actions as applications
from enterprises.applications import numbering
from enterprises.applications.announcing import actions as announcing
from enterprises.applications.announcing.models import PlannedRelease
from enterprises.applications.checks import selections_without_money, states_that_differ
from enterprises.applications.models import Application
from enterprises.applications.supplements import actions as supplements
from enterprises.applications.supplements.models import State, Supplement
from enterprises.applications.workflow import State as Standing
from tests.factories import applications as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.race


@pytest.fixture(autouse=True)
def _consistent(race_db):
    """Whatever the order was: the tables agree in the end."""
    yield
    assert not [*selections_without_money(), *states_that_differ()]


def asked():
    """Return an application of which the plan is to be mended, with the new plan written."""
    application = make.submitted()
    until = now() + timedelta(days=1)
    supplements.ask(application.pk, parts=["plan"], asked="고쳐 주세요.", until=until, by=UserFactory())
    supplements.save(application.pk, answers={"plan": "고친 계획"}, note="", arrived=now())
    return application


def answer(application):
    return lambda: supplements.answer(application.pk, by=application.started_by, arrived=now()).pk


def test_two_clicks_hand_it_in_once(race_db):
    outcome = race_db.together(*[answer(asked())] * 6)
    assert len(outcome.values) == 1
    assert Outbox.objects.filter(key__contains=":supplement:answered:").count() == 1


@pytest.mark.parametrize("_attempt", range(2))
def test_handing_in_against_withdrawing_leaves_one_of_the_two(race_db, _attempt):
    application = asked()
    withdraw = lambda: applications.withdraw(application.pk, by=application.started_by, reason="취하").pk  # noqa: E731
    outcome = race_db.together(answer(application), withdraw)
    supplement, state = Supplement.objects.get(), Application.objects.get().state
    assert state == Standing.WITHDRAWN
    assert supplement.state == (State.ANSWERED if len(outcome.values) == 2 else State.CLOSED)


@pytest.mark.parametrize("_attempt", range(2))
def test_an_answer_in_time_against_its_end_is_kept_or_refused_in_words(race_db, _attempt):
    application = asked()
    outcome = race_db.together(answer(application), lambda: supplements.close(application.pk, reason="필요 없음"))
    assert len(outcome.values) == 1
    assert all(isinstance(error, PortalError) for error in outcome.errors)
    assert Supplement.objects.get().state in (State.ANSWERED, State.CLOSED)


def test_two_beats_announce_once(race_db):
    rows, officer = [make.decided() for _ in range(5)], UserFactory()
    for row in rows:
        announcing.plan(row.pk, release_at=now() + timedelta(hours=1), by=officer)
    past = now() - timedelta(minutes=1)
    PlannedRelease.objects.update(release_at=past, planned_at=past - timedelta(hours=1))
    outcome = race_db.together(*[announcing.release_due] * 3)
    assert not outcome.errors
    assert sum(outcome.values) == 5
    assert Outbox.objects.filter(key__endswith=":result").count() == 5


def test_two_officers_number_a_call_without_a_gap(race_db):
    call = make.open_call()
    for _ in range(6):
        make.submitted(call=call)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE programs_call SET closes_at = now() - interval '1 minute' WHERE id = %s", [call.pk])
        cursor.execute("SET session_replication_role = DEFAULT")
    outcome = race_db.together(*[lambda: numbering.number_call(Call.objects.get(pk=call.pk))] * 4)
    assert not outcome.errors
    assert sorted(outcome.values) == [0, 0, 0, 6]
    assert set(Application.objects.values_list("register_number", flat=True)) == {1, 2, 3, 4, 5, 6}
