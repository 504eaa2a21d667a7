"""Where an enterprise's yearly reports stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from enterprises.registry.models import Enterprise
from enterprises.reporting.duty import due_on, open_years
from enterprises.reporting.models import BusinessReport


@dataclass(frozen=True)
class YearStanding:
    """One business year of an enterprise: the valid figures, and the report that came in last, if any."""

    year: int
    due: date
    accepted: BusinessReport | None
    latest: BusinessReport | None

    @property
    def is_missing(self) -> bool:
        """Return whether the enterprise still has to hand something in."""
        return self.latest is None or self.latest.state == BusinessReport.State.RETURNED


def standing(enterprise: Enterprise, day: date) -> Sequence[YearStanding]:
    """Return the years that can be reported on a day, the newest first, with what was handed in for each."""
    years = open_years(day)
    reports = list(BusinessReport.objects.filter(enterprise=enterprise, year__in=years).order_by("-recorded_at", "-pk"))
    return [_year(year, [report for report in reports if report.year == year]) for year in years]


def _year(year: int, reports: Sequence[BusinessReport]) -> YearStanding:
    accepted = next((report for report in reports if report.state == BusinessReport.State.ACCEPTED), None)
    return YearStanding(year, due_on(year), accepted, reports[0] if reports else None)
