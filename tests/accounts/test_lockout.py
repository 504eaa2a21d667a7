from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.urls import reverse
from django.utils import timezone

from busan_se.accounts.actions import unlock
from tests.factories.accounts import PASSWORD, SuperuserFactory, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def user():
    return UserFactory()


def fail(client, user, times=5, **extra):
    for _attempt in range(times):
        answer = client.post(LOGIN, {"login": user.email, "password": "wrong"}, **extra)
    return answer


def right(client, user, **extra):
    return client.post(LOGIN, {"login": user.email, "password": PASSWORD}, **extra)


def test_four_failures_lock_nothing(client, user):
    assert fail(client, user, times=4).status_code == 200
    assert right(client, user).status_code == 302


def test_the_fifth_failure_locks_and_says_how_to_go_on(client, user):
    answer = fail(client, user)
    assert answer.status_code == 429
    text = answer.content.decode()
    assert "15분" in text
    assert reverse("account_reset_password") in text


def test_a_locked_person_stays_out_with_the_right_password(client, user):
    fail(client, user)
    assert right(client, user).status_code == 429
    assert "_auth_user_id" not in client.session


def test_the_address_in_capitals_is_the_same_person(client, user):
    fail(client, user, times=4)
    assert client.post(LOGIN, {"login": user.email.upper(), "password": "wrong"}).status_code == 429


def test_a_lock_is_for_one_person_at_one_place(client, user):
    fail(client, user, REMOTE_ADDR="192.0.2.1")
    assert right(client, user, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_others_at_the_same_place_are_not_locked(client, user):
    fail(client, user)
    assert right(client, UserFactory()).status_code == 302


def test_the_lock_ends_after_fifteen_minutes(client, user):
    fail(client, user)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert right(client, user).status_code == 302


def test_trying_while_locked_does_not_lengthen_the_lock(client, user):
    fail(client, user)
    past = timezone.now() - timedelta(minutes=14)
    AccessAttempt.objects.update(attempt_time=past)
    right(client, user)
    assert AccessAttempt.objects.get().attempt_time == past


def test_a_sign_in_forgets_the_failures_before(client, user):
    fail(client, user, times=4)
    right(client, user)
    client.logout()
    assert fail(client, user, times=1).status_code == 200


def test_the_desk_unlocks(client, user):
    fail(client, user)
    assert unlock(user, by=SuperuserFactory()) == 1
    assert right(client, user).status_code == 302


def test_no_password_is_kept_with_the_failure(client, user):
    client.post(LOGIN, {"login": user.email, "password": "my-real-secret"})
    assert "my-real-secret" not in AccessAttempt.objects.get().post_data
