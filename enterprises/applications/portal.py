"""What applications show elsewhere."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.arrival import arrived_at
from busan_se.core.clock import now
from busan_se.core.extensions import (
    ConsistencyCheck,
    DemoSeed,
    MyPanel,
    Schedule,
    Sweeper,
    Todo,
    TodoSource,
    Unpublished,
)
from busan_se.core.money import won
from busan_se.core.registry import register
from busan_se.core.templatetags.portal import seoul_date
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile
from busan_se.notifications.extensions import OptionalKind
from busan_se.programs.extensions import CallPanel, FormPreview
from busan_se.programs.models import Call
from busan_se.programs.signals import call_extended
from enterprises.applications import checks, demo, pages, past_support, personal, reminders, standing
from enterprises.applications.announcing import actions as announcing
from enterprises.applications.announcing.results import panel_context
from enterprises.applications.api import DESK_APPLICATIONS, MY_APPLICATIONS
from enterprises.applications.api_actions import ACTIONS
from enterprises.applications.models import Application
from enterprises.applications.objections import desk as objections
from enterprises.applications.preview import preview
from enterprises.applications.supplements import actions as supplements
from enterprises.applications.supplements import todos as supplement_todos
from enterprises.applications.workflow import State
from enterprises.registry.extensions import CardLine, CardPanel
from enterprises.registry.models import Enterprise

ON_MY_PAGE = 5


def call_context(call: Call, request: HttpRequest) -> dict[str, Any]:
    """Return the person's applications for the call, and why nobody can apply now ('' if one can)."""
    own = Application.objects.of_applicant(request.user).filter(call=call).with_applicant()
    return {
        "call": call,
        "applied": [standing.list_row(application) for application in own],
        "refusal": pages.refusal_at(call, arrived_at(request)),
    }


def my_context(request: HttpRequest) -> dict[str, Any]:
    """Return the newest applications of the person."""
    own = Application.objects.of_applicant(request.user).with_applicant().order_by("-created_at", "pk")
    return {"rows": [standing.list_row(application) for application in own[:ON_MY_PAGE]]}


def my_todos(user: Any) -> Sequence[Todo]:
    """Return the drafts that this user can still submit, the one that closes first on top."""
    open_calls = Call.objects.open_at(now())
    drafts = Application.objects.editable_by(user).filter(state=State.DRAFT, call__in=open_calls).with_applicant()
    return [
        Todo(
            _("Finish the application: %(call)s (%(name)s)") % {"call": draft.call.title, "name": draft.applicant_name},
            draft.get_absolute_url(),
            draft.call.closes_at,
        )
        for draft in drafts.order_by("call__closes_at", "pk")
    ]


def staff_todos(user: Any) -> Sequence[Todo]:
    """Return, by call, what waits for a decision and what waits for its announcement."""
    if not user.has_perm("enterprises.decide_application"):
        return ()
    desk = reverse("admin:enterprises_application_changelist")
    titles = {
        State.SUBMITTED: _("Applications to decide: %(call)s"),
        State.DECIDED: _("Results to announce: %(call)s"),
    }
    waiting: Any = (
        Application.objects.visible_to(user)
        .filter(state__in=titles)
        .order_by("call__closes_at", "call__number", "state")
        .values_list("call", "state")
        .annotate(n=Count("pk"))
    )
    rows = list(waiting)
    calls = Call.objects.in_bulk({call for call, _state, _n in rows})
    return [
        Todo(
            titles[State(state)] % {"call": calls[call].title},
            f"{desk}?call={calls[call].number}&state__exact={state}",
            count=n,
        )
        for call, state, n in rows
    ]


def card_lines(enterprise: Enterprise, user: Any, most: int) -> Sequence[CardLine] | None:
    """Return the applications of an enterprise that this officer may read, for the card: one query."""
    if not user.has_perm("enterprises.view_application"):
        return None
    rows = Application.objects.visible_to(user).submitted().filter(enterprise=enterprise).select_related("call")
    return [
        CardLine(
            row.call.title,
            " · ".join(filter(None, (row.receipt_number, won(row.requested_won) if row.requested_won else ""))),
            when=seoul_date(row.submitted_at),
            mark=row.get_state_display(),
            url=reverse("admin:enterprises_application_change", args=[row.pk]),
        )
        for row in rows.order_by("-submitted_at", "pk")[:most]
    ]


def all_applications(enterprise: Enterprise) -> str:
    """Return the address of the desk's list of an enterprise's applications."""
    return f"{reverse('admin:enterprises_application_changelist')}?{urlencode({'q': enterprise.name})}"


def file_is_readable(user: Any, file: StoredFile) -> bool:
    """Return whether the file belongs to an application that the user may read."""
    owner = (
        Q(files__file=file)
        | Q(supplements__files__file=file)
        | Q(decision__objection__file=file)
        | Q(decision__official_file=file)
    )
    return Application.objects.visible_to(user).filter(owner).exists()


register(Unpublished("enterprises.applications"))
register(CallPanel("applications.apply", "enterprises/applications/_call_panel.html", call_context, order=10))
register(FormPreview("applications.preview", preview))
register(MyPanel("applications.mine", "enterprises/applications/_my_panel.html", my_context, order=20))
register(
    CardPanel(
        "applications",
        gettext_lazy("Applications for support"),
        card_lines,
        gettext_lazy("It has applied for nothing yet."),
        all_applications,
        order=30,
    )
)
register(TodoSource("applications.drafts", "my", my_todos, order=10))
register(TodoSource("applications.decisions", "staff", staff_todos, order=10))
register(TodoSource("applications.to_mend", "my", supplement_todos.mine, order=3))
register(TodoSource("applications.mended", "staff", supplement_todos.of_desk, order=11))
register(TodoSource("applications.objections", "staff", objections.todos, order=12))
register(
    CallPanel("applications.results", "enterprises/applications/announcing/_results.html", panel_context, order=12)
)
register(Sweeper("applications.announcements", announcing.release_due))
register(Sweeper("applications.reminders_to_mend", supplements.remind))
register(FileOwner("applications.files", file_is_readable))
register(MY_APPLICATIONS)
register(DESK_APPLICATIONS)
for action in ACTIONS:
    register(action)
register(past_support.RULE)
register(OptionalKind(reminders.KIND, gettext_lazy("Reminders before a call closes for which a draft waits"), order=30))
register(
    Schedule(
        key=reminders.KEY,
        title=gettext_lazy("Reminders before calls close"),
        due=reminders.due,
        run=reminders.remind,
    )
)
call_extended.connect(reminders.tell_extended, dispatch_uid="applications.tell_extended")
register(ConsistencyCheck("applications.money", checks.selections_without_money))
register(ConsistencyCheck("applications.states", checks.states_that_differ))
register(DemoSeed("enterprises.applications", demo.plant, demo.remove, order=40))

_SEES = tuple(f"enterprises.view_{row}" for row in ("application", "decision"))
register(RoleGrant(Role.CITY_STAFF, (*_SEES, "enterprises.decide_application")))
register(RoleGrant(Role.CENTRE_STAFF, _SEES))
register(RoleGrant(Role.DISTRICT_STAFF, _SEES))

for declared in (*personal.DECLARED, *personal.OBSTACLES):
    register(declared)
