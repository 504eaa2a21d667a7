"""Korean numbers of firms, and their names in one spelling."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from busan_se.core.errors import Refused

# Weights of the National Tax Service for 사업자등록번호, of the Supreme Court's registry for 법인등록번호.
_BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)
_CORPORATE_WEIGHTS = (1, 2) * 6
_SEPARATORS = re.compile(r"[\s\-–—.·]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: ord(" ")}
_COMPANY_FORMS = re.compile(r"\((?:주|유|합|재|사)\)|주식회사|유한책임회사|유한회사|합자회사|합명회사")


def half_width(text: str) -> str:
    """Return full-width letters, digits and signs as plain ones, and nothing else changed ("５²" is not 52)."""
    return text.translate(_FULL_WIDTH)


def normalize_business_number(text: str) -> str:
    """Return the ten digits of a 사업자등록번호, however it is written ("606-86-26273", full width, spaces).

    Looks at the length alone (see `business_number_is_valid`). Raises Refused unless there are just ten digits.
    """
    digits = _digits(text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise Refused(
            gettext_lazy("A business registration number has 10 digits, like 123-45-67891."), code="business_number"
        )
    return digits


def business_number_is_valid(text: str) -> bool:
    """Return whether `text` is a 사업자등록번호 with ten digits and the right check digit."""
    try:
        digits = [int(digit) for digit in normalize_business_number(text)]
    except Refused:
        return False
    total = _weighted(digits, _BUSINESS_WEIGHTS) + digits[8] * 5 // 10
    return digits[9] == (10 - total % 10) % 10


def format_business_number(text: str) -> str:
    """Return "1234567890" as "123-45-67890". Raises Refused as `normalize_business_number`."""
    digits = normalize_business_number(text)
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"


def corporate_number_warnings(text: str) -> list[str]:
    """Return what looks wrong about a 법인등록번호; [] if nothing does.

    Warnings only: numbers given since 2025-01-31 are said to carry no check digit (확인 필요).
    """
    digits = _digits(text)
    if not re.fullmatch(r"[0-9]{13}", digits):
        return [_("A corporate registration number has 13 digits, like 130111-0006246.")]
    numbers = [int(digit) for digit in digits]
    if numbers[12] != (10 - _weighted(numbers, _CORPORATE_WEIGHTS) % 10) % 10:
        return [_("The last digit of the corporate registration number does not fit the others. Check the number.")]
    return []


def normalize_company_name(text: str) -> str:
    """Return a firm's name without its legal form, full-width letters and stray spaces: one spelling to compare by.

    "㈜ 온누리", "온누리 주식회사", "（주）온누리" all give "온누리". A name that is only a legal form stays.
    """
    name = _one_spaced(unicodedata.normalize("NFKC", text))
    return _one_spaced(_COMPANY_FORMS.sub(" ", name)) or name


def _digits(text: str) -> str:
    return _SEPARATORS.sub("", half_width(text or ""))


def _one_spaced(text: str) -> str:
    return " ".join(text.split())


def _weighted(digits: Sequence[int], weights: Sequence[int]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))
