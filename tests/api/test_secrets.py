"""What stays out: personal data of sole proprietors, small cells, and every field that no page shows."""

import pytest

from busan_se.kpis.board import board
from busan_se.kpis.extensions import DISTRICT, TOTAL
from busan_se.kpis.filters import WHOLE
from busan_se.kpis.models import Indicator, Observation
from procurement.marketplace.models import OfferVersion
from tests.api.asking import ROOT, results
from tests.factories.enterprises import EnterpriseFactory, EnterpriseIdentifierFactory
from tests.factories.events import CourseFactory, SessionFactory, registered
from tests.factories.kpis import MeasureRunFactory, ObservationFactory
from tests.factories.offers import CONTENT, OfferFactory

pytestmark = pytest.mark.django_db
SECRET = {"representative": "김비밀", "phone": "010-1234-5678", "address": "부산광역시 중구 비밀로 7"}


@pytest.fixture
def sole_proprietor():
    enterprise = EnterpriseFactory(is_sole_proprietor=True, **SECRET)
    for kind, value in (("business", "0008100009"), ("corporate", "1101110000007"), ("report", "제3호")):
        EnterpriseIdentifierFactory(enterprise=enterprise, kind=kind, value=value)
    return enterprise


def test_a_sole_proprietor_is_masked_as_on_the_page(client, sole_proprietor):
    (row,) = results(client, "enterprises/")
    assert (row["phone"], row["address"]) == (None, None)
    assert {number["kind"]: number["number"] for number in row["numbers"]} == {
        "business": "000-81-*****",
        "report": "제3호",
    }
    shown = client.get(f"/enterprises/{sole_proprietor.pk}/").content.decode()
    assert all(number["number"] in shown for number in row["numbers"])


@pytest.mark.parametrize("path", ["enterprises/", "enterprises/{}/"])
def test_no_secret_of_a_sole_proprietor_is_anywhere(client, sole_proprietor, path):
    text = client.get(ROOT + path.format(sole_proprietor.pk)).content.decode()
    assert not [secret for secret in (*SECRET.values(), "0008100009", "81-00009", "1101110000007") if secret in text]


def test_the_representative_of_an_organisation_is_not_told_either(client):
    EnterpriseFactory(representative="홍길동")
    assert "홍길동" not in client.get(f"{ROOT}enterprises/").content.decode()


def test_a_homepage_that_is_no_web_address_is_left_out(client):
    EnterpriseFactory(homepage="javascript:alert(1)")
    assert results(client, "enterprises/")[0]["homepage"] == ""


def test_an_enterprise_has_exactly_these_fields(client):
    EnterpriseFactory()
    assert set(results(client, "enterprises/")[0]) == {
        *("id", "name", "name_en", "summary", "qualifications", "state", "district", "address", "phone", "homepage"),
        *("industry", "numbers", "tags", "as_of", "is_demo", "url"),
    }


def test_an_enterprise_that_was_merged_has_no_entry(client):
    merged = EnterpriseFactory(merged_into=EnterpriseFactory())
    assert client.get(f"{ROOT}enterprises/{merged.pk}/").status_code == 404


@pytest.mark.parametrize("path", ["events/", "courses/"])
def test_the_address_of_an_online_event_and_who_comes_stay_inside(client, path):
    session = SessionFactory(event=CourseFactory(online_url="https://meet.example.com/secret", place_ko=""))
    registered(session, name="김참가")
    (row,) = results(client, path)
    assert row["is_online"] is True
    assert not [secret for secret in ("meet.example.com", "김참가") if secret in str(row)]


def test_an_event_that_is_not_published_has_no_entry(client):
    draft = SessionFactory(event=CourseFactory(published_at=None)).event
    assert [client.get(f"{ROOT}{path}/{draft.pk}/").status_code for path in ("events", "courses")] == [404, 404]


