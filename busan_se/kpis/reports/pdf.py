"""The report as a tagged PDF (PDF/UA-1), set by typst. The template speaks Korean: it is a paper of a Korean office."""

import json
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from busan_se.kpis.reports.contents import made_at

TEMPLATE = Path(__file__).with_name("report.typ")
FONTS = settings.BASE_DIR / "static/vendor/pretendard-gov/1.3.9/dist/public/static"


def pdf_of(data: dict[str, Any]) -> bytes:
    """Return the PDF; the same data gives the same bytes. Raises typst.TypstError, which is a bug of the template."""
    return typst.compile(
        TEMPLATE,
        format="pdf",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(made_at(data["period"]).timestamp()),
    )
