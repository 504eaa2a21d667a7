"""What the database itself refuses, whoever writes."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from busan_se.core.clock import now
from enterprises.applications.models import Application, Decision
from tests.factories import applications as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def refused(**changes):
    application = make.submitted()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Application.objects.filter(pk=application.pk).update(**changes)
    return str(error.value)


def test_an_enterprise_or_a_person_never_both():
    draft = make.DraftFactory()
    with pytest.raises(IntegrityError, match="application_enterprise_xor_person"), transaction.atomic():
        Application.objects.filter(pk=draft.pk).update(person=UserFactory())


def test_an_enterprise_or_a_person_never_neither():
    draft = make.DraftFactory()
    with pytest.raises(IntegrityError, match="application_enterprise_xor_person"), transaction.atomic():
        Application.objects.filter(pk=draft.pk).update(enterprise=None)


def test_one_live_application_for_each_enterprise():
    draft = make.DraftFactory()
    with pytest.raises(IntegrityError, match="application_one_live_per_enterprise"), transaction.atomic():
        Application.objects.create(
            call=draft.call, version=draft.version, enterprise=draft.enterprise, started_by=draft.started_by
        )


def test_one_live_application_for_each_person():
    call, person = make.open_call(), UserFactory()
    fields = {"call": call, "version": call.current_version, "person": person, "started_by": person}
    Application.objects.create(**fields)
    with pytest.raises(IntegrityError, match="application_one_live_per_person"), transaction.atomic():
        Application.objects.create(**fields)


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"state": "draft"}, "application_draft_xor_receipt"),
        ({"state": "lost"}, "application_state_known"),
        ({"state": "withdrawn"}, "application_ended_with_date"),
        ({"ended_reason": "이유"}, "application_ended_with_date"),
    ],
)
def test_states_agree_with_their_dates(changes, name):
    assert name in refused(**changes)


def test_no_negative_amount():
    draft = make.DraftFactory()
    with pytest.raises(IntegrityError, match="application_amount_not_negative"), transaction.atomic():
        Application.objects.filter(pk=draft.pk).update(requested_won=-1)


@pytest.mark.parametrize("changes", [{"answers": {"plan": "바꿔치기"}}, {"applicant": {}}, {"requested_won": 1}])
def test_submitted_content_never_changes(changes):
    application = make.submitted()
    with pytest.raises(DatabaseError, match="Cannot update rows"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(**changes)


def test_receipt_numbers_are_unique():
    first, second = make.submitted(), make.DraftFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=second.pk).update(
            state="submitted",
            receipt_number=first.receipt_number,
            submitted_at=now(),
            submitted_by=second.started_by,
            content_hash="0" * 64,
        )


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"commitment": None}, "decision_selection_has_money"),
        ({"amount_won": 0}, "decision_selection_has_money"),
        ({"outcome": "ineligible"}, "decision_selection_has_money"),
        ({"reason": ""}, "decision_has_reason"),
        ({"released_at": now()}, "decision_released_after_decided"),
    ],
)
def test_a_decision_is_whole(changes, name):
    decision = make.decided().decision
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(**changes)


def test_the_sequence_is_the_one_that_receipts_use():
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('enterprises_receipt_number')")
        serial = cursor.fetchone()[0]
    assert make.submitted().receipt_number.endswith(f"{serial + 1:05d}")
