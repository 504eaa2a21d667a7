"""Demo memberships (시연 자료): an open invitation, and a hand-over that waits for its answer. No mail goes out."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from busan_se.accounts.demo import DEMO_EMAILS
from busan_se.accounts.models import User
from busan_se.core.clock import now
from enterprises.membership.actions import digest
from enterprises.membership.models import HandOver, Invitation, OwnerRestoring
from enterprises.registry.models import Membership

INVITED = "invited@example.com"


@transaction.atomic
def plant(chance: Random, log: Callable[[str], None]) -> None:
    """Make them for the first enterprise of the demo owner; does nothing where there are some, or no members."""
    owner = Membership.objects.filter(user__email="owner@example.com", enterprise__is_demo=True).order_by("pk").first()
    if owner is None or Invitation.objects.filter(enterprise=owner.enterprise_id).exists():
        log("membership: nothing to plant")
        return
    Invitation.objects.create(
        enterprise=owner.enterprise,
        email=INVITED,
        role=Membership.Role.VIEWER,
        token_digest=digest(f"{chance.getrandbits(256):064x}"),
        invited_by=owner.user,
        expires_at=now() + timedelta(days=settings.INVITATION_DAYS),
    )
    manager = Membership.objects.filter(enterprise=owner.enterprise_id, role=Membership.Role.MANAGER).first()
    if manager:
        HandOver.objects.create(enterprise=owner.enterprise, giver=owner.user, receiver=manager.user, giver_stays=True)
    log("membership: an invitation and a hand-over")


@transaction.atomic
def remove() -> None:
    """Take out again what was made for demo enterprises, by the seed or by who tried the demo."""
    people = User.objects.filter(email__in=DEMO_EMAILS).values("pk")
    of_people = Q(person__in=people) | Q(proposed_by__in=people) | Q(decided_by__in=people)
    found = OwnerRestoring.objects.filter(of_people | Q(enterprise__is_demo=True))
    for restoring in found.select_related("proof"):
        restoring.delete()
        restoring.proof.file.delete(save=False)
        restoring.proof.delete()
    for model in (Invitation, HandOver):
        model._default_manager.filter(enterprise__is_demo=True).delete()
