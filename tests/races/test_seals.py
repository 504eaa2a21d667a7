"""Beats that come at once make one seal, and a row that is committed late is in one."""

import threading

import pytest
from django.db import transaction

from busan_se.audit import seals
from busan_se.audit.models import AccessLog, AccessSeal

pytestmark = pytest.mark.race


def test_two_beats_make_one_seal(race_db):
    AccessLog.objects.bulk_create(AccessLog(subject=str(n), action="view") for n in range(20))
    outcome = race_db.together(*[seals.seal_new] * 6)
    assert outcome.errors == []
    assert len([seal for seal in outcome.values if seal]) == AccessSeal.objects.count() == 1
    assert list(seals.broken_seals()) == []


def test_a_row_that_is_committed_late_is_not_left_between_two_seals(race_db):
    written, others_are_in = threading.Event(), threading.Event()

    def late():
        with transaction.atomic():
            AccessLog.objects.create(subject="late", action="view")
            written.set()
            others_are_in.wait(10)

    def beat():
        written.wait(10)
        AccessLog.objects.create(subject="early", action="view")
        others_are_in.set()
        return seals.seal_new()

    assert race_db.together(late, beat).errors == []
    assert sum(AccessSeal.objects.values_list("rows", flat=True)) == 2
    assert list(seals.broken_seals()) == []
