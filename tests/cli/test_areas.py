"""`python -m coalition areas`: another country from a terminal, in one step."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from typer.testing import CliRunner

from coalition.__main__ import app
from coalition.cli.common import Trouble
from coalition.database import reading
from coalition.edits.settings import start
from coalition.models import Area
from coalition.queries.ledger import told_country
from coalition.queries.shapes import shapes

LIST = "pcode,level,parent,name_en\nKH01,1,,Banteay\nKH0101,2,KH01,Mongkol\n"
RING = [[103, 13], [104, 13], [104, 14], [103, 13]]


def files(folder: Path, *codes: str) -> tuple[str, str]:
    features = [{"properties": {"p": c}, "geometry": {"type": "Polygon", "coordinates": [RING]}} for c in codes]
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    (folder / "kh.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return str(folder / "list.csv"), str(folder / "kh.geojson")


@pytest.mark.both_engines
def test_one_command_brings_areas_and_boundaries(engine: Engine, tmp_path: Path) -> None:
    areas, boundaries = files(tmp_path, "KH01", "KH0101", "KH99")
    done = CliRunner().invoke(app, ["areas", areas, "--shapes", boundaries, "--country", "KH", "--attribution", "Survey"])
    assert done.exit_code == 1, "a feature was left out"
    assert "2 areas added, 0 changed, 2 drawn anew." in done.output
    assert "Codes found in the property 'p'" in done.output
    assert "KH99" in done.output
    with reading(engine) as session:
        found = shapes(session, pcodes=["KH01", "KH0101"])
    assert len(found.outlines) == 2
    assert found.attributions == ["Survey"]


def test_what_cannot_be_used_is_one_sentence_with_its_file(sqlite_engine: Engine, tmp_path: Path) -> None:
    areas, _ = files(tmp_path)
    for words, told in (
        (["areas"], "Name lists of areas"),
        (["areas", "--shapes", areas], "Say which country"),
        (["areas", str(tmp_path / "none.csv")], "There is no file"),
    ):
        with pytest.raises(Trouble, match=told):
            CliRunner().invoke(app, words, catch_exceptions=False)


SERVICES = "organization,service_type,area,reported_on\nMekong Care,A1,{province},2026-03-01\n"


def imported(folder: Path, province: str) -> None:
    (folder / "services.csv").write_text(SERVICES.format(province=province), encoding="utf-8")
    done = CliRunner().invoke(app, ["import", "--yes", str(folder / "services.csv")])
    assert done.exit_code == 0, done.output


def codes(engine: Engine) -> dict[str, tuple[str, str]]:
    with reading(engine) as session:
        return {area.name: (area.pcode, area.country) for area in session.exec(select(Area))}


@pytest.mark.both_engines
def test_the_country_of_the_list_is_that_of_the_coalition_and_an_unknown_area_lies_there(
    engine: Engine, tmp_path: Path
) -> None:
    areas, _ = files(tmp_path)
    done = CliRunner().invoke(app, ["areas", areas, "--country", "kh"])
    assert done.exit_code == 0, done.output
    assert "The country of the coalition is KH." in done.output
    with reading(engine) as session:
        assert told_country(session) == "KH"
    imported(tmp_path, "Somewhere Else")
    assert codes(engine)["Somewhere Else"] == ("KH-SOMEWHERE_ELSE", "KH")


@pytest.mark.both_engines
@pytest.mark.parametrize("told", [None, ""])
def test_where_nobody_has_said_a_country_an_unknown_area_gets_none(engine: Engine, tmp_path: Path, told: str | None) -> None:
    if told is not None:  # "Another country", at the start
        start(engine, country=told, coalition_name="Mekong Coalition")
    imported(tmp_path, "Somewhere Else")
    assert codes(engine)["Somewhere Else"] == ("SOMEWHERE_ELSE", "")


def test_a_list_of_areas_without_a_country_is_asked_about_and_boundaries_alone_need_none(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    areas, boundaries = files(tmp_path, "KH01")
    for words in (["areas", areas], ["areas", areas, "--country", "Cambodia"]):
        with pytest.raises(Trouble, match="two letters"):
            CliRunner().invoke(app, words, catch_exceptions=False)
    assert codes(sqlite_engine) == {}
    assert CliRunner().invoke(app, ["areas", areas, "--country", "KH"]).exit_code == 0
    assert CliRunner().invoke(app, ["areas", areas, "--shapes", boundaries]).exit_code == 0
    with reading(sqlite_engine) as session:
        assert told_country(session) == "KH"
