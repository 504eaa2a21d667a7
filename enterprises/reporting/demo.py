"""Invented business reports for the invented enterprises, so that the sales figure has something to sum."""

import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Min

from busan_se.core.clock import SEOUL, now, today
from enterprises.registry.models import Enterprise, Membership
from enterprises.reporting.duty import year_due
from enterprises.reporting.models import BusinessReport

FIRST_YEAR = 2021  # the year of the plan's sales baseline
MEDIAN_SALES, SPREAD = 200_000_000, 1.02  # log-normal: most are small, few are large
# How a business year went, against an ordinary one: money of the state stopped in 2024.
YEAR_FACTORS = {2021: 0.90, 2022: 0.95, 2023: 1.0, 2024: 0.93}
NEVER_REPORTS, MISSES_A_YEAR, LATE, CORRECTS = 0.09, 0.03, 0.22, 0.01


def plant(random: Random, log: Callable[[str], None]) -> None:
    """Make the reports of 2021 until the last business year that was due, for every demo enterprise qualified then."""
    if BusinessReport.objects.filter(enterprise__is_demo=True).exists():
        return
    rows = [report for firm in _firms() for report in _reports(random, *firm)]
    BusinessReport.objects.bulk_create(rows, batch_size=2000)
    log(f"business reports: {len(rows)}")


def remove() -> None:
    """Take all reports of demo enterprises out."""
    BusinessReport.objects.filter(enterprise__is_demo=True).delete()


def _firms() -> Iterable[tuple[Enterprise, date, bool]]:
    """Yield each demo enterprise with its first qualified day, and whether somebody can sign in for it.

    Who signs in finds the last year's report still to do.
    """
    members = set(Membership.objects.values_list("enterprise", flat=True))
    firms = Enterprise.objects.filter(is_demo=True, qualifications__isnull=False)
    for firm in firms.annotate(since=Min("qualifications__valid_from")).order_by("pk"):
        yield firm, firm.since, firm.pk in members


def _reports(random: Random, firm: Enterprise, since: date, has_members: bool) -> Iterator[BusinessReport]:
    usual, never = random.lognormvariate(math.log(MEDIAN_SALES), SPREAD), random.random() < NEVER_REPORTS
    last = year_due(today())
    for year in range(max(FIRST_YEAR, since.year), last + 1):
        skipped = random.random() < MISSES_A_YEAR or (has_members and year == last)
        usual *= random.lognormvariate(0, 0.08)
        if not (never or skipped):
            yield from _year(random, firm, year, usual * YEAR_FACTORS.get(year, 1.0))


def _year(random: Random, firm: Enterprise, year: int, sales: float) -> Iterator[BusinessReport]:
    recorded = _day_of_report(random, year)
    accepted = recorded + timedelta(days=random.randint(2, 20))
    report = _report(random, firm, year, sales, recorded)
    if accepted >= now():
        yield report
        return
    report.state, report.accepted_at = BusinessReport.State.ACCEPTED, accepted
    corrected = accepted + timedelta(days=random.randint(20, 60))
    if random.random() < CORRECTS and corrected < now():
        better = _report(random, firm, year, sales * random.uniform(0.9, 1.1), corrected)
        better.state, better.accepted_at = BusinessReport.State.ACCEPTED, corrected
        report.state, report.superseded_at = BusinessReport.State.SUPERSEDED, corrected
        yield better
    yield report


def _report(random: Random, firm: Enterprise, year: int, sales: float, recorded: datetime) -> BusinessReport:
    workers = max(1, round(random.lognormvariate(math.log(4), 0.6)))
    return BusinessReport(
        enterprise=firm,
        year=year,
        sales_won=round(sales, -4),
        employees=workers,
        vulnerable_employees=min(workers, round(workers * random.uniform(0, 0.7))),
        recorded_at=recorded,
    )


def _day_of_report(random: Random, year: int) -> datetime:
    """Return an office hour in April, or for the late ones up to the second date of the duty, the end of October."""
    late = random.random() < LATE
    first, days = (date(year + 1, 5, 1), 183) if late else (date(year + 1, 4, 1), 29)
    minute = random.randint(9 * 60, 18 * 60)
    start = datetime.combine(first + timedelta(days=random.randint(0, days)), time(), SEOUL)
    return start + timedelta(minutes=minute)
