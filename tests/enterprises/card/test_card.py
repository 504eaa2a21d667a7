"""The card: who reads it, what stands on it, what it costs, and that a look at it is logged."""

import pytest
from django.urls import reverse

from busan_se.accounts.roles import Role
from busan_se.audit.models import AccessLog
from enterprises.card.models import Consultation, Note, card_url
from enterprises.registry.models import Enterprise
from enterprises.registry.panels import mask_name
from tests.factories import applications
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.card import ConsultationFactory, CorrectionFactory, DeskInChargeFactory, NoteFactory
from tests.factories.enterprises import (
    EnterpriseFactory,
    EnterpriseIdentifierFactory,
    MembershipFactory,
    OperatingStateFactory,
    QualificationFactory,
    SourceRecordFactory,
)
from tests.factories.kpis import BusinessReportFactory
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db
MOST_QUERIES = 25
SAID = {"form": "consultation", "channel": "phone", "topic": "sales", "said": "판로를 찾고 있음", "day": "2026-01-05"}


@pytest.fixture
def enterprise():
    return EnterpriseFactory(district_id="26350")


@pytest.fixture
def city(client):
    return sign_in_staff(client, StaffFactory(role=Role.CITY_STAFF))


def fill(enterprise, n):
    """Put n rows of everything on the card of an enterprise."""
    draft = applications.DraftFactory(enterprise=enterprise)
    applications.submit(draft)
    for number in range(n):
        OperatingStateFactory(enterprise=enterprise, since=f"20{number % 20 + 1:02}-01-{number // 20 + 1:02}")
        SourceRecordFactory(enterprise=enterprise, as_of=f"2025-{number % 12 + 1:02}-{number // 12 + 1:02}")
        QualificationFactory(
            enterprise=enterprise, valid_from=f"{1990 + number}-01-01", valid_to=f"{1990 + number}-12-31"
        )
        MembershipFactory(enterprise=enterprise, role="viewer", user__name="남궁민수")
        EnterpriseIdentifierFactory(enterprise=enterprise)
        CorrectionFactory(consultation=ConsultationFactory(enterprise=enterprise))
        NoteFactory(enterprise=enterprise)
        OfferFactory(enterprise=enterprise)
    for year in (2023, 2024, 2025):
        BusinessReportFactory(enterprise=enterprise, year=year)
    DeskInChargeFactory(enterprise=enterprise)


@pytest.mark.parametrize("n", [1, 22])
def test_the_card_costs_the_same_whatever_stands_on_it(client, enterprise, django_assert_max_num_queries, n):
    sign_in_staff(client, StaffFactory(districts=["26350"]))
    fill(enterprise, n)
    client.get(card_url(enterprise.pk))
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(card_url(enterprise.pk))
    assert len(page.context["consultations"]) == min(n, 10)


def test_every_block_stands_on_the_card_and_members_are_masked(city, enterprise):
    fill(enterprise, 1)
    page = city.get(card_url(enterprise.pk))
    shown = {block.key for block in page.context["blocks"] if block.lines}
    assert shown >= {
        "registry.qualifications", "registry.states", "registry.members", "applications",
        "business-reports", "offers", "imports.sources",
    }  # fmt: skip
    text = page.content.decode()
    assert "남**수" in text
    assert "남궁민수" not in text


@pytest.mark.parametrize(("name", "masked"), [("홍길동", "홍*동"), ("김훈", "김*"), ("남궁민수", "남**수"), ("", "*")])
def test_a_masked_name_shows_only_its_ends(name, masked):
    assert mask_name(name) == masked


def test_ten_rows_stand_on_the_card_and_a_way_to_all(city, enterprise):
    for _number in range(11):
        OfferFactory(enterprise=enterprise)
    offers = next(block for block in city.get(card_url(enterprise.pk)).context["blocks"] if block.key == "offers")
    assert len(offers.lines) == 10
    assert city.get(offers.more).context["cl"].result_count == 11


