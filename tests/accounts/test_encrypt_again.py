"""A new key in front, everything written again, the old key gone: all of it still opens."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection

from busan_se.accounts.encryption import EncryptedTextField, decrypt
from busan_se.accounts.models import User
from busan_se.notifications.models import ContactCode
from tests.factories.accounts import SECRET, StaffFactory, UserFactory
from tests.factories.events import SessionFactory, registered
from tests.factories.grants import filed
from tests.factories.ground import TextMessageFactory
from tests.factories.offers import EnquiryFactory
from tests.factories.registration import draft, submit, written

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


def test_no_encrypted_column_of_any_model_is_left_out(settings):
    """A row of each model that encrypts, written with the old key, and read as the database holds it."""
    UserFactory(phone="051-123-4567")
    TextMessageFactory()
    registered(SessionFactory())  # sends a code, too
    EnquiryFactory()
    filed()
    submit(written(draft()))
    columns = [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, EncryptedTextField)
    ]
    settings.ENCRYPTION_KEYS = ["new:another", *settings.ENCRYPTION_KEYS]
    assert {model for model, field in columns if not keys_in(model, field)} <= {ContactCode}
    call_command("encrypt_again")
    assert {key for model, field in columns for key in keys_in(model, field)} == {"new"}


def keys_in(model, field):
    """Return the ids of the keys that the column's values are encrypted with."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT DISTINCT split_part("{field.column}", \':\', 1) FROM "{model._meta.db_table}"')
        return {key for (key,) in cursor.fetchall() if key}
