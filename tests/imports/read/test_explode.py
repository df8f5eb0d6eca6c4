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


# --- what is doubtful is left to the ways of the sheet as it is ---------------------------------------------------------------


def _came(told: Reading) -> set[tuple[str, str | None]]:
    return {(day[5:], who) for day, who, state in states(told) if state == "present"}


@pytest.mark.parametrize(
    "below",
    [
        'Date,Absent,Present\n2026-07-09,Cy Diaz,"Ann Lee, Bo Chan"',  # the columns the other way round
        'Date,Name,Attended\n2026-07-09,Eve Gray,yes',
        'Planned meetings\nDate,Topic,Invited\n2026-07-09,Law,Eve Gray',
    ],
)  # fmt: skip
def test_another_header_below_is_not_read_by_the_first(below: str) -> None:
    lists = 'Date,Present,Absent\n2026-05-14,"Ann Lee, Bo Chan",Cy Diaz\n2026-06-11,"Bo Chan, Ann Lee",Cy Diaz\n'
    told = read(f"{lists}\n{below}\n")
    assert told.flags or told.refused or {found.line for found in told.issues} == {2, 3}
    assert ("07-09", "Cy Diaz") not in _came(told)
    assert "yes" not in {who for _, who in _came(told)}


@pytest.mark.parametrize("header", ["Late", "Online", "Chair", "Who missed", "Out", "Speaker", "Proxies", "Secretary"])
def test_people_in_a_column_that_nobody_knows_are_not_lost(header: str) -> None:
    told = read(f'Date,Present,{header}\n2026-05-14,"Ann Lee, Bo Chan",Cy Diaz\n2026-06-11,"Bo Chan, Ann Lee",Dan Fox\n')
    assert told.flags or told.refused


def test_guests_of_a_meeting_may_stand_between_other_signs_than_its_members() -> None:
    rows = '2026-05-07,"Ann, Bo",Eva Gray; Gus Hill\n2026-05-14,"Bo, Cy, Ann",\n2026-05-21,"Cy, Bo",Gus Hill\n'
    told = read(f"Date,Attendees,Guests\n{rows}")
    assert _came(told) == {
        *product(("05-07",), ("Ann", "Bo", "Eva Gray", "Gus Hill")), *product(("05-14",), ("Ann", "Bo", "Cy")),
        *product(("05-21",), ("Bo", "Cy", "Gus Hill")),
    }  # fmt: skip


def test_those_present_who_stand_below_words_that_nobody_knows_are_asked_about() -> None:
    told = read('Date,Present,RSVP no\n2026-05-07,"Ann Lee, Bo Chan",Ann Lee\n2026-05-14,"Bo Chan, Cy Diaz",\n')
    assert told.flags or told.refused


@pytest.mark.parametrize("text", ["none", "-", "12"])
def test_a_column_of_apologies_is_read_whatever_else_stands_in_it(text: str) -> None:
    told = read(f'Date,Present,Apologies\n2026-05-14,"Ann Lee, Bo Chan",Cy Diaz\n2026-06-11,"Bo Chan, Ann Lee",{text}\n')
    assert ("2026-05-14", "Cy Diaz", "excused") in states(told)
    assert [found.line for found in told.issues] == [3]


@pytest.mark.parametrize(
    "text", ["everyone", "Public holiday", "Good Friday", "Field Visit", "Strike", "Quorate", "none", "12"]
)
def test_what_stands_in_place_of_a_list_is_told(text: str) -> None:
    told = read(f'Date,Present\n2026-05-14,"Ann Lee, Bo Chan"\n2026-06-11,"Bo Chan, Ann Lee"\n2026-07-09,{text}\n')
    assert {who for _, who in _came(told)} == {"Ann Lee", "Bo Chan"}
    assert [(found.code, found.line) for found in told.issues] == [("line_not_read", 4)]


@pytest.mark.parametrize("behind", ["(absent)", "(no show)", "(excused)", "(sent apologies)", "absent", "- excused"])
def test_who_is_listed_as_absent_was_not_there(behind: str) -> None:
    told = read(f'Date,Present\n2026-05-14,"Ann Lee, Bo Chan {behind}"\n2026-06-11,"Bo Chan, Ann Lee"\n')
    assert _came(told) == {("05-14", "Ann Lee"), ("06-11", "Ann Lee"), ("06-11", "Bo Chan")}


def test_who_is_listed_as_present_and_absent_is_not_decided() -> None:
    told = read('Date,Members,Absent\n2026-05-14,"Ann Lee, Bo Chan, Cy Diaz",Cy Diaz\n2026-06-11,"Bo Chan, Ann Lee",Ann Lee\n')
    assert told.flags or told.refused


