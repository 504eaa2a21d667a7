"""Applications under real concurrency: one receipt, one decision, no money twice, and a legal state in every order."""

from collections import Counter
from uuid import uuid4

import pytest
from pghistory.core import event_models

from busan_se.core.clock import now
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.notifications.models import Outbox
from busan_se.programs.models import Envelope
from enterprises.applications import actions
from enterprises.applications.checks import selections_without_money, states_that_differ
from enterprises.applications.models import Application, Decision
from enterprises.applications.workflow import State
from tests.factories import applications as make
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.race


@pytest.fixture(autouse=True)
def _consistent(race_db):
    """Whatever the order was: the tables agree in the end."""
    yield
    assert not [*selections_without_money(), *states_that_differ()]


def submission(draft, **changes):
    given = {"by": draft.started_by, "seen_hash": make.hash_of(draft), "consents": make.CONSENTS, "arrived": now()}
    key = uuid4()
    return lambda: actions.submit(draft.pk, **({"key": key, **given} | changes)).receipt_number


def decision(application, officer, amount=8_000_000):
    fields = {"outcome": "selected", "amount": amount, "reason": "좋은 계획입니다.", "by": officer}
    return lambda: actions.decide(application.pk, **fields).pk


def states_kept(pk):
    """Return the states of an application as its history tells them, oldest first: one for each change of any kind."""
    (events,) = event_models(tracks_model=Application)
    return list(events.objects.filter(pgh_obj_id=pk).order_by("pgh_id").values_list("state", flat=True))


def test_twenty_clicks_with_one_key_give_one_receipt(race_db):
    draft = make.DraftFactory()
    outcome = race_db.together(*[submission(draft)] * 20)
    assert not outcome.errors
    assert len(outcome.values) == 20
    assert len(set(outcome.values)) == 1
    assert Outbox.objects.filter(kind="application").count() == 1


def test_two_tabs_with_keys_of_their_own_give_one_receipt(race_db):
    draft = make.DraftFactory()
    outcome = race_db.together(*[submission(draft, key=uuid4()) for _ in range(8)])
    assert len(set(outcome.values)) == 1


def test_many_submit_at_once_and_every_receipt_differs(race_db):
    call = make.open_call()
    outcome = race_db.together(*[submission(make.DraftFactory(call=call)) for _ in range(16)])
    assert not outcome.errors
    assert len(set(outcome.values)) == 16


def test_two_clicks_on_begin_give_one_draft(race_db):
    call, enterprise, owner = make.open_call(), EnterpriseFactory(), UserFactory()
    begin = lambda: actions.start(call, by=owner, enterprise=enterprise, arrived=now()).pk  # noqa: E731
    outcome = race_db.together(*[begin] * 8)
    assert not outcome.errors
    assert len(set(outcome.values)) == 1


def test_one_of_two_windows_saves(race_db):
    draft = make.DraftFactory()
    by = draft.started_by
    save = [lambda n=n: actions.save_draft(draft.pk, answers={"plan": str(n)}, lock_version=1, by=by) for n in range(6)]
    outcome = race_db.together(*save)
    assert len(outcome.values) == 1
    assert {type(error) for error in outcome.errors} == {Conflict}


def test_submitting_against_saving_never_submits_unseen_text(race_db):
    draft = make.DraftFactory()
    seen = make.hash_of(draft)
    given = {"answers": {**make.ANSWERS, "plan": "고침"}, "lock_version": 1, "by": draft.started_by}
    save = lambda: actions.save_draft(draft.pk, **given)  # noqa: E731
    race_db.together(submission(draft), save)
    draft.refresh_from_db()
    assert draft.is_draft or draft.content_hash == seen


def test_two_officers_one_decision(race_db):
    application, officers = make.submitted(), [UserFactory() for _ in range(6)]
    outcome = race_db.together(*[decision(application, officer) for officer in officers])
    assert len(outcome.values) == 1
    assert {type(error) for error in outcome.errors} == {WrongState}
    assert Envelope.objects.get(pk=application.call.envelope_id).reserved == 8_000_000


def test_an_announcement_goes_out_once(race_db):
    application, officer = make.decided(), UserFactory()
    outcome = race_db.together(*[lambda: actions.release(application.pk, by=officer).pk] * 6)
    assert len(outcome.values) == 1
    assert Outbox.objects.filter(key__endswith=":result").count() == 1


@pytest.mark.parametrize("_attempt", range(3))
def test_withdrawing_against_deciding_leaves_a_legal_state(race_db, _attempt):
    application, officer = make.submitted(), UserFactory()
    withdraw = lambda: actions.withdraw(application.pk, by=application.started_by, reason="취하").pk  # noqa: E731
    outcome = race_db.together(decision(application, officer), withdraw)
    application.refresh_from_db()
    assert application.state == State.WITHDRAWN
    assert Envelope.objects.get(pk=application.call.envelope_id).reserved == 0
    assert {type(error) for error in outcome.errors} <= {WrongState}


@pytest.mark.parametrize("_attempt", range(3))
def test_withdrawing_against_announcing_leaves_one_of_the_two(race_db, _attempt):
    application, officer = make.decided(), UserFactory()
    withdraw = lambda: actions.withdraw(application.pk, by=application.started_by, reason="취하").pk  # noqa: E731
    race_db.together(lambda: actions.release(application.pk, by=officer).pk, withdraw)
    application.refresh_from_db()
    reserved = Envelope.objects.get(pk=application.call.envelope_id).reserved
    assert (application.state, reserved) in {(State.WITHDRAWN, 0), (State.SELECTED, 10_000_000)}


def test_submitting_against_discarding_keeps_one_of_the_two(race_db):
    draft = make.DraftFactory()
    race_db.together(submission(draft), lambda: actions.discard(draft.pk))
    assert set(Application.objects.values_list("state", flat=True)) <= {State.SUBMITTED}


def test_sixty_approvals_where_the_money_is_enough_for_fifteen(race_db):
    call, officer = make.open_call(money_won=15 * 8_000_000), UserFactory()
    applications = [make.submitted(call=call) for _ in range(60)]
    outcome = race_db.together(*[decision(row, officer) for row in applications])
    assert (len(outcome.values), len(outcome.errors)) == (15, 45)
    assert {(type(error), error.code) for error in outcome.errors} == {(Refused, "envelope_exhausted")}
    envelope = Envelope.objects.get(pk=call.envelope_id)
    assert (envelope.reserved, envelope.available) == (15 * 8_000_000, 0)
    states = Counter(Application.objects.values_list("state", flat=True))
    assert states == {State.DECIDED: 15, State.SUBMITTED: 45}
    assert Decision.objects.count() == 15
