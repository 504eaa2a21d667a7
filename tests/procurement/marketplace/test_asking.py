"""Asking without an account: form, code, and what the pages tell of the person."""

import re

import pytest

from busan_se.notifications.models import Outbox
from procurement.marketplace import actions
from procurement.marketplace.models import Enquiry
from tests.factories.accounts import UserFactory
from tests.factories.offers import DraftOfferFactory, EnquiryFactory, OfferFactory

pytestmark = pytest.mark.django_db
FORM = {"name": "김하늘", "contact": "Asker@Example.com", "text": "견적을 받을 수 있을까요?", "consent": "on"}


@pytest.fixture
def offer():
    return OfferFactory()


def ask(client, offer, **changes):
    return client.post(f"{offer.get_absolute_url()}enquire/", {**FORM, **changes})


def code():
    return re.search(r"\d{6}", Outbox.objects.filter(kind="contact_code").latest("pk").body)[0]


def test_from_the_question_to_the_end(client, offer):
    answer = ask(client, offer)
    enquiry = Enquiry.objects.get()
    assert answer.url == f"/procurement/enquiries/{enquiry.pk}/confirm/"
    page = client.get(answer.url).content.decode()
    assert "as***@example.com" in page
    assert "asker@example.com" not in page
    answer = client.post(answer.url, {"code": code()})
    assert answer.url == f"/procurement/enquiries/{enquiry.pk}/"
    page = client.get(answer.url).content.decode()
    assert "김하늘" not in page
    assert "asker@example.com" not in page
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.contact) == ("open", "asker@example.com")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"contact": ""}, "contact"),
        ({"contact": "051-123-4567"}, "contact"),
        ({"text": ""}, "text"),
        ({"text": "가" * 2001}, "text"),
        ({"consent": ""}, "consent"),
    ],
)
def test_what_is_missing_is_told_at_its_field(client, offer, wrong, field):
    answer = ask(client, offer, **wrong)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Enquiry.objects.exists()


def test_who_is_signed_in_finds_name_and_address_filled_in(client, offer):
    user = UserFactory()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get(f"{offer.get_absolute_url()}enquire/").content.decode()
    assert user.email in page


def test_consent_is_never_ticked_before(client, offer):
    assert "checked" not in str(client.get(f"{offer.get_absolute_url()}enquire/").context["form"]["consent"])


def test_a_wrong_code_is_told_at_its_field(client, offer):
    address = ask(client, offer).url
    answer = client.post(address, {"code": f"{(int(code()) + 1) % 10**6:06d}"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["code"])


def test_a_new_code_replaces_the_old(client, offer):
    address = ask(client, offer).url
    client.post(address.replace("confirm", "code"))
    assert Outbox.objects.filter(kind="contact_code").count() == 2
    assert client.post(address, {"code": code()}).status_code == 302


def test_the_sixth_code_in_an_hour_is_refused_in_words(client, offer):
    for _n in range(5):
        ask(client, offer)
    answer = ask(client, offer)
    assert answer.status_code == 422
    assert "한 시간" in answer.content.decode()
    assert Enquiry.objects.count() == 5


def test_a_confirmed_enquiry_needs_no_code(client, offer):
    enquiry = EnquiryFactory(offer=offer)
    assert client.get(f"/procurement/enquiries/{enquiry.pk}/confirm/").status_code == 302
    page = client.post(f"/procurement/enquiries/{enquiry.pk}/code/", follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_an_unconfirmed_enquiry_is_not_called_sent(client, offer):
    address = ask(client, offer).url
    assert client.get(address.removesuffix("confirm/")).url == address


def test_what_is_not_on_show_is_not_asked_about(client, offer):
    assert client.get(f"{DraftOfferFactory().get_absolute_url()}enquire/").status_code == 404
    actions.take_down(offer.pk)
    assert ask(client, offer).status_code == 404
