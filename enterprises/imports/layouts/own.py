"""The portal's own template: for lists that come in no layout of their own (village, self-reliance enterprises …)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.imports.layouts.base import Cells, Held, Layout, ParsedRow
from enterprises.imports.layouts.cells import (
    CITY,
    address_of,
    homepage_of,
    is_sole_proprietor,
    place_of,
    problems_of,
    read_business_number,
    read_corporate_number,
    read_day,
    split_tags,
    tidy_name,
    told,
)
from enterprises.registry.sources import TEMPLATE

COLUMNS = (
    "기업명",
    "구·군",
    "자격",
    "자격번호",
    "유형",
    "기관",
    "시작일",
    "종료일",
    "사업자등록번호",
    "법인등록번호",
    "대표자",
    "소재지",
    "전화번호",
    "홈페이지",
    "사업내용",
    "정책태그",
)


def parse(row: Cells) -> ParsedRow:
    """Read a line. 자격 is the Korean name of a kind, or empty."""
    business, business_problem = read_business_number(row["사업자등록번호"])
    corporate, corporate_problem = read_corporate_number(row["법인등록번호"])
    start, start_problem = read_day(row["시작일"])
    end, end_problem = read_day(row["종료일"])
    # The template is Busan's own: its district column needs no city.
    district, elsewhere, place_problem = place_of(row["구·군"], CITY)
    name = tidy_name(row["기업명"])
    fields = told(
        name=name,
        district=district,
        address=address_of(row["소재지"]),
        representative=row["대표자"],
        phone=row["전화번호"],
        homepage=homepage_of(row["홈페이지"]),
        summary=row["사업내용"],
        tags=split_tags(row["정책태그"]) or None,
        is_sole_proprietor=is_sole_proprietor(business) if business else None,
    )
    held = Held(row["자격"], row["자격번호"], row["유형"], row["기관"], start, end) if row["자격"] else None
    return ParsedRow(
        numbers={kind: value for kind, value in (("business", business), ("corporate", corporate)) if value},
        fields=fields,
        problems=problems_of(
            business_problem,
            corporate_problem,
            start_problem,
            end_problem,
            "" if name else _("기업명 is empty."),
            place_problem,
        ),
        held=held,
        elsewhere=elsewhere,
    )


LAYOUT = Layout(
    key="own",
    label=gettext_lazy("The portal's own template"),
    source=TEMPLATE,
    required=("기업명", "구·군", "자격"),
    optional=tuple(name for name in COLUMNS if name not in {"기업명", "구·군", "자격"}),
    parse=parse,
    template=COLUMNS,
)
