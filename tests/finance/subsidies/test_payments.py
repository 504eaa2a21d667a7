"""Payments and returns: two people, and never more than there is, whichever way they are written."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from busan_se.core.clock import now, today
from busan_se.core.errors import Refused, WrongState
from busan_se.notifications.models import Message
from busan_se.programs.models import Commitment, EnvelopeEntry
from busan_se.programs.portal import balances_that_differ
from finance.subsidies import actions, checks, payments
from finance.subsidies.content import text_hash
from finance.subsidies.models import Payment
from tests.factories import grants as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
RETURN = Payment.Kind.RETURN


def balance(grant) -> tuple[int, int, int]:
    row = Commitment.objects.get(pk=grant.commitment_id)
    return row.committed, row.paid, row.returned


@pytest.fixture(autouse=True)
def _consistent():
    """Whatever was refused: rows and ledger agree in the end."""
    yield
    assert [*checks.payments_that_differ(), *balances_that_differ()] == []


def refused_by(statement, parameters=()):
    """Return the constraint that refuses a raw statement, None if the database takes it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, parameters)
    except Exception as error:
        return error.__cause__.diag.constraint_name or str(error)
    return None


class TestEntering:
    def test_moves_no_money_yet(self):
        grant = make.granted()
        payment = make.entered(grant)
        assert (payment.number, payment.state) == (1, "entered")
        assert balance(grant) == (8_000_000, 0, 0)

    def test_numbers_run_by_kind_and_a_cancelled_one_is_free_again(self):
        grant = make.granted()
        make.paid(grant, 1_000_000)
        payments.cancel(make.entered(grant, 1_000_000).pk, by=UserFactory(), reason="오기")
        assert make.entered(grant, 1_000_000).number == 2
        assert make.entered(grant, 500_000, kind=RETURN).number == 1

    def test_what_waits_counts_against_what_is_left(self):
        grant = make.granted(8_000_000)
        make.entered(grant, 5_000_000)
        with pytest.raises(Refused) as refusal:
            make.entered(grant, 3_000_001)
        assert refusal.value.code == "too_much"
        assert make.entered(grant, 3_000_000)

    def test_refuses_a_day_to_come(self):
        grant = make.granted()
        slip = make.slip(1_000_000, paid_on=today() + timedelta(days=1))
        with pytest.raises(Refused) as refusal:
            payments.enter(grant.pk, Payment.Kind.PAY, slip, by=UserFactory())
        assert refusal.value.code == "future"

    def test_nothing_is_paid_before_the_decision(self):
        with pytest.raises(WrongState):
            make.entered(make.filed())

    def test_nothing_is_paid_before_an_offered_agreement_is_agreed_to(self):
        grant = make.granted()
        actions.offer_agreement(grant.pk, text="협약", by=UserFactory())
        with pytest.raises(WrongState) as refusal:
            make.entered(grant)
        assert refusal.value.code == "not_agreed"
        actions.agree(grant.pk, by=make.owner_of(grant), seen_hash=text_hash("협약"))
        assert make.entered(grant)


class TestConfirming:
    def test_pays_by_an_entry_of_the_ledger_and_tells(self):
        grant = make.granted()
        payment = make.paid(grant, 3_000_000)
        entry = EnvelopeEntry.objects.get(kind="pay")
        assert (entry.amount, entry.commitment_id, entry.actor) == (
            3_000_000,
            grant.commitment_id,
            payment.confirmed_by,
        )
        assert balance(grant) == (8_000_000, 3_000_000, 0)
        assert Message.objects.filter(key__endswith=f":payment:{payment.pk}", user=make.owner_of(grant)).exists()

    def test_not_by_who_entered_it(self):
        officer = UserFactory()
        payment = make.entered(by=officer)
        with pytest.raises(Refused) as refusal:
            payments.confirm(payment.pk, by=officer)
        assert refusal.value.code == "same_person"

    def test_once(self):
        payment = make.paid()
        with pytest.raises(WrongState):
            payments.confirm(payment.pk, by=UserFactory())

    def test_more_than_was_granted_is_refused_in_words(self):
        grant = make.granted(8_000_000)
        waiting = make.entered(grant, 8_000_000)
        Payment.objects.create(
            grant=grant,
            number=9,
            amount_won=8_000_000,
            paid_on=today(),
            document_number="x",
            entered_by=UserFactory(),
            entered_at=now(),
        )
        payments.confirm(waiting.pk, by=UserFactory())
        with pytest.raises(Refused) as refusal:
            payments.confirm(Payment.objects.get(number=9).pk, by=UserFactory())
        assert refusal.value.code == "commitment_exhausted"
        assert balance(grant) == (8_000_000, 8_000_000, 0)

    def test_a_return_gives_back_at_most_what_was_paid(self):
        grant = make.granted()
        make.paid(grant, 3_000_000)
        with pytest.raises(Refused):
            make.entered(grant, 3_000_001, kind=RETURN)
        make.paid(grant, 1_000_000, kind=RETURN)
        assert balance(grant) == (8_000_000, 3_000_000, 1_000_000)


