"""How people of a journey go on: what they do is done when the next page is asked, long work and mails included."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from busan_se.accounts.actions import give_consent
from busan_se.accounts.models import Consent
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff

REAL_LIST = Path(__file__).resolve().parents[3] / "shared" / "data" / "busan_suppliers_social_120_cp949.csv"


@pytest.fixture
def step(db, django_capture_on_commit_callbacks):
    """Return a context: what is done in it is committed in the end, so that workers are woken and mails leave."""

    def committed():
        connection.run_on_commit = []  # a commit would have emptied it; what is in it is not woken twice
        return django_capture_on_commit_callbacks(execute=True)

    return committed


@pytest.fixture
def officer():
    """Somebody of the city, signed in with the second factor: a client with `.person`."""
    return _signed_in(StaffFactory(name="이주무관"))


@pytest.fixture
def citizen():
    """Somebody with an account and nothing else: a client with `.person`."""
    return _signed_in(UserFactory(name="김시민"))


@pytest.fixture
def visitor():
    """Somebody without an account, on a browser that keeps nothing."""
    return Client()


@pytest.fixture
def run_due(step):
    """Return a function that does what beat does every minute."""

    def run():
        with step():
            call_command("run_due")

    return run


def _signed_in(person):
    give_consent(person, Consent.Purpose.PERSONAL_DATA)
    client = sign_in_staff(Client(), person)
    client.person = person
    return client
