"""A blank organization: a merged cell where the list shows it, unknown where every row spells its own out."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading
from tests.support.accounting import unaccounted

TODAY = date(2026, 11, 25)
PEOPLE = ("Ann Lee", "Bo Chan", "Cam Doe", "Dao Ek", "Eve Fox", "Gus Hill")


def read(organizations: str, *, leading: bool = True) -> Reading:
    """The people above, each with one of the organizations; "-" for a blank."""
    pairs = [("Organization", "Name"), *zip(organizations.replace("-", "").split("|"), PEOPLE, strict=False)]
    rows = [",".join(pair if leading else pair[::-1]) for pair in pairs]
    reading = read_attendance("\n".join(["Meeting 14 May 2026,", *rows]).encode(), "list.csv", today=TODAY)
    assert unaccounted(reading) == []
    return reading


def written(reading: Reading) -> str:
    return "|".join(organization or "-" for organization in reading.entries.organization)


@pytest.mark.parametrize("organizations", ["IJM|-|Lotus|Blue Gate", "IJM|Lotus|Blue Gate|-"])
def test_a_lone_blank_under_an_organization_before_the_names_is_filled_and_told(organizations: str) -> None:
    reading = read(organizations)
    assert "-" not in written(reading)
    (told,) = reading.issues
    assert (told.code, told.line) == ("organization_above", 3 + organizations.split("|").index("-"))


@pytest.mark.parametrize(
    "organizations",
    [
        "IJM|Lotus|IJM|-|Blue Gate|Lotus",
        "IJM|IJM|Lotus|-|Blue Gate|Blue Gate",
        "IJM|-|Lotus|-|IJM|Lotus",
        "-|IJM|Lotus|Blue Gate",
    ],
)
def test_where_organizations_are_spelled_out_again_a_blank_is_not_known(organizations: str) -> None:
    reading = read(organizations)
    assert (written(reading), reading.issues) == (organizations, [])


@pytest.mark.parametrize("leading", [True, False])
def test_blanks_in_runs_are_merged_cells_and_behind_the_names_each_is_told(leading: bool) -> None:
    reading = read("IJM|-|-|Lotus|-|-", leading=leading)
    assert written(reading) == "IJM|IJM|IJM|Lotus|Lotus|Lotus"
    assert [found.code for found in reading.issues] == ["organization_above"] * (0 if leading else 4)


def test_a_lone_blank_behind_the_names_is_not_known() -> None:
    reading = read("IJM|-|Lotus|Blue Gate", leading=False)
    assert (written(reading), reading.issues) == ("IJM|-|Lotus|Blue Gate", [])


def test_the_same_organization_on_the_next_page_spells_nothing_out() -> None:
    text = (
        "Meeting 14 May 2026,\nOrganization,Name\nIJM,Ann Lee\n,Bo Chan\nTotal,2\n,\nOrganization,Name\nIJM,Cam Doe\n,Dao Ek\n"
    )
    reading = read_attendance(text.encode(), "list.csv", today=TODAY)
    assert written(reading) == "IJM|IJM|IJM|IJM"


def long_list(rows: str) -> Reading:
    reading = read_attendance(rows.encode(), "list.csv", today=TODAY)
    assert unaccounted(reading) == []
    return reading


def test_an_organization_never_runs_on_into_the_next_meeting() -> None:
    reading = long_list(
        "Date,Name,Organization\n14/05/2026,Malee Srisuk,Lotus House\n,Anong Jaidee,\n,Peter Hall,Blue Door\n"
        "11/06/2026,Malee Srisuk,\n,Tom Reed,Blue Door\n"
    )
    assert written(reading) == "Lotus House|Lotus House|Blue Door|-|Blue Door"
    assert [(found.code, found.line) for found in reading.issues] == [("organization_above", 3)]


def test_organizations_given_to_few_blanks_beside_merged_days_are_told() -> None:
    reading = long_list(
        "Date,Name,Organization\n14/05/2026,Malee Srisuk,Lotus House\n,Anong Jaidee,Blue Door\n,Peter Hall,\n,Jane Moss,\n"
        "11/06/2026,Malee Srisuk,Lotus House\n,Tom Reed,\n"
    )
    assert [found.line for found in reading.issues if found.code == "organization_above"] == [4, 5, 7]


@pytest.mark.parametrize("role", ["Interpreter", "Independent researcher", "Freelance trainer", "ล่ามภาษาอังกฤษ"])
def test_who_comes_for_nobody_by_their_role_gets_no_organization_from_above(role: str) -> None:
    reading = long_list(
        "Meeting 14 May 2026,,\nName,Organization,Position\nMalee Srisuk,Lotus House,Director\nPeter Hall,Blue Door,Officer\n"
        f"Jane Moss,,{role}\nTom Reed,IJM,Officer\nAnn Berg,,Officer\nNok Thong,UNICEF,Officer\n"
    )
    assert written(reading) == "Lotus House|Blue Door|-|IJM|IJM|UNICEF"
    assert [(found.code, found.line) for found in reading.issues] == [("organization_above", 7)]
