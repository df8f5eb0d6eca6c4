"""Who touches whom: a stretch of border in common, not a corner, not the same point on two maps."""

from coalition.defaults import known_areas, known_shapes
from coalition.geometry.outlines import Outline
from coalition.geometry.touching import touching


def square(east: float, north: float) -> Outline:
    return [[[[east, north], [east + 1, north], [east + 1, north + 1], [east, north + 1], [east, north]]]]


def test_areas_with_a_stretch_of_border_in_common_touch_and_those_with_a_corner_do_not() -> None:
    assert touching({"own": square(0, 0), "east": square(1, 0), "corner": square(1, 1), "far": square(5, 5)}) == {
        "own": {"east"},
        "east": {"own", "corner"},
        "corner": {"east"},
        "far": set(),
    }


def test_an_outline_drawn_apart_from_the_others_touches_nothing() -> None:
    assert touching({1: square(0, 0), 2: square(1.01, 0)}) == {1: set(), 2: set()}
    assert touching({}) == {}


def test_the_provinces_of_thailand_touch_as_on_the_map_and_an_island_touches_none() -> None:
    names = {area.pcode: area.name for area in known_areas("TH") if area.level == 1}
    shapes = known_shapes("TH").items()
    found = touching({pcode: shape.outline for pcode, shape in shapes if shape.outline and pcode in names})
    told = {names[pcode]: {names[other] for other in others} for pcode, others in found.items()}
    assert told["Chiang Rai"] == {"Chiang Mai", "Lampang", "Phayao"}
    assert told["Mae Hong Son"] == {"Chiang Mai", "Tak"}
    assert [name for name, others in told.items() if not others] == ["Phuket"]
    assert all(one in told[other] for one, others in told.items() for other in others)
