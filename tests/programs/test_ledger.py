"""The ledger: entries move the balances, nothing else does, and nothing moves an entry."""

import pytest
from django.db import IntegrityError, connection, transaction

from busan_se.core.errors import Refused, WrongState
from busan_se.core.refusals import refusals_in_words
from busan_se.programs import actions
from busan_se.programs.models import Commitment, Envelope, EnvelopeEntry
from busan_se.programs.portal import balances_that_differ
from tests.factories.accounts import UserFactory
from tests.factories.programs import EnvelopeFactory

pytestmark = pytest.mark.django_db

COLUMNS = ("appropriated", "reserved", "committed", "paid", "returned")


def balances(row):
    row.refresh_from_db()
    return tuple(getattr(row, column) for column in COLUMNS if hasattr(row, column))


def enter(commitment, kind, amount, envelope=None):
    """Write an entry as later features will: grant decision, disbursement, return."""
    with refusals_in_words(actions.REFUSALS):
        EnvelopeEntry.objects.create(
            envelope=envelope or commitment.envelope, commitment=commitment, kind=kind, amount=amount, reason="시험"
        )


def constraint_of(error):
    return error.value.__cause__.diag.constraint_name


@pytest.fixture
def envelope():
    return EnvelopeFactory(won=100)


class TestAppropriation:
    def test_adds_to_what_there_is(self, envelope):
        actions.appropriate(envelope, 50, None, "추경")
        assert (envelope.appropriated, envelope.available) == (150, 150)

    def test_takes_away_what_is_free(self, envelope):
        actions.reserve(envelope, 60, None, "선정")
        actions.reduce_appropriation(envelope, 40, None, "감액")
        assert (envelope.appropriated, envelope.available) == (60, 0)

    def test_takes_away_nothing_that_is_bound(self, envelope):
        actions.reserve(envelope, 60, None, "선정")
        with pytest.raises(Refused) as refusal:
            actions.reduce_appropriation(envelope, 41, None, "감액")
        assert refusal.value.code == "envelope_exhausted"
        assert balances(envelope) == (100, 60, 0, 0, 0)

    @pytest.mark.parametrize(
        ("amount", "reason", "code"),
        [(0, "이유", "entry_amount_positive"), (-5, "이유", "entry_amount_positive"), (5, "", "entry_has_reason")],
    )
    def test_needs_an_amount_and_a_reason(self, envelope, amount, reason, code):
        with pytest.raises(Refused) as refusal:
            actions.appropriate(envelope, amount, None, reason)
        assert refusal.value.code == code
        assert balances(envelope) == (100, 0, 0, 0, 0)

    def test_keeps_who_and_why(self, envelope):
        officer = UserFactory()
        actions.appropriate(envelope, 1, officer, "추경")
        entry = envelope.entries.first()
        assert (entry.actor, entry.reason, entry.kind) == (officer, "추경", "appropriate")


class TestReservation:
    def test_binds_the_money_in_a_commitment(self, envelope):
        commitment = actions.reserve(envelope, 70, None, "신청 1")
        assert balances(envelope) == (100, 70, 0, 0, 0)
        assert (commitment.reserved, commitment.purpose) == (70, "신청 1")

    def test_to_the_last_won(self, envelope):
        actions.reserve(envelope, 100, None, "신청 1")
        envelope.refresh_from_db()
        assert envelope.available == 0

    def test_not_one_won_more(self, envelope):
        with pytest.raises(Refused) as refusal:
            actions.reserve(envelope, 101, None, "신청 1")
        assert refusal.value.code == "envelope_exhausted"
        assert not Commitment.objects.exists()
        assert balances(envelope) == (100, 0, 0, 0, 0)

    def test_is_released_as_a_whole(self, envelope):
        commitment = actions.reserve(envelope, 70, None, "신청 1")
        actions.release(commitment, None, "포기")
        assert balances(envelope) == (100, 0, 0, 0, 0)
        assert commitment.reserved == 0

    def test_is_released_once(self, envelope):
        commitment = actions.reserve(envelope, 70, None, "신청 1")
        actions.release(commitment, None, "포기")
        with pytest.raises(WrongState) as refusal:
            actions.release(commitment, None, "포기")
        assert refusal.value.code == "nothing_reserved"
        assert balances(envelope) == (100, 0, 0, 0, 0)


