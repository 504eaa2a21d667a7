"""Charts as numbers to draw: templates and documents turn them into SVG. Nothing here knows a colour or a font.

A chart is a plain frozen dataclass; `components/_chart_line.html` and `components/_chart_bars.html` show it on a page,
`line_svg` gives a self-contained picture for a document.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 720, 320
TOP, RIGHT, BOTTOM = 24, 24, 40
CHARACTER = 8.2  # width of a digit at the size of the axis labels
LABELS_WIDE, LABELS_NARROW = 13, 5
Format = Callable[[float], str]


def with_commas(value: float) -> str:
    """Return a number with thousands separators and no more decimals than it has (at most one)."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


@dataclass(frozen=True)
class Point:
    """One value of a series; None where there is none (the line breaks there)."""

    label: str
    value: float | None
    target: float | None = None


@dataclass(frozen=True)
class Tick:
    """A grid line: where it is and what stands beside it."""

    y: float
    text: str


@dataclass(frozen=True)
class Mark:
    """A drawn point. `thin` says that its label is left out on a narrow screen, `labelled` that it has one at all."""

    x: float
    y: float | None
    label: str
    text: str
    target_text: str
    labelled: bool
    thin: bool


@dataclass(frozen=True)
class LineChart:
    """A line over time with an optional dashed target line; `description` says in words what it shows."""

    key: str
    title: str
    description: str
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    path: str
    target_path: str
    left: float
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def right(self) -> int:
        """Return where the plot ends."""
        return self.width - RIGHT

    @property
    def axis_y(self) -> int:
        """Return the height of the labels below the axis."""
        return self.height - BOTTOM + 24

    @property
    def has_target(self) -> bool:
        """Return whether there is anything to reach."""
        return bool(self.target_path)

    @property
    def last(self) -> Mark | None:
        """Return the newest drawn point: its value is written at the line."""
        return next((mark for mark in reversed(self.marks) if mark.y is not None), None)


@dataclass(frozen=True)
class Bar:
    """One bar: `percent` is its length within the plot, None for a value that is not shown (too few to publish)."""

    label: str
    text: str
    percent: float | None
    url: str = ""


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars from zero, drawn as rows of a table: readable on any width."""

    title: str
    unit: str
    bars: tuple[Bar, ...]


def nice_step(span: float, count: int) -> float:
    """Return a step of 1, 2 or 5 times a power of ten that divides `span` into about `count` parts."""
    raw = span / count if span > 0 else 1
    power = 10.0 ** math.floor(math.log10(raw))
    return float(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999))


def scale_of(values: Sequence[float], count: int = 4) -> list[float]:
    """Return the values of the grid lines. From zero, unless all values lie in the upper half."""
    high = max(values, default=1) or 1
    low = min(values, default=0)
    floor = low if low > high / 2 and high > low else min(0.0, low)
    step = nice_step(high - floor, count)
    start = math.floor(floor / step) * step
    steps = max(1, math.ceil((high - start) / step - 1e-9))
    return [start + step * index for index in range(steps + 1)]


def polyline(points: Sequence[tuple[float, float | None]]) -> str:
    """Return SVG path data through the points; a None lifts the pen."""
    parts, pen_down = [], False
    for x, y in points:
        if y is not None:
            parts.append(f"{'L' if pen_down else 'M'}{x:.1f} {y:.1f}")
        pen_down = y is not None
    return "".join(parts)


def labels_shown(total: int, room: int) -> set[int]:
    """Return which of `total` labels are written when `room` fit: evenly spread, the newest always."""
    step = max(1, math.ceil(total / room))
    return set(range(total - 1, -1, -step))


def line_chart(
    points: Sequence[Point], *, key: str, title: str, description: str = "", say: Format = with_commas
) -> LineChart:
    """Lay out a line chart. `key` makes its ids unique on the page; `say` writes a value with its unit."""
    values = [v for point in points for v in (point.value, point.target) if v is not None]
    grid = scale_of(values)
    left = max(len(say(value)) for value in grid) * CHARACTER + 16
    span = WIDTH - RIGHT - left

    def x_of(index: int) -> float:
        return left + span * (index + 0.5) / max(1, len(points))

    def y_of(value: float | None) -> float | None:
        if value is None:
            return None
        return TOP + (HEIGHT - TOP - BOTTOM) * (grid[-1] - value) / (grid[-1] - grid[0])

    wide, narrow = labels_shown(len(points), LABELS_WIDE), labels_shown(len(points), LABELS_NARROW)
    marks = tuple(
        Mark(
            x=round(x_of(index), 1),
            y=None if (y := y_of(point.value)) is None else round(y, 1),
            label=point.label,
            text="" if point.value is None else say(point.value),
            target_text="" if point.target is None else say(point.target),
            labelled=index in wide,
            thin=index not in narrow,
        )
        for index, point in enumerate(points)
    )
    return LineChart(
        key=key,
        title=title,
        description=description,
        marks=marks,
        ticks=tuple(Tick(round(y_of(value) or 0, 1), say(value)) for value in grid),
        path=polyline([(x_of(i), y_of(point.value)) for i, point in enumerate(points)]),
        target_path=polyline([(x_of(i), y_of(point.target)) for i, point in enumerate(points)]),
        left=round(left, 1),
    )


def bar_chart(
    rows: Sequence[tuple[str, float | None]],
    *,
    title: str,
    unit: str = "",
    say: Format = with_commas,
    hidden: str = "–",
    urls: Sequence[str] = (),
) -> BarChart:
    """Lay out horizontal bars. A None is a value that may not be shown, written as `hidden`."""
    high = max((value for _, value in rows if value is not None), default=0) or 1
    return BarChart(
        title=title,
        unit=unit,
        bars=tuple(
            Bar(
                label=label,
                text=hidden if value is None else say(value),
                percent=None if value is None else round(100 * max(0, value) / high, 2),
                url=urls[index] if urls else "",
            )
            for index, (label, value) in enumerate(rows)
        ),
    )


def text_svg(x: float, y: float, text: str, anchor: str = "middle") -> str:
    """Return one SVG text in the axis style of documents."""
    return f'<text x="{x}" y="{y}" font-size="13" fill="#464c53" text-anchor="{anchor}">{escape(text)}</text>'


def line_svg(chart: LineChart, font: str = "Pretendard GOV") -> str:
    """Return the chart as a self-contained SVG document (no style sheet): for PDF reports."""
    box = f"0 0 {chart.width} {chart.height}"
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" font-family="{escape(font)}">']
    for tick in chart.ticks:
        parts.append(f'<path d="M{chart.left} {tick.y}H{chart.right}" stroke="#cdd1d5" stroke-width="1"/>')
        parts.append(text_svg(chart.left - 8, tick.y + 4, tick.text, "end"))
    if chart.target_path:
        parts.append(
            f'<path d="{chart.target_path}" fill="none" stroke="#bd2c0f" stroke-width="2" stroke-dasharray="6 5"/>'
        )
    parts.append(f'<path d="{chart.path}" fill="none" stroke="#256ef4" stroke-width="3" stroke-linejoin="round"/>')
    for mark in chart.marks:
        if mark.y is not None:
            parts.append(f'<circle cx="{mark.x}" cy="{mark.y}" r="4" fill="#256ef4"/>')
        if mark.labelled:
            parts.append(text_svg(mark.x, chart.axis_y, mark.label))
    if chart.last and chart.last.y is not None:
        parts.append(text_svg(chart.last.x, chart.last.y - 12, chart.last.text))
    return "".join(parts) + "</svg>"
