"""Meetings in rows, days over names, numbers of people: each meeting has its own people, and none counts for another."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from tests.imports.read.test_strangers import who_came


def test_a_row_of_a_meeting_lists_who_came() -> None:
    text = "Date,Topic,Attendees\n2026-05-14,Shelter,Ann Lee • Bo Chan\n2026-05-21,Law,Cora Moss\n2026-05-28,Law,\n"
    came = {("Ann Lee", "2026-05-14"), ("Bo Chan", "2026-05-14"), ("Cora Moss", "2026-05-21")}
    assert who_came(text, "minutes.csv") == came


def test_two_ways_to_write_a_name_are_one_person() -> None:
    text = "Attendees,Date\nAnn Lee / Ana Li,2026-05-14\nBo Chan / Bao Chan,2026-05-14\n"
    assert len(who_came(text, "attendance.csv")) == 2


@pytest.mark.parametrize(
    ("name", "header", "first", "second", "total"),
    [
        ("attendance.csv", "Name", "Date: 2026-05-14", "Date: 2026-05-21", "Total: 2"),
        ("asistencia.csv", "Nombre", "jueves 14 de mayo de 2026", "jueves 21 de mayo de 2026", "Suma: 2"),
        ("yoklama.csv", "Ad Soyad", "Toplantı 14.05.2026", "Toplantı 21.05.2026", "Toplam: 2"),
        ("посещаемость.csv", "Имя", "четверг, 14 мая 2026", "четверг, 21 мая 2026", "Всего: 2"),
        ("รายชื่อผู้เข้าร่วมประชุม.csv", "ชื่อ", "วันพฤหัสบดีที่ 14 พฤษภาคม 2569", "วันพฤหัสบดีที่ 21 พฤษภาคม 2569", "รวม 2"),
    ],
)
@pytest.mark.parametrize("headed", ["each", "once", "never"])
def test_each_day_over_names_in_one_column_has_its_own_people(
    name: str, header: str, first: str, second: str, total: str, headed: str
) -> None:
    first, second = (f'"{day}"' for day in (first, second))
    above, again = {"each": ([first, header], [second, header]), "once": ([header, first], [second])}.get(
        headed, ([first], [second])
    )
    lines = [*above, "Ann Lee", "Bo Chan", *[total] * (headed == "each"), *again, "Cora Moss", "Dao Srisuk"]
    text = "\n".join(lines)
    days = {"2026-05-14": ("Ann Lee", "Bo Chan"), "2026-05-21": ("Cora Moss", "Dao Srisuk")}
    assert who_came(text, name) == {(one, day) for day, people in days.items() for one in people}


def test_marks_under_numbers_that_no_month_explains_are_asked_about_though_sums_stand_below_them() -> None:
    header = "No,Name,Date of entry,Support,21,28,5,12\n"
    rows = "1,Ann Lee,05/03/2025,FALSE,P,P,A,P\n2,Bo Chan,05/03/2025,TRUE,A,P,P,P\n3,Eva Moss,05/03/2025,FALSE,P,P,P,P\n"
    more = "4,Dan Roe,05/03/2025,FALSE,P,A,P,P\n5,Fay Orr,05/03/2025,FALSE,P,P,P,A\n,,,,80%,80%,80%,80%\n"
    told = read_attendance((header + rows + more).encode(), "register.csv", today=date(2026, 11, 25))
    assert (told.flags, len(told.entries)) == (["which_meeting"], 0)


@pytest.mark.parametrize("header", ["Meeting 1,Meeting 2,Meeting 3", "Jan,Feb,Mar"])
def test_shares_below_the_ticks_of_several_meetings_are_no_marks(header: str) -> None:
    text = f"Name,{header}\nAnn Lee,,x,\nBo Chan,x,,\nEva Moss,,,\nDan Roe,,x,x\n,25%,50%,25%\n"
    for name in ("attendance 2026-05-14.csv", "register.csv"):
        told = read_attendance(text.encode(), name, today=date(2026, 11, 25))
        assert (told.flags, len(told.entries)) == (["which_meeting"], 0)


_OF_A_GROUP = """# Working group

