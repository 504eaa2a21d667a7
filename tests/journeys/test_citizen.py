"""A citizen finds a program and an enterprise: by the doors, by the menus, by search; in both languages."""

import pytest

from busan_se.core.clock import today
from enterprises.registry.models import Enterprise
from tests.browser.crawl import Links
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.programs import program, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def bakery():
    return EnterpriseFactory(name="달빛빵집", summary="우리 밀로 빵을 굽습니다.", district_id="26350")


def links(client, url):
    """Return where the links of a page lead."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    parser = Links()
    parser.feed(answer.content.decode())
    return parser.found


def follow(client, url, ending):
    """Take the link of a page that ends so."""
    return next(link for link in links(client, url) if link.endswith(ending))


def test_to_a_program_and_its_open_call(visitor):
    call = published(program=program("business-development"))
    programs = follow(visitor, "/", "/programs/")
    detail = follow(visitor, programs, "/programs/business-development/")
    page = follow(visitor, detail, f"/calls/{call.number}/")
    assert follow(visitor, page, "/apply/") == f"/calls/{call.number}/apply/"
    assert "로그인" in visitor.get(f"/calls/{call.number}/apply/").content.decode()


def test_to_an_enterprise_by_the_map(visitor, bakery):
    EnterpriseFactory(district_id="26110")
    directory = follow(visitor, "/", "/enterprises/")
    in_district = next(link for link in links(visitor, directory) if "district=26350" in link)
    url = directory + in_district if in_district.startswith("?") else in_district
    assert follow(visitor, url, f"/enterprises/{bakery.pk}/")
    assert "우리 밀로" in visitor.get(f"/enterprises/{bakery.pk}/").content.decode()


@pytest.mark.parametrize("words", ["달빛빵집", "달빛", "ㄷㅂㅃㅈ", "빵집이"])
def test_to_an_enterprise_by_words(visitor, bakery, words):
    EnterpriseFactory(name="다른 곳")
    found = visitor.get("/enterprises/", {"q": words}).context["page"].items
    assert [row.pk for row in found] == [bakery.pk]


def test_to_both_by_one_search(visitor, bakery):
    found = links(visitor, "/search/?q=빵집")
    assert f"/enterprises/{bakery.pk}/" in found
    assert "/programs/business-development/" in links(visitor, "/search/?q=사업개발비")


def test_in_english(visitor, bakery):
    programs = follow(visitor, "/en/", "/programs/")
    assert programs == "/en/programs/"
    assert follow(visitor, programs, "/en/programs/bef/")
    assert follow(visitor, "/en/enterprises/", f"/en/enterprises/{bakery.pk}/")


def test_without_being_remembered(visitor, bakery):
    for url in ("/", "/programs/", "/calls/", "/enterprises/", f"/enterprises/{bakery.pk}/", "/kpis/"):
        assert not visitor.get(url).cookies, url


def test_what_a_visitor_sees_is_what_holds_today(visitor, bakery):
    Enterprise.objects.get(pk=bakery.pk).qualifications.update(valid_to=today().replace(year=today().year - 1))
    assert bakery.pk not in [row.pk for row in visitor.get("/enterprises/").context["page"].items]
