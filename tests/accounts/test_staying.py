"""Who writes stays signed in: the session lasts on from its last use, a staff session no longer than its idle time."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory

from busan_se.accounts.staying import keep_signed_in
from tests.factories.accounts import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def request_of(user):
    request = RequestFactory().get("/")
    request.user, request.session = user, SessionStore()
    return request


def test_a_used_session_is_saved_anew_and_not_at_every_request(settings):
    request = request_of(UserFactory())
    assert keep_signed_in(request) == settings.SESSION_COOKIE_AGE - 60
    assert request.session.modified
    request.session.modified = False
    keep_signed_in(request)
    assert not request.session.modified


def test_staff_are_told_of_their_idle_time(settings):
    assert keep_signed_in(request_of(StaffFactory())) == settings.STAFF_IDLE_SECONDS
