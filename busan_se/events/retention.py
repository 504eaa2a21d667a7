"""Personal data goes when its time is over: what is counted stays, who it was does not."""

from django.db import transaction

from busan_se.audit.history import redact_history
from busan_se.core.clock import now
from busan_se.events.models import Registration, RegistrationLink
from busan_se.events.models.registrations import UNCONFIRMED_KEPT
from busan_se.events.workflow import State

_BATCH = 500


def forget_participants() -> int:
    """Redact registrations a year after their last date, delete unconfirmed ones after a day; return how many."""
    instant = now()
    unconfirmed = Registration.objects.filter(state=State.UNCONFIRMED, created_at__lt=instant - UNCONFIRMED_KEPT)
    forgotten = unconfirmed.delete()[0]
    while keys := list(Registration.objects.out_of_date(instant).values_list("pk", flat=True)[:_BATCH]):
        forgotten += redact(keys)
    return forgotten


@transaction.atomic
def redact(keys: list[int]) -> int:
    """Take name, contact, account and links off the registrations with these keys; return how many there were."""
    RegistrationLink.objects.filter(registration__in=keys).delete()
    redacted = Registration.objects.filter(pk__in=keys).update(
        name="", contact="", contact_digest="", user=None, ended_reason="", redacted_at=now(), updated_at=now()
    )
    redact_history(Registration, ["ended_reason"], keys=keys)
    return redacted