class TestTheWholeWay:
    def test_of_the_money(self, envelope):
        commitment = actions.reserve(envelope, 70, None, "신청 1")
        enter(commitment, "commit", 60)
        assert balances(envelope) == (100, 10, 60, 0, 0)
        actions.release(commitment, None, "감액 교부결정")
        enter(commitment, "pay", 30)
        enter(commitment, "pay", 30)
        enter(commitment, "return", 5)
        assert balances(envelope) == (100, 0, 60, 60, 5)
        assert balances(commitment) == (0, 60, 60, 5)
        assert envelope.available == 40  # what was returned is not spent again

    @pytest.mark.parametrize(("kind", "amount"), [("release", 71), ("commit", 71), ("pay", 1), ("return", 1)])
    def test_takes_no_step_that_the_commitment_does_not_allow(self, envelope, kind, amount):
        commitment = actions.reserve(envelope, 70, None, "신청 1")
        with pytest.raises(Refused) as refusal:
            enter(commitment, kind, amount)
        assert refusal.value.code == "commitment_exhausted"
        assert balances(envelope) == (100, 70, 0, 0, 0)

    def test_pays_and_takes_back_no_more_than_was_granted(self, envelope):
        commitment = actions.reserve(envelope, 70, None, "신청 1")
        enter(commitment, "commit", 70)
        enter(commitment, "pay", 50)
        for kind, amount in (("pay", 21), ("return", 51)):
            with pytest.raises(Refused):
                enter(commitment, kind, amount)
        assert balances(envelope) == (100, 0, 70, 50, 0)

    def test_stays_in_its_envelope(self, envelope):
        commitment = actions.reserve(envelope, 70, None, "신청 1")
        with pytest.raises(Refused) as refusal:
            enter(commitment, "commit", 10, envelope=EnvelopeFactory(won=100))
        assert refusal.value.code == "commitment_exhausted"

    def test_sums_up(self, envelope):
        first, second = (actions.reserve(envelope, amount, None, "신청") for amount in (30, 20))
        enter(first, "commit", 30)
        enter(first, "pay", 10)
        actions.release(second, None, "포기")
        actions.reduce_appropriation(envelope, 10, None, "감액")
        assert balances(envelope) == (90, 0, 30, 10, 0)
        assert list(balances_that_differ()) == []

    @pytest.mark.parametrize("kind", ["reserve", "commit", "pay"])
    def test_has_a_commitment_for_everything_but_the_budget(self, envelope, kind):
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            EnvelopeEntry.objects.create(envelope=envelope, kind=kind, amount=1, reason="시험")
        assert constraint_of(error) in {"entry_commitment_fits_kind", "envelope_exhausted"}


class TestNothingElseMovesABalance:
    @pytest.mark.parametrize("column", COLUMNS)
    def test_of_an_envelope(self, envelope, column):
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            Envelope.objects.filter(pk=envelope.pk).update(**{column: 7})
        assert constraint_of(error) == "balance_moved_by_entries_only"

    @pytest.mark.parametrize("column", COLUMNS[1:])
    def test_of_a_commitment(self, envelope, column):
        commitment = actions.reserve(envelope, 70, None, "신청 1")
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            Commitment.objects.filter(pk=commitment.pk).update(**{column: 7})
        assert constraint_of(error) == "balance_moved_by_entries_only"

    def test_of_a_new_envelope(self):
        with pytest.raises(IntegrityError) as error, transaction.atomic():
            EnvelopeFactory(appropriated=7)
        assert constraint_of(error) == "balance_moved_by_entries_only"

    def test_not_through_save_either(self, envelope):
        envelope.appropriated = 7
        with pytest.raises(IntegrityError), transaction.atomic():
            envelope.save()
        assert balances(envelope) == (100, 0, 0, 0, 0)

    def test_other_columns_may_change(self, envelope):
        Envelope.objects.filter(pk=envelope.pk).update(label="새 이름")


class TestEntriesStay:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE programs_envelopeentry SET amount = 1",
            "UPDATE programs_envelopeentry SET reason = '다른 이유'",
            "DELETE FROM programs_envelopeentry",
            "TRUNCATE programs_envelopeentry",
        ],
    )
    def test_as_they_are(self, envelope, statement):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            with pytest.raises(IntegrityError) as error, transaction.atomic():
                cursor.execute(statement)
        assert constraint_of(error) == "ledger_append_only"

    def test_even_where_demo_data_is_removed(self, envelope):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL portal.remove_demo = 'on'")
        with pytest.raises(IntegrityError), transaction.atomic():
            envelope.entries.all().delete()


class TestFigures:
    def test_totals_of_several_envelopes(self, envelope):
        other = EnvelopeFactory(won=11)
        actions.reserve(other, 1, None, "신청")
        found = Envelope.objects.filter(pk__in=[envelope.pk, other.pk]).totals()
        assert found == {"appropriated": 111, "reserved": 1, "committed": 0, "paid": 0, "returned": 0, "available": 110}

    def test_totals_of_none(self):
        assert set(Envelope.objects.none().totals().values()) == {0}

    def test_what_was_spent_is_what_was_reported(self, envelope):
        assert Envelope.objects.with_spent().get(pk=envelope.pk).spent is None
        commitment = actions.reserve(envelope, 70, None, "신청 1")
        Commitment.objects.filter(pk=commitment.pk).update(spent_reported=20)
        assert Envelope.objects.with_spent().get(pk=envelope.pk).spent == 20

    def test_the_nightly_check_finds_a_balance_that_no_entry_made(self, envelope):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = 'replica'")  # no trigger runs
            cursor.execute("UPDATE programs_envelope SET appropriated = 101 WHERE id = %s", [envelope.pk])
            cursor.execute("SET LOCAL session_replication_role = 'origin'")
        assert len(list(balances_that_differ())) == 1
