"""The files of the fictional coalition."""

import csv
import io
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from coalition.demo.cast import MEMBERS
from coalition.demo.write import attendance, meeting_dates, write_demo

TODAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_demo(tmp_path_factory.mktemp("demo"), TODAY)


def rows(files: list[Path], start: str) -> list[list[str]]:
    (path,) = [p for p in files if p.name.startswith(start)]
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_there_are_36_meetings_a_month_apart_and_the_last_is_past() -> None:
    dates = meeting_dates(TODAY)
    assert len(dates) == 36
    assert dates == sorted(dates)
    assert all(28 <= (b - a).days <= 35 for a, b in pairwise(dates))
    assert 0 < (TODAY - dates[-1]).days <= 35
    assert {d.weekday() for d in dates} == {3}


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2028, 2, 29), date(2026, 11, 12)])
def test_the_demo_never_goes_stale(today: date) -> None:
    assert 0 < (today - meeting_dates(today)[-1]).days <= 35


def test_loading_on_the_same_day_gives_the_same_files(tmp_path: Path, files: list[Path]) -> None:
    again = write_demo(tmp_path, TODAY)
    assert [p.name for p in again] == [p.name for p in files]
    assert [p.read_bytes() for p in again] == [p.read_bytes() for p in files]


def test_every_habit_a_coordinator_looks_for_is_there() -> None:
    meetings = attendance(TODAY)

    def came(habit: str, ago: int) -> int:
        return sum(p.member.habit == habit and p.state == "present" for p in meetings[-1 - ago][1])

    assert all(came("lapsed", ago) == 0 for ago in range(4))
    assert came("slipping", 0) == 0
    assert came("slipping", 1) > 0
    assert came("returned", 0) > 0
    assert all(came("returned", ago) == 0 for ago in range(1, 6))
    assert came("new", 0) > 0
    assert came("new", 3) == 0


def test_150_cases_hold_coded_fields_only_and_no_code_of_their_own(files: list[Path]) -> None:
    header, *body = rows(files, "Shared cases")
    assert len({row[1] for row in body}) == 150
    assert {row[0] for row in body} == {""}
    assert not {"name", "phone", "note", "birth"} & set(header)


def test_no_date_of_the_demo_lies_in_the_future(files: list[Path]) -> None:
    for start, columns in (("Shared cases", (2, 3, 13, 14)), ("Services of", (4, 8)), ("Changes", (4, 8))):
        for row in rows(files, start)[1:]:
            assert all(date.fromisoformat(row[c]) <= TODAY for c in columns if row[c])


def test_the_members_are_invented_and_nobody_can_be_called_by_mistake(files: list[Path]) -> None:
    assert len(MEMBERS) == 40
    text = "".join(p.read_bytes().decode("utf-8", "replace") for p in files)
    assert "@" not in text.replace("@member.example", "")
