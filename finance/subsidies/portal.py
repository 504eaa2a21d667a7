"""What grants show elsewhere."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.accounts.roles import Role, RoleGrant
from busan_se.core.clock import now
from busan_se.core.extensions import (
    ConsistencyCheck,
    DemoSeed,
    MenuEntry,
    MyPanel,
    Schedule,
    Sweeper,
    Todo,
    TodoSource,
)
from busan_se.core.money import won
from busan_se.core.registry import register
from busan_se.core.schedules import daily_at
from busan_se.core.templatetags.portal import seoul_date
from busan_se.files.extensions import FileOwner
from busan_se.files.models import StoredFile
from busan_se.programs.extensions import EnvelopePanel
from busan_se.programs.models import Envelope
from enterprises.registry.extensions import CardLine, CardPanel, EnterprisePanel
from enterprises.registry.models import Enterprise
from finance.subsidies import checks, demo, desk, letters, pages, personal
from finance.subsidies.kpis import MEASURES
from finance.subsidies.models import Grant, Payment
from finance.subsidies.workflow import State

SHOWN = 5
ON_ENVELOPE = 100
REMINDERS = "grant-reminders"


def my_context(request: HttpRequest) -> dict[str, Any]:
    """Return the newest grants of the person."""
    own = Grant.objects.of_applicant(request.user).with_names().order_by("-created_at", "pk")
    return {"rows": [pages.list_row(grant) for grant in own[:SHOWN]]}


def my_todos(user: Any) -> Sequence[Todo]:
    """Return what the enterprises of this user have to file or to mend, and the agreements that wait."""
    own = Grant.objects.editable_by(user).with_names()
    titles = {
        State.TO_FILE: _("File the grant application: %(call)s (%(name)s)"),
        State.SENT_BACK: _("Mend the grant application: %(call)s (%(name)s)"),
    }
    to_write = own.to_write().order_by("due_at", "pk")
    offered = own.filter(agreement__isnull=False, agreement__agreed_at=None).order_by("pk")
    return [
        *(Todo(titles[State(row.state)] % _names(row), row.get_absolute_url(), row.due_at) for row in to_write),
        *(Todo(_("Agree to the agreement: %(call)s (%(name)s)") % _names(row), _agreement(row)) for row in offered),
    ]


def _names(grant: Grant) -> dict[str, str]:
    return {"call": grant.application.call.title, "name": grant.application.applicant_name}


def _agreement(grant: Grant) -> str:
    return reverse("grants:agreement", args=[grant.pk])


def staff_todos(user: Any) -> Sequence[Todo]:
    """Return what waits for this desk: applications to decide, overdue ones, entries that somebody else made."""
    grants, entries = Grant.objects.visible_to(user), Payment.objects.visible_to(user)
    list_of = {name: reverse(f"admin:finance_{name}_changelist") for name in ("grant", "payment")}
    questions = (
        (
            desk.DECIDE,
            _("Grant applications to decide"),
            grants.filter(state=State.FILED),
            "grant",
            "?state__exact=filed",
        ),
        (
            desk.DECIDE,
            _("Grant applications that are overdue"),
            grants.to_write().filter(due_at__lt=now()),
            "grant",
            "?o=7",
        ),
        (
            desk.CONFIRM,
            _("Payments and returns to confirm"),
            entries.waiting().exclude(entered_by=user.pk),
            "payment",
            "?state__exact=entered",
        ),
    )
    return [
        Todo(title, f"{list_of[where]}{query}", count=n)
        for permission, title, rows, where, query in questions
        if user.has_perm(permission) and (n := rows.count())
    ]


def file_is_readable(user: Any, file: StoredFile) -> bool:
    """Return whether the file belongs to a grant that the user may read; staff from its filing on."""
    grants = Grant.objects.filter(files__file=file)
    filed = grants.visible_to(user).exclude(state=State.TO_FILE)
    return grants.of_applicant(user).exists() or filed.exists()


def envelope_context(envelope: Envelope, request: HttpRequest) -> dict[str, Any]:
    """Return the grants that an envelope's balances were counted from, and how many more there are."""
    found = Grant.objects.visible_to(request.user).filter(commitment__envelope=envelope)
    rows = found.with_names().select_related("commitment").order_by("application__receipt_number", "pk")
    return {
        "grants": rows[:ON_ENVELOPE],
        "total": found.count(),
        "url": f"{reverse('admin:finance_grant_changelist')}?envelope={envelope.pk}",
    }


