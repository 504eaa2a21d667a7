import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from busan_se.core.errors import Refused
from busan_se.notifications.contacts import (
    MOST_PER_CONTACT,
    MOST_PER_IP,
    Contact,
    confirm,
    forget_old,
    read_contact,
    send_code,
)
from busan_se.notifications.forms import CodeForm, ContactField
from busan_se.notifications.models import MOST_ATTEMPTS, ContactCode, Outbox, TextMessage

pytestmark = pytest.mark.django_db
KIM = Contact("email", "kim@example.com")
PHONE = Contact("phone", "01012345678")
THING = {"purpose": "enquiry", "key": "7"}


def code_in(row) -> str:
    return re.search(r"\d{6}", row.body)[0]


def newest_code() -> str:
    return code_in(Outbox.objects.order_by("-pk")[0])


def wrong_one() -> str:
    return f"{(int(newest_code()) + 1) % 10**6:06d}"


def enter(typed: str, **thing):
    return confirm(typed, **{**THING, **thing}, then=str)


def refusal(typed: str, **thing) -> str:
    with pytest.raises(Refused) as refused:
        enter(typed, **thing)
    return refused.value.code


@pytest.mark.parametrize(
    ("typed", "contact"),
    [
        ("Kim@Example.com ", KIM),
        ("010-1234-5678", PHONE),
        ("０１０ 1234 5678", PHONE),
        ("+82 10-1234-5678", PHONE),
        ("+82-010-1234-5678", PHONE),
        ("011.234.5678", Contact("phone", "0112345678")),
    ],
)
def test_contacts_are_read_as_people_type_them(typed, contact):
    assert read_contact(typed) == contact


@pytest.mark.parametrize("typed", ["kim", "051-123-4567", "010-1234", "kim@", "1588-0000", "010-1234-5678-9"])
def test_what_no_code_can_reach_is_refused(typed):
    with pytest.raises(Refused, match=r"휴대전화|mobile"):
        read_contact(typed)


def test_without_a_way_for_texts_a_phone_is_refused(settings):
    settings.SMS_FOLDER = ""
    with pytest.raises(Refused) as refused:
        read_contact("010-1234-5678")
    assert refused.value.code == "no_texts"


@pytest.mark.parametrize(
    ("contact", "masked", "shown"),
    [
        (KIM, "ki***@example.com", "kim@example.com"),
        (Contact("email", "k@example.com"), "***@example.com", "k@example.com"),
        (PHONE, "010-****-5678", "010-1234-5678"),
        (Contact("phone", "0112345678"), "011-***-5678", "011-234-5678"),
    ],
)
def test_a_contact_is_shown_whole_or_masked(contact, masked, shown):
    assert (contact.masked, str(contact)) == (masked, shown)


def test_the_right_code_confirms_once():
    send_code(KIM, **THING, ip="192.0.2.1")
    assert enter(newest_code()) == "kim@example.com"
    assert refusal(newest_code()) == "code_expired"


def test_a_code_is_read_with_blanks_and_in_full_width():
    send_code(KIM, **THING, ip=None)
    digits = newest_code()
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in digits)
    assert enter(f" {full_width[:3]} {full_width[3:]}") == "kim@example.com"


def test_a_code_goes_to_a_phone_by_text():
    send_code(PHONE, **THING, ip=None)
    assert not Outbox.objects.exists()
    assert enter(code_in(TextMessage.objects.get())) == "010-1234-5678"


def test_the_code_is_good_for_nothing_else():
    send_code(KIM, **THING, ip=None)
    assert refusal(newest_code(), key="8") == "code_expired"
    assert refusal(newest_code(), purpose="enrolment") == "code_expired"


