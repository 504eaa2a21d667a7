"""The nightly look at the register's promises."""

import pytest
from django.db import connection

from enterprises.registry import checks
from enterprises.registry.models import Enterprise
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_nothing_to_say_of_a_sound_register():
    MembershipFactory()
    assert [*checks.unresolved(), *checks.stale_states(), *checks.without_owner()] == []


def test_tells_of_a_field_that_no_source_gave():
    Enterprise.objects.filter(pk=EnterpriseFactory().pk).update(phone="다른 번호")
    assert len(list(checks.unresolved())) == 1


def test_tells_of_a_state_that_no_row_gave():
    Enterprise.objects.filter(pk=EnterpriseFactory().pk).update(state="closed")
    assert len(list(checks.stale_states())) == 1


def test_tells_of_members_without_an_owner():
    MembershipFactory(role="viewer")
    assert len(list(checks.without_owner())) == 1
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM enterprises_membership")
