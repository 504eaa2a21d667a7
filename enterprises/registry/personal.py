"""What the register keeps of people, and what its owners settle before they go."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.extensions import ClosingObstacle, PersonalData
from enterprises.registry import actions
from enterprises.registry.models import Enterprise, Membership

_HISTORY_KEPT = timedelta(days=5 * 365)


def only_owner_of(user: Any) -> Iterator[str]:
    """Yield a sentence for each enterprise that others belong to and that would be left without an owner."""
    others = Membership.objects.filter(enterprise=OuterRef("enterprise")).exclude(user=user.pk)
    mine = Membership.objects.of(user).filter(Exists(others)).exclude(Exists(others.filter(role=Membership.Role.OWNER)))
    for member in mine:
        yield _("You are the only owner of %(enterprise)s: make another member the owner first.") % {
            "enterprise": member.enterprise
        }


def leave_enterprises(user: Any) -> None:
    """End every membership of a person."""
    for member in Membership.objects.of(user):
        actions.remove_member(member)


DECLARED = (
    PersonalData(
        "enterprises.Membership",
        gettext_lazy("Members of enterprises"),
        ("user", "role"),
        gettext_lazy("Knowing who may act for an enterprise"),
        gettext_lazy("Consent of the person"),
        gettext_lazy("Until the membership ends"),
        gettext_lazy("Ended at once."),
        also=("enterprise", "created_at"),
        own=lambda user: Membership.objects.of(user),
        close=leave_enterprises,
        order=20,
    ),
    PersonalData(
        "enterprises.Enterprise",
        gettext_lazy("Representatives of enterprises, sole proprietors"),
        ("representative", "phone", "address"),
        gettext_lazy("The register of social economy enterprises; masked in public for sole proprietors"),
        gettext_lazy("Social Enterprise Promotion Act and the laws of the other qualifications"),
        gettext_lazy("As long as the enterprise is in the register; earlier addresses of sole proprietors five years"),
        history_kept=_HISTORY_KEPT,
        history_of=lambda: Enterprise.objects.filter(is_sole_proprietor=True),
        order=21,
    ),
    PersonalData(
        "enterprises.SourceRecord",
        gettext_lazy("Representatives of enterprises, sole proprietors"),
        ("payload",),
        gettext_lazy("What each official list said on which day"),
        gettext_lazy("Social Enterprise Promotion Act and the laws of the other qualifications"),
        gettext_lazy("As long as the enterprise is in the register"),
        order=22,
    ),
)
OBSTACLES = (ClosingObstacle("enterprises.owner", only_owner_of),)
