"""What waits because of supplements: for applicants, and at the desk."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from busan_se.core.clock import now
from busan_se.core.extensions import Todo
from enterprises.applications.models import Application
from enterprises.applications.rules import may_decide
from enterprises.applications.supplements.models import State, Supplement
from enterprises.applications.workflow import State as Standing


def mine(user: Any) -> Sequence[Todo]:
    """Return what this user can mend, what ends first on top."""
    own = Application.objects.editable_by(user)
    rows = Supplement.objects.open().filter(application__in=own).select_related("application__call")
    return [
        Todo(
            _("Mend the application: %(call)s") % {"call": row.application.call.title},
            reverse("applications:status", args=[row.application_id]),
            row.due_at,
        )
        for row in rows.order_by("due_at", "pk")
    ]


def of_desk(user: Any) -> Sequence[Todo]:
    """Return how many applications were mended, ask for more time, or were not mended in time."""
    if not may_decide(user):
        return ()
    rows = Supplement.objects.visible_to(user)
    url = reverse("admin:enterprises_application_changelist")
    answered = rows.filter(state=State.ANSWERED, application__state=Standing.SUBMITTED)
    wishes = rows.open().filter(wishes__isnull=False, wishes__settled_at__isnull=True)
    counts = (
        (_("Applications: more time to mend is asked for"), "time", wishes),
        (_("Applications: not mended in time"), "late", rows.late(now())),
        (_("Applications that were mended"), "answered", answered),
    )
    found = [(title, value, found.values("application").distinct().count()) for title, value, found in counts]
    return [Todo(title, f"{url}?supplement={value}", count=n) for title, value, n in found if n]
