import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from busan_se.audit.history import history_of
from busan_se.core.errors import Refused, WrongState
from busan_se.notifications.contacts import Contact
from busan_se.notifications.models import Message, Outbox, TextMessage
from procurement.marketplace import actions, enquiries
from procurement.marketplace.models import Enquiry
from tests.factories.offers import DraftOfferFactory, EnquiryFactory, OfferFactory, member

pytestmark = pytest.mark.django_db
SAID = {"name": "김하늘", "organisation": "", "text": "견적을 받을 수 있을까요?", "ip": "192.0.2.1"}
MAIL = Contact("email", "asker@example.com")
PHONE = Contact("phone", "01012345678")


def ask(offer, contact=MAIL):
    return enquiries.ask(offer, contact=contact, **SAID)


def code():
    return re.search(r"\d{6}", Outbox.objects.get(recipient_email=MAIL.value, kind="contact_code").body)[0]


def test_nobody_is_told_before_the_contact_is_confirmed():
    offer = OfferFactory()
    owner = member(offer.enterprise)
    enquiry = ask(offer)
    assert enquiry.state == "unconfirmed"
    assert not Message.objects.filter(user=owner).exists()
    assert not Enquiry.objects.of_member(owner).exists()


def test_the_right_code_passes_it_on():
    offer = OfferFactory()
    owner, viewer = member(offer.enterprise), member(offer.enterprise, "viewer")
    enquiry = enquiries.confirm(ask(offer).pk, code())
    assert enquiry.state == "open"
    message = Message.objects.get(user=owner)
    assert message.url == f"/my/enquiries/{enquiry.pk}/"
    assert not Message.objects.filter(user=viewer).exists()


def test_the_message_to_the_enterprise_names_no_person():
    offer = OfferFactory()
    owner = member(offer.enterprise)
    enquiries.confirm(ask(offer).pk, code())
    told = Message.objects.get(user=owner).body + Outbox.objects.get(recipient_email=owner.email).body
    assert SAID["name"] not in told
    assert MAIL.value not in told


def test_a_wrong_code_passes_nothing_on():
    enquiry = ask(OfferFactory())
    with pytest.raises(Refused):
        enquiries.confirm(enquiry.pk, f"{(int(code()) + 1) % 10**6:06d}")
    enquiry.refresh_from_db()
    assert enquiry.state == "unconfirmed"


def test_only_what_is_on_show_is_asked_about():
    with pytest.raises(Refused):
        ask(DraftOfferFactory())
    offer = OfferFactory()
    actions.take_down(offer.pk)
    with pytest.raises(Refused):
        ask(offer)


def test_too_many_enquiries_leave_no_row():
    offer = OfferFactory()
    for _n in range(5):
        ask(offer)
    with pytest.raises(Refused), transaction.atomic():
        ask(offer)
    assert Enquiry.objects.count() == 5


def test_the_answer_goes_to_the_confirmed_address_once():
    enquiry = EnquiryFactory()
    enquiries.answer(enquiry.pk, "네, 됩니다.", by=None)
    mail = Outbox.objects.get(kind="enquiry_answer")
    assert mail.recipient_email == "asker@example.com"
    assert "네, 됩니다." in mail.body
    with pytest.raises(WrongState):
        enquiries.answer(enquiry.pk, "또", by=None)


def test_the_answer_goes_to_a_phone_by_text():
    enquiries.answer(EnquiryFactory(channel="phone", contact=PHONE.value).pk, "네, 됩니다.", by=None)
    text = TextMessage.objects.get()
    assert text.phone == PHONE.value
    assert "네, 됩니다." in text.body


def test_an_enquiry_is_closed_with_or_without_an_answer():
    answered, plain = EnquiryFactory(), EnquiryFactory()
    enquiries.answer(answered.pk, "네.", by=None)
    for enquiry in (answered, plain):
        assert enquiries.close(enquiry.pk).state == "closed"
    with pytest.raises(WrongState):
        enquiries.close(plain.pk)


def test_the_contact_is_not_readable_in_the_database_and_no_history_holds_the_person():
    enquiry = EnquiryFactory(channel="phone", contact=PHONE.value)
    enquiries.answer(enquiry.pk, "네.", by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT contact FROM procurement_enquiry")
        assert PHONE.value not in cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(e::text, '') FROM procurement_enquiryevent e")
        kept = cursor.fetchone()[0]
    assert history_of(enquiry)
    assert all(word not in kept for word in (enquiry.name, enquiry.organisation, enquiry.text, "네."))


def test_personal_data_go_when_their_time_is_over():
    def aged(days, **kwargs):
        enquiry = EnquiryFactory(**kwargs)
        Enquiry.objects.filter(pk=enquiry.pk).update(created_at=timezone.now() - timedelta(days=days))
        return enquiry

    kept = [aged(364), aged(0, state="unconfirmed", confirmed_at=None)]
    aged(366), aged(2, state="unconfirmed", confirmed_at=None)
    assert enquiries.forget_old() == 2
    assert set(Enquiry.objects.all()) == set(kept)
    assert enquiries.forget_old() == 0


def test_the_letters_with_the_answers_go_too():
    enquiries.answer(EnquiryFactory().pk, "네.", by=None)
    enquiries.answer(EnquiryFactory(channel="phone", contact=PHONE.value).pk, "네.", by=None)
    for model in (Outbox, TextMessage):
        model.objects.update(created_at=timezone.now() - timedelta(days=364))
    enquiries.forget_old()
    assert (Outbox.objects.count(), TextMessage.objects.count()) == (1, 1)
    for model in (Outbox, TextMessage):
        model.objects.update(created_at=timezone.now() - timedelta(days=366))
    enquiries.forget_old()
    assert (Outbox.objects.count(), TextMessage.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "unconfirmed"}, "enquiry_state_and_dates_agree"),
        ({"state": "answered"}, "enquiry_state_and_dates_agree"),
        ({"state": "closed"}, "enquiry_state_and_dates_agree"),
        ({"confirmed_at": None}, "enquiry_state_and_dates_agree"),
        ({"state": "lost"}, "enquiry_state_and_dates_agree"),
        ({"answer": "네."}, "enquiry_answer_has_time"),
        ({"consent_version": ""}, "enquiry_is_consented"),
    ],
)
def test_the_database_keeps_the_promises_of_an_enquiry(change, constraint):
    enquiry = EnquiryFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(**change)
