"""What registration requests show elsewhere."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.clock import now
from busan_se.core.extensions import DemoSeed, MenuEntry, MyPanel, Sweeper, Todo, TodoSource, Unpublished
from busan_se.core.registry import register
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile
from enterprises.registration import demo, pages, personal, queries, reminders, rules
from enterprises.registration.api import REQUESTS
from enterprises.registration.models import RegistrationRequest
from enterprises.registration.workflow import State
from enterprises.registry.extensions import EntryLink
from enterprises.registry.queries import current_membership

ON_MY_PAGE = 3


def my_context(request: HttpRequest) -> dict[str, Any]:
    """Return the newest requests of the person, and whether there is an enterprise already."""
    own = RegistrationRequest.objects.of_requester(request.user).with_names().order_by("-created_at", "pk")
    return {"rows": [pages.list_row(row) for row in own[:ON_MY_PAGE]], "member": current_membership(request)}


def my_todos(user: Any) -> Sequence[Todo]:
    """Return the requests that wait for this user: to be mended, what ends first on top; then drafts."""
    rows = RegistrationRequest.objects.of_requester(user).filter(state__in=(State.RETURNED, State.DRAFT)).with_names()
    titles = {
        State.RETURNED: _("Mend the registration request: %(name)s"),
        State.DRAFT: _("Finish the registration request: %(name)s"),
    }
    return [
        Todo(titles[State(row.state)] % {"name": row.name}, row.get_absolute_url(), row.due_at)
        for row in rows.order_by("due_at", "pk")
    ]


def staff_todos(user: Any) -> Sequence[Todo]:
    """Return how many requests are to be decided, how many of them are late, and how many were not mended in time."""
    if not rules.may_decide(user):
        return ()
    rows = RegistrationRequest.objects.managed_by(user)
    url = reverse("admin:enterprises_registrationrequest_changelist")
    unmended = rows.filter(state=State.RETURNED, due_at__lt=now()).count()
    counts = (
        (_("Registration requests: answer is late"), "waiting=late", len(queries.late(rows))),
        (_("Registration requests to decide"), "state__exact=submitted", rows.filter(state=State.SUBMITTED).count()),
        (_("Registration requests: not mended in time"), "waiting=unmended", unmended),
    )
    return [Todo(title, f"{url}?{query}", count=n) for title, query, n in counts if n]


def paper_is_readable(user: Any, file: StoredFile) -> bool:
    """Return whether the file is a paper of a request that the user may read."""
    return RegistrationRequest.objects.visible_to(user).filter(files__file=file).exists()


register(Unpublished("enterprises.registration"))
register(
    MenuEntry(
        "registration",
        gettext_lazy("Register an enterprise"),
        "registration:start",
        parent="enterprises",
        description=gettext_lazy("How an enterprise comes into the register, and how to look after its entry."),
        order=30,
    )
)
register(EntryLink("registration", gettext_lazy("Register an enterprise"), "registration:start", for_strangers=True))
register(MyPanel("registration.mine", "enterprises/registration/_my_panel.html", my_context, order=15))
register(TodoSource("registration.mine", "my", my_todos, order=4))
register(TodoSource("registration.desk", "staff", staff_todos, order=15))
register(FileOwner("registration.papers", paper_is_readable))
register(Sweeper("registration.reminders", reminders.remind))
register(REQUESTS)
for declared in (*personal.DECLARED, *personal.OBSTACLES):
    register(declared)
register(DemoSeed("enterprises.registration", demo.plant, demo.remove, order=27))

_SEES = ("enterprises.view_registrationrequest",)
for role in (Role.CITY_STAFF, Role.CENTRE_STAFF, Role.DISTRICT_STAFF):
    register(RoleGrant(role, (*_SEES, rules.DECIDE)))
