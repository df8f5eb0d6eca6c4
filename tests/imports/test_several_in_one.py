"""A column whose cells hold several things is not taken apart: the file is refused, and the column named."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices, Reading
from tests.support.accounting import unaccounted

TODAY = date(2026, 11, 25)


def read(header: str, *cells: str, names: tuple[str, ...] = (), choices: Choices = Choices()) -> Reading:  # noqa: B008 - frozen
    people = names or ("",) * len(cells)
    rows = [f'{"Name" if names else "No."},"{header}",Signature', *(f'{a},"{b}",' for a, b in zip(people, cells, strict=True))]
    text = "\n".join(["Coalition meeting 14 May 2026,,", *rows])
    return read_attendance(text.encode(), "list.csv", choices=choices, today=TODAY)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Organization / Person", ("Lotus / Ann Lee", "Blue Gate / Bo Chan")),
        ("Name (Organisation)", ("Ann Lee (Lotus)", "Bo Chan (Blue Gate)")),
        ("ชื่อ-สกุล / สังกัด", ("สมใจ รักดี / มูลนิธิบ้านริมน้ำ", "มะลิ ศรีสุข / พมจ.เชียงราย")),
        ("Name and Position", ("Ann Lee\nDirector", "Bo Chan\nOfficer")),
        ("Name, Position, Organization", ("Ann Lee, Director, IJM", "Bo Chan, Officer, Blue Gate")),
    ],
)
def test_names_that_share_their_cells_are_not_read_and_the_column_is_named(header: str, cells: tuple[str, ...]) -> None:
    reading = read(header, *cells)
    assert reading.flags == ["not_a_plain_table"]
    assert f"in the column '{header}'" in (reading.refused or "")
    assert unaccounted(reading) == []


def test_a_position_and_an_organization_in_one_cell_beside_the_names_are_refused_too() -> None:
    reading = read("Position / Organization", "Head of Programs at UNICEF", "Officer", names=("Ann Lee", "Bo Chan"))
    assert "Position / Organization" in (reading.refused or "")


def test_a_header_that_names_both_over_names_alone_is_one_of_names() -> None:
    reading = read("Name / Organization", "Ann Lee", "Bo Chan")
    assert reading.entries.name == ["Ann Lee", "Bo Chan"]


def test_columns_chosen_by_hand_are_read_as_chosen() -> None:
    chosen = Choices(columns={0: "name", 1: "role"})
    reading = read("Position / Organization", "Director, IJM", "Officer, IOM", names=("Ann Lee", "Bo Chan"), choices=chosen)
    assert reading.entries.role == ["Director, IJM", "Officer, IOM"]


def test_a_telephone_number_beside_an_address_is_no_part_of_it() -> None:
    reading = read("E-mail / Tel.", "ann@lotus.example / 081-000-0001", "081-000-0002", names=("Ann Lee", "Bo Chan"))
    assert reading.entries.email == ["ann@lotus.example", None]
