"""Boundaries of areas out of a GeoJSON file: checked, and made small enough for a screen."""

import json
import math
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from coalition.geometry.outlines import Outline, Ring, fitted, points_in

_MOST_BYTES, _MOST_READ = 60_000_000, 1_000_000
_POINTS_AN_AREA, _LEAST_POINTS, _DIGITS = 150, 3000, 4
_NAMED = 5
_CORNERS = 3  # of the smallest surface


class BoundariesRefused(Exception):
    """The file as a whole cannot be used; the message says why. `{placeholders}` are filled from `values` after translation."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.values = values

    def __reduce__(self) -> tuple[Callable[[], Exception], tuple[()]]:
        """It goes from one process to another whole."""
        return partial(type(self), self.message, **self.values), ()


@dataclass(frozen=True)
class BoundariesRead:
    """The boundaries of one file.

    Attributes:
        outlines: {code of a stored area: coordinates of a MultiPolygon}, made smaller where they had many points.
        column: the property whose values are the codes.
        points: how many points there were, and how many are left.
        problems: a sentence about features that were left out.
    """

    outlines: dict[str, Outline]
    column: str
    points: tuple[int, int]
    problems: list[str]


def read_boundaries(data: bytes, codes: Collection[str]) -> BoundariesRead:
    """Read a GeoJSON FeatureCollection of polygons.

    Args:
        data: the bytes of the file.
        codes: of the areas that are stored, or will be with the same step. Which property of the features holds them is
            found by its values.

    Raises:
        BoundariesRefused: it is no such file; no property holds the codes, or one code stands twice; coordinates are not
            degrees; it is too large. The feature is named.
    """
    features = _features(data)
    column = _column_of_codes(features, set(codes))
    known: list[tuple[int, str, dict[str, Any]]] = []
    unknown: list[tuple[int, str, dict[str, Any]]] = []
    for number, feature in enumerate(features, start=1):
        code = _value(feature, column)
        (known if code in codes else unknown).append((number, code, feature))
    twice = [code for code, count in Counter(code for _, code, _ in known).items() if count > 1]
    if twice:
        numbers = [number for number, code, _ in known if code == twice[0]]
        raise BoundariesRefused(
            "Entries {first} and {second} of the map file have the same code {code}. Each area must be one entry.",
            first=numbers[0],
            second=numbers[1],
            code=twice[0],
        )
    read = {code: _outline(feature.get("geometry"), f"{number} ({code})") for number, code, feature in known}
    before = points_in(read)
    if before > _MOST_READ:
        raise BoundariesRefused(
            "The boundaries have {n} points, more than {most}. Simplify them first, for example on mapshaper.org.",
            n=f"{before:,}",
            most=f"{_MOST_READ:,}",
        )
    outlines = fitted(read, max(_LEAST_POINTS, _POINTS_AN_AREA * len(read)), _DIGITS)
    return BoundariesRead(outlines, column, (before, points_in(outlines)), _left_out([c for _, c, _ in unknown]))


def properties_of(data: bytes) -> list[dict[str, str]]:
    """What the features of a file say of themselves, as text (`_text`).

    Raises:
        BoundariesRefused: it is no GeoJSON with features.
    """
    told = [feature.get("properties") for feature in _features(data)]
    return [
        {name: text for name, value in one.items() if (text := _text(value))} if isinstance(one, dict) else {} for one in told
    ]


def _features(data: bytes) -> list[dict[str, Any]]:
    if len(data) > _MOST_BYTES:
        raise BoundariesRefused(
            "The file is larger than {most} MB. Simplify it first, for example on mapshaper.org.", most=_MOST_BYTES // 1_000_000
        )
    try:
        told = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise BoundariesRefused(
            "This is not a map file that can be read (for the technician: not valid GeoJSON or JSON)."
        ) from problem
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or not features or not all(isinstance(f, dict) for f in features):
        raise BoundariesRefused(
            "This is not a map file of areas. A GeoJSON file with area boundaries is needed "
            "(for the technician: a FeatureCollection with features)."
        )
    return features


def _value(feature: dict[str, Any], column: str) -> str:
    """A property of a feature as text; the member `id` where the column is "id" and no property has that name."""
    told = feature.get("properties")
    value = told.get(column) if isinstance(told, dict) and column in told else feature.get("id") if column == "id" else None
    return _text(value)


def _text(value: object) -> str:
    """A text or a number of a property: 101 where a program wrote 101.0; empty: it is neither."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    is_told = (isinstance(value, str | int) and not isinstance(value, bool)) or (
        isinstance(value, float) and math.isfinite(value)
    )
    return str(value).strip() if is_told else ""


