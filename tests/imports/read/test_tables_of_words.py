"""Headers in two rows, lists in one row of a table, who signs a list, and texts as Markdown and web pages write them."""

import pytest

from tests.imports.read.test_explode import read, states

DAY = "2026-05-14"


def came(text: str, name: str = "list.csv") -> dict[str, str]:
    return {who: state for _, who, state in states(read(text, name))}


@pytest.mark.parametrize(
    ("over", "parts"),
    [("Attendance", "Morning,Afternoon"), ("Asistencia", "Mañana,Tarde"), ("Attendance", "In person,Online")],
)
def test_who_was_there_for_one_part_was_there_whatever_other_columns_have_two_headers(over: str, parts: str) -> None:
    people = "1,Ann Lee,Director,x,x\n2,Bo Chan,Nurse,,x\n3,Cy Dee,Nurse,x,\n"
    text = f"Meeting {DAY},,,,\nNo,Participant,,{over},\n,Full name,Position,{parts}\n{people}"
    assert came(text) == dict.fromkeys(("Ann Lee", "Bo Chan", "Cy Dee"), "present")


@pytest.mark.parametrize("rule", ["", "|---|:---:|\n"])
def test_a_table_of_one_row_lists_who_came_and_who_did_not(rule: str) -> None:
    text = f"# Minutes 14 May 2026\n\n| Present | Absent |\n{rule}| Ann Lee, Bo Chan, Cy Dee | Di Fox, Eve Gil |\n\n## Agenda\n"
    people = dict.fromkeys(("Ann Lee", "Bo Chan", "Cy Dee"), "present") | dict.fromkeys(("Di Fox", "Eve Gil"), "absent")
    assert came(text, "minutes.md") == people


@pytest.mark.parametrize("label", ["Approved by:", '"Mengetahui,"', "Aprovado por:"])
@pytest.mark.parametrize("signed", ["Eve Gray\nTreasurer\n", "Relawan\n\nEve Gray\n"])
def test_who_signs_below_a_column_of_names_is_not_in_the_list(label: str, signed: str) -> None:
    text = f"Attendance 14 May 2026\nName\nAnn Lee\nBo Chan\nCy Dee\n\n{label}\n{signed}"
    assert came(text) == dict.fromkeys(("Ann Lee", "Bo Chan", "Cy Dee"), "present")


@pytest.mark.parametrize("line", [
    "* Present: Ann Lee, Bo Chan, Cy Dee \\[online\\]",
    "<p>Attendance: Ann Lee, Bo Chan, Cy Dee</p>",
    "<div class=\"x\">Present: <b>Ann Lee</b>, Bo Chan, <i>Cy Dee</i><br></div>",
])  # fmt: skip
def test_signs_of_markdown_and_of_web_pages_are_no_part_of_a_name(line: str) -> None:
    assert came(f"Minutes 14 May 2026\n\n{line}\n", "minutes.md") == dict.fromkeys(("Ann Lee", "Bo Chan", "Cy Dee"), "present")


def test_how_somebody_took_part_does_not_say_that_they_came() -> None:
    rows = (
        "2026-01-08 09:43:11,Ann Lee,ออนไลน์,No\n2026-01-08 09:31:11,Bo Chan,ออนไซต์,No\n2026-01-08 09:42:11,Cy Dee,ออนไลน์,Yes\n"
    )
    text = f"Start time,Name,รูปแบบการเข้าร่วม,Attended\n{rows}"
    assert came(text) == {"Ann Lee": "absent", "Bo Chan": "absent", "Cy Dee": "present"}


def test_a_column_of_names_that_is_empty_begins_no_second_list() -> None:
    rows = "1,,Ann Lee,Red Net,In person,x\n2,,Bo Chan,Blue Net,Online,x\n3,,Cy Dee,Red Net,In person,x\n"
    assert came(f"ID,Name,Name,Agency,Form,Check-in {DAY}\n{rows}") == dict.fromkeys(
        ("Ann Lee", "Bo Chan", "Cy Dee"), "present"
    )


def test_degrees_behind_all_names_are_no_organization() -> None:
    told = read("Sign-in sheet 2026-05-14\nName\nAnn Lee, MD\nBo Chan, MD\nCy Dee, MD\n")
    assert not any(told.entries.organization)
    assert [one.title for one in told.meetings] == [None]


@pytest.mark.parametrize("title", ["Contacts (updated 28 May)", "ทำเนียบเครือข่าย (ปรับปรุง 28 พ.ค.)"])
def test_the_day_a_list_was_made_is_no_day_of_a_meeting_without_its_year_either(title: str) -> None:
    text = f"{title}\nName,Organization,Phone\nAnn Lee,IOM,080-528-2538\nBo Chan,IRC,082-602-2279\nCy Dee,MSF,082-602-2278\n"
    assert "did_they_come" in read(text, "list.csv").flags


def test_one_name_alone_does_not_hide_on_which_side_the_organizations_stand() -> None:
    told = read("Minutes 14 May 2026\nName\nHope House - Ann Lee\nRed Cross - Bo Chan\nHope House - Sri\nBlue Net - Cy Dee\n")
    assert dict(zip(told.entries.name, told.entries.organization, strict=True))["Sri"] == "Hope House"


def test_a_time_or_a_dash_beside_who_came_asks_nothing() -> None:
    rows = "A1,Lee,Ann,08:00,present,2026-05-14\nA2,Chan,Bo,-,absent,2026-05-14\nA3,Dee,Cy,08:10,present,2026-05-14\n"
    told = read(rows, "presence.csv", columns={1: "last_name", 2: "first_name"})
    assert {who: state for _, who, state in states(told)} == {"Ann Lee": "present", "Bo Chan": "absent", "Cy Dee": "present"}
    assert told.flags == []


def test_a_column_that_names_few_is_offered_too_where_it_is_asked_who_is_named() -> None:
    rows = "".join(f"2026-05-{day},{when},\n" for day in range(16, 22) for when in ("morning", "evening"))
    told = read(f"2026-05-14,morning,Ann Lee\n2026-05-14,evening,Bo Chan\n{rows}", "attendance.txt")
    assert told.options["names_column"].keys() == {"1", "2"}
