"""A district's register of cooperatives (협동조합 신고대장), in the portal's own template.

Founding, change and dissolution are filed with the 구·군 (domain.md 6); each keeps a register of its own, so that a
report number is only unique within a district.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.imports.layouts.base import Cells, Held, Layout, ParsedRow
from enterprises.imports.layouts.cells import (
    CITY,
    address_of,
    is_sole_proprietor,
    place_of,
    problems_of,
    read_business_number,
    read_corporate_number,
    read_day,
    tidy_name,
    told,
)
from enterprises.registry.sources import DISTRICT_REGISTER

KIND = "cooperative"
COLUMNS = (
    "신고번호",
    "협동조합명",
    "신고일",
    "변경신고일",
    "해산일",
    "사업자등록번호",
    "법인등록번호",
    "이사장",
    "소재지",
    "전화번호",
    "주요사업",
)


def parse(row: Cells) -> ParsedRow:
    """Read a line. A day of dissolution ends the qualification on it."""
    business, business_problem = read_business_number(row["사업자등록번호"])
    corporate, corporate_problem = read_corporate_number(row["법인등록번호"])
    reported, day_problem = read_day(row["신고일"])
    dissolved, end_problem = read_day(row["해산일"])
    address = address_of(row["소재지"])
    district, elsewhere, place_problem = place_of(address, CITY)
    name, number = tidy_name(row["협동조합명"]), row["신고번호"]
    fields = told(
        name=name,
        district=district,
        address=address,
        representative=row["이사장"],
        phone=row["전화번호"],
        summary=row["주요사업"],
        is_sole_proprietor=is_sole_proprietor(business) if business else None,
    )
    return ParsedRow(
        numbers={
            kind: value
            for kind, value in (
                ("business", business),
                ("corporate", corporate),
                ("report", f"{district} {number}" if number and district else ""),
            )
            if value
        },
        fields=fields,
        problems=problems_of(
            business_problem,
            corporate_problem,
            day_problem,
            end_problem,
            "" if name else _("협동조합명 is empty."),
            "" if number else _("신고번호 is empty."),
            place_problem,
        ),
        held=Held(KIND, number, valid_from=reported, ended_on=dissolved, is_live=dissolved is None),
        elsewhere=elsewhere,
    )


LAYOUT = Layout(
    key="cooperatives",
    label=gettext_lazy("District's register of cooperatives (own template)"),
    source=DISTRICT_REGISTER,
    required=("협동조합명", "신고번호", "신고일", "소재지"),
    optional=("사업자등록번호", "법인등록번호", "이사장", "전화번호", "주요사업", "변경신고일", "해산일"),
    parse=parse,
    complete_for=frozenset({KIND}),
    by_district=True,
    template=COLUMNS,
)
