"""The public directory: filters, counts, map, pages, and what it costs."""

import re
from datetime import date
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from busan_se.reference.models import District, Ksic, QualificationKind
from enterprises.registry import actions, sources
from enterprises.registry.filters import directory
from enterprises.registry.models import PolicyTag
from enterprises.registry.queries import listed, page_found
from tests.factories.enterprises import (
    EnterpriseFactory,
    EnterpriseIdentifierFactory,
    OperatingStateFactory,
    QualificationFactory,
)

pytestmark = pytest.mark.django_db
URL = "/enterprises/"


def names(response):
    return [row.name for row in response.context["page"].items]


def in_district(code, **fields):
    return EnterpriseFactory(district=District.objects.get(pk=code), **fields)


def test_lists_by_name_without_legal_form(client):
    for name in ("주식회사 나비", "가람", "(주)다솜"):
        EnterpriseFactory(name=name)
    assert names(client.get(URL)) == ["가람", "주식회사 나비", "(주)다솜"]


def test_finds_by_word(client):
    EnterpriseFactory(name="물빛돌봄")
    EnterpriseFactory(name="파도소리")
    assert names(client.get(URL, {"q": "돌봄을"})) == ["물빛돌봄"]


def test_finds_by_business_number(client):
    number = EnterpriseIdentifierFactory()
    EnterpriseFactory()
    response = client.get(URL, {"q": f"{number.value[:3]}-{number.value[3:5]}-{number.value[5:]}"})
    assert names(response) == [number.enterprise.name]


def test_a_sole_proprietor_is_not_found_by_business_number(client):
    number = EnterpriseIdentifierFactory(enterprise=EnterpriseFactory(is_sole_proprietor=True))
    assert names(client.get(URL, {"q": number.value})) == []


def test_filters_by_district_and_keeps_the_others_on_the_map(client):
    in_district("26110", name="중구 기업")
    in_district("26350", name="해운대 기업")
    response = client.get(URL, {"district": "26110"})
    assert names(response) == ["중구 기업"]
    assert {area.code: area.value for area in response.context["map"].areas if area.value} == {"26110": 1, "26350": 1}


def test_filters_by_kind_and_by_group(client):
    EnterpriseFactory(name="가", qualification="cooperative")
    EnterpriseFactory(name="나", qualification="social_cooperative")
    EnterpriseFactory(name="다", qualification="village")
    assert names(client.get(URL, {"type": "cooperative"})) == ["가"]
    assert names(client.get(URL, {"type": "cooperative_all"})) == ["가", "나"]


def test_filters_by_section_whatever_the_length_of_the_code(client):
    division = Ksic.objects.get(pk="56")
    EnterpriseFactory(name="가", ksic=division)
    EnterpriseFactory(name="나", ksic=division.parent)
    EnterpriseFactory(name="다", ksic=Ksic.objects.get(pk="01"))
    assert names(client.get(URL, {"sector": "I"})) == ["가", "나"]


def test_filters_by_tag(client):
    tagged = EnterpriseFactory(name="가")
    EnterpriseFactory(name="나")
    actions.record(tagged, sources.STAFF, {"tags": ["여성기업"]})
    assert names(client.get(URL, {"tag": "women-owned"})) == ["가"]


@pytest.mark.parametrize(
    ("state", "shown"), [("operating", True), ("dormant", True), ("closed", False), ("dissolved", False)]
)
def test_lists_who_is_not_gone(client, state, shown):
    OperatingStateFactory(state=state, since=date(2025, 1, 1))
    assert bool(names(client.get(URL))) is shown


def test_leaves_out_what_holds_nothing_today(client):
    QualificationFactory(valid_from=date(2020, 1, 1), valid_to=date(2023, 1, 1))
    assert names(client.get(URL)) == []


def test_leaves_out_what_was_merged(client):
    EnterpriseFactory(merged_into=EnterpriseFactory(name="남은 기업"))
    assert names(client.get(URL)) == ["남은 기업"]


@pytest.mark.parametrize(
    "query",
    [
        {"district": "99999"},
        {"type": "unicorn"},
        {"sector": "ZZ"},
        {"tag": "nothing"},
        {"q": "!!"},
        {"q": "가" * 101},
        {"q": "가\u202e나"},
    ],
)
def test_tells_of_an_unknown_value_and_lists_nothing(client, query):
    response = client.get(URL, query)
    assert response.status_code == 400
    assert response.context["form"].errors
    assert "page" not in response.context


