"""The desk: the queue, the decision, the shelves."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from busan_se.accounts.roles import Role
from procurement.marketplace import actions
from procurement.marketplace.models import Category, Offer
from procurement.marketplace.portal import staff_todos
from tests.factories.accounts import StaffFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.offers import DraftOfferFactory, OfferFactory, SubmittedOfferFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/procurement/offer/"


@pytest.fixture
def city(client):
    user = StaffFactory()
    sign_in_staff(client, user)
    return user


def address(offer):
    return f"{LIST}{offer.pk}/moderate/"


def decide(client, offer, decision, reason=""):
    seen = client.get(address(offer)).context["form"].initial["seen"]
    return client.post(address(offer), {"decision": decision, "reason": reason, "seen": seen})


def test_the_queue_holds_what_waits(client, city):
    waiting, published = SubmittedOfferFactory(), OfferFactory(text={"name_ko": "공개된 것"})
    DraftOfferFactory(text={"name_ko": "초안인 것"})
    page = client.get(f"{LIST}?waiting=yes")
    assert address(waiting) in page.content.decode()
    assert address(published) not in page.content.decode()
    everything = client.get(LIST).content.decode()
    assert address(published) in everything
    assert "초안인 것" not in everything


def test_the_queue_is_a_todo(city):
    OfferFactory()
    assert not staff_todos(city)
    SubmittedOfferFactory(), SubmittedOfferFactory()
    assert [todo.count for todo in staff_todos(city)] == [2]


def test_an_offer_is_published(client, city):
    offer = SubmittedOfferFactory()
    assert decide(client, offer, "approve").status_code == 302
    offer.refresh_from_db()
    assert (offer.state, offer.published.decided_by) == ("published", city)


def test_an_offer_is_returned_with_a_reason(client, city):
    offer = SubmittedOfferFactory()
    assert list(decide(client, offer, "send_back").context["form"].errors) == ["reason"]
    decide(client, offer, "send_back", "사진이 다릅니다.")
    assert offer.versions.get().reason == "사진이 다릅니다."


def test_an_offer_is_suspended_and_let_on_show_again(client, city):
    offer = OfferFactory()
    assert list(decide(client, offer, "suspend").context["form"].errors) == ["reason"]
    decide(client, offer, "suspend", "원산지 없음")
    offer.refresh_from_db()
    assert (offer.state, offer.reason) == ("suspended", "원산지 없음")
    decide(client, offer, "lift")
    assert Offer.objects.published().exists()


def test_what_changed_since_it_was_read_is_told(client, city):
    offer = SubmittedOfferFactory()
    seen = client.get(address(offer)).context["form"].initial["seen"]
    actions.recall(offer.pk)
    actions.submit(offer.pk, by=None)
    answer = client.post(address(offer), {"decision": "approve", "seen": seen})
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert not Offer.objects.published().exists()


@pytest.mark.parametrize("seen", ["", "yesterday", "2026-13-40"])
def test_a_damaged_stamp_is_refused_in_words(client, city, seen):
    offer = SubmittedOfferFactory()
    answer = client.post(address(offer), {"decision": "approve", "seen": seen})
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_a_decision_that_is_not_possible_is_no_choice(client, city):
    answer = client.post(address(OfferFactory()), {"decision": "approve", "seen": ""})
    assert list(answer.context["form"].errors) == ["decision"]


def test_the_change_stands_beside_what_is_published(client, city):
    offer = OfferFactory()
    actions.edit(offer.pk, {"name_ko": "새 쿠키"})
    actions.submit(offer.pk, by=None)
    page = client.get(address(offer)).content.decode()
    assert "새 쿠키" in page
    assert "우리 밀 쿠키" in page


def test_the_auditor_reads_and_decides_nothing(client):
    sign_in_staff(client, StaffFactory(role=Role.AUDITOR))
    offer = SubmittedOfferFactory()
    assert client.get(address(offer)).context["form"] is None
    assert client.post(address(offer), {"decision": "approve"}).status_code == 403


def test_an_officer_finds_the_own_district(client):
    mine = SubmittedOfferFactory(enterprise=EnterpriseFactory(district_id="26350"))
    other = SubmittedOfferFactory(enterprise=EnterpriseFactory(district_id="26110"))
    officer = StaffFactory(districts=["26350"])
    sign_in_staff(client, officer)
    assert client.get(address(mine)).status_code == 200
    assert client.get(address(other)).status_code == 404
    assert client.post(address(other), {"decision": "approve"}).status_code == 404
    assert [todo.count for todo in staff_todos(officer)] == [1]


def test_the_row_of_the_admin_leads_to_the_page_of_the_offer(client, city):
    offer = OfferFactory()
    assert client.get(f"{LIST}{offer.pk}/change/").url == address(offer)
    assert client.get(f"{LIST}999/change/").status_code == 302


def test_shelves_are_kept_at_the_desk(client, city):
    client.post("/admin/procurement/category/add/", {"code": "food-gim", "name_ko": "김", "parent": "food", "order": 5})
    assert Category.objects.get(pk="food-gim").parent_id == "food"
    answer = client.post(
        "/admin/procurement/category/add/", {"code": "x", "name_ko": "셋째", "parent": "food-gim", "order": 5}
    )
    assert "parent" in answer.context["adminform"].form.errors


@pytest.mark.parametrize("listed", [LIST, "/admin/procurement/enquiry/"])
def test_lists_take_as_many_queries_for_one_as_for_many(client, city, listed):
    from tests.factories.offers import EnquiryFactory

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(listed).status_code == 200
        return len(captured)

    def fill(n):
        for _n in range(n):
            EnquiryFactory()
            SubmittedOfferFactory()

    fill(1)
    queries()
    one = queries()
    fill(10)
    assert queries() == one
