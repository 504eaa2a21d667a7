"""The notice of a grant decision (교부결정 안내) as a tagged PDF (PDF/UA-1), set by typst."""

import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from busan_se.core.money import won_words
from busan_se.core.templatetags.portal import seoul_date
from busan_se.programs.models.parameters import Regulation
from enterprises.applications.letters import desk
from finance.subsidies import rules
from finance.subsidies.models import Grant

TEMPLATE = Path(__file__).with_name("notice.typ")
FONTS = settings.BASE_DIR / "static/vendor/pretendard-gov/1.3.9/dist/public/static"


def notice_file(grant: Grant) -> bytes:
    """Return the PDF of a decided grant; the same grant gives the same bytes."""
    return typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(notice_data(grant), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(grant.decision.decided_at.timestamp()),
    )


def notice_data(grant: Grant) -> dict[str, Any]:
    """Return what stands on the notice; a text for typst each."""
    application = grant.application
    return {
        "language": get_language() or "ko",
        "mark": _("Notice of a result (no copy of the official letter)"),
        "title": _title(grant),
        "call": application.call.title,
        "number": application.call.official_number or application.call.number,
        "facts": [(label, text) for label, text in _facts(grant) if text],
        "sections": [(label, text) for label, text in _sections(grant) if text],
        "desk": f"{_('Whom to ask')}: {desk(application)}",
        "author": str(_("Busan social economy portal")),
    }


def _is_local(grant: Grant) -> bool:
    return grant.commitment.envelope.regulation == Regulation.LOCAL_SUBSIDY


def _title(grant: Grant) -> str:
    if not grant.decision.amount_won:
        return _("Notice that no grant is given")
    return _("Notice of the decision on a local subsidy") if _is_local(grant) else _("Notice of the grant decision")


def _facts(grant: Grant) -> list[tuple[str, str]]:
    decision, application = grant.decision, grant.application
    committee = seoul_date(decision.committee_on) if decision.committee_on else ""
    return [
        (
            _("Recipient (지방보조사업자)") if _is_local(grant) else _("Recipient (보조사업자)"),
            application.applicant_name,
        ),
        (_("Program"), application.call.program.name),
        (_("Receipt number"), application.receipt_number or ""),
        (_("Granted amount"), won_words(decision.amount_won) if decision.amount_won else ""),
        (_("Own share"), won_words(grant.own_share_won) if decision.amount_won and grant.own_share_won else ""),
        (_("Applicable rules"), str(grant.commitment.envelope.get_regulation_display())),
        (_("Subsidy committee"), committee),
        (_("Approval document number"), decision.document_number),
        (_("Approved on"), seoul_date(decision.approved_on)),
        (_("Effective on"), seoul_date(decision.effective_on)),
    ]


def _sections(grant: Grant) -> list[tuple[str, str]]:
    decision, until = grant.decision, rules.objection_until(grant)
    objection = _(
        "Whoever disagrees can object in writing at the desk in charge until %(day)s (Local Subsidies Act, article "
        "36-2: within 20 days of the notice)."
    )
    return [
        (_("Conditions of the grant"), decision.conditions),
        (_("Reason"), decision.reason),
        (_("Objection"), objection % {"day": seoul_date(until)} if until else ""),
        (
            _("About this notice"),
            _(
                "The portal made this notice from what the desk recorded. The official letter is that of the document "
                "system with the number above; it bears the seal."
            ),
        ),
    ]
