"""What members do on the pages, from the first text to the answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from busan_se.notifications.models import Outbox
from procurement.marketplace import actions
from procurement.marketplace.models import Enquiry, Offer
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.offers import (
    CONTENT,
    DraftOfferFactory,
    EnquiryFactory,
    OfferFactory,
    SubmittedOfferFactory,
    member,
    picture,
)

pytestmark = pytest.mark.django_db
FORM = {**{name: value for name, value in CONTENT.items() if name != "category_id"}, "category": "food-bakery"}


@pytest.fixture
def enterprise():
    return EnterpriseFactory()


@pytest.fixture
def owner(client, enterprise):
    user = member(enterprise)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def sign_in(client, user):
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")


def test_from_the_first_text_to_the_submission(client, owner, enterprise):
    answer = client.post("/my/offers/new/", {**FORM, "price_won": "12,000원"})
    offer = Offer.objects.get(enterprise=enterprise)
    assert answer.url == f"/my/offers/{offer.pk}/"
    client.post(f"{answer.url}photos/", {"photo": picture(), "alt": "쿠키 열두 개"})
    page = client.get(answer.url).content.decode()
    assert "12,000원 / 1상자" in page
    assert "쿠키 열두 개" in page
    client.post(f"{answer.url}submit/")
    assert offer.versions.get().state == "submitted"
    client.post(f"{answer.url}recall/")
    assert offer.versions.get().state == "draft"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_ko": ""}, "name_ko"),
        ({"category": "food"}, "category"),  # offers stand on the lower level
        ({"category": "none"}, "category"),
        ({"price_won": "0"}, "price_won"),
        ({"price_won": "열두 냥"}, "price_won"),
        ({"price_won": str(10**400)}, "price_won"),
        ({"unit": ""}, "unit"),
        ({"minimum_quantity": "0"}, "minimum_quantity"),
        ({"minimum_quantity": "9" * 30}, "minimum_quantity"),
        ({"lead_days": "-1"}, "lead_days"),
        ({"kind": "gift"}, "kind"),
        ({"description": "가" * 4001}, "description"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(client, owner, wrong, field):
    answer = client.post("/my/offers/new/", {**FORM, **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Offer.objects.exists()


def test_a_change_of_a_published_offer_waits(client, owner, enterprise):
    offer = OfferFactory(enterprise=enterprise)
    client.post(f"/my/offers/{offer.pk}/edit/", {**FORM, "name_ko": "새 쿠키"})
    assert "새 쿠키" in client.get(f"/my/offers/{offer.pk}/").content.decode()
    assert "새 쿠키" not in client.get(offer.get_absolute_url()).content.decode()


def test_what_waits_is_not_changed_by_an_old_page(client, owner, enterprise):
    offer = SubmittedOfferFactory(enterprise=enterprise)
    answer = client.post(f"/my/offers/{offer.pk}/edit/", FORM)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()


@pytest.mark.parametrize("step", ["submit", "recall", "put-up", "take-down"])
def test_a_step_that_is_not_possible_is_told(client, owner, enterprise, step):
    draft, waiting = DraftOfferFactory(enterprise=enterprise), SubmittedOfferFactory(enterprise=enterprise)
    offer = waiting if step == "submit" else draft
    page = client.post(f"/my/offers/{offer.pk}/{step}/", follow=True)
    assert page.status_code == 200
    assert [message.level_tag for message in page.context["messages"]] == ["error"]


def test_down_and_up_again(client, owner, enterprise):
    offer = OfferFactory(enterprise=enterprise)
    client.post(f"/my/offers/{offer.pk}/take-down/")
    assert client.get(offer.get_absolute_url()).status_code == 404
    client.post(f"/my/offers/{offer.pk}/put-up/")
    assert client.get(offer.get_absolute_url()).status_code == 200


def test_discarding_asks_first(client, owner, enterprise):
    offer = DraftOfferFactory(enterprise=enterprise)
    client.get(f"/my/offers/{offer.pk}/discard/")
    assert Offer.objects.exists()
    assert client.post(f"/my/offers/{offer.pk}/discard/").url == "/my/offers/"
    assert not Offer.objects.exists()


def test_a_wrong_photo_is_told_at_its_field(client, owner, enterprise):
    offer = DraftOfferFactory(enterprise=enterprise)
    for upload, alt, field in ((picture((90, 90)), "쿠키", "photo"), (picture(), "", "alt")):
        answer = client.post(f"/my/offers/{offer.pk}/photos/", {"photo": upload, "alt": alt})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])


def test_a_photo_is_removed(client, owner, enterprise):
    offer = DraftOfferFactory(enterprise=enterprise)
    photo = actions.add_photo(offer.pk, picture(), "쿠키", by=None)
    client.post(f"/my/offers/{offer.pk}/photos/{photo.place}/remove/")
    assert not offer.versions.get().photos.exists()


def test_a_returned_offer_shows_the_reason(client, owner, enterprise):
    offer = SubmittedOfferFactory(enterprise=enterprise)
    version = offer.versions.get()
    actions.send_back(version.pk, by=None, reason="사진이 다릅니다.", seen=version.submitted_at)
    assert "사진이 다릅니다." in client.get(f"/my/offers/{offer.pk}/").content.decode()
    assert "돌려받은 상품 고치기" in client.get("/my/").content.decode()


def test_a_viewer_reads_and_changes_nothing(client, enterprise):
    sign_in(client, member(enterprise, "viewer"))
    offer = DraftOfferFactory(enterprise=enterprise)
    page = client.get(f"/my/offers/{offer.pk}/")
    assert page.status_code == 200
    assert "<form" not in page.content.decode().partition('id="container"')[2].partition("</main>")[0]
    for address in ("submit/", "edit/", "discard/", "photos/", "photos/1/remove/"):
        assert client.post(f"/my/offers/{offer.pk}/{address}").status_code == 403
    assert client.post("/my/offers/new/", FORM).status_code == 403


@pytest.mark.parametrize("address", ["", "edit/", "discard/"])
def test_offers_of_others_are_not_found(client, owner, address):
    assert client.get(f"/my/offers/{OfferFactory().pk}/{address}").status_code == 404


def test_who_has_no_enterprise_is_told(client):
    from tests.factories.accounts import UserFactory

    sign_in(client, UserFactory())
    assert client.get("/my/offers/").status_code == 200
    assert client.get("/my/enquiries/").status_code == 200
    assert client.get("/my/offers/new/").status_code == 403


def test_an_enquiry_is_read_and_answered(client, owner, enterprise):
    enquiry = EnquiryFactory(offer__enterprise=enterprise)
    assert enquiry.name in client.get("/my/enquiries/").content.decode()
    assert "asker@example.com" in client.get(f"/my/enquiries/{enquiry.pk}/").content.decode()
    client.post(f"/my/enquiries/{enquiry.pk}/", {"answer": "네, 됩니다."})
    assert Outbox.objects.get(kind="enquiry_answer").recipient_email == "asker@example.com"
    assert enquiry.name not in client.get("/my/enquiries/").content.decode()
    assert enquiry.name in client.get("/my/enquiries/?show=all").content.decode()
    client.post(f"/my/enquiries/{enquiry.pk}/close/")
    assert Enquiry.objects.get().state == "closed"


def test_an_answer_given_twice_is_told(client, owner, enterprise):
    enquiry = EnquiryFactory(offer__enterprise=enterprise)
    client.post(f"/my/enquiries/{enquiry.pk}/", {"answer": "네."})
    assert client.post(f"/my/enquiries/{enquiry.pk}/", {"answer": "아니요."}).status_code == 422
    assert Enquiry.objects.get().answer == "네."


def test_a_viewer_does_not_answer(client, enterprise):
    sign_in(client, member(enterprise, "viewer"))
    enquiry = EnquiryFactory(offer__enterprise=enterprise)
    assert client.get(f"/my/enquiries/{enquiry.pk}/").status_code == 200
    assert client.post(f"/my/enquiries/{enquiry.pk}/", {"answer": "네."}).status_code == 403
    assert client.post(f"/my/enquiries/{enquiry.pk}/close/").status_code == 404


def test_enquiries_to_others_are_not_found(client, owner):
    assert client.get(f"/my/enquiries/{EnquiryFactory().pk}/").status_code == 404


@pytest.mark.parametrize("address", ["/my/offers/", "/my/enquiries/", "/my/"])
def test_lists_take_as_many_queries_for_one_as_for_many(client, owner, enterprise, address):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    def fill(n):
        for _n in range(n):
            EnquiryFactory(offer=OfferFactory(enterprise=enterprise))
            DraftOfferFactory(enterprise=enterprise)

    fill(1)
    queries()
    one = queries()
    fill(10)
    assert queries() == one
