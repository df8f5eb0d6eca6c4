"""Marks of presence."""

import pytest

from coalition.imports.cells.presence import mark_of
from coalition.imports.read.attendance_file import read_attendance
from tests.support.day import TODAY


@pytest.mark.parametrize(
    ("mark", "cells"),
    [
        (
            "present",
            [
                "x",
                "X",
                "✓",
                "✔",
                "✔️",
                "√",
                "/",
                "1",
                "p",
                "P",
                "y",
                "yes",
                "YES",
                "true",
                "TRUE",
                "present",
                "Attended",
                "checked-in",
                "ja",
                "oui",
                "sí",
                "มา",
                "เข้าร่วม",
                "เข้า",
                "ตรงเวลา",
                "l",
                "late",
                "สาย",
            ],
        ),
        ("present", ["Checked In", " x ", "X ", "มา "]),
        (
            "absent",
            [
                "-",
                "–",
                "—",
                "0",
                "n",
                "N",
                "no",
                "false",
                "a",
                "absent",
                "nein",
                "ขาด",
                "ข",
                "ไม่มา",
                "ไม่เข้าร่วม",
                "no-show",
                "cancelled",
                "refunded",
                "--",
                "#N/A",
            ],
        ),
        ("absent", ["", "  ", "No show", "Not Attending", "Abs."]),
        ("excused", ["e", "ex", "excused", "apologies", "n/a", "N/A", "ลา", "ล", "ลากิจ", "ลาป่วย", "ป่วย", "กิจ", "ติดราชการ"]),
        (None, ["?", "แทน", "online", "NA", "2", "Nok"]),
        ("registered", ["registered", "Attending", "maybe"]),
    ],
)
def test_a_mark_says_present_absent_excused_or_asks(mark: str | None, cells: list[str]) -> None:
    assert {cell: mark_of(cell) for cell in cells} == dict.fromkeys(cells, mark)


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("Present (late)", "present"),
        ("ลา (ป่วย)", "excused"),
        ("No (sick)", "absent"),
        ("x (แทน)", None),
        ("Yes (by proxy)", None),
    ],
)
def test_a_word_in_brackets_leaves_the_mark_unless_somebody_else_came(cell: str, mark: str | None) -> None:
    assert mark_of(cell) == mark


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("[x]", "present"),
        ("[ ]", "absent"),
        ("(P)", "present"),
        ("1.0", "present"),
        ("0.0", "absent"),
        ("0.00", None),
        ("[ok?]", None),
    ],
)
def test_a_mark_may_stand_in_a_box_and_a_number_have_decimals(cell: str, mark: str | None) -> None:
    assert mark_of(cell) == mark


@pytest.mark.parametrize(("came", "away"), [("kam.", "fehl."), ("Kuma", "Zeka")])
def test_words_that_nobody_knows_under_attendance_are_asked_about(came: str, away: str) -> None:
    people = [("Ann Lee", came), ("Bo Chan", away), ("Cara Wells", came), ("Dan Roe", came), ("Eva Moss", away)]
    rows = [f"{day},{name},{mark}" for day in ("2026-05-14", "2026-05-21") for name, mark in people]

    told = read_attendance("\n".join(["Date,Name,Attendance", *rows]).encode(), "attendance.csv", today=TODAY)

    assert {(one.code, (one.why or "").split("'")[1]) for one in told.issues if one.line} == {
        ("unknown_mark", came),
        ("unknown_mark", away),
    }
    assert not len(told.entries)


ONE_DAY = "Name,Organization,14 May 2026\nAnn Lee,River,x\nBo Chan,River,{0}\nBen Carver,Hill,{1}\nDao Ek,Sun,\n"


def test_one_odd_cell_under_a_day_refuses_its_row_and_every_row_is_counted() -> None:
    told = read_attendance(ONE_DAY.format("zzz", "x").encode(), "list.csv", today=TODAY)
    assert (told.format, [(one.line, one.code) for one in told.issues]) == ("wide_matrix", [(3, "unknown_mark")])
    assert (told.rows.data, told.rows.accepted, told.rows.absent, told.rows.refused) == (4, 2, 1, 1)


def test_where_most_cells_under_a_day_are_no_marks_it_is_asked_whether_they_came() -> None:
    assert "did_they_come" in read_attendance(ONE_DAY.format("zzz", "qq").encode(), "list.csv", today=TODAY).flags
