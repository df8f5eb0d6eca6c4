"""Areas as a country publishes them (COD-AB): tables and boundaries go in as they are."""

import json

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from coalition.database import reading
from coalition.edits.area_files import bring_areas
from coalition.edits.area_lists import AreasRead, read_areas
from coalition.edits.cod_ab import Columns
from coalition.edits.record import EditRefused
from coalition.locale import translate_filled
from coalition.models import Area
from coalition.queries.ledger import told_country
from coalition.queries.shapes import shapes
from tests.support.workbooks import ods

DISTRICTS = """ADM2_EN,ADM2_SW,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_EN,ADM0_PCODE,date
#adm2+name,,#adm2+code,#adm1+name,#adm1+code,,,
Mvita,Mvita,KE001005,Mombasa,KE001,Kenya,KE,2019-10-31
Nyali,,KE001004,Mombasa,KE001,Kenya,KE,2019-10-31
Msambweni,,KE002001,Kwale,KE002,Kenya,KE,2019-10-31
"""


def told(read: AreasRead) -> list[tuple[str, int, str | None, str]]:
    return [(area.pcode, area.level, area.parent_pcode, area.name) for area in read.areas]


def county(code: str, name: str, east: float) -> dict[str, object]:
    ring = [[east, -4], [east + 1, -4], [east + 1, -3], [east, -4]]
    names = {"adm1_name": name, "adm1_pcode": code, "adm0_pcode": "KE", "center_lat": -3.5, "center_lon": east + 0.5}
    return {"type": "Feature", "properties": names, "geometry": {"type": "Polygon", "coordinates": [ring]}}


COUNTIES = json.dumps(
    {"type": "FeatureCollection", "features": [county("KE001", "Mombasa", 39), county("KE002", "Kwale", 38)]}
).encode()


def test_a_table_of_districts_brings_their_provinces_each_once() -> None:
    read = read_areas(DISTRICTS.encode(), "KE")
    assert told(read) == [
        ("KE001", 1, None, "Mombasa"),
        ("KE002", 1, None, "Kwale"),
        ("KE001005", 2, "KE001", "Mvita"),
        ("KE001004", 2, "KE001", "Nyali"),
        ("KE002001", 2, "KE002", "Msambweni"),
    ]
    assert (read.problems, read.countries) == ([], {"KE"})


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("ADM1_EN,ADM1_TH,ADM1_PCODE", ("Chiang Rai", "เชียงราย")),
        ("adm1_name,adm1_name1,adm1_pcode", ("Chiang Rai", "เชียงราย")),
        ("admin1Name_en,admin1Name_th,admin1Pcode", ("Chiang Rai", "เชียงราย")),
        ("ADM1_FR,ADM1_AR,ADM1_PCODE", ("Chiang Rai", "เชียงราย")),
    ],
)
def test_every_way_in_which_codes_and_names_are_published_is_read(header: str, names: tuple[str, str]) -> None:
    (area,) = read_areas(f"{header}\nChiang Rai,เชียงราย,TH57\n".encode(), "TH").areas
    assert (area.pcode, area.level, (area.name, area.name_local)) == ("TH57", 1, names)


def test_a_workbook_with_a_sheet_for_each_level_is_one_list() -> None:
    rows = [line.split(",") for line in DISTRICTS.splitlines()]
    provinces = [["ADM1_EN", "ADM1_PCODE"], ["Mombasa", "KE001"], ["Kwale", "KE002"]]
    read = read_areas(ods({"ADM1": provinces, "ADM2": rows}), "KE")
    assert [pcode for pcode, *_ in told(read)] == ["KE001", "KE002", "KE001005", "KE001004", "KE002001"]
    assert read.problems == []


def test_a_code_with_two_names_is_told_and_the_first_is_kept() -> None:
    read = read_areas(b"ADM1_EN,ADM1_PCODE\nMombasa,KE001\nKwale,KE001\n", "KE")
    assert [name for *_, name in told(read)] == ["Mombasa"]
    assert read.problems == ["Row 3: the code KE001 appears twice."]


def test_a_header_without_codes_is_no_such_list() -> None:
    assert Columns(["ADM1_EN", "Name", "admin"]).levels == []


