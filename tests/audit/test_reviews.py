"""The monthly look through the access log."""

from datetime import datetime

import pytest
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.audit import reviews
from busan_se.audit.access import log_access
from busan_se.audit.models import AccessLog, AccessReview
from busan_se.core.clock import SEOUL, now
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff

pytestmark = pytest.mark.django_db
MONTH = "2026-09"
NOON = datetime(2026, 9, 15, 12, tzinfo=SEOUL)  # a Tuesday


def log(user, n=1, at=NOON, action="view", reason=""):
    return AccessLog.objects.bulk_create(
        AccessLog(user=user, account=user.email, at=at, action=action, subject=f"accounts.User:{k}", reason=reason)
        for k in range(n)
    )


def signs():
    return {reader.account: len(reader.signs) for reader in reviews.readers(MONTH)}


def test_unusual_ones_come_first():
    busy, night, exporter, calm = UserFactory.create_batch(4)
    log(busy, reviews.MANY)
    log(night, at=NOON.replace(hour=22))
    log(exporter, action="export", reason="통계")
    log(calm, reviews.MANY - 1)
    log(exporter, at=NOON.replace(day=12))  # a Saturday
    found = reviews.readers(MONTH)
    assert found[0].account == exporter.email
    assert found[-1].account == calm.email
    assert signs() == {busy.email: 1, night.email: 1, exporter.email: 2, calm.email: 0}
    assert [row.reason for row in reviews.exports(MONTH)] == ["통계"]


def test_what_is_usual_for_somebody_is_not_unusual():
    busy = UserFactory()
    for month in (6, 7, 8):
        log(busy, reviews.MANY, at=NOON.replace(month=month, day=15, hour=12))
    log(busy, reviews.MANY)
    assert reviews.readers(MONTH)[0].usual == reviews.MANY
    assert not any("usual" in sign or "평소" in sign for sign in reviews.readers(MONTH)[0].signs)


def test_the_number_of_queries_is_fixed(django_assert_num_queries):
    log(UserFactory())
    reviews.readers(MONTH)  # the days off are in the cache from now on
    with django_assert_num_queries(5):
        reviews.readers(MONTH)
    for user in UserFactory.create_batch(20):
        log(user, 3)
    with django_assert_num_queries(5):
        reviews.readers(MONTH)


def test_a_month_waits_until_it_is_reviewed_with_a_note(client):
    officer = StaffFactory(role=Role.CITY_STAFF)
    log(officer)
    sign_in_staff(client, officer)
    assert reviews.months_to_review() == [MONTH]
    page = reverse("admin:audit_accessreview_month", args=[MONTH])
    assert page in client.get(reverse("admin:index")).content.decode()
    assert "note" in client.post(page, {"note": ""}).context["form"].errors
    client.post(page, {"note": "이상 없음"})
    assert AccessReview.objects.get().reviewed_by == officer
    assert reviews.months_to_review() == []
    assert client.post(page, {"note": "다시"}).context["form"].non_field_errors()


def test_a_running_month_and_an_auditor_record_nothing(client):
    officer = StaffFactory(role=Role.CITY_STAFF)
    log(officer, at=now())
    sign_in_staff(client, officer)
    page = reverse("admin:audit_accessreview_month", args=[f"{now().astimezone(SEOUL):%Y-%m}"])
    assert client.post(page, {"note": "이르다"}).context["form"].non_field_errors()
    sign_in_staff(client, StaffFactory(role=Role.AUDITOR))
    assert client.get(page).status_code == 200
    assert client.post(page, {"note": "나"}).status_code == 403
    assert not AccessReview.objects.exists()


def test_no_month_is_no_page(client):
    sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))
    assert client.get(reverse("admin:audit_accessreview_month", args=["2026-13"])).status_code == 404


def test_an_export_without_a_reason_is_a_bug(rf):
    with pytest.raises(ValueError, match="reason"):
        log_access(rf.get("/"), "명단", "export", " ")