def test_a_text_of_an_offer_that_nobody_looked_at_stays_inside(client):
    offer = OfferFactory()
    text = {**CONTENT, "name_ko": "새 이름", "price_won": 1}
    OfferVersion.objects.create(offer=offer, **text)
    (row,) = results(client, "offers/")
    assert (row["name_ko"], row["price"]) == (CONTENT["name_ko"], CONTENT["price_won"])


def test_an_offer_has_exactly_these_fields(client):
    OfferFactory()
    (row,) = results(client, "offers/")
    assert set(row) == {
        *("id", "kind", "category", "name_ko", "name_en", "summary", "description", "price", "unit", "enterprise"),
        *("minimum_quantity", "delivery_area", "lead_days", "reviewed_at", "is_demo", "url"),
    }
    assert set(row["enterprise"]) == {"id", "name", "district", "qualifications", "url"}


def cells(dimension=DISTRICT, **counts):
    """Write the breakdown of a month with so many enterprises behind each member; the total is their sum."""
    run = MeasureRunFactory()
    for member, count in {"": sum(counts.values()), **counts}.items():
        ObservationFactory(
            run=run,
            dimension=dimension if member else TOTAL,
            member=member.removeprefix("d"),
            value=count * 100,
            numerator=count,
            denominator=count,
            entities=count,
        )


def told(client, **query):
    return {row["member"]: row["value"] for row in results(client, "observations/", **query)}


def test_small_cells_and_their_complements_are_withheld(client):
    cells(d26110=1, d26350=4, d26380=50)
    assert told(client) == {"": 5500, "26110": None, "26350": None, "26380": 5000}


@pytest.mark.parametrize("query", [{"member": "26350"}, {"dimension": DISTRICT}, {"page_size": 1, "member": "26350"}])
def test_no_filter_and_no_page_brings_them_out(client, query):
    cells(d26110=1, d26350=4, d26380=50)
    assert told(client, **query)["26350"] is None


def test_a_withheld_row_has_no_number_at_all(client):
    cells(d26110=1, d26350=4, d26380=50)
    (row,) = results(client, "observations/", member="26110")
    assert (row["is_suppressed"], row["value"], row["numerator"], row["denominator"]) == (True, None, None, None)
    assert "entities" not in row


@pytest.mark.parametrize("counts", [{"d26110": 2}, {"d26110": 1, "d26350": 1, "d26380": 1}])
def test_a_total_that_would_tell_is_withheld(client, counts):
    cells(**counts)
    assert told(client, dimension=WHOLE) == {"": None}


@pytest.mark.parametrize(
    "counts",
    [
        {"d26110": 1, "d26350": 4, "d26380": 50},
        {"d26110": 1, "d26350": 1, "d26380": 0},
        {"d26110": 2, "d26350": 9, "d26380": 3, "d26410": 1},
        {"d26110": 7, "d26350": 9},
    ],
    ids=str,
)
def test_the_figures_are_those_of_the_page(client, counts):
    cells(**counts)
    standing = board("2026-10").of("enterprises")
    page = {cell.member: cell.value for cell in standing.breakdown[DISTRICT]}
    page[""] = standing.row.value if standing.row else None
    assert told(client) == page


def test_a_figure_has_its_day_and_definition(client):
    ObservationFactory()
    (row,) = results(client, "observations/")
    indicator = Indicator.objects.get(code="enterprises")
    assert (row["as_of"], row["indicator"]["definition_ko"]) == ("2026-10-31", indicator.definition_ko)


def test_figures_of_an_indicator_that_is_not_shown_are_not_told(client):
    ObservationFactory()
    Indicator.objects.filter(code="enterprises").update(is_active=False)
    assert results(client, "observations/") == []
    assert "enterprises" not in {row["code"] for row in results(client, "indicators/")}


def test_only_the_valid_revision_is_told(client):
    first = ObservationFactory()
    Observation.objects.filter(pk=first.pk).update(is_current=False)
    ObservationFactory(run=first.run, value=11, revision=2, reason="정정")
    assert [(row["value"], row["revision"]) for row in results(client, "observations/")] == [(11, 2)]
