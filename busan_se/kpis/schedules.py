"""Which months lack a measurement or a report. `run_due` asks every minute; the answer comes from rows alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from busan_se.core.clock import seoul
from busan_se.core.registry import registered
from busan_se.kpis.actions import observe_all
from busan_se.kpis.extensions import Measure
from busan_se.kpis.models import Indicator, MeasureRun, Report, ReportIssue, Target
from busan_se.kpis.periods import last_closed, months_between, period_of, shift
from busan_se.kpis.reports.building import build

BACKFILL_MONTHS = 13  # a fresh portal measures one year back, so that a trend and the same month a year ago are there
PAUSE_AFTER_ERROR = timedelta(hours=1)


def months_to_measure(now: datetime) -> Sequence[str]:
    """Return the months that lack a finished run of an active indicator, oldest first.

    Wanted are the last 13 months that are over in Seoul, and the end of each earlier year that has a target; none
    before the first facts. What has failed rests for an hour.
    """
    last = last_closed(seoul(now).date())
    wanted = {*months_between(shift(last, 1 - BACKFILL_MONTHS), last), *_ends_of_target_years(last)}
    rests = MeasureRun.objects.exclude(error="").filter(started_at__gt=now - PAUSE_AFTER_ERROR)
    settled = set((MeasureRun.objects.finished() | rests).values_list("indicator__code", "period"))
    due: set[str] = set()
    for code in Indicator.objects.active().values_list("code", flat=True):
        due |= _since_first_facts(code, {month for month in wanted if (code, month) not in settled})
    return sorted(due)


def _ends_of_target_years(last: str) -> set[str]:
    years = Target.objects.order_by().values_list("year", flat=True).distinct()
    return {f"{year}-12" for year in years if f"{year}-12" <= last}


def _since_first_facts(code: str, months: set[str]) -> set[str]:
    measure = next((measure for measure in registered(Measure) if measure.code == code), None)
    first = measure.since() if measure and months else None
    return {month for month in months if month >= period_of(first)} if first else set()


def measure_month(period: str) -> None:
    """Measure what lacks a finished run in a month."""
    observe_all(period)


def reports_to_build(now: datetime) -> Sequence[str]:
    """Return `code:month` of the reports that are missing, oldest month first.

    A month can be reported when all indicators of the report are measured. What has failed rests for an hour.
    """
    last = last_closed(seoul(now).date())
    rests = ReportIssue.objects.filter(finished_at=None, started_at__gt=now - PAUSE_AFTER_ERROR).exclude(error="")
    settled = set((ReportIssue.objects.finished() | rests).values_list("report__code", "period"))
    reports = Report.objects.filter(is_active=True).prefetch_related("indicators")
    wanted = [(month, report) for report in reports for month in months_between(report.first_period, last)]
    missing = [(month, report) for month, report in wanted if (report.code, month) not in settled]
    measured = set(MeasureRun.objects.finished().values_list("indicator", "period")) if missing else set()
    return [
        f"{report.code}:{month}"
        for month, report in sorted(missing, key=lambda pair: pair[0])
        if all((indicator.pk, month) in measured for indicator in report.indicators.all())
    ]


def build_report(key: str) -> None:
    """Build and send one report, `code:month`."""
    code, _colon, period = key.partition(":")
    build(Report.objects.get(code=code), period)
