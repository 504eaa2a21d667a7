"""All that a page or a report says about one month: figures, targets, pace, trends, breakdowns. Eight queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from busan_se.core.clock import month_bounds, seoul
from busan_se.core.registry import registered
from busan_se.kpis.extensions import DISTRICT, LIFE_STAGE, NO_MEMBER, QUALIFICATION, Measure
from busan_se.kpis.formatting import exact, percent, shown
from busan_se.kpis.models import Indicator, Observation, Target
from busan_se.kpis.periods import shift
from busan_se.kpis.publishing import withheld
from busan_se.reference.models import District, LifeStage, QualificationKind

TREND_MONTHS = 13
ON_TIME_DAYS = 31


@dataclass(frozen=True)
class Pace:
    """How far a figure is from a target."""

    target: Target
    value: Decimal
    unit: str

    @property
    def percent(self) -> Decimal | None:
        """The achievement in percent of the target."""
        return percent(self.value, self.target.value)

    @property
    def bar(self) -> str:
        """The achievement as the length of a bar, 0 to 100."""
        return f"{min(self.percent or Decimal(), Decimal(100)):.1f}"

    @property
    def gap(self) -> Decimal:
        """What is still missing; negative when the target is passed."""
        return self.target.value - self.value

    @property
    def is_reached(self) -> bool:
        """Whether nothing is missing."""
        return self.gap <= 0

    @property
    def gap_text(self) -> str:
        """What is missing, or what it is above the target, with its unit."""
        return shown(abs(self.gap), self.unit)

    @property
    def target_text(self) -> str:
        """The target with its unit."""
        return shown(self.target.value, self.unit)


@dataclass(frozen=True)
class Cell:
    """One member of a breakdown. A hidden one has fewer than three enterprises, or would reveal such a one."""

    member: str
    label: str
    row: Observation
    unit: str
    hidden: bool

    @property
    def is_known(self) -> bool:
        """Whether it is a real member, not the rest of which the member is not known."""
        return self.member != NO_MEMBER

    @property
    def value(self) -> Decimal | None:
        """The value, None if hidden."""
        return None if self.hidden else self.row.value

    @property
    def text(self) -> str:
        """The value with its unit, short."""
        return "–" if self.hidden else shown(self.row.value, self.unit)

    @property
    def exact(self) -> str:
        """The value with its unit, to the last digit."""
        return "–" if self.hidden else exact(self.row.value, self.unit)

    @property
    def rate(self) -> Decimal | None:
        """Numerator of denominator in percent; None if hidden or if there is none."""
        return None if self.hidden else percent(self.row.numerator or 0, self.row.denominator or 0)


@dataclass(frozen=True)
class Standing:
    """One indicator in one month. `row` is None while it was not measured for the month."""

    indicator: Indicator
    measure: Measure
    period: str
    history: Mapping[str, Observation]
    breakdown: Mapping[str, Sequence[Cell]]

    @property
    def row(self) -> Observation | None:
        """The total of the month; None if it was not measured or is too small to be published."""
        return self.history.get(self.period)

    @property
    def text(self) -> str:
        """The value with its unit, short."""
        return shown(self.row.value, self.indicator.unit) if self.row else "–"

    @property
    def exact(self) -> str:
        """The value with its unit, to the last digit."""
        return exact(self.row.value, self.indicator.unit) if self.row else "–"

    @property
    def rate(self) -> Decimal | None:
        """The response rate in percent, where the indicator has one."""
        return percent(self.row.numerator or 0, self.row.denominator or 0) if self.row else None

    @cached_property
    def targets(self) -> Mapping[int, Target]:
        """All targets by year, the first year first."""
        return {target.year: target for target in sorted(self.indicator.targets.all(), key=lambda t: t.year)}

    def target_year(self, period: str) -> int:
        """Return the year whose target a month's figure is held against."""
        return self.measure.target_year(month_bounds(period)[1])

    @property
    def waypoint(self) -> Pace | None:
        """The pace against the target of the figure's year."""
        return self._pace(self.targets.get(self.target_year(self.period)))

    @property
    def goal(self) -> Pace | None:
        """The pace against the last target."""
        return self._pace(next(reversed(list(self.targets.values())), None))

    def _pace(self, target: Target | None) -> Pace | None:
        return Pace(target, self.row.value, self.indicator.unit) if target and self.row else None

    def change(self, months: int) -> Decimal | None:
        """Return the change since so many months ago; None if one of both is missing."""
        before = self.history.get(shift(self.period, -months))
        return self.row.value - before.value if self.row and before else None

    @property
    def trend(self) -> Sequence[tuple[str, Observation | None]]:
        """The last 13 months, the newest last, with the figure of each."""
        months = [shift(self.period, back) for back in range(1 - TREND_MONTHS, 1)]
        return [(month, self.history.get(month)) for month in months]

    @property
    def late_months(self) -> tuple[str, str, date] | None:
        """The first and last month of the trend that were measured late, and the day of it; None if none was."""
        late = [(month, row) for month, row in self.trend if row and is_late(month, row)]
        return (late[0][0], late[-1][0], seoul(late[-1][1].measured_at).date()) if late else None

    @property
    def by_year(self) -> Mapping[int, Observation]:
        """The newest figure of each target year, up to the month."""
        months = sorted(month for month in self.history if month <= self.period)
        return {self.target_year(month): self.history[month] for month in months}


