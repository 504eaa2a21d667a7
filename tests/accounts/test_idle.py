import time

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff

pytestmark = pytest.mark.django_db


def last_seen(client, seconds_ago):
    session = client.session
    session["staff_last_seen"] = int(time.time()) - seconds_ago
    session.save()


def test_an_idle_desk_is_closed_and_comes_back_to_where_it_was(client, settings):
    sign_in_staff(client, StaffFactory())
    last_seen(client, settings.STAFF_IDLE_SECONDS + 5)
    answer = client.get("/admin/?q=1")
    assert answer.url == f"{reverse('account_login')}?next=/admin/%3Fq%3D1"
    assert "_auth_user_id" not in client.session


def test_a_busy_desk_stays_open(client, settings):
    sign_in_staff(client, StaffFactory())
    last_seen(client, settings.STAFF_IDLE_SECONDS - 60)
    assert client.get("/admin/").status_code == 200
    assert time.time() - client.session["staff_last_seen"] < 5


def test_a_second_request_within_a_minute_writes_no_session(client):
    sign_in_staff(client, StaffFactory())
    last_seen(client, 30)
    before = client.session["staff_last_seen"]
    client.get("/admin/")
    assert client.session["staff_last_seen"] == before


def test_citizens_are_left_alone(client):
    client.force_login(UserFactory(), backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get(reverse("accounts:profile"))
    assert "staff_last_seen" not in client.session


def test_a_visitor_gets_no_session():
    client = Client()
    answer = client.get("/")
    assert not answer.cookies
