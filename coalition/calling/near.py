"""Near and far: which provinces are next to one, by their borders, else by the distance of their points."""

from math import asin, cos, radians, sin, sqrt

import pandas as pd

from coalition.frames import records

NEIGHBORS = 4
"""So many provinces around the own one are "the next area" where no boundary tells who touches whom."""


def distances_from(provinces: pd.DataFrame, province_id: int) -> dict[int, float]:
    """{province: distance of its point from that of the own one [km]}; provinces without a point are left out.

    Args:
        provinces: AREA_POINTS of one country.
        province_id: the own one.
    """
    points = {row["id"]: (row["latitude"], row["longitude"]) for row in records(provinces)}
    own = points.get(province_id)
    if own is None or own[0] is None or own[1] is None:
        return {}
    return {number: _km(own, point) for number, point in points.items() if None not in point}


def next_to(distances: dict[int, float], province_id: int, touching: set[int]) -> list[int]:
    """The provinces next to one, the nearest first, those without a point last.

    Args:
        distances: of `distances_from`.
        province_id: the own one.
        touching: those it shares a border with; empty: boundaries are not known, and the nearest points decide.
    """
    if touching:
        return sorted(touching, key=lambda number: (distances.get(number, float("inf")), number))
    others = sorted((km, number) for number, km in distances.items() if number != province_id)
    return [number for _, number in others[:NEIGHBORS]]


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees (north, east) [km]."""
    north, south = radians(a[0]), radians(b[0])
    half = sin((south - north) / 2) ** 2 + cos(north) * cos(south) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 2 * 6371.0 * asin(sqrt(half))
