"""Questions of a form with a column for each answer, or several answers in one cell: everybody is somebody, or it is asked."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

TODAY = date(2026, 12, 3)
CAME = {("Ann Lee", "2026-03-05"), ("Jon Cedar", "2026-03-05"), ("Maria Lopez", "2026-04-16")}


def reading_of(text: str, name: str = "Sign-in (Responses).csv") -> Reading:
    return read_attendance(text.encode(), name, today=TODAY)


def came(reading: Reading) -> set[tuple[str | None, str]]:
    entries = reading.entries
    told = zip(entries.name, entries.meeting, entries.state, strict=True)
    return {(name, str(reading.meetings[at].on)) for name, at, state in told if state == "present"}


def grid_of(question: str) -> str:
    heads = ",".join(f"{question} [{name}]" for name in ("Ann Lee", "Jon Cedar", "Maria Lopez"))
    days = "2026/03/05 11:02:00 AM,05/03/2026,Yes,Yes,No\n2026/04/16 11:02:00 AM,16/04/2026,No,No,Yes\n"
    return f"Timestamp,Date of meeting,{heads}\n{days}"


@pytest.mark.parametrize("question", ["Attendance", "Members present", "Who was present?", "Asistencia", "ผู้เข้าร่วม"])
def test_each_answer_of_a_table_of_boxes_is_a_person(question: str) -> None:
    reading = reading_of(grid_of(question))
    assert came(reading) == CAME
    assert not reading.flags


@pytest.mark.parametrize("question", ["Who will come?", "Board members", "Speakers"])
def test_whether_they_came_is_asked_where_the_question_does_not_say_so(question: str) -> None:
    reading = reading_of(grid_of(question))
    assert "did_they_come" in reading.flags
    assert came(reading) == CAME


@pytest.mark.parametrize("question", ["Absent", "Apologies"])
def test_boxes_of_those_who_did_not_come_make_nobody_present(question: str) -> None:
    assert not came(reading_of(grid_of(question)))


def test_sessions_that_people_ticked_are_no_people() -> None:
    text = "Date,Name,Attended [Morning],Attended [Afternoon]\n2026-03-05,Ann Lee,Yes,No\n2026-03-05,Jon Cedar,Yes,Yes\n"
    assert {name for name, _ in came(reading_of(text))} <= {"Ann Lee", "Jon Cedar"}


KOBO = """start,end,Date of meeting,{q},{q}/Ann Lee,{q}/Jon Cedar,{q}/Maria Lopez,_id,_submission_time
2026-03-05T09:00:00.000+07:00,2026-03-05T09:05:00.000+07:00,2026-03-05,{first},1,1,0,101,2026-03-05T02:06:00
2026-04-16T09:00:00.000+07:00,2026-04-16T09:05:00.000+07:00,2026-04-16,Maria Lopez,0,0,1,102,2026-04-16T02:06:00
"""


@pytest.mark.parametrize("question", ["Attendance", "Who was present?", "meeting/present"])
def test_each_of_several_answers_is_a_person(question: str) -> None:
    assert came(reading_of(KOBO.format(q=question, first="Ann Lee Jon Cedar"), "Meetings.csv")) == CAME


def test_answers_that_contradict_their_columns_are_not_thrown_away() -> None:
    reading = reading_of(KOBO.format(q="Attendance", first="Ann Lee"), "Meetings.csv")
    assert reading.refused or reading.flags or not came(reading) & {("Jon Cedar", "2026-03-05")}


@pytest.mark.parametrize("head", ["_submission_time", "Saved at"])
def test_when_a_row_was_saved_is_nobody_beside_columns_of_people(head: str) -> None:
    text = f"Date,Ann Lee,Jon Cedar,{head}\n2026-03-05,1,1,2026-03-05 09:12:00\n2026-04-16,0,1,2026-04-16 09:12:00\n"
    assert {name for name, _ in came(reading_of(text, "Meetings.csv"))} == {"Ann Lee", "Jon Cedar"}


def cells_of(question: str) -> str:
    stamps = ("2026/03/05 11:02:00 AM,05/03/2026", "2026/04/16 11:02:00 AM,16/04/2026", "2026/05/07 11:02:00 AM,07/05/2026")
    cells = ("Ann Lee, Jon Cedar", "Ann Lee, Maria Lopez, Somchai Dee", "Jon Cedar, Somchai Dee")
    rows = "".join(f'{stamp},"{cell}"\n' for stamp, cell in zip(stamps, cells, strict=True))
    return f"Timestamp,Date of meeting,{question}\n{rows}"


@pytest.mark.parametrize("question", ["Who came?", "Present", "Attendees"])
def test_everybody_in_a_cell_of_a_form_is_somebody(question: str) -> None:
    names = {name for name, _ in came(reading_of(cells_of(question)))}
    assert names == {"Ann Lee", "Jon Cedar", "Maria Lopez", "Somchai Dee"}


@pytest.mark.parametrize("question", ["Speakers", "Who is responsible?", "Who will bring the food?"])
def test_several_people_of_another_question_are_never_one(question: str) -> None:
    """They are asked about, or handed back as written."""
    reading = reading_of(cells_of(question))
    assert not came(reading)
    assert reading.refused or reading.flags or {issue.code for issue in reading.issues} == {"several_people"}


def test_who_signs_a_numbered_list_in_two_columns_was_not_at_the_meeting() -> None:
    text = (
        "Date: 2026-03-05\n\nNo.,Name,Agency\n1,Ann Lee,Hope House\n2,Jon Cedar,Hope House\n3,Maria Lopez,Red Valley\n\n"
        "Prepared by:,Noted by:,\nGEMMA L. TOLEN,HON. RICARDO S. VILLAR,\nAdministrative Aide,Municipal Mayor,\n"
    )
    assert {name for name, _ in came(reading_of(text, "Attendance.csv"))} == {"Ann Lee", "Jon Cedar", "Maria Lopez"}


def test_visitors_below_the_total_of_a_numbered_list_came_too() -> None:
    text = "Date: 2026-03-05\n\nNo.,Name,Agency\n1,Ann Lee,Hope\n2,Jon Cedar,Hope\nTotal,2,\nVisitor,Bo Chan,Red Valley\n"
    assert {name for name, _ in came(reading_of(text, "Attendance.csv"))} == {"Ann Lee", "Jon Cedar", "Bo Chan"}


def test_a_column_of_marks_whose_header_is_no_name_is_told() -> None:
    reading = reading_of("Date,Hope House,Red Valley,Police\n2026-03-05,1,1,0\n2026-04-16,0,1,1\n", "Meetings.csv")
    assert ["Police" in issue.why for issue in reading.issues if issue.code == "column_of_nobody"] == [True]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("Attendees/First name,Attendees/Last name,Attendees/Organization", "Ann,Lee,Hope House"),
        ("person/name,person/place,person/organization", "Ann Lee,Mae Sai,Hope House"),
    ],
)
def test_what_a_form_puts_before_the_questions_about_a_person_is_no_word_of_them(header: str, names: str) -> None:
    reading = read_attendance(f"Date,{header}\n2026-03-05,{names}\n".encode(), "form.csv", today=date(2026, 11, 25))
    assert (list(reading.entries.name), list(reading.entries.organization)) == (["Ann Lee"], ["Hope House"])


def test_the_name_of_a_contact_stays_that_of_a_contact() -> None:
    text = "Date,Name,Emergency contact/Name,Emergency contact/Phone\n2026-03-05,Ann Lee,Bo Lee,081 234 5678\n"
    reading = read_attendance(text.encode(), "form.csv", today=date(2026, 11, 25))
    assert list(reading.entries.name) == ["Ann Lee"]


@pytest.mark.parametrize("before", ["Apologies", "Absent", "Excusés", "Donor", "ผู้ขาดประชุม"])
def test_people_behind_another_word_than_one_for_people_are_no_attendees(before: str) -> None:
    text = f"Date,{before}/Name,{before}/Organization\n2026-05-14,Ann Lee,Red Cross\n"
    assert read_attendance(text.encode(), "form.csv", today=TODAY).refused


@pytest.mark.parametrize("other", ["Present online [{}]", "Guests present [{}]", "Left early [{}]"])
def test_the_same_people_behind_two_questions_are_not_read_by_one(other: str) -> None:
    people = ("Ann Lee", "Bo Chan")
    header = ",".join([*(f"Present [{one}]" for one in people), *(other.format(one) for one in people)])
    reading = reading_of(f"Date,{header}\n2026-05-14,Yes,No,No,Yes\n")
    assert reading.refused
    assert not [name for name in reading.entries.name if name and "[" in name]


def test_the_halves_of_a_day_behind_a_question_are_nobody() -> None:
    text = "Attendance 14 May 2026\nParticipant list,Present / AM,Present / PM\nAnn Lee,x,x\nBo Chan,x,\n"
    assert list(reading_of(text, "list.csv").entries.name) == ["Ann Lee", "Bo Chan"]
