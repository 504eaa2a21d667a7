"""Demo grants: in every state, balanced, told to nobody, and gone without a trace."""

from random import Random

import pytest

from busan_se.accounts import demo as accounts_demo
from busan_se.audit.demo import forget_demo_history
from busan_se.core.clock import now
from busan_se.files.models import StoredFile
from busan_se.notifications.models import Message
from busan_se.programs import demo as programs_demo
from busan_se.programs.models import EnvelopeEntry
from busan_se.programs.portal import balances_that_differ
from enterprises.applications import demo as applications_demo
from enterprises.applications.checks import selections_without_money
from enterprises.registry.models import Enterprise
from finance.subsidies import checks, demo
from finance.subsidies.models import Agreement, Grant, GrantDecision, Payment
from finance.subsidies.workflow import PaymentState, State
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def quiet(_line):
    """Take a line of the log."""


@pytest.fixture
def planted(settings):
    settings.DEMO_ACCOUNTS_ALLOWED = True
    accounts_demo.plant(Random(1), quiet)
    Enterprise.objects.filter(pk__in=[EnterpriseFactory().pk for _ in range(40)]).update(
        is_demo=True, state="operating"
    )
    first = Enterprise.objects.order_by("pk").first()
    MembershipFactory(enterprise=first, user=accounts_demo.User.objects.get(email="owner@example.com"), role="owner")
    for step in (programs_demo, applications_demo, demo):
        step.plant(Random(1), quiet)


def problems():
    found = (
        checks.without_grant,
        checks.states_that_differ,
        checks.payments_that_differ,
        balances_that_differ,
        selections_without_money,
    )
    return [sentence for check in found for sentence in check()]


def test_is_in_every_state_and_balanced(planted):
    assert Grant.objects.count() == applications_demo.PAST_OUTCOMES["selected"]
    assert set(Grant.objects.values_list("state", flat=True)) == set(State.values) - {State.GIVEN_UP}
    assert set(Payment.objects.values_list("state", flat=True)) == {PaymentState.ENTERED, PaymentState.CONFIRMED}
    assert Agreement.objects.filter(agreed_at=None).count() == 1
    assert problems() == []


def test_the_owner_has_something_to_mend_in_time(planted):
    grant = Grant.objects.get(filed_by__email="owner@example.com")
    assert grant.state == State.SENT_BACK
    assert grant.due_at > now()


def test_one_officer_enters_what_another_confirms(planted):
    confirmed = Payment.objects.filter(state=PaymentState.CONFIRMED)
    assert {(row.entered_by.email, row.confirmed_by.email) for row in confirmed} == {
        ("city@example.com", "admin@example.com")
    }
    waiting = Payment.objects.waiting()
    assert waiting.exclude(entered_by__email="city@example.com").exists()


def test_nobody_is_told(planted):
    assert not Message.objects.filter(kind="grant").exists()


def test_planting_again_changes_nothing(planted):
    before = Grant.objects.count(), EnvelopeEntry.objects.count()
    demo.plant(Random(2), quiet)
    assert (Grant.objects.count(), EnvelopeEntry.objects.count()) == before


def test_is_removed_whole(planted):
    for step in (demo, applications_demo, programs_demo):
        step.remove()
    forget_demo_history()
    for model in (Grant, GrantDecision, Agreement, Payment):
        assert not model.objects.exists()
    assert not StoredFile.objects.filter(kind="grant").exists()
    assert problems() == []
