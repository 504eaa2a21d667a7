from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError

from busan_se.core.clock import citizen_due, is_working_day, month_bounds, office_due, seoul
from busan_se.reference.models import Holiday

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 9, 21), 7, date(2026, 10, 1)),  # Chuseok in between; golden value of the domain notes
        (date(2023, 3, 22), 14, date(2023, 4, 10)),  # the same
        (date(2026, 11, 23), 3, date(2026, 11, 26)),  # 24 working hours from Monday
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # Friday at ten is due on Monday at ten
        (date(2026, 11, 28), 1, date(2026, 11, 30)),  # came in on Saturday: Monday's eight hours
        (date(2026, 11, 28), 6, date(2026, 12, 7)),
    ],
)
def test_office_period(start, days, due):
    assert office_due(start, days) == due


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 11, 23), 20, date(2026, 12, 14)),  # the 13th is a Sunday; golden value of the domain notes
        (date(2026, 11, 23), 1, date(2026, 11, 24)),
        (date(2026, 9, 14), 10, date(2026, 9, 28)),  # ends on the eve of Chuseok
    ],
)
def test_citizens_period(start, days, due):
    assert citizen_due(start, days) == due


@pytest.mark.parametrize("period", [office_due, citizen_due])
def test_a_period_has_at_least_one_day(period):
    with pytest.raises(ValueError, match="at least one day"):
        period(date(2026, 11, 23), 0)


def test_an_entered_holiday_moves_due_dates_at_once():
    before = office_due(date(2026, 11, 23), 6)
    Holiday.objects.create(day=date(2026, 11, 25), name="임시공휴일")
    assert (before, office_due(date(2026, 11, 23), 6)) == (date(2026, 11, 30), date(2026, 12, 1))


def test_a_removed_holiday_is_a_working_day_again():
    holiday = Holiday.objects.create(day=date(2026, 11, 25), name="임시공휴일")
    assert not is_working_day(date(2026, 11, 25))
    holiday.delete()
    assert is_working_day(date(2026, 11, 25))


def test_substitute_holidays_are_known():
    assert not is_working_day(date(2026, 8, 17))


def test_month_bounds_of_december_and_february():
    assert month_bounds("2026-12") == (date(2026, 12, 1), date(2026, 12, 31))
    assert month_bounds("2028-02") == (date(2028, 2, 1), date(2028, 2, 29))


@pytest.mark.parametrize("text", ["", "2026-13", "2026", "../etc", None])
def test_month_bounds_refuse_other_text(text):
    with pytest.raises(ValidationError):
        month_bounds(text)


def test_seoul_is_nine_hours_ahead():
    assert seoul(datetime(2026, 12, 3, 9, tzinfo=UTC)).hour == 18


def test_seoul_refuses_a_time_without_zone():
    with pytest.raises(ValueError, match="zone"):
        seoul(datetime(2026, 12, 3, 9))
