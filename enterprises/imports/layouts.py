"""The layouts of the lists that the portal reads, recognised by their header wherever it stands.

Layouts seen so far: domain.md 1.4. A new one is one `Layout` with its columns; `parse` turns cells into fields.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.errors import Refused
from busan_se.core.korea import business_number_is_valid

CITY = "부산광역시"
EMPTY = {"", "nan", "none", "null", "-"}
HEADER_WITHIN = 20
# The procurement service tags certified social enterprises with this word (domain.md 1.4: matched by number to the
# ministry's list); number and day of the certification are not in its register.
CERTIFIED_BY_TAG = {"사회적기업"}


@dataclass(frozen=True)
class ParsedRow:
    """One line in the register's own terms.

    `fields` become the SourceRecord's payload (the district still by its name); `problems` keep the
    line out; `qualification` is the kind that the list vouches for ("" = none).
    """

    business_number: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    qualification: str = ""


@dataclass(frozen=True)
class Layout:
    """An official list: its source key (see registry), the header names it must have, and how to read a line."""

    key: str
    label: str | Promise
    source: str
    required: frozenset[str]
    parse: Callable[[Mapping[str, str]], ParsedRow]

    def matches(self, header: Iterable[str]) -> bool:
        """Return whether this header row belongs to the layout."""
        return self.required <= set(header)


def clean(cell: str) -> str:
    """Return a cell without outer spaces, with single inner ones; '' for what spreadsheets write for nothing."""
    text = " ".join(cell.replace("\u3000", " ").split())
    return "" if text.casefold() in EMPTY else text


def district_of(place: str) -> tuple[str, str]:
    """Return (district name, problem) of '부산광역시 해운대구'. A bare name is never taken: six exist elsewhere."""
    city, _space, rest = place.partition(" ")
    if city not in {CITY, "부산", "부산시"}:
        return "", _(
            "The place “%(place)s” does not begin with 부산광역시: enterprises of other cities are left out."
        ) % {"place": place}
    return rest.split(" ")[0], ""


def split_tags(cell: str) -> list[str]:
    """Return the policy tags of '여성기업|사회적기업', each once, sorted."""
    return sorted({tag for part in re.split(r"[|,;]", cell) if (tag := clean(part))})


def read_business_number(text: str) -> tuple[str, str]:
    """Return (ten digits, problem). The check digit rule: domain.md 1.5."""
    if not text:
        return "", _("사업자등록번호 is empty.")
    number = "".join(letter for letter in text if letter.isdigit())
    if not business_number_is_valid(number):
        return "", _("“%(number)s” is not a valid 사업자등록번호: check its ten digits.") % {"number": text[:30]}
    return number, ""


def is_sole_proprietor(number: str) -> bool:
    """Return whether the middle digits say so: 01–79 taxed, 90–99 exempt persons (domain.md 1.5 [K])."""
    return number[3:5].isdigit() and (1 <= int(number[3:5]) <= 79 or int(number[3:5]) >= 90)


def parse_supplier(row: Mapping[str, str]) -> ParsedRow:
    """Read a line of the public procurement service's supplier register, as tagged for Busan."""
    number, number_problem = read_business_number(row["사업자등록번호"])
    district, place_problem = district_of(row["업체소재시군구"])
    name_problem = "" if row["업체명"] else _("업체명 is empty.")
    problems = tuple(problem for problem in (number_problem, name_problem, place_problem) if problem)
    industry, product = row.get("업종", ""), row.get("대표품명", "")
    tags = split_tags(row.get("정책태그", ""))
    fields = {
        "name": row["업체명"],
        "district": district,
        "summary": " · ".join(part for part in (product, industry) if part),
        "industry": industry,
        "main_product": product,
        "is_sole_proprietor": is_sole_proprietor(number),
        "tags": tags,
    }
    return ParsedRow(number, fields, problems, "certified_se" if CERTIFIED_BY_TAG.intersection(tags) else "")


LAYOUTS = (
    Layout(
        key="supplier",
        label=gettext_lazy("Supplier register (CSV, 9 columns)"),
        source="supplier",
        required=frozenset({"사업자등록번호", "업체명", "업체소재시군구", "정책태그"}),
        parse=parse_supplier,
    ),
)


def layout_named(key: str) -> Layout:
    """Return the layout of this key. Raises Refused ("unknown_layout") and names those that exist."""
    for layout in LAYOUTS:
        if layout.key == key:
            return layout
    raise Refused(
        _("There is no layout “%(key)s”. Known: %(known)s.")
        % {"key": key, "known": ", ".join(layout.key for layout in LAYOUTS)},
        "unknown_layout",
    )


def recognise(rows: Iterable[list[str]], only: str = "") -> tuple[Layout, list[str], int]:
    """Return (layout, header cells, line number of the header). The header may stand anywhere in the first 20 lines.

    `only` names the layout to look for ('' = any). Raises Refused ("no_header") when no line is a known header.
    """
    candidates = (layout_named(only),) if only else LAYOUTS
    for line, cells in enumerate(islice(rows, HEADER_WITHIN), start=1):
        header = [clean(cell) for cell in cells]
        for layout in candidates:
            if layout.matches(header):
                return layout, header, line
    raise Refused(
        _("No line of the first %(lines)d is the header of a known list. Needed: %(columns)s.")
        % {
            "lines": HEADER_WITHIN,
            "columns": " / ".join(", ".join(sorted(layout.required)) for layout in candidates),
        },
        "no_header",
    )
