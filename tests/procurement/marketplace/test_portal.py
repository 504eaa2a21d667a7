"""What the marketplace shows elsewhere, and the demo."""

from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from busan_se.accounts.models import User
from busan_se.files.models import StoredFile
from procurement.marketplace import demo, portal
from procurement.marketplace.models import Enquiry, Offer, OfferVersion
from tests.factories.accounts import UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory
from tests.factories.offers import DraftOfferFactory, EnquiryFactory, OfferFactory, member

pytestmark = pytest.mark.django_db


def test_the_page_of_an_enterprise_shows_its_offers(client):
    offer = OfferFactory()
    DraftOfferFactory(enterprise=offer.enterprise, text={"name_ko": "초안인 것"})
    page = client.get(offer.enterprise.get_absolute_url()).content.decode()
    assert offer.get_absolute_url() in page
    assert "초안인 것" not in page


def test_more_offers_than_the_panel_holds_are_a_link(client):
    enterprise = EnterpriseFactory()
    for _n in range(portal.IN_PANEL + 1):
        OfferFactory(enterprise=enterprise)
    link = f"/procurement/offers/?enterprise={enterprise.pk}"
    assert link in client.get(enterprise.get_absolute_url()).content.decode()
    assert client.get(link).context["n"] == portal.IN_PANEL + 1


def test_the_panel_takes_as_many_queries_for_one_as_for_many(client):
    def queries(n):
        enterprise = EnterpriseFactory()
        for _n in range(n):
            OfferFactory(enterprise=enterprise)
        with CaptureQueriesContext(connection) as captured:
            client.get(enterprise.get_absolute_url())
        return len(captured)

    queries(1)
    assert queries(1) == queries(6)


def test_the_search_of_the_portal_finds_offers(client):
    offer = OfferFactory()
    assert offer.get_absolute_url() in client.get("/search/?q=쿠키").content.decode()


def test_strategy_and_program_lead_to_the_offers(client):
    OfferFactory()
    assert 'href="/procurement/offers/"' in client.get("/procurement/").content.decode()
    page = client.get(f"/programs/{portal.PROGRAM}/").content.decode()
    assert "지금 상품 1건" in page


def test_other_programs_have_no_panel(client):
    assert "상품 보러 가기" not in client.get("/programs/business-development/").content.decode()


def test_enquiries_that_wait_are_todos_of_who_may_answer():
    enquiry = EnquiryFactory()
    owner, viewer = member(enquiry.offer.enterprise), member(enquiry.offer.enterprise, "viewer")
    assert [todo.count for todo in portal.my_todos(owner)] == [1]
    assert not portal.my_todos(viewer)


def plant():
    """Plant for three demo enterprises, one of which the demo manager works for."""
    firms = [
        EnterpriseFactory(is_demo=True, state="operating", summary=summary)
        for summary in (
            "우리 밀로 빵과 과자를 굽고 제과 체험을 엽니다.",
            "사무실과 학교, 공동주택의 청소와 소독을 합니다.",
        )
    ]
    mine = EnterpriseFactory(is_demo=True)
    MembershipFactory(enterprise=mine)
    manager = User.objects.filter(email="manager@example.com").first() or UserFactory(email="manager@example.com")
    MembershipFactory(enterprise=mine, user=manager, role="manager")
    demo.plant(Random(1), lambda line: None)
    return firms


def described():
    return sorted(OfferVersion.objects.values_list("offer__enterprise__summary", "name_ko", "price_won", "state"))


def test_the_demo_is_the_same_from_the_same_seed_and_leaves_nothing():
    real = OfferFactory()
    before = set(StoredFile.objects.values_list("pk", flat=True))
    plant()
    first = described()
    assert Offer.objects.published().count() > 5
    assert {version.state for version in OfferVersion.objects.all()} == {"draft", "submitted", "returned", "approved"}
    assert Enquiry.objects.filter(state="open").exists()
    demo.remove()
    assert list(Offer.objects.all()) == [real]
    assert not Enquiry.objects.exists()
    assert set(StoredFile.objects.values_list("pk", flat=True)) == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procurement_offerevent WHERE id <> %s", [real.pk])
        assert cursor.fetchone() == (0,)
    demo.plant(Random(1), lambda line: None)
    assert described() == first


def test_the_demo_is_planted_once():
    plant()
    count = Offer.objects.count()
    demo.plant(Random(1), lambda line: None)
    assert Offer.objects.count() == count
