"""Columns for the parts of a day: present and absent, morning and afternoon, remarks. Each says what its word says."""

import csv
import io
from collections import Counter
from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance

_DAYS = (date(2026, 9, 3), date(2026, 10, 1), date(2026, 11, 5))
_PEOPLE = ("Ann Lee", "Bo Chan", "Cara Wells", "Dan Roe", "Eva Moss", "Fay Orr")
_CAME = ((1, 1, 0), (1, 0, 1), (0, 1, 1), (1, 1, 1), (1, 1, 0), (0, 1, 1))

_ONE_OF_TWO = (("x", ""), ("x", ""), ("", "x"))
"""What stands in the two columns of somebody who came, of another who did, and of whoever did not."""
_PARTS = {
    ("Present", "Absent"): _ONE_OF_TWO, ("P", "A"): _ONE_OF_TWO, ("Yes", "No"): _ONE_OF_TWO, ("มา", "ไม่มา"): _ONE_OF_TWO,
    ("F", "P"): (("", "x"), ("", "x"), ("x", "")), ("Attended", "Score"): (("x", "8"), ("x", "7"), ("", "")),
    ("Present", "Excused"): _ONE_OF_TWO, ("มา", "ลา"): _ONE_OF_TWO, ("Présent", "Absent"): _ONE_OF_TWO,
    ("AM", "PM"): (("x", ""), ("x", "x"), ("", "")), ("เช้า", "บ่าย"): (("x", ""), ("", "x"), ("", "")),
    ("In person", "Online"): (("x", ""), ("", "x"), ("", "")), ("Present", "Late"): (("x", ""), ("", "x"), ("", "")),
    ("Invited", "Attended"): (("x", "x"), ("x", "x"), ("x", "")), ("RSVP", "Attended"): (("x", "x"), ("", "x"), ("x", "")),
    ("Attended", "Fee paid"): (("x", "x"), ("x", ""), ("", "x")), ("Expected", "Actual"): (("x", "x"), ("", "x"), ("x", "")),
    ("Present", "Remarks"): (("x", ""), ("x", "chair"), ("", "travel")), ("มา", "หมายเหตุ"): (("x", ""), ("x", ""), ("", "ธุระ")),
    ("Status", "Reason"): (("Present", ""), ("Present", ""), ("Absent", "sick")),
    ("Signature", "Remarks"): (("Ann", ""), ("B. Chan", ""), ("", "sick")),
    ("Time in", "Time out"): (("09:00", "12:00"), ("09:10", "11:00"), ("", "")),
}  # fmt: skip


@pytest.mark.parametrize("written", ["merged", "repeated", "joined", "headed below"])
@pytest.mark.parametrize("parts", _PARTS, ids=" ".join)
def test_a_tick_under_a_part_of_a_day_says_what_its_word_says(parts: tuple[str, str], written: str) -> None:
    over = [text for day in _DAYS for text in (str(day), str(day) if written in {"repeated", "joined"} else "")]
    below = list(parts) * len(_DAYS)
    if written == "joined":
        heads = [["Name", *(f"{day} {word}" for day, word in zip(over, below, strict=True))]]
    else:
        named = ["", "Name"] if written == "headed below" else ["Name", ""]
        heads = [[named[0], *over], [named[1], *below]]
    cells = [[_PARTS[parts][at % 2 if came else 2] for came in _CAME[at]] for at in range(len(_PEOPLE))]
    rows = [*heads, *([who, *(cell for both in own for cell in both)] for who, own in zip(_PEOPLE, cells, strict=True))]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    told = read_attendance(text.getvalue().encode(), "attendance.csv", today=date(2026, 11, 30))
    assert told.refused is None, told.refused
    entries = zip(told.entries.name, told.entries.meeting, told.entries.state, strict=True)
    came = Counter((who, told.meetings[at].on) for who, at, state in entries if state == "present")
    assert came == Counter((who, day) for who, own in zip(_PEOPLE, _CAME, strict=True)
                           for day, there in zip(_DAYS, own, strict=True) if there)  # fmt: skip


def test_parts_below_days_below_months_are_of_their_own_day() -> None:
    over = ",Jan 2026,,,,Feb 2026,,,\n,3,,17,,3,,17,\nName,P,A,P,A,P,A,P,A\n"
    rows = over + "Ann Lee,x,,,x,x,,x,\nBo Chan,,x,x,,x,,,x\nCara Wells,x,,x,,,x,x,\n"
    told = read_attendance(rows.encode(), "attendance.csv", today=date(2026, 11, 30))
    assert [(one.on, one.title) for one in told.meetings] == [
        (date(2026, month, day), None) for month in (1, 2) for day in (3, 17)
    ]
    assert "".join(state[0] for state in told.entries.state) == "papp" + "appa" + "ppap"


def test_the_letter_of_a_part_is_none_of_the_month() -> None:
    rows = "Name,3 April 2026 P,3 April 2026 A,5 August 2026 P,5 August 2026 A\nAnn Lee,x,,,x\nBo Chan,,x,x,\nCara Wells,,,x,\n"
    told = read_attendance(rows.encode(), "attendance.csv", today=date(2026, 11, 30))
    entries = zip(told.entries.name, told.entries.meeting, told.entries.state, strict=True)
    assert {(who, told.meetings[at].on, state) for who, at, state in entries if who != "Cara Wells"} == {
        ("Ann Lee", date(2026, 4, 3), "present"), ("Ann Lee", date(2026, 8, 5), "absent"),
        ("Bo Chan", date(2026, 4, 3), "absent"), ("Bo Chan", date(2026, 8, 5), "present"),
    }  # fmt: skip


def test_sessions_that_are_called_by_letters_are_no_absences() -> None:
    rows = "Name,2026-09-03 A,2026-09-03 B\nAnn Lee,x,\nBo Chan,,x\nCara Wells,x,x\n"
    told = read_attendance(rows.encode(), "attendance.csv", today=date(2026, 11, 30))
    assert Counter(told.entries.state) == {"present": 3}


def test_who_was_late_beside_a_column_of_those_present_came() -> None:
    rows = "Attendance 3 September 2026,,\nName,Present,Late\nAnn Lee,,x\nBo Chan,x,\nCara Wells,,\nDan Roe,x,\n"
    told = read_attendance(rows.encode(), "attendance.csv", today=date(2026, 11, 30))
    assert dict(zip(told.entries.name, told.entries.state, strict=True)) == {
        "Ann Lee": "present", "Bo Chan": "present", "Cara Wells": "absent", "Dan Roe": "present",
    }  # fmt: skip


def test_words_under_one_header_for_who_came_are_its_parts() -> None:
    rows = "Attendance 3 September 2026,,\nName,Attendance,\n,In person,Online\nAnn Lee,,x\nBo Chan,x,\nCara Wells,,\n"
    told = read_attendance(rows.encode(), "attendance.csv", today=date(2026, 11, 30))
    assert dict(zip(told.entries.name, told.entries.state, strict=True)) == {
        "Ann Lee": "present", "Bo Chan": "present", "Cara Wells": "absent",
    }  # fmt: skip
