"""One cell with several attended days: the person was at each of them, and nothing else becomes several days."""

from datetime import date

import pytest

from coalition.imports.sheets.attendance_file import read_attendance
from tests.support.accounting import unaccounted

TODAY = date(2026, 11, 25)
FIRST, SECOND = date(2026, 5, 14), date(2026, 5, 21)


def days_of(cell: str, header: str = "Dates attended") -> list[date | None]:
    """The days of Ann Lee, whose cell it is."""
    text = f'Name,Organization,{header}\nAnn Lee,Urban Light,"{cell}"\nBo Chan,HUG,21 May 2026\n'
    reading = read_attendance(text.encode(), "list.csv", today=TODAY)
    assert unaccounted(reading) == []
    assert (reading.rows.data, reading.rows.accepted) == (2, 2)
    entries = zip(reading.entries.name, reading.entries.meeting, strict=True)
    return sorted(reading.meetings[meeting].on for name, meeting in entries if name == "Ann Lee")


@pytest.mark.parametrize(
    "cell",
    [
        "14 May, 21 May 2026",
        "14, 21 May 2026",
        "14 and 21 May 2026",
        "14 May 2026; 21 May 2026",
        "14 May 2026, 21 May",
        "May 14, 21, 2026",
        "May 14, 2026 & May 21, 2026",
        "14/5/2026, 21/5/2026",
        "2026-05-14\n2026-05-21",
        "14th, 21st May 2026",
        "14 และ 21 พ.ค. 2569",
        "14 พฤษภาคม, 21 พฤษภาคม 2569",
    ],
)
def test_who_names_several_days_was_there_on_each(cell: str) -> None:
    assert days_of(cell) == [FIRST, SECOND]


@pytest.mark.parametrize("cell", ["May 14, 2026", "14 May 2026, Chiang Mai", "14 May 2026", "14-15 May 2026"])
def test_one_day_stays_one(cell: str) -> None:
    assert days_of(cell) == [FIRST]


def test_two_days_of_one_meeting_are_one_meeting_unless_the_header_says_they_were_attended() -> None:
    assert days_of("14, 15 May 2026", "Date") == [FIRST]
    assert days_of("14, 15 May 2026", "Days attended") == [FIRST, date(2026, 5, 15)]
