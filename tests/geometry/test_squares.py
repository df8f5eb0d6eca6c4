"""Squares in place of areas: one each, lying about as the areas lie."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.defaults import known_areas, known_shapes
from coalition.geometry.squares import placed
from tests.support.examples import examples


def test_the_squares_a_person_chose_are_kept_without_empty_rows() -> None:
    given_ = {"A": (4, 2), "B": (6, 2), "C": (4, 9)}
    assert placed(["A", "B", "C"], given=given_, points={}) == {"A": (0, 0), "B": (1, 0), "C": (0, 1)}


def test_areas_without_squares_lie_as_their_points_do() -> None:
    points = {"north": (20.0, 100.0), "west": (18.0, 98.0), "east": (18.0, 102.0), "south": (16.0, 100.0)}
    got = placed(list(points), given={}, points=points)
    assert got["north"][0] < got["south"][0]
    assert got["west"][1] < got["east"][1]


def test_areas_of_which_nothing_is_told_stand_in_the_order_of_their_names() -> None:
    assert placed(["A", "B", "C", "D"], given={}, points={}) == {"A": (0, 0), "B": (0, 1), "C": (1, 0), "D": (1, 1)}


def test_two_areas_given_the_same_square_are_placed_by_their_points_instead() -> None:
    got = placed(["A", "B"], given={"A": (0, 0), "B": (0, 0)}, points={"A": (1.0, 5.0), "B": (1.0, 1.0)})
    assert got["A"][1] > got["B"][1]


@settings(max_examples=examples(60), deadline=None)
@given(
    st.dictionaries(
        st.integers(0, 99).map(str),
        st.none() | st.tuples(st.floats(-89, 89), st.floats(-179, 179)),
        max_size=40,
    )
)
def test_every_area_has_a_square_and_no_two_the_same(points: dict[str, tuple[float, float] | None]) -> None:
    got = placed(list(points), given={}, points=points)
    assert set(got) == set(points)
    assert len(set(got.values())) == len(got)


def test_every_shipped_province_has_a_square_of_its_own() -> None:
    shapes = known_shapes("TH")
    provinces = [area.pcode for area in known_areas("TH") if area.level == 1]
    squares = [shapes[pcode].square for pcode in provinces]
    assert None not in squares
    assert len(set(squares)) == 77
