"""The public list, the product page, and how many queries they take."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from procurement.marketplace import actions
from procurement.marketplace.models import Category
from procurement.marketplace.views import PAGE_SIZE
from tests.factories.enterprises import EnterpriseFactory, QualificationFactory
from tests.factories.offers import DraftOfferFactory, OfferFactory, SubmittedOfferFactory, picture

pytestmark = pytest.mark.django_db
LIST = "/procurement/offers/"


def names(client, query=""):
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == 200
    return {row.published.name_ko for row in page.context["page"].items}


def options(client, field, query=""):
    return [label for _code, label in client.get(f"{LIST}?{query}").context["form"].fields[field].choices]


def test_only_what_is_published_is_listed(client):
    OfferFactory(text={"name_ko": "쿠키"})
    DraftOfferFactory(text={"name_ko": "초안"})
    SubmittedOfferFactory(text={"name_ko": "대기"})
    assert names(client) == {"쿠키"}


@pytest.mark.parametrize(
    "query", ["쿠키", "쿠키를", "우", "ㅇㄹㅁ", "wheat", "구운", "우리 쿠키", "온누리상사 쿠키", "열두"]
)
def test_offers_are_found_as_people_type(client, query):
    OfferFactory(enterprise__name="(주)온누리상사")
    OfferFactory(text={"name_ko": "사무실 청소", "name_en": "", "summary": "청소합니다.", "description": "닦습니다."})
    assert names(client, f"q={query}") == {"우리 밀 쿠키"}


def test_a_changed_text_is_found_by_its_new_words_only_after_moderation(client):
    offer = OfferFactory()
    actions.edit(offer.pk, {"name_ko": "보리 과자", "summary": "보리입니다."})
    assert names(client, "q=보리") == set()
    version = actions.submit(offer.pk, by=None)
    actions.approve(version.pk, by=None, seen=version.submitted_at)
    assert names(client, "q=보리") == {"보리 과자"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("category=food", {"쿠키", "커피"}),
        ("category=food-bakery", {"쿠키"}),
        ("kind=service", {"청소"}),
        ("district=26110", {"청소"}),
        ("qualification=village", {"청소"}),
        ("category=food&kind=service", set()),
    ],
)
def test_filters_narrow_and_combine(client, query, found):
    OfferFactory(text={"name_ko": "쿠키"})
    OfferFactory(text={"name_ko": "커피", "category_id": "food-drink"})
    cleaner = EnterpriseFactory(district_id="26110", qualification="village")
    OfferFactory(enterprise=cleaner, text={"name_ko": "청소", "kind": "service", "category_id": "service-cleaning"})
    assert names(client, query) == found


def test_facets_count_beside_the_other_questions(client):
    OfferFactory()
    OfferFactory(text={"kind": "service", "category_id": "service-cleaning"})
    assert options(client, "kind") == ["전체", "제품 (1)", "서비스 (1)"]
    assert options(client, "kind", "category=food") == ["전체", "제품 (1)"]
    assert options(client, "category", "category=food")[1:] == [
        "식품 (1)",
        "식품 › 빵·과자·떡 (1)",
        "시설·생활 서비스 (1)",
        "시설·생활 서비스 › 청소·방역 (1)",
    ]


def test_a_chosen_answer_stays_when_it_leaves_nothing(client):
    OfferFactory()
    assert options(client, "kind", "kind=service") == ["전체", "제품 (1)", "서비스 (0)"]


def test_qualification_facets_count_offers_and_only_what_is_in_force(client):
    firm = OfferFactory().enterprise
    OfferFactory(enterprise=firm)
    QualificationFactory(enterprise=firm, kind_id="village", valid_to=date(2024, 6, 1))
    assert len(options(client, "qualification")) == 2
    assert options(client, "qualification")[1].endswith("(2)")


def test_chosen_filters_are_tags_without_which_the_list_is_asked(client):
    OfferFactory()
    page = client.get(f"{LIST}?q=쿠키&kind=product")
    chips = dict(page.context["chips"])
    assert chips["구분: 제품"] == f"{LIST}?q=%EC%BF%A0%ED%82%A4"
    assert "(1)" not in "".join(chips)


@pytest.mark.parametrize(
    "query", ["kind=gift", "category=none", "district=1", "q=!!", "enterprise=x", "qualification=x"]
)
def test_an_unknown_value_is_told(client, query):
    OfferFactory()
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == 400
    assert "page" not in page.context


def test_nothing_found_leads_on(client):
    assert "찾는 상품이 없습니다" in client.get(f"{LIST}?q=우주선").content.decode()


def test_pages_go_on_by_key_and_an_edit_lifts_no_offer(client):
    offers = [OfferFactory(text={"name_ko": f"상품 {n}"}) for n in range(PAGE_SIZE + 1)]
    actions.edit(offers[0].pk, {"name_ko": "고친 상품"})
    version = actions.submit(offers[0].pk, by=None)
    actions.approve(version.pk, by=None, seen=version.submitted_at)
    first = client.get(LIST).context["page"]
    assert [row.pk for row in first.items] == [offer.pk for offer in offers[:0:-1]]
    assert [row.pk for row in client.get(first.next_url).context["page"].items] == [offers[0].pk]


def published(n):
    for _n in range(n):
        offer = DraftOfferFactory(enterprise=EnterpriseFactory())
        actions.add_photo(offer.pk, picture((400, 400)), "쿠키", by=None)
        version = actions.submit(offer.pk, by=None)
        actions.approve(version.pk, by=None, seen=version.submitted_at)


def queries(client, address):
    client.get(address)  # codes are cached
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(address)
    return len(captured)


def test_the_list_takes_as_many_queries_for_one_as_for_many(client):
    published(1)
    one = queries(client, LIST)
    published(21)
    assert queries(client, LIST) == one <= 20


def test_the_product_page_says_what_buyers_ask(client):
    offer = OfferFactory()
    page = client.get(offer.get_absolute_url()).content.decode()
    for word in (
        "우리 밀 쿠키",
        "12,000원 / 1상자",
        "주문 뒤 3일",
        "부산 전역",
        "식품 › 빵·과자·떡",
        "사회적기업",
        "제2024-",
    ):
        assert word in page


def test_without_a_price_it_is_given_on_request(client):
    offer = OfferFactory(text={"price_won": None})
    assert "가격 문의" in client.get(offer.get_absolute_url()).content.decode()


def test_certificates_are_those_in_force_today(client):
    offer = OfferFactory(enterprise=EnterpriseFactory(qualification=None))
    QualificationFactory(enterprise=offer.enterprise, kind_id="village", valid_to=date(2024, 6, 1), number="지난것")
    page = client.get(offer.get_absolute_url()).content.decode()
    assert "지난것" not in page
    assert "오늘 유효한 인증·지정이 없습니다" in page


@pytest.mark.parametrize("factory", [DraftOfferFactory, SubmittedOfferFactory])
def test_what_is_not_published_has_no_page(client, factory):
    assert client.get(factory().get_absolute_url()).status_code == 404


def test_a_number_that_no_offer_can_have_is_not_found(client):
    assert client.get(f"/procurement/offers/{10**30}/").status_code == 404


def test_texts_of_members_are_text(client):
    offer = OfferFactory(text={"name_ko": "<script>x</script>", "description": "<b>굵게</b>"})
    page = client.get(offer.get_absolute_url()).content.decode()
    assert "<script>x" not in page
    assert "<b>굵게" not in page


def test_the_english_page_says_the_english_name(client):
    offer = OfferFactory()
    with translation.override("ko"):  # the request leaves its language behind
        assert "Wheat cookies" in client.get(f"/en{offer.get_absolute_url()}").content.decode()


def test_categories_have_two_levels():
    from django.core.exceptions import ValidationError

    for code, parent in (("food-bakery", "food-drink"), ("food", "living")):
        row = Category.objects.get(pk=code)
        row.parent_id = parent
        with pytest.raises(ValidationError):
            row.full_clean()
