"""What pages show of an offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from busan_se.core.clock import today
from busan_se.core.money import won
from enterprises.registry.models import Qualification
from procurement.marketplace.models import Offer, OfferVersion, Photo
from procurement.marketplace.models.offers import OfferQuerySet
from procurement.marketplace.workflow import State, VersionState

TONES = {
    State.DRAFT: "gray",
    State.PUBLISHED: "success",
    State.TAKEN_DOWN: "gray",
    State.SUSPENDED: "danger",
    VersionState.DRAFT: "gray",
    VersionState.SUBMITTED: "information",
    VersionState.RETURNED: "warning",
}


@dataclass(frozen=True)
class OfferPage:
    """One text of an offer with everything around it: `version` is the published one or the one being written."""

    offer: Offer
    version: OfferVersion

    @property
    def photos(self) -> Sequence[Photo]:
        """Return the photos in their order."""
        return list(self.version.photos.all())

    @property
    def price(self) -> str:
        """Return "12,000원 / 1박스", or that it is given on request."""
        return price_of(self.version)

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """Return what buyers ask first."""
        version = self.version
        days = version.lead_days
        lead = ngettext("%(n)d day from the order", "%(n)d days from the order", days or 0) % {"n": days or 0}
        return [
            (_("Price"), self.price),
            (_("Minimum quantity"), f"{version.minimum_quantity:,}" if version.minimum_quantity > 1 else ""),
            (_("Where it is delivered"), version.delivery_area),
            (_("Delivery"), lead if days is not None else ""),
            (_("Category"), f"{version.category.parent} › {version.category}" if version.category.parent else ""),
        ]

    @property
    def certificates(self) -> list[tuple[str, str]]:
        """Return kind and number of the qualifications that the register says are in force today."""
        held = self.offer.enterprise.qualifications.valid_on(today()).select_related("kind").order_by("kind__order")
        return [(f"{row.kind} {row.kind.verb}", row.number) for row in held]


@dataclass(frozen=True)
class Row:
    """One line of a member's list."""

    offer: Offer
    version: OfferVersion | None
    tone: str
    change: OfferVersion | None
    change_tone: str


def row_of(offer: Offer) -> Row:
    """Return the line of an offer with its state and that of its open change."""
    change = offer.open_version
    return Row(
        offer,
        offer.published or change,
        TONES[State(offer.state)],
        change,
        TONES[VersionState(change.state)] if change else "",
    )


def price_of(version: OfferVersion) -> str:
    """Return the price as buyers read it."""
    if version.price_won is None:
        return _("Price on request")
    return f"{won(version.price_won)} / {version.unit}" if version.unit else won(version.price_won)


def with_cards(rows: OfferQuerySet) -> OfferQuerySet:
    """Load what a card shows: text, photos, enterprise, and its qualifications in force; two queries more."""
    held = Qualification.objects.valid_on(today()).select_related("kind").order_by("kind__order")
    return rows.with_text().prefetch_related(Prefetch("enterprise__qualifications", held, "held"))
