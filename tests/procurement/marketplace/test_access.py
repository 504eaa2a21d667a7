"""Who sees which offers, photos and enquiries: members, staff of a district, everyone."""

import pytest
from django.contrib.auth.models import AnonymousUser

from busan_se.accounts.roles import Role
from busan_se.audit.models import AccessLog
from busan_se.files.queries import readable_by
from procurement.marketplace import actions
from procurement.marketplace.models import Enquiry, Offer, Photo
from tests.factories.accounts import StaffFactory, UserFactory, sign_in_staff
from tests.factories.enterprises import EnterpriseFactory
from tests.factories.offers import (
    DraftOfferFactory,
    EnquiryFactory,
    OfferFactory,
    SubmittedOfferFactory,
    member,
    picture,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def offers():
    """An offer of each kind, of one enterprise of 해운대구."""
    enterprise = EnterpriseFactory(district_id="26350")
    factories = {"draft": DraftOfferFactory, "waiting": SubmittedOfferFactory, "published": OfferFactory}
    return {name: factory(enterprise=enterprise) for name, factory in factories.items()}


def seen(offers, user):
    found = set(Offer.objects.visible_to(user))
    return {name for name, offer in offers.items() if offer in found}


def test_the_public_sees_what_is_published(offers):
    for user in (AnonymousUser(), UserFactory(), StaffFactory(role=Role.REVIEWER)):
        assert seen(offers, user) == {"published"}


def test_members_see_theirs(offers):
    assert seen(offers, member(offers["draft"].enterprise, "viewer")) == {"draft", "waiting", "published"}


@pytest.mark.parametrize("role", [Role.CITY_STAFF, Role.CENTRE_STAFF, Role.AUDITOR])
def test_staff_see_what_was_handed_in(offers, role):
    assert seen(offers, StaffFactory(role=role)) == {"waiting", "published"}


def test_an_officer_sees_the_own_district(offers):
    assert seen(offers, StaffFactory(districts=["26350"])) == {"waiting", "published"}
    assert seen(offers, StaffFactory(districts=["26110"])) == {"published"}


def test_a_viewer_does_not_write(offers):
    enterprise = offers["draft"].enterprise
    assert not Offer.objects.editable_by(member(enterprise, "viewer")).exists()
    assert Offer.objects.editable_by(member(enterprise, "manager")).count() == 3


def test_photos_are_public_only_while_the_offer_is(client):
    offer = DraftOfferFactory()
    photo = actions.add_photo(offer.pk, picture(), "쿠키", by=None)
    address = f"/procurement/photos/{photo.small_id}/"
    assert client.get(address).status_code == 404
    version = actions.submit(offer.pk, by=None)
    actions.approve(version.pk, by=None, seen=version.submitted_at)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert readable_by(AnonymousUser(), photo.small)
    actions.suspend(offer.pk, reason="x")
    assert client.get(address).status_code == 404
    assert not readable_by(AnonymousUser(), photo.small)


def test_a_photo_of_a_change_is_seen_by_members_and_after_submission_by_staff():
    offer = OfferFactory(enterprise__district_id="26350")
    photo = actions.add_photo(offer.pk, picture(), "쿠키", by=None)
    officer, other = StaffFactory(districts=["26350"]), StaffFactory(districts=["26110"])
    people = {"owner": member(offer.enterprise), "officer": officer, "other": other, "stranger": UserFactory()}

    def readers():
        return {name for name, user in people.items() if photo in Photo.objects.visible_to(user)}

    assert readers() == {"owner"}
    actions.submit(offer.pk, by=None)
    assert readers() == {"owner", "officer"}


def test_a_file_that_is_no_photo_is_not_served_as_one(client):
    from tests.factories.ground import StoredFileFactory

    assert client.get(f"/procurement/photos/{StoredFileFactory().pk}/").status_code == 404


def test_an_infected_photo_is_served_to_nobody(client):
    offer = DraftOfferFactory()
    photo = actions.add_photo(offer.pk, picture(), "쿠키", by=None)
    version = actions.submit(offer.pk, by=None)
    actions.approve(version.pk, by=None, seen=version.submitted_at)
    photo.small.scan_state = "infected"
    photo.small.save()
    assert client.get(f"/procurement/photos/{photo.small_id}/").status_code == 404


def test_enquiries_are_read_by_members_and_by_staff_with_the_right():
    enquiry = EnquiryFactory(offer__enterprise__district_id="26350")
    EnquiryFactory(offer=enquiry.offer, state="unconfirmed", confirmed_at=None)
    readers = [
        member(enquiry.offer.enterprise, "viewer"),
        StaffFactory(role=Role.CITY_STAFF),
        StaffFactory(role=Role.AUDITOR),
        StaffFactory(districts=["26350"]),
    ]
    others = [
        UserFactory(),
        member(EnterpriseFactory()),
        StaffFactory(districts=["26110"]),
        StaffFactory(role=Role.REVIEWER),
    ]
    assert all(list(Enquiry.objects.visible_to(user)) == [enquiry] for user in readers)
    assert not any(Enquiry.objects.visible_to(user).exists() for user in (*others, AnonymousUser()))


def test_a_look_of_staff_at_an_enquirer_is_logged(client):
    enquiry = EnquiryFactory()
    sign_in_staff(client, StaffFactory())
    listed = client.get("/admin/procurement/enquiry/").content.decode()
    assert enquiry.name not in listed
    assert not AccessLog.objects.exists()
    shown = client.get(f"/admin/procurement/enquiry/{enquiry.pk}/change/").content.decode()
    assert enquiry.name in shown
    assert AccessLog.objects.get().subject == f"procurement.Enquiry:{enquiry.pk}"
