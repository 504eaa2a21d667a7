"""What members are told about their offers and enquiries: in the inbox and by mail."""

from datetime import datetime
from operator import mod

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import Text
from busan_se.notifications.actions import notify
from enterprises.registry.models import Membership
from procurement.marketplace.models import Enquiry, Offer, OfferVersion
from procurement.marketplace.models.offers import WRITERS

# A text with its values, spoken in the language of who reads it.
_filled = lazy(mod, str)

OFFER_KIND = "offer"
ENQUIRY_KIND = "enquiry"


def tell_approved(offer: Offer, version: OfferVersion) -> None:
    """Tell that a text is published."""
    body = _filled(_("“%(name)s” was looked at and is published."), {"name": version})
    _tell(offer, f"offer-approved:{version.pk}", _("Your offer is published"), body)


def tell_returned(offer: Offer, version: OfferVersion) -> None:
    """Tell what to change before a text can be published."""
    text = _("“%(name)s” was returned: %(reason)s\nChange it and submit it again. What is published stays.")
    body = _filled(text, {"name": version, "reason": version.reason})
    _tell(offer, f"offer-returned:{version.pk}:{_moment(version.decided_at)}", _("Your offer was returned"), body)


def tell_suspended(offer: Offer) -> None:
    """Tell that staff took an offer from the shelves, and why."""
    body = _filled(_("“%(name)s” is not shown any more: %(reason)s"), {"name": offer, "reason": offer.reason})
    _tell(offer, f"offer-suspended:{offer.pk}:{_moment(offer.ended_at)}", _("Your offer was suspended"), body)


def tell_lifted(offer: Offer) -> None:
    """Tell that an offer is shown again."""
    body = _filled(_("“%(name)s” is shown again."), {"name": offer})
    key = f"offer-lifted:{offer.pk}:{_moment(offer.updated_at)}"
    _tell(offer, key, _("The suspension of your offer has ended"), body)


def tell_enquiry(enquiry: Enquiry) -> None:
    """Tell that somebody asks about an offer; who it is stands on the page alone."""
    text = _("Somebody asks about “%(name)s”. Read the question and answer it on the portal.")
    body, url = _filled(text, {"name": enquiry.offer}), reverse("offers:enquiry", args=[enquiry.pk])
    _tell(enquiry.offer, f"enquiry:{enquiry.pk}", _("An enquiry about your offer"), body, ENQUIRY_KIND, url)


def _moment(at: datetime | None) -> str:
    """Return what tells two decisions on the same row apart."""
    return at.isoformat() if at else ""


def _tell(offer: Offer, key: str, title: Text, body: Text, kind: str = OFFER_KIND, url: str = "") -> None:
    """Tell the owners and managers; viewers only look."""
    page = url or reverse("offers:my", args=[offer.pk])
    members = Membership.objects.filter(enterprise=offer.enterprise_id, role__in=WRITERS).select_related("user")
    for member in members:
        notify(member.user, kind=kind, key=key, title=title, body=body, url=page)
