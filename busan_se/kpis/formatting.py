"""Figures as people read them: 1,495개, 4,350억 원; the exact number is `exact`."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from django.utils.dates import MONTHS
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from busan_se.core.money import won, won_short
from busan_se.kpis.models import Unit
from busan_se.kpis.periods import month_of, year_of


def shown(value: Decimal | float, unit: str) -> str:
    """Return a value with its unit, short: won in 억 and 만, from 100억 on in 억 alone."""
    if unit != Unit.WON:
        return exact(value, unit)
    amount = int(value)
    return won_short(round(amount, -8) if abs(amount) >= 10**10 else amount)


def exact(value: Decimal | float, unit: str) -> str:
    """Return a value with its unit, to the last digit."""
    number = int(value)
    if unit == Unit.WON:
        return won(number)
    if unit == Unit.QUALIFICATIONS:
        return ngettext("%(n)s qualification", "%(n)s qualifications", number) % {"n": f"{number:,}"}
    if unit == Unit.PEOPLE:
        return ngettext("%(n)s person", "%(n)s people", number) % {"n": f"{number:,}"}
    return ngettext("%(n)s enterprise", "%(n)s enterprises", number) % {"n": f"{number:,}"}


def for_axis(unit: str) -> Callable[[float], str]:
    """Return how a chart writes values of the unit beside its axis: as short as can be."""
    if unit != Unit.WON:
        return lambda value: f"{value:,.0f}"
    if get_language() == "en":
        return lambda value: f"{_brief(value / 10**9)} bn" if value else "0"
    return lambda value: f"{_brief(value / 10**8)}억" if value else "0"


def _brief(value: float) -> str:
    """Return a number with as many of two decimals as it needs."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def percent(part: Decimal | float, whole: Decimal | float) -> Decimal | None:
    """Return part of whole in percent with one decimal, rounded half up; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def month_name(period: str) -> str:
    """Return 2026-10 as people write it: 2026년 10월, October 2026."""
    return _("%(month)s %(year)s") % {"month": MONTHS[month_of(period)], "year": year_of(period)}
