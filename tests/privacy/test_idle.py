"""Inactive accounts: told once, closed on the stated day, left alone when somebody comes."""

from datetime import timedelta

import pytest

from busan_se.accounts.models import User
from busan_se.accounts.roles import Role
from busan_se.core.clock import now, today
from busan_se.notifications.models import Outbox
from busan_se.privacy import idle
from busan_se.privacy.models import IdleNotice, IdlePeriod
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule():
    return IdlePeriod.objects.in_force(today())


@pytest.fixture
def resting(rule):
    return UserFactory(last_login=now() - timedelta(days=rule.notice_after_days + 1))


def let_time_pass():
    """The notice was sent long ago, and its day is today."""
    IdleNotice.objects.update(sent_at=now() - timedelta(days=31), closes_on=today())


def test_one_notice_and_one_letter(resting, rule):
    UserFactory(last_login=now() - timedelta(days=rule.notice_after_days - 1))
    StaffFactory(role=Role.CITY_STAFF, last_login=resting.last_login)
    assert idle.look_for_idle() == (1, 0)
    assert idle.look_for_idle() == (0, 0)
    assert IdleNotice.objects.get().closes_on == today() + timedelta(days=rule.close_after_days)
    assert Outbox.objects.get(kind="privacy.idle").recipient_email == resting.email


def test_closed_on_the_stated_day(resting):
    idle.look_for_idle()
    let_time_pass()
    assert idle.look_for_idle() == (0, 1)
    resting.refresh_from_db()
    assert (resting.name, resting.closed_at is None) == ("", False)
    assert idle.look_for_idle() == (0, 0)


def test_a_sign_in_in_between_stops_it(resting):
    idle.look_for_idle()
    let_time_pass()
    User.objects.filter(pk=resting.pk).update(last_login=now())
    assert idle.look_for_idle() == (0, 0)
    resting.refresh_from_db()
    assert resting.name
    assert not IdleNotice.objects.exists()


def test_who_is_needed_keeps_the_account(resting):
    enterprise = EnterpriseFactory()
    MembershipFactory(user=resting, enterprise=enterprise, role="owner")
    colleague = MembershipFactory(enterprise=enterprise, role="viewer")
    User.objects.filter(pk=colleague.user_id).update(last_login=now())
    idle.look_for_idle()
    let_time_pass()
    assert idle.look_for_idle() == (0, 0)
    resting.refresh_from_db()
    assert resting.name


def test_another_period_holds_from_its_day(resting):
    IdlePeriod.objects.create(valid_from=today(), notice_after_days=1000, close_after_days=30, source="시험")
    assert idle.look_for_idle() == (0, 0)
