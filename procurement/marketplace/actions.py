"""Everything that changes an offer. Each function locks the offer first, looks again, writes, tells the members."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.audit.history import reason as because
from busan_se.core.clock import now
from busan_se.core.errors import Conflict, Refused, WrongState
from enterprises.registry.models import Enterprise
from procurement.marketplace import letters
from procurement.marketplace.models import Offer, OfferVersion, Photo
from procurement.marketplace.models.offers import CONTENT, MOST_PHOTOS
from procurement.marketplace.photos import store_photo
from procurement.marketplace.workflow import OFFER, VERSION, State, VersionState

# So many offers of one enterprise at once: a list of more helps no buyer, and keeps a script from filling the shelves.
MOST_OFFERS = 100


@transaction.atomic
def create(enterprise: Enterprise, content: Mapping[str, Any]) -> Offer:
    """Begin an offer with a first text (the fields of CONTENT). Raises Refused ("too_many_offers")."""
    Enterprise.objects.select_for_update(of=("self",), no_key=True).get(pk=enterprise.pk)
    if Offer.objects.filter(enterprise=enterprise).count() >= MOST_OFFERS:
        raise Refused(
            _("An enterprise has at most %(n)d offers. Change or delete one of them.") % {"n": MOST_OFFERS},
            "too_many_offers",
        )
    offer = Offer.objects.create(enterprise=enterprise)
    OfferVersion.objects.create(offer=offer, **content)
    return offer


@transaction.atomic
def edit(pk: int, content: Mapping[str, Any]) -> OfferVersion:
    """Write on the open text of an offer; where there is none, begin one from the published text.

    Raises WrongState ("not_edit") while it waits for moderation.
    """
    version = _writable(_locked(pk))
    for name, value in content.items():
        setattr(version, name, value)
    version.save()
    return version


def add_photo(pk: int, upload: UploadedFile, alt: str, *, by: Any) -> Photo:
    """Add a photo to the open text (begun from the published one where there is none), in the first free place.

    Raises Refused as `photos.store_photo`, Refused ("too_many_photos"), WrongState ("not_edit").
    """
    sizes = store_photo(upload, user=by)
    with transaction.atomic():
        version = _writable(_locked(pk))
        taken = set(version.photos.values_list("place", flat=True))
        free = next((place for place in range(1, MOST_PHOTOS + 1) if place not in taken), None)
        if free is None:
            raise Refused(
                _("An offer has at most %(n)d photos. Remove one first.") % {"n": MOST_PHOTOS}, "too_many_photos"
            )
        return Photo.objects.create(version=version, place=free, alt=alt, large=sizes.large, small=sizes.small)


@transaction.atomic
def remove_photo(pk: int, place: int) -> None:
    """Take the photo of a place off the open text; gone already: nothing happens. Raises WrongState ("not_edit")."""
    _writable(_locked(pk)).photos.filter(place=place).delete()


@transaction.atomic
def submit(pk: int, *, by: Any) -> OfferVersion:
    """Hand the open text in for moderation. Raises WrongState ("not_submit")."""
    version = _open_version(_locked(pk))
    version.state = VERSION.check(VERSION.check(version.state, "edit"), "submit")
    version.submitted_at, version.submitted_by = now(), by
    version.decided_at = version.decided_by = None
    version.save()
    return version


@transaction.atomic
def recall(pk: int) -> OfferVersion:
    """Take a submitted text back to write on it. Raises WrongState ("not_recall") once it is decided."""
    version = _open_version(_locked(pk))
    version.state = VERSION.check(version.state, "recall")
    version.submitted_at = version.submitted_by = None
    version.save()
    return version


@transaction.atomic
def discard(pk: int) -> bool:
    """Throw the open text away, and the offer with it if it was never published; return whether the offer is left.

    Raises WrongState ("not_edit") while it waits for moderation.
    """
    offer = _locked(pk)
    version = _open_version(offer)
    VERSION.check(version.state, "edit")
    if offer.state == State.DRAFT:
        offer.delete()
        return False
    version.delete()
    return True


@transaction.atomic
def approve(version_pk: int, *, by: Any, seen: datetime) -> Offer:
    """Publish a submitted text in place of the one before. `seen` is the `submitted_at` of what the moderator read.

    Raises WrongState ("not_approve") if it was decided or taken back, Conflict ("changed") if it was handed in anew.
    """
    offer, version = _waiting(version_pk, "approve", seen)
    at = now()
    if offer.published:
        OfferVersion.objects.filter(pk=offer.published.pk).update(state=VersionState.SUPERSEDED, updated_at=at)
    version.state, version.decided_at, version.decided_by, version.reason = VersionState.APPROVED, at, by, ""
    version.save()
    offer.state = OFFER.check(offer.state, "publish")
    offer.published, offer.published_at = version, offer.published_at or at
    offer.ended_at, offer.reason = None, ""
    offer.save()
    letters.tell_approved(offer, version)
    return offer


@transaction.atomic
def send_back(version_pk: int, *, by: Any, reason: str, seen: datetime) -> OfferVersion:
    """Return a submitted text to the enterprise with a reason; the published one stays. Raises as `approve`."""
    offer, version = _waiting(version_pk, "send_back", seen)
    version.state, version.decided_at = VersionState.RETURNED, now()
    version.decided_by, version.reason = by, reason
    version.save()
    letters.tell_returned(offer, version)
    return version


@transaction.atomic
def take_down(pk: int) -> Offer:
    """Take a published offer from the shelves, as its enterprise wishes. Raises WrongState ("not_take_down")."""
    return _end(_locked(pk), "take_down", "")


@transaction.atomic
def put_up(pk: int) -> Offer:
    """Show an offer again that its enterprise took down. Raises WrongState ("not_put_up")."""
    return _show(_locked(pk), "put_up")


@transaction.atomic
def suspend(pk: int, *, reason: str) -> Offer:
    """Take an offer from the shelves, as staff decide; the members are told why. Raises WrongState ("not_suspend")."""
    with because(reason):
        offer = _end(_locked(pk), "suspend", reason)
    letters.tell_suspended(offer)
    return offer


@transaction.atomic
def lift(pk: int) -> Offer:
    """End a suspension. Raises WrongState ("not_lift")."""
    offer = _show(_locked(pk), "lift")
    letters.tell_lifted(offer)
    return offer


def _end(offer: Offer, action: str, reason: str) -> Offer:
    offer.state = OFFER.check(offer.state, action)
    offer.ended_at, offer.reason = now(), reason
    offer.save()
    return offer


def _show(offer: Offer, action: str) -> Offer:
    offer.state = OFFER.check(offer.state, action)
    offer.ended_at, offer.reason = None, ""
    offer.save()
    return offer


def _locked(pk: int) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",), no_key=True).select_related("published", "enterprise")
    return rows.get(pk=pk)


def _waiting(version_pk: int, action: str, seen: datetime) -> tuple[Offer, OfferVersion]:
    """Return offer and version, locked and still as the moderator read them."""
    offer = _locked(OfferVersion.objects.values_list("offer", flat=True).get(pk=version_pk))
    version = OfferVersion.objects.get(pk=version_pk)
    VERSION.check(version.state, action)
    if version.submitted_at != seen:
        raise Conflict(_("The enterprise changed this offer in the meantime. Read it again, then decide."), "changed")
    return offer, version


def _open_version(offer: Offer) -> OfferVersion:
    version = offer.versions.open().first()
    if version is None:
        raise WrongState(_("There is no change of this offer under way."), "no_open_text")
    return version


def _writable(offer: Offer) -> OfferVersion:
    """Return the open version as a draft, or a new one from the published text with its photos."""
    version = offer.versions.open().first()
    if version is None:
        return _copied(offer)
    if version.state != VersionState.DRAFT:
        version.state = VERSION.check(version.state, "edit")
        version.submitted_at = version.submitted_by = version.decided_at = version.decided_by = None
        version.save()
    return version


def _copied(offer: Offer) -> OfferVersion:
    published = offer.published
    assert published, "an offer without an open text has a published one"
    version = OfferVersion.objects.create(offer=offer, **{name: getattr(published, name) for name in CONTENT})
    Photo.objects.bulk_create(
        Photo(version=version, place=photo.place, alt=photo.alt, large_id=photo.large_id, small_id=photo.small_id)
        for photo in published.photos.all()
    )
    return version
