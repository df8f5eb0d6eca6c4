"""Outlines made smaller: every area is still there and closed, and neighbors still touch."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.defaults import known_areas, known_shapes
from coalition.geometry.outlines import (
    Outline,
    Ring,
    fitted,
    label_place,
    points_in,
    points_inside,
    rings_of,
    simplified,
)
from tests.support.examples import examples

WEST: Ring = [[0, 0], [0, 2], [1, 2], [1.05, 1.5], [0.98, 1], [1.02, 0.5], [1, 0], [0, 0]]
EAST: Ring = [[1, 2], [2, 2], [2, 0], [1, 0], [1.02, 0.5], [0.98, 1], [1.05, 1.5], [1, 2]]
NEIGHBORS: dict[str, Outline] = {"W": [[WEST]], "E": [[EAST]]}


def lines(outline: Outline) -> set[frozenset[tuple[float, ...]]]:
    return {frozenset((tuple(a), tuple(b))) for ring in rings_of(outline) for a, b in pairwise(ring)}


def holds(outline: Outline, east: float, north: float) -> bool:
    """Whether a point lies inside: it crosses the rings an odd number of times (slow and obvious)."""
    crossed = 0
    for ring in rings_of(outline):
        for (x0, y0), (x1, y1) in pairwise(ring):
            if (y0 > north) != (y1 > north) and east < x0 + (north - y0) * (x1 - x0) / (y1 - y0):
                crossed += 1
    return crossed % 2 == 1


def test_a_border_is_made_simple_once_for_both_its_sides() -> None:
    made = simplified(NEIGHBORS, tolerance=0.1, digits=3)
    assert lines(made["W"]) & lines(made["E"]) == {frozenset({(1, 0), (1, 2)})}
    assert points_in(made) == 10


def test_nothing_is_lost_where_a_border_may_not_move() -> None:
    assert simplified(NEIGHBORS, tolerance=0, digits=3) == {
        code: [[[[float(x), float(y)] for x, y in ring]] for part in outline for ring in part]
        for code, outline in NEIGHBORS.items()
    }


def test_small_islands_go_but_never_a_whole_area() -> None:
    islet: Ring = [[5, 5], [5.001, 5], [5.001, 5.001], [5, 5.001], [5, 5]]
    made = simplified({"W": [[WEST], [islet]], "I": [[islet]]}, tolerance=0.1, digits=3)
    assert len(made["W"]) == 1
    assert made["I"]


def test_an_area_inside_another_keeps_the_border_of_its_hole() -> None:
    inner: Ring = [[4, 4], [4, 6], [5, 6.01], [6, 6], [6, 4], [5, 3.99], [4, 4]]
    outer: Ring = [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]]
    made = simplified({"outer": [[outer, inner[::-1]]], "inner": [[inner]]}, tolerance=0.1, digits=3)
    assert lines(made["inner"]) < lines(made["outer"])
    assert len(made["inner"][0][0]) == 5


@settings(max_examples=examples(150), deadline=None)
@given(
    st.dictionaries(
        st.text("ABC123", min_size=1),
        st.lists(st.tuples(st.integers(-1799, 1799), st.integers(-899, 899)), min_size=3, max_size=40, unique=True),
        max_size=6,
    ),
    st.floats(0, 20),
    st.integers(0, 4),
    st.booleans(),
)
def test_whatever_is_drawn_every_code_stays_and_every_ring_is_closed(
    drawn: dict[str, list[tuple[int, int]]], tolerance: float, digits: int, clockwise: bool
) -> None:
    outlines: dict[str, Outline] = {}
    for code, points in drawn.items():
        ring = [[x / 10, y / 10] for x, y in (points if clockwise else points[::-1])]
        outlines[code] = [[[*ring, ring[0]]]]
    made = simplified(outlines, tolerance, digits)
    assert list(made) == list(outlines)
    for outline in made.values():
        assert outline
        assert all(ring[0] == ring[-1] for ring in rings_of(outline))
    assert points_in(made) <= points_in(outlines)


def test_outlines_are_brought_down_to_the_points_a_screen_can_use() -> None:
    steps = [[index / 100, (index % 2) / 1000] for index in range(1000)]
    coast: dict[str, Outline] = {"C": [[[*steps, [10, 5], [0, 5], [0, 0]]]]}
    assert points_in(fitted(coast, 100, 4)) <= 100
    assert points_in(fitted(coast, 5000, 4)) == points_in(coast)


def test_a_name_and_every_point_for_the_pointer_stand_inside_their_area_though_it_is_bent_or_has_a_hole() -> None:
    bent: Outline = [[[[0, 0], [0, 10], [10, 10], [10, 8], [2, 8], [2, 0], [0, 0]]]]
    ring: Outline = [[[[0, 0], [0, 9], [9, 9], [9, 0], [0, 0]], [[3, 3], [6, 3], [6, 6], [3, 6], [3, 3]]]]
    for outline in (bent, ring):
        points = list(points_inside(outline, 1))
        assert len(points) > 10
        assert all(holds(outline, east, north) for east, north in points)
    place = label_place(bent)
    assert holds(bent, place.east, place.north)


def test_the_shipped_areas_of_thailand_have_boundaries_names_of_which_stand_inside() -> None:
    shapes = known_shapes("TH")
    codes = {area.pcode for area in known_areas("TH")}
    drawn = {code: shape.outline for code, shape in shapes.items() if shape.outline}
    assert drawn.keys() <= codes
    assert sum(len(code) == 4 for code in drawn) == 77
    assert sum(len(code) == 6 for code in drawn) == 121
    for outline in drawn.values():
        place = label_place(outline)
        assert holds(outline, place.east, place.north)
    assert all(shape.attribution for shape in shapes.values() if shape.outline)


def test_the_point_told_for_a_shipped_area_lies_in_or_beside_its_boundary() -> None:
    shapes = known_shapes("TH")
    for area in known_areas("TH"):
        shape = shapes.get(area.pcode)
        if shape and shape.outline and area.latitude is not None and area.longitude is not None:
            east = [p[0] for ring in rings_of(shape.outline) for p in ring]
            north = [p[1] for ring in rings_of(shape.outline) for p in ring]
            assert min(east) - 0.02 <= area.longitude <= max(east) + 0.02, area.name
            assert min(north) - 0.02 <= area.latitude <= max(north) + 0.02, area.name
