"""Rows of a matrix with a name and no mark: organizations where the shape of the table shows it, else people who never came."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import as_json

TODAY = date(2026, 11, 25)
HEADER = "Name,14/05/2026,28/05/2026\n"
ONE, TWO, THREE = "Ann Lee,x,\nBo Chan,,x\n", "Cy Diaz,x,x\nDee Fox,x,\n", "Eli Gray,,x\nFay Hunt,x,x\n"
HILL, LOTUS, STAR = "Sunny Hill,,\n", "Blue Lotus,,\n", "Rising Star,,\n"
HOUSE = "Grace Haven,,\n"


def organizations(rows: str) -> dict[str, str]:
    """{person who came: organization}."""
    answer = as_json(read_attendance(f"{HEADER}{rows}".encode(), "twg.csv", today=TODAY))
    return {one["name"]: one["organization"] or "" for one in answer["attendees"]}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "rows",
    [
        HOUSE + ONE + LOTUS + TWO + STAR + THREE,
        HILL + ONE + ",,\n" + LOTUS + TWO,
        HOUSE + ONE + LOTUS + TWO,
        HOUSE + ONE.replace(",,", ",0,").replace(",\n", ",0\n") + LOTUS + TWO.replace(",\n", ",0\n"),
        HOUSE + ONE + LOTUS + TWO + STAR + THREE + "Total,4,4\n",
    ],
    ids=["three groups", "an empty row between", "one reads as an organization", "absence is written", "a total below"],
)
def test_rows_that_part_a_matrix_are_the_organizations_of_the_people_below(rows: str) -> None:
    found = organizations(rows)
    assert len(found) >= 4
    assert (found["Cy Diaz"], found["Dee Fox"]) == ("Blue Lotus", "Blue Lotus")
    assert found["Ann Lee"] == rows.split(",", 1)[0]
    assert not {"Sunny Hill", "Blue Lotus"} & found.keys()


@pytest.mark.parametrize(
    "rows",
    [
        ONE + HILL + TWO,
        HILL + ONE + TWO,
        ONE + HILL + TWO + LOTUS + THREE,
        HILL + ONE + LOTUS + TWO,
        HILL + LOTUS + ONE + STAR + TWO,
        HILL + ONE + LOTUS + TWO + STAR,
        "Mr. Joy Stone,,\n" + ONE + LOTUS + TWO + STAR + THREE,
        HILL + ONE + LOTUS + "Cy Diaz,x,x\n" + STAR + THREE,
        HILL + "Ann Lee,x,x\nBo Chan,x,x\n" + LOTUS + "Cy Diaz,x,x\n",
        HILL + ONE + LOTUS + TWO + STAR + THREE,
        HILL + ONE.replace(",,", ",0,").replace(",\n", ",0\n") + LOTUS + TWO.replace(",\n", ",0\n"),
        "Hope Adams,,\n" + ONE + LOTUS + TWO + STAR + THREE,
    ],
    ids=[
        *["one", "the first", "people above", "two", "two together", "the last", "a title", "one person below", "always there"],
        *["three above two each", "where absence is written", "a given name that is a word of houses"],
    ],
)
def test_where_the_shape_does_not_show_it_they_are_people_who_never_came(rows: str) -> None:
    assert set(organizations(rows).values()) == {""}


def test_single_words_that_part_a_list_of_full_names_are_organizations() -> None:
    found = organizations("Sunrise,,\n" + ONE + "Lotus,,\n" + TWO + "Morning,,\n" + THREE)
    assert (found["Ann Lee"], found["Cy Diaz"], found["Eli Gray"]) == ("Sunrise", "Lotus", "Morning")


def test_people_who_never_came_are_no_organizations_because_others_have_an_address() -> None:
    rows = "Nok Thongdee,,,\nMalee Srisuk,m@example.org,x,x\nAnna Berg,,,\nPeter Hall,p@example.org,x,x\n"
    answer = as_json(read_attendance(f"Name,Email,14/05/2026,28/05/2026\n{rows}".encode(), "twg.csv", today=TODAY))
    assert {one["name"]: one["organization"] for one in answer["attendees"]} == {"Malee Srisuk": None, "Peter Hall": None}  # type: ignore[attr-defined]
    assert {one["name"] for one in answer["absent"]} == {"Nok Thongdee", "Anna Berg"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("drawn", ["---,---,---", "=====,=====,====="])
def test_a_line_drawn_below_an_organization_changes_nothing(drawn: str) -> None:
    """Those below it were of the organization before."""
    rows = f"Hope House,,\n{drawn}\n{ONE}Caritas,,\n{drawn}\n{TWO}"
    assert organizations(rows) == organizations(f"Hope House,,\n{ONE}Caritas,,\n{TWO}")
    assert set(organizations(rows).values()) == {"Hope House", "Caritas"}


def test_lines_between_all_rows_are_drawn_below_no_organization() -> None:
    rows = "Ann Lee,x,x\n---,---,---\nCaritas,,\n---,---,---\nCy Diaz,x,\n---,---,---\n"
    assert set(organizations(rows).values()) <= {"", "Caritas"}
    assert organizations(rows)["Cy Diaz"] == ""


@pytest.mark.parametrize(
    "text",
    [
        "OPEN DOOR\nAnn Lee\nBo Chan\n\nRAK DEK\nCy Diaz\n",
        "HOPE HOUSE\nAnn Lee\nBo Chan\nRAK DEK\nCy Diaz\nDi Roy\n",
        "Hope House\n- Ann Lee\n- Bo Chan\nRak Dek\n- Cy Diaz\n- Di Roy\n",
        "Hope House:\nAnn Lee\nBo Chan\n\nRak Dek:\nCy Diaz\n",
        "OPEN DOOR\nAnn Lee, Director\nBo Chan\n\nPOLICE\nSomchai Dee\n\nRAK DEK\nCy Diaz\n",
    ],
    ids=["capitals", "no empty line", "bullets", "colons", "a sector"],
)
def test_lines_written_as_no_other_head_those_below_them(text: str) -> None:
    told = read_attendance(f"Attendance 14 May 2026\n\n{text}".encode(), "list.txt", today=TODAY)
    house = dict(zip(told.entries.name, told.entries.organization, strict=True))
    first = text.partition("\n")[0].rstrip(":")
    assert (house["Ann Lee"], house["Bo Chan"], (house["Cy Diaz"] or "").upper()) == (first, first, "RAK DEK")
    assert not {"OPEN DOOR", "RAK DEK", "POLICE", "Rak Dek"} & house.keys()


def test_a_label_that_may_be_of_the_absent_heads_no_organization() -> None:
    text = "Attendance 14 May 2026\n\nMembers of the board:\n1. Ann Lee\n2. Bo Chan\nMungonin:\n3. Cy Diaz\n4. Di Roy\n"
    told = read_attendance(text.encode(), "list.txt", today=TODAY)
    assert not {"Cy Diaz", "Di Roy"} & {*told.entries.name}


def test_rows_in_capitals_above_people_who_are_not_are_their_organizations() -> None:
    text = (
        "Meeting 14 May 2026,,\nName,Role,Signature\nOPEN DOOR,,\nAnn Lee,Director,AL\nRAK DEK,,\nCy Diaz,Nurse,CD\nDi Roy,,\n"
    )
    told = read_attendance(text.encode(), "list.csv", today=TODAY)
    who = zip(told.entries.name, told.entries.organization, told.entries.state, strict=True)
    assert {*who} == {("Ann Lee", "OPEN DOOR", "present"), ("Cy Diaz", "RAK DEK", "present"), ("Di Roy", "RAK DEK", "absent")}
