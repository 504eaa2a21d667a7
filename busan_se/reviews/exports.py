"""The result of a round (심사결과표) as a table, a workbook and a PDF."""

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from busan_se.core.exports import Column
from busan_se.core.templatetags.portal import seoul_instant
from busan_se.reviews.models import Criterion, Panelist, Round
from busan_se.reviews.ranking import Ranked

TEMPLATE = Path(__file__).with_name("results.typ")
FONTS = settings.BASE_DIR / "static/vendor/pretendard-gov/1.3.9/dist/public/static"


def columns(round_: Round, panelists: Sequence[Panelist]) -> list[Column]:
    """Return the columns of the result: the sum of each reviewer, mean, bonus, penalty, final points, verdict."""
    return [
        Column(_("Rank"), lambda row: row.rank or ""),
        Column(_("Case"), lambda row: row.case.number),
        Column(_("Name"), lambda row: row.case.title),
        *(Column(str(panelist), _sum_of(panelist)) for panelist in panelists),
        Column(_("Mean"), lambda row: row.mean),
        Column(Criterion.Kind.BONUS.label, lambda row: row.bonus or ""),
        Column(Criterion.Kind.PENALTY.label, lambda row: row.penalty or ""),
        Column(_("Final points"), lambda row: row.final),
        Column(_("Pass mark reached"), lambda row: row.passes),
        Column(_("Remarks"), remarks),
    ]


def _sum_of(panelist: Panelist) -> Any:
    def value(row: Ranked) -> str | Decimal:
        for sheet in row.sheets:
            if sheet.assignment.panelist_id == panelist.pk:
                return f"({sheet.total})" if sheet.is_left_out else sheet.total
        return ""

    return value


def remarks(row: Ranked) -> str:
    """Return what decided a tie, and that sheets are lacking."""
    return " ".join(filter(None, (row.words, "" if row.has_quorum else _("Fewer reviewers than asked for."))))


def results_pdf(round_: Round, rows: Sequence[Ranked], panelists: Sequence[Panelist]) -> bytes:
    """Return the result as a tagged PDF (PDF/UA-1); the same result gives the same bytes."""
    return typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(_data(round_, rows, panelists), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int((round_.closed_at or round_.updated_at).timestamp()),
    )


def _data(round_: Round, rows: Sequence[Ranked], panelists: Sequence[Panelist]) -> dict[str, Any]:
    shown = columns(round_, panelists)
    return {
        "language": get_language() or "ko",
        "title": _("Result of the review"),
        "call": round_.call.title,
        "name": round_.name,
        "facts": [
            (_("Pass mark"), f"{round_.rubric.pass_mark}"),
            (_("Closed"), seoul_instant(round_.closed_at) or _("Not closed: points may still change")),
        ],
        "headers": [str(column.header) for column in shown],
        "rows": [[_text(column.value(row)) for column in shown] for row in rows],
        "note": _("Sums in brackets are the highest and the lowest, which the mean leaves out."),
        "author": str(_("Busan social economy portal")),
    }


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return "" if value is None else str(value)
