"""Another country in one step: its areas, where they lie, its boundaries; seen on the map at once."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from coalition.database import reading, writing
from coalition.defaults import load_defaults
from coalition.edits.area_files import bring_areas
from coalition.edits.area_lists import areas_template, read_areas
from coalition.edits.record import EditRefused
from coalition.geometry.geojson import BoundariesRefused
from coalition.models import Area, AreaShape
from coalition.queries.shapes import shapes

LIST = b"""pcode,level,parent,name_en,aliases,latitude,longitude,tile_row,tile_column
LA01,1,,Vientiane,Wiang Chan;Viangchan,17.97,102.6,1,0
LA02,1,,Phongsaly,,21.6,101.9,0,0
LA0101,2,LA01,Chanthabuly,,17.97,102.61,,
"""


def boundaries(*codes: str, east: float = 101) -> bytes:
    ring = [[east, 18], [east + 1, 18], [east + 1, 19], [east, 19], [east, 18]]
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for code in codes
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def count(engine: Engine, table: type[Area] | type[AreaShape]) -> int:
    with reading(engine) as session:
        return int(session.execute(select(func.count()).select_from(table)).scalar_one())


@pytest.mark.both_engines
def test_areas_their_squares_and_boundaries_are_stored_together(engine: Engine) -> None:
    done = bring_areas(engine, LIST, boundaries("LA01"), country="la", attribution="Some survey, CC BY")
    assert done.counts == {"added": 3, "changed": 0, "drawn": 2}
    assert done.problems == []
    with reading(engine) as session:
        found = shapes(session, pcodes=["LA02", "LA01"])
        stored = session.execute(select(Area).where(Area.pcode == "LA01")).scalar_one()  # type: ignore[arg-type]
    assert (stored.country, stored.aliases, stored.latitude) == ("LA", "Wiang Chan;Viangchan", 17.97)
    assert found.squares == {"LA02": (0, 0), "LA01": (1, 0)}
    assert set(found.outlines) == {"LA01"}
    assert found.attributions == ["Some survey, CC BY"]


def test_the_same_files_again_change_nothing(engine: Engine) -> None:
    bring_areas(engine, LIST, boundaries("LA01"), country="LA")
    again = bring_areas(engine, LIST, boundaries("LA01"), country="LA")
    assert again.counts == {"added": 0, "changed": 0, "drawn": 0}


@pytest.mark.both_engines
def test_boundaries_may_come_later_and_a_shorter_list_takes_nothing_away(engine: Engine) -> None:
    bring_areas(engine, LIST, country="LA")
    assert bring_areas(engine, boundaries("LA01", "LA02"), country="LA").counts["drawn"] == 2
    bring_areas(engine, b"pcode,level,name_en\nLA01,1,Vientiane Capital\n", country="LA")
    with reading(engine) as session:
        stored = session.execute(select(Area).where(Area.pcode == "LA01")).scalar_one()  # type: ignore[arg-type]
    assert (stored.name, stored.aliases, stored.longitude) == ("Vientiane Capital", "Wiang Chan;Viangchan", 102.6)


def test_a_bad_boundary_keeps_the_list_out_too(engine: Engine) -> None:
    with pytest.raises(BoundariesRefused, match="not in degrees"):
        bring_areas(engine, LIST, boundaries("LA01", east=500_000), country="LA")
    with pytest.raises(EditRefused):
        bring_areas(engine, b"pcode,level,parent,name_en\nLA09,1,,A\nLA0901,2,LA08,B\n", boundaries("LA09"), country="LA")
    assert count(engine, Area) == count(engine, AreaShape) == 0


def test_a_coalitions_own_boundary_goes_before_the_shipped_one_and_a_square_alone_keeps_it(engine: Engine) -> None:
    with writing(engine) as session:
        load_defaults(session)
    with reading(engine) as session:
        shipped = shapes(session, pcodes=["TH57", "TH50"])
    assert set(shipped.outlines) == {"TH57", "TH50"}
    bring_areas(engine, boundaries("TH57"), country="TH", attribution="Ours")
    bring_areas(engine, b"pcode,level,name_en,tile_row,tile_column\nTH50,1,Chiang Mai,9,9\n", country="TH")
    with reading(engine) as session:
        own = shapes(session, pcodes=["TH57", "TH50"])
    assert own.outlines["TH57"] == [[[[101.0, 18.0], [102.0, 18.0], [102.0, 19.0], [101.0, 19.0], [101.0, 18.0]]]]
    assert own.outlines["TH50"] == shipped.outlines["TH50"]
    assert own.attributions == ["Boundaries: OCHA COD-AB / Royal Thai Survey Department, CC BY 3.0 IGO", "Ours"]


def test_points_and_squares_that_are_none_are_told_by_their_row_and_the_area_is_kept() -> None:
    read = read_areas(
        b"pcode,level,name_en,lat,lon,row,col\nA,1,One,95,10,0,1\nB,1,Two,x,10,0,\nC,1,Three,5,10,-1,2\nD,1,Four,5,10,2,3\n",
        "XX",
    )
    assert [(area.pcode, area.latitude) for area in read.areas] == [("A", None), ("B", None), ("C", 5.0), ("D", 5.0)]
    assert read.squares == {"A": (0, 1), "D": (2, 3)}
    assert [problem[:6] for problem in read.problems] == ["Row 2:", "Row 3:", "Row 3:", "Row 4:"]


def test_column_names_written_as_words_are_understood() -> None:
    data = "Pcode,Level,Parent,English name,Local name,Other names\nLA01,1,,Vientiane,ວຽງຈັນ,Viangchan\n"
    (area,) = read_areas(data.encode(), "LA").areas
    assert (area.name, area.name_local, area.aliases) == ("Vientiane", "ວຽງຈັນ", "Viangchan")


def test_the_shipped_list_and_the_template_are_lists_too() -> None:
    shipped = (Path(__file__).parents[2] / "coalition" / "data" / "areas_TH.csv").read_bytes()
    read = read_areas(shipped, "TH")
    assert len(read.areas) == 1005
    assert read.problems == []
    example = read_areas(areas_template(), "XX")
    assert [area.level for area in example.areas] == [1, 2]
    assert example.squares == {"XX01": (0, 0)}
    assert example.problems == []
