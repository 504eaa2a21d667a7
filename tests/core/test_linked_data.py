"""What pages tell search engines: valid JSON that can't break out, and nothing that visitors don't see."""

import json
import re

import pytest

from busan_se.core.linked_data import as_block, thing
from tests.factories.enterprises import EnterpriseFactory

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(html: str) -> dict[str, dict]:
    """Return the things of a page by their type."""
    (text,) = BLOCK.findall(html)
    return {item["@type"]: item for item in json.loads(text)["@graph"]}


def test_a_value_can_not_end_the_block():
    nasty = "</script><script>alert(1)</script><!-- & \u2028"
    html = as_block([thing("Thing", name=nasty)])
    assert html.count("<") == 2
    assert graph(html)["Thing"]["name"] == nasty


def test_empty_properties_are_left_out():
    assert thing("Thing", name="가", url="", address=None) == {"@type": "Thing", "name": "가"}


@pytest.mark.django_db
def test_home_offers_the_search(client):
    site = graph(client.get("/en/").content.decode())["WebSite"]
    assert site["url"] == "http://testserver/en/"
    assert site["potentialAction"]["target"]["urlTemplate"] == "http://testserver/en/search/?q={search_term_string}"


@pytest.mark.django_db
@pytest.mark.parametrize("official", [True, False])
def test_only_an_official_site_names_the_city_as_its_publisher(client, settings, official):
    settings.OFFICIAL_GOVERNMENT_SITE = official
    assert ("publisher" in graph(client.get("/").content.decode())["WebSite"]) is official


@pytest.mark.django_db
def test_a_program_is_a_service_with_the_way_to_it(client):
    things = graph(client.get("/programs/business-development/").content.decode())
    assert things["GovernmentService"]["provider"]["name"] == "부산광역시"
    crumbs = things["BreadcrumbList"]["itemListElement"]
    assert [crumb["position"] for crumb in crumbs] == [1, 2, 3, 4]
    assert crumbs[-1]["item"] == "http://testserver/programs/business-development/"


@pytest.mark.django_db
def test_an_enterprise_is_an_organization(client):
    enterprise = EnterpriseFactory(name="물빛</script>돌봄", phone="051-000-1234")
    said = graph(client.get(enterprise.get_absolute_url()).content.decode())["Organization"]
    assert said["name"] == "물빛</script>돌봄"
    assert said["telephone"] == "051-000-1234"


@pytest.mark.django_db
def test_a_sole_proprietor_keeps_address_and_telephone(client):
    enterprise = EnterpriseFactory(is_sole_proprietor=True, phone="010-0000-1234", address="부산광역시 해운대구 집 3")
    said = graph(client.get(enterprise.get_absolute_url()).content.decode())["Organization"]
    assert "telephone" not in said
    assert "streetAddress" not in said["address"]
