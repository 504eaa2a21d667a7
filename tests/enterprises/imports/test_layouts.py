"""Recognising a list by its header, and reading its lines in one spelling."""

from datetime import date

import pytest

from busan_se.core.errors import Refused
from enterprises.imports.layouts import LAYOUTS, find_header, layout_named
from enterprises.imports.layouts.cells import (
    address_of,
    clean,
    heading,
    homepage_of,
    place_of,
    read_business_number,
    read_corporate_number,
    read_day,
    split_tags,
    tidy_name,
)
from tests.enterprises.imports.conftest import HEADER, MINISTRY, certified

AGENCY = (
    "기관명", "지역", "인증지정번호", "사회적목적실현유형", "지정일", "인증유지현황", "예비SE지역형", "예비SE부처형",
    "사업자번호\n(본점)", "고유번호", "법인등록번호", "대표자", "생년월일", "휴대전화", "소재지", "주요사업내용",
)  # fmt: skip


def read(header, *cells):
    """Return (layout key, the parsed line) of a header and a line."""
    layout, columns, _line = find_header([header])
    return layout.key, layout.parse(layout.cells_of(columns, [clean(str(cell)) for cell in cells]))


@pytest.mark.parametrize("above", [0, 1, 5])
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
def test_the_header_is_found_wherever_it_stands(layout, above):
    rows = [["부산 사회적경제기업 현황"]] * above + [[*sorted(layout.required), "비고"]]
    found, columns, line = find_header(rows)
    assert (found.key, columns, line) == (layout.key, [*sorted(layout.required), ""], above + 1)


def test_a_file_without_known_header_is_none_and_an_unknown_layout_is_refused():
    assert find_header([["이름", "전화"]]) is None
    with pytest.raises(Refused) as refusal:
        layout_named("ministry-of-magic")
    assert refusal.value.code == "unknown_layout"


def test_the_ministrys_line_gives_number_day_type_and_a_plain_address():
    key, row = read(MINISTRY, *certified(7))
    assert (key, row.name, row.problems) == ("ministry", "(주)들머리7", ())
    assert row.fields["address"] == "부산광역시 해운대구 시험로 1"
    assert row.fields["homepage"] == "http://www.example.com"
    assert (row.held.number, row.held.valid_from) == ("제2020-007호", date(2020, 5, 6))
    assert row.held.grade == "기타(창의·혁신)형"


def test_the_export_of_36_columns_keeps_no_birth_date_and_knows_its_kinds():
    line = (
        "나눔", "부산", "부산형 2024-11", "", "2024.3.2", "유지", "Y", "", "", "", "180111-0000001", "홍길동",
        "1970-01-01", "010-0000-0000", "부산진구 시험로 3", "돌봄",
    )  # fmt: skip
    key, row = read(AGENCY, *line)
    assert (key, row.held.kind, row.fields["district"]) == ("agency", "pre_se_regional", "부산진구")
    assert row.numbers == {"corporate": "1801110000001"}
    assert not {"1970-01-01", "010-0000-0000"} & set(map(str, row.fields.values()))


def test_a_register_number_is_its_districts_own():
    header = ("신고번호", "협동조합명", "신고일", "해산일", "소재지")
    _key, row = read(header, "2015-3", "다솜협동조합", "2015-3-2", "2025-01-31", "수영구 시험로 1")
    assert row.numbers == {"report": "수영구 2015-3"}
    assert (row.held.is_live, row.held.ended_on) == (False, date(2025, 1, 31))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" 가  나 ", "가 나"), ("nan", ""), ("NaN", ""), ("\u3000가", "가"), ("-", ""), ("（주）가", "(주)가"),
        ("창의ㆍ혁신", "창의·혁신"), ("창의‧혁신", "창의·혁신"), ("창의・혁신", "창의·혁신"), ("\u1100\u1161", "가"),
    ],
)  # fmt: skip
def test_cells_are_cleaned(cell, text):
    assert clean(cell) == text


def test_names_headings_addresses_and_pages_get_one_spelling():
    assert (tidy_name("㈜ 가나"), tidy_name("주식회사 가나")) == ("(주) 가나", "주식회사 가나")
    assert heading(" 사업자\n등록번호 *") == "사업자등록번호"
    assert address_of("48058부산광역시해운대구 센텀로") == "부산광역시 해운대구 센텀로"
    assert address_of("(612-020) 부산 중구") == "부산 중구"
    assert homepage_of("http://a.kr, b.kr") == "http://a.kr"
    assert (homepage_of("준비 중"), homepage_of("a@b.kr")) == ("", "")


@pytest.mark.parametrize(
    ("address", "region", "place"),
    [
        ("부산광역시 중구", "", ("중구", False)),
        ("부산 중구 시험로", "", ("중구", False)),
        ("대구광역시 중구", "", ("", True)),
        ("경기도 광명시", "", ("", True)),
        ("중구 시험로", "부산", ("중구", False)),
        ("중구 시험로", "대구", ("", True)),
        ("서울특별시 중구", "부산", ("", True)),
    ],
)
def test_a_district_is_taken_only_with_its_city(address, region, place):
    assert place_of(address, region) == (*place, "")


def test_a_bare_district_is_a_problem():
    assert place_of("중구")[2]


@pytest.mark.parametrize(
    "text", ["2007-10-29", "2007. 10. 29.", "20071029", "2007년 10월 29일", "39384", "2007-10-29 00:00:00"]
)
def test_days_as_offices_write_them(text):
    assert read_day(text) == (date(2007, 10, 29), "")


@pytest.mark.parametrize("text", ["2007-02-30", "어제", "12", "99999999999999999"])
def test_what_is_no_day_is_named(text):
    assert text in read_day(text)[1]


def test_tags_are_split_once_each_and_sorted():
    assert split_tags("여성기업|사회적기업|여성기업") == ["사회적기업", "여성기업"]


@pytest.mark.parametrize("number", ["123", "606-86-26273", "가나다라마바사아자차"])
def test_a_wrong_business_number_is_named(number):
    assert number in read_business_number(number)[1]


def test_a_number_may_be_missing_where_the_list_may_lack_it():
    assert read_business_number("") == ("", "")
    assert read_business_number("", required=True)[1]
    assert read_corporate_number("130111-000624")[1]


def test_a_line_tells_all_its_problems_at_once():
    _key, row = read(HEADER.split(","), "1", "", "중구")
    assert len(row.problems) == 3
