"""Which business year is reported when."""

from collections.abc import Sequence
from datetime import date

YEARS_OPEN = 3  # how many business years back a member may report or correct
# 사회적기업 육성법 §17: business reports at the end of April and of October; the yearly figures come in April.
DUE_MONTH, DUE_DAY = 4, 30


def due_on(year: int) -> date:
    """Return the last day for the report of a business year."""
    return date(year + 1, DUE_MONTH, DUE_DAY)


def year_due(day: date) -> int:
    """Return the latest business year whose report was due by that day: 2025 from 2026-04-30 on."""
    return day.year - 1 if day >= due_on(day.year - 1) else day.year - 2


def open_years(day: date) -> Sequence[int]:
    """Return the business years that can be reported on a day, the newest first."""
    return tuple(day.year - back for back in range(1, YEARS_OPEN + 1))
