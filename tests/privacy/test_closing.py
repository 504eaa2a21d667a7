"""Closing an account: what goes, what stays, who may not yet, and coming back."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from django.urls import reverse

from busan_se.accounts.actions import give_consent
from busan_se.accounts.models import User
from busan_se.accounts.roles import Role
from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.core.extensions import PersonalData
from busan_se.core.registry import registered
from busan_se.events.actions import register
from busan_se.events.models import Registration
from busan_se.notifications.models import Message, Outbox
from busan_se.privacy.closing import close_account, obstacles
from enterprises.applications.models import Application
from enterprises.registry.models import Membership
from tests.factories import applications, events
from tests.factories.accounts import PASSWORD, StaffFactory, UserFactory, sign_in_and_confirm
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.ground import MessageFactory, OutboxFactory

pytestmark = pytest.mark.django_db
CLOSE = reverse("privacy:close")


@pytest.fixture
def person(client):
    person = UserFactory(phone="051-123-4567")
    give_consent(person, "personal_data")
    sign_in_and_confirm(client, person)
    assert client.session[SESSION_KEY] == str(person.pk)
    return person


def test_the_person_is_gone_and_the_row_stays(client, person):
    MessageFactory(user=person)
    OutboxFactory(recipient_email=person.email)
    email = person.email
    answer = client.post(CLOSE, {"understood": "on"}, follow=True)
    assert SESSION_KEY not in client.session
    assert answer.status_code == 200
    person.refresh_from_db()
    assert (person.name, person.phone, person.is_active, person.has_usable_password()) == ("", "", False, False)
    assert not User.objects.filter(email=email).exists()
    assert not EmailAddress.objects.filter(email=email).exists()
    assert not Message.objects.filter(user=person).exists()
    assert not person.consents.open().exists()
    assert person.consents.exists()
    assert Outbox.objects.get(recipient_email=email).kind == "privacy.closed"


def test_the_letter_says_what_became_of_everything(person):
    close_account(person.pk)
    letter = Outbox.objects.get(recipient_email=person.email)
    assert person.name in letter.body
    for declared in registered(PersonalData):
        if declared.model in {"accounts.User", "accounts.Consent", "axes.AccessLog"}:
            assert str(declared.on_closing) in letter.body


def test_a_session_elsewhere_ends(person):
    elsewhere = Client()
    elsewhere.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    close_account(person.pk)
    assert elsewhere.get(reverse("pages:my")).status_code == 302


def test_it_asks_for_the_password_when_the_sign_in_is_old(client):
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    for page in (CLOSE, f"{reverse('privacy:download')}?format=json"):
        assert client.get(page).url.startswith(reverse("account_reauthenticate"))
    assert client.post(CLOSE, {"understood": "on"}).url.startswith(reverse("account_reauthenticate"))
    assert User.objects.get().is_active


def test_nothing_happens_without_the_tick(client, person):
    assert client.post(CLOSE, {}).status_code == 422
    person.refresh_from_db()
    assert person.is_active


def test_the_only_owner_of_others_hands_over_first(client, person):
    enterprise = EnterpriseFactory()
    MembershipFactory(user=person, enterprise=enterprise, role="owner")
    colleague = MembershipFactory(enterprise=enterprise, role="viewer")
    assert enterprise.name in client.get(CLOSE).content.decode()
    assert client.post(CLOSE, {"understood": "on"}).status_code == 422
    with pytest.raises(Refused, match=enterprise.name):
        close_account(person.pk)
    Membership.objects.filter(pk=colleague.pk).update(role="owner")
    close_account(person.pk)
    assert list(Membership.objects.filter(enterprise=enterprise)) == [colleague]


def test_an_owner_alone_may_go(person):
    MembershipFactory(user=person, role="owner")
    close_account(person.pk)
    assert not Membership.objects.filter(user=person).exists()


def test_an_open_application_is_withdrawn_first_and_a_closed_one_is_kept():
    application = applications.submit(applications.DraftFactory(started_by=UserFactory()))
    owner = application.submitted_by
    assert any(application.receipt_number in sentence for sentence in obstacles(owner))
    Application.objects.filter(pk=application.pk).update(state="withdrawn", ended_at=application.submitted_at)
    close_account(owner.pk)
    kept = Application.objects.get(pk=application.pk)
    assert kept.answers == application.answers
    assert kept.submitted_by.name == ""


def test_a_seat_is_given_back_and_the_name_removed(person):
    registration = register(events.SessionFactory().pk, user=person, arrived=now())
    close_account(person.pk)
    registration.refresh_from_db()
    assert (registration.user, registration.name, registration.contact) == (None, "", "")
    assert registration.state == "cancelled"


def test_all_or_nothing(person, monkeypatch):
    MessageFactory(user=person)
    monkeypatch.setattr("busan_se.privacy.closing.send_mail_once", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        close_account(person.pk)
    assert Message.objects.filter(user=person).exists()
    assert User.objects.get(pk=person.pk).name == person.name


def test_a_desk_is_left_first():
    with pytest.raises(Refused):
        close_account(StaffFactory(role=Role.REVIEWER).pk)


def test_closed_once(person):
    close_account(person.pk)
    with pytest.raises(WrongState):
        close_account(person.pk)


def test_coming_back_as_a_new_person(client, person):
    close_account(person.pk)
    form = {"email": person.email, "name": "다시", "password1": PASSWORD, "password2": PASSWORD, "personal_data": "on"}
    Client().post(reverse("account_signup"), form)
    back = User.objects.get(email=person.email)
    assert back.pk != person.pk
    assert not Registration.objects.filter(user=back).exists()
    assert mail.outbox
