"""What business reports show elsewhere."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from busan_se.accounts.roles import RoleGrant
from busan_se.core.clock import today
from busan_se.core.extensions import DemoSeed, MyPanel, NotPersonal, Todo, TodoSource
from busan_se.core.money import won
from busan_se.core.registry import register
from busan_se.core.templatetags.portal import seoul_date
from enterprises.registry.extensions import CardLine, CardPanel
from enterprises.registry.models import Enterprise, Membership
from enterprises.registry.queries import current_membership
from enterprises.reporting import demo
from enterprises.reporting.duty import due_on
from enterprises.reporting.kpis import MEASURES
from enterprises.reporting.models import BusinessReport
from enterprises.reporting.queries import standing

# The last closed business year is the first of them.
ON_CARD_YEARS = 3


def panel(request: HttpRequest) -> dict[str, Any]:
    """Return the years of the current enterprise for its block on the member's page: one query besides the member's."""
    member = current_membership(request)
    return {"member": member, "years": standing(member.enterprise, today()) if member else ()}


def duties(user: Any) -> Sequence[Todo]:
    """Return one entry for each report of last year that an enterprise of this owner or manager owes: two queries."""
    year = today().year - 1
    mine = Membership.objects.of(user).filter(role__in=["owner", "manager"])
    states = {BusinessReport.State.SUBMITTED, BusinessReport.State.ACCEPTED}
    reports = BusinessReport.objects.filter(enterprise__memberships__user=user.pk, year=year, state__in=states)
    done = set(reports.values_list("enterprise", flat=True))
    return [
        Todo(
            _("Hand in the business report of %(year)s: %(name)s") % {"year": year, "name": member.enterprise},
            reverse("reporting:report", args=[year]),
            due_on(year),
        )
        for member in mine
        if member.enterprise_id not in done
    ]


def card_lines(enterprise: Enterprise, user: Any, most: int) -> Sequence[CardLine] | None:
    """Return the reports of the last three business years, for the card: one query."""
    if not user.has_perm("enterprises.view_businessreport"):
        return None
    rows = BusinessReport.objects.visible_to(user).filter(enterprise=enterprise, year__gte=today().year - ON_CARD_YEARS)
    return [
        CardLine(
            _("Business year %(year)s: sales %(sales)s") % {"year": row.year, "sales": won(row.sales_won)},
            _("%(employees)s paid workers, %(vulnerable)s of them from vulnerable groups")
            % {"employees": row.employees, "vulnerable": row.vulnerable_employees},
            when=seoul_date(row.recorded_at),
            mark=row.get_state_display(),
            url=reverse("admin:enterprises_businessreport_change", args=[row.pk]),
        )
        for row in rows.order_by("-year", "-recorded_at", "-pk")[:most]
    ]


def all_reports(enterprise: Enterprise) -> str:
    """Return the address of the desk's list of an enterprise's reports."""
    return f"{reverse('admin:enterprises_businessreport_changelist')}?{urlencode({'q': enterprise.name})}"


def queue(user: Any) -> Sequence[Todo]:
    """Return how many reports wait for their check on this desk."""
    count = BusinessReport.objects.visible_to(user).waiting().count()
    if not count or not user.has_perm("enterprises.change_businessreport"):
        return ()
    title = ngettext("%(n)s business report to check", "%(n)s business reports to check", count) % {"n": count}
    return (Todo(title, f"{reverse('admin:enterprises_businessreport_changelist')}?state=submitted", count=count),)


for measure in MEASURES:
    register(measure)
for role in ("city_staff", "centre_staff", "district_staff"):
    names = ("add_businessreport", "change_businessreport", "view_businessreport")
    register(RoleGrant(role, tuple(f"enterprises.{name}" for name in names)))
register(MyPanel("business-reports", "enterprises/reporting/_panel.html", panel, order=60))
register(
    CardPanel(
        "business-reports",
        gettext_lazy("Business reports (three years)"),
        card_lines,
        gettext_lazy("None was handed in."),
        all_reports,
        order=40,
    )
)
register(TodoSource("business-reports", "my", duties))
register(TodoSource("business-report-queue", "staff", queue))
register(DemoSeed("business-reports", demo.plant, demo.remove, order=50))
register(
    NotPersonal(
        "enterprises.BusinessReport",
        ("recorded_by", "accepted_by"),
        "who acted for the enterprise or in office; a closed account has no name",
    )
)
