"""Charts show what they are given: scale, breaks, labels, words."""

import xml.etree.ElementTree as ET

import pytest

from busan_se.core.charts import Point, bar_chart, labels_shown, line_chart, line_svg, nice_step, polyline, scale_of


@pytest.mark.parametrize(("span", "step"), [(1600, 500), (100, 50), (7, 2), (0, 1), (0.3, 0.1)])
def test_steps_are_round(span, step):
    assert nice_step(span, 4) == pytest.approx(step)


def test_scale_starts_at_zero():
    assert scale_of([10, 95]) == [0, 50, 100]


def test_scale_of_high_values_starts_near_them():
    assert scale_of([1300, 1500]) == [1300, 1350, 1400, 1450, 1500]


def test_scale_covers_every_value():
    for values in ([1], [0], [3, 3], [1210, 1432], [0.5, 0.7], [-4, 8]):
        grid = scale_of(values)
        assert grid[0] <= min(values)
        assert grid[-1] >= max(values)
        assert len(grid) >= 2


def test_line_breaks_where_a_value_is_missing():
    assert polyline([(0, 1.0), (1, None), (2, 3.0), (3, 4.0)]) == "M0.0 1.0M2.0 3.0L3.0 4.0"


def test_newest_label_is_always_written():
    assert 29 in labels_shown(30, 13)
    assert len(labels_shown(30, 13)) <= 13


def points() -> list[Point]:
    return [Point("1월", 10, 20), Point("2월", None, 20), Point("3월", 15, 20)]


def test_line_chart_names_values_and_targets():
    chart = line_chart(points(), key="k", title="t", say=lambda value: f"{value:.0f}개")
    assert [mark.text for mark in chart.marks] == ["10개", "", "15개"]
    assert chart.marks[0].target_text == "20개"
    assert chart.last.label == "3월"


def test_line_chart_without_target_draws_none():
    chart = line_chart([Point("1월", 3)], key="k", title="t")
    assert not chart.has_target


def test_line_chart_of_nothing_is_empty():
    chart = line_chart([], key="k", title="t")
    assert chart.last is None
    assert chart.path == ""


def test_picture_for_documents_is_well_formed():
    chart = line_chart([Point("<1월>", 10)], key="k", title="t")
    assert ET.fromstring(line_svg(chart)).tag.endswith("svg")


def test_longest_bar_fills_the_row():
    chart = bar_chart([("가", 50), ("나", 200)], title="t")
    assert [bar.percent for bar in chart.bars] == [25, 100]


def test_suppressed_value_has_no_bar():
    chart = bar_chart([("가", None), ("나", 0)], title="t", hidden="3 미만")
    assert (chart.bars[0].percent, chart.bars[0].text) == (None, "3 미만")
    assert chart.bars[1].percent == 0
