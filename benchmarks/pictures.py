"""The squares and the map: from marks to figure, in milliseconds and kilobytes; a detailed boundary file to what is stored.

Held against nothing but its own bar: no figure takes a coordinator longer than a blink (100 ms), however many areas there are.
"""

import json
import random
import statistics
from collections.abc import Callable
from functools import partial
from itertools import cycle
from typing import Any

from benchmarks.floor import cpu
from coalition.charts.map import map_figure
from coalition.charts.marks import Mark, look_of
from coalition.charts.tiles import tiles_figure
from coalition.defaults import known_areas, known_shapes
from coalition.geometry.geojson import read_boundaries
from coalition.geometry.squares import placed
from coalition.vocabulary import CellState

RUNS = 9
POINTS_A_SIDE = 600


def _marks(pcodes: list[str]) -> list[Mark]:
    names = {area.pcode: area.name for area in known_areas("TH")}
    states = cycle(CellState)
    return [Mark(code, "A1", names[code], look_of(next(states)), "2", "", "two organizations") for code in pcodes]


def _told(what: str, made: Callable[[], Any]) -> None:
    size = len(json.dumps(made(), default=str))
    print(f"| {what} | {statistics.median(1000 * cpu(made)[1] for _ in range(RUNS)):.1f} | {size / 1000:.0f} |")


def _detailed(side: int) -> tuple[bytes, set[str]]:
    """A country of side x side areas, every border of them a random walk shared by two."""

    def border(east: int, north: int, is_along: bool) -> list[list[float]]:
        dice, off, points = random.Random(repr((east, north, is_along))), 0.0, []
        for step in range(POINTS_A_SIDE):
            off = off * 0.99 + (dice.random() - 0.5) * 0.004 if step else 0.0
            on = step / POINTS_A_SIDE
            points.append([east + on, north + off] if is_along else [east + off, north + on])
        return [*points, [east + 1, north] if is_along else [east, north + 1]]

    features = []
    for east in range(side):
        for north in range(side):
            south_side, north_side = border(east, north, True), border(east, north + 1, True)
            west_side, east_side = border(east, north, False), border(east + 1, north, False)
            ring = [*south_side[:-1], *east_side[:-1], *north_side[:0:-1], *west_side[::-1]]
            geometry = {"type": "Polygon", "coordinates": [ring]}
            features.append({"properties": {"code": f"C{east}-{north}"}, "geometry": geometry})
    codes = {f"C{east}-{north}" for east in range(side) for north in range(side)}
    return json.dumps({"type": "FeatureCollection", "features": features}).encode(), codes


def main() -> None:
    """Print the figures as rows of a table."""
    shapes = known_shapes("TH")
    provinces = sorted(code for code in shapes if len(code) == 4)
    views = {
        "8 provinces": ["TH50", "TH51", "TH52", "TH54", "TH55", "TH56", "TH57", "TH58"],
        "25 districts": sorted(code for code in shapes if code.startswith("TH50") and len(code) == 6),
        "77 provinces": provinces,
    }
    points = {
        area.pcode: (area.latitude, area.longitude)
        for area in known_areas("TH")
        if area.latitude is not None and area.longitude is not None
    }
    print("| picture | CPU ms | kB |\n|---|---:|---:|")
    for name, codes in views.items():
        marks = _marks(codes)
        outlines = {code: shape for code in codes if (shape := shapes[code].outline)}
        squares = placed(codes, given={}, points=points)
        _told(f"map, {name}", partial(map_figure, marks, outlines))
        _told(f"squares, {name}", partial(tiles_figure, marks, squares))
        _told(f"placing {name}", partial(placed, codes, given={}, points=points))
    data, known = _detailed(10)
    read, seconds = cpu(lambda: read_boundaries(data, known))
    before, after = read.points
    print(f"\nBoundaries of 100 areas, {len(data) / 1e6:.0f} MB, {before:,} points: {seconds:.1f} s, {after:,} kept.")


if __name__ == "__main__":
    main()
