"""A new key in front, everything written again, the old key gone: all of it still opens."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from busan_se.accounts.encryption import decrypt
from busan_se.accounts.models import User
from tests.factories.accounts import SECRET, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rotated(settings):
    """Somebody with a telephone, an app and recovery codes of before the new key."""
    person = StaffFactory(phone="051-123-4567")
    codes = RecoveryCodes.activate(person).get_unused_codes()
    settings.ENCRYPTION_KEYS = ["new:another", *settings.ENCRYPTION_KEYS]
    return person, codes


def test_the_old_key_can_go(rotated, settings):
    person, codes = rotated
    call_command("encrypt_again")
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS[:1]
    assert User.objects.get(pk=person.pk).phone == "051-123-4567"
    assert decrypt(Authenticator.objects.get(user=person, type="totp").data["secret"]) == SECRET
    kept = Authenticator.objects.get(user=person, type="recovery_codes")
    assert RecoveryCodes(kept).get_unused_codes() == codes


def test_without_it_the_old_key_is_needed(rotated, settings):
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS[:1]
    with pytest.raises(ImproperlyConfigured, match="ENCRYPTION_KEYS"):
        User.objects.get(pk=rotated[0].pk)


def test_no_telephone_stays_none(settings):
    person = UserFactory()
    call_command("encrypt_again")
    assert User.objects.get(pk=person.pk).phone == ""
