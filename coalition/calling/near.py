"""Near and far: how far an area is from another, and which provinces are next to one."""

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pandas as pd

from coalition.frames import records

NEIGHBORS = 4
"""So many provinces around the own one are "the next area" where no boundary tells who touches whom."""


def distances_from(areas: pd.DataFrame, area_id: int, province_id: int | None = None) -> dict[int, float]:
    """{area: distance of its point from that of the own one [km]}; areas without a point are left out, the own one too.

    Args:
        areas: AREA_POINTS of one country.
        area_id: the own one.
        province_id: whose point counts where the own one has none.
    """
    told = ((row["id"], row["latitude"], row["longitude"]) for row in records(areas))
    points = {number: (north, east) for number, north, east in told if north is not None and east is not None}
    own = points.get(area_id) or points.get(province_id)
    return {number: _km(own, point) for number, point in points.items()} if own else {}


def km_to(row: Mapping[str, Any], distances: Mapping[int, float]) -> float:
    """Distance of the area of a service, of its province where only that has a point; infinite: nobody knows it.

    Args:
        row: of CALL_SERVICES. distances: of `distances_from`.
    """
    return distances.get(row["area_id"], distances.get(row["province_id"], float("inf")))


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