## 3 October 2025

Present:
- Ann Lee

In attendance:
- Cora Moss

Apologies:
- Bo Chan

## {second}

Present:
- Bo Chan

In attendance:
- Dao Srisuk

## 17 October 2025

Present:
- Ann Lee
"""


def test_a_list_further_down_is_of_the_meeting_above_it() -> None:
    """Each part of these minutes has two lists of those who came, and one day."""
    came = {("Ann Lee", "2025-10-03"), ("Cora Moss", "2025-10-03"), ("Bo Chan", "2025-10-10"), ("Dao Srisuk", "2025-10-10")}
    assert who_came(_OF_A_GROUP.format(second="10 October 2025"), "minutes.md") == came | {("Ann Lee", "2025-10-17")}


def test_people_below_a_day_that_cannot_be_read_are_of_no_other_meeting() -> None:
    text = _OF_A_GROUP.format(second="10 Octobr 2025")
    came = {("Ann Lee", "2025-10-03"), ("Cora Moss", "2025-10-03"), ("Ann Lee", "2025-10-17")}
    assert who_came(text, "minutes.md") == came
    reading = read_attendance(text.encode(), "minutes.md", today=date(2026, 1, 5))
    assert [found.line for found in reading.issues if found.code == "no_row_date"] == [17, 20]


def test_apologies_above_those_who_came_are_of_the_day_over_both() -> None:
    text = "Minutes of {}\n\nApologies: {}\n\nPresent: Ann Lee, {}\n\n"
    both = text.format("3 October 2025", "Bo Chan", "Cora Moss") + text.format("10 October 2025", "Cora Moss", "Bo Chan")
    days = {("Ann Lee", "2025-10-03"), ("Cora Moss", "2025-10-03"), ("Ann Lee", "2025-10-10"), ("Bo Chan", "2025-10-10")}
    assert who_came(both, "minutes.txt") == days


def test_the_day_of_minutes_that_were_approved_begins_no_meeting() -> None:
    """The day of the minutes that were approved is none of a meeting here."""
    text = "# Minutes 14 May 2026\n\nPresent:\n- Ann Lee\n- Bo Chan\n\n{}\n\nIn attendance:\n- Cora Moss\n"
    assert who_came(text.format("The minutes of 10 April 2026 were approved."), "minutes.md") == {
        (name, "2026-05-14") for name in ("Ann Lee", "Bo Chan", "Cora Moss")
    }


def test_parts_with_other_words_for_who_came_are_meetings_where_their_days_stand_alone() -> None:
    text = "## 3 October 2025, morning\nPresent: Ann Lee, Bo Chan\n\n## 10 October 2025\nAttendees: Ann Lee, Cora Moss\n"
    days = {("Ann Lee", "2025-10-03"), ("Bo Chan", "2025-10-03"), ("Ann Lee", "2025-10-10"), ("Cora Moss", "2025-10-10")}
    assert who_came(text, "minutes.md") == days


def test_guests_below_a_part_about_an_earlier_day_are_of_no_meeting() -> None:
    text = (
        "## Meeting 14 May 2026\n\nPresent: Ann Lee, Bo Chan\n\n## Business of 9 April 2026\n\nGuests: Cora Moss, Dao Srisuk\n"
    )
    assert who_came(text, "minutes.md") == {("Ann Lee", "2026-05-14"), ("Bo Chan", "2026-05-14")}


_FIRST, _SECOND = ("Ann Lee", "Bo Chan"), ("Ann Lee", "Cora Moss")


@pytest.mark.parametrize(
    ("title", "present", "again"),
    [
        ("# Board {}", "Present", "Attendees"),
        ("**{}**", "Anwesend", "Anwesende"),
        ("1. Meeting of {}", "Present", "Present"),
        ("- Sitting of {} -", "Present", "Present"),
        ("Parish council\nDate: {}\nTime: 10:00\nPlace: Town hall\nChair: Zoe Quade\nClerk: Yan Umber", "Present", "Present"),
        (
            "Minutes of the regular meeting of the board of trustees of Hope House, held in the town hall on {}",
            "Present",
            "Present",
        ),
        ("# Weekly update {}", "Present", "Present"),
        ("Minutes of {}\nApproved 18 June 2026", "Present", "Present"),
        ("Procès-verbal du {}\nDate de convocation : 4 mai 2026", "Présents", "Présentes"),
    ],
)
def test_a_line_of_the_form_of_the_first_title_begins_a_meeting(title: str, present: str, again: str) -> None:
    parts = (("14 May 2026", present, _FIRST), ("11 June 2026", again, _SECOND))
    text = "".join(f"{title.format(day)}\n\n{word}: {', '.join(people)}\n\n" for day, word, people in parts)
    days = {(name, "2026-05-14") for name in _FIRST} | {(name, "2026-06-11") for name in _SECOND}
    assert who_came(text, "minutes.md") == days


@pytest.mark.parametrize(
    ("above", "between"),
    [
        ("Approved 11 June 2026", "Votes by mail until 12 May 2026"),
        ("Convened on 4 May 2026", "Proxies received by 12 May 2026"),
        ("Draft of 18 May 2026", "### 15 June 2026"),
    ],
)
def test_other_days_of_one_meeting_are_not_that_of_the_meeting(above: str, between: str) -> None:
    text = f"# Board minutes 14 May 2026\n{above}\n\nPresent: Ann Lee, Bo Chan\n\n{between}\n\nAbsent: Cora Moss\n"
    assert who_came(text, "minutes.md") == {(name, "2026-05-14") for name in _FIRST}


@pytest.mark.parametrize("second", ["## 21 Mey 2026", "## Project update 21 May 2026"])
def test_a_title_that_cannot_be_the_same_leaves_those_below_it_without_a_day(second: str) -> None:
    text = f"## 14 May 2026\n\nPresent: Ann Lee, Bo Chan\n\n{second}\n\nPresent: Ann Lee, Cora Moss\n"
    assert who_came(text, "minutes.md") == {(name, "2026-05-14") for name in _FIRST}
    reading = read_attendance(text.encode(), "minutes.md", today=date(2026, 12, 3))
    assert {found.line for found in reading.issues if found.code == "no_row_date"} == {7}


def test_the_days_of_several_meetings_are_read_in_one_order() -> None:
    text = "**{}**\n\nPresent: Ann Lee, Bo Chan\n\n**{}**\n\nPresent: Ann Lee, Cora Moss\n"
    days = {(name, "2025-09-10") for name in _FIRST} | {(name, "2025-09-24") for name in _SECOND}
    assert who_came(text.format("9/10/2025", "9/24/2025"), "minutes.md") == days
    for first, second, flag in (
        ("9/10/2025", "10/11/2025", "ambiguous_date_order"),
        ("9 October", "11 October", "which_year"),
    ):
        reading = read_attendance(text.format(first, second).encode(), "minutes.md", today=date(2026, 12, 3))
        assert (reading.flags, len(reading.meetings)) == ([flag], 2)


@pytest.mark.parametrize(("guest", "present"), [("Dao Srisuk", True), ("Bo Chan", False)])
def test_guests_above_all_others_came_unless_a_list_below_says_who_of_them_did(guest: str, present: bool) -> None:
    text = f"# Minutes 14 May 2026\n\nGuests:\n- {guest}\n- Eva Moss\n\nPresent:\n- Ann Lee\n- Bo Chan\n"
    guests = {guest, "Eva Moss"} if present else set[str]()
    assert who_came(text, "minutes.md") == {(name, "2026-05-14") for name in {*_FIRST, *guests}}
    told = {
        one.line for one in read_attendance(text.encode(), "minutes.md", today=date(2026, 12, 3)).issues if one.code == "note"
    }
    assert told.issuperset({4, 5} if not present else ())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The Trustees met on 14 May 2026.", "The Trustees met by Zoom on 11 June 2026."),
        ("Board meeting 14 May 2026", "Special meeting 11 June 2026"),
        ("# Board 14 May 2026", "# Board 11 June 2026 (Zoom)"),
    ],
)
def test_another_title_begins_a_meeting_where_the_same_heading_stands_again(first: str, second: str) -> None:
    text = f"{first}\n\nPresent: Ann Lee, Bo Chan\n\n{second}\n\nPresent: Ann Lee, Cora Moss\n\nAbsent: Bo Chan\n"
    days = {(name, "2026-05-14") for name in _FIRST} | {(name, "2026-06-11") for name in _SECOND}
    assert who_came(text, "minutes.md") == days


@pytest.mark.parametrize(
    ("between", "heading", "state"),
    [
        ("Minutes of 9 April 2026", "Absent", "refused"),  # the votes on these minutes
        ("Board retreat 11 June 2026", "Attendees", "refused"),
        ("The board spoke about the flood of 9 April 2026.", "Present", "refused"),
        ("Signed by the chair\nMinutes of 11 June 2026", "In attendance", "of the meeting"),
        ("The plan of 9 April 2026 was read.", "In attendance", "of the meeting"),
    ],
)
def test_a_list_below_another_day_of_one_meeting_is_of_it_or_of_none(between: str, heading: str, state: str) -> None:
    text = f"Minutes of 14 May 2026\n\nPresent: Ann Lee, Bo Chan\n\n{between}\n\n{heading}: Dao Srisuk, Eva Moss\n"
    came = {(name, "2026-05-14") for name in _FIRST}
    others = (
        {(name, "2026-05-14") for name in ("Dao Srisuk", "Eva Moss")} if state == "of the meeting" else set[tuple[str, str]]()
    )
    assert who_came(text, "minutes.txt") == came | others
    reading = read_attendance(text.encode(), "minutes.txt", today=date(2026, 12, 3))
    assert ("no_row_date" in {one.code for one in reading.issues}) is (state == "refused")


@pytest.mark.parametrize(
    ("heading", "guest", "came"),
    [("Guests", "Eva Lee", True), ("Invited guests", "Eva Lee", False), ("Invités", "Eva Lee", False)],
)
def test_guests_who_may_only_be_invited_are_told(heading: str, guest: str, came: bool) -> None:
    text = f"# Minutes 14 May 2026\n\n{heading}: {guest}\n\nPresent: Ann Lee, Bo Chan\n"
    guests = {(guest, "2026-05-14")} if came else set[tuple[str, str]]()
    assert who_came(text, "minutes.md") == {(name, "2026-05-14") for name in _FIRST} | guests


@pytest.mark.parametrize(("guest", "below"), [("Mr Stone", "Gil Stone"), ("G. Stone", "Dr Gil Stone")])
def test_guests_written_otherwise_in_the_list_below_are_the_same(guest: str, below: str) -> None:
    text = f"# Minutes 14 May 2026\n\nGuests: {guest}, Hana Ito\n\nPresent: Ann Lee, {below}\n"
    assert who_came(text, "minutes.md") == {("Ann Lee", "2026-05-14"), ("Gil Stone", "2026-05-14")}


def test_a_thai_meeting_that_is_to_endorse_something_keeps_its_day() -> None:
    """Only minutes that are endorsed are of another day."""
    text = "ประชุมพิจารณารับรองแผนงาน วันที่ 14 พฤษภาคม 2569\n\nผู้มาประชุม\n1. สมชาย ใจดี\n2. มาลี ศรีสุข\n"
    assert who_came(text, "รายงานการประชุม.txt") == {("สมชาย ใจดี", "2026-05-14"), ("มาลี ศรีสุข", "2026-05-14")}
