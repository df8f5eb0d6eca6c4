"""Forms, registrations and typed sheets that were drawn by chance: what nobody said of them was guessed in silence."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

ASKED = ["did_they_come", "no_date"]
_APART = ("3/9/2026 9:12:00", "4/9/2026 17:40:00", "6/9/2026 8:03:00")
_AT_THE_DOOR = ("23/9/2026 9:01:00", "23/9/2026 9:04:00", "23/9/2026 9:20:00")
_NAMES = ("Ann Lee", "Bo Chan", "Cy Dale")


def read(text: str) -> Reading:
    return read_attendance(text.encode(), "list.csv", today=date(2026, 11, 30))


def states(told: Reading) -> dict[str | None, str]:
    assert told.refused is None, told.refused
    return dict(zip(told.entries.name, told.entries.state, strict=True))


def form(question: str, *answers: str, moments: tuple[str, ...] = _APART, stamp: str = "Timestamp") -> str:
    rows = zip(moments, _NAMES * 2, answers, strict=False)
    return "\n".join([f"{stamp},Name,{question}", *map(",".join, rows)]) + "\n"


@pytest.mark.parametrize("question", ["How will you attend?", "รูปแบบการเข้าร่วม", "How useful was the meeting?", "Phone"])
def test_a_form_filled_in_one_by_one_on_several_days_says_no_day_and_not_who_came(question: str) -> None:
    told = read(form(question, "Online", "In person", "Online"))
    assert sorted(told.flags) == ASKED
    assert [one.on for one in told.meetings] == [None]


def test_a_form_signed_at_the_door_is_of_its_day() -> None:
    told = read(form("Mode", "Online", "In person", "Online", moments=_AT_THE_DOOR))
    assert (told.flags, len(told.meetings)) == ([], 1)


def test_a_form_that_the_same_people_fill_in_for_each_meeting_is_of_all_its_days() -> None:
    moments = ("3/9/2026 9:01:00", "3/9/2026 12:04:00", "17/9/2026 9:20:00", "24/9/2026 9:20:00")
    rows = [f"{moment},{name}" for moment, name in zip(moments, ("Ann Lee", "Bo Chan", "Ann Lee", "Ann Lee"), strict=True)]
    told = read("\n".join(["Timestamp,Name", *rows]))
    assert (told.flags, len(told.meetings)) == ([], 3)


@pytest.mark.parametrize("head", ["Check-in", "มาแล้ว", "Llegó", "Angekommen", "Đã đến"])
@pytest.mark.parametrize("signs", [("x", "", "x"), ("8:40", "", "9:02"), ("Ann", "", "Cy")])
def test_a_column_of_those_at_the_door_says_who_of_a_registration_came(head: str, signs: tuple[str, ...]) -> None:
    told = read(form(head, *signs))
    assert told.flags == ["no_date"]
    assert states(told) == {"Ann Lee": "present", "Bo Chan": "absent", "Cy Dale": "present"}


@pytest.mark.parametrize("title", ["Meeting 3 - 6 November 2026", "Rapat 3 - 6 November 2026", "Sitzung 3 - 4 November 2026"])
def test_a_title_of_a_number_or_of_several_days_asks_for_the_day(title: str) -> None:
    told = read(f"{title}\nName,Organization\nAnn Lee,Sun Home\nBo Chan,Sun Home\n")
    assert told.flags == ["no_date"]
    assert [one.on for one in told.meetings] == [None]