def test_a_look_at_the_card_is_logged(city, enterprise):
    city.get(card_url(enterprise.pk))
    assert AccessLog.objects.get().subject == f"enterprises.Enterprise:{enterprise.pk}"


def test_an_officer_reads_the_cards_of_the_own_district(client, enterprise):
    sign_in_staff(client, StaffFactory(districts=["26110"]))
    for name in ("card", "in-charge"):
        assert client.get(reverse(f"admin:enterprises_enterprise_{name}", args=[enterprise.pk])).status_code == 404
    sign_in_staff(client, StaffFactory(districts=["26350"]))
    assert client.get(card_url(enterprise.pk)).status_code == 200


def test_members_and_citizens_read_no_card(client, enterprise):
    client.force_login(MembershipFactory(enterprise=enterprise).user)
    assert client.get(card_url(enterprise.pk)).status_code in {302, 403}
    assert not Consultation.objects.visible_to(UserFactory()).exists()


def test_an_auditor_reads_and_writes_nothing(client, enterprise):
    ConsultationFactory(enterprise=enterprise)
    sign_in_staff(client, StaffFactory(role=Role.AUDITOR))
    page = client.get(card_url(enterprise.pk))
    assert len(page.context["consultations"]) == 1
    assert "consultation_form" not in page.context
    for form in ("consultation", "note"):
        assert client.post(card_url(enterprise.pk), SAID | {"form": form, "text": "메모"}).status_code == 403
    charge = reverse("admin:enterprises_enterprise_in-charge", args=[enterprise.pk])
    assert client.post(charge, {"reason": "교체"}).status_code == 403
    assert Consultation.objects.count() == 1


def test_three_fields_make_a_consultation(city, enterprise):
    form = city.get(card_url(enterprise.pk)).context["consultation_form"]
    required = {
        name
        for name, field in form.fields.items()
        if field.required and form.get_initial_for_field(field, name) is None
    }
    assert required == {"channel", "topic", "said"}
    answer = city.post(card_url(enterprise.pk), SAID)
    assert answer.url == f"{card_url(enterprise.pk)}#consultations"
    row = enterprise.consultations.get()
    assert (row.said, row.by_id) == (SAID["said"], int(city.session["_auth_user_id"]))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"said": ""}, "said"),
        ({"day": "2100-01-01"}, "day"),
        ({"next_step": "자료 보내기"}, "next_due"),
        ({"next_due": "2026-02-01"}, "next_step"),
        ({"next_step": "자료 보내기", "next_due": "2025-12-31"}, "__all__"),
        ({"channel": "pigeon"}, "channel"),
    ],
)
def test_a_bad_consultation_is_refused_in_words(city, enterprise, typed, field):
    answer = city.post(card_url(enterprise.pk), SAID | typed)
    assert answer.status_code == 422
    assert field in answer.context["consultation_form"].errors
    assert not Consultation.objects.exists()


def test_a_note_is_written_on_the_card(city, enterprise):
    assert city.post(card_url(enterprise.pk), {"form": "note", "text": "둘째 줄\n까지"}).status_code == 302
    assert Note.objects.get().text == "둘째 줄\n까지"
    assert city.post(card_url(enterprise.pk), {"form": "note", "text": " "}).status_code == 422


def test_an_unknown_form_does_nothing(city, enterprise):
    assert city.post(card_url(enterprise.pk), {"form": "nothing", "text": "?"}).status_code == 200
    assert not Note.objects.exists()


def test_the_card_of_a_merged_entry_leads_to_the_one_that_stays(city, enterprise):
    gone = EnterpriseFactory()
    Enterprise.objects.filter(pk=gone.pk).update(merged_into=enterprise)
    assert city.get(card_url(gone.pk)).url == card_url(enterprise.pk)


def test_the_form_and_the_list_lead_to_the_card(city, enterprise):
    for name, args in (("change", [enterprise.pk]), ("changelist", [])):
        assert (
            card_url(enterprise.pk)
            in city.get(reverse(f"admin:enterprises_enterprise_{name}", args=args)).content.decode()
        )
