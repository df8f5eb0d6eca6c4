"""A row for each meeting, with those who were there, or were not, in cells: everybody gets a row of their own."""

from datetime import date
from itertools import product

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices, Reading

TODAY = date(2026, 11, 25)
DAYS = ("2026-05-14", "2026-06-11", "2026-07-09")


def read(text: str, name: str = "attendance.csv", **chosen: object) -> Reading:
    return read_attendance(text.encode(), name, choices=Choices(**chosen), today=TODAY)  # type: ignore[arg-type]


def states(told: Reading) -> set[tuple[str, str | None, str]]:
    """(day, name or organization, state) of all entries."""
    who = zip(told.entries.meeting, told.entries.name, told.entries.organization, told.entries.state, strict=True)
    return {(str(told.meetings[at].on), name or organization, state) for at, name, organization, state in who}


_HEADERS = (
    "Attendees", "Members Present", "Present", "Participants", "In attendance", "Who came", "Names", "Attendance", "Asistentes",
    "Participants présents", "Peserta", "Anwesende", "Närvarande ledamöter", "ผู้เข้าร่วมประชุม",
)  # fmt: skip
_PEOPLE = {
    "full": (("Ann Lee", "Bo Chan", "Cara Moss", "Dan Roe"), ("Ann Lee", "Dan Roe"), ("Bo Chan", "Cara Moss", "Eva Stone")),
    "first": (("Ann", "Bo", "Cara", "Dan"), ("Ann", "Dan"), ("Bo", "Cara", "Eva")),
    "thai": (("สมชาย ใจดี", "มาลี สุขใจ", "อรทัย แสงทอง"), ("มาลี สุขใจ", "สมชาย ใจดี"), ("อรทัย แสงทอง", "ปิติ บุญมา")),
}


@pytest.mark.parametrize("header", _HEADERS)
def test_whoever_a_cell_lists_was_at_the_meeting_of_its_row(header: str) -> None:
    for (kind, people), sign in product(_PEOPLE.items(), (", ", "; ", "\n", " / ")):
        rows = "".join(f'{day},Budget,"{sign.join(names)}"\n' for day, names in zip(DAYS, people, strict=True))
        came = {(day, name, "present") for day, names in zip(DAYS, people, strict=True) for name in names}
        told = read(f"Date,Topic,{header}\n{rows}")
        assert (states(told), told.flags) == (came, []), (kind, sign)


def test_those_who_did_not_come_stand_in_a_cell_of_their_own() -> None:
    told = read(
        "Meeting,Date,Present,Apologies,Absent\n"
        "Board 1,2026-05-14,Ann Lee; Bo Chan; Cara Moss,Dan Roe,\n"
        "Board 2,2026-06-11,Ann Lee (IOM) and Dan Roe,,Bo Chan; Cara Moss\n"
    )
    assert states(told) == {
        ("2026-05-14", "Ann Lee", "present"), ("2026-05-14", "Bo Chan", "present"), ("2026-05-14", "Cara Moss", "present"),
        ("2026-05-14", "Dan Roe", "excused"), ("2026-06-11", "Ann Lee", "present"), ("2026-06-11", "Dan Roe", "present"),
        ("2026-06-11", "Bo Chan", "absent"), ("2026-06-11", "Cara Moss", "absent"),
    }  # fmt: skip
    assert [meeting.title for meeting in told.meetings] == ["Board 1", "Board 2"]
    assert told.rows.data == told.rows.accepted + told.rows.absent + told.rows.refused + told.rows.not_a_person == 2


def test_organizations_of_a_meeting_stand_in_one_cell() -> None:
    told = read('Date,Organizations present\n2026-05-14,"IOM, UNHCR, Hope House"\n2026-06-11,"IOM, Hope House"\n')
    assert {(day, who) for day, who, _ in states(told)} == {
        ("2026-05-14", "IOM"), ("2026-05-14", "UNHCR"), ("2026-05-14", "Hope House"),
        ("2026-06-11", "IOM"), ("2026-06-11", "Hope House"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        ("Lee, Ann", "Chan, Bo", "Moss, Cara"),  # surname first
        ("Ann Lee, IOM", "Bo Chan, IOM", "Cara Moss, UNHCR"),
        ("Ann Lee / Nurse", "Bo Chan / Nurse", "Cara Moss / Driver"),
    ],
)
def test_a_row_of_one_person_is_left_as_it_is(names: tuple[str, ...]) -> None:
    rows = "".join(f'{day},"{name}"\n' for day, name in zip(DAYS, names, strict=True))
    assert {who for _, who, _ in states(read(f"Date,Attendees\n{rows}"))} == {"Ann Lee", "Bo Chan", "Cara Moss"}


def test_a_line_of_a_day_lists_its_people() -> None:
    lines = "# Attendance\n\n13.03.2019: Moser, Friedl, Lechner\n\n14.03.2019: Moser, Lechner, Stadler\n"
    lines += "\n27.03.2019: Lechner, Friedl\n"
    came = {(day, name) for day, name, _ in states(read(lines, "ATTENDANCE.md"))}
    assert came == {
        *product(("2019-03-13",), ("Moser", "Friedl", "Lechner")), *product(("2019-03-14",), ("Moser", "Lechner", "Stadler")),
        *product(("2019-03-27",), ("Lechner", "Friedl")),
    }  # fmt: skip


def test_days_by_which_something_is_due_list_nobody() -> None:
    told = read(
        "14.05.2026: Ann Lee, send the report\n21.05.2026: Bo Chan, call the police\n28.05.2026: Ann Lee, book a room\n"
    )
    assert not len(told.entries)
