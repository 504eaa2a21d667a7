"""The few official codes that every list offers as a choice, read once by each process after a change."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import get_language

from busan_se.core.page_cache import version
from busan_se.reference.models import District, Ksic, QualificationKind


@dataclass(frozen=True)
class Code:
    """An official code with both names. `under` is the group of a kind, or the section of a division."""

    code: str
    name_ko: str
    name_en: str
    under: str = ""

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_ko


@dataclass(frozen=True)
class Codes:
    """Districts, kinds of qualification, and sections and divisions of industry, by code and in their order."""

    districts: dict[str, Code]
    kinds: dict[str, Code]
    sections: dict[str, Code]
    divisions: dict[str, Code]

    def section_of(self, ksic: str | None) -> Code | None:
        """Return the section (A–U) of an industry code of any length."""
        if not ksic:
            return None
        division = self.divisions.get(ksic[:2])
        return self.sections.get(division.under if division else ksic)


_last: tuple[tuple[str, str], Codes] | None = None


def codes() -> Codes:
    """Return the codes as they are committed: four queries after a change of published rows, else one in a request."""
    global _last
    state = (connection.settings_dict["NAME"], version.current())
    known = _last
    if known is None or known[0] != state:
        known = _last = (state, _read())
    return known[1]


def _read() -> Codes:
    industries = list(Ksic.objects.filter(level__lte=2).order_by("code"))
    return Codes(
        districts=_by_code(District.objects.order_by("order")),
        kinds=_by_code(QualificationKind.objects.order_by("order"), "group"),
        sections=_by_code([row for row in industries if row.level == 1]),
        divisions=_by_code([row for row in industries if row.level == 2], "parent_id"),
    )


def _by_code(rows: Any, under: str = "") -> dict[str, Code]:
    return {row.code: Code(row.code, row.name_ko, row.name_en, getattr(row, under) if under else "") for row in rows}
