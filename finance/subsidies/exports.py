"""Lists of grants as staff take them out (교부내역): no account and no text of the enterprise."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from busan_se.core.exports import Column
from finance.subsidies.models import Grant

_CHUNK = 1000

COLUMNS = (
    Column(_("Receipt number"), lambda row: row.application.receipt_number),
    Column(_("Call"), lambda row: row.application.call.number),
    Column(_("Program"), lambda row: row.application.call.program.name),
    Column(_("Applicant"), lambda row: row.application.applicant_name),
    Column(_("District"), lambda row: row.application.enterprise.district if row.application.enterprise_id else ""),
    Column(_("State"), lambda row: row.get_state_display()),
    Column(_("Selected amount (won)"), lambda row: row.selected_won),
    Column(_("Amount asked for (won)"), lambda row: row.requested_won),
    Column(_("Own share (won)"), lambda row: row.own_share_won),
    Column(_("Granted amount (won)"), lambda row: _decision(row, "amount_won")),
    Column(_("Approval document number"), lambda row: _decision(row, "document_number")),
    Column(_("Effective on"), lambda row: _decision(row, "effective_on")),
    Column(_("Paid (won)"), lambda row: row.commitment.paid),
    Column(_("Returned (won)"), lambda row: row.commitment.returned),
)


def export_rows(found: QuerySet[Grant]) -> Iterator[Grant]:
    """Return the rows with all that the columns need, in one query, streamed."""
    rows: Any = found
    return iter(rows.with_names().with_money().iterator(chunk_size=_CHUNK))


def _decision(row: Grant, name: str) -> Any:
    return getattr(getattr(row, "decision", None), name, None)
