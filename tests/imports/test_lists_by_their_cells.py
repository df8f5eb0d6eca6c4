"""Lists that say by their cells what no word over them says: organizations and nobody's name, columns without a header."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices, Reading
from tests.support.plain_lists import TODAY, read, states

_DAY = "Attendance list, 3 September 2026\n"


def offices(told: Reading) -> dict[str | None, str]:
    """What is said of each organization; nobody is named."""
    assert told.refused is None, told.refused
    assert not any(told.entries.name)
    return dict(zip(told.entries.organization, told.entries.state, strict=True))


@pytest.mark.parametrize(
    ("header", "came", "away"),
    [
        ("Organization,Status", "1", "0"),
        ("องค์กร,เข้าร่วม", "x", ""),
        ("Instansi,Kehadiran", "H", "I"),
        ("Institution,Anwesenheit", "anwesend", "abwesend"),
        ("Organization,Email,Attended", "a@x.example,x", "b@x.example,"),
        ("Organization,Present,Absent", "x,", ",x"),
        ("Organization,Attended,Note", "x,", ",sick"),
    ],
)
def test_an_organization_comes_to_a_meeting_though_nobody_is_named(header: str, came: str, away: str) -> None:
    rows = f"Hope House,{came}\nRed Cross,{came}\nDSI,{away}\nBlue Sky Foundation,{came}\n"
    told = offices(read(f"{_DAY}{header}\n{rows}"))
    assert told.pop("DSI") in {"absent", "excused"}
    assert told == {"Hope House": "present", "Red Cross": "present", "Blue Sky Foundation": "present"}


def test_organizations_come_on_days_across_and_on_days_below_one_another() -> None:
    across = read("Organization,14/05/2026,21/05/2026\nHope House,x,\nRed Cross,,x\nDSI,x,x\n")
    below = read("Attendance\nDate,Organization\n14/05/2026,Hope House\n14/05/2026,DSI\n21/05/2026,Red Cross\n21/05/2026,DSI\n")
    for told in (across, below):
        assert not any(told.entries.name)
        entries = zip(told.entries.organization, told.entries.meeting, told.entries.state, strict=True)
        present = {(house, told.meetings[at].on) for house, at, state in entries if state == "present"}
        assert present == {
            ("Hope House", date(2026, 5, 14)),
            ("DSI", date(2026, 5, 14)),
            ("Red Cross", date(2026, 5, 21)),
            ("DSI", date(2026, 5, 21)),
        }


@pytest.mark.parametrize("header", ["Organization,Participants", "Organization,Number of people", "หน่วยงาน,จำนวนคน"])
def test_whether_an_organization_of_which_nobody_is_counted_came_is_asked(header: str) -> None:
    told = read(f"Coalition meeting, 14 May 2026\n{header}\nHope House,3\nRed Cross,0\nDSI,1\n")
    assert "who_came_column" in told.flags
    assert offices(told) == {"Hope House": "present", "Red Cross": "absent", "DSI": "present"}


@pytest.mark.parametrize(
    "text",
    [
        "Organization\nHope House\nRed Cross\nDSI\n",
        "Members of the coalition\nOrganization,Phone\nHope House,02-123-4567\nDSI,02-123-4568\n",
        "Member organizations as of 14 May 2026\nOrganization,Province\nHope House,Tak\nDSI,Bangkok\n",
        "Coalition meeting, 14 May 2026\nOrganization\nHope House\nRed Cross\nDSI\n",
        f"{_DAY}Organization,Men,Women\nHope House,1,2\nRed Cross,0,0\nDSI,1,0\n",
        "Organization,Signed the agreement\nHope House,Yes\nRed Cross,No\nDSI,Yes\n",
    ],
)
def test_a_list_of_members_is_no_list_of_those_who_came(text: str) -> None:
    told = read(text)
    assert told.refused is not None or "did_they_come" in told.flags


@pytest.mark.parametrize("cell", ["Hope House ({})", "Hope House - {}", "{}, Hope House", "Mrs {}"])
def test_people_in_the_column_of_organizations_are_not_lost(cell: str) -> None:
    rows = "".join(f"{cell.format(name)},x\n" for name in ("Ann Lee", "Bo Chan", "Eva Moss"))
    told = read(f"{_DAY}Organization,Attended\n{rows}")
    assert told.refused is not None or {"Ann Lee", "Bo Chan", "Eva Moss"} <= set(told.entries.name)


_PEOPLE = ("Ann Lee", "Bo Chan", "Eva Moss", "Dan Roe")
_HOUSES = ("Hope House", "DSI", "Red Cross", "Hope House")
_AGENDA = ("Budget Review", "Case Management", "Annual Plan", "Next Steps")
_TASKS = ("The Tak list", "Referral", "Case plan", "Shelter")


def bare(*columns: tuple[str, ...], title: str = _DAY) -> str:
    """A list without a header."""
    return title + "".join(",".join(row) + "\n" for row in zip(*columns, strict=True))


@pytest.mark.parametrize(
    "columns",
    [
        (_PEOPLE, _HOUSES),
        (_HOUSES, _PEOPLE),
        (("1", "2", "3", "4"), _PEOPLE, ("Director", "Nurse", "Volunteer", "Nurse"), _HOUSES),
        (_PEOPLE, ("Freedom Net", "Child Line", "Child Line", "Hope House"), ("a@x.example", "b@x.example", "", "d@x.example")),
        (_PEOPLE, ("081-555-0301", "081-555-0302", "", "081-555-0303")),
    ],
)
@pytest.mark.parametrize("title", [_DAY, "Minutes of the meeting of 3/9/2026\nVenue: Room 2\n\n"])
def test_the_cells_of_a_list_without_a_header_say_what_its_columns_hold(
    columns: tuple[tuple[str, ...], ...], title: str
) -> None:
    told = read(bare(*columns, title=title))
    assert states(told) == dict.fromkeys(_PEOPLE, "present")
    houses = next((column for column in columns if "Hope House" in column), None)
    assert told.entries.organization == (list(houses) if houses else [None] * 4)


def test_a_log_without_a_header_says_who_came_when() -> None:
    days = ("14/05/2026", "14/05/2026", "21/05/2026", "21/05/2026")
    told = read(bare(days, _PEOPLE, _HOUSES, title="Attendance\n"))
    assert set(states(told)) == set(_PEOPLE)
    assert [one.on for one in told.meetings] == [date(2026, 5, 14), date(2026, 5, 21)]


_MOMENTS = tuple(f"2026-05-14 09:0{minute}:11" for minute in range(4))


@pytest.mark.parametrize(
    "columns",
    [
        (_PEOPLE, _MOMENTS),
        (("ann", "bo", "eva", "dan"), _MOMENTS),
        (("1", "2", "3", "4"), _PEOPLE, ("14/05/2026",) * 4, ("9:01", "9:02", "9:02", "9:07")),
        (("S101", "S102", "S103", "S104"), _PEOPLE, _MOMENTS),
        (_MOMENTS, ("a@x.example", "b@x.example", "", "d@x.example"), _PEOPLE),
        (_PEOPLE, _MOMENTS, ("18.78921", "18.78924", "18.78919", "18.78922"), ("98.98513",) * 4),
    ],
)
def test_a_log_of_moments_holds_names_in_its_only_column_of_words(columns: tuple[tuple[str, ...], ...]) -> None:
    log = bare(*columns, title="")
    told = read(log, name="attendance.csv")
    assert set(states(told)) == {cell for column in columns for cell in column} & {*_PEOPLE, "ann", "bo", "eva", "dan"}
    assert ([one.on for one in told.meetings], told.flags) == ([date(2026, 5, 14)], [])
    assert "names_column" in read(log, name="log.csv").flags


@pytest.mark.parametrize(
    "columns",
    [
        (_PEOPLE, ("IN", "OUT", "IN", "OUT"), _MOMENTS),
        (_PEOPLE, ("Chiang Mai", "Lampang", "Lampang", "Nan"), _MOMENTS),
        (("Lee", "Chan", "Moss", "Roe"), ("Ann", "Bo", "Eva", "Dan"), _MOMENTS),
        (_PEOPLE, ("Zed Kay", "", "", ""), _MOMENTS),
    ],
)
def test_a_log_with_a_second_column_of_words_asks_which_holds_the_names(columns: tuple[tuple[str, ...], ...]) -> None:
    assert "names_column" in read(bare(*columns, title=""), name="attendance.csv").flags


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ann Lee,2026-05-14 09:00:11\nBo Chan,\nEva Moss,2026-05-14 09:03:11\n", "attendance.csv"),
        ("Ann Lee,2026-05-14 09:00:11\nBo Chan,2026-05-14 09:01:11\n", "attendance_absent_students.csv"),
        ("Ann Lee,2026-05-14 09:00:11\nBo Chan,2026-05-14 09:01:11\n", "absensi_izin.csv"),
        (
            "101,Front Door,2026-05-14 09:00\n102,Back Door,2026-05-14 09:01\n103,Front Door,2026-05-14 09:02\n",
            "attendance.csv",
        ),
        ("S17,Ann Lee,2026-05-14 09:00:11\nS204,Ann Lee,2026-05-14 09:01:11\n", "attendance.csv"),
        ("Ann Lee,2026-04-01 10:00,2026-05-14 09:00\nBo Chan,2026-04-02 10:00,2026-05-14 09:01\n", "attendance.csv"),
        ("Ann Lee,2026-05-01 10:00:00\nBo Chan,2026-05-02 10:00:00\n", "attendance 2026-05-14.csv"),
        ("Name,created_at\nAnn Lee,2026-05-14 09:00:11\nBo Chan,2026-05-14 09:01:11\n", "attendance.csv"),
    ],
    ids=["no_moment", "absent", "leave", "doors", "one_name", "two_days", "other_day", "header"],
)
def test_a_log_that_leaves_anything_open_is_asked_about(text: str, name: str) -> None:
    told = read(text, name=name)
    assert (told.flags, len(told.entries)) == (["names_column"], 0)


@pytest.mark.parametrize(
    ("came", "away"), [("PRESENT", "ABSENT"), ("Present", "absent"), ("P", "A"), ("HADIR", "ALPA"), ("มา", "ขาด")]
)
@pytest.mark.parametrize("moments", [_MOMENTS, ("2026-05-14",) * 4])
def test_states_without_a_header_are_no_organizations(came: str, away: str, moments: tuple[str, ...]) -> None:
    marks = (came, away, came, away)
    whole = read(bare(_PEOPLE, moments, marks, title=""), name="attendance.csv")
    assert states(whole) == {"Ann Lee": "present", "Bo Chan": "absent", "Eva Moss": "present", "Dan Roe": "absent"}
    halves = bare(("Ann", "Bo", "Eva", "Dan"), ("Lee", "Chan", "Moss", "Roe"), moments, marks, title="")
    asked = read(halves, name="attendance.csv")
    assert (asked.flags, [*asked.options["names_column"]]) == (["names_column"], ["0", "1", "0+1"])
    both = Choices(columns={0: "first_name", 1: "last_name"})
    assert states(read_attendance(halves.encode(), "attendance.csv", choices=both, today=date(2026, 11, 30))) == states(whole)


@pytest.mark.parametrize(
    ("came", "away"),
    [("1", "0"), ("YES", "NO"), ("TRUE", "FALSE"), ("✓", "✗"), ("ok", "no show"), ("PRESENT", "ABSENT"), ("x", "")],
)
@pytest.mark.parametrize("beside", [(), (("Chiang Mai", "Lampang", "Nan", "Lampang"),)])
@pytest.mark.parametrize("name", ["attendance.csv", "meeting 14 May 2026.csv", "list.csv"])
def test_nobody_absent_is_present_once_it_is_said_which_column_holds_the_names(
    came: str, away: str, beside: tuple[tuple[str, ...], ...], name: str
) -> None:
    text = bare(_PEOPLE, *beside, ("2026-05-14",) * 4, (came, away, came, away), title="")
    told = [
        read_attendance(text.encode(), name, choices=Choices(columns=columns), today=TODAY) for columns in (None, {0: "name"})
    ]
    assert told[1].refused is None
    for one in told:
        present = {who for who, state in zip(one.entries.name, one.entries.state, strict=True) if state == "present"}
        assert present <= {"Ann Lee", "Eva Moss"} or "did_they_come" in one.flags


@pytest.mark.parametrize(
    "text",
    [
        bare(_PEOPLE, _HOUSES, ("x", "", "x", "")),
        bare(_PEOPLE, _HOUSES, ("9:01", "9:05", "", "9:12")),
        bare(_PEOPLE, _HOUSES, ("Ann", "", "Eva", "")),
        bare(_PEOPLE, _HOUSES, ("01/02/1980", "03/04/1975", "06/07/1990", "09/10/1966")),
        bare(_PEOPLE, ("Zed Kay", "Ivy Birch", "Jon Cedar", "Hal Reed")),
        bare(_PEOPLE, _HOUSES, ("", "Ivy Birch", "", "")),
        bare(_PEOPLE, _HOUSES, title="Contact list, updated 14 May 2026\n"),
        bare(_PEOPLE, _HOUSES, title="Absent from the meeting of 14 May 2026\n"),
        bare(("Wer", *_PEOPLE), ("Woher", *_HOUSES)),
        bare(
            _AGENDA,
            _HOUSES,
            title="Minutes of the meeting, 14/5/2026\n",
        ),
        bare(
            _PEOPLE,
            _HOUSES,
            _TASKS,
            title="Actions of the meeting, 14 May 2026\n",
        ),
    ],
)
def test_a_list_without_a_header_is_not_read_where_its_cells_leave_anything_open(text: str) -> None:
    told = read(text)
    assert told.refused is not None or {"names_column", "did_they_come", "who_came_column"} & set(told.flags)


@pytest.mark.parametrize(
    "header",
    ["Name,Organization,Absent", "Name,Organization,Excused", "Họ và tên,Tổ chức,Vắng mặt", "Name,Attendees,Absent"],
)
def test_where_nobody_has_a_mark_for_the_absent_all_came(header: str) -> None:
    beside = "x" if "Attendees" in header else "DSI"
    assert states(read(f"{_DAY}{header}\nAnn Lee,{beside},\nBo Chan,{beside},\n")) == {
        "Ann Lee": "present",
        "Bo Chan": "present",
    }


def test_a_list_in_which_nobody_is_marked_says_of_nobody_that_they_came() -> None:
    told = read(f"{_DAY}Name,Present,Absent\nAnn Lee,,\nBo Chan,,\n")
    assert told.refused is not None or "did_they_come" in told.flags


@pytest.mark.parametrize("header", ["Name,Attendees", "รายชื่อ,ผู้เข้าร่วมประชุม,ผู้ไม่มาประชุม", "Name,Participant,Absent,Excused"])
def test_ticks_below_a_word_for_those_who_came_say_who_came(header: str) -> None:
    more = "," * (header.count(",") - 1)
    told = read(f"{_DAY}{header}\nAnn Lee,✓{more}\nBo Chan,{more}\nEva Moss,✓{more}\n")
    assert states(told) == {"Ann Lee": "present", "Bo Chan": "absent", "Eva Moss": "present"}


@pytest.mark.parametrize("title", ["Attendance", "Attendance list (form version 2023)"])
def test_the_year_of_the_days_of_a_log_is_asked(title: str) -> None:
    text = f"{title}\nDate,Name,Organization\n8 Apr,Ann Lee,DSI\n8 Apr,Bo Chan,IOM\n2 Oct,Ann Lee,DSI\n"
    told = read(text)
    assert "which_year" in told.flags
    told = read_attendance(text.encode(), "list.csv", choices=Choices(year=2025), today=date(2026, 11, 30))
    assert [one.on for one in told.meetings] == [date(2025, 4, 8), date(2025, 10, 2)]
    assert set(told.entries.name) == {"Ann Lee", "Bo Chan"}


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Mary Thompson,Yes\nJohn Carter,No\nPeter Novak,Yes\n", {0: "name"}),
        ("Mary Thompson - Red Cross,YES\nJohn Carter - UNHCR,NO\nPeter Novak - Care,YES\n", {0: "name"}),
        ("Mary Thompson,PRESENT\nJohn Carter,ABSENT\nPeter Novak,PRESENT\n", {0: "name"}),
        ("Mary,Thompson,Care,PRESENT\nJohn,Carter,IOM,ABSENT\nPeter,Novak,IJM,PRESENT\n", {0: "first_name", 1: "last_name"}),
    ],
)
def test_no_row_of_somebody_is_a_header_where_a_person_chose_the_columns(text: str, columns: dict[int, str]) -> None:
    told = read_attendance(text.encode(), "attendance 2026-11-03.csv", choices=Choices(columns=columns), today=TODAY)
    assert states(told) == {"Mary Thompson": "present", "John Carter": "absent", "Peter Novak": "present"}
