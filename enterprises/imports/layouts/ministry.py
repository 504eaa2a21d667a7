"""The ministry's list of certified social enterprises: its workbook (header on row 4) and its open interface (JSON).

Both name every holder in the country. The interface tells no business number, and names ended ones too
(certiEvalResult other than "Y").
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.imports.layouts.base import Cells, Held, Layout, ParsedRow
from enterprises.imports.layouts.cells import (
    address_of,
    homepage_of,
    is_sole_proprietor,
    place_of,
    problems_of,
    read_business_number,
    read_day,
    tidy_name,
    told,
)
from enterprises.registry.sources import OFFICIAL, OFFICIAL_INTERFACE

KIND = "certified_se"


def parse_sheet(row: Cells) -> ParsedRow:
    """Read a line of the workbook."""
    number, number_problem = read_business_number(row["사업자등록번호"])
    certified, day_problem = read_day(row["인증일자"])
    address = address_of(row["소재지"])
    district, elsewhere, place_problem = place_of(address, row["지역"])
    name = tidy_name(row["기관명"])
    fields = told(
        name=name,
        district=district,
        address=address,
        representative=row["대표자"],
        homepage=homepage_of(row["홈페이지"]),
        summary=row["사업내용"],
        service_field=row["사회서비스분야"],
        is_sole_proprietor=is_sole_proprietor(number) if number else None,
    )
    return ParsedRow(
        numbers={"business": number} if number else {},
        fields=fields,
        problems=problems_of(number_problem, "" if name else _("기관명 is empty."), day_problem, place_problem),
        held=Held(KIND, row["인증번호"], row["사회적목적실현유형"], valid_from=certified),
        elsewhere=elsewhere,
    )


def parse_interface(row: Cells) -> ParsedRow:
    """Read a record of the open interface."""
    certified, day_problem = read_day(row["certiIssuD"])
    address = address_of(row["addr"])
    district, elsewhere, place_problem = place_of(address, row["busiAreaNm"])
    name = tidy_name(row["entNmV"])
    fields = told(
        name=name,
        district=district,
        address=address,
        representative=row["ceoNmV"],
        phone=row["telNo"],
        homepage=homepage_of(row["homepageAddrV"]),
        summary=row["busiContV"],
        service_field=row["busiFiledNm"],
    )
    return ParsedRow(
        fields=fields,
        problems=problems_of("" if name else _("entNmV is empty."), day_problem, place_problem),
        held=Held(KIND, row["certiNumV"], valid_from=certified, is_live=row["certiEvalResult"] == "Y"),
        elsewhere=elsewhere,
    )


SHEET = Layout(
    key="ministry",
    label=gettext_lazy("Ministry's list of certified social enterprises (XLSX, 12 columns)"),
    source=OFFICIAL,
    required=("기관명", "지역", "소재지", "인증번호", "인증일자", "사업자등록번호"),
    optional=("사업내용", "사회적목적실현유형", "사회서비스분야", "대표자", "홈페이지", "인증회차"),
    parse=parse_sheet,
    complete_for=frozenset({KIND}),
)
INTERFACE = Layout(
    key="interface",
    label=gettext_lazy("Ministry's open interface (JSON)"),
    source=OFFICIAL_INTERFACE,
    required=("entNmV", "busiAreaNm", "addr", "certiNumV", "certiIssuD"),
    optional=("baseD", "busiContV", "busiFiledNm", "ceoNmV", "certiEvalResult", "homepageAddrV", "telNo"),
    parse=parse_interface,
    complete_for=frozenset({KIND}),
)