@pytest.mark.parametrize("page", ["-1", "1", "", "x" * 5000, "2026-02-30"])
def test_a_page_that_nobody_wrote_is_not_found(client, page):
    assert client.get(URL, {"page": page}).status_code == 404


def test_a_filter_in_use_can_be_taken_away(client):
    response = client.get(URL, {"q": "돌봄", "district": "26110"})
    assert [url for _label, url in response.context["chips"]] == [
        f"{URL}?district=26110",
        f"{URL}?q=%EB%8F%8C%EB%B4%84",
    ]


def test_turns_pages_forth_and_back(client):
    for n in range(25):
        EnterpriseFactory(name=f"기업 {n:02}")
    first = client.get(URL)
    second = client.get(first.context["page"].next_url)
    assert names(second) == [f"기업 {n:02}" for n in range(20, 25)]
    assert names(client.get(second.context["page"].previous_url)) == names(first)


def test_counts_exactly_to_the_limit(client, monkeypatch):
    EnterpriseFactory.create_batch(3)
    response = client.get(URL)
    assert (response.context["n"], response.context["more"]) == (3, False)


@pytest.mark.parametrize("n", [1, 50])
@pytest.mark.parametrize("query", ["", "?q=시험", "?type=village&district=26350"])
def test_makes_few_queries_for_one_and_for_fifty(client, django_assert_max_num_queries, n, query):
    for row in EnterpriseFactory.create_batch(n):
        QualificationFactory(enterprise=row, kind=QualificationKind.objects.get(pk="village"))
    with django_assert_max_num_queries(5):  # version, codes, sums or counting, rows of one section or two
        client.get(URL + query)
    with django_assert_max_num_queries(3):  # codes and figures are known until something changes
        client.get(URL + query)


def test_is_light(client):
    for n in range(25):
        EnterpriseFactory(name=f"해오름 누리이음 돌봄 협동조합 {n:02}", summary="어르신께 도시락을 배달합니다. " * 5)
    assert len(client.get(URL).content) <= 46_000


def test_sets_no_cookie_and_holds_no_token(client):
    response = client.get(URL)
    assert not response.cookies
    assert b"csrfmiddlewaretoken" not in response.content


def test_english(client):
    EnterpriseFactory()
    assert "Find enterprises" in client.get(f"/en{URL}").content.decode()


def test_korean_has_no_english_left_over(client):
    EnterpriseFactory()
    text = re.sub(r"<[^>]+>", " ", client.get(URL).content.decode())
    assert "Enterprises by district" not in text
    assert "구·군별 기업" in text


def test_refuses_to_be_posted_to():
    assert Client().post(reverse("enterprises:list")).status_code == 405


@pytest.mark.parametrize("day", [date(2026, 3, 1), date(2027, 3, 1)])
def test_kept_first_pages_are_those_of_the_plain_query_on_every_day(rf, day, monkeypatch):
    monkeypatch.setattr("enterprises.registry.filters.today", lambda: day)
    tag = PolicyTag.objects.get(code="care")
    for number, (code, kind) in enumerate(product(("26110", "26350"), ("certified_se", "pre_se_regional", "village"))):
        enterprise = in_district(code, name=f"기업 {number}", qualification=None)
        ends = date(2026, 12, 31) if number % 2 else None
        QualificationFactory(enterprise=enterprise, kind_id=kind, valid_from=date(2026, 1, 1), valid_to=ends)
        if number < 3:
            enterprise.tags.add(tag)
    answers = {"district": ("", "26110"), "type": ("", "village", "pre_all"), "tag": ("", "care"), "sector": ("", "C")}
    for chosen in product(*answers.values()):
        request = rf.get(URL, {name: value for name, value in zip(answers, chosen, strict=True) if value})
        found = directory(request, listed(day))
        assert found.is_valid(), found.form.errors
        page = page_found(found, request, day, frequent=False)
        assert [row.pk for row in page.items] == list(
            found.narrowed().order_by("sort_key", "pk").values_list("pk", flat=True)
        )
