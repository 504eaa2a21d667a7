"""Grants under real concurrency: one decision, one filing, no won more than was granted, and a legal state always."""

import pytest
from django.db import connection

from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.notifications.models import Outbox
from busan_se.programs.models import Commitment
from busan_se.programs.portal import balances_that_differ
from enterprises.applications import actions as applications
from finance.subsidies import actions, checks, payments
from finance.subsidies.content import content_hash
from finance.subsidies.models import Grant, Payment
from finance.subsidies.workflow import State
from tests.factories import applications as make_application
from tests.factories import grants as make
from tests.factories.accounts import UserFactory
from tests.finance.subsidies.test_payments import TestRawSql

pytestmark = pytest.mark.race

EACH = 1_000_000


@pytest.fixture(autouse=True)
def _consistent(race_db):
    """Whatever the order was: rows, states and ledger agree in the end."""
    yield
    assert not [
        *checks.without_grant(),
        *checks.states_that_differ(),
        *checks.payments_that_differ(),
        *balances_that_differ(),
    ]


def entries(grant, n, *, kind="pay", first=1):
    """Return `n` rows that wait, more together than there is: as if entered before somebody looked at the sum."""
    maker = UserFactory()
    return Payment.objects.bulk_create(
        Payment(
            grant=grant,
            kind=kind,
            number=number,
            amount_won=EACH,
            paid_on=now().date(),
            document_number=f"지출-{number}",
            entered_by=maker,
            entered_at=now(),
        )
        for number in range(first, first + n)
    )


def confirmation(payment, officer):
    return lambda: payments.confirm(payment.pk, by=officer).pk


def test_of_24_confirmations_exactly_the_8_that_were_granted(race_db):
    grant, officer = make.granted(8 * EACH), UserFactory()
    outcome = race_db.together(*[confirmation(row, officer) for row in entries(grant, 24)])
    assert len(outcome.values) == 8
    assert {(type(error), error.code) for error in outcome.errors} == {(Refused, "commitment_exhausted")}
    assert Commitment.objects.get(pk=grant.commitment_id).paid == 8 * EACH


def test_raw_sql_pays_no_more_either(race_db):
    grant, people = make.granted(8 * EACH), [UserFactory().pk, UserFactory().pk]

    def insert(number):
        statement = TestRawSql.INSERT.replace("%s, 9,", f"%s, {number},")
        with connection.cursor() as cursor:
            cursor.execute(statement, [grant.pk, "pay", EACH, *people])

    outcome = race_db.together(*[lambda n=n: insert(n) for n in range(1, 25)])
    assert len(outcome.values) == 8
    assert {error.__cause__.diag.constraint_name for error in outcome.errors} == {"commitment_exhausted"}


def test_many_clicks_on_one_slip_enter_one_payment(race_db):
    grant, officer = make.granted(8 * EACH), UserFactory()
    slip = make.slip(EACH, number=1)
    outcome = race_db.together(*[lambda: payments.enter(grant.pk, "pay", slip, by=officer).pk] * 8)
    assert len(outcome.values) == 1
    assert {error.code for error in outcome.errors} == {"entered"}


def test_one_row_is_confirmed_once(race_db):
    payment = make.entered(make.granted(8 * EACH), EACH)
    outcome = race_db.together(*[confirmation(payment, UserFactory()) for _ in range(6)])
    assert len(outcome.values) == 1
    assert {type(error) for error in outcome.errors} == {WrongState}
    assert Outbox.objects.filter(key__contains=f":payment:{payment.pk}").count() == 1


def test_confirming_against_cancelling_does_one_of_the_two(race_db):
    payment, officer = make.entered(make.granted(8 * EACH), EACH), UserFactory()
    cancel = lambda: payments.cancel(payment.pk, by=officer, reason="오기").pk  # noqa: E731
    outcome = race_db.together(confirmation(payment, officer), cancel)
    assert len(outcome.values) == 1
    payment.refresh_from_db()
    assert Commitment.objects.get(pk=payment.grant.commitment_id).paid == (EACH if payment.confirmed_at else 0)


