"""Lists that say by their cells what no word over them says: organizations and nobody's name, columns without a header."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading

_DAY = "Attendance list, 3 September 2026\n"


def read(text: str, name: str = "list.csv") -> Reading:
    return read_attendance(text.encode(), name, today=date(2026, 11, 30))


def states(told: Reading) -> dict[str | None, str]:
    assert told.refused is None, told.refused
    return dict(zip(told.entries.name, told.entries.state, strict=True))


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
