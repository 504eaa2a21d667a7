"""Months: reading, counting, and the end of a month on Seoul's clock."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from busan_se.core.clock import seoul
from busan_se.kpis.periods import last_closed, months_between, shift, validate_period


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "26-10", "2026-10 ", "２０２６-10", "", "\x00"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValidationError):
        validate_period(text)


def test_a_month_is_taken():
    validate_period("2026-10")


@pytest.mark.parametrize(("month", "by", "result"), [("2026-01", -1, "2025-12"), ("2026-12", 1, "2027-01")])
def test_shift_crosses_years(month, by, result):
    assert shift(month, by) == result


def test_months_between_are_all_of_them_in_order():
    assert months_between("2025-11", "2026-02") == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_no_months_lie_between_a_later_and_an_earlier_one():
    assert months_between("2026-02", "2026-01") == []


def test_a_month_is_over_at_midnight_in_seoul():
    last_second, midnight = datetime(2026, 10, 31, 14, 59, 59, tzinfo=UTC), datetime(2026, 10, 31, 15, tzinfo=UTC)
    assert last_closed(seoul(last_second).date()) == "2026-09"
    assert last_closed(seoul(midnight).date()) == "2026-10"


def test_the_last_month_before_january_is_december():
    assert last_closed(date(2027, 1, 1)) == "2026-12"
