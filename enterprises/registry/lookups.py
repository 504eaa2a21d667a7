"""The few official codes that every list offers as a choice, read once by each process after a change."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import CharField, Value
from django.db.models.functions import Cast, LPad
from django.utils.translation import get_language

from busan_se.core.page_cache import version
from busan_se.reference.models import District, Ksic, QualificationKind
from enterprises.registry.models import PolicyTag


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
    """Districts, kinds of qualification, sections and divisions of industry, policy tags, by code and in order."""

    districts: dict[str, Code]
    kinds: dict[str, Code]
    sections: dict[str, Code]
    divisions: dict[str, Code]
    tags: dict[str, Code]

    def section_of(self, ksic: str | None) -> Code | None:
        """Return the section (A–U) of an industry code of any length."""
        if not ksic:
            return None
        division = self.divisions.get(ksic[:2])
        return self.sections.get(division.under if division else ksic)


_last: tuple[tuple[str, str], Codes] | None = None


def codes() -> Codes:
    """Return the codes as they are committed: one query after a change of published rows."""
    global _last
    state = (connection.settings_dict["NAME"], version.current())
    known = _last
    if known is None or known[0] != state:
        known = _last = (state, _read())
    return known[1]


def _read() -> Codes:
    found: dict[str, dict[str, Code]] = {table: {} for table in ("district", "kind", "section", "division", "tag")}
    for table, _place, *code in sorted(_rows()):
        found[table][code[0]] = Code(*code)
    return Codes(*found.values())


def _rows() -> Any:
    """Return (table, place in it as text, code, Korean name, English name, what it stands under) in one query."""
    place = LPad(Cast("order", CharField()), 6, Value("0"))
    none = Value("", output_field=CharField())
    kept = Ksic.objects.filter(level__lte=2)
    return District.objects.values_list(Value("district"), place, "code", "name_ko", "name_en", none).union(
        QualificationKind.objects.values_list(Value("kind"), place, "code", "name_ko", "name_en", "group"),
        kept.filter(level=1).values_list(Value("section"), "code", "code", "name_ko", "name_en", none),
        kept.filter(level=2).values_list(Value("division"), "code", "code", "name_ko", "name_en", "parent_id"),
        PolicyTag.objects.values_list(Value("tag"), "name_ko", "code", "name_ko", "name_en", none),
        all=True,
    )
