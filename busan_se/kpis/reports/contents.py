"""What a report says, as plain data: the same for the PDF and the XLSX, and what the hash of an issue is taken of.

For the desk in charge: small cells are not hidden, and the report says so.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from busan_se.core.charts import line_svg
from busan_se.core.clock import SEOUL, month_bounds, seoul
from busan_se.core.errors import Refused
from busan_se.kpis.board import Board, Cell, Pace, Standing, board, is_late
from busan_se.kpis.charts import plan_chart, trend_chart
from busan_se.kpis.extensions import DISTRICT, QUALIFICATION, YEAR
from busan_se.kpis.formatting import exact, month_name, shown
from busan_se.kpis.models import Observation, Report

LANGUAGE = "ko"
DIMENSIONS = (QUALIFICATION, DISTRICT, YEAR)


@dataclass(frozen=True)
class Material:
    """What one issue is made of: what the files say, and the observations it was taken from."""

    data: dict[str, Any]
    observations: Sequence[Observation]

    @property
    def digest(self) -> str:
        """SHA-256 of the data in one fixed spelling."""
        text = json.dumps(self.data, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def material_of(report: Report, period: str) -> Material:
    """Return what the report says of a month, in Korean. Raises Refused (`not_measured`) if nothing was measured."""
    with override(LANGUAGE):
        found = board(period, public=False)
        codes = set(report.indicators.values_list("code", flat=True))
        standings = [item for item in found.standings if item.indicator.code in codes and item.row] if found else []
        if found is None or not standings:
            raise Refused(_("Nothing of this report was measured for %(period)s.") % {"period": period}, "not_measured")
        return Material(_data(report, found, standings), _observations(standings))


def _observations(standings: Sequence[Standing]) -> Sequence[Observation]:
    totals = [item.row for item in standings if item.row]
    return totals + [cell.row for item in standings for cells in item.breakdown.values() for cell in cells]


def _data(report: Report, found: Board, standings: Sequence[Standing]) -> dict[str, Any]:
    return {
        "report": report.name,
        "period": found.period,
        "month": month_name(found.period),
        "as_of": f"{month_bounds(found.period)[1]:%Y.%m.%d.}",
        "demo": any(item.row.run.includes_demo for item in standings if item.row),
        "indicators": [_indicator(item) for item in standings],
    }


def _indicator(item: Standing) -> dict[str, Any]:
    row, unit = item.row, item.indicator.unit
    assert row is not None
    return {
        "code": item.indicator.code,
        "name": item.indicator.name,
        "unit": str(item.indicator.get_unit_display()),
        "is_won": unit == "won",
        "value": int(row.value),
        "text": item.text,
        "exact": item.exact,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "rate": str(item.rate) if item.rate is not None else None,
        "waypoint": _pace(item.waypoint),
        "goal": _pace(item.goal),
        "baseline": _baseline(item),
        "since_month": _change(item, 1),
        "since_year": _change(item, 12),
        "plan_svg": line_svg(plan_chart(item)),
        "trend_svg": line_svg(trend_chart(item)),
        "plan_words": plan_chart(item).description,
        "trend_words": trend_chart(item).description,
        "trend": [_month(item, month, found) for month, found in item.trend],
        "tables": {name: [_cell(cell) for cell in item.breakdown.get(name, ())] for name in DIMENSIONS},
        "definition": item.indicator.definition,
        "formula": item.indicator.formula,
        "source": item.indicator.source,
        "desk": item.indicator.desk,
        "targets": [_target(item, year) for year in item.targets],
        "revision": row.revision,
        "reason": row.reason,
        "measured": f"{seoul(row.measured_at):%Y.%m.%d. %H:%M}",
        "code_version": row.run.code_version,
    }


def _pace(pace: Pace | None) -> dict[str, Any] | None:
    if pace is None:
        return None
    return {
        "year": pace.target.year,
        "value": int(pace.target.value),
        "text": pace.target_text,
        "percent": str(pace.percent) if pace.percent is not None else None,
        "gap": pace.gap_text,
        "reached": pace.is_reached,
        "interpolated": pace.target.is_interpolated,
    }


def _baseline(item: Standing) -> str | None:
    indicator = item.indicator
    if indicator.baseline_value is None:
        return None
    facts = {"year": indicator.baseline_year, "value": shown(indicator.baseline_value, indicator.unit)}
    return _("%(year)s is the baseline: %(value)s (%(source)s)") % {**facts, "source": indicator.baseline_source}


def _change(item: Standing, months: int) -> str | None:
    change = item.change(months)
    if change is None:
        return None
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return f"{sign}{shown(abs(change), item.indicator.unit)}"


def _month(item: Standing, month: str, row: Observation | None) -> dict[str, Any]:
    target = item.targets.get(item.target_year(month))
    return {
        "month": month,
        "value": int(row.value) if row else None,
        "exact": exact(row.value, item.indicator.unit) if row else None,
        "target": int(target.value) if target else None,
        "target_exact": exact(target.value, item.indicator.unit) if target else None,
        "late": bool(row and is_late(month, row)),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    row = cell.row
    return {
        "member": cell.member,
        "label": cell.label,
        "value": int(row.value),
        "text": cell.text,
        "exact": cell.exact,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "rate": str(cell.rate) if cell.rate is not None else None,
        "revision": row.revision,
    }


def _target(item: Standing, year: int) -> dict[str, Any]:
    target = item.targets[year]
    return {
        "year": year,
        "text": shown(target.value, item.indicator.unit),
        "source": target.source,
        "interpolated": target.is_interpolated,
    }


def made_at(period: str) -> datetime:
    """Return the time that stands in the files: the end of the month in Seoul, the same for every build."""
    return datetime.combine(month_bounds(period)[1], time(23, 59, 59), SEOUL)
