"""The public page of an enterprise."""

from datetime import date

import pytest

from busan_se.reference.models import QualificationKind
from enterprises.registry import actions, sources
from tests.factories.enterprises import (
    EnterpriseFactory,
    EnterpriseIdentifierFactory,
    OperatingStateFactory,
    QualificationFactory,
)

pytestmark = pytest.mark.django_db


def page(client, enterprise):
    return client.get(enterprise.get_absolute_url()).content.decode()


def test_shows_what_is_public(client):
    enterprise = EnterpriseFactory(name="물빛돌봄", summary="도시락을 배달합니다.")
    number = EnterpriseIdentifierFactory(enterprise=enterprise)
    text = page(client, enterprise)
    for part in ("물빛돌봄", "도시락을 배달합니다.", "해운대구", number.shown, "https://example.com/"):
        assert part in text


def test_keeps_the_representative_to_itself(client):
    assert "홍길동" not in page(client, EnterpriseFactory(representative="홍길동"))


def test_masks_a_sole_proprietor(client):
    enterprise = EnterpriseFactory(is_sole_proprietor=True, phone="010-0000-1234", address="부산광역시 해운대구 집 3")
    number = EnterpriseIdentifierFactory(enterprise=enterprise)
    text = page(client, enterprise)
    for part in ("010-0000-1234", "집 3", number.shown, number.value):
        assert part not in text


def test_says_where_it_comes_from(client):
    enterprise = EnterpriseFactory()
    actions.record(enterprise, sources.MEMBER, {"phone": "051-1"}, date(2026, 3, 4))
    assert "2026.03.04." in page(client, enterprise)


def test_an_unsafe_homepage_is_no_link(client):
    enterprise = EnterpriseFactory(homepage="javascript:alert(1)")
    assert "javascript:" not in page(client, enterprise)


def test_shows_how_a_qualification_ended(client):
    enterprise = EnterpriseFactory(qualification=None)
    QualificationFactory(
        enterprise=enterprise, valid_from=date(2020, 1, 1), ended_on=date(2023, 5, 6), ended_how="returned"
    )
    assert "2023.05.06. 반납" in page(client, enterprise)


def test_a_closed_one_says_so(client):
    enterprise = OperatingStateFactory(state="closed", since=date(2025, 2, 3)).enterprise
    assert "2025.02.03." in page(client, enterprise)


def test_a_merged_one_leads_on_for_good(client):
    target = EnterpriseFactory()
    response = client.get(EnterpriseFactory(merged_into=target).get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, target.get_absolute_url())


@pytest.mark.parametrize("key", ["0", "999999", "9" * 30, "abc", "-1"])
def test_a_wrong_key_is_not_found(client, key):
    assert client.get(f"/enterprises/{key}/").status_code == 404


@pytest.mark.parametrize("n", [1, 8])
def test_makes_few_queries_however_much_there_is(client, django_assert_max_num_queries, n):
    enterprise = EnterpriseFactory(qualification=None)
    for kind in QualificationKind.objects.all()[:n]:
        QualificationFactory(enterprise=enterprise, kind=kind)
    for day in range(1, n + 1):
        OperatingStateFactory(enterprise=enterprise, since=date(2024, 1, day))
    client.get(enterprise.get_absolute_url())
    with django_assert_max_num_queries(7):  # six of the register, one of the offers
        client.get(enterprise.get_absolute_url())
