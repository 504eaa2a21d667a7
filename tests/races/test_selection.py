"""Moving up from the reserve list under real concurrency: one for each vacancy, never over, in any order."""

import pytest

from busan_se.programs.models import Envelope
from enterprises.applications import actions as applications
from enterprises.applications.checks import selections_without_money, states_that_differ
from enterprises.applications.models import Application
from enterprises.applications.workflow import State
from enterprises.selection import actions, promotion
from enterprises.selection.checks import places_that_differ
from enterprises.selection.cutline import cut
from enterprises.selection.models import ReservePlace, Selection, Vacancy
from tests.factories import reviews as make
from tests.factories.accounts import StaffFactory
from tests.races.test_applications import states_kept

pytestmark = pytest.mark.race
_EACH = 12_000_000


@pytest.fixture
def round_(race_db, monkeypatch):
    """Four applications, money for two; what a vacancy wakes is called by the tests themselves."""
    monkeypatch.setattr("enterprises.selection.receivers.wake_after_commit", lambda task: None)
    found = make.ready_round(money_won=2 * _EACH)
    list(actions.take_over(found, {}, "심사 결과", seen=cut(found, {}).seen, by=StaffFactory()))
    yield found
    assert not [*selections_without_money(), *states_that_differ(), *places_that_differ()]
    assert Envelope.objects.get(pk=found.call.envelope_id).reserved <= 2 * _EACH


def key(number):
    return Application.objects.get(review_cases__case__number=number).pk


def withdraw(number):
    pk, officer = key(number), StaffFactory()
    return lambda: applications.withdraw(pk, by=officer, reason="취하").pk


def test_one_freed_amount_moves_one_up(race_db, round_):
    withdraw(1)()
    selection = Selection.objects.get().pk
    outcome = race_db.together(*[lambda: promotion.fill(selection)] * 6)
    assert not outcome.errors
    assert [place.place for places in outcome.values for place in places] == [1]
    assert Application.objects.get(pk=key(4)).state == State.SUBMITTED


@pytest.mark.parametrize("_attempt", range(3))
def test_moving_up_against_the_withdrawal_of_the_reserve(race_db, round_, _attempt):
    withdraw(1)()
    selection = Selection.objects.get().pk
    outcome = race_db.together(lambda: promotion.fill(selection), withdraw(3))
    assert not outcome.errors
    promotion.fill(selection)
    states = [Application.objects.get(pk=key(number)).state for number in (3, 4)]
    assert states == [State.WITHDRAWN, State.DECIDED]
    assert ReservePlace.objects.get(place=2).state == ReservePlace.State.PROMOTED
    assert not Vacancy.objects.open().exists()


def test_two_withdrawals_and_two_promotions_at_once(race_db, round_):
    selection = Selection.objects.get().pk
    fill = lambda: promotion.fill(selection)  # noqa: E731
    outcome = race_db.together(withdraw(1), withdraw(2), fill, fill)
    assert not outcome.errors
    promotion.fill(selection)
    assert [Application.objects.get(pk=key(number)).state for number in (3, 4)] == [State.DECIDED] * 2
    assert Envelope.objects.get(pk=round_.call.envelope_id).reserved == 2 * _EACH


@pytest.mark.parametrize("_attempt", range(2))
def test_giving_up_after_the_result_against_promotions(race_db, round_, _attempt):
    applications.release(key(1), by=StaffFactory())
    selection, first, reserve, officer = Selection.objects.get().pk, key(1), key(3), StaffFactory()
    give_up = lambda: applications.give_up(first, by=officer, reason="포기").pk  # noqa: E731
    outcome = race_db.together(give_up, *[lambda: promotion.fill(selection)] * 2)
    assert not outcome.errors
    promotion.fill(selection)
    assert states_kept(first)[-2:] == [State.SELECTED, State.GIVEN_UP]
    assert states_kept(reserve) == [State.DRAFT, State.SUBMITTED, State.DECIDED]
    assert Application.objects.get(pk=key(4)).state == State.SUBMITTED
    assert Envelope.objects.get(pk=round_.call.envelope_id).reserved == 2 * _EACH
