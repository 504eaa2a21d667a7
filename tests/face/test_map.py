"""The district map: all 16 districts, fair classes, labels that do not cover each other."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from busan_se.reference.geo import LINE, Area, class_bounds, district_map, outlines

CODES = [item["code"] for item in outlines()["districts"]]
NAMES = dict.fromkeys(CODES, "부산진구")
KOREAN = (
    *("중구", "서구", "동구", "영도구", "부산진구", "동래구", "남구", "북구"),
    *("해운대구", "사하구", "금정구", "강서구", "연제구", "수영구", "사상구", "기장군"),
)
SIZE = 13  # of the labels, in units of the drawing


def drawn(**options):
    return district_map({code: n * 10 for n, code in enumerate(CODES)}, names=NAMES, title="t", unit="개", **options)


def test_all_districts_are_drawn():
    assert len(drawn().areas) == 16


def test_credit_is_in_the_data():
    assert "국토지리정보원" in outlines()["source"]


def test_missing_figure_counts_zero_and_hidden_one_says_so():
    areas = {
        area.code: area
        for area in district_map({"26110": None}, names=NAMES, title="t", unit="", hidden="3 미만").areas
    }
    assert areas["26110"].text == "3 미만"
    assert areas["26140"].text == "0"


def test_links_come_from_the_caller():
    assert drawn(url=lambda code: f"/?d={code}").areas[0].url == "/?d=26110"


def test_phone_list_starts_with_the_highest():
    values = [area.value for area in drawn().ranked]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize(
    ("values", "bounds"),
    [([], []), ([4, 4], [(4, 4)]), ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [(1, 2), (3, 4), (5, 6), (7, 8), (9, 10)])],
)
def test_classes_hold_equally_many(values, bounds):
    assert class_bounds(values) == bounds


def box(area: Area, text: str) -> tuple[float, float, float, float]:
    """The rectangle of a label: a Hangul syllable is as wide as high, a digit half."""
    width = SIZE * len(text) + (0.55 * SIZE * 5 if area.inline else 0)
    return area.x - width / 2, area.y - SIZE, area.x + width / 2, area.y + (2 if area.inline else LINE + 2)


def test_labels_do_not_overlap():
    boxes = [(name, box(area, name)) for area, name in zip(drawn().areas, KOREAN, strict=True)]
    clashes = [
        (one, other)
        for (one, a), (other, b) in combinations(boxes, 2)
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]
    assert clashes == []


CSS = (Path(__file__).resolve().parents[2] / "static/css/site.css").read_text(encoding="utf-8")


def luminance(colour):
    """Return the relative luminance of `#rgb` or `#rrggbb`, as WCAG 2.2 defines it."""
    digits = colour.lstrip("#")
    pairs = [digits[i : i + 2] for i in (0, 2, 4)] if len(digits) == 6 else [digit * 2 for digit in digits]
    shares = [int(pair, 16) / 255 for pair in pairs]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("step", range(5))
def test_a_label_is_readable_on_its_district(step):
    """axe takes the rectangle around an outline for its shape, so the browser tests can't tell."""
    ground = re.search(rf"\.step-{step} \{{ color: (#\w+)", CSS)[1]
    light = re.search(r"\.map-labels :is\(([^)]*)\) \{ color: (#\w+)", CSS)
    dark = re.search(r"\.map-labels text \{[^}]*?[; ]color: (#\w+)", CSS)[1]
    text = light[2] if f".on-{step}" in light[1] else dark
    low, high = sorted(map(luminance, (ground, text)))
    assert (high + 0.05) / (low + 0.05) >= 4.5
