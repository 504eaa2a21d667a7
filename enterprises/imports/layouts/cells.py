"""What stands in a cell, in one spelling: texts, names, addresses, numbers, days (dirt seen: domain.md 1.4)."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from django.utils.translation import gettext as _

from busan_se.core.korea import business_number_is_valid

CITY = "부산광역시"
BUSAN = frozenset({CITY, "부산시", "부산"})
_ELSEWHERE = frozenset(
    [
        "서울",
        "서울시",
        "서울특별시",
        "대구",
        "대구시",
        "대구광역시",
        "인천",
        "인천시",
        "인천광역시",
        "광주",
        "광주시",
        "광주광역시",
        "대전",
        "대전시",
        "대전광역시",
        "울산",
        "울산시",
        "울산광역시",
        "세종",
        "세종시",
        "세종특별자치시",
        "경기",
        "경기도",
        "강원",
        "강원도",
        "강원특별자치도",
        "충북",
        "충청북도",
        "충남",
        "충청남도",
        "전북",
        "전라북도",
        "전북특별자치도",
        "전남",
        "전라남도",
        "경북",
        "경상북도",
        "경남",
        "경상남도",
        "제주",
        "제주도",
        "제주특별자치도",
    ]
)
_EMPTY = frozenset({"", "nan", "none", "null", "n/a", "-", "해당없음", "해당 없음", "없음"})
# Full-width signs, the dots that Korean keyboards write for one and the same middle dot, and the wide blank.
_ONE_SPELLING = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(map(ord, "ㆍ‧・･•∙"), "·"),
    0x3000: " ",
    0x00A0: " ",
    0xFEFF: None,
}
_RINGED_FORM = re.compile("[\u3200-\u321e]")  # ㈜ and its kin
_POSTCODE = re.compile(r"^[\[(]?(?:우\s*)?(?:\d{5}|\d{3}-\d{3}|\d{6})[\])]?\s*(?=\D)")
_GLUED_CITY = re.compile(r"^(부산광역시|부산시)(?=\S)")
_DAY = re.compile(r"^(\d{4})\s*[-./년]?\s*(\d{1,2})\s*[-./월]?\s*(\d{1,2})\s*[.일]?(?:\s+\d{1,2}:.*)?$")
_SHEET_EPOCH, _SHEET_DAYS = date(1899, 12, 30), range(20_000, 70_000)
_NUMBER_TEXT = re.compile(r"[^0-9]")


@lru_cache(maxsize=16_384)
def clean(cell: str) -> str:
    """Return a cell composed (NFC), in plain width, with one kind of middle dot and single blanks.

    "" for what spreadsheets and offices write for nothing: nan, -, 없음.
    """
    text = cell if cell.isascii() else unicodedata.normalize("NFC", cell).translate(_ONE_SPELLING)
    text = " ".join(text.split())
    return "" if len(text) < 6 and text.casefold() in _EMPTY else text


def heading(cell: str) -> str:
    """Return the name of a column as layouts know it: no blanks or line breaks, one kind of dot, no star."""
    return clean(cell).replace(" ", "").strip("*")


def tidy_name(cell: str) -> str:
    """Return a firm's name as the register writes it: ㈜ as (주); which form it has stays as written."""
    return clean(_RINGED_FORM.sub(lambda form: unicodedata.normalize("NFKC", form.group()), cell))


def address_of(cell: str) -> str:
    """Return an address without the postcode that is glued to it, and with a blank behind the city."""
    return _GLUED_CITY.sub(r"\1 ", _POSTCODE.sub("", cell))


def place_of(address: str, region: str = "") -> tuple[str, bool, str]:
    """Return (district name, whether it is outside Busan, problem) of an address or of "부산광역시 해운대구".

    The address decides; `region`, the list's own column for the city or province, speaks where the address tells none.
    A bare district is never taken without it: 중구, 서구, 동구, 남구, 북구 and 강서구 stand in other cities too.
    """
    city, _blank, rest = address.partition(" ")
    if city in BUSAN:
        return rest.partition(" ")[0], False, ""
    stated = region.partition(" ")[0]
    if city in _ELSEWHERE or stated in _ELSEWHERE:
        return "", True, ""
    if city and stated in BUSAN:
        return city, False, ""
    place = f"{region} {address}".strip()[:60]
    return (
        "",
        False,
        _("The place “%(place)s” does not tell the city: write it as 부산광역시 해운대구.") % {"place": place},
    )


def read_business_number(text: str, *, required: bool = False) -> tuple[str, str]:
    """Return (ten digits, problem); ("", "") for an empty cell that may be empty. Check digit: domain.md 1.5."""
    if not text:
        return "", _("사업자등록번호 is empty.") if required else ""
    number = _NUMBER_TEXT.sub("", text)
    if not business_number_is_valid(number):
        return "", _("“%(number)s” is not a valid 사업자등록번호: check its ten digits.") % {"number": text[:30]}
    return number, ""


def read_corporate_number(text: str) -> tuple[str, str]:
    """Return (thirteen digits, problem). The check digit is not asked: new numbers are said to carry none."""
    number = _NUMBER_TEXT.sub("", text)
    if text and len(number) != 13:
        return "", _("“%(number)s” is not a 법인등록번호: it has thirteen digits.") % {"number": text[:30]}
    return number, ""


def is_sole_proprietor(number: str) -> bool:
    """Return whether the middle digits say so: 01–79 taxed, 90–99 exempt persons (domain.md 1.5 [K])."""
    return number[3:5].isdigit() and (1 <= int(number[3:5]) <= 79 or int(number[3:5]) >= 90)


def read_day(text: str) -> tuple[date | None, str]:
    """Return (day, problem) of 2007-10-29, 2007. 10. 29., 20071029, 2007년 10월 29일 or a spreadsheet's number."""
    if not text:
        return None, ""
    try:
        if found := _DAY.match(text):
            return date(*map(int, found.groups())), ""
        if text.isdecimal() and int(text) in _SHEET_DAYS:
            return _SHEET_EPOCH + timedelta(days=int(text)), ""
    except ValueError:
        pass
    return None, _("“%(day)s” is not a day: write it as 2026-03-05.") % {"day": text[:30]}


def homepage_of(text: str) -> str:
    """Return the first web address of a cell, with a scheme; "" for anything else."""
    first = re.split(r"[\s,;]", text, maxsplit=1)[0]
    address = first if first.startswith(("http://", "https://")) else f"http://{first}"
    return address if re.match(r"^https?://[^\s/.@]+(\.[^\s/.@]+)+(?:[/:?#]\S*)?$", address) else ""


def split_tags(cell: str) -> list[str]:
    """Return the policy tags of '여성기업|사회적기업', each once, sorted."""
    return sorted({tag for part in re.split(r"[|,;]", cell) if (tag := clean(part))})


def told(**fields: object) -> dict[str, object]:
    """Return the fields that a list tells; an empty cell of an official list is silence, not "there is none"."""
    return {name: value for name, value in fields.items() if value not in ("", None)}


def problems_of(*found: str) -> Sequence[str]:
    """Return the problems that there are."""
    return tuple(problem for problem in found if problem)
