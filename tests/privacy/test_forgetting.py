"""What is over goes every night, from the row history too; nothing else can change a history."""

from datetime import timedelta

import pgtrigger
import pytest
from django.db import DatabaseError, connection, transaction

from busan_se.audit.history import redact_history
from busan_se.core.clock import now
from busan_se.privacy import holdings
from busan_se.privacy.holdings import forget_what_is_over
from enterprises.registry.actions import record
from enterprises.registry.models import Enterprise
from tests.factories import applications
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def enterprise():
    enterprise = EnterpriseFactory(is_sole_proprietor=True)
    record(enterprise, "staff", {"name": "가", "is_sole_proprietor": True, "address": "부산광역시 중구 1"})
    record(enterprise, "staff", {"address": "부산광역시 중구 2"})
    return enterprise


def addresses(enterprise):
    return set(enterprise.history.values_list("address", flat=True))


def test_a_history_is_emptied_in_the_named_fields_only(enterprise):
    other = EnterpriseFactory()
    record(other, "staff", {"address": "부산광역시 서구 3"})
    assert redact_history(Enterprise, ["address"], keys=[enterprise.pk]) > 0
    assert addresses(enterprise) == {""}
    assert "부산광역시 서구 3" in addresses(other)
    assert enterprise.history.filter(name="가").exists()
    assert redact_history(Enterprise, ["address"], keys=[enterprise.pk]) == 0


def test_afterwards_it_is_as_closed_as_before(enterprise):
    redact_history(Enterprise, ["address"], keys=[enterprise.pk])
    with pytest.raises(DatabaseError), transaction.atomic():
        enterprise.history.update(name="나")


def test_the_function_touches_nothing_but_histories():
    with pytest.raises(DatabaseError, match="no history"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT audit_redact_history('accounts_user'::regclass, '{name}', NULL, NULL)")


def test_the_nightly_job_forgets_old_values(enterprise, monkeypatch):
    assert forget_what_is_over()["enterprises.Enterprise"] == 0
    monkeypatch.setattr(holdings, "now", lambda: now() + timedelta(days=6 * 365))
    assert forget_what_is_over()["enterprises.Enterprise"] >= 2
    assert addresses(enterprise) == {""}
    enterprise.refresh_from_db()
    assert enterprise.address


def test_applications_without_support_go_after_five_years():
    old = applications.submit(applications.DraftFactory())
    long_ago = now() - timedelta(days=6 * 365)
    type(old).objects.filter(pk=old.pk).update(state="withdrawn", ended_at=long_ago)
    assert forget_what_is_over()["enterprises.Application"] == 0
    with pgtrigger.ignore("enterprises.Application:submitted_content_is_final"):
        type(old).objects.filter(pk=old.pk).update(submitted_at=long_ago)
    assert forget_what_is_over()["enterprises.Application"] == 1
    assert not type(old).objects.exists()
