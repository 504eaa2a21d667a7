"""Moving up from the reserve list when a selection is withdrawn or given up.

The order of locks is always: the list (`Selection`), the application, its place, the envelope last. Each vacancy is a
transaction of its own, so that the envelope is never held while another application is waited for.
"""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.audit import history
from busan_se.core.clock import now
from busan_se.core.errors import Refused, WrongState
from busan_se.core.money import won
from busan_se.notifications.actions import notify
from enterprises.applications import actions as applications
from enterprises.applications.workflow import Outcome
from enterprises.selection.actions import leave, lock_list
from enterprises.selection.models import ReservePlace, Vacancy


def fill(selection: int) -> list[ReservePlace]:
    """Let the next of the reserve list move up for each open vacancy, as far as the money reaches; return who did.

    Where the amount of the next one is not free, it stops: nobody is passed over. Safe to call at any time, by any
    number of processes at once: a vacancy is filled once, and the ledger refuses what the envelope does not have.
    """
    filled = []
    for pk in list(Vacancy.objects.open().filter(selection=selection).values_list("pk", flat=True)):
        place = _fill_one(selection, pk)
        if place:
            filled.append(place)
    return filled


@transaction.atomic
def _fill_one(selection: int, pk: int) -> ReservePlace | None:
    locked = lock_list(selection)
    vacancy = Vacancy.objects.open().select_related("application").filter(pk=pk).first()
    if vacancy is None:  # somebody else filled it while we waited for the list
        return None
    vacancy.tried_at = now()
    for place in locked.places.waiting().select_related("application__enterprise", "application__person"):
        try:
            _decide(place, vacancy, locked.made_by)
        except WrongState:  # withdrawn or decided otherwise in between
            leave(place, _("Its application was not waiting any more."))
        except Refused as refusal:
            _stop(vacancy, str(refusal))
            return None
        else:
            return _promoted(place, vacancy, locked.made_by)
    vacancy.settled_at = now()
    _stop(vacancy, _("Nobody waits in reserve."))
    return None


def _decide(place: ReservePlace, vacancy: Vacancy, by: Any) -> None:
    """Select in a savepoint: a refusal leaves nothing of it, and no lock on the money."""
    with override("ko"):
        reason = _("Moved up from reserve %(place)s.") % {"place": place.place}
    with transaction.atomic():
        applications.decide(
            place.application_id, outcome=Outcome.SELECTED, amount=place.amount_won, reason=reason, by=by
        )


def _stop(vacancy: Vacancy, note: str) -> None:
    vacancy.note = note[:300]
    vacancy.save(update_fields=["note", "tried_at", "settled_at", "updated_at"])


def _promoted(place: ReservePlace, vacancy: Vacancy, officer: Any) -> ReservePlace:
    freed = vacancy.application.receipt_number
    place.state = ReservePlace.State.PROMOTED
    place.trace = _("Moved up for %(freed)s: %(amount)s") % {"freed": freed, "amount": won(place.amount_won)}
    with history.reason(place.trace):
        place.save(update_fields=["state", "trace", "updated_at"])
    vacancy.filled_by, vacancy.settled_at, vacancy.note = place, now(), ""
    vacancy.save(update_fields=["filled_by", "note", "tried_at", "settled_at", "updated_at"])
    _tell_officer(place, str(freed), officer)
    return place


def _tell_officer(place: ReservePlace, freed: str, officer: Any) -> None:
    with override(officer.language):
        body = _(
            "%(name)s (%(number)s) moved up from reserve %(place)s with %(amount)s, because %(freed)s ended. "
            "The decision waits for its announcement."
        ) % {
            "name": place.application.applicant_name,
            "number": place.application.receipt_number,
            "place": place.place,
            "amount": won(place.amount_won),
            "freed": freed,
        }
        notify(
            officer,
            kind="selection",
            key=f"promoted:{place.pk}",
            title=_("Moved up from the reserve list: %(name)s") % {"name": place.application.applicant_name},
            body=body,
            url=reverse("admin:enterprises_application_change", args=[place.application_id]),
        )
