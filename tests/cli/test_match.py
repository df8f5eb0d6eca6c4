"""`python -m coalition match`: one verdict per typed name, from files as people have them."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from coalition.cli.common import Trouble
from coalition.cli.match import first_column
from coalition.database import open_engine
from coalition.edits.aliases import add_spelling
from tests.cli.test_read import coalition, objects

FIELDS = ["typed", "verdict", "known", "score", "reason"]


def matched(typed: Path, known: Path) -> "tuple[subprocess.CompletedProcess[str], list[dict[str, Any]]]":
    done = coalition("match", "--typed", typed, "--known", known)
    return done, objects(done)


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def test_every_typed_name_gets_its_verdict_in_order_repeats_too(tmp_path: Path) -> None:
    typed = write(tmp_path / "typed.csv", "Organization\nhill  light.\nHill Ligth\nพม.\n\nSomebody Else\nhill  light.\n")
    known = write(tmp_path / "known.csv", "Hill Light;NGO\r\nMSDHS;Ministry\r\n", "utf-16")
    done, found = matched(typed, known)
    assert done.returncode == 0, done.stderr
    assert [list(line) for line in found] == [FIELDS] * 5
    assert [(line["typed"], line["verdict"], line["known"]) for line in found] == [
        ("hill  light.", "same", "Hill Light"),
        ("Hill Ligth", "suggest", "Hill Light"),
        ("พม.", "same", "MSDHS"),
        ("Somebody Else", "none", None),
        ("hill  light.", "same", "Hill Light"),
    ]
    assert found[1]["reason"] == "one letter differs"
    assert "พม." in done.stdout  # not escaped


def test_without_a_list_the_stored_organizations_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COALITION_DATABASE_URL", f"sqlite:///{(tmp_path / 'own.db').as_posix()}")
    sheet = write(tmp_path / "november.csv", "Date,Name,Organization\n2026-11-19,Malee Suk,Lanna House\n")
    assert coalition("import", "--yes", sheet).returncode == 0
    done = coalition("match", "--typed", write(tmp_path / "typed.txt", "LANNA HOUSE\nLanna House 2\n"))
    assert [(line["verdict"], line["known"]) for line in objects(done)] == [("same", "Lanna House"), ("none", None)]


def test_a_spelling_that_somebody_confirmed_is_used_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{(tmp_path / 'own.db').as_posix()}"
    monkeypatch.setenv("COALITION_DATABASE_URL", url)
    sheet = write(tmp_path / "november.csv", "Date,Name,Organization\n2026-11-19,Malee Suk,Lanna House\n")
    assert coalition("import", "--yes", sheet).returncode == 0
    engine = open_engine(url)
    add_spelling(engine, 1, "Golden Bank Initiative", at=datetime(2026, 11, 20, tzinfo=UTC))
    engine.dispose()
    done = coalition("match", "--typed", write(tmp_path / "typed.txt", "golden bank initiative\n"))
    (line,) = objects(done)
    assert (line["verdict"], line["known"]) == ("same", "Lanna House")
    assert line["reason"] == "a spelling that was confirmed before"


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff\xe0\x00\x10JFIF", b"Organization\n", b"\n,x\n"])
def test_a_file_without_names_is_one_sentence_and_status_2(tmp_path: Path, content: bytes) -> None:
    bad, good = tmp_path / "bad.csv", write(tmp_path / "good.csv", "Hope House\n")
    bad.write_bytes(content)
    for typed, known in ((bad, good), (good, bad), (tmp_path / "missing.csv", good)):
        done, found = matched(typed, known)
        assert (done.returncode, found) == (2, [])
        assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Name\nHope House\n", ["Hope House"]),
        ("alias,canonical\nHope,Hope House\n", ["Hope"]),
        ("ชื่อหน่วยงาน\nพม.\n", ["พม."]),
        ("Hope House\nName\n", ["Hope House", "Name"]),
        ("NGO\nHope House\n", ["NGO", "Hope House"]),
        ("Freedom Story, The\nHope House\nHill Light\n", ["Freedom Story, The", "Hope House", "Hill Light"]),
        ('"Freedom Story, The",x\nHope House,y\n', ["Freedom Story, The", "Hope House"]),
        ("sep=;\nHope House;1\nHill Light;2\n", ["Hope House", "Hill Light"]),
        ('  Hope  House ,1\n"Hill ""Light""",2\n', ["  Hope  House ", 'Hill "Light"']),
        ("Hope House", ["Hope House"]),
    ],
)
def test_no_name_is_lost_and_each_is_given_back_as_written(tmp_path: Path, text: str, names: list[str]) -> None:
    assert first_column(write(tmp_path / "names.csv", text)) == names


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp874", "utf-8"])
def test_thai_names_are_read_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    names = ["มูลนิธิริมน้ำ", "สำนักงานแม่สาย", "บ้านพักเด็กและครอบครัวจังหวัดเชียงราย", "กระทรวงแรงงาน"]
    assert first_column(write(tmp_path / "names.csv", "\r\n".join(names) + "\r\n", encoding)) == names


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="folder"):
        first_column(tmp_path)


def test_ten_thousand_names_are_all_answered(tmp_path: Path) -> None:
    typed = write(tmp_path / "typed.csv", "".join(f"River House {number}\n" for number in range(10_000)))
    done = coalition("match", "--typed", typed, "--known", write(tmp_path / "known.csv", "River House 77\n"))
    same = [json.loads(line)["typed"] for line in done.stdout.splitlines() if '"same"' in line]
    assert (len(done.stdout.splitlines()), same) == (10_000, ["River House 77"])
