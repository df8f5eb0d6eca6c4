"""`python -m coalition read`: one line of JSON per file, the exit status, and that it starts at once."""

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from coalition.__main__ import main
from coalition.database import ROOT

SHEET = "Attendance 19 November 2026\nName,Organization\nMalee Suk,Lanna House\nSomchai Dee,River Office\n"


def coalition(*words: object) -> "subprocess.CompletedProcess[str]":
    """What a command says and its status, in this process: a start takes longer than any small file."""
    told, complained = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(told), redirect_stderr(complained):
        patch.setattr(sys, "argv", ["coalition", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
    return subprocess.CompletedProcess(words, int(ended.value.code or 0), told.getvalue(), complained.getvalue())


def started(*words: object) -> "subprocess.CompletedProcess[str]":
    """The same as a person starts it."""
    command = [sys.executable, "-m", "coalition", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL)


def objects(done: "subprocess.CompletedProcess[str]") -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_one_line_of_json_and_status_0(tmp_path: Path) -> None:
    done = coalition("read", write(tmp_path / "november.csv", SHEET))
    assert done.returncode == 0, done.stderr
    (found,) = objects(done)
    assert list(found) == [
        "file", "format", "encoding", "delimiter", "header_line", "meetings", "attendees", "absent", "organizations_present",
        "rows", "rejected_rows", "flags", "refused",
    ]  # fmt: skip
    assert found["file"] == "november.csv"
    assert [meeting["date"] for meeting in found["meetings"]] == ["2026-11-19"]
    assert [(person["name"], person["organization"], person["lines"]) for person in found["attendees"]] == [
        ("Malee Suk", "Lanna House", [3]),
        ("Somchai Dee", "River Office", [4]),
    ]
    counts = found["rows"]
    assert counts.pop("data") == sum(counts.values())


def test_a_refused_row_is_status_1_and_the_others_are_read(tmp_path: Path) -> None:
    text = "Date,Name,Organization\n2026-11-19,Malee Suk,Lanna House\n31/02/2026,Somchai Dee,River Office\n"
    done = coalition("read", write(tmp_path / "november.csv", text))
    (found,) = objects(done)
    assert [row["line"] for row in found["rejected_rows"]] == [3]
    assert len(found["attendees"]) == 1
    assert done.returncode == 1


def test_a_total_and_a_note_never_count_as_refused(tmp_path: Path) -> None:
    done = coalition("read", write(tmp_path / "november.csv", SHEET + "Total,2\n"))
    (found,) = objects(done)
    assert found["rows"]["not_a_person"] == 1
    assert done.returncode == 0


def test_a_file_without_a_date_leaves_a_question_and_status_1(tmp_path: Path) -> None:
    done = coalition("read", write(tmp_path / "list.csv", "Name,Organization\nMalee Suk,Lanna House\n"))
    (found,) = objects(done)
    assert found["meetings"][0]["date"] is None
    assert "no_date" in found["flags"]
    assert done.returncode == 1


def test_a_refused_file_is_status_2_after_all_files_are_done(tmp_path: Path) -> None:
    good, empty = write(tmp_path / "november.csv", SHEET), write(tmp_path / "empty.csv", "")
    done = started("read", empty, tmp_path / "missing.csv", good)
    first, second, third = objects(done)
    assert first["refused"]
    assert first["attendees"] == []
    assert "no file" in second["refused"]
    assert third["refused"] is None
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_thai_is_printed_as_it_is_written(tmp_path: Path) -> None:
    done = started("read", write(tmp_path / "november.csv", SHEET.replace("Lanna House", "บ้านล้านนา")))
    assert "บ้านล้านนา" in done.stdout


def test_reading_touches_no_database_and_loads_nothing_heavy(tmp_path: Path) -> None:
    file = write(tmp_path / "november.csv", SHEET)
    program = (
        "import sys; from coalition.__main__ import read\n"
        f"try: read([__import__('pathlib').Path({str(file)!r})])\n"
        "except BaseException: pass\n"
        "print(sorted({'streamlit', 'pandas', 'plotly', 'sqlalchemy', 'sqlmodel', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert not (tmp_path / "data").exists()
