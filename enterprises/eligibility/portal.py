"""What eligibility shows elsewhere: its rules, and the exclusions on the card of an enterprise."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.clock import today
from busan_se.core.extensions import NotPersonal, Unpublished
from busan_se.core.registry import register
from busan_se.core.templatetags.portal import plain_day
from enterprises.eligibility.models import Sanction
from enterprises.eligibility.rules import RULES
from enterprises.registry.extensions import CardLine, CardPanel
from enterprises.registry.models import Enterprise


def card_lines(enterprise: Enterprise, user: Any, most: int) -> Sequence[CardLine] | None:
    """Return the exclusions of an enterprise that this officer may read, for the card."""
    if not user.has_perm("enterprises.view_sanction"):
        return None
    rows = Sanction.objects.visible_to(user).filter(enterprise=enterprise)
    standing = set(rows.valid_on(today()).values_list("pk", flat=True))
    return [
        CardLine(
            row.ground,
            f"{plain_day(row.valid_from)} – {plain_day(row.valid_to)}",
            mark=str(_("In force")) if row.pk in standing else "",
        )
        for row in rows[:most]
    ]


for rule in RULES:
    register(rule)
register(Unpublished("enterprises.eligibility"))
register(
    CardPanel("sanctions", _("Exclusions from support"), card_lines, _("It is not excluded from support."), order=35)
)
register(RoleGrant(Role.CITY_STAFF, tuple(f"enterprises.{verb}_sanction" for verb in ("view", "add", "change"))))
for role in (Role.CENTRE_STAFF, Role.DISTRICT_STAFF):
    register(RoleGrant(role, ("enterprises.view_sanction",)))
register(NotPersonal("enterprises.Sanction", ("entered_by",), "an officer in office"))
