"""Two owners who leave at the same moment: one of them stays."""

import pytest

from enterprises.registry.models import Membership
from tests.factories.enterprises import MembershipFactory

pytestmark = pytest.mark.race


def test_an_owner_stays_when_two_leave_at_once(race_db):
    first = MembershipFactory()
    second = MembershipFactory(enterprise=first.enterprise)
    MembershipFactory(enterprise=first.enterprise, role="viewer")
    leave = [lambda pk=row.pk: Membership.objects.filter(pk=pk).delete() for row in (first, second)]
    outcome = race_db.together(*leave)
    assert len(outcome.values) == 1
    assert Membership.objects.filter(role="owner").count() == 1


def test_two_owners_who_become_viewers_at_once(race_db):
    first = MembershipFactory()
    second = MembershipFactory(enterprise=first.enterprise)
    step_down = [lambda pk=row.pk: Membership.objects.filter(pk=pk).update(role="viewer") for row in (first, second)]
    assert len(race_db.together(*step_down).values) == 1
