"""Recognising a list by its header, and reading its lines."""

import pytest

from busan_se.core.errors import Refused
from enterprises.imports.layouts import clean, district_of, parse_supplier, read_business_number, recognise, split_tags

HEADER = [
    "사업자등록번호",
    "업체명",
    "업체소재시군구",
    "기업구분",
    "업종",
    "대표품명",
    "제조여부",
    "등록일자",
    "정책태그",
]


def line(**changes):
    row = {
        "사업자등록번호": "001-81-00015",
        "업체명": "(주)가나다",
        "업체소재시군구": "부산광역시 해운대구",
        "업종": "",
        "대표품명": "",
        "정책태그": "사회적기업",
    }
    return row | changes


@pytest.mark.parametrize("above", [0, 1, 5])
def test_the_header_is_found_wherever_it_stands(above):
    rows = [["부산 사회적기업 현황"]] * above + [HEADER]
    layout, header, number = recognise(rows)
    assert (layout.key, header, number) == ("supplier", HEADER, above + 1)


def test_a_file_without_known_header_is_refused():
    with pytest.raises(Refused) as refusal:
        recognise([["이름", "전화"]])
    assert refusal.value.code == "no_header"


def test_an_unknown_layout_name_is_refused():
    with pytest.raises(Refused) as refusal:
        recognise([HEADER], only="ministry-of-magic")
    assert refusal.value.code == "unknown_layout"


@pytest.mark.parametrize(
    ("cell", "text"), [(" 가  나 ", "가 나"), ("nan", ""), ("NaN", ""), ("\u3000가", "가"), ("-", "")]
)
def test_cells_are_cleaned(cell, text):
    assert clean(cell) == text


def test_a_district_is_taken_only_with_its_city():
    assert district_of("부산광역시 중구") == ("중구", "")
    assert district_of("대구광역시 중구")[1]
    assert district_of("중구")[1]


def test_tags_are_split_once_each_and_sorted():
    assert split_tags("여성기업|사회적기업|여성기업") == ["사회적기업", "여성기업"]


@pytest.mark.parametrize("number", ["", "123", "606-86-26273", "가나다라마바사아자차"])
def test_a_wrong_business_number_is_named(number):
    assert read_business_number(number) == ("", read_business_number(number)[1])
    assert read_business_number(number)[1]


def test_a_line_tells_all_its_problems_at_once():
    parsed = parse_supplier(line(사업자등록번호="1", 업체명="", 업체소재시군구="서울특별시 중구"))
    assert len(parsed.problems) == 3
