"""Consultations after they were written: seven days, corrections, next steps; and who is in charge."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.core.clock import today
from busan_se.core.errors import PortalError
from enterprises.card import actions
from enterprises.card.forms import officers_for
from enterprises.card.models import Consultation, DeskInCharge, card_url
from enterprises.card.portal import staff_todos
from enterprises.registry.merging import merge
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.card import ConsultationFactory, DeskInChargeFactory, NoteFactory, grown_old
from tests.factories.enterprises import EnterpriseFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    officer = StaffFactory(role=Role.CENTRE_STAFF)
    sign_in_staff(client, officer)
    return officer


def change(client, row, **typed):
    model = row._meta.model_name
    return client.post(reverse(f"admin:enterprises_{model}_change", args=[row.pk]), typed)


def step(row, name):
    return reverse(f"admin:enterprises_consultation_{name}", args=[row.pk])


def test_its_author_changes_it_for_seven_days(client, author):
    row = ConsultationFactory(by=author)
    typed = {"channel": "visit", "topic": "sales", "said": "고친 말", "day": "2026-01-05"}
    assert change(client, row, **typed).status_code == 302
    row.refresh_from_db()
    assert row.said == "고친 말"
    assert row.history.count() == 2  # as it was first, and as it is now
    grown_old(row)
    assert change(client, row, **typed | {"said": "너무 늦음"}).status_code == 403
    assert change(client, ConsultationFactory(), **typed).status_code == 403


def test_a_note_is_its_authors_too(client, author):
    assert change(client, NoteFactory(by=author), text="고친 메모").status_code == 302
    assert change(client, NoteFactory(), text="남의 메모").status_code == 403


def test_after_that_a_correction_stands_below(client, author):
    row = ConsultationFactory(by=author)
    assert client.post(step(row, "correct"), {"text": "아직"}).status_code == 200
    grown_old(row)
    assert client.post(step(row, "correct"), {"text": "10월이 맞습니다."}).url == card_url(row.enterprise_id)
    assert "10월이 맞습니다." in client.get(card_url(row.enterprise_id)).content.decode()
    assert [entry.text for entry in row.corrections.all()] == ["10월이 맞습니다."]


def test_open_next_steps_wait_for_their_author(author):
    late = ConsultationFactory(
        by=author, day=today() - timedelta(days=9), next_step="목록 받기", next_due=today() - timedelta(days=1)
    )
    ConsultationFactory(by=author, next_step="전화하기", next_due=today())
    ConsultationFactory(next_step="남의 일", next_due=today())
    todos = staff_todos(author)
    assert [(todo.due, "목록 받기" in str(todo.title)) for todo in todos] == [
        (late.next_due, True),
        (today(), False),
    ]
    assert str(todos[0].title).startswith("기한 지남")
    actions.finish_step(late.pk)
    assert len(staff_todos(author)) == 1


def test_a_step_is_done_once(client, author):
    row = ConsultationFactory(next_step="전화하기", next_due=today())
    assert client.post(step(row, "done")).status_code == 302
    row.refresh_from_db()
    assert row.next_done_on == today()
    assert client.post(step(row, "done")).status_code == 200  # says that nothing is open
    with pytest.raises(PortalError):
        actions.finish_step(row.pk)


def test_an_old_open_step_stays_on_the_card(client, author):
    row = ConsultationFactory(day=today() - timedelta(days=300), next_step="전화하기", next_due=today())
    for _number in range(11):
        ConsultationFactory(enterprise=row.enterprise)
    shown = [entry for entry, _editable in client.get(card_url(row.enterprise_id)).context["consultations"]]
    assert shown[-1] == row


@pytest.mark.parametrize("asked", ["late", "open", "mine"])
def test_the_list_is_asked_for_open_steps(client, author, asked):
    late = {"day": today() - timedelta(days=9), "next_step": "목록 받기", "next_due": today() - timedelta(days=1)}
    mine = ConsultationFactory(by=author, **late)
    ConsultationFactory()
    listed = client.get(reverse("admin:enterprises_consultation_changelist"), {"step": asked})
    assert list(listed.context["cl"].result_list) == [mine]


@pytest.mark.parametrize("n", [1, 22])
def test_the_list_costs_the_same_for_many(client, author, django_assert_max_num_queries, n):
    ConsultationFactory.create_batch(n)
    address = reverse("admin:enterprises_consultation_changelist")
    client.get(address)
    with django_assert_max_num_queries(9):
        client.get(address)


def test_the_desk_in_charge_changes_with_a_reason(client, author):
    enterprise = EnterpriseFactory(district_id="26350")
    address = reverse("admin:enterprises_enterprise_in-charge", args=[enterprise.pk])
    other = StaffFactory(districts=["26350"])
    assert client.post(address, {"officer": other.pk}).status_code == 422
    assert client.post(address, {"officer": author.pk, "reason": "배정"}).status_code == 302
    assert client.post(address, {"officer": author.pk, "reason": "배정"}).status_code == 422  # this is so already
    assert client.post(address, {"officer": other.pk, "reason": "자리 이동"}).status_code == 302
    assert client.post(address, {"officer": "", "reason": "휴직"}).status_code == 302
    told = [(row.officer, row.reason, row.end_reason) for row in DeskInCharge.objects.order_by("pk")]
    assert told == [(author, "배정", "자리 이동"), (other, "자리 이동", "휴직")]


def test_staff_of_city_centre_and_district_can_be_in_charge(author):
    here = StaffFactory(districts=["26350"])
    for nobody in (StaffFactory(districts=["26110"]), StaffFactory(role=Role.AUDITOR), UserFactory()):
        assert nobody not in officers_for(EnterpriseFactory(district_id="26350"))
    assert set(officers_for(EnterpriseFactory(district_id="26350"))) == {author, here}


def test_the_database_keeps_one_desk_in_charge():
    row = DeskInChargeFactory()
    with pytest.raises(IntegrityError, match="deskincharge_one_at_a_time"), transaction.atomic():
        DeskInChargeFactory(enterprise=row.enterprise)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"said": ""}, "consultation_says_something"),
        ({"next_step": "전화"}, "consultation_step_has_due_day"),
        ({"next_step": "전화", "next_due": today() - timedelta(days=1)}, "consultation_due_after_day"),
        ({"next_done_on": today()}, "consultation_only_a_step_is_done"),
        ({"channel": "pigeon"}, "consultation_channel_known"),
        ({"topic": "weather"}, "consultation_topic_known"),
    ],
)
def test_the_database_refuses_half_a_consultation(facts, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        ConsultationFactory(**facts)


def test_a_merge_takes_the_card_along():
    row, stays = ConsultationFactory(), EnterpriseFactory()
    DeskInChargeFactory(enterprise=row.enterprise)
    merge(stays, row.enterprise, "같은 기업")
    assert Consultation.objects.get().enterprise == stays
    assert DeskInCharge.objects.get().enterprise == stays