def enterprise_context(enterprise: Enterprise, request: HttpRequest) -> dict[str, Any]:
    """Return the grants of an enterprise for staff; nothing for others."""
    if not request.user.has_perm("finance.view_grant"):
        return {"grants": ()}
    rows = Grant.objects.visible_to(request.user).filter(application__enterprise=enterprise)
    return {"grants": rows.with_names().select_related("commitment").order_by("-created_at", "pk")[:SHOWN]}


def card_lines(enterprise: Enterprise, user: Any, most: int) -> Sequence[CardLine] | None:
    """Return the grants of an enterprise that this officer may read, for the card: one query."""
    if not user.has_perm("finance.view_grant"):
        return None
    rows = Grant.objects.visible_to(user).filter(application__enterprise=enterprise)
    return [
        CardLine(
            row.application.call.title,
            _("granted %(granted)s · paid %(paid)s")
            % {"granted": won(row.commitment.committed), "paid": won(row.commitment.paid)},
            when=seoul_date(row.created_at),
            mark=row.get_state_display(),
            url=reverse("admin:finance_grant_change", args=[row.pk]),
        )
        for row in rows.select_related("application__call", "commitment").order_by("-created_at", "pk")[:most]
    ]


def all_grants(enterprise: Enterprise) -> str:
    """Return the address of the desk's list of an enterprise's grants."""
    return f"{reverse('admin:finance_grant_changelist')}?{urlencode({'q': enterprise.name})}"


register(
    MenuEntry(
        "grants",
        gettext_lazy("Grants published"),
        "grants:published",
        parent="programs",
        description=gettext_lazy("Larger grants of past years, as the law asks."),
        order=35,
    )
)
register(MyPanel("grants.mine", "finance/subsidies/_my_panel.html", my_context, order=25))
register(TodoSource("grants.mine", "my", my_todos, order=20))
register(TodoSource("grants.desk", "staff", staff_todos, order=15))
register(FileOwner("grants.files", file_is_readable))
register(EnvelopePanel("grants.envelope", "finance/subsidies/_envelope.html", envelope_context, order=10))
register(EnterprisePanel("grants.enterprise", "finance/subsidies/_enterprise.html", enterprise_context, order=60))
register(
    CardPanel("grants", gettext_lazy("Grants"), card_lines, gettext_lazy("It has no grant."), all_grants, order=35)
)
register(Sweeper("grants.forgotten", checks.open_forgotten))
register(
    Schedule(
        REMINDERS,
        gettext_lazy("Reminders of grant applications"),
        due=daily_at(REMINDERS, hour=9),
        run=lambda period: letters.remind(),
    )
)
register(ConsistencyCheck("grants.selections", checks.without_grant))
register(ConsistencyCheck("grants.states", checks.states_that_differ))
register(ConsistencyCheck("grants.payments", checks.payments_that_differ))
register(DemoSeed("finance.subsidies", demo.plant, demo.remove, order=60))
for measure in MEASURES:
    register(measure)

_SEES = ("finance.view_grant", "finance.view_payment")
register(RoleGrant(Role.CITY_STAFF, (*_SEES, desk.DECIDE, desk.ENTER, desk.CONFIRM)))
register(RoleGrant(Role.CENTRE_STAFF, _SEES))
register(RoleGrant(Role.DISTRICT_STAFF, _SEES))

for declared in (*personal.DECLARED, *personal.OBSTACLES):
    register(declared)
