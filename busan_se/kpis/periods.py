"""Months as the indicators know them: `2026-10`, measured on its last day in Seoul."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PERIOD = re.compile(r"\A(20\d{2})-(0[1-9]|1[0-2])\Z", re.ASCII)


def calendar_year(day: date) -> int:
    """Return the year a day lies in."""
    return day.year


def period_of(day: date) -> str:
    """Return the month a day lies in: 2026-10-31 gives `2026-10`."""
    return f"{day:%Y-%m}"


def validate_period(text: str) -> None:
    """Raise ValidationError unless the text is a month from 2000-01 to 2099-12, written `YYYY-MM`."""
    if not PERIOD.match(text):
        raise ValidationError(_("Enter a month as YYYY-MM, e.g. 2026-10."), code="invalid_period")


def shift(period: str, months: int) -> str:
    """Return the month that many months later (earlier if negative)."""
    year, month = period.split("-")
    index = int(year) * 12 + int(month) - 1 + months
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


def last_closed(today: date) -> str:
    """Return the last month that is over on this day in Seoul."""
    return shift(period_of(today), -1)


def months_between(first: str, last: str) -> list[str]:
    """Return all months from first to last, oldest first; none if last comes before first."""
    months = []
    while first <= last:
        months.append(first)
        first = shift(first, 1)
    return months


def year_of(period: str) -> int:
    """Return the year of a month."""
    return int(period[:4])


def month_of(period: str) -> int:
    """Return the number of a month in its year, 1 to 12."""
    return int(period[5:])


class PeriodConverter:
    """A month in an address; anything else is no such page."""

    regex = r"20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> str:
        """Return the month as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return the month as it is."""
        return value
