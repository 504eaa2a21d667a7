from dataclasses import replace

import pytest

from busan_se.accounts import actions
from busan_se.accounts.actions import give_consent, withdraw_consent
from busan_se.accounts.consents import CONSENTS
from busan_se.accounts.models import Consent
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NEWS = Consent.Purpose.NEWS


@pytest.fixture
def user():
    return UserFactory()


def test_agreeing_twice_is_one_consent(user):
    assert give_consent(user, NEWS) == give_consent(user, NEWS)


def test_a_withdrawn_consent_stays_as_proof(user):
    given = give_consent(user, NEWS)
    assert withdraw_consent(user, NEWS)
    given.refresh_from_db()
    assert given.withdrawn_at >= given.given_at


def test_withdrawing_what_was_never_given_says_so(user):
    assert not withdraw_consent(user, NEWS)


def test_agreeing_again_after_a_withdrawal_is_a_new_consent(user):
    first = give_consent(user, NEWS)
    withdraw_consent(user, NEWS)
    assert give_consent(user, NEWS) != first


def test_a_newer_text_replaces_the_open_consent(user, monkeypatch):
    old = give_consent(user, NEWS)
    monkeypatch.setattr(actions, "CONSENTS", {NEWS: replace(CONSENTS[NEWS], version="2027-01")})
    new = give_consent(user, NEWS)
    old.refresh_from_db()
    assert (old.withdrawn_at is not None, new.text_version) == (True, "2027-01")


def test_every_purpose_has_a_text():
    assert set(CONSENTS) == set(Consent.Purpose)
