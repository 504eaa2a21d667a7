"""Everything that changes the upkeep of an entry. Each function locks the enterprise, looks again, and writes once."""

from typing import Any

from django.db import transaction

from busan_se.core.clock import today
from enterprises.registry.actions import lock
from enterprises.registry.models import Enterprise
from enterprises.upkeep.models import Cadence, Confirmation


@transaction.atomic
def confirm(enterprise: Enterprise, *, by: Any) -> Confirmation:
    """Write down that the entry is right today; said twice on a day, it stands once."""
    lock(enterprise.pk)
    said = Confirmation.objects.filter(enterprise=enterprise, day=today()).first()
    return said or Confirmation.objects.create(enterprise=enterprise, by=by)


@transaction.atomic
def choose_cadence(enterprise: Enterprise, months: int, *, by: Any) -> None:
    """Ask the members every `months` months from now on (0: never); the same choice again changes nothing."""
    lock(enterprise.pk)
    newest = Cadence.objects.filter(enterprise=enterprise).first()
    if newest is None or newest.months != months:
        Cadence.objects.create(enterprise=enterprise, months=months, by=by)