def test_neither_contact_nor_code_is_readable_in_the_database():
    from django.db import connection

    send_code(PHONE, **THING, ip=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM notifications_contactcode t")
        row = cursor.fetchone()[0]
        cursor.execute("SELECT t::text FROM notifications_textmessage t")
        row += cursor.fetchone()[0]
    assert PHONE.value not in row
    assert code_in(TextMessage.objects.get()) not in row.replace("-", "")


def test_a_newer_code_voids_the_older():
    send_code(KIM, **THING, ip=None)
    old = newest_code()
    send_code(KIM, **THING, ip=None)
    while newest_code() == old:  # one in a million
        send_code(KIM, **THING, ip=None)
    assert refusal(old) == "wrong_code"
    assert enter(newest_code()) == "kim@example.com"


def test_a_code_ends_after_ten_minutes():
    send_code(KIM, **THING, ip=None)
    ContactCode.objects.update(created_at=timezone.now() - timedelta(minutes=11), expires_at=timezone.now())
    assert refusal(newest_code()) == "code_expired"


def test_after_five_wrong_codes_the_right_one_is_refused():
    send_code(KIM, **THING, ip=None)
    assert [refusal(wrong_one()) for _ in range(MOST_ATTEMPTS)] == ["wrong_code"] * MOST_ATTEMPTS
    assert refusal(newest_code()) == "too_many_attempts"


def test_when_the_work_fails_the_code_stays_good():
    send_code(KIM, **THING, ip=None)
    with pytest.raises(Refused):
        confirm(newest_code(), **THING, then=lambda _contact: (_ for _ in ()).throw(Refused("full", "full")))
    assert enter(newest_code()) == "kim@example.com"


def test_a_contact_gets_five_codes_an_hour():
    for key in range(MOST_PER_CONTACT):
        send_code(KIM, purpose="enquiry", key=str(key), ip=None)
    with pytest.raises(Refused) as refused:
        send_code(KIM, purpose="enrolment", key="x", ip=None)
    assert refused.value.code == "too_many_codes"
    ContactCode.objects.update(created_at=timezone.now() - timedelta(hours=1, seconds=1))
    assert send_code(KIM, purpose="enrolment", key="x", ip=None)


def test_an_address_asks_for_twenty_codes_an_hour():
    for number in range(MOST_PER_IP):
        send_code(Contact("email", f"a{number}@example.com"), purpose="enquiry", key=str(number), ip="192.0.2.1")
    with pytest.raises(Refused) as refused:
        send_code(KIM, **THING, ip="192.0.2.1")
    assert refused.value.code == "too_many_codes"
    assert send_code(KIM, **THING, ip="192.0.2.2")


def test_codes_and_their_letters_go_after_a_day():
    send_code(KIM, **THING, ip=None)
    send_code(PHONE, purpose="enquiry", key="8", ip=None)
    assert forget_old() == 0
    yesterday = timezone.now() - timedelta(days=1, minutes=1)
    for model in (ContactCode, Outbox, TextMessage):
        model.objects.update(created_at=yesterday)
    assert forget_old() == 2
    assert not Outbox.objects.exists()
    assert not TextMessage.objects.exists()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"attempts": MOST_ATTEMPTS + 1}, "contact_code_attempts_limited"),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "contact_code_expires_later"),
        ({"confirmed_at": timezone.now(), "replaced_at": timezone.now()}, "contact_code_ends_once"),
        ({"code_digest": "123456"}, "contact_code_hashed"),
        ({"channel": "fax"}, "contact_code_channel_known"),
    ],
)
def test_the_database_keeps_the_promises_of_a_code(change, constraint):
    send_code(KIM, **THING, ip=None)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ContactCode.objects.update(**change)


def test_one_code_is_open_for_a_thing():
    code = send_code(KIM, **THING, ip=None)
    code.pk = None
    with pytest.raises(IntegrityError, match="contact_code_one_open"), transaction.atomic():
        ContactCode.objects.create(
            **{field.name: getattr(code, field.name) for field in code._meta.fields if not field.primary_key}
        )


def test_the_field_gives_a_contact_or_nothing():
    assert ContactField().clean("Kim@example.com") == KIM
    assert ContactField(required=False).clean("") is None


def test_the_form_asks_the_browser_for_the_code_of_the_message():
    assert 'autocomplete="one-time-code"' in str(CodeForm()["code"])
