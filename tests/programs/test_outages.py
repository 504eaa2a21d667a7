"""What an outage does to calls: the formula, who is touched, and that it is recorded once."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.core.clock import SEOUL, now
from busan_se.core.errors import Refused
from busan_se.programs import outages
from busan_se.programs.models import Outage
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.programs import published

pytestmark = pytest.mark.django_db


def at(day, hour, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=SEOUL)


# The call closes on Friday, 11 December 2026, 18:00.
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(8, 9), at(8, 17, 59), None),  # more than three days before
        (at(9, 10), at(9, 12, 10), at(11, 21)),  # 2 h 10 min: 3 hours
        (at(10, 10), at(10, 12), at(11, 20)),  # more than 24 hours before: its length
        (at(11, 9), at(11, 9, 20), at(14, 18)),  # on the last day: the next working day is Monday
        (at(11, 17), at(11, 19), at(14, 18)),  # over the closing
        (at(11, 17), at(14, 19), at(15, 18)),  # 74 hours end on Monday evening
        (at(11, 18), at(11, 20), None),  # after the closing
    ],
)
def test_the_formula(start, end, expected):
    assert outages.new_closing(at(11, 18), start, end, max(end, at(11, 9))) == expected


def test_recorded_late_the_time_is_given_from_then_on():
    assert outages.new_closing(at(11, 18), at(11, 17), at(11, 19), at(15, 10)) == at(16, 18)


def outage(**changes):
    end = now() - timedelta(minutes=5)
    return Outage(**({"started_at": end - timedelta(hours=1), "ended_at": end, "ground": "디스크 장애"} | changes))


def test_extends_touched_calls_of_the_portal_and_says_why():
    touched = published(closes_at=now() + timedelta(hours=2))
    mailed = published(closes_at=now() + timedelta(hours=2), reception="email", reception_place="a@example.com")
    far = published()
    assert outages.record(outage(), StaffFactory()) == [touched]
    for call in (touched, mailed, far):
        before = call.closes_at
        call.refresh_from_db()
        assert (call.closes_at > before) == (call == touched)
    extension = touched.extensions.get()
    assert "디스크 장애" in extension.reason
    assert extension.outage == Outage.objects.get()


def test_the_same_outage_is_recorded_once():
    published(closes_at=now() + timedelta(hours=2))
    outages.record(outage(), StaffFactory())
    with pytest.raises(ValidationError):
        outages.record(outage(), StaffFactory())
    assert Outage.objects.count() == 1


def test_not_before_it_is_over():
    with pytest.raises(Refused) as refusal:
        outages.record(outage(ended_at=now() + timedelta(hours=1)), StaffFactory())
    assert refusal.value.code == "not_over"


def test_a_record_stays():
    outages.record(outage(), StaffFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Outage.objects.update(ground="다른 사유")


def test_the_desk_shows_what_would_happen_before_it_does(client):
    sign_in_staff(client, StaffFactory())
    call = published(closes_at=now() + timedelta(hours=2))
    end = now().astimezone(SEOUL) - timedelta(minutes=5)
    given = {
        "started_at": f"{end - timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "ended_at": f"{end:%Y-%m-%dT%H:%M}",
        "ground": "디스크 장애",
    }
    url = reverse("admin:programs_outage_add")
    assert call.number in client.post(url, given).content.decode()
    assert not Outage.objects.exists()
    assert client.post(url, given | {"confirmed": "yes"}).status_code == 302
    assert call.extensions.count() == 1
    again = client.post(url, given | {"confirmed": "yes"})
    assert "이미 기록" in again.content.decode()
    wrong = client.post(url, given | {"ended_at": given["started_at"]})
    assert wrong.context["form"].errors


def test_others_than_the_city_record_none(client):
    sign_in_staff(client, StaffFactory(role=Role.CENTRE_STAFF))
    assert client.post(reverse("admin:programs_outage_add"), {}).status_code == 403
