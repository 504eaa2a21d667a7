"""One letter two days before the time to mend a request is over."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from busan_se.core.clock import now
from enterprises.registration import letters
from enterprises.registration.actions import locked
from enterprises.registration.models import RegistrationRequest
from enterprises.registration.workflow import State

_BEFORE = timedelta(days=2)


def moment_before(until: datetime) -> datetime | None:
    """Return when to remind of a stated instant; None where less than that is left: the letter has just said it."""
    moment = until - _BEFORE
    return moment if moment > now() else None


def remind() -> int:
    """Remind, once each, those whose time to mend is nearly over; return how many. Who has mended is not reminded."""
    due = RegistrationRequest.objects.to_remind(now()).values_list("pk", flat=True)
    return sum(_remind(pk) for pk in list(due))


@transaction.atomic
def _remind(pk: UUID) -> bool:
    """Lock, look again, write: a request that was mended or given more time a moment ago is left alone."""
    request, moment = locked(pk), now()
    if request.state != State.RETURNED or request.remind_at is None or request.remind_at > moment:
        return False
    assert request.due_at
    in_time = request.due_at > moment  # false where nothing ran for two days
    request.remind_at = None
    request.save(update_fields=["remind_at"])
    if in_time:
        letters.tell_reminder(request)
    return in_time
