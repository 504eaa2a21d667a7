"""Time in Seoul, and the three clocks of public periods: the office's own, the citizen's, and a stated instant.

A stated instant (a closing) is no calculation: it is stored whole and shown whole. The other two are below.
Days off are the national holidays that the library `holidays` knows, and those that apps register (`HolidaySource`).
"""

import time
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from busan_se.core.extensions import HolidaySource
from busan_se.core.registry import registered

SEOUL = ZoneInfo("Asia/Seoul")
# An office period up to so many days counts working hours, a longer one counts days (민원처리법 §19).
_LONGEST_PERIOD_IN_HOURS = 5
_ONE_DAY = timedelta(days=1)
# Below this the difference of two clocks is the noise of measuring it.
_SKEW_NOISE = timedelta(milliseconds=250)
_SKEW_KEPT_SECONDS = 60


def now() -> datetime:
    """Return this instant, in UTC."""
    return timezone.now()


def seoul(instant: datetime) -> datetime:
    """Return the same instant on Seoul's clock. Raises ValueError for a datetime without a zone."""
    if timezone.is_naive(instant):
        raise ValueError("An instant needs a time zone.")
    return instant.astimezone(SEOUL)


def today() -> date:
    """Return the date in Seoul."""
    return seoul(now()).date()


def is_working_day(day: date) -> bool:
    """Return whether offices work on `day`: not on Saturdays, Sundays and holidays."""
    return day.weekday() < 5 and day not in _national_holidays(day.year) and day not in _further_holidays()


def office_due(start: date, days: int) -> date:
    """Return the day on which the office's own handling period of `days` (≥ 1) from `start` ends.

    6 days or more count days, the first one included; 5 or fewer count working hours (8 h = 1 day), so that what comes
    in during office hours is due at the same hour so many working days later. Days off are left out (민원처리법 §19).
    """
    _refuse_no_days(days)
    first = _working_day_from(start)
    counts_first = days > _LONGEST_PERIOD_IN_HOURS or first != start
    return _add_working_days(first, days - 1 if counts_first else days)


def citizen_due(start: date, days: int) -> date:
    """Return the last day of a citizen's period of `days` (≥ 1) from `start`.

    Calendar days, the first day excluded; an end on a day off moves to the next working day (행정기본법 §6, 민법 §161).
    """
    _refuse_no_days(days)
    return _working_day_from(start + timedelta(days=days))


def month_bounds(month: str) -> tuple[date, date]:
    """Return the first and last day of "2026-10". Raises ValidationError for anything else."""
    try:
        first = datetime.strptime(month, "%Y-%m").date()
    except (TypeError, ValueError) as error:
        raise ValidationError(_("Enter the month like 2026-10."), code="bad_month") from error
    return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - _ONE_DAY


def database_skew() -> timedelta:
    """Return how far the database's clock is ahead of ours (measured once a minute; zero where it is only noise)."""
    return _measured_skew(int(time.monotonic()) // _SKEW_KEPT_SECONDS)


@lru_cache(maxsize=1)
def _measured_skew(minute: int) -> timedelta:
    before = datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    skew = theirs - (before + (datetime.now(UTC) - before) / 2)
    return skew if abs(skew) > _SKEW_NOISE else timedelta()


@lru_cache(maxsize=64)
def _national_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("KR", years=year))


def _further_holidays() -> frozenset[date]:
    return frozenset().union(*(source.days() for source in registered(HolidaySource)))


def _working_day_from(day: date) -> date:
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def _add_working_days(day: date, days: int) -> date:
    for _step in range(days):
        day = _working_day_from(day + _ONE_DAY)
    return day


def _refuse_no_days(days: int) -> None:
    if days < 1:
        raise ValueError("A period has at least one day.")
