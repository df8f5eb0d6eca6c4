"""Columns of marks without a whole day: told beside dated ones, parts of one meeting, or a file that is refused."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.read.contents import parts_of_meeting
from coalition.imports.read.days import days_in_header
from coalition.imports.reading import Choices, Reading

TODAY = date(2026, 11, 25)
PEOPLE = ("Malee Srisuk,Lotus House,x,x,x", "Anong Jaidee,Blue Door,x,,x", "Peter Hall,IJM,,,")
HEADERS = (
    ("W1", "W2", "W3"), ("Week 1", "Week 2", "Week 3"), ("S1", "S2", "S3"), ("1st", "2nd", "3rd"), ("#1", "#2", "#3"),
    ("ครั้ง 1/69", "ครั้ง 2/69", "ครั้ง 3/69"), ("Mon", "Tue", "Wed"), ("Training", "Planning", "Review"),
    ("Spring", "Summer", "Autumn"), ("Q1 2026", "Q2 2026", "Q3 2026"), ("In person", "Online", "Phone call"),
)  # fmt: skip


def read(header: tuple[str, ...], name: str = "register.csv", people: tuple[str, ...] = PEOPLE, above: str = "") -> Reading:
    text = "\n".join([",".join(("Name", "Organization", *header)), *people])
    return read_attendance(f"{above}{text}\n".encode(), name, today=TODAY)


def states(reading: Reading) -> dict[str | None, str]:
    return dict(zip(reading.entries.name, reading.entries.state, strict=True))


@pytest.mark.parametrize("header", HEADERS)
def test_several_columns_of_marks_without_any_day_give_nobody(header: tuple[str, ...]) -> None:
    told = read(header)
    assert (told.flags, len(told.entries)) in [(["not_attendance"], 0), (["which_meeting"], 0)]


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(
    ("name", "above"), [("register_2026-05-14.csv", ""), ("a.csv", "Meeting on 14 May 2026,,,,\n")], ids=["file", "title"]
)
def test_with_a_day_they_are_parts_of_one_meeting_and_nobody_without_a_tick_was_there(
    header: tuple[str, ...], name: str, above: str
) -> None:
    told = read(header, name, above=above)
    assert [meeting.on for meeting in told.meetings] == [date(2026, 5, 14)]
    assert states(told) == {"Malee Srisuk": "present", "Anong Jaidee": "present", "Peter Hall": "absent"}


@pytest.mark.parametrize(
    ("header", "people"),
    [
        (("Lunch", "Photo consent"), ("Malee Srisuk,Lotus House,x,x", "Anong Jaidee,Blue Door,x,", "Peter Hall,IJM,,")),
        (("M", "F"), ("Malee Srisuk,Lotus House,,x", "Anong Jaidee,Blue Door,,x", "Peter Hall,IJM,,")),
        (("Local", "Abroad"), ("Malee Srisuk,Lotus House,x,", "Anong Jaidee,Blue Door,,x", "Peter Hall,IJM,x,")),
        (("First time", "Board"), ("Malee Srisuk,Lotus House,x,", "Anong Jaidee,Blue Door,,x", "Peter Hall,IJM,,")),
    ],
    ids=["other questions", "sex", "one tick each", "what somebody is"],
)
def test_ticks_of_something_else_take_nobody_out_of_a_meeting(header: tuple[str, ...], people: tuple[str, ...]) -> None:
    told = read(header, "register_2026-05-14.csv", people)
    assert set(states(told).values()) == {"present"}
    assert len(told.entries) == 3


@pytest.mark.parametrize(
    ("header", "lost"),
    [
        (("14/05/2026", "31/06/2026", "09/07/2026"), "31/06/2026"),
        (("14 May 2026", "July", "13 Aug 2026"), "July"),
        (("May 2026", "11/06/2026", "23/07/2026"), "May 2026"),
        (("14/05/2026", "11/06/2026", "Extra"), "Extra"),
    ],
)
def test_a_column_of_marks_without_a_whole_day_beside_dated_ones_is_told(header: tuple[str, ...], lost: str) -> None:
    told = read(header)
    assert len(told.meetings) == 2
    assert [found.why for found in told.issues if found.code == "column_without_day"] == [
        f"The column '{lost}' has marks, but no full date in its header. It was not read."
    ]


@pytest.mark.parametrize("last", ["Total", "Voting member", "Photo consent", "Attended", "Remarks"])
def test_other_columns_beside_dated_ones_are_not_told(last: str) -> None:
    people = ("Malee Srisuk,Lotus House,x,x,1", "Anong Jaidee,Blue Door,x,,1", "Peter Hall,IJM,,,0")
    told = read(("14/05/2026", "11/06/2026", last), people=people)
    assert "column_without_day" not in {found.code for found in told.issues}


@pytest.mark.parametrize(
    "header",
    [("14 May 2026", "11 Jan"), ("13 Nov 2025", "11 Dec", "8 Jan 2026"), ("11 Jun", "9 Jul"), ("14 May 2026", "14 May")],
    ids=["out of order", "two years", "no year", "the same day"],
)
def test_where_the_year_is_not_plain_none_is_made_up(header: tuple[str, ...]) -> None:
    days = days_in_header(header, (), ("register",), TODAY)
    assert [days[at] for at in range(len(header))] == list(header)


def test_a_list_with_another_proof_of_presence_has_no_parts() -> None:
    rows = [["Malee Srisuk", "x", "x"], ["Peter Hall", "", ""]]
    assert parts_of_meeting(["Name", "W1", "W2"], ["name", None, None], rows) == (1, 2)
    assert parts_of_meeting(["Name", "Signature", "W1"], ["name", None, None], rows) == ()
    assert parts_of_meeting(["W0", "W1", "W2"], [None, None, None], rows) == ()


@pytest.mark.parametrize(
    "header",
    [("Name", "Organisation", "Signature"), ("Nome completo", "Instituição", "Assinatura"), ("Nombre", "Institución", "Firma")],
    ids=["English", "Portuguese", "Spanish"],
)
def test_who_signed_was_there_and_whoever_did_not_was_not(header: tuple[str, ...]) -> None:
    rows = ("Malee Srisuk,Lotus House,M.S.", "Anong Jaidee,Blue Door,", "Peter Hall,IJM,PH")
    text = "\n".join(["14 May 2026,,", ",".join(header), *rows])
    told = read_attendance(text.encode(), "list.csv", today=TODAY)
    assert states(told) == {"Malee Srisuk": "present", "Anong Jaidee": "absent", "Peter Hall": "present"}
    assert told.entries.organization == ["Lotus House", "Blue Door", "IJM"]


def test_a_form_that_asks_how_it_was_does_not_say_who_came() -> None:
    header = "Timestamp,Your name,How satisfied were you?,Would you recommend it?"
    text = f"{header}\n5/21/2026 16:02:11,Malee Srisuk,5,Yes\n5/21/2026 16:05:40,Peter Hall,4,Yes\n"
    assert "did_they_come" in read_attendance(text.encode(), "answers.csv", today=TODAY).flags


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Absent", ("", "Absent", "")),
        ("Absent", ("P", "A", "P")),
        ("Absent?", ("no", "yes", "no")),
        ("Did not attend", ("", "absent", "")),
        ("Absent", ("", "No show", "")),
        ("Absent", ("", "Missing", "no")),
        ("Absence", ("Present", "Absent", "Present")),
        ("Présent/absent", ("présent", "absent", "présent")),
        ("Ausente", ("", "Ausente", "")),
        ("ขาดประชุม", ("", "ขาด", "")),
    ],
)
def test_in_a_column_for_the_absent_a_tick_says_so_and_a_word_says_what_it_says(header: str, cells: tuple[str, ...]) -> None:
    people = zip(("Malee Srisuk", "Anong Jaidee", "Peter Hall"), cells, strict=True)
    text = "\n".join([f"Name,Date,{header}", *(f"{name},2026-05-14,{cell}" for name, cell in people)])
    told = read_attendance(text.encode(), "list.csv", today=TODAY)
    assert states(told) == {"Malee Srisuk": "present", "Anong Jaidee": "absent", "Peter Hall": "present"}


@pytest.mark.parametrize(("header", "there"), [("Minutes Attended", False), ("Join Time,Duration (Minutes)", True)])
def test_no_minute_is_an_absence_where_nothing_says_when_somebody_joined(header: str, *, there: bool) -> None:
    joined = "2026-05-14 09:00," if there else ""
    rows = [
        f"{name},2026-05-14,{joined}{minutes}"
        for name, minutes in (("Malee Srisuk", 60), ("Anong Jaidee", 0), ("Peter Hall", 45))
    ]
    told = read_attendance("\n".join([f"Name,Date,{header}", *rows]).encode(), "list.csv", today=TODAY)
    assert states(told)["Anong Jaidee"] == ("present" if there else "absent")


def test_what_is_written_behind_an_absence_does_not_undo_it() -> None:
    text = "Name,Date,Status\nMalee Srisuk,2026-05-14,Present\nAnong Jaidee,2026-05-14,Absent - notified\n"
    told = read_attendance(text.encode(), "list.csv", today=TODAY)
    assert states(told) == {"Malee Srisuk": "present", "Anong Jaidee": "absent"}
    assert not told.flags


def test_an_empty_row_beside_present_and_absent_is_as_answered_and_moves_nobody_who_has_a_mark() -> None:
    people = b"Name,Present,Absent\nAnn Lee,x,\nBo Chan,,x\nCam Doe,,\nDao Srisuk,x,\n"
    told = read_attendance(people, "2026-05-14.csv", choices=Choices(marks={"": "present"}), today=TODAY)
    assert states(told) == {"Ann Lee": "present", "Bo Chan": "absent", "Cam Doe": "present", "Dao Srisuk": "present"}
    assert "what_do_blanks_mean" not in told.flags
