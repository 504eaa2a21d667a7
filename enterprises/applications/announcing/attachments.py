"""결재 붙임: the lists of a call's decisions as the approval in the city's document system wants them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst
from django.http import FileResponse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from busan_se.core.clock import now
from busan_se.core.exports import Column, xlsx_book_response
from busan_se.core.money import won
from busan_se.core.templatetags.portal import seoul_date
from busan_se.programs.models import Call
from enterprises.applications.models import Application
from enterprises.applications.receipts import FONTS
from enterprises.applications.workflow import ENDED, Outcome

TEMPLATE = Path(__file__).with_name("attachment.typ")

_WHO = (
    Column(gettext_lazy("Number in the reception register"), lambda row: row.register_number),
    Column(gettext_lazy("Receipt number"), lambda row: row.receipt_number),
    Column(gettext_lazy("Applicant"), lambda row: row.applicant_name),
    Column(gettext_lazy("District"), lambda row: str(row.enterprise.district or "") if row.enterprise_id else ""),
)
_REQUESTED = Column(gettext_lazy("Requested amount (won)"), lambda row: row.requested_won)
_AMOUNT = Column(gettext_lazy("Decided amount (won)"), lambda row: row.decision.amount_won)
_REASON = Column(gettext_lazy("Reason"), lambda row: row.decision.reason)
_OUTCOME = Column(gettext_lazy("Outcome"), lambda row: str(row.decision.get_outcome_display()))

Sheet = tuple[str, Sequence[Column], list[Application]]


def sheets(call: Call) -> list[Sheet]:
    """Return the lists of a call's decisions, released or not: all results, the selected, those turned down."""
    rows: Any = Application.objects.filter(call=call, decision__isnull=False).exclude(state__in=ENDED)
    rows = list(
        rows.select_related("decision", "enterprise__district", "person").order_by("register_number", "submitted_at")
    )
    selected = [row for row in rows if row.decision.outcome == Outcome.SELECTED]
    refused = [row for row in rows if row.decision.outcome != Outcome.SELECTED]
    return [
        (_("Results of the review"), (*_WHO, _OUTCOME, _REQUESTED, _AMOUNT, _REASON), rows),
        (_("Selected"), (*_WHO, _REQUESTED, _AMOUNT), selected),
        (_("Not selected or ineligible"), (*_WHO, _OUTCOME, _REASON), refused),
    ]


def attachment_xlsx(call: Call) -> FileResponse:
    """Return the lists as XLSX, a sheet each."""
    return xlsx_book_response(f"{call.number}-results", sheets(call))


def attachment_pdf(call: Call) -> bytes:
    """Return the lists as a tagged PDF (PDF/UA-1), to be attached as it is."""
    return typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(attachment_data(call), ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )


def attachment_data(call: Call) -> dict[str, Any]:
    """Return what stands in the PDF: of each list its title, a line that sums it up, head and body."""
    return {
        "language": get_language() or "ko",
        "title": _("Results of the review"),
        "call": call.title,
        "number": call.official_number or call.number,
        "made": _("As of %(day)s") % {"day": seoul_date(now())},
        "lists": [
            {
                "title": title,
                "sum": _sum(rows),
                "head": [str(column.header) for column in columns],
                "body": [[_cell(column.value(row)) for column in columns] for row in rows],
            }
            for title, columns, rows in sheets(call)
        ],
        "author": str(_("Busan social economy portal")),
    }


def _sum(rows: Sequence[Application]) -> str:
    amount = sum(row.decision.amount_won or 0 for row in rows)
    said = ngettext("%(n)s application", "%(n)s applications", len(rows)) % {"n": len(rows)}
    return f"{said} · {won(amount)}" if amount else said


def _cell(value: Any) -> tuple[str, bool]:
    """Return a cell as (text, is a number)."""
    if value is None:
        return "", False
    return (f"{value:,}", True) if isinstance(value, int) else (str(value), False)
