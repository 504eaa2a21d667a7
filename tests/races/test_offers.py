"""Two people at one offer or enquiry."""

import re

import pytest

from busan_se.notifications.models import Message, Outbox
from procurement.marketplace import actions, enquiries
from procurement.marketplace.models import Enquiry, Offer, Photo
from procurement.marketplace.models.offers import MOST_PHOTOS
from tests.factories.offers import (
    CONTENT,
    DraftOfferFactory,
    EnquiryFactory,
    OfferFactory,
    SubmittedOfferFactory,
    member,
    picture,
)

pytestmark = pytest.mark.race


def test_two_moderators_decide_once(race_db):
    offer = SubmittedOfferFactory()
    owner = member(offer.enterprise)
    version = offer.versions.get()
    decisions = [
        lambda: actions.approve(version.pk, by=None, seen=version.submitted_at),
        lambda: actions.send_back(version.pk, by=None, reason="다시", seen=version.submitted_at),
    ]
    outcome = race_db.together(*decisions * 3)
    assert len(outcome.values) == 1
    assert {error.code for error in outcome.errors} <= {"not_approve", "not_send_back"}
    assert Message.objects.filter(user=owner).count() == 1


def test_a_text_taken_back_is_not_published(race_db):
    version = SubmittedOfferFactory().versions.get()
    outcome = race_db.together(
        lambda: actions.approve(version.pk, by=None, seen=version.submitted_at),
        lambda: actions.recall(version.offer_id),
    )
    assert len(outcome.values) == 1
    version.refresh_from_db()
    assert (version.state == "approved") == Offer.objects.published().exists()


def test_photos_added_at_once_find_a_place_each_and_no_seventh(race_db):
    offer = DraftOfferFactory()
    outcome = race_db.together(*[lambda: actions.add_photo(offer.pk, picture((400, 400)), "x", by=None)] * 9)
    assert sorted(Photo.objects.values_list("place", flat=True)) == list(range(1, MOST_PHOTOS + 1))
    assert {error.code for error in outcome.errors} == {"too_many_photos"}


def test_two_changes_begun_at_once_are_one(race_db):
    offer = OfferFactory()
    outcome = race_db.together(*[lambda: actions.edit(offer.pk, {"name_ko": "새 쿠키"})] * 4)
    assert not outcome.errors
    assert offer.versions.open().count() == 1


def test_the_limit_of_offers_holds(race_db, monkeypatch):
    monkeypatch.setattr(actions, "MOST_OFFERS", 3)
    enterprise = DraftOfferFactory().enterprise
    outcome = race_db.together(*[lambda: actions.create(enterprise, CONTENT)] * 6)
    assert len(outcome.values) == 2
    assert {error.code for error in outcome.errors} == {"too_many_offers"}


def test_an_enquiry_is_answered_once(race_db):
    enquiry = EnquiryFactory()
    outcome = race_db.together(*[lambda: enquiries.answer(enquiry.pk, "네.", by=None)] * 5)
    assert len(outcome.values) == 1
    assert {error.code for error in outcome.errors} == {"not_answer"}
    assert Outbox.objects.filter(kind="enquiry_answer").count() == 1


def test_an_enquiry_confirmed_twice_is_passed_on_once(race_db):
    from busan_se.notifications.contacts import Contact

    offer = OfferFactory()
    member(offer.enterprise)
    said = {"name": "김", "organisation": "", "text": "?", "contact": Contact("email", "a@example.com"), "ip": None}
    pk = enquiries.ask(offer, **said).pk
    code = re.search(r"\d{6}", Outbox.objects.get(recipient_email="a@example.com").body)[0]
    outcome = race_db.together(*[lambda: enquiries.confirm(pk, code)] * 4)
    assert len(outcome.values) == 1
    assert Enquiry.objects.get().state == "open"
    assert Message.objects.filter(kind="enquiry").count() == 1
