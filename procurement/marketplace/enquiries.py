"""Everything that changes an enquiry: asked, confirmed by a code, answered, closed, forgotten."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.core.clock import now
from busan_se.core.errors import Refused
from busan_se.notifications import contacts
from busan_se.notifications.contacts import Contact
from busan_se.notifications.models import Outbox, TextMessage
from procurement.marketplace import letters
from procurement.marketplace.models import Enquiry, Offer
from procurement.marketplace.workflow import ENQUIRY, EnquiryState

PURPOSE = "marketplace.enquiry"
CONSENT_VERSION = "2026-11-01"
ANSWER_KIND = "enquiry_answer"
# How long personal data of enquirers stay (see the model).
KEPT = timedelta(days=365)
UNCONFIRMED_KEPT = timedelta(days=1)


@transaction.atomic
def ask(offer: Offer, *, name: str, organisation: str, contact: Contact, text: str, ip: str | None) -> Enquiry:
    """Keep an enquiry and send a code to its contact; nobody is told of it before the code is entered.

    The person has consented (`CONSENT_VERSION`). Raises Refused ("not_offered", "too_many_codes").
    """
    if not Offer.objects.published().filter(pk=offer.pk).exists():
        raise Refused(_("This offer is not shown any more, so nobody would answer."), "not_offered")
    enquiry = Enquiry.objects.create(
        offer=offer,
        name=name,
        organisation=organisation,
        channel=contact.channel,
        contact=contact.value,
        text=text,
        consent_version=CONSENT_VERSION,
    )
    contacts.send_code(contact, purpose=PURPOSE, key=str(enquiry.pk), ip=ip)
    return enquiry


def send_code_again(enquiry: Enquiry, *, ip: str | None) -> None:
    """Send a new code to the contact of an enquiry. Raises WrongState if it is confirmed, Refused as `send_code`."""
    ENQUIRY.check(enquiry.state, "confirm")
    contacts.send_code(enquiry.reached_by, purpose=PURPOSE, key=str(enquiry.pk), ip=ip)


def confirm(pk: UUID, typed: str) -> Enquiry:
    """Pass an enquiry on to the enterprise when its code is right. Raises Refused as `contacts.confirm`."""
    return contacts.confirm(typed, purpose=PURPOSE, key=str(pk), then=lambda _contact: _pass_on(pk))


def _pass_on(pk: UUID) -> Enquiry:
    enquiry = _locked(pk)
    enquiry.state = ENQUIRY.check(enquiry.state, "confirm")
    enquiry.confirmed_at = now()
    enquiry.save()
    letters.tell_enquiry(enquiry)
    return enquiry


@transaction.atomic
def answer(pk: UUID, text: str, *, by: Any) -> Enquiry:
    """Answer an enquiry; the text goes to the confirmed contact. Raises WrongState if it was answered or closed."""
    enquiry = _locked(pk)
    enquiry.state = ENQUIRY.check(enquiry.state, "answer")
    enquiry.answer, enquiry.answered_at, enquiry.answered_by = text, now(), by
    enquiry.save()
    subject = _("Answer to your enquiry: %(offer)s") % {"offer": enquiry.offer}
    body = f"{subject}\n{enquiry.offer.enterprise}\n\n{text}"
    contacts.tell(enquiry.reached_by, kind=ANSWER_KIND, key=f"{ANSWER_KIND}:{pk}", subject=subject, body=body)
    return enquiry


@transaction.atomic
def close(pk: UUID) -> Enquiry:
    """Put an enquiry away: answered otherwise, or nothing to answer. Raises WrongState if it is closed already."""
    enquiry = _locked(pk)
    enquiry.state = ENQUIRY.check(enquiry.state, "close")
    enquiry.closed_at = now()
    enquiry.save()
    return enquiry


def forget_old() -> int:
    """Delete enquiries whose time is over (see the model), with the letters that answered them; return how many."""
    instant = now()
    for letters_sent in (Outbox, TextMessage):
        letters_sent._default_manager.filter(kind=ANSWER_KIND, created_at__lt=instant - KEPT).delete()
    stale = Enquiry.objects.filter(state=EnquiryState.UNCONFIRMED, created_at__lt=instant - UNCONFIRMED_KEPT)
    over = Enquiry.objects.filter(created_at__lt=instant - KEPT)
    return sum(rows.delete()[1].get(Enquiry._meta.label, 0) for rows in (stale, over))


def _locked(pk: UUID) -> Enquiry:
    rows = Enquiry.objects.select_for_update(of=("self",), no_key=True).select_related(
        "offer__published", "offer__enterprise"
    )
    return rows.get(pk=pk)
