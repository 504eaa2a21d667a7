"""What is due: months without figures, reports without an issue, in order, from the first facts on."""

from datetime import UTC, date, datetime

import pytest

from busan_se.kpis import actions
from busan_se.kpis.models import Indicator, Observation, Report, ReportIssue
from busan_se.kpis.schedules import issue, measure, missing_measurements, missing_reports
from tests.factories.kpis import qualified

pytestmark = pytest.mark.django_db

NOVEMBER = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _november(monkeypatch):
    monkeypatch.setattr(actions, "today", lambda: date(2026, 11, 24))
    Report.objects.update(first_period="2026-10")


def months(keys):
    return sorted({key.partition(":")[0] for key in keys})


def run_all():
    for key in missing_measurements(NOVEMBER):
        measure(key)


def test_nothing_is_due_while_the_register_is_empty():
    assert missing_measurements(NOVEMBER) == []


def test_months_before_the_first_fact_are_not_due():
    qualified(date(2026, 8, 20))
    assert months(missing_measurements(NOVEMBER)) == ["2026-08", "2026-09", "2026-10"]


def test_a_fresh_portal_measures_thirteen_months_and_the_ends_of_the_plan_years():
    qualified(date(2015, 1, 1))
    due = months(missing_measurements(NOVEMBER))
    assert due[:3] == ["2023-12", "2024-12", "2025-10"]
    assert (due[-1], len(due)) == ("2026-10", 15)


def test_a_month_is_due_from_midnight_in_seoul_on():
    qualified(date(2026, 10, 1))
    assert missing_measurements(datetime(2026, 10, 31, 14, 59, tzinfo=UTC)) == []
    assert months(missing_measurements(datetime(2026, 10, 31, 15, tzinfo=UTC))) == ["2026-10"]


def test_what_was_measured_is_not_due_again():
    qualified(date(2026, 9, 1))
    run_all()
    assert missing_measurements(NOVEMBER) == []


def test_only_the_missing_month_is_due():
    qualified(date(2026, 9, 1))
    run_all()
    Observation.objects.filter(period="2026-09", indicator__code="enterprises").delete()
    assert missing_measurements(NOVEMBER) == ["2026-09:enterprises"]


def test_an_inactive_indicator_is_not_due():
    qualified(date(2026, 10, 1))
    Indicator.objects.filter(code="enterprises").update(is_active=False)
    assert missing_measurements(NOVEMBER) == ["2026-10:enterprises_by_qualification"]


def test_no_report_is_due_before_the_month_is_measured():
    qualified(date(2026, 9, 1))
    assert missing_reports(NOVEMBER) == []


def test_a_report_is_due_when_the_month_is_measured():
    qualified(date(2026, 9, 1))
    run_all()
    assert missing_reports(NOVEMBER) == ["2026-10:monthly-goals"]


def test_missed_reports_are_due_in_order():
    Report.objects.update(first_period="2026-08")
    qualified(date(2026, 8, 1))
    run_all()
    assert months(missing_reports(NOVEMBER)) == ["2026-08", "2026-09", "2026-10"]


def test_an_issued_report_is_not_due_again():
    qualified(date(2026, 9, 1))
    run_all()
    issue("2026-10:monthly-goals")
    assert missing_reports(NOVEMBER) == []


def test_a_failed_report_stays_due(monkeypatch):
    qualified(date(2026, 9, 1))
    run_all()
    monkeypatch.setattr("busan_se.kpis.reports.building.pdf_of", lambda data: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        issue("2026-10:monthly-goals")
    assert ReportIssue.objects.get().error == "division by zero"
    assert missing_reports(NOVEMBER) == ["2026-10:monthly-goals"]
