from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from busan_se.audit.history import history_of
from busan_se.core.errors import Conflict, Refused, WrongState
from busan_se.notifications.models import Message, Outbox
from procurement.marketplace import actions
from procurement.marketplace.models import Offer, OfferVersion, Photo
from procurement.marketplace.models.offers import MOST_PHOTOS
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.offers import (
    CONTENT,
    DraftOfferFactory,
    OfferFactory,
    SubmittedOfferFactory,
    approve,
    member,
    moderator,
    picture,
)

pytestmark = pytest.mark.django_db


def waiting(offer):
    return offer.versions.get(state="submitted")


def add_photo(offer, alt="쿠키 열두 개"):
    return actions.add_photo(offer.pk, picture(), alt, by=None)


def test_an_offer_begins_as_a_draft():
    offer = actions.create(EnterpriseFactory(), CONTENT)
    assert (offer.state, offer.open_version.name_ko) == ("draft", "우리 밀 쿠키")
    assert not Offer.objects.published().exists()


def test_an_enterprise_has_no_endless_offers(monkeypatch):
    monkeypatch.setattr(actions, "MOST_OFFERS", 1)
    offer = OfferFactory()
    with pytest.raises(Refused) as refused:
        actions.create(offer.enterprise, CONTENT)
    assert refused.value.code == "too_many_offers"


def test_approval_publishes_and_tells_the_writers():
    offer = SubmittedOfferFactory()
    owner, viewer = member(offer.enterprise), member(offer.enterprise, "viewer")
    approve(offer, by=moderator())
    assert (offer.state, offer.published.name_ko) == ("published", "우리 밀 쿠키")
    assert Message.objects.filter(user=owner, kind="offer").count() == 1
    assert not Message.objects.filter(user=viewer).exists()
    assert Outbox.objects.filter(recipient_email=owner.email).exists()


def test_a_change_waits_while_the_published_text_stays():
    offer = OfferFactory()
    actions.edit(offer.pk, {"name_ko": "새 쿠키"})
    actions.submit(offer.pk, by=None)
    offer.refresh_from_db()
    assert (offer.state, offer.published.name_ko) == ("published", "우리 밀 쿠키")
    first = offer.published_at
    approve(offer)
    assert (offer.published.name_ko, offer.published_at) == ("새 쿠키", first)
    assert sorted(offer.versions.values_list("state", flat=True)) == ["approved", "superseded"]


def test_photos_go_with_the_text_and_wait_with_it():
    offer = DraftOfferFactory()
    add_photo(offer)
    actions.submit(offer.pk, by=None)
    approve(offer)
    add_photo(offer, "새 사진")
    assert [photo.alt for photo in offer.published.photos.all()] == ["쿠키 열두 개"]
    assert [photo.alt for photo in offer.versions.get(state="draft").photos.all()] == ["쿠키 열두 개", "새 사진"]


def test_a_removed_photo_frees_its_place():
    offer = DraftOfferFactory()
    for _n in range(MOST_PHOTOS):
        add_photo(offer)
    with pytest.raises(Refused) as refused:
        add_photo(offer)
    assert refused.value.code == "too_many_photos"
    actions.remove_photo(offer.pk, 2)
    assert add_photo(offer).place == 2


def test_a_returned_text_says_why_and_can_be_submitted_again():
    offer = SubmittedOfferFactory()
    owner = member(offer.enterprise)
    version = waiting(offer)
    actions.send_back(version.pk, by=moderator(), reason="사진이 다릅니다.", seen=version.submitted_at)
    assert "사진이 다릅니다." in Message.objects.get(user=owner).body
    assert actions.submit(offer.pk, by=owner).state == "submitted"


def test_a_text_that_waits_cannot_be_written_on():
    offer = SubmittedOfferFactory()
    for change in (
        lambda: actions.edit(offer.pk, CONTENT),
        lambda: add_photo(offer),
        lambda: actions.discard(offer.pk),
    ):
        with pytest.raises(WrongState):
            change()


def test_a_text_is_taken_back_until_it_is_decided():
    offer = SubmittedOfferFactory()
    assert actions.recall(offer.pk).state == "draft"
    actions.submit(offer.pk, by=None)
    approve(offer)
    with pytest.raises(WrongState):
        actions.recall(offer.pk)


