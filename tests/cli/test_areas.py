"""`python -m coalition areas`: another country from a terminal, in one step."""

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner

from coalition.__main__ import app
from coalition.cli.common import Trouble
from coalition.database import reading
from coalition.queries.shapes import shapes

LIST = "pcode,level,parent,name_en\nKH01,1,,Banteay\nKH0101,2,KH01,Mongkol\n"
RING = [[103, 13], [104, 13], [104, 14], [103, 13]]


def files(folder: Path, *codes: str) -> tuple[str, str]:
    features = [{"properties": {"p": c}, "geometry": {"type": "Polygon", "coordinates": [RING]}} for c in codes]
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    (folder / "kh.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    return str(folder / "list.csv"), str(folder / "kh.geojson")


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
        (["areas"], "Name a list of areas"),
        (["areas", "--shapes", areas], r"list\.csv: This is not GeoJSON"),
        (["areas", str(tmp_path / "none.csv")], "There is no file"),
    ):
        with pytest.raises(Trouble, match=told):
            CliRunner().invoke(app, words, catch_exceptions=False)
