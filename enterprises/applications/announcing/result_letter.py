"""The result (결과 안내) as a tagged PDF (PDF/UA-1), set by typst in the reader's language: no official letter."""

import json
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from busan_se.core.money import won_words
from busan_se.core.templatetags.portal import seoul_date
from enterprises.applications import letters
from enterprises.applications.models import Application, Decision
from enterprises.applications.objections import rules
from enterprises.applications.receipts import FONTS
from enterprises.applications.rules import stated

TEMPLATE = Path(__file__).with_name("result_letter.typ")


def result_file(application: Application, decision: Decision) -> bytes:
    """Return the PDF of a released decision; the same decision gives the same bytes."""
    assert decision.released_at
    return typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(result_data(application, decision), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(decision.released_at.timestamp()),
    )


def result_data(application: Application, decision: Decision) -> dict[str, Any]:
    """Return what stands on it, as texts for typst."""
    assert decision.released_at
    objection = _(
        "Whoever disagrees can object on the status page of the portal or in writing at the desk in charge until "
        "%(day)s."
    ) % {"day": seoul_date(rules.last_day(decision))}
    sections = (
        (_("Reason"), decision.reason),
        (_("What happens next"), letters.next_after(decision.outcome)),
        (_("Objection"), objection),
        (
            _("About this notice"),
            _(
                "The portal made this notice from what the desk recorded. The official letter bears the seal of the "
                "city."
            ),
        ),
    )
    return {
        "language": get_language() or "ko",
        "mark": _("Notice of a result (no copy of the official letter)"),
        "title": _("Result: %(result)s") % {"result": decision.get_outcome_display()},
        "call": application.call.title,
        "number": application.call.official_number or application.call.number,
        "facts": [(label, text) for label, text in _facts(application, decision) if text],
        "sections": sections,
        "desk": f"{_('Whom to ask')}: {letters.desk(application)}",
        "author": str(_("Busan social economy portal")),
    }


def _facts(application: Application, decision: Decision) -> list[tuple[str, str]]:
    assert decision.released_at
    return [
        (_("Applicant"), application.applicant_name),
        (_("Receipt number"), application.receipt_number or ""),
        (_("Number in the reception register"), str(application.register_number or "")),
        (_("Amount"), won_words(decision.amount_won) if decision.amount_won else ""),
        (_("Announced"), stated(decision.released_at)),
        (_("Approval document number"), decision.document_number),
        (_("Approved on"), seoul_date(decision.approved_on) if decision.approved_on else ""),
        (_("Effective on"), seoul_date(decision.effective_on) if decision.effective_on else ""),
    ]
