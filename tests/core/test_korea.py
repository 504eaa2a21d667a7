import csv
from pathlib import Path

import pytest

from busan_se.core.errors import Refused
from busan_se.core.korea import (
    business_number_is_valid,
    corporate_number_warnings,
    format_business_number,
    normalize_business_number,
    normalize_company_name,
)

REAL_LIST = Path(__file__).parents[3] / "shared/data/busan_suppliers_social_120_cp949.csv"


@pytest.mark.parametrize("text", ["606-86-26272", "6068626272", " 606 86 26272 ", "６０６－８６－２６２７２"])
def test_business_number_is_read_however_it_is_written(text):
    assert normalize_business_number(text) == "6068626272"


@pytest.mark.parametrize("text", ["", "606-86-2627", "606-86-262725", "60686AB274", "\x00606862627"])
def test_business_number_refuses_anything_but_ten_digits(text):
    with pytest.raises(Refused):
        normalize_business_number(text)


@pytest.mark.parametrize(("text", "valid"), [("606-86-26272", True), ("606-86-26273", False), ("", False)])
def test_business_number_check_digit(text, valid):
    assert business_number_is_valid(text) is valid


def test_a_check_digit_of_zero_is_right():
    numbers = (f"00080{serial:05d}" for serial in range(0, 1000, 10))
    assert any(business_number_is_valid(number) for number in numbers)


@pytest.mark.skipif(not REAL_LIST.exists(), reason="the real list is not on this machine")
def test_every_real_number_is_valid():
    with REAL_LIST.open(encoding="cp949", newline="") as file:
        numbers = [row["사업자등록번호"] for row in csv.DictReader(file)]
    assert [number for number in numbers if not business_number_is_valid(number)] == []


def test_business_number_is_shown_with_hyphens():
    assert format_business_number("6068626272") == "606-86-26272"


def test_a_right_corporate_number_gives_no_warning():
    assert corporate_number_warnings("130111-0006246") == []


@pytest.mark.parametrize("text", ["130111-0006247", "130111-000624", "가나다"])
def test_a_doubtful_corporate_number_only_warns(text):
    assert len(corporate_number_warnings(text)) == 1


@pytest.mark.parametrize("name", ["㈜ 온누리", "온누리 주식회사", "（주）온누리", "주식회사  온누리", "온누리(주)"])
def test_company_names_lose_their_form(name):
    assert normalize_company_name(name) == "온누리"


def test_a_name_that_is_only_a_form_stays():
    assert normalize_company_name("주식회사") == "주식회사"