@pytest.mark.parametrize(
    "cells",
    [("Thomas, James", "James, Ann", "Fox, Dan"), ("Ann Lee, Grace Home", "Bo Chan, Grace Home", "Ann Lee, Grace Home, Tak")],
)
def test_two_parts_of_a_name_or_an_organization_behind_it_are_no_list(cells: tuple[str, ...]) -> None:
    rows = "".join(f'{day},"{cell}"\n' for day, cell in zip(DAYS, cells, strict=True))
    assert len(_came(read(f"Date,Attendee\n{rows}"))) == len(DAYS)


def test_an_organization_with_commas_is_one() -> None:
    told = read(
        'Date,Organizations\n2026-05-14,"Ministry of Women, Youth and Children, IOM"\n'
        '2026-06-11,"IOM, Ministry of Women, Youth and Children"\n'
    )
    assert {who for _, who, _ in states(told)}.isdisjoint({"Ministry of Women", "Youth and Children"})


@pytest.mark.parametrize(
    "lines",
    [
        "Apologies\n14.05.2026: Ann Lee, Bo Chan\n21.05.2026: Bo Chan, Ann Lee\n28.05.2026: Ann Lee, Bo Chan\n",
        "14.05.2026: Ann Lee, Bo Chan +2\n21.05.2026: Bo Chan, Ann Lee\n28.05.2026: Ann Lee, Bo Chan\n",
        "01/05/2026: Ann Lee, Bo Chan\n02/05/2026: Bo Chan, Ann Lee\n03/05/2026: Ann Lee, Bo Chan\n",
        "14.05.2026: Ann Lee, Bo Chan\n21.05.2026 Tak: Bo Chan, Ann Lee\n28.05.2026: Ann Lee, Bo Chan\n",
    ],
)
def test_lines_of_days_that_hold_anything_else_are_not_read_so(lines: str) -> None:
    told = read(lines, "attendance.txt")
    assert told.flags or told.refused
    assert not len(told.entries)


# --- meetings that are columns, with whoever came in the cell of an organization ----------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "14 May 2026,11 June 2026\nAnn Lee,Ann Lee\nBo Chan,Dan Roe\nCara Moss,\n",
        "14 May 2026,11 June 2026\nAnn Lee,Cara Moss\nAbsent,Absent\nBo Chan,Dan Roe\n",
        'Name,Days absent\nAnn Lee,"14.05.2026, 21.05.2026"\nBo Chan,21.05.2026\n',
        'Name,Organization,Dates attended\nAnn Lee,IOM,"14 May 2026, 11 June 2026"\nBo Chan,UNHCR,11 June 2026\n',
    ],
)
def test_columns_of_names_and_several_days_in_a_cell_are_not_read_by_guess(text: str) -> None:
    told = read(text)
    assert told.flags or told.refused


@pytest.mark.parametrize("cells", [("Mar 5, Mar 12", "Mar 5", "Mar 12, Mar 19"), ("5/3; 12/3", "5/3", "12/3; 19/3")])
def test_the_days_of_each_person_in_one_cell_are_not_all_one_meeting(cells: tuple[str, str, str]) -> None:
    people = zip(("Ann Lee", "Bo Chan", "Cy Diaz"), cells, strict=True)
    told = read("Attendance list 2026\nName,Sessions\n" + "".join(f'{name},"{days}"\n' for name, days in people), "list.csv")
    assert (told.refused or "").startswith("Not imported: several dates are in one cell")
    dated = read(
        "Attendance list 5 March 2026\nName,Free\n" + 'Ann Lee,"5 June, 12 June"\nBo Chan,"12 June, 19 June"\n', "list.csv"
    )
    assert dated.refused is None


def test_days_on_which_somebody_is_free_are_no_attendance() -> None:
    told = read('Name,Dates available\nAnn Lee,"14 May 2026, 11 June 2026"\nBo Chan,11 June 2026\n', "list.csv")
    assert told.flags or told.refused


def test_below_each_day_stands_who_came_for_an_organization() -> None:
    told = read(
        "Organization,14 May 2026,11 June 2026\nIOM,Ann Lee,Bo Chan\nUNHCR,✓,absent\n"
        "IJM,see list,Dan Roe and Eva Stone\nILO,Gus Hall,\n"
    )
    who = zip(told.entries.meeting, told.entries.name, told.entries.organization, told.entries.state, strict=True)
    assert {(at, name, organization, state) for at, name, organization, state in who} == {
        (0, "Ann Lee", "IOM", "present"), (1, "Bo Chan", "IOM", "present"), (0, None, "UNHCR", "present"),
        (1, None, "UNHCR", "absent"), (1, "Dan Roe", "IJM", "present"), (1, "Eva Stone", "IJM", "present"),
        (0, "Gus Hall", "ILO", "present"),
    }  # fmt: skip
    assert {("beside_names", 4), ("did_they_come", None)} <= {(found.code, found.line) for found in told.issues}


