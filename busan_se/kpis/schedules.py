"""Which measurements and reports are missing. `run_due` asks every minute; the answer comes from rows alone."""

from collections.abc import Sequence
from datetime import datetime

from busan_se.core.clock import seoul
from busan_se.core.registry import registered
from busan_se.kpis.actions import observe
from busan_se.kpis.extensions import Measure
from busan_se.kpis.models import Indicator, Observation, Report, ReportIssue, Target
from busan_se.kpis.periods import last_closed, months_between, period_of, shift
from busan_se.kpis.reports.building import build

OBSERVE, REPORT = "kpis-observe", "kpis-report"
BACKFILL_MONTHS = 13  # a fresh portal measures one year back, so that a trend and the same month a year ago are there


def missing_measurements(now: datetime) -> Sequence[str]:
    """Return `month:code` of each active indicator's month without a total (no run has finished), oldest month first.

    Wanted are the last 13 months that are over in Seoul, and the end of each earlier year that has a target; none
    before the first facts.
    """
    last = last_closed(seoul(now).date())
    wanted = {*months_between(shift(last, 1 - BACKFILL_MONTHS), last), *_ends_of_target_years(last)}
    measured = _measured()
    missing: list[str] = []
    for code in Indicator.objects.active().values_list("code", flat=True):
        months = {month for month in wanted if (month, code) not in measured}
        missing += [f"{month}:{code}" for month in _since_first_facts(code, months)]
    return sorted(missing)


def _measured() -> set[tuple[str, str]]:
    return set(Observation.objects.current().totals().values_list("period", "indicator__code").order_by())


def _ends_of_target_years(last: str) -> set[str]:
    years = Target.objects.order_by().values_list("year", flat=True).distinct()
    return {f"{year}-12" for year in years if f"{year}-12" <= last}


def _since_first_facts(code: str, months: set[str]) -> set[str]:
    measure = next((measure for measure in registered(Measure) if measure.code == code), None)
    first = measure.since() if measure and months else None
    return {month for month in months if month >= period_of(first)} if first else set()


def measure(key: str) -> None:
    """Measure one indicator for one month, `month:code`."""
    period, _colon, code = key.partition(":")
    observe(Indicator.objects.get(code=code), period)


def missing_reports(now: datetime) -> Sequence[str]:
    """Return `month:code` of each report's month without an issue, oldest month first.

    A month can be reported when something was measured and nothing of the report is still to be measured.
    """
    last = last_closed(seoul(now).date())
    issued = set(ReportIssue.objects.finished().values_list("report__code", "period"))
    reports = Report.objects.filter(is_active=True).prefetch_related("indicators")
    wanted = [(month, report) for report in reports for month in months_between(report.first_period, last)]
    missing = [(month, report) for month, report in wanted if (report.code, month) not in issued]
    if not missing:
        return []
    open_cells = set(missing_measurements(now))
    measured = _measured()
    return sorted(
        f"{month}:{report.code}" for month, report in missing if _is_ready(month, report, open_cells, measured)
    )


def _is_ready(month: str, report: Report, open_cells: set[str], measured: set[tuple[str, str]]) -> bool:
    codes = [indicator.code for indicator in report.indicators.all()]
    waits = any(f"{month}:{code}" in open_cells for code in codes)
    return not waits and any((month, code) in measured for code in codes)


def issue(key: str) -> None:
    """Build and send one report, `month:code`."""
    period, _colon, code = key.partition(":")
    build(Report.objects.get(code=code), period)
