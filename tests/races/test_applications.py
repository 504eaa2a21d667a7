"""Applications under real concurrency: one receipt, one decision, no money twice, and a legal state in every order."""

from collections import Counter
from copy import copy
from datetime import timedelta
from itertools import count
from queue import Empty, SimpleQueue
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse
from pghistory.core import event_models

from busan_se.core.clock import now
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.notifications.models import Outbox
from busan_se.programs.models import Commitment, Envelope
from enterprises.applications import actions
from enterprises.applications.checks import selections_without_money, states_that_differ
from enterprises.applications.models import Application, Decision
from enterprises.applications.workflow import State
from tests.factories import applications as make
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
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


@pytest.mark.parametrize("_attempt", range(3))
def test_submitting_against_withdrawing_leaves_one_of_the_two_and_one_history(race_db, _attempt):
    draft = make.DraftFactory()
    withdraw = lambda: actions.withdraw(draft.pk, by=draft.started_by, reason="취하").pk  # noqa: E731
    outcome = race_db.together(submission(draft), withdraw, submission(draft))
    assert {type(error) for error in outcome.errors} <= {WrongState}
    draft.refresh_from_db()
    assert draft.receipt_number
    way = [State.DRAFT, State.SUBMITTED, State.WITHDRAWN]
    assert states_kept(draft.pk) == way[: way.index(draft.state) + 1]
    assert draft.consents.count() == len(make.CONSENTS)


def test_at_the_closing_the_stamp_of_arrival_decides_and_not_who_is_handled_first(race_db):
    call = make.open_call(opens_at=now() - timedelta(days=3), closes_at=now())
    drafts = [make.DraftFactory(call=call) for _ in range(12)]
    before = call.closes_at - timedelta(microseconds=1)
    stamps = [before, call.closes_at] * 6
    clicks = [submission(draft, arrived=stamp) for draft, stamp in zip(drafts, stamps, strict=True)]
    outcome = race_db.together(*reversed(clicks))
    assert len(set(outcome.values)) == 6
    assert [error.code for error in outcome.errors] == ["closed"] * 6
    submitted = Application.objects.filter(state=State.SUBMITTED)
    assert set(submitted.values_list("pk", "submitted_at")) == {(draft.pk, before) for draft in drafts[::2]}
    assert [states_kept(draft.pk) for draft in drafts] == [[State.DRAFT, State.SUBMITTED], [State.DRAFT]] * 6


def test_of_two_officers_one_decides_and_the_other_gets_a_page_that_says_so(race_db):
    application = make.submitted()
    fields = {"action": "decide_select", "_selected_action": [str(application.pk)], "confirmed": "yes"}
    fields |= {"reason": "심사 결과", f"amount_{application.pk.hex}": "8000000"}
    desks = [sign_in_staff(Client(), StaffFactory()) for _ in range(2)]
    url = reverse("admin:enterprises_application_changelist")
    outcome = race_db.together(*[lambda desk=desk: desk.post(url, fields) for desk in desks])
    assert not outcome.errors
    won, lost = sorted(outcome.values, key=lambda answer: answer.status_code)
    assert (won.status_code, lost.status_code) == (302, 409)
    assert "현재 상태는 ‘결정(발표 전)’입니다" in lost.content.decode()
    assert states_kept(application.pk) == [State.DRAFT, State.SUBMITTED, State.DECIDED]
    assert Decision.objects.count() == 1


def test_two_hundred_approvals_beside_raw_inserts_where_the_money_is_enough_for_fifty(race_db):
    call, officer = make.open_call(money_won=50 * 8_000_000), UserFactory()
    work = SimpleQueue()
    for row in submitted_by_many(call, 200):
        work.put(decision(row, officer))
        if work.qsize() % 10 == 0:
            work.put(raw_reservation(call.envelope_id))
    outcome = race_db.together(*[lambda: done_of(work)] * 24)
    assert not outcome.errors
    done = [what for share in outcome.values for what in share]
    assert len([what for what in done if what != "envelope_exhausted"]) == 50
    envelope = Envelope.objects.get(pk=call.envelope_id)
    assert (envelope.reserved, envelope.available) == (50 * 8_000_000, 0)
    raw = done.count("raw")
    states = Counter(Application.objects.values_list("state", flat=True))
    assert states == {State.DECIDED: 50 - raw, State.SUBMITTED: 150 + raw}
    assert Decision.objects.count() == 50 - raw


def submitted_by_many(call, number):
    """Return applications of enterprises of their own, all like one that was submitted."""
    pattern, serial = make.submitted(call=call), count(90_000)
    others = [copy(pattern) for _ in range(number - 1)]
    for row in others:
        row.pk, row.enterprise, row.idempotency_key = uuid4(), EnterpriseFactory(), uuid4()
        row.receipt_number = f"{call.number}-{next(serial)}"
    return [pattern, *Application.objects.bulk_create(others)]


def raw_reservation(envelope):
    commitment = Commitment.objects.create(envelope_id=envelope, purpose="raw")

    def insert():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO programs_envelopeentry (envelope_id, commitment_id, kind, amount, reason, created_at)"
                " VALUES (%s, %s, 'reserve', 8000000, 'raw', now())",
                [envelope, commitment.pk],
            )
        return "raw"

    return insert


def done_of(work):
    """Take calls out of the queue until it is empty; return what each gave, or that the money was gone."""
    done = []
    while True:
        try:
            done.append(work.get_nowait()())
        except Empty:
            return done
        except Refused as refusal:
            done.append(refusal.code)
        except IntegrityError as error:
            done.append(error.__cause__.diag.constraint_name)
