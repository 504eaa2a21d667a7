"""The supplier register of the public procurement service, as tagged for Busan (CSV, 9 columns)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.imports.layouts.base import Cells, Held, Layout, ParsedRow
from enterprises.imports.layouts.cells import (
    is_sole_proprietor,
    place_of,
    problems_of,
    read_business_number,
    split_tags,
    tidy_name,
)

# The procurement service tags certified social enterprises with this word (domain.md 1.4: matched by number to the
# ministry's list); number and day of the certification are not in its register.
CERTIFIED_BY_TAG = frozenset({"사회적기업"})


def parse(row: Cells) -> ParsedRow:
    """Read a line. An empty 업종 or 대표품명 says that there is none."""
    number, number_problem = read_business_number(row["사업자등록번호"], required=True)
    district, elsewhere, place_problem = place_of(row["업체소재시군구"])
    industry, product = row["업종"], row["대표품명"]
    tags = split_tags(row["정책태그"])
    fields = {
        "name": tidy_name(row["업체명"]),
        "district": district,
        "summary": " · ".join(part for part in (product, industry) if part),
        "industry": industry,
        "main_product": product,
        "is_sole_proprietor": is_sole_proprietor(number),
        "tags": tags,
    }
    name_problem = "" if fields["name"] else _("업체명 is empty.")
    return ParsedRow(
        numbers={"business": number} if number else {},
        fields=fields,
        problems=problems_of(number_problem, name_problem, place_problem),
        held=Held("certified_se") if CERTIFIED_BY_TAG.intersection(tags) else None,
        elsewhere=elsewhere,
    )


LAYOUT = Layout(
    key="supplier",
    label=gettext_lazy("Supplier register (CSV, 9 columns)"),
    source="supplier",
    required=("업체명", "사업자등록번호", "업체소재시군구", "정책태그"),
    optional=("업종", "대표품명", "기업구분", "제조여부", "등록일자"),
    parse=parse,
)