def _column_of_codes(features: list[dict[str, Any]], codes: set[str]) -> str:
    """The property that names the most different stored areas: in a file of districts not the one of their provinces.

    Of one district alone it is the longer code: that of a district begins with that of its province.
    """
    names = {name for f in features if isinstance(f.get("properties"), dict) for name in f["properties"]} | {"id"}
    found = {name: {_value(feature, name) for feature in features} & codes for name in sorted(names)}
    best = max(found, key=lambda name: (len(found[name]), sum(map(len, found[name]))))
    if not found[best]:
        raise BoundariesRefused(
            "No field in the boundary file holds the codes of your areas. Fields checked: {names}.",
            names=", ".join(sorted(names)[:20]),
        )
    return best


def _outline(geometry: object, name: str) -> Outline:
    told = geometry if isinstance(geometry, dict) else {}
    parts = told.get("coordinates")
    if told.get("type") == "Polygon":
        parts = [parts]
    elif told.get("type") != "MultiPolygon":
        raise BoundariesRefused(
            "The entry {name} of the map file is not an area (for the technician: a Polygon or MultiPolygon is needed).",
            name=name,
        )
    try:
        outline = [[_ring(ring, name) for ring in part] for part in parts or []]
    except (TypeError, ValueError, IndexError, OverflowError) as problem:
        raise BoundariesRefused(
            "The boundary of entry {name} cannot be read, because its coordinates are not valid.", name=name
        ) from problem
    solid = [part for part in outline if part and len({tuple(point) for point in part[0]}) >= _CORNERS]
    if not solid:
        raise BoundariesRefused(
            "The boundary of entry {name} is incomplete, because an area needs at least three points.", name=name
        )
    shown = [part for part in solid if _has_surface(part[0])]
    if not shown:
        raise BoundariesRefused(
            "The boundary of entry {name} cannot be drawn, because its points lie on one line or too close together for a map.",
            name=name,
        )
    return shown


def _has_surface(ring: Ring) -> bool:
    """Whether three points of a ring are no line once they are rounded."""
    scale = 10**_DIGITS
    points = list({(round(east * scale), round(north * scale)) for east, north in ring})
    if len(points) < _CORNERS:
        return False
    (x, y), (a, b), *rest = points
    return any((a - x) * (v - y) != (b - y) * (u - x) for u, v in rest)


def _ring(ring: list[Any], name: str) -> Ring:
    if not isinstance(ring, list):
        raise TypeError
    points = [[_degrees(point[0]), _degrees(point[1])] for point in ring]
    for east, north in points:
        if not (math.isfinite(east) and math.isfinite(north)):
            raise ValueError
        if not (-180 <= east <= 180 and -90 <= north <= 90):
            raise BoundariesRefused(
                "The boundary of entry {name} is not in degrees of longitude and latitude: "
                "{east}, {north}. Save the file as EPSG:4326 (WGS 84).",
                name=name,
                east=f"{east:g}",
                north=f"{north:g}",
            )
    return points


def _degrees(told: object) -> float:
    """A number of the file; what is written as text, or true and false, is none."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise TypeError
    return float(told)


def _left_out(codes: list[str]) -> list[str]:
    """One sentence about the features whose code no stored area has."""
    if not codes:
        return []
    named = ", ".join(code or "?" for code in codes[:_NAMED])
    more = f" + {len(codes) - _NAMED}" if len(codes) > _NAMED else ""
    return [f"Left out, because their codes are not in the list of areas: {named}{more}."]
