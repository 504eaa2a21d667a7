"""The receipt (접수증) as a tagged PDF (PDF/UA-1), set by typst in the reader's language."""

import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from enterprises.applications import letters, pages, standing
from enterprises.applications.models import Application
from enterprises.applications.questions import Grid
from enterprises.applications.rules import stated
from enterprises.applications.supplements.models import Supplement
from enterprises.applications.supplements.reading import answers_of, supplements_of

TEMPLATE = Path(__file__).with_name("receipt.typ")
FONTS = settings.BASE_DIR / "static/vendor/pretendard-gov/1.3.9/dist/public/static"


def receipt_file(application: Application) -> bytes:
    """Return the PDF of a submitted application's receipt; the same application gives the same bytes."""
    assert application.submitted_at
    return typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(receipt_data(application), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(application.submitted_at.timestamp()),
    )


def receipt_data(application: Application) -> dict[str, Any]:
    """Return what stands on the receipt; texts for typst, and of a table its parts."""
    facts = [(label, text) for label, text in standing.receipt_facts(application) if text]
    rows = [row for row in pages.rows_of(application) if row.text or row.grid]
    return {
        "language": get_language() or "ko",
        "title": _("Receipt of an application"),
        "call": application.call.title,
        "number": application.call.official_number or application.call.number,
        "facts": facts,
        "answers_title": _("What was submitted"),
        "answers": [{"label": row.question.label, "text": row.text, "table": _table(row.grid)} for row in rows],
        "mended": [_supplement(row) for row in supplements_of(application) if row.answered_at],
        "note": _(
            "This receipt certifies that the application arrived at the portal at the time above. It is no decision on "
            "the application. The hash changes with every letter of the application and its files."
        ),
        "desk": f"{_('Whom to ask')}: {letters.desk(application)}",
        "author": str(_("Busan social economy portal")),
    }


def _supplement(supplement: Supplement) -> dict[str, Any]:
    """Return what was mended, when, with its hash: it was handed in after the receipt, and stands apart."""
    assert supplement.answered_at
    rows = answers_of(supplement)
    return {
        "title": _("Mended %(when)s") % {"when": stated(supplement.answered_at)},
        "hash": supplement.content_hash,
        "answers": [
            {
                "label": row.question.label,
                "text": "\n".join(filter(None, (row.text, *(one.file.name for one in row.files)))),
                "table": _table(row.grid),
            }
            for row in rows
        ],
    }


def _table(grid: Grid | None) -> dict[str, Any] | None:
    """Return an answered table as lists of cells: each (text, is a number)."""
    if grid is None:
        return None
    foot = [(grid.total_label, False), ("", False), *((text, True) for text in grid.foot)] if grid.foot else []
    return {"head": grid.head, "body": grid.body, "foot": foot, "notes": grid.notes}
