"""Offers, photos and enquiries for tests, made by their doors where a state follows from one."""

from io import BytesIO

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from procurement.marketplace import actions
from procurement.marketplace.enquiries import CONSENT_VERSION
from procurement.marketplace.models import Enquiry, Offer, OfferVersion
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.enterprises import EnterpriseFactory, MembershipFactory

CONTENT = {
    "kind": "product",
    "category_id": "food-bakery",
    "name_ko": "우리 밀 쿠키",
    "name_en": "Wheat cookies",
    "summary": "우리 밀로 구운 쿠키입니다.",
    "description": "열두 개가 들어 있습니다.",
    "price_won": 12000,
    "unit": "1상자",
    "minimum_quantity": 2,
    "delivery_area": "부산 전역",
    "lead_days": 3,
}


class DraftOfferFactory(factory.django.DjangoModelFactory):
    """An offer that is being written; `text` overrides its content."""

    class Meta:
        model = Offer
        skip_postgeneration_save = True

    enterprise = factory.SubFactory(EnterpriseFactory)

    @factory.post_generation
    def text(self, create, extracted, **kwargs):
        OfferVersion.objects.create(offer=self, **{**CONTENT, **(extracted or {})})


class SubmittedOfferFactory(DraftOfferFactory):
    """An offer that waits for moderation."""

    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def submission(self, create, extracted, **kwargs):
        actions.submit(self.pk, by=None)


class OfferFactory(SubmittedOfferFactory):
    """A published offer."""

    class Meta:
        skip_postgeneration_save = True

    @factory.post_generation
    def publication(self, create, extracted, **kwargs):
        approve(self)


class EnquiryFactory(factory.django.DjangoModelFactory):
    """An enquiry whose contact is confirmed."""

    class Meta:
        model = Enquiry

    offer = factory.SubFactory(OfferFactory)
    state = "open"
    name = "김하늘"
    organisation = "한빛초등학교"
    channel = "email"
    contact = "asker@example.com"
    text = "120명분 견적을 받을 수 있을까요?"
    consent_version = CONSENT_VERSION
    confirmed_at = factory.LazyFunction(timezone.now)


def approve(offer, by=None):
    """Publish the text of an offer that waits; leave `offer` as it then is."""
    version = offer.versions.get(state="submitted")
    actions.approve(version.pk, by=by, seen=version.submitted_at)
    offer.refresh_from_db()


def member(enterprise, role="owner"):
    """Return a person with a role in the enterprise, which has an owner besides."""
    if role != "owner":
        MembershipFactory(enterprise=enterprise)
    return MembershipFactory(user=UserFactory(), enterprise=enterprise, role=role).user


def moderator():
    """Return somebody of the city."""
    return StaffFactory()


def picture(size=(900, 700), kind="JPEG", name="사진.jpg", mode="RGB", **saving):
    """Return an upload of a plain picture."""
    target = BytesIO()
    Image.new(mode, size, "orange").save(target, kind, **saving)
    return SimpleUploadedFile(name, target.getvalue())
