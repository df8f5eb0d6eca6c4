"""Boundaries out of GeoJSON: which property is the code is found, and what cannot be used is refused with its feature named."""

import json
from typing import Any

import pytest

from coalition.geometry.geojson import BoundariesRefused, read_boundaries
from coalition.geometry.outlines import rings_of

CODES = {"XX01", "XX02", "XX0101", "XX0102"}


def square(west: float = 0, south: float = 0, side: float = 1) -> list[list[float]]:
    return [
        [west, south],
        [west + side, south],
        [west + side, south + side],
        [west, south + side],
        [west, south],
    ]


def feature(ring: Any = None, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": [square() if ring is None else ring]},
    }


def file(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def refusal(data: bytes) -> str:
    with pytest.raises(BoundariesRefused) as refused:
        read_boundaries(data, CODES)
    return str(refused.value)


def test_the_property_with_the_codes_is_found_by_its_values_and_not_that_of_the_province() -> None:
    read = read_boundaries(
        file(
            feature(ADM1_PCODE="XX01", ADM2_PCODE="XX0101", name="One"),
            feature(square(1), ADM1_PCODE="XX01", ADM2_PCODE=" XX0102 ", name="Two"),
        ),
        CODES,
    )
    assert read.column == "ADM2_PCODE"
    assert set(read.outlines) == {"XX0101", "XX0102"}
    assert read.problems == []


def test_the_id_of_a_feature_may_be_its_code() -> None:
    read = read_boundaries(file({**feature(), "id": "XX01"}), CODES)
    assert set(read.outlines) == {"XX01"}


def test_both_ways_round_a_third_coordinate_and_several_parts_are_read() -> None:
    high = [[x, y, 300.5] for x, y in square()][::-1]
    parts = {"type": "MultiPolygon", "coordinates": [[square(5)], [square(7)]]}
    read = read_boundaries(file(feature(high, c="XX01"), {"properties": {"c": "XX02"}, "geometry": parts}), CODES)
    assert len(read.outlines["XX02"]) == 2
    assert all(len(point) == 2 for ring in rings_of(read.outlines["XX01"]) for point in ring)
    assert all(ring[0] == ring[-1] for outline in read.outlines.values() for ring in rings_of(outline))


def test_features_of_other_areas_are_left_out_and_named() -> None:
    read = read_boundaries(file(feature(c="XX01"), feature(square(3), c="YY09"), feature(square(5))), CODES)
    assert set(read.outlines) == {"XX01"}
    assert read.problems == ["Left out, because their codes are not in the list of areas: YY09, ?."]


@pytest.mark.parametrize(
    "data",
    [b"", b"pcode,level\nXX01,1\n", b"\xff\xfe\x00", b"[1, 2]", b'{"type": "Topology", "objects": {}}', b'{"features": []}'],
)
def test_what_is_no_geojson_is_refused(data: bytes) -> None:
    assert "This is not a map file" in refusal(data)


def test_a_file_nested_too_deep_is_refused() -> None:
    assert "This is not a map file" in refusal(b"[" * 200_000)


def test_coordinates_in_meters_are_refused_with_their_feature() -> None:
    told = refusal(file(feature(c="XX01"), feature(square(498_000, 2_071_000), c="XX02")))
    assert told.startswith("The boundary of entry 2 (XX02) is not in degrees of longitude and latitude: 498000, 2.071e+06")


def test_a_code_that_stands_twice_is_refused_with_both_features() -> None:
    told = refusal(file(feature(c="XX01"), feature(c="XX02"), feature(square(4), c="XX01")))
    assert told.startswith("Entries 1 and 3 of the map file have the same code XX01")


def test_codes_nobody_knows_are_refused_with_what_was_looked_at() -> None:
    assert "Fields checked: code, id, name" in refusal(file(feature(code="YY01", name="North")))


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ({"properties": {"c": "XX01"}, "geometry": None}, "The entry 1 (XX01) of the map file is not an area"),
        (feature(kind="LineString", c="XX01"), "The entry 1 (XX01) of the map file is not an area"),
        (feature([[0, 0], [1, 1], [0, 0]], c="XX01"), "The boundary of entry 1 (XX01) is incomplete"),
        (feature([], c="XX01"), "The boundary of entry 1 (XX01) is incomplete"),
        (feature(["ab", "cd", "ef"], c="XX01"), "The boundary of entry 1 (XX01) cannot be read"),
        (feature([[0], [1], [2]], c="XX01"), "The boundary of entry 1 (XX01) cannot be read"),
        (feature([[float("nan"), 0], [1, 1], [2, 0]], c="XX01"), "The boundary of entry 1 (XX01) cannot be read"),
        (feature(7, c="XX01"), "The boundary of entry 1 (XX01) cannot be read"),
        (feature([[10**400, 0], [0, 1], [1, 1]], c="XX01"), "The boundary of entry 1 (XX01) cannot be read"),
        (feature([[float("inf"), 0], [0, 1], [1, 1]], c="XX01"), "The boundary of entry 1 (XX01) cannot be read"),
        (feature([["0", "0"], ["0", "1"], ["1", "1"]], c="XX01"), "The boundary of entry 1 (XX01) cannot be read"),
        (feature(["00", "01", "11"], c="XX01"), "The boundary of entry 1 (XX01) cannot be read"),
        (feature([[True, False], [False, True], [True, True]], c="XX01"), "The boundary of entry 1 (XX01) cannot be read"),
        (
            feature([[0, 0], [1, 1], [2, 2], [0, 0]], c="XX01"),
            "The boundary of entry 1 (XX01) cannot be drawn, because its points lie on one line",
        ),
        (
            feature([[0, 0], [0, 1e-9], [1e-9, 1e-9]], c="XX01"),
            "The boundary of entry 1 (XX01) cannot be drawn, because its points lie on one line",
        ),
    ],
)
def test_a_feature_that_is_no_area_is_named(broken: dict[str, Any], told: str) -> None:
    assert refusal(file(broken)).startswith(told)


def test_a_crossed_outline_has_a_surface_and_a_part_that_is_a_line_is_left_out() -> None:
    crossed = [[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]
    parts = {"type": "MultiPolygon", "coordinates": [[crossed], [[[3, 3], [4, 4], [5, 5], [3, 3]]]]}
    read = read_boundaries(file({"properties": {"c": "XX01"}, "geometry": parts}), CODES)
    assert read.outlines["XX01"] == [[crossed]]


def test_a_detailed_boundary_is_brought_down_to_what_a_screen_needs() -> None:
    coast = [[index / 40_000, (index % 7) / 100_000] for index in range(20_000)]
    read = read_boundaries(file(feature([*coast, [0.5, 0.5], [0, 0.5], [0, 0]], c="XX01")), CODES)
    assert read.points[0] == 20_003
    assert read.points[1] <= 3000


def test_a_file_too_large_to_read_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coalition.geometry.geojson._MOST_BYTES", 100)
    assert "larger than 0 MB" in refusal(file(feature(c="XX01")))
    monkeypatch.setattr("coalition.geometry.geojson._MOST_BYTES", 10_000)
    monkeypatch.setattr("coalition.geometry.geojson._MOST_READ", 4)
    assert "have 5 points, more than 4" in refusal(file(feature(c="XX01")))