@pytest.mark.parametrize("header", ["Task", "Team", "Agency,Contact person"])
def test_a_rota_of_people_below_days_lists_nobody(header: str) -> None:
    beside = "Cleaning,Ann Lee" if "," in header else "Cleaning"
    told = read(f"{header},14 May 2026,11 June 2026\n{beside},Ann Lee,Bo Chan\n{beside},Cara Moss,Dan Roe\n", "rota.csv")
    assert told.refused


# --- ordinary lists beside which one cell names two people stay as they are ---------------------------------------------------


@pytest.mark.parametrize(("yes", "no"), [("Yes", "No"), ("x", ""), ("1", "0"), ("Present", "Absent"), ("true", "false")])
def test_marks_below_a_header_of_presence_list_nobody(yes: str, no: str) -> None:
    rows = (
        f'14.05.2026,Ann Lee,{yes}\n21.05.2026,Bo Chan,{no}\n28.05.2026,Cara Diaz,{no}\n04.06.2026,"Dan Frank, Ann Lee",{yes}\n'
    )
    told = read(f"Date,Name,Attended\n{rows}")
    assert _came(told) == {("05-14", "Ann Lee"), ("06-04", "Dan Frank"), ("06-04", "Ann Lee")}


def test_an_organization_in_each_row_is_that_of_its_people() -> None:
    rows = '14.05.2026,IOM,Ann Lee\n15.05.2026,UNHCR,Bo Chan\n16.05.2026,IOM,"Cara Diaz, Ann Lee"\n17.05.2026,UNHCR,Dan Frank\n'
    told = read(f"Date,Organization,Name\n{rows}")
    assert list(zip(told.entries.name, told.entries.organization, strict=True)) == [
        ("Ann Lee", "IOM"), ("Bo Chan", "UNHCR"), ("Cara Diaz", "IOM"), ("Ann Lee", "IOM"), ("Dan Frank", "UNHCR"),
    ]  # fmt: skip


def test_short_names_of_a_list_without_days_are_people() -> None:
    told = read('Team,Names\nRed,"Ann, Bo, Cara"\nBlue,"Ann, Eve, Bo"\n', "meeting 14 May 2026.csv")
    assert {who for _, who, _ in states(told)} == {"Ann", "Bo", "Cara", "Eve"}


@pytest.mark.parametrize("absent", ["Bo Chan (sick)", "bo chan", "Bo Chan (IOM)", "Mr Bo Chan"])
def test_one_person_in_both_lists_however_written_is_not_decided(absent: str) -> None:
    told = read(f'Date,Present,Absent\n14.05.2026,"Ann Lee, Bo Chan",{absent}\n21.05.2026,"Bo Chan, Ann Lee",Cara Moss\n')
    assert told.flags or told.refused


@pytest.mark.parametrize("cell", ["Ann Lee; Absent; Eve Grant", "Ann Lee, Apologies, Eve Grant"])
def test_a_heading_inside_a_cell_is_not_passed_over(cell: str) -> None:
    told = read(f'Date,Present\n14.05.2026,"Ann Lee, Bo Chan"\n21.05.2026,"Bo Chan, Ann Lee"\n28.05.2026,"{cell}"\n')
    assert told.flags or told.refused


@pytest.mark.parametrize("row", ["Those missing,", "Absent,"])
def test_a_heading_between_the_meetings_is_not_passed_over(row: str) -> None:
    told = read(
        f'Date,Present\n14.05.2026,"Ann Lee, Bo Chan"\n21.05.2026,"Bo Chan, Ann Lee"\n{row}\n28.05.2026,"Eve Gray, Bo Chan"\n'
    )
    assert told.flags or told.refused


def test_a_heading_of_absence_below_the_last_meeting_is_not_passed_over() -> None:
    told = read('Date,Present\n14.05.2026,"Ann Lee, Bo Chan"\n21.05.2026,"Bo Chan, Ann Lee"\nAbsent,\nEve Gray,\n')
    assert told.flags or told.refused


def _log(header: str, *rows: str) -> Reading:
    days = ("14.05.2026", "21.05.2026", "28.05.2026")
    return read(f"Date,{header}\n" + "".join(f"{day},{row}\n" for day, row in zip(days, rows, strict=False)))


@pytest.mark.parametrize(
    "rows",
    [
        ('"Lee, James"', '"James, Ann Marie"'),
        ('"Lee, Ann; Chan, Bo"', '"Chan, Bo; Lee, Ann"', '"Lee, Ann"'),
    ],
)
def test_a_surname_before_a_first_name_is_not_torn_off(rows: tuple[str, ...]) -> None:
    told = _log("Name", *rows)
    assert {who for _, who, _ in states(told)} in ({"James Lee", "Ann Marie James"}, {"Ann Lee", "Bo Chan"})


