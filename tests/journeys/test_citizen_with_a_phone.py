"""A citizen with a phone number and nothing else: finds a course, enrols, waits, gets a seat, comes, and may leave."""

import re

import pytest
from django.test import Client

from busan_se.events import actions
from busan_se.events.models import Registration
from busan_se.events.workflow import State
from busan_se.notifications.models import TextMessage
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def newest_text(kind):
    return TextMessage.objects.filter(kind=kind).order_by("-pk").first().body


def link_in(body):
    return re.search(r"https?://[^/]+(/events/seat/\S+/)", body)[1]


def test_from_the_home_page_to_a_seat_and_out_again():
    browser = Client()
    session = make.SessionFactory(event=make.CourseFactory(), capacity=1)
    first = make.registered(session)

    page = browser.get("/events/").content.decode()
    assert "/education/courses/" in page
    page = browser.get(browser.get("/education/courses/").context["cards"][0].event.get_absolute_url()).content.decode()
    register = re.search(r'href="(/events/sessions/\d+/register/)"', page)[1]

    asked = browser.post(register, {"name": "박시민", "contact": "010-2345-6789", "consent": "on"})
    code = re.search(r"(\d{6})", newest_text("contact_code"))[1]
    confirmed = browser.post(asked.url, {"code": code})
    status = browser.get(confirmed.url)
    assert status.context["registration"].state == State.WAITING
    assert "대기 순번은 <strong>1</strong>번" in status.content.decode()

    actions.cancel(first.pk)
    elsewhere = Client()
    link = link_in(newest_text("events"))
    assert "자리 수락하기" in elsewhere.get(link).content.decode()
    elsewhere.post(link, {"do": "accept"})
    assert Registration.objects.get(name="박시민").state == State.SEATED

    link = link_in(newest_text("events"))
    elsewhere.post(link, {"do": "cancel"})
    assert Registration.objects.get(name="박시민").state == State.CANCELLED
    session.refresh_from_db()
    assert session.taken == 0
