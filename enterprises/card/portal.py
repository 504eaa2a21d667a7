"""What the card shows elsewhere."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.clock import today
from busan_se.core.extensions import DemoSeed, Todo, TodoSource, Unpublished
from busan_se.core.registry import register
from enterprises.card import demo, desk, personal
from enterprises.card.models import Consultation, card_url
from enterprises.registry.extensions import EnterpriseDeskPage


def staff_todos(user: Any) -> Sequence[Todo]:
    """Return the open next steps of the consultations that this user wrote, late ones first: one query."""
    rows = Consultation.objects.visible_to(user).open().filter(by=user.pk).select_related("enterprise")
    names = {True: _("Late: %(step)s (%(enterprise)s)"), False: _("%(step)s (%(enterprise)s)")}
    return [
        Todo(
            names[row.next_due < today()] % {"step": row.next_step, "enterprise": row.enterprise},
            f"{card_url(row.enterprise_id)}#consultations",
            row.next_due,
        )
        for row in rows
    ]


register(Unpublished("enterprises.card"))
register(EnterpriseDeskPage("card", desk.card, gettext_lazy("Card")))
register(EnterpriseDeskPage("in-charge", desk.in_charge, order=110))
register(TodoSource("card.steps", "staff", staff_todos, order=30))
register(DemoSeed("enterprises.card", demo.plant, demo.remove, order=70))
for declared in personal.DECLARED:
    register(declared)

_SEES = tuple(f"enterprises.view_{row}" for row in ("consultation", "correction", "note", "deskincharge"))
_WRITES = tuple(f"enterprises.{verb}_{row}" for verb in ("add", "change") for row in ("consultation", "note"))
for role in (Role.CITY_STAFF, Role.CENTRE_STAFF, Role.DISTRICT_STAFF):
    register(RoleGrant(role, (*_SEES, *_WRITES, desk.CHARGE)))
