"""Building an issue of a report, and sending it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.core.clock import now
from busan_se.files.actions import store_bytes
from busan_se.kpis.models import Report, ReportIssue
from busan_se.kpis.reports.contents import LANGUAGE, Material, material_of
from busan_se.kpis.reports.pdf import pdf_of
from busan_se.kpis.reports.xlsx import xlsx_of
from busan_se.notifications.actions import send_mail_once

if TYPE_CHECKING:
    from busan_se.accounts.models import User

FILE_KIND = "kpi_report"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def build(report: Report, period: str) -> ReportIssue:
    """Build the report of a month, store both files, mail them, and return the issue.

    If nothing has changed since the last issue of the month, that one is returned; otherwise a new revision is made.
    Two builds at once make one. Raises Refused (`not_measured`) if there is nothing to say, and what setting the files
    raises, after noting it in the issue.
    """
    material = material_of(report, period)
    issue = _open(report, period, material.digest)
    try:
        with transaction.atomic():
            return _finish(issue, material)
    except Exception as problem:
        unfinished = ReportIssue.objects.filter(pk=issue.pk, finished_at=None)
        unfinished.update(error=str(problem) or type(problem).__name__)
        raise


@transaction.atomic
def _open(report: Report, period: str, digest: str) -> ReportIssue:
    """Return the issue with this digest if there is one, else one to be finished: the unfinished one, or the next."""
    Report.objects.select_for_update(no_key=True).get(pk=report.pk)
    last = ReportIssue.objects.filter(report=report, period=period).order_by("-revision").first()
    if last and last.finished_at and last.digest == digest:
        return last
    if last is None or last.finished_at:
        revision = last.revision + 1 if last else 1
        return ReportIssue.objects.create(
            report=report, period=period, revision=revision, digest=digest, started_at=now()
        )
    last.digest, last.started_at, last.error = digest, now(), ""
    last.save(update_fields=["digest", "started_at", "error"])
    return last


def _finish(issue: ReportIssue, material: Material) -> ReportIssue:
    issue = ReportIssue.objects.select_for_update(of=("self",)).select_related("report").get(pk=issue.pk)
    if issue.finished_at:
        return issue
    name = f"{material.data['report']} {issue.period}" + (f" r{issue.revision}" if issue.revision > 1 else "")
    issue.pdf = store_bytes(pdf_of(material.data), kind=FILE_KIND, name=f"{name}.pdf", content_type="application/pdf")
    issue.xlsx = store_bytes(xlsx_of(material.data), kind=FILE_KIND, name=f"{name}.xlsx", content_type=XLSX_TYPE)
    issue.finished_at, issue.error = now(), ""
    issue.save(update_fields=["pdf", "xlsx", "finished_at", "error"])
    issue.observations.set(material.observations)
    _send(issue, material.data)
    return issue


def recipients(report: Report) -> "Iterable[User]":
    """Return who gets the report: everybody with its role, and those named; only who may sign in."""
    wanted = Q(groups__name=report.recipient_role) if report.recipient_role else Q(pk__in=[])
    named = report.recipients.values("pk")
    return get_user_model().objects.filter(wanted | Q(pk__in=named), is_active=True).distinct().order_by("pk")


def _send(issue: ReportIssue, data: dict[str, Any]) -> None:
    with override(LANGUAGE):
        subject, body = f"{data['report']} {data['month']}", _letter(issue, data)
    for user in recipients(issue.report):
        send_mail_once(
            user.email,
            kind=FILE_KIND,
            key=f"kpi-report:{issue.report.code}:{issue.period}:{issue.revision}",
            subject=subject,
            body=body,
            attachments=[file for file in (issue.pdf, issue.xlsx) if file],
        )


def _letter(issue: ReportIssue, data: dict[str, Any]) -> str:
    lines = [_("The report of %(month)s is attached as PDF and XLSX.") % {"month": data["month"]}, ""]
    lines += [f"- {item['name']}: {item['text']}" for item in data["indicators"]]
    if issue.revision > 1:
        lines += ["", _("This is revision %(n)s: figures of the month have changed.") % {"n": issue.revision}]
    if data["demo"]:
        lines += ["", _("Demo data: these are no real results.")]
    return "\n".join(lines)