def test_boundaries_alone_bring_list_points_map_and_country(sqlite_engine: Engine) -> None:
    done = bring_areas(sqlite_engine, COUNTIES)
    assert (done.counts, done.country, done.problems) == ({"added": 2, "changed": 0, "drawn": 2}, "KE", [])
    with reading(sqlite_engine) as session:
        assert told_country(session) == "KE"
        assert set(shapes(session, pcodes=["KE001", "KE002"]).outlines) == {"KE001", "KE002"}
        points = session.execute(select(Area.latitude, Area.longitude).order_by(Area.pcode)).all()  # type: ignore[call-overload]
    assert [tuple(point) for point in points] == [(-3.5, 39.5), (-3.5, 38.5)]


@pytest.mark.parametrize("files", [(COUNTIES, DISTRICTS.encode()), (DISTRICTS.encode(), COUNTIES, COUNTIES)])
def test_lists_and_boundaries_go_in_together_in_any_order(files: tuple[bytes, ...], sqlite_engine: Engine) -> None:
    done = bring_areas(sqlite_engine, *files)
    assert (done.counts, done.problems) == ({"added": 5, "changed": 0, "drawn": 2}, [])
    with reading(sqlite_engine) as session:
        assert session.scalar(select(Area.latitude).where(col(Area.pcode) == "KE001")) == -3.5


def test_a_template_beside_a_list_completes_it_and_what_contradicts_is_told_with_its_file(sqlite_engine: Engine) -> None:
    template = b"pcode,level,name_en,aliases,tile_row,tile_column\nKE001,1,Mombasa,Mvita town,3,4\nKE002,1,Kwale County,,,\n"
    done = bring_areas(sqlite_engine, DISTRICTS.encode(), template, names=["adm2.csv", "ours.csv"])
    assert done.problems == ["Row 3 (ours.csv): the code KE002 appears twice."]
    assert translate_filled(done.problems[0], "th").startswith("แถว 3 (ours.csv):")
    with reading(sqlite_engine) as session:
        assert session.scalar(select(Area.aliases).where(col(Area.pcode) == "KE001")) == "Mvita town"
    assert done.counts["drawn"] == 1, "its square"


def test_of_one_district_the_outline_is_not_that_of_its_province(sqlite_engine: Engine) -> None:
    told = {"adm2_name": "Mvita", "adm2_pcode": 1001.0, "adm1_name": "Mombasa", "adm1_pcode": 1.0, "note": float("nan")}
    alone = county("", "", 39) | {"properties": told}
    bring_areas(sqlite_engine, json.dumps({"type": "FeatureCollection", "features": [alone]}).encode(), country="KE")
    with reading(sqlite_engine) as session:
        assert set(shapes(session, pcodes=["1", "1001"]).outlines) == {"1001"}


def test_two_outlines_of_one_area_and_lists_of_two_countries_are_not_chosen_between(sqlite_engine: Engine) -> None:
    elsewhere = json.dumps({"type": "FeatureCollection", "features": [county("KE001", "Mombasa", 20)]}).encode()
    with pytest.raises(EditRefused, match="different boundaries of KE001"):
        bring_areas(sqlite_engine, COUNTIES, elsewhere)
    uganda = DISTRICTS.replace("KE", "UG").encode()
    with pytest.raises(EditRefused, match="several countries: KE, UG"):
        bring_areas(sqlite_engine, DISTRICTS.encode(), uganda, country="KE")


def test_a_list_of_another_country_is_asked_about(sqlite_engine: Engine) -> None:
    bring_areas(sqlite_engine, b"pcode,level,name_en\nTH57,1,Chiang Rai\n", country="TH")
    with pytest.raises(EditRefused, match="This list is for KE, but the coalition's country is TH"):
        bring_areas(sqlite_engine, DISTRICTS.encode())
    assert bring_areas(sqlite_engine, DISTRICTS.encode(), country="KE").country == "KE"


def test_the_file_that_cannot_be_used_is_named(sqlite_engine: Engine) -> None:
    with pytest.raises(EditRefused, match=r"notes\.csv: .*pcode, level, name_en"):
        bring_areas(sqlite_engine, DISTRICTS.encode(), b"a,b\n1,2\n", names=["kenya.csv", "notes.csv"], country="KE")
