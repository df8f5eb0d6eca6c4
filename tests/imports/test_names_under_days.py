"""Sheets with days across and names in the cells, and what only looks like one."""

from datetime import date

import pytest

from coalition.imports.sheets.attendance_file import read_attendance
from coalition.imports.sheets.columns import date_test
from coalition.imports.unfolding.names_under_days import find_names_under_days

DAYS = ["14 May 2026", "21 May 2026"]
SHEET = [["Organization", *DAYS], ["Lotus House", "Malee Srisuk", "Malee Srisuk"], ["Fjord Aid", "Tom Berg", "-"]]
ALONE = [DAYS, ["Malee Srisuk", "Tom Berg"], ["Ann Lee", "Malee Srisuk"]]


def header_of(rows: list[list[str]]) -> int | None:
    found = find_names_under_days(rows, date_test(date(2026, 11, 25)), "list")
    return None if found is None else found.header


@pytest.mark.parametrize("rows", [SHEET, ALONE])
def test_names_under_days_are_found_with_and_without_a_column_of_organizations(rows: list[list[str]]) -> None:
    assert header_of([["Coalition meetings"], *rows]) == 1


def test_what_stands_below_the_header_of_a_list_of_people_is_read_under_it() -> None:
    people = [["Name", "Organization", "Date"], ["Ann Lee", "River House", "2026-05-14"]]
    assert header_of([*people, [], *SHEET]) is None


def test_days_over_names_with_anything_beside_them_are_another_sheet() -> None:
    assert header_of([["", *DAYS], ["Ann Lee", "Malee Srisuk", "Tom Berg"], ["Bo Chan", "Tom Berg", "Ann Lee"]]) is None


def people(*rows: str) -> list[str | None]:
    return read_attendance("\n".join(rows).encode(), "list.csv", today=date(2026, 11, 25)).entries.name


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Anong Jaidee, Peter Hall", ["Anong Jaidee", "Peter Hall"]),
        ("สมชาย บุญมี, ด.ต.อนันต์ ใจดี", ["สมชาย บุญมี", "อนันต์ ใจดี"]),
    ],
)
def test_two_full_names_with_a_comma_between_are_two_people(cell: str, names: list[str]) -> None:
    days = people("Organization,14 May 2026,21 May 2026", "Lotus House,Malee Srisuk,Malee Srisuk", f'IJM,"{cell}",-')
    assert sorted(map(str, days)) == sorted(["Malee Srisuk", "Malee Srisuk", *names])
    assert people("Name,Organization", f'"{cell}",Blue Door', "Ann Lee,IJM") == [*names, "Ann Lee"]


@pytest.mark.parametrize("other", ["Lee, Ann", "van der Berg, Anna Maria"])
def test_a_list_with_the_surname_first_keeps_a_surname_of_two_words(other: str) -> None:
    assert len(people("Name,Organization", '"Garcia Lopez, Ana Maria",Blue Door', f'"{other}",IJM')) == 2
