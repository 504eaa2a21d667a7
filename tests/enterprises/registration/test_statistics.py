"""How the queue of registration requests does."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from busan_se.core.clock import SEOUL, now
from enterprises.registration import decisions, statistics
from enterprises.registration.models import RegistrationRequest
from tests.factories import registration as make
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory, business_number

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:enterprises_registrationrequest_statistics")


def decided(state, days, month=10, **kwargs):
    """Make a request that was decided so many days after it came, in a month of 2026."""
    officer = StaffFactory()
    at = datetime(2026, month, 1, 9, tzinfo=SEOUL)
    return RegistrationRequest.objects.create(
        kind="claim",
        state=state,
        number_kind="none",
        enterprise=EnterpriseFactory(),
        received_by=officer,
        received_how="visit",
        submitted_at=at,
        receipt_number=f"T-{RegistrationRequest.objects.count()}",
        clock_from=at.date(),
        decided_at=at + timedelta(days=days),
        decided_by=officer,
        reason="확인",
        **kwargs,
    )


def months_of(rows=None):
    rows = RegistrationRequest.objects.all() if rows is None else rows
    return {month.period: month for month in statistics.by_month(rows, datetime(2026, 11, 24, tzinfo=SEOUL).date())}


def test_median_and_ninety_percent_of_a_month():
    for days in (1, 2, 3, 4, 15):
        decided("approved", days)
    decided("rejected", 3)
    october = months_of()["2026-10"]
    assert (october.received, october.approved, october.rejected) == (6, 5, 1)
    assert (october.median, october.ninety) == (3.0, 9.5)
    assert (months_of()["2026-09"].median, len(months_of())) == (None, 12)


def test_the_total_is_of_all_decisions():
    for month, days in ((9, 2), (10, 4), (10, 12)):
        decided("approved", days, month)
    rows = RegistrationRequest.objects.all()
    total = statistics.over_all(rows, list(months_of().values()))
    assert (total.received, total.approved, total.median) == (3, 3, 4.0)


def test_each_sending_back_counts_and_a_moved_date_does_not():
    request = make.returned(make.submitted())
    decisions.move_due(request.pk, until=now() + timedelta(days=9))
    newest = statistics.by_month(RegistrationRequest.objects.all())[-1]
    assert (newest.received, newest.sent_back) == (1, 1)


def test_what_waits_now():
    make.returned(make.submitted(business_number(70_100)))
    late = make.submitted(business_number(70_101))
    make.submitted(business_number(70_102))
    RegistrationRequest.objects.filter(pk=late.pk).update(clock_from=(now() - timedelta(days=60)).date())
    assert statistics.waiting(RegistrationRequest.objects.all()) == statistics.Waiting(2, 1, 1, 0)


def test_the_page_counts_the_own_desk(client):
    decided("approved", 2, district_id="26350")
    decided("approved", 2, district_id="26110")
    sign_in_staff(client, StaffFactory(districts=["26350"]))
    assert client.get(PAGE).context["months"][-1].approved == 1
    sign_in_staff(client, StaffFactory())
    assert client.get(PAGE).context["months"][-1].approved == 2
