"""What the upkeep shows elsewhere."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.extensions import DemoSeed, MyPanel, Schedule, Todo, TodoSource
from busan_se.core.registry import register
from busan_se.core.schedules import daily_at
from busan_se.notifications.extensions import OptionalKind
from enterprises.registry.extensions import CardPanel, EnterprisePanel, EntryLink
from enterprises.registry.models import Membership
from enterprises.upkeep import demo, pages, personal, reminders
from enterprises.upkeep.queries import asked, standing_of


def my_todos(user: Any) -> Sequence[Todo]:
    """Return the entries that this user should look at now: one query."""
    roles = (Membership.Role.OWNER, Membership.Role.MANAGER)
    rows = asked().filter(memberships__user=user.pk, memberships__role__in=roles)
    return [
        Todo(
            _("Is what the register says of %(enterprise)s still right?") % {"enterprise": row.name},
            pages.check_url(row.pk),
        )
        for row in rows
        if standing_of(row).is_due
    ]


register(EntryLink("upkeep", gettext_lazy("Is the entry still right?"), "upkeep:check", order=20))
register(MyPanel("upkeep.mine", "enterprises/upkeep/_my_panel.html", pages.my_context, order=12))
register(EnterprisePanel("upkeep.confirmed", "enterprises/upkeep/_public_panel.html", pages.public_context, order=10))
register(
    CardPanel(
        "upkeep",
        pgettext_lazy("entry of the register", "Upkeep"),
        pages.card_lines,
        gettext_lazy("Nothing is known."),
        order=18,
    )
)
register(TodoSource("upkeep.mine", "my", my_todos, order=8))
register(
    OptionalKind(reminders.KIND, gettext_lazy("Questions whether the entry of your enterprise is right"), order=45)
)
register(
    Schedule(
        key="upkeep-ask",
        title=gettext_lazy("Questions whether entries are still right"),
        due=daily_at("upkeep-ask", hour=9),
        run=reminders.ask,
    )
)
register(DemoSeed("enterprises.upkeep", demo.plant, demo.remove, order=71))
for role in (Role.CITY_STAFF, Role.CENTRE_STAFF, Role.DISTRICT_STAFF):
    register(RoleGrant(role, ("enterprises.view_confirmation",)))
for declared in personal.DECLARED:
    register(declared)