@dataclass(frozen=True)
class Board:
    """One month of all indicators. `labels` name the members of the reference dimensions, measured or not."""

    period: str
    periods: Sequence[str]
    standings: Sequence[Standing]
    labels: Mapping[str, Mapping[str, str]]

    def of(self, code: str) -> Standing | None:
        """Return the standing of one indicator, None if it is not measured any more."""
        return next((standing for standing in self.standings if standing.indicator.code == code), None)

    @property
    def includes_demo(self) -> bool:
        """Whether a figure of the month was counted from invented rows."""
        return any(standing.row.run.includes_demo for standing in self.standings if standing.row)

    @property
    def as_of(self) -> date:
        """The day that the figures speak of."""
        return month_bounds(self.period)[1]


def is_late(period: str, row: Observation) -> bool:
    """Tell whether a figure was measured more than a month after its day: from what the register knew later."""
    return (seoul(row.measured_at).date() - month_bounds(period)[1]).days > ON_TIME_DAYS


def board(period: str = "", *, public: bool = True) -> Board | None:
    """Return what is known of a month (the newest one without `period`); None if it was never measured.

    With `public`, what would point at an enterprise is left out, in every month (`publishing.withheld`).
    """
    current = Observation.objects.current().filter(indicator__is_active=True)
    totals = list(current.totals().select_related("run"))
    periods = sorted({row.period for row in totals}, reverse=True)
    period = period or next(iter(periods), "")
    if period not in periods:
        return None
    rows = list(current.filter(period=period).exclude(dimension=""))
    secret = withheld([*totals, *rows]) if public else frozenset()
    history = _by_indicator(row for row in totals if row.pk not in secret)
    cells, labels = _by_indicator(rows), _labels()
    measures = {measure.code: measure for measure in registered(Measure)}
    standings = [
        Standing(
            indicator=indicator,
            measure=measures[indicator.code],
            period=period,
            history={row.period: row for row in history.get(indicator.pk, ())},
            breakdown=_breakdown(indicator, cells.get(indicator.pk, ()), labels, secret),
        )
        for indicator in Indicator.objects.active().prefetch_related("targets")
        if indicator.code in measures
    ]
    return Board(period, periods, standings, labels)


def _by_indicator(rows: Iterable[Observation]) -> dict[int, list[Observation]]:
    found: dict[int, list[Observation]] = {}
    for row in rows:
        found.setdefault(row.indicator_id, []).append(row)
    return found


def _labels() -> Mapping[str, Mapping[str, str]]:
    """Return the members of the reference dimensions in their official order, with their names."""
    districts = {row.pk: row.name for row in District.objects.all()}
    kinds = {row.pk: row.name for row in QualificationKind.objects.all()}
    stages = {row.pk: row.name for row in LifeStage.objects.all()}
    return {DISTRICT: districts | {NO_MEMBER: _("district not known")}, QUALIFICATION: kinds, LIFE_STAGE: stages}


def _breakdown(
    indicator: Indicator, rows: Sequence[Observation], labels: Mapping[str, Mapping[str, str]], secret: frozenset[int]
) -> Mapping[str, Sequence[Cell]]:
    found: dict[str, list[Observation]] = {}
    for row in rows:
        found.setdefault(row.dimension, []).append(row)
    return {
        dimension: _cells(indicator, members, labels.get(dimension, {}), secret) for dimension, members in found.items()
    }


def _cells(
    indicator: Indicator, rows: Sequence[Observation], labels: Mapping[str, str], secret: frozenset[int]
) -> Sequence[Cell]:
    order = {member: place for place, member in enumerate(labels)}
    rows = sorted(rows, key=lambda row: (order.get(row.member, len(order)), row.member))
    return [Cell(row.member, labels.get(row.member, row.member), row, indicator.unit, row.pk in secret) for row in rows]
