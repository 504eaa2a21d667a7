import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from busan_se.accounts.models import Consent, User
from tests.factories.accounts import PASSWORD, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
SIGNUP = "/accounts/signup/"


def sign_up(client, **changes):
    data = {
        "email": "new@test.example.org",
        "name": "이새길",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "personal_data": "on",
        **changes,
    }
    return client.post(SIGNUP, {key: value for key, value in data.items() if value is not None})


def test_a_person_signs_in_by_address_and_password(client):
    user = UserFactory()
    answer = client.post(LOGIN, {"login": user.email.upper(), "password": PASSWORD})
    assert answer.url == reverse("pages:my")
    assert client.session["_auth_user_id"] == str(user.pk)


def test_signing_in_goes_on_to_where_one_wanted_to_go(client):
    user = UserFactory()
    answer = client.post(f"{LOGIN}?next=/calls/", {"login": user.email, "password": PASSWORD, "next": "/calls/"})
    assert answer.url == "/calls/"


def test_signing_in_never_leaves_the_portal(client):
    data = {"login": UserFactory().email, "password": PASSWORD, "next": "https://elsewhere.example.org/"}
    assert client.post(LOGIN, data).url == reverse("pages:my")


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    wrong = client.post(LOGIN, {"login": UserFactory().email, "password": "wrong"})
    unknown = client.post(LOGIN, {"login": "nobody@test.example.org", "password": "wrong"})
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert wrong.status_code == unknown.status_code == 200


def test_an_unconfirmed_address_does_not_sign_in(client):
    user = UserFactory()
    EmailAddress.objects.filter(user=user).update(verified=False)
    answer = client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert answer.url == reverse("account_email_verification_sent")
    assert "_auth_user_id" not in client.session


def test_somebody_put_out_of_service_does_not_sign_in(client):
    user = UserFactory(is_active=False)
    client.post(LOGIN, {"login": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_signing_up_makes_an_account_with_its_consent(client):
    sign_up(client)
    user = User.objects.get(email="new@test.example.org")
    assert user.name == "이새길"
    assert [consent.purpose for consent in user.consents.open()] == [Consent.Purpose.PERSONAL_DATA]


def test_news_is_a_consent_of_its_own(client):
    sign_up(client, news="on")
    assert User.objects.get(email="new@test.example.org").consents.open().count() == 2


def test_without_the_required_consent_there_is_no_account(client):
    answer = sign_up(client, personal_data=None)
    assert "personal_data" in answer.context["form"].errors
    assert not User.objects.filter(email="new@test.example.org").exists()


def test_no_consent_is_ticked_beforehand(client):
    assert "checked" not in client.get(SIGNUP).content.decode()


def test_the_address_is_confirmed_by_the_link_in_the_mail(client):
    sign_up(client)
    link = re.search(r"http://testserver(/\S+confirm-email/\S+/)", mail.outbox[0].body)[1]
    client.post(link)
    assert EmailAddress.objects.get(email="new@test.example.org").verified


def test_following_the_link_alone_confirms_nothing(client):
    sign_up(client)
    link = re.search(r"http://testserver(/\S+confirm-email/\S+/)", mail.outbox[0].body)[1]
    client.get(link)  # as mail scanners do
    assert not EmailAddress.objects.get(email="new@test.example.org").verified


def test_signing_up_with_a_known_address_does_not_tell(client):
    known = UserFactory()
    answer, fresh = sign_up(client, email=known.email), sign_up(client)
    assert (answer.status_code, answer.url) == (fresh.status_code, fresh.url)
    assert mail.outbox[0].to == [known.email]
    assert User.objects.filter(email=known.email).count() == 1


def test_resetting_a_password_does_not_tell_whether_an_address_is_known(client):
    known = client.post("/accounts/password/reset/", {"email": UserFactory().email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@test.example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_a_forgotten_password_is_set_anew_by_mail(client):
    user = UserFactory()
    client.post("/accounts/password/reset/", {"email": user.email})
    link = re.search(r"http://testserver(/\S+/key/\S+/)", mail.outbox[0].body)[1]
    form_page = client.get(link).url
    new = "quite-another-pass-phrase"
    client.post(form_page, {"password1": new, "password2": new})
    user.refresh_from_db()
    assert user.check_password(new)


@pytest.mark.parametrize("password", ["short", "1234567890", "password123", "new@test.example.org"])
def test_a_weak_password_is_refused(client, password):
    answer = sign_up(client, password1=password, password2=password)
    assert {"password1", "password2"} & set(answer.context["form"].errors)


@pytest.mark.parametrize("name", ["", "가" * 61, "이름\x01"])
def test_a_name_that_cannot_be_is_refused(client, name):
    assert "name" in sign_up(client, name=name).context["form"].errors


def test_demo_accounts_do_not_sign_in_where_they_are_not_allowed(client, settings):
    UserFactory(email="city@example.com")
    settings.DEMO_ACCOUNTS_ALLOWED = False
    client.post(LOGIN, {"login": "city@example.com", "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_staff_are_asked_for_a_code_after_the_password(client):
    answer = client.post(LOGIN, {"login": StaffFactory().email, "password": PASSWORD})
    assert answer.url.startswith(reverse("mfa_authenticate"))
    assert "_auth_user_id" not in client.session


def test_too_many_failures_for_one_address_are_refused_from_anywhere(client):
    user = UserFactory()
    for number in range(20):
        client.post(LOGIN, {"login": user.email, "password": "wrong"}, REMOTE_ADDR=f"192.0.2.{number}")
    client.post(LOGIN, {"login": user.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.99")
    assert "_auth_user_id" not in client.session
