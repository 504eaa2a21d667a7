"""Two entries of one enterprise become one, with everything that hangs on them."""

from datetime import date

import pytest
from django.urls import reverse

from busan_se.core.errors import Refused
from enterprises.registry.actions import record
from enterprises.registry.merging import merge
from enterprises.registry.models import Enterprise
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.applications import DraftFactory
from tests.factories.enterprises import (
    EnterpriseFactory,
    EnterpriseIdentifierFactory,
    MembershipFactory,
    OperatingStateFactory,
    QualificationFactory,
    business_number,
)
from tests.factories.kpis import BusinessReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """Return (stays, goes): the second has a number, another qualification and a newer word about the telephone."""
    stays = EnterpriseFactory(name="온누리", source="staff")
    goes = EnterpriseFactory(name="(주)온누리", qualification="village")
    EnterpriseIdentifierFactory(enterprise=goes, value=business_number(1))
    record(goes, "member", {"phone": "051-000-0009"}, date(2026, 1, 1))
    return stays, goes


def test_numbers_qualifications_words_and_states_move_and_the_page_leads_on(pair, client):
    stays, goes = pair
    OperatingStateFactory(enterprise=goes, state="dormant")
    merge(stays, goes, "같은 사업자등록증")
    stays.refresh_from_db()
    assert stays.identifiers.get().value == business_number(1)
    assert set(stays.qualifications.values_list("kind", flat=True)) == {"certified_se", "village"}
    assert (stays.phone, stays.state, stays.name) == ("051-000-0009", "dormant", "온누리")
    assert not goes.source_records.exists()
    assert client.get(goes.get_absolute_url()).url == stays.get_absolute_url()
    assert stays.qualifications.get(kind="village").history.last().pgh_context["reason"] == "같은 사업자등록증"


def test_of_two_memberships_of_a_person_the_higher_role_stays(pair):
    stays, goes = pair
    both, owner = UserFactory(), UserFactory()
    MembershipFactory(enterprise=stays, user=owner, role="owner")
    MembershipFactory(enterprise=stays, user=both, role="viewer")
    MembershipFactory(enterprise=goes, user=both, role="owner")
    MembershipFactory(enterprise=goes, role="manager")
    merge(stays, goes, "x")
    assert sorted(stays.memberships.values_list("role", flat=True)) == ["manager", "owner", "owner"]
    assert not goes.memberships.exists()


def test_a_qualification_of_both_is_one_and_takes_over_what_it_lacks():
    stays, goes = EnterpriseFactory(qualification=None), EnterpriseFactory(qualification=None)
    QualificationFactory(enterprise=stays, number="")
    QualificationFactory(enterprise=goes, number="제2024-900호", valid_from=date(2024, 3, 1))
    merge(stays, goes, "x")
    assert stays.qualifications.get().number == "제2024-900호"


def test_rows_of_other_features_follow_and_chains_stay_short(pair):
    stays, goes = pair
    older = EnterpriseFactory(merged_into=goes)
    draft, report = DraftFactory(enterprise=goes), BusinessReportFactory(enterprise=goes)
    merge(stays, goes, "x")
    for row in (draft, report):
        row.refresh_from_db()
        assert row.enterprise == stays
    assert Enterprise.objects.get(pk=older.pk).merged_into == stays


def test_rows_that_exclude_each_other_refuse_the_merge_and_move_nothing(pair):
    stays, goes = pair
    first = DraftFactory(enterprise=stays)
    DraftFactory(enterprise=goes, call=first.call)
    with pytest.raises(Refused) as refusal:
        merge(stays, goes, "x")
    assert refusal.value.code == "in_the_way"
    assert goes.identifiers.exists()


@pytest.mark.parametrize(
    ("change", "code"), [({"is_demo": True}, "demo"), ({"merged_into": True}, "merged_already"), (None, "same")]
)
def test_what_is_never_merged(pair, change, code):
    stays, goes = pair
    if change:
        value = {name: EnterpriseFactory() if name == "merged_into" else value for name, value in change.items()}
        Enterprise.objects.filter(pk=goes.pk).update(**value)
    with pytest.raises(Refused) as refusal:
        merge(stays, goes if change else stays, "x")
    assert refusal.value.code == code


def test_the_desk_shows_both_asks_why_and_merges(pair, client):
    stays, goes = pair
    sign_in_staff(client, StaffFactory())
    address = reverse("admin:enterprises_enterprise_merge", args=[stays.pk])
    assert address in client.get(reverse("admin:enterprises_enterprise_change", args=[stays.pk])).content.decode()
    assert f"?other={goes.pk}" in client.get(address).content.decode()
    found = client.get(address, {"other": business_number(1)})
    assert found.context["goes"] == goes
    assert client.post(f"{address}?other={goes.pk}", {"reason": ""}).status_code == 200
    assert client.post(f"{address}?other={goes.pk}", {"reason": "같은 곳"}).status_code == 302
    assert Enterprise.objects.get(pk=goes.pk).merged_into == stays


def test_another_districts_officer_finds_neither(pair, client):
    stays, _goes = pair
    sign_in_staff(client, StaffFactory(districts=["26110"]))
    address = reverse("admin:enterprises_enterprise_merge", args=[stays.pk])
    assert client.get(address).status_code == 404
