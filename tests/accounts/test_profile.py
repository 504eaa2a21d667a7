import pytest
from django.urls import reverse

from busan_se.accounts.actions import give_consent
from busan_se.accounts.consents import CONSENTS
from busan_se.accounts.models import Consent
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NEWS = Consent.Purpose.NEWS
PERSONAL_DATA = Consent.Purpose.PERSONAL_DATA


@pytest.fixture
def user(client):
    user = UserFactory()
    give_consent(user, PERSONAL_DATA)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def consent_url(purpose):
    return reverse("accounts:consent", args=[purpose])


def test_strangers_sign_in_first(client):
    assert client.get(reverse("accounts:profile")).url == f"{reverse('account_login')}?next=/my/account/"


def test_name_telephone_and_language_can_be_changed(client, user):
    client.post(reverse("accounts:profile"), {"name": "새 이름", "phone": "051-765-4321", "language": "en"})
    user.refresh_from_db()
    assert (user.name, user.phone, user.language) == ("새 이름", "051-765-4321", "en")


def test_a_refused_change_keeps_what_was_typed_and_shows_the_old_name_above(client, user):
    answer = client.post(reverse("accounts:profile"), {"name": "", "phone": "051-765-4321", "language": "ko"})
    assert "name" in answer.context["form"].errors
    assert "051-765-4321" in answer.content.decode()
    assert answer.context["user"].name == user.name


@pytest.mark.parametrize("phone", ["call me", "051", "0" * 21, "051-123-456७"])
def test_a_telephone_number_that_is_none_is_refused(client, user, phone):
    answer = client.post(reverse("accounts:profile"), {"name": "김", "phone": phone, "language": "ko"})
    assert "phone" in answer.context["form"].errors


def test_the_page_cannot_make_anybody_staff(client, user):
    client.post(reverse("accounts:profile"), {"name": "김", "language": "ko", "is_staff": "1", "is_superuser": "1"})
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_an_optional_consent_is_given_and_withdrawn(client, user):
    client.post(consent_url(NEWS), {"give": "1"})
    assert user.consents.open().filter(purpose=NEWS).exists()
    client.post(consent_url(NEWS), {"withdraw": "1"})
    assert not user.consents.open().filter(purpose=NEWS).exists()


@pytest.mark.parametrize("purpose", [PERSONAL_DATA, "nothing"])
def test_only_an_optional_consent_can_be_changed_here(client, user, purpose):
    assert client.post(consent_url(purpose), {"withdraw": "1"}).status_code == 400
    assert user.consents.open().filter(purpose=PERSONAL_DATA).exists()


def test_a_changed_text_is_agreed_to_again(client, user):
    user.consents.create(purpose=NEWS, text_version="2020-01")
    assert 'name="give"' in client.get(reverse("accounts:profile")).content.decode()
    client.post(consent_url(NEWS), {"give": "1"})
    assert user.consents.open().get(purpose=NEWS).text_version == CONSENTS[NEWS].version
    assert 'name="give"' not in client.get(reverse("accounts:profile")).content.decode()


def test_looking_changes_nothing(client, user):
    assert client.get(consent_url(NEWS)).status_code == 405
