"""A matrix with one row for each meeting: what becomes of a row in which nobody is marked."""

from datetime import date

from coalition.imports.read.attendance_file import read_attendance
from tests.support.accounting import unaccounted

TODAY = date(2026, 11, 25)


def test_a_meeting_without_any_organization_is_told_with_its_row_and_not_lost() -> None:
    data = b"Date,Meeting,Rim Kok Foundation,Chiang Rai Police\n2026-05-14,Plenary,x,x\n2026-06-11,Plenary,,\n"
    reading = read_attendance(data, "year.csv", today=TODAY)

    assert reading.format == "transposed_matrix"
    assert [(found.code, found.line) for found in reading.issues] == [("organization_only", 2), ("nobody_marked", 3)]
    assert [meeting.on for meeting in reading.meetings] == [date(2026, 5, 14)]
    assert unaccounted(reading) == []


def test_a_day_without_any_mark_is_no_meeting_and_is_told() -> None:
    data = (
        b"Date,Meeting,Anong Saelee,Ben Carver,Chai Wongdee\n"
        b"2026-05-14,Plenary,x,x,\n2026-06-11,Plenary,,,\n2026-07-09,Plenary,,x,\n"
    )
    reading = read_attendance(data, "year.csv", today=TODAY)

    assert [meeting.on for meeting in reading.meetings] == [date(2026, 5, 14), date(2026, 7, 9)]
    assert sorted(reading.entries.state) == ["absent"] * 3 + ["present"] * 3
    assert [(found.code, found.line) for found in reading.issues] == [("nobody_marked", 3)]
    assert unaccounted(reading) == []
