"""Whole won, as Korean offices write them."""

from decimal import ROUND_HALF_UP, Decimal
from itertools import dropwhile

from django.utils.translation import get_language
from django.utils.translation import gettext as _

# The largest amount that a form takes: 10 trillion won, some sixty times the whole plan.
MAX_WON = 10**13
_MAN, _EOK, _JO = 10**4, 10**8, 10**12
_DIGITS = "영일이삼사오육칠팔구"
_PLACES = ("", "십", "백", "천")
_GROUPS = ("", "만", "억", "조", "경")


def won(amount: int) -> str:
    """Return 12000000 as "12,000,000원" (in English "12,000,000 won")."""
    return _("%(amount)s won") % {"amount": f"{amount:,}"}


def won_short(amount: int) -> str:
    """Return the amount in the two largest units: "1,200만 원", "1억 2,000만 원", "1,194억 원"; below 10,000 in full.

    What lies below the smaller unit is rounded half up: the text is for reading, never for paying.
    """
    if get_language() == "en":
        return _short_english(amount)
    size = abs(amount)
    if size < _MAN:
        return won(amount)
    large, small = (_JO, _EOK) if size >= _JO else (_EOK, _MAN)
    rounded = (size + small // 2) // small * small
    parts = [
        f"{count:,}{name}"
        for count, name in ((rounded // large, _unit(large)), (rounded % large // small, _unit(small)))
        if count
    ]
    return f"{'-' if amount < 0 else ''}{' '.join(parts)} 원"


def won_words(amount: int) -> str:
    """Return 12000000 as "금12,000,000원(금일천이백만원)", the form of official letters, always Korean.

    Every digit is spelt, 일 too, so that none can be added (행정업무규정 시행규칙 §2). Raises ValueError below 0.
    """
    if not 0 <= amount < 10**20:
        raise ValueError("Only amounts from 0 to below 10**20 can be spelt.")
    return f"금{amount:,}원(금{_spelt(amount)}원)"


def _unit(size: int) -> str:
    return {_MAN: "만", _EOK: "억", _JO: "조"}[size]


def _short_english(amount: int) -> str:
    for size, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if abs(amount) >= size:
            value = (Decimal(amount) / size).quantize(Decimal("0.1"), ROUND_HALF_UP)
            return f"{value:,.1f} {name} won".replace(".0 ", " ")
    return won(amount)


def _spelt(amount: int) -> str:
    if amount == 0:
        return _DIGITS[0]
    groups = []
    for name in _GROUPS:
        amount, part = divmod(amount, _MAN)
        groups.append(_spelt_below_man(part) + name if part else "")
    return "".join(dropwhile(lambda text: not text, reversed(groups)))


def _spelt_below_man(part: int) -> str:
    digits = [int(digit) for digit in f"{part:04d}"]
    return "".join(_DIGITS[digit] + place for digit, place in zip(digits, reversed(_PLACES), strict=True) if digit)
