"""What audit does elsewhere."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.audit import personal, reviews, seals
from busan_se.audit.demo import forget_demo_history
from busan_se.core.extensions import (
    ConsistencyCheck,
    DemoSeed,
    Sweeper,
    Todo,
    TodoSource,
    Unpublished,
    plant_nothing,
)
from busan_se.core.registry import register


def staff_todos(user: Any) -> Sequence[Todo]:
    """Return the months whose access log the officer in charge has not looked through yet."""
    if not user.has_perm("audit.add_accessreview"):
        return ()
    return [
        Todo(
            _("Review the access log of %(month)s") % {"month": month},
            reverse("admin:audit_accessreview_month", args=[month]),
            reviews.due_day(month),
        )
        for month in reviews.months_to_review()
    ]


# core and reference lie below accounts and cannot name roles themselves.
_HOLIDAYS = tuple(f"reference.{verb}_holiday" for verb in ("add", "change", "delete", "view"))
register(RoleGrant(Role.CITY_STAFF, (*_HOLIDAYS, "core.view_job", "core.change_job")))
register(RoleGrant(Role.CENTRE_STAFF, ("reference.view_holiday", "core.view_job")))

register(Unpublished("busan_se.audit"))

# First in, so last out: it clears away what the removal of all other demo rows leaves behind.
register(DemoSeed(key="history", plant=plant_nothing, remove=forget_demo_history, order=0))

_SEES = ("audit.view_accesslog", "audit.view_accessseal", "audit.view_accessreview")
register(RoleGrant(Role.CITY_STAFF, (*_SEES, "audit.add_accessreview")))
register(TodoSource("audit.reviews", "staff", staff_todos, order=70))
register(Sweeper("audit.seals", seals.seal_if_due))
register(ConsistencyCheck("audit.seals", seals.broken_seals))
for declared in personal.DECLARED:
    register(declared)
