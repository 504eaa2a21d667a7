"""Every change of a business report: one function each, one transaction each."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from busan_se.audit.history import reason as because
from busan_se.core.clock import now, today
from busan_se.core.errors import Refused
from busan_se.notifications.actions import notify
from enterprises.registry.models import Enterprise, Membership
from enterprises.reporting.duty import open_years
from enterprises.reporting.models import BusinessReport
from enterprises.reporting.workflow import WORKFLOW

if TYPE_CHECKING:
    from busan_se.accounts.models import User


@dataclass(frozen=True)
class YearFigures:
    """What an enterprise reports of a year: won, and workers at the end of the year."""

    sales_won: int
    employees: int
    vulnerable_employees: int = 0


@transaction.atomic
def submit(enterprise: Enterprise, year: int, figures: YearFigures, by: "User") -> BusinessReport:
    """Hand in the figures of a year, and return the report that staff will check.

    While an earlier one of the same year waits for its check, its figures are replaced.
    Raises Refused (`year_not_open`) for a year that can't be reported now.
    """
    if year not in open_years(today()):
        raise Refused(_("The business year %(year)s can't be reported now.") % {"year": year}, code="year_not_open")
    Enterprise.objects.select_for_update(of=("self",), no_key=True).get(pk=enterprise.pk)
    waiting = BusinessReport.objects.waiting().filter(enterprise=enterprise, year=year).first()
    report = waiting or BusinessReport(enterprise=enterprise, year=year)
    report.sales_won = figures.sales_won
    report.employees = figures.employees
    report.vulnerable_employees = figures.vulnerable_employees
    report.recorded_at, report.recorded_by = now(), by
    report.full_clean()
    report.save()
    return report


@transaction.atomic
def accept(report: BusinessReport, by: "User", *, reason: str = "") -> BusinessReport:
    """Accept a report: its figures count from now on, those accepted before for the same year no longer.

    Raises WrongState unless it waits for its check.
    """
    report, instant = _locked(report), now()
    state = WORKFLOW.check(report.state, "accept")
    with because(reason):
        _supersede(report.enterprise_id, report.year, instant)
        report.state, report.accepted_at, report.accepted_by = state, instant, by
        report.save()
    _tell(report, _("Your business report of %(year)s was accepted") % {"year": report.year}, _accepted_text(report))
    return report


@transaction.atomic
def send_back(report: BusinessReport, by: "User", *, reason: str) -> BusinessReport:
    """Send a report back to the enterprise with the reason, which its members read.

    Raises Refused (`no_reason`) without one, WrongState unless the report waits for its check.
    """
    if not reason.strip():
        raise Refused(_("Say why the report is sent back: the enterprise reads it."), code="no_reason")
    report = _locked(report)
    report.state = WORKFLOW.check(report.state, "send_back")
    report.return_reason = reason.strip()
    with because(reason):
        report.save()
    _tell(report, _("Please correct your business report of %(year)s") % {"year": report.year}, report.return_reason)
    return report


def _locked(report: BusinessReport) -> BusinessReport:
    """Lock the enterprise first, as `submit` does, then the report."""
    Enterprise.objects.select_for_update(of=("self",), no_key=True).get(pk=report.enterprise_id)
    rows = BusinessReport.objects.select_for_update(of=("self",), no_key=True).select_related("enterprise")
    return rows.get(pk=report.pk)


def _supersede(enterprise_id: int, year: int, instant: datetime) -> None:
    for old in BusinessReport.objects.filter(enterprise=enterprise_id, year=year, state=BusinessReport.State.ACCEPTED):
        old.state = WORKFLOW.check(old.state, "supersede")
        old.superseded_at = instant
        old.save()


def _accepted_text(report: BusinessReport) -> str:
    facts = {
        "enterprise": report.enterprise,
        "sales": number_format(report.sales_won, force_grouping=True),
        "employees": number_format(report.employees, force_grouping=True),
    }
    return _("%(enterprise)s: sales %(sales)s won, %(employees)s paid workers.") % facts


def _tell(report: BusinessReport, title: str, body: str) -> None:
    members = Membership.objects.filter(enterprise=report.enterprise_id, role__in=["owner", "manager"])
    for member in members.select_related("user"):
        notify(
            member.user,
            kind="business_report",
            key=f"business-report:{report.pk}:{report.state}",
            title=title,
            body=body,
            url=reverse("reporting:report", args=[report.year]),
        )
