"""What staff do on the card of an enterprise: each function locks, looks again and writes once."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from busan_se.audit.history import reason as because
from busan_se.core.clock import now, today
from busan_se.core.errors import Refused, WrongState
from enterprises.card.models import Consultation, Correction, DeskInCharge, Note
from enterprises.registry import actions as register
from enterprises.registry.models import Enterprise


def consult(enterprise: Enterprise, *, by: Any, **said: Any) -> Consultation:
    """Write down a consultation; `said` holds day, channel, topic, said, and next_step with next_due if one follows."""
    return Consultation.objects.create(enterprise=enterprise, by=by, **said)


def write_note(enterprise: Enterprise, *, by: Any, text: str) -> Note:
    """Write a note."""
    return Note.objects.create(enterprise=enterprise, by=by, text=text)


@transaction.atomic
def finish_step(pk: int) -> None:
    """Say that what follows from a consultation is done today. Raises WrongState where nothing is open."""
    row = _locked(pk)
    if not row.is_open:
        raise WrongState(_("Nothing of this consultation is open."), "not_open")
    row.next_done_on = today()
    row.save(update_fields=["next_done_on", "updated_at"])


@transaction.atomic
def correct(pk: int, text: str, *, by: Any) -> Correction:
    """Add a correction. Raises WrongState where `by` can still change the consultation itself."""
    row = _locked(pk)
    if row.is_editable_by(by):
        raise WrongState(_("You wrote this less than seven days ago: change the consultation itself."), "editable")
    return Correction.objects.create(consultation=row, text=text, by=by)


@transaction.atomic
def put_in_charge(enterprise: Enterprise, officer: Any | None, *, reason: str, by: Any) -> DeskInCharge | None:
    """Put a staff member in charge of an enterprise, or nobody; the one before is so no longer.

    Raises Refused "same" where nothing would change.
    """
    register.lock(enterprise.pk)
    present = DeskInCharge.objects.current().filter(enterprise=enterprise).first()
    if (present.officer_id if present else None) == (officer.pk if officer else None):
        raise Refused(_("This is so already: choose somebody else."), "same")
    with because(reason):
        at = now()
        if present:
            present.until, present.end_reason = at, reason
            present.save(update_fields=["until", "end_reason", "updated_at"])
        if officer is None:
            return None
        return DeskInCharge.objects.create(enterprise=enterprise, officer=officer, since=at, reason=reason, by=by)


def _locked(pk: int) -> Consultation:
    return Consultation.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
