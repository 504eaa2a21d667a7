"""The indicators' charts: numbers of `board` laid out by `core.charts`."""

from django.utils.translation import gettext as _

from busan_se.core.charts import BarChart, LineChart, Point, bar_chart, line_chart
from busan_se.kpis.board import Standing
from busan_se.kpis.formatting import for_axis, month_name, shown


def trend_chart(standing: Standing) -> LineChart:
    """Return the last 13 months beside the target of each month's year."""
    points = [
        Point(
            label=f"{month[2:4]}.{int(month[5:])}.",
            value=float(row.value) if row else None,
            target=_target(standing, standing.target_year(month)),
        )
        for month, row in standing.trend
    ]
    return line_chart(
        points,
        key=f"trend-{standing.indicator.code}",
        title=_("%(name)s by month") % {"name": standing.indicator.name},
        description=_trend_in_words(standing),
        say=for_axis(standing.indicator.unit),
    )


def plan_chart(standing: Standing) -> LineChart:
    """Return the plan's years: the baseline, the newest figure of each year, and the targets up to the last one."""
    found = {year: float(row.value) for year, row in standing.by_year.items()}
    base = standing.indicator.baseline_year
    if base and standing.indicator.baseline_value is not None:
        found.setdefault(base, float(standing.indicator.baseline_value))
    first = base or min([*found, *standing.targets])
    years = range(first, max([*found, *standing.targets]) + 1)
    points = [Point(str(year), found.get(year), _target(standing, year)) for year in years]
    return line_chart(
        points,
        key=f"plan-{standing.indicator.code}",
        title=_("%(name)s and the plan's targets by year") % {"name": standing.indicator.name},
        description=_goal_in_words(standing),
        say=for_axis(standing.indicator.unit),
    )


def member_chart(standing: Standing, dimension: str, title: str) -> BarChart:
    """Return one bar for each member of a breakdown; hidden ones without a bar."""
    cells = standing.breakdown.get(dimension, ())
    rows = [(cell.label, None if cell.value is None else float(cell.value)) for cell in cells]
    return bar_chart(rows, title=title, say=for_axis(standing.indicator.unit))


def _target(standing: Standing, year: int) -> float | None:
    target = standing.targets.get(year)
    return float(target.value) if target else None


def _trend_in_words(standing: Standing) -> str:
    measured = [(month, row) for month, row in standing.trend if row]
    if not measured:
        return ""
    (first, before), (last, after) = measured[0], measured[-1]
    unit = standing.indicator.unit
    return _("From %(before)s in %(first)s to %(after)s in %(last)s.") % {
        "before": shown(before.value, unit),
        "first": month_name(first),
        "after": shown(after.value, unit),
        "last": month_name(last),
    }


def _goal_in_words(standing: Standing) -> str:
    goal = standing.goal
    if goal is None:
        return ""
    return _("%(value)s is %(percent)s%% of the target of %(year)s, %(target)s.") % {
        "value": standing.text,
        "percent": goal.percent,
        "year": goal.target.year,
        "target": goal.target_text,
    }
