"""The demo calls and envelopes: around today, all by the usual doors, and gone without a trace."""

import random

import pytest

from busan_se.core.clock import now
from busan_se.programs import demo
from busan_se.programs.models import Call, CallVersion, Envelope, EnvelopeEntry
from busan_se.programs.portal import balances_that_differ
from tests.factories.programs import EnvelopeFactory, published

pytestmark = pytest.mark.django_db


def plant():
    demo.plant(random.Random(1), lambda line: None)


def test_there_are_calls_in_every_phase_that_say_what_they_are():
    plant()
    assert {call.phase for call in Call.objects.all()} == {"open", "upcoming", "closed"}
    assert all(call.title_ko.startswith("[시연 자료]") and call.is_demo for call in Call.objects.all())
    assert Call.objects.open_at(now()).filter(program__code="business-development", envelope__isnull=False).exists()


def test_planting_again_changes_nothing():
    plant()
    before = (Call.objects.count(), EnvelopeEntry.objects.count())
    plant()
    assert (Call.objects.count(), EnvelopeEntry.objects.count()) == before


def test_the_money_is_in_the_ledger():
    plant()
    assert Envelope.objects.totals()["appropriated"] == sum(row[-1] for row in demo.ENVELOPES)
    assert list(balances_that_differ()) == []


def test_removing_leaves_what_is_real():
    call, envelope = published(), EnvelopeFactory(won=5)
    plant()
    demo.remove()
    assert list(Call.objects.all()) == [call]
    assert list(Envelope.objects.all()) == [envelope]
    assert (CallVersion.objects.count(), EnvelopeEntry.objects.count()) == (1, 1)