class TestCancelling:
    def test_before_the_confirmation_with_a_reason(self):
        payment = payments.cancel(make.entered().pk, by=UserFactory(), reason="금액 오기")
        assert (payment.state, payment.cancel_reason) == ("cancelled", "금액 오기")

    def test_not_without_a_reason(self):
        with pytest.raises(Refused):
            payments.cancel(make.entered().pk, by=UserFactory(), reason=" ")

    def test_not_after_the_confirmation(self):
        with pytest.raises(WrongState):
            payments.cancel(make.paid().pk, by=UserFactory(), reason="늦음")


class TestRawSql:
    """Nobody goes around the actions: the database itself refuses."""

    INSERT = (
        "INSERT INTO finance_payment (grant_id, kind, number, amount_won, paid_on, document_number, state,"
        " entered_by_id, entered_at, confirmed_by_id, confirmed_at, cancel_reason, created_at, updated_at)"
        " VALUES (%s, %s, 9, %s, current_date, 'raw', 'confirmed', %s, now(), %s, now(), '', now(), now())"
    )

    def test_maker_is_checker(self):
        payment = make.entered()
        update = "UPDATE finance_payment SET state='confirmed', confirmed_at=now(), confirmed_by_id=entered_by_id"
        assert refused_by(f"{update} WHERE id = %s", [payment.pk]) == "payment_maker_is_not_checker"

    @pytest.mark.parametrize(("kind", "amount"), [("pay", 8_000_001), ("return", 1)])
    def test_more_than_there_is(self, kind, amount):
        grant = make.granted(8_000_000)
        people = [UserFactory().pk, UserFactory().pk]
        assert refused_by(self.INSERT, [grant.pk, kind, amount, *people]) == "commitment_exhausted"

    def test_a_payment_before_the_decision(self):
        grant = make.filed()
        people = [UserFactory().pk, UserFactory().pk]
        assert refused_by(self.INSERT, [grant.pk, "pay", 1, *people]) == "commitment_exhausted"

    def test_a_confirmed_insert_has_its_entry_too(self):
        grant = make.granted(8_000_000)
        people = [UserFactory().pk, UserFactory().pk]
        assert refused_by(self.INSERT, [grant.pk, "pay", 8_000_000, *people]) is None
        assert balance(grant) == (8_000_000, 8_000_000, 0)

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE finance_payment SET amount_won = amount_won - 1",
            "UPDATE finance_payment SET state = 'entered', confirmed_by_id = NULL, confirmed_at = NULL",
            "DELETE FROM finance_payment",
            "UPDATE finance_grantdecision SET amount_won = 1",
            "DELETE FROM finance_grantdecision",
            "UPDATE finance_grant SET plan = 'x'",
            "UPDATE finance_grant SET account_number = ''",
        ],
    )
    def test_what_was_done_stays(self, statement):
        make.paid()
        assert "pgtrigger" in refused_by(statement)

    def test_the_agreed_text_stays(self):
        grant = make.granted()
        actions.offer_agreement(grant.pk, text="협약", by=UserFactory())
        assert refused_by("UPDATE finance_agreement SET text = '고침'") is None
        hash_ = text_hash("협약")
        actions.agree(grant.pk, by=make.owner_of(grant), seen_hash=hash_)
        assert "pgtrigger" in refused_by("UPDATE finance_agreement SET text = '또 고침'")

    @pytest.mark.parametrize(
        ("statement", "constraint"),
        [
            ("UPDATE finance_grant SET state = 'paid'", "grant_state_known"),
            ("UPDATE finance_grant SET requested_won = selected_won + 1", "grant_amounts_in_order"),
            ("UPDATE finance_grant SET state = 'filed'", "grant_filed_is_complete"),
            ("UPDATE finance_grant SET state = 'granted'", "grant_filed_is_complete"),
        ],
    )
    def test_a_grant_in_no_order(self, statement, constraint):
        make.to_file()
        assert refused_by(statement) == constraint

    def test_two_rows_for_one_instalment(self):
        payment = make.entered()
        with pytest.raises(IntegrityError, match="payment_one_per_instalment"), transaction.atomic():
            Payment.objects.create(
                grant=payment.grant,
                number=payment.number,
                amount_won=1,
                paid_on=today(),
                document_number="x",
                entered_by=UserFactory(),
                entered_at=now(),
            )
