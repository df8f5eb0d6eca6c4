"""Lists beside each other: whatever stands above their header, nobody of it is of one of them, and nobody of them is lost."""

from datetime import date
from pathlib import Path

import pytest

from coalition.imports.issues import CATALOGUE, Scope
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading
from tests.support.accounting import unaccounted

ZOO = Path(__file__).parents[1] / "files" / "attendance"
TODAY = date(2026, 11, 25)
BESIDE = sorted(path for path in ZOO.glob("*beside*.csv") if path.stem.startswith(("lists", "present", "numbered", "two")))


def read(data: bytes) -> Reading:
    return read_attendance(data, "list of 14 May 2026.csv", today=TODAY)


def named(reading: Reading) -> set[tuple[str | None, str]]:
    return set(zip(reading.entries.name, reading.entries.state, strict=True))


@pytest.mark.parametrize("above", ["Vera Kwan", ",,,Vera Kwan", "Vera Kwan,,,Wim Dorn", "Vera", ",,Wim Dorn,", "วีระ ขวัญใจ"])
@pytest.mark.parametrize("path", BESIDE, ids=lambda path: path.stem)
def test_a_name_above_the_lists_adds_nobody_and_takes_nobody_away(path: Path, above: str) -> None:
    plain, rows = read(path.read_bytes()), path.read_text(encoding="utf-8").split("\n")
    for at in {0, (plain.header_line or 1) - 1}:
        titled = read("\n".join([*rows[:at], above, *rows[at:]]).encode())
        assert named(titled) == named(plain)
        assert unaccounted(titled) == []


def test_a_name_over_each_list_is_told_as_not_read() -> None:
    told = read(b"Meeting 14 May 2026,,,,\nVera Kwan,,,Wim Dorn,\nName,Agency,,Name,Agency\nAnn Lee,IOM,,Bo Chan,UNHCR\n")
    assert named(told) == {("Ann Lee", "present"), ("Bo Chan", "present")}
    (note,) = [found for found in told.issues if CATALOGUE[found.code].scope == Scope.NOT_A_PERSON]
    assert (note.line, note.code, note.raw) == (2, "note", ("Vera Kwan", "", "", "Wim Dorn", ""))
    assert unaccounted(told) == []


@pytest.mark.parametrize("cells", [("Sick leave", "On mission"), ("x", "x"), ("ลาป่วย", "ติดราชการ ต่างจังหวัด")])
def test_reasons_and_marks_under_absent_are_no_second_list(cells: tuple[str, str]) -> None:
    one, other = cells
    told = read(f"Meeting 14 May 2026\nName,Agency,Absent\nAnn Lee,IOM,{one}\nBo Chan,UNHCR,{other}\nCy Dee,IOM,\n".encode())
    assert {name for name, _ in named(told)} == {"Ann Lee", "Bo Chan", "Cy Dee"}
    assert unaccounted(told) == []


def test_names_under_apologies_beside_the_attendees_are_not_read_by_guess() -> None:
    told = read(
        b'Date,Name,Agency,Apologies,Agency\n14/5/2026,Ann Lee,IOM,Bo Chan,UNHCR\n14/5/2026,Cy Dee,,"Di Eng; Hal Im",\n'
    )
    assert told.flags == ["not_a_plain_table"]
    assert not len(told.entries)


def test_lists_beside_each_other_with_nobody_below_their_header_are_refused() -> None:
    text = "Meeting 14 May 2026\nAnn Lee,Hope House,,Bo Chan,Hope House\nName,Organization,,Name,Organization\n"
    reading = read_attendance(text.encode(), "list.csv", today=date(2026, 11, 25))
    assert reading.refused is not None
    assert reading.rows.blank == 0


def test_of_a_header_that_names_an_organization_nobody_comes() -> None:
    tail = "\xa1" * 30
    text = f"Date:,\nOff\xe9bar,Department,,Name:,\nOff\xe9bar,Department,,Name,Organization{tail}\n"
    text += "Malee Srisuk,Child Protection Office,,Tom Berg,Fjord Aid\nKarin Holm,Immigration Office,,Nadia Rahman,\n"
    told = read(text.encode("latin-1"))
    assert unaccounted(told) == []


def test_lists_beside_each_other_under_a_header_shorter_than_their_rows_are_read() -> None:
    """A random sheet ended in an IndexError."""
    text = "Name,,Name,Malee Srisuk\nNo.,No.\n,,Malee Srisuk\n,Status,,Name\n\nNo.,No.\n,,Malee Srisuk\n,Status,,Name\n"
    assert unaccounted(read(text.encode())) == []
