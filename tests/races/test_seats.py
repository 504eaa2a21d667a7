"""Seats under real concurrency: the last one goes once, offers are taken once, and the counter is always right."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError

from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.events import actions
from busan_se.events.models import Registration, SeatOffer, Session
from busan_se.events.portal import offers_without_seat, seats_that_differ
from busan_se.events.workflow import State
from tests.factories import events as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.race


@pytest.fixture(autouse=True)
def _consistent(race_db):
    """Whatever the order was: counter, seats and offers agree in the end, and no seat is given twice."""
    yield
    assert not [*seats_that_differ(), *offers_without_seat()]
    assert all(session.taken <= session.capacity for session in Session.objects.all())


def confirmation(registration):
    return lambda: actions.confirm(registration.pk, registration.reachable).state


def states(session):
    return Counter(Registration.objects.filter(session=session).values_list("state", flat=True))


def test_the_last_seat_goes_to_one_of_thirty(race_db):
    session = make.SessionFactory(capacity=1)
    outcome = race_db.together(*[confirmation(make.begun(session)) for _ in range(30)])
    assert not outcome.errors
    assert states(session) == {State.SEATED: 1, State.WAITING: 29}
    places = sorted(row.place_in_line for row in Registration.objects.filter(state=State.WAITING))
    assert places == list(range(1, 30))


def test_the_last_seats_among_accounts_and_contacts(race_db):
    session = make.SessionFactory(capacity=5)
    users = [UserFactory() for _ in range(8)]
    by_account = [lambda u=user: actions.register(session.pk, user=u, arrived=now()).state for user in users]
    by_code = [confirmation(make.begun(session)) for _ in range(8)]
    outcome = race_db.together(*by_account, *by_code)
    assert not outcome.errors
    assert Counter(outcome.values) == {State.SEATED: 5, State.WAITING: 11}


def test_one_person_who_clicks_often_has_one_seat(race_db):
    session, user = make.SessionFactory(), UserFactory()
    outcome = race_db.together(*[lambda: actions.register(session.pk, user=user, arrived=now()).pk] * 12)
    assert not outcome.errors
    assert len(set(outcome.values)) == 1
    assert states(session) == {State.SEATED: 1}


def test_one_contact_in_many_windows_has_one_seat(race_db):
    session, person = make.SessionFactory(), make.contact()
    begun = [make.begun(session, person) for _ in range(8)]
    outcome = race_db.together(*[confirmation(row) for row in begun])
    assert not outcome.errors
    assert states(session) == {State.SEATED: 1}


def offered(capacity=1):
    """Return a full session and a registration to which a seat of it is offered."""
    session = make.SessionFactory(capacity=capacity)
    first, second = make.registered(session), make.registered(session)
    actions.cancel(first.pk)
    second.refresh_from_db()
    assert second.state == State.OFFERED
    return session, second


def test_an_offer_accepted_in_two_windows_is_one_seat(race_db):
    _session, registration = offered()
    outcome = race_db.together(*[lambda: actions.accept(registration.pk).state] * 6)
    assert outcome.values == [State.SEATED] * 6
    assert SeatOffer.objects.filter(answer="accepted").count() == 1


@pytest.mark.parametrize("_attempt", range(3))
def test_accepting_against_cancelling_leaves_one_of_the_two(race_db, _attempt):
    session, registration = offered()
    waiting = make.registered(session)
    outcome = race_db.together(lambda: actions.accept(registration.pk), lambda: actions.cancel(registration.pk))
    assert {type(error) for error in outcome.errors} <= {WrongState}
    registration.refresh_from_db()
    waiting.refresh_from_db()
    assert (registration.state, waiting.state) == (State.CANCELLED, State.OFFERED)


@pytest.mark.parametrize("_attempt", range(3))
def test_an_expiring_offer_against_its_acceptance_moves_on_once(race_db, _attempt):
    session, registration = offered()
    waiting = make.registered(session)
    SeatOffer.objects.update(made_at=now() - timedelta(days=1), expires_at=now() - timedelta(seconds=1))
    sweep = [lambda: actions.move_on(session.pk)] * 3
    outcome = race_db.together(lambda: actions.accept(registration.pk), *sweep)
    assert {type(error) for error in outcome.errors} <= {Refused, WrongState}
    registration.refresh_from_db()
    waiting.refresh_from_db()
    assert (registration.state, waiting.state) == (State.LAPSED, State.OFFERED)


def test_many_who_give_back_at_once_make_as_many_offers_in_order(race_db):
    session = make.SessionFactory(capacity=4)
    seated = [make.registered(session) for _ in range(4)]
    line = [make.registered(session) for _ in range(6)]
    outcome = race_db.together(*[lambda pk=row.pk: actions.cancel(pk).pk for row in seated])
    assert not outcome.errors
    for row in line:
        row.refresh_from_db()
    assert [row.state for row in line] == [State.OFFERED] * 4 + [State.WAITING] * 2


def test_fewer_seats_against_new_registrations_never_end_below_what_is_taken(race_db):
    session = make.SessionFactory(capacity=8)
    begun = [make.begun(session) for _ in range(8)]
    fewer = lambda: actions.set_capacity(session.pk, 3).capacity  # noqa: E731
    outcome = race_db.together(fewer, *[confirmation(row) for row in begun])
    assert {getattr(error, "code", "") for error in outcome.errors} <= {"below_taken"}
    session.refresh_from_db()
    assert session.taken == (3 if session.capacity == 3 else 8)


def test_more_seats_against_new_registrations_go_to_the_line_first(race_db):
    session = make.SessionFactory(capacity=1)
    make.registered(session)
    line = [make.registered(session) for _ in range(3)]
    newcomers = [make.begun(session) for _ in range(6)]
    race_db.together(lambda: actions.set_capacity(session.pk, 4).capacity, *[confirmation(row) for row in newcomers])
    assert {Registration.objects.get(pk=row.pk).state for row in line} == {State.OFFERED}
    assert states(session) == {State.SEATED: 1, State.OFFERED: 3, State.WAITING: 6}


def test_calling_off_against_registering_leaves_nobody_with_a_seat(race_db):
    session = make.SessionFactory()
    begun = [make.begun(session) for _ in range(6)]
    call_off = lambda: actions.cancel_session(session.pk, reason="강사 사정").pk  # noqa: E731
    outcome = race_db.together(call_off, *[confirmation(row) for row in begun])
    assert {getattr(error, "code", "") for error in outcome.errors} <= {"called_off"}
    assert not Registration.objects.live().exists()


def test_raw_sql_gives_no_seat_too_many(race_db):
    session = make.SessionFactory(capacity=2)
    rows = [make.begun(session) for _ in range(8)]
    seat = lambda pk: Registration.objects.filter(pk=pk).update(state="seated", queued_at=now())  # noqa: E731
    outcome = race_db.together(*[lambda pk=row.pk: seat(pk) for row in rows])
    assert len(outcome.values) == 2
    assert {type(error) for error in outcome.errors} == {IntegrityError}