def test_nobody_approves_what_nobody_read():
    offer = SubmittedOfferFactory()
    version = waiting(offer)
    actions.recall(offer.pk)
    actions.edit(offer.pk, {"name_ko": "전혀 다른 것"})
    actions.submit(offer.pk, by=None)
    with pytest.raises(Conflict):
        actions.approve(version.pk, by=None, seen=version.submitted_at)
    offer.refresh_from_db()
    assert offer.state == "draft"


def test_a_draft_is_deleted_and_a_change_is_discarded():
    draft, published = DraftOfferFactory(), OfferFactory()
    assert actions.discard(draft.pk) is False
    actions.edit(published.pk, {"name_ko": "새 쿠키"})
    assert actions.discard(published.pk) is True
    assert list(Offer.objects.all()) == [published]


def test_nothing_to_discard_is_told():
    with pytest.raises(WrongState):
        actions.discard(OfferFactory().pk)


def test_taken_down_and_put_up_again():
    offer = OfferFactory()
    actions.take_down(offer.pk)
    assert not Offer.objects.published().exists()
    actions.put_up(offer.pk)
    assert Offer.objects.published().exists()


def test_a_suspension_is_told_and_only_staff_end_it():
    offer = OfferFactory()
    owner = member(offer.enterprise)
    actions.suspend(offer.pk, reason="원산지 표시 없음")
    assert "원산지 표시 없음" in Message.objects.get(user=owner).body
    with pytest.raises(WrongState):
        actions.put_up(offer.pk)
    actions.lift(offer.pk)
    assert Offer.objects.published().exists()
    assert Message.objects.filter(user=owner).count() == 2


def test_what_was_never_published_is_not_suspended():
    with pytest.raises(WrongState):
        actions.suspend(SubmittedOfferFactory().pk, reason="x")


def test_changes_leave_history_with_the_reason():
    offer = OfferFactory()
    actions.suspend(offer.pk, reason="원산지 표시 없음")
    assert history_of(offer)[0].reason == "원산지 표시 없음"


@pytest.mark.parametrize("state", ["closed", "dissolved"])
def test_offers_of_a_closed_enterprise_are_gone(state):
    offer = OfferFactory()
    from tests.factories.enterprises import OperatingStateFactory

    OperatingStateFactory(enterprise=offer.enterprise, state=state)
    assert not Offer.objects.published().exists()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"price_won": 0}, "offer_price_positive"),
        ({"price_won": -5}, "offer_price_positive"),
        ({"minimum_quantity": 0}, "offer_minimum_positive"),
        ({"lead_days": 1001}, "offer_lead_days_plausible"),
        ({"kind": "gift"}, "offer_kind_known"),
        ({"name_ko": ""}, "offer_text_has_words"),
        ({"state": "approved"}, "offer_text_state_and_dates_agree"),
        ({"state": "submitted"}, "offer_text_state_and_dates_agree"),
        ({"submitted_at": timezone.now()}, "offer_text_state_and_dates_agree"),
    ],
)
def test_the_database_keeps_the_promises_of_a_text(change, constraint):
    offer = DraftOfferFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        offer.versions.update(**change)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "draft"}, "offer_published_has_text"),
        ({"published_at": None}, "offer_published_has_text"),
        ({"state": "taken_down"}, "offer_end_has_time"),
        ({"ended_at": timezone.now()}, "offer_end_has_time"),
        ({"state": "sold"}, "offer_end_has_time"),
        ({"state": "suspended", "ended_at": timezone.now() + timedelta(days=1)}, "offer_suspension_has_reason"),
    ],
)
def test_the_database_keeps_the_promises_of_an_offer(change, constraint):
    offer = OfferFactory()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Offer.objects.filter(pk=offer.pk).update(**change)


def test_an_offer_has_one_open_and_one_approved_text():
    offer = SubmittedOfferFactory()
    with pytest.raises(IntegrityError, match="offer_one_open_text"), transaction.atomic():
        OfferVersion.objects.create(offer=offer, **CONTENT)


@pytest.mark.parametrize("content", [{"name_ko": "바꿈"}, {"price_won": 1}, {"category_id": "food-drink"}])
@pytest.mark.parametrize("factory", [SubmittedOfferFactory, OfferFactory])
def test_the_database_refuses_to_change_what_was_handed_in(factory, content):
    offer = factory()
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        offer.versions.update(**content)


def test_a_seventh_photo_is_refused_by_the_database():
    photo = add_photo(DraftOfferFactory())
    with pytest.raises(IntegrityError, match="photo_places_limited"), transaction.atomic():
        Photo.objects.filter(pk=photo.pk).update(place=MOST_PHOTOS + 1)
