"""Codes that are asked for and entered at the same time."""

import re

import pytest

from busan_se.notifications.contacts import MOST_PER_CONTACT, Contact, confirm, send_code
from busan_se.notifications.models import MOST_ATTEMPTS, ContactCode, Outbox

pytestmark = pytest.mark.race
KIM = Contact("email", "kim@example.com")


def test_a_contact_gets_no_more_codes_however_many_ask(race_db):
    calls = [lambda key=key: send_code(KIM, purpose="x", key=str(key), ip="192.0.2.1") for key in range(12)]
    outcome = race_db.together(*calls)
    assert len(outcome.values) == MOST_PER_CONTACT
    assert {error.code for error in outcome.errors} == {"too_many_codes"}


def test_one_code_for_one_thing_is_open(race_db):
    outcome = race_db.together(*[lambda: send_code(KIM, purpose="x", key="1", ip=None)] * 4)
    assert not outcome.errors
    assert ContactCode.objects.open().count() == 1


def test_the_right_code_works_once(race_db):
    send_code(KIM, purpose="x", key="1", ip=None)
    code = re.search(r"\d{6}", Outbox.objects.get().body)[0]
    outcome = race_db.together(*[lambda: confirm(code, purpose="x", key="1", then=str)] * 6)
    assert outcome.values == ["kim@example.com"]
    assert {error.code for error in outcome.errors} == {"code_expired"}


def test_guesses_at_the_same_time_are_all_counted(race_db):
    send_code(KIM, purpose="x", key="1", ip=None)
    right = int(re.search(r"\d{6}", Outbox.objects.get().body)[0])
    guesses = [f"{(right + step) % 10**6:06d}" for step in range(1, 11)]
    outcome = race_db.together(
        *[lambda guess=guess: confirm(guess, purpose="x", key="1", then=str) for guess in guesses]
    )
    codes = [error.code for error in outcome.errors]
    assert codes.count("wrong_code") == MOST_ATTEMPTS
    assert codes.count("too_many_attempts") == len(guesses) - MOST_ATTEMPTS
