import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, transaction
from django.test import RequestFactory

from busan_se.audit.access import log_access
from busan_se.audit.models import AccessLog

pytestmark = pytest.mark.django_db


@pytest.fixture
def kim():
    return get_user_model().objects.create_user("kim@example.com", name="김")


def ask(user, **meta):
    request = RequestFactory().get("/", **meta)
    request.user = user
    return request


def test_a_look_is_recorded(kim):
    log_access(ask(kim), kim, "view", reason="전화 문의")
    row = AccessLog.objects.get()
    assert (row.user, row.subject, row.action, row.reason, row.ip) == (
        kim,
        f"accounts.User:{kim.pk}",
        "view",
        "전화 문의",
        "127.0.0.1",
    )
    assert row.at is not None


def test_a_stranger_is_recorded_without_account():
    assert log_access(ask(AnonymousUser()), "공개 명단", "view").user is None


def test_what_a_client_writes_into_the_header_is_not_believed(kim):
    row = log_access(ask(kim, HTTP_X_FORWARDED_FOR="6.6.6.6"), kim, "view")
    assert row.ip == "127.0.0.1"


def test_our_proxys_word_counts(kim, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    row = log_access(ask(kim, HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9"), kim, "view")
    assert row.ip == "203.0.113.9"


def test_an_unknown_action_is_a_bug(kim):
    with pytest.raises(ValueError, match="peek"):
        log_access(ask(kim), kim, "peek")


def test_the_log_cannot_be_changed(kim):
    log_access(ask(kim), kim, "view")
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessLog.objects.update(reason="")
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessLog.objects.all().delete()


def test_the_log_outlives_the_account(kim):
    log_access(ask(kim), kim, "view")
    key = kim.pk
    kim.delete()
    assert AccessLog.objects.get().user_id == key


def test_the_log_is_for_who_may_view_it(kim):
    log_access(ask(kim), kim, "view")
    assert not AccessLog.objects.visible_to(kim)
    assert AccessLog.objects.visible_to(get_user_model()(is_superuser=True, is_active=True)).exists()
