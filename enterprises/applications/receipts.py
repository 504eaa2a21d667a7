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
    """Return what stands on the receipt; a text for typst each."""
    facts = [(label, text) for label, text in standing.receipt_facts(application) if text]
    answers = [(str(row.question.label), row.text) for row in pages.rows_of(application) if row.text]
    return {
        "language": get_language() or "ko",
        "title": _("Receipt of an application"),
        "call": application.call.title,
        "number": application.call.official_number or application.call.number,
        "facts": facts,
        "answers_title": _("What was submitted"),
        "answers": answers,
        "note": _(
            "This receipt certifies that the application arrived at the portal at the time above. It is no decision on "
            "the application. The hash changes with every letter of the application and its files."
        ),
        "desk": f"{_('Whom to ask')}: {letters.desk(application)}",
        "author": str(_("Busan social economy portal")),
    }
