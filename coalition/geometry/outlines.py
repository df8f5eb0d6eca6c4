"""Outlines of areas: made smaller along shared borders, so that neighbors still touch; and where a name stands in one.

An outline is the coordinates of a GeoJSON MultiPolygon, [degrees east, degrees north] (WGS 84): polygons, each of rings, the
first ring outside, the others holes. Rings may run either way round; the first point stands again at the end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Ring = list[list[float]]
Outline = list[list[Ring]]
_LEAST = 3  # points below which a ring is no surface
_MOVES_FOR = 1.15  # a name leaves the middle only for that much more width
_FIRST_SHARE, _GROWTH = (
    0.0005,
    1.7,
)  # of the side of a usual area, less than a pixel where it fills the screen; times more each time
_LARGEST_TOLERANCE = 2.0  # degrees


@dataclass(frozen=True)
class LabelPlace:
    """Where a name stands: degrees east and north of its middle, and how many degrees wide the area is there."""

    east: float
    north: float
    width: float


def rings_of(outline: Outline) -> Iterator[Ring]:
    """All rings of an outline, holes too."""
    for polygon in outline:
        yield from polygon


def points_in(outlines: Mapping[str, Outline]) -> int:
    """How many points the outlines have together."""
    return sum(len(ring) for outline in outlines.values() for ring in rings_of(outline))


def simplified(outlines: Mapping[str, Outline], tolerance: float, digits: int) -> dict[str, Outline]:
    """The same outlines with fewer points: Douglas-Peucker on each stretch of border, once for both its sides.

    Args:
        outlines: {code: outline}.
        tolerance: degrees by which a border may move; 0 only rounds.
        digits: decimals that are kept; three are about 110 m.

    Returns:
        The same codes. Every ring is closed. Islands and holes too small to be seen are dropped, never a whole area.
    """
    rounded = {code: [[_open(ring, digits) for ring in part] for part in outline] for code, outline in outlines.items()}
    meets = _neighbors(ring for outline in rounded.values() for part in outline for ring in part)
    kept: dict[tuple[Point, ...], list[Point]] = {}
    return {code: _thinned(outline, meets, kept, tolerance) for code, outline in rounded.items()}


def fitted(outlines: Mapping[str, Outline], most_points: int, digits: int) -> dict[str, Outline]:
    """The outlines with as little lost as brings them down to so many points; fewer are not possible than the borders need."""
    made = simplified(outlines, 0.0, digits)
    if points_in(made) <= most_points:
        return made
    sides = sorted(max(east - west, north - south) for west, south, east, north in map(_box, made.values()))
    tolerance = sides[len(sides) // 2] * _FIRST_SHARE
    while points_in(made) > most_points and tolerance < _LARGEST_TOLERANCE:
        made = simplified(made, tolerance, digits)  # of what is left: a large file is thinned as fast as a small one
        tolerance *= _GROWTH
    return made


def _open(ring: Ring, digits: int) -> list[Point]:
    """A ring without its closing point, rounded; a point that stands twice in a row stands once."""
    points: list[Point] = []
    for east, north, *_ in ring:
        point = (round(float(east), digits), round(float(north), digits))
        if not points or points[-1] != point:
            points.append(point)
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def _neighbors(rings: Iterator[list[Point]]) -> dict[Point, set[Point]]:
    meets: dict[Point, set[Point]] = {}
    for ring in rings:
        for index, point in enumerate(ring):
            meets.setdefault(point, set()).update((ring[index - 1], ring[(index + 1) % len(ring)]))
    return meets


def _thinned(
    outline: list[list[list[Point]]],
    meets: dict[Point, set[Point]],
    kept: dict[tuple[Point, ...], list[Point]],
    tolerance: float,
) -> Outline:
    largest = max((part[0] for part in outline if part), key=lambda ring: abs(_twice_area(ring)), default=[])
    made: Outline = []
    for part in outline:
        rings = [_thin_ring(ring, meets, kept, tolerance) for ring in part]
        if rings and len(rings[0]) < _LEAST and part[0] is largest:
            rings[0] = part[0]  # the area itself: it stays as it was, however small
        if rings and (len(rings[0]) >= _LEAST or part[0] is largest):
            solid = [rings[0], *(ring for ring in rings[1:] if len(ring) >= _LEAST)]
            made.append([[list(point) for point in [*ring, ring[0]]] for ring in solid])
    return made


def _thin_ring(
    ring: list[Point], meets: dict[Point, set[Point]], kept: dict[tuple[Point, ...], list[Point]], tolerance: float
) -> list[Point]:
    if len(ring) <= _LEAST or tolerance <= 0:
        return ring
    corners = [index for index, point in enumerate(ring) if len(meets[point]) > 2]  # borders of three areas meet there
    if len(corners) < 2:
        first = corners[0] if corners else ring.index(min(ring))
        corners = sorted({first, _farthest(ring, first)})
    made: list[Point] = []
    for start, end in zip(corners, [*corners[1:], corners[0] + len(ring)], strict=True):
        arc = tuple(ring[index % len(ring)] for index in range(start, end + 1))
        made += _thin_arc(arc, kept, tolerance)[:-1]
    return made


def _farthest(ring: list[Point], start: int) -> int:
    x, y = ring[start]
    return max(range(len(ring)), key=lambda index: ((ring[index][0] - x) ** 2 + (ring[index][1] - y) ** 2, ring[index]))


def _thin_arc(arc: tuple[Point, ...], kept: dict[tuple[Point, ...], list[Point]], tolerance: float) -> list[Point]:
    """The arc thinned; the other side of the border, which walks it backwards, gets the same points."""
    backwards = arc[::-1]
    key = min(arc, backwards)
    if key not in kept:
        kept[key] = _douglas_peucker(_spaced(key, tolerance / 2), tolerance)
    return kept[key] if key == arc else kept[key][::-1]


def _spaced(arc: tuple[Point, ...], least: float) -> list[Point]:
    """The arc without points that follow another so closely that nobody sees both: large files read faster."""
    made = [arc[0]]
    for point in arc[1:-1]:
        if abs(point[0] - made[-1][0]) > least or abs(point[1] - made[-1][1]) > least:
            made.append(point)
    return [*made, arc[-1]]


def _douglas_peucker(arc: list[Point], tolerance: float) -> list[Point]:
    keep = {0, len(arc) - 1}
    spans = [(0, len(arc) - 1)]
    while spans:
        first, last = spans.pop()
        worst, far = max(((_distance(arc[i], arc[first], arc[last]), i) for i in range(first + 1, last)), default=(0.0, 0))
        if worst > tolerance:
            keep.add(far)
            spans += [(first, far), (far, last)]
    return [arc[index] for index in sorted(keep)]


def _distance(point: Point, start: Point, end: Point) -> float:
    """Degrees from a point to a straight stretch of border."""
    (x, y), (x0, y0), (x1, y1) = point, start, end
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / length)) if length else 0.0
    return float(((x - x0 - along * dx) ** 2 + (y - y0 - along * dy) ** 2) ** 0.5)


def _twice_area(ring: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], *ring[:1]], strict=True))


def bounds(outlines: Mapping[str, Outline]) -> tuple[float, float, float, float]:
    """Least east, least north, greatest east, greatest north [degrees].

    Raises:
        ValueError: there is no point.
    """
    boxes = [_box(outline) for outline in outlines.values()]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _box(outline: Outline) -> tuple[float, float, float, float]:
    east = [point[0] for ring in rings_of(outline) for point in ring]
    north = [point[1] for ring in rings_of(outline) for point in ring]
    return min(east), min(north), max(east), max(north)


def label_place(outline: Outline) -> LabelPlace:
    """The middle of the widest stretch from west to east, near the middle height of the greatest part; always inside it."""
    ring = max((part[0] for part in outline), key=lambda ring: abs(_twice_area([(p[0], p[1]) for p in ring])))
    south, north = min(point[1] for point in ring), max(point[1] for point in ring)
    best = LabelPlace(ring[0][0], ring[0][1], 0.0)
    for share in (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72):
        height = south + (north - south) * share
        for west, east in _inside_at([ring], height):
            if east - west > best.width * _MOVES_FOR:
                best = LabelPlace((west + east) / 2, height, east - west)
    return best


def points_inside(outline: Outline, step: float) -> Iterator[tuple[float, float]]:
    """Points about `step` apart that lie inside, in rows: what a pointer anywhere in the area is near to. Holes stay empty."""
    rings = list(rings_of(outline))
    south = min(point[1] for ring in rings for point in ring)
    north = max(point[1] for ring in rings for point in ring)
    for row in range(1, int((north - south) / step) + 1):
        height = south + row * step
        for west, east in _inside_at(rings, height):
            count = int((east - west) / step)
            yield from ((west + (east - west) * (index + 1) / (count + 1), height) for index in range(count))


def stretches_at(outline: Outline, height: float) -> list[tuple[float, float]]:
    """From where to where an area lies at a height, west to east [degrees]."""
    return list(_inside_at(list(rings_of(outline)), height))


def _inside_at(rings: list[Ring], height: float) -> Iterator[tuple[float, float]]:
    """From where to where the line at a height runs inside the rings, west to east."""
    ends = sorted(
        a[0] + (height - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for ring in rings
        for a, b in pairwise(ring)
        if (a[1] > height) != (b[1] > height)
    )
    yield from zip(ends[::2], ends[1::2], strict=True)
