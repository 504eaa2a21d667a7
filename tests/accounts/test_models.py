import pytest
from django.db import IntegrityError, connection, transaction

from busan_se.accounts.models import Consent, User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_an_address_is_one_whatever_its_case():
    user = UserFactory(email="Kim@Example.ORG")
    assert User.objects.get(email="KIM@example.org") == user


def test_the_same_address_in_other_case_is_refused():
    UserFactory(email="kim@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="KIM@example.org", name="김")


def test_the_database_refuses_capitals_written_past_the_model():
    user = UserFactory()
    with (
        pytest.raises(IntegrityError, match="user_email_lower_case"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE accounts_user SET email = 'Kim@Example.org' WHERE id = %s", [user.pk])


def test_a_user_needs_an_address():
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("", name="김")


def test_a_telephone_number_is_encrypted_in_the_database():
    user = UserFactory(phone="051-123-4567")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM accounts_user WHERE id = %s", [user.pk])
        (stored,) = cursor.fetchone()
    assert stored.startswith("test:")
    assert "4567" not in stored
    assert User.objects.get(pk=user.pk).phone == "051-123-4567"


def test_one_open_consent_for_a_user_and_purpose():
    user = UserFactory()
    Consent.objects.create(user=user, purpose="news", text_version="1")
    with pytest.raises(IntegrityError, match="one_open_consent"), transaction.atomic():
        Consent.objects.create(user=user, purpose="news", text_version="2")
