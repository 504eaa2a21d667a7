"""The map of Busan's 16 districts: outlines (`busan16.json`, made by `make_boundaries.py`) joined with figures.

Boundaries: National Geographic Information Institute, 2023-09-15; the credit stands in the footer of every page.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

CLASSES = 5
LINE = 15.0  # distance of the two lines of a label, in units of the drawing


@dataclass(frozen=True)
class LabelPlace:
    """Where a label stands if its district is too narrow: beside it with a leader line, or on one line."""

    x: float
    y: float
    inline: bool = False
    leader: str = ""


PLACES = {
    "26110": LabelPlace(530, 497, leader="M357 464L508 492"),  # Jung-gu: 26 units wide; through the harbour to the sea
    "26470": LabelPlace(424, 337, inline=True),  # Yeonje-gu: wide and low
    "26500": LabelPlace(520, 408, leader="M461 370L497 399"),  # Suyeong-gu: as narrow as its name
}


@dataclass(frozen=True)
class Area:
    """One district on the map: outline, label, figure (None: too few to publish) and its colour class 0…4."""

    code: str
    name: str
    value: int | None
    text: str
    url: str
    step: int
    path: str
    x: float
    y: float
    inline: bool
    leader: str

    @property
    def second_line(self) -> float:
        """Return the height of the figure below the name."""
        return self.y + LINE


@dataclass(frozen=True)
class LegendStep:
    """One colour class and the figures it stands for."""

    step: int
    low: int
    high: int


@dataclass(frozen=True)
class DistrictMap:
    """All that `components/_map.html` needs."""

    title: str
    unit: str
    width: int
    height: int
    areas: tuple[Area, ...]
    legend: tuple[LegendStep, ...]

    @property
    def ranked(self) -> tuple[Area, ...]:
        """Return the districts with the highest figures first: the list that replaces the map on a phone."""
        return tuple(sorted(self.areas, key=lambda area: (-(area.value or 0), area.code)))


@cache
def outlines() -> dict[str, Any]:
    """Return the drawing as stored: width, height and for each district code, path and label point."""
    data: dict[str, Any] = json.loads(Path(__file__).with_name("busan16.json").read_text(encoding="utf-8"))
    return data


def class_bounds(values: list[int]) -> list[tuple[int, int]]:
    """Return at most five ranges (low, high) that hold about equally many of the values; equal values stay together."""
    distinct = sorted(set(values))
    count = min(CLASSES, len(distinct))
    cuts = [round(index * len(distinct) / count) for index in range(count + 1)] if count else []
    return [(distinct[low], distinct[high - 1]) for low, high in pairwise(cuts)]


def district_map(
    figures: Mapping[str, int | None],
    *,
    names: Mapping[str, str],
    title: str,
    unit: str,
    url: Callable[[str], str] = lambda code: "",
    hidden: str = "–",
) -> DistrictMap:
    """Join figures by district code with the outlines. A missing code counts 0, a None is written as `hidden`.

    `names` gives the label of each code in the language of the page, `url` where a click on it leads.
    """
    drawing = outlines()
    values = {item["code"]: figures.get(item["code"], 0) for item in drawing["districts"]}
    bounds = class_bounds([value for value in values.values() if value is not None])
    areas = []
    for item in drawing["districts"]:
        code, value = item["code"], values[item["code"]]
        place = PLACES.get(code) or LabelPlace(item["x"], item["y"])
        step = next((i for i, (_, high) in enumerate(bounds) if value is not None and value <= high), 0)
        areas.append(
            Area(
                code=code,
                name=names[code],
                value=value,
                text=hidden if value is None else f"{value:,}",
                url=url(code),
                step=step,
                path=item["path"],
                x=place.x,
                y=place.y,
                inline=place.inline,
                leader=place.leader,
            )
        )
    legend = tuple(LegendStep(step, low, high) for step, (low, high) in enumerate(bounds))
    return DistrictMap(title, unit, drawing["width"], drawing["height"], tuple(areas), legend)
