"""Demo confirmations (시연 자료): some entries of demo enterprises were confirmed by their members."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.db import transaction

from busan_se.core.clock import today
from enterprises.registry.models import Membership
from enterprises.upkeep.models import Cadence, Confirmation

_OLDEST = 500  # days


@transaction.atomic
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Confirm the entries of demo enterprises that have an owner, each on a day of its own; not twice."""
    owners = Membership.objects.filter(enterprise__is_demo=True, role=Membership.Role.OWNER).order_by("enterprise")
    if Confirmation.objects.filter(enterprise__is_demo=True).exists():
        log("upkeep: nothing to plant")
        return
    rows = [
        Confirmation(
            enterprise=owner.enterprise, by=owner.user, day=today() - timedelta(days=chance.randrange(_OLDEST))
        )
        for owner in owners.select_related("enterprise", "user")
    ]
    Confirmation.objects.bulk_create(rows)
    log(f"upkeep: {len(rows)}")


@transaction.atomic
def remove() -> None:
    """Take out what was said for demo enterprises."""
    for model in (Confirmation, Cadence):
        model._default_manager.filter(enterprise__is_demo=True).delete()
