"""Objections (이의신청): within 20 days of the announcement by the citizen's clock, once, decided with a reason."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.notifications.models import Message
from enterprises.applications.models import Decision
from enterprises.applications.objections import actions, rules
from enterprises.applications.objections.models import Objection, Outcome
from tests.factories import applications as make
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.ground import upload

pytestmark = pytest.mark.django_db
REASONS = "평가 항목 3의 실적이 빠졌습니다."


def released_on(instant):
    """Return an application whose refusal was announced at an instant."""
    application = make.released("not_selected")
    Decision.objects.filter(application=application).update(decided_at=instant, released_at=instant)
    return application


def objected(application=None, arrived=None):
    row = application or make.released("not_selected")
    return actions.file(row.pk, reasons=REASONS, upload=None, by=row.started_by, arrived=arrived or now())


def test_the_last_day_is_counted_by_the_second_clock():
    decision = Decision(released_at=datetime(2026, 11, 23, 5, tzinfo=UTC))
    assert f"{rules.last_day(decision)}" == "2026-12-14"  # the 13th is a Sunday


def test_in_time_on_the_last_day_and_late_after_it():
    in_time = released_on(datetime(2026, 11, 23, 5, tzinfo=UTC))
    late = released_on(datetime(2026, 11, 23, 5, tzinfo=UTC))
    assert objected(in_time, datetime(2026, 12, 14, 14, 59, 59, tzinfo=UTC)).due_on == rules.answer_due(
        datetime(2026, 12, 14, tzinfo=UTC).date()
    )
    with pytest.raises(Refused, match=r"2026\.12\.14") as refusal:
        objected(late, datetime(2026, 12, 14, 15, tzinfo=UTC))
    assert refusal.value.code == "late"


def test_one_for_each_decision():
    objection = objected()
    with pytest.raises(WrongState):
        objected(objection.decision.application)


@pytest.mark.parametrize("state", [make.submitted, make.decided])
def test_nothing_to_object_to_before_the_announcement(state):
    with pytest.raises(WrongState):
        objected(state())


def test_an_acceptance_says_what_follows():
    pk = objected().decision.application_id
    decide = {"outcome": Outcome.ACCEPTED, "answer": "실적을 확인했습니다.", "by": UserFactory()}
    with pytest.raises(Refused):
        actions.decide(pk, follows=" ", **decide)
    actions.decide(pk, follows="12월 20일까지 다시 심사합니다.", **decide)
    assert Message.objects.filter(body__contains="12월 20일까지 다시 심사합니다.").exists()
    with pytest.raises(WrongState):
        actions.decide(pk, follows="또", **decide)


def test_from_the_result_to_the_answer(client):
    application = make.released("not_selected")
    status = reverse("applications:status", args=[application.pk])
    url = reverse("applications:object", args=[application.pk])
    client.force_login(application.started_by)
    assert url in client.get(status).content.decode()
    assert client.post(url, {"reasons": ""}).status_code == 422
    assert client.post(url, {"reasons": REASONS, "upload": upload()}).url == status
    page = client.get(status).content.decode()
    assert REASONS in page
    assert url not in page
    sign_in_staff(client, StaffFactory())
    listed = client.get(reverse("admin:enterprises_application_changelist") + "?objection=waiting")
    assert list(listed.context["cl"].result_list) == [application]
    answer = reverse("admin:enterprises_application_objection", args=[application.pk])
    assert client.post(answer, {"outcome": "rejected", "answer": "기준에 따랐습니다."}).status_code == 302
    assert Objection.objects.get().outcome == Outcome.REJECTED
    client.force_login(application.started_by)
    assert "기준에 따랐습니다." in client.get(status).content.decode()
