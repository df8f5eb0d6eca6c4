"""One column beside the names that holds the organization and the position, or how to reach it."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading
from tests.support.accounting import unaccounted

TODAY = date(2026, 11, 25)
NAMES = ("Ann Lee", "Bo Chan", "Cam Doe", "Dao Ek", "Eve Fox")


def read(header: str, *cells: str) -> Reading:
    rows = [
        "Meeting 14 May 2026,,",
        f'Name,"{header}",Signature',
        *(f'{name},"{cell}",' for name, cell in zip(NAMES, cells, strict=False)),
    ]
    reading = read_attendance("\n".join(rows).encode(), "list.csv", today=TODAY)
    assert unaccounted(reading) == []
    assert reading.entries.name == list(NAMES[: len(cells)])
    return reading


def told(reading: Reading) -> list[tuple[str | None, str | None]]:
    return list(zip(reading.entries.role, reading.entries.organization, strict=True))


@pytest.mark.parametrize("header", ["Position / Organization", "Organisation & role", "ตำแหน่ง/หน่วยงาน", "Agency (Position)"])
@pytest.mark.parametrize("cell", ["{r} / {o}", "{r}, {o}", "{r} - {o}", "{o} ({r})", "{o}, {r}", "{r} at {o}", "{r}\n{o}"])
def test_the_word_of_a_position_tells_which_part_is_the_organization(header: str, cell: str) -> None:
    pairs = [("Director", "Lotus House"), ("Case worker", "Blue Gate"), ("Officer", "Ministry of Labour")]
    assert told(read(header, *(cell.format(r=role, o=office) for role, office in pairs))) == pairs


def test_nothing_but_a_blank_parts_them_in_thai() -> None:
    reading = read("ตำแหน่ง/หน่วยงาน", "ผู้อำนวยการ มูลนิธิบ้านริมน้ำ", "นักสังคมสงเคราะห์ พมจ.เชียงราย")
    assert told(reading) == [("ผู้อำนวยการ", "มูลนิธิบ้านริมน้ำ"), ("นักสังคมสงเคราะห์", "พมจ.เชียงราย")]


def test_one_of_the_two_takes_nothing_from_the_row_above() -> None:
    reading = read("Position / Organization", "Director, IJM", "Intern", "Officer, Blue Gate", "Driver", "Ministry of Labour")
    assert told(reading) == [
        ("Director", "IJM"),
        ("Intern", None),
        ("Officer", "Blue Gate"),
        ("Driver", None),
        (None, "Ministry of Labour"),
    ]


def test_a_telephone_number_is_no_part_of_the_organization() -> None:
    reading = read("Organization / Tel", "Lotus House 081-000-0001", "Blue Gate / tel. 081 000 0002", "Hill Light")
    assert reading.entries.organization == ["Lotus House", "Blue Gate", "Hill Light"]
    assert reading.entries.phone == ["081-000-0001", "081 000 0002", None]


def test_the_columns_are_shown_as_the_file_has_them() -> None:
    reading = read("Position / Organization", "Director, IJM", "Officer, Blue Gate")
    assert [(one.header, one.field) for one in reading.columns] == [
        ("Name", "name"),
        ("Position / Organization", "organization"),
        ("Signature", None),
    ]


def test_positions_alone_under_such_a_header_stay_positions() -> None:
    assert told(read("Position / Organization", "Director", "Case worker", "Officer"))[0] == ("Director", None)


@pytest.mark.parametrize("header", ["E-mail / Tel.", "อีเมล/โทรศัพท์", "Phone, email"])
def test_an_address_and_a_telephone_number_are_parted(header: str) -> None:
    reading = read(
        header, "ann@lotus.example / 081-000-0001", "081-000-0002", "cam@hill.example", "081-000-0004 dao@ijm.example"
    )
    assert reading.entries.email == ["ann@lotus.example", None, "cam@hill.example", "dao@ijm.example"]
    assert reading.entries.phone == ["081-000-0001", "081-000-0002", None, "081-000-0004"]


def test_the_organization_begins_where_the_last_word_stands_that_can_part_it() -> None:
    cells = (
        "Head of Programs at UNICEF",
        "Head of Office, Lotus House",
        "Member of Parliament",
        "Deputy Chief of Party at Winrock",
    )
    assert told(read("Position / Organization", *cells, "Director of the Ministry of Labour")) == [
        ("Head of Programs", "UNICEF"),
        ("Head of Office", "Lotus House"),
        ("Member of Parliament", None),
        ("Deputy Chief of Party", "Winrock"),
        ("Director", "Ministry of Labour"),
    ]


def test_a_name_alone_that_no_word_tells_is_the_organization_and_not_what_somebody_does() -> None:
    assert told(read("Position / Organization", "Director / Lotus House", "Blue Door", "Interpreter"))[1:] == [
        (None, "Blue Door"),
        ("Interpreter", None),
    ]
