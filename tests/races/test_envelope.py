"""Many desks take money out of one envelope at once: never more than there is, whichever way they write."""

from itertools import count
from threading import Semaphore

import pytest
from django.db import IntegrityError, connection, transaction

from busan_se.core.errors import Refused
from busan_se.programs import actions
from busan_se.programs.models import Call, Commitment, Envelope, EnvelopeEntry
from busan_se.programs.portal import balances_that_differ
from tests.factories.programs import CallFactory, EnvelopeFactory

pytestmark = pytest.mark.race

DESKS, FIT, EACH = 32, 50, 1_000_000
REQUESTS = 200


def queue(work):
    """Return calls for `DESKS` threads that share REQUESTS requests; each returns how many of its own succeeded."""
    numbers, tickets = count(), Semaphore(REQUESTS)

    def desk():
        taken = 0
        while tickets.acquire(blocking=False):
            taken += work(next(numbers))
        return taken

    return [desk] * DESKS


def test_of_200_reservations_exactly_the_50_that_fit(race_db):
    envelope = EnvelopeFactory(won=FIT * EACH)

    def reserve(number):
        try:
            actions.reserve(Envelope.objects.get(pk=envelope.pk), EACH, None, f"신청 {number}")
        except Refused as refusal:
            if refusal.code != "envelope_exhausted":
                raise
            return 0
        return 1

    outcome = race_db.together(*queue(reserve))
    assert outcome.errors == []
    assert sum(outcome.values) == FIT
    envelope.refresh_from_db()
    assert (envelope.reserved, envelope.available) == (FIT * EACH, 0)
    assert Commitment.objects.filter(envelope=envelope, reserved=EACH).count() == FIT
    assert list(balances_that_differ()) == []


def test_a_refused_reservation_leaves_no_commitment(race_db):
    envelope = EnvelopeFactory(won=EACH)
    race_db.together(*[lambda: actions.reserve(Envelope.objects.get(pk=envelope.pk), EACH, None, "신청")] * DESKS)
    assert Commitment.objects.filter(envelope=envelope).count() == 1


def test_raw_sql_can_not_overspend_either(race_db):
    envelope = EnvelopeFactory(won=FIT * EACH)
    commitments = Commitment.objects.bulk_create(Commitment(envelope=envelope, purpose="x") for _ in range(REQUESTS))

    def insert(number):
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO programs_envelopeentry (envelope_id, commitment_id, kind, amount, reason, created_at)"
                    " VALUES (%s, %s, 'reserve', %s, 'raw', now())",
                    [envelope.pk, commitments[number].pk, EACH],
                )
        except IntegrityError as error:
            if error.__cause__.diag.constraint_name != "envelope_exhausted":
                raise
            return 0
        return 1

    outcome = race_db.together(*queue(insert))
    assert outcome.errors == []
    assert sum(outcome.values) == FIT
    assert list(balances_that_differ()) == []


def test_reservations_and_cuts_of_the_budget_never_cross(race_db):
    envelope = EnvelopeFactory(won=20 * EACH)

    def move(number):
        row = Envelope.objects.get(pk=envelope.pk)
        act = actions.reduce_appropriation if number % 2 else actions.reserve
        try:
            act(row, EACH, None, "움직임")
        except Refused:
            return 0
        return 1

    outcome = race_db.together(*queue(move))
    assert outcome.errors == []
    assert sum(outcome.values) == 20
    envelope.refresh_from_db()
    assert envelope.available == 0


def test_a_reservation_is_released_once(race_db):
    envelope = EnvelopeFactory(won=10 * EACH)
    commitment = actions.reserve(envelope, EACH, None, "신청")
    outcome = race_db.together(*[lambda: actions.release(commitment, None, "포기")] * 8)
    assert [error.code for error in outcome.errors] == ["nothing_reserved"] * 7
    envelope.refresh_from_db()
    assert envelope.available == 10 * EACH


def test_shares_of_two_envelopes_taken_in_key_order_do_not_lock_each_other_out(race_db):
    city, district = EnvelopeFactory(won=FIT * EACH), EnvelopeFactory(won=FIT * EACH)

    def reserve_both(number):
        try:
            with transaction.atomic():
                for envelope in sorted((city, district) if number % 2 else (district, city), key=lambda row: row.pk):
                    actions.reserve(Envelope.objects.get(pk=envelope.pk), EACH, None, "신청")
        except Refused:
            return 0
        return 1

    outcome = race_db.together(*queue(reserve_both))
    assert outcome.errors == []
    assert sum(outcome.values) == FIT
    assert EnvelopeEntry.objects.filter(kind="reserve").count() == 2 * FIT


def test_a_call_is_published_once(race_db):
    call = CallFactory()
    outcome = race_db.together(*[lambda: actions.publish_call(call, None)] * 8)
    assert len(outcome.values) == 1
    assert {error.code for error in outcome.errors} == {"already_published"}


def test_copies_made_at_once_have_numbers_of_their_own(race_db):
    call = CallFactory()
    outcome = race_db.together(*[lambda: actions.copy_call(Call.objects.get(pk=call.pk)).number] * 8)
    assert outcome.errors == []
    assert len(set(outcome.values)) == 8
