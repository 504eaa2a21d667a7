"""Which months lack a measurement or a report. `run_due` asks every minute; the answer comes from rows alone."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, Q

from busan_se.core.clock import seoul
from busan_se.core.registry import registered
from busan_se.kpis.actions import observe_all
from busan_se.kpis.extensions import Measure
from busan_se.kpis.models import Indicator, MeasureRun, Report, ReportIssue, Target
from busan_se.kpis.periods import last_closed, months_between, period_of, shift
from busan_se.kpis.reports.building import build

BACKFILL_MONTHS = 13  # a fresh portal measures one year back, so that a trend and last year's month are there


def months_to_measure(now: datetime) -> Sequence[str]:
    """Return the months that lack a finished run of an active indicator, oldest first.

    Wanted are the last 13 months that are over in Seoul, and the end of each earlier year that has a target; none
    before the first facts.
    """
    last = last_closed(seoul(now).date())
    wanted = set(months_between(shift(last, 1 - BACKFILL_MONTHS), last)) | _year_ends(last)
    lacking = {code: wanted - _measured(code) for code in _active_codes()}
    return sorted(set().union(*(_since_first_fact(code, months) for code, months in lacking.items())))


def _active_codes() -> list[str]:
    return list(Indicator.objects.active().values_list("code", flat=True))


def _year_ends(last: str) -> set[str]:
    years = Target.objects.values_list("year", flat=True).distinct()
    return {f"{year}-12" for year in years if f"{year}-12" <= last}


def _measured(code: str) -> set[str]:
    runs = MeasureRun.objects.finished().filter(indicator__code=code)
    return set(runs.values_list("period", flat=True))


def _since_first_fact(code: str, months: set[str]) -> set[str]:
    first = next((measure.since() for measure in registered(Measure) if measure.code == code), None) if months else None
    return {month for month in months if month >= period_of(first)} if first else set()
