"""A regional support agency's export (36 columns). Birth dates and mobile numbers in it are not kept."""

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
    read_corporate_number,
    read_day,
    tidy_name,
    told,
)
from enterprises.registry.sources import AGENCY

_NO = frozenset({"", "N", "n", "X", "x", "아니오", "부", "0"})
_KEPT = frozenset({"", "유지", "인증유지", "지정유지", "Y", "y"})
_PRELIMINARY = (("예비SE지역형", "pre_se_regional"), ("예비SE부처형", "pre_se_ministry"))


def parse(row: Cells) -> ParsedRow:
    """Read a line."""
    business, business_problem = read_business_number(row["사업자번호(본점)"])
    corporate, corporate_problem = read_corporate_number(row["법인등록번호"])
    unique, unique_problem = read_business_number(row["고유번호"])
    given, day_problem = read_day(row["지정일"])
    address = address_of(row["소재지"])
    district, elsewhere, place_problem = place_of(address, row["지역"])
    name = tidy_name(row["기관명"])
    kind = next((kind for column, kind in _PRELIMINARY if row[column] not in _NO), "certified_se")
    fields = told(
        name=name,
        district=district,
        address=address,
        representative=row["대표자"],
        phone=row["전화번호"],
        homepage=homepage_of(row["홈페이지"]),
        summary=row["주요사업내용"],
        legal_form=row["조직형태"],
        industry=row["업종분류"],
        is_sole_proprietor=is_sole_proprietor(business) if business else None,
    )
    name_problem = "" if name else _("기관명 is empty.")
    return ParsedRow(
        numbers={k: v for k, v in (("business", business), ("corporate", corporate), ("unique", unique)) if v},
        fields=fields,
        problems=problems_of(
            business_problem, corporate_problem, unique_problem, name_problem, day_problem, place_problem
        ),
        held=Held(
            kind,
            row["인증지정번호"],
            row["사회적목적실현유형"],
            valid_from=given,
            is_live=row["인증유지현황"] in _KEPT,
        ),
        elsewhere=elsewhere,
    )


LAYOUT = Layout(
    key="agency",
    label=gettext_lazy("Regional support agency's export (36 columns)"),
    source=AGENCY,
    required=("기관명", "소재지", "인증지정번호", "인증유지현황", "법인등록번호"),
    optional=(
        "지역",
        "사회적목적실현유형",
        "지정일",
        "예비SE지역형",
        "예비SE부처형",
        "업체형태",
        "조직형태",
        "설립일",
        "사업자번호(본점)",
        "고유번호",
        "주요사업내용",
        "업종분류",
        "대표자",
        "전화번호",
        "홈페이지",
    ),
    parse=parse,
    aliases={
        "사업자번호본점": "사업자번호(본점)",
        "사업자번호": "사업자번호(본점)",
        "사업자등록번호": "사업자번호(본점)",
        "사업자등록번호(본점)": "사업자번호(본점)",
        "주소": "소재지",
        "소재지(도로명)": "소재지",
        "시도": "지역",
        "대표전화": "전화번호",
    },
)