@pytest.mark.parametrize(
    "rows", [("Ann Lee, Mae Sot, Tak", "Bo Chan, Mae Sot, Tak"), ("Ann Lee, Nurse, Ward 3", "Bo Chan, Cook, Ward 4")]
)
def test_an_office_and_a_place_behind_a_name_are_nobody(rows: tuple[str, ...]) -> None:
    assert _log("Present", *(f'"{row}"' for row in rows)).refused


@pytest.mark.parametrize("header", ["Status", "Attendance", "Present?", "Members", "Sign-in sheet"])
@pytest.mark.parametrize("word", ["Held", "Quorate"])
def test_a_word_beside_a_list_is_nobody(header: str, word: str) -> None:
    told = _log(f"Name,{header}", f'"Ann Lee, Bo Chan",{word}', '"Bo Chan, Ann Lee",Postponed')
    assert {who for _, who, _ in states(told)} <= {"Ann Lee", "Bo Chan"}
    assert told.flags or {found.line for found in told.issues} == {2, 3}


def test_whoever_did_not_sign_beside_a_list_was_not_there() -> None:
    told = _log("Attended by,Signature", '"Ann Lee, Bo Chan",signed', '"Bo Chan, Ann Lee",', "Bo Chan,signed")
    assert {day for day, _, state in states(told) if state == "present"} == {"2026-05-14", "2026-05-28"}


def test_people_of_several_organizations_keep_them() -> None:
    told = _log("Name,Organization", 'Ann Lee,"IOM, UNHCR"', 'Bo Chan,"UNHCR, IOM"', "Cy Diaz,IOM")
    assert list(told.entries.organization) == ["IOM, UNHCR", "UNHCR, IOM", "IOM"]


@pytest.mark.parametrize("absent", ["Bo", "B. Chan", "Ms Chan"])
@pytest.mark.parametrize("header", ["Members,Absent", "Present,Apologies"])
def test_a_name_written_shorter_among_the_absent_is_not_decided(header: str, absent: str) -> None:
    told = _log(header, f'"Ann Lee, Bo Chan, Cara Diaz",{absent}', '"Bo Chan, Ann Lee, Cara Diaz",')
    assert told.flags or told.refused


def test_what_stands_below_the_days_of_organizations_is_told() -> None:
    rows = "IOM,Ann Lee,Bo Chan\nUNHCR,Absent: Cy Diaz,Dan Fox\nDan Fox left in June,,\n"
    told = read(f"Organization,14 May 2026,11 June 2026\n{rows}")
    assert {found.line for found in told.issues if found.line} == {3, 4}


# --- what the page says of it: no column is named that the file does not have -------------------------------------------------


def test_the_page_speaks_of_the_rows_and_columns_of_the_file() -> None:
    lists = read('Date,Present,Apologies\n14.05.2026,"Ann Lee, Bo Chan",Cara Moss\n21.05.2026,"Bo Chan, Ann Lee",\n')
    assert lists.how.told == "Each row is a meeting, and its cells list the people. The column headings say who came."
    days = read("Organization,14 May 2026,11 June 2026\nIOM,Ann Lee,Bo Chan\nUNHCR,Cara Moss,absent\n")
    assert days.how.told == "Each row is an organization, each column is a day, and the cells name who came."
    assert days.date_evidence == "The header has one column per date."
    texts = " ".join(reason.text for told in (lists, days) for reason in told.how.reasons)
    assert not {"'attended'", "'names'", "'date'"}.intersection(texts.split())
    assert lists.how.heads == {0: "date", 1: "name", 2: "name"}


def test_lines_of_one_cell_with_labels_are_read_one_by_one() -> None:
    told = read('Meeting 14 May 2026\n""\n"Present: Ann Lee, Bo Chan\nExcused: Dan Roe, Eve Gray\nSick: Fay Orr"\n')
    came = {who: state for _, who, state in states(told)}
    assert came == {
        "Ann Lee": "present",
        "Bo Chan": "present",
        "Dan Roe": "excused",
        "Eve Gray": "excused",
        "Fay Orr": "excused",
    }


def test_the_title_of_a_meeting_is_nobodys_position() -> None:
    text = 'Title,Date,Attendees\nBoard,2026-05-14,"Ann Lee, Bo Chan"\nStaff,2026-06-11,"Bo Chan, Cy Diaz"\n'
    told = read(text)
    assert [(meeting.title, str(meeting.on)) for meeting in told.meetings] == [("Board", DAYS[0]), ("Staff", DAYS[1])]
    assert not any(told.entries.role)