@pytest.mark.parametrize("_attempt", range(3))
def test_payments_against_returns_never_return_more_than_was_paid(race_db, _attempt):
    grant, officer = make.granted(8 * EACH), UserFactory()
    rows = [*entries(grant, 4), *entries(grant, 8, kind="return")]
    outcome = race_db.together(*[confirmation(row, officer) for row in rows])
    balance = Commitment.objects.get(pk=grant.commitment_id)
    assert balance.paid == 4 * EACH
    assert balance.returned <= balance.paid
    assert len(outcome.values) == (balance.paid + balance.returned) // EACH
    assert {error.code for error in outcome.errors} <= {"commitment_exhausted"}


def test_two_officers_one_decision(race_db):
    grant = make.filed()
    officers = [UserFactory() for _ in range(4)]
    decide = [lambda by=officer: make.decide(grant, by=by).pk for officer in officers]
    fields = {"reason": "미달", "document": make.DOCUMENT}
    refuse = [lambda by=officer: actions.refuse(grant.pk, by=by, **fields).pk for officer in officers]
    outcome = race_db.together(*decide, *refuse)
    assert len(outcome.values) == 1
    assert {type(error) for error in outcome.errors} == {WrongState}


def test_filing_twice_from_many_tabs_files_once(race_db):
    grant = make.written()
    seen, owner = content_hash(grant), make.owner_of(grant)
    file = lambda: actions.file(grant.pk, by=owner, seen_hash=seen, arrived=now()).filed_at  # noqa: E731
    outcome = race_db.together(*[file] * 8)
    assert not outcome.errors
    assert len(set(outcome.values)) == 1
    assert Outbox.objects.filter(key__contains=":filed:").count() == 1


def test_filing_against_saving_never_files_unseen_text(race_db):
    grant = make.written()
    seen, owner = content_hash(grant), make.owner_of(grant)
    written = actions.Written(1, 1, "고침")
    race_db.together(
        lambda: actions.file(grant.pk, by=owner, seen_hash=seen, arrived=now()).pk,
        lambda: actions.save_draft(grant.pk, written, lock_version=grant.lock_version).pk,
    )
    now_there = make.fresh(grant)
    assert now_there.is_open or now_there.content_hash == seen


@pytest.mark.parametrize("_attempt", range(3))
def test_giving_up_against_deciding_leaves_one_of_the_two(race_db, _attempt):
    grant, officer = make.filed(), UserFactory()
    give_up = lambda: applications.give_up(grant.application_id, by=make.owner_of(grant), reason="포기").pk  # noqa: E731
    outcome = race_db.together(give_up, lambda: make.decide(grant, by=officer).pk)
    assert len(outcome.values) == 1
    row = make.fresh(grant)
    money = (row.commitment.reserved, row.commitment.committed)
    assert (row.state, money) in {(State.GIVEN_UP, (0, 0)), (State.GRANTED, (0, 8_000_000))}


def test_an_announcement_opens_one_grant_whoever_else_sweeps(race_db):
    application, officer = make_application.decided(), UserFactory()
    release = lambda: applications.release(application.pk, by=officer).pk  # noqa: E731
    race_db.together(*[release] * 3, *[checks.open_forgotten] * 3)
    checks.open_forgotten()
    assert Grant.objects.count() == 1
    assert Outbox.objects.filter(key__endswith=":to-file").count() == 1


def test_two_desks_offer_and_the_enterprise_agrees_to_what_it_read(race_db):
    grant = make.granted()
    actions.offer_agreement(grant.pk, text="처음", by=UserFactory())
    owner, officer = make.owner_of(grant), UserFactory()
    seen = make.fresh(grant).agreement.text_hash
    race_db.together(
        lambda: actions.agree(grant.pk, by=owner, seen_hash=seen).pk,
        lambda: actions.offer_agreement(grant.pk, text="바뀜", by=officer).pk,
    )
    agreement = make.fresh(grant).agreement
    assert agreement.agreed_at is None or agreement.text == "처음"
