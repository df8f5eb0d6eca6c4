"""One column that holds a person and the organization: which is which, whatever parts them and in whatever order."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Reading
from tests.support.accounting import unaccounted

TODAY = date(2026, 11, 25)


def read(header: str, *cells: str) -> Reading:
    rows = [
        "Coalition meeting 14 May 2026,,",
        f'No.,"{header}",Signature',
        *(f'{i},"{cell}",' for i, cell in enumerate(cells, 1)),
    ]
    return read_attendance("\n".join(rows).encode(), "list.csv", today=TODAY)


def told(reading: Reading) -> list[tuple[str | None, str | None]]:
    assert unaccounted(reading) == []
    return list(zip(reading.entries.name, reading.entries.organization, strict=True))


@pytest.mark.parametrize(
    "header", ["Organization / Person", "Organisation / Name", "Agency (Name)", "หน่วยงาน/ชื่อ", "Agency - Participant"]
)
@pytest.mark.parametrize(
    "cell", ["{o} / {p}", "{o}/{p}", "{o}, {p}", "{o} - {p}", "{o} – {p}", "{o} ({p})", "{o}: {p}", "{o} | {p}"]
)
def test_the_header_says_that_the_organization_comes_first_where_no_word_tells(header: str, cell: str) -> None:
    pairs = [("Ann Lee", "Lotus"), ("Bo Chan", "Blue Gate"), ("Cam Doe", "Hill Light")]
    assert told(read(header, *(cell.format(p=person, o=office) for person, office in pairs))) == pairs


@pytest.mark.parametrize(
    "header", ["Name (Organisation)", "Name & Agency", "Participant - Organization", "ชื่อ-สกุล / สังกัด", "Organization / Person"]
)
@pytest.mark.parametrize("cell", ["{p} / {o}", "{p}, {o}", "{p} - {o}", "{p} ({o})", "{p} [{o}]"])
def test_titles_and_words_of_organizations_say_more_than_the_order_of_the_header(header: str, cell: str) -> None:
    pairs = [("Ann Lee", "Ministry of Labour"), ("Bo Chan", "IJM"), ("สมใจ รักดี", "มูลนิธิบ้านริมน้ำ"), ("Cam Doe", "Open Door Trust")]
    assert told(read(header, *(cell.format(p=person, o=office) for person, office in pairs))) == pairs


def test_a_cell_with_one_of_the_two_is_that_one_and_takes_nothing_from_the_row_above() -> None:
    reading = read("Name / Organization", "Ann Lee / IJM", "Bo Chan", "Ministry of Labour", "Cam Doe / Blue Gate", "Dao Ek")
    assert told(reading) == [
        ("Ann Lee", "IJM"),
        ("Bo Chan", None),
        (None, "Ministry of Labour"),
        ("Cam Doe", "Blue Gate"),
        ("Dao Ek", None),
    ]


def test_the_columns_and_the_refused_rows_are_shown_as_the_file_has_them() -> None:
    reading = read("Organization / Person", "IJM / Ann Lee", "Blue Gate / iPhone", "Hill Light / Cam Doe")
    assert [(one.header, one.field) for one in reading.columns] == [
        ("No.", None),
        ("Organization / Person", "name"),
        ("Signature", None),
    ]
    (issue,) = [found for found in reading.issues if found.line == 4]
    assert issue.raw == ("2", "Blue Gate / iPhone", "")


@pytest.mark.parametrize(
    "header", ["Name / ชื่อ", "Organization name", "Event / Name", "Name of the organization", "Name / Nickname"]
)
def test_a_header_of_one_of_them_parts_nothing(header: str) -> None:
    reading = read(header, "Anne-Marie Lee", "Bo Chan")
    assert "Anne-Marie Lee" in [
        *reading.entries.name,
        *reading.entries.organization,
        "Anne-Marie Lee" if reading.refused else "",
    ]


def test_where_the_organization_has_a_column_of_its_own_the_names_are_left_as_they_are() -> None:
    text = "Meeting 14 May 2026,\nName / Organization,Organization\nAnn Lee / Lotus,Blue Gate\nBo Chan / Lotus,Hill Light\n"
    reading = read_attendance(text.encode(), "list.csv", today=TODAY)
    assert reading.entries.organization in (["Blue Gate", "Hill Light"], [])


def people_of(*rows: str) -> list[tuple[str | None, str | None]]:
    reading = read_attendance("\n".join(["Meeting 14 May 2026,,", *rows]).encode(), "list.csv", today=TODAY)
    assert unaccounted(reading) == []
    return list(zip(reading.entries.name, reading.entries.organization, strict=True))


@pytest.mark.parametrize(
    "rows",
    [
        ["No.,Organization / Name,Email", "1,Lotus,", ",Ann Lee,a@x.example", "2,Blue Gate,", ",Bo Chan,b@x.example"],
        ["No.,Organization / Name,Email", ",Lotus,", "1,Ann Lee,a@x.example", ",Blue Gate,", "2,Bo Chan,b@x.example"],
        ["Organization / Name,Position,", "Lotus,,", "Ann Lee,Director,", "Blue Gate,,", "Bo Chan,Officer,"],
        ["หน่วยงาน/ชื่อ,Position,", "Lotus,,", "Ann Lee,Director,", "Blue Gate,,", "Bo Chan,Officer,"],
    ],
)
def test_an_organization_alone_above_people_is_theirs_where_the_header_names_it_first(rows: list[str]) -> None:
    assert people_of(*rows) == [("Ann Lee", "Lotus"), ("Bo Chan", "Blue Gate")]


def test_who_never_came_stands_alone_in_a_matrix_too_and_is_no_organization() -> None:
    rows = ["Lotus House,,", "Dao Ek,,", "Ann Lee,x,x", "Cam Doe,,", "Blue House,,", "Bo Chan,x,"]
    found = people_of("Organization / Name,14/05/2026,21/05/2026", *rows)
    assert sorted(set(found)) == [
        ("Ann Lee", "Lotus House"),
        ("Bo Chan", "Blue House"),
        ("Cam Doe", "Lotus House"),
        ("Dao Ek", "Lotus House"),
    ]


def test_a_cell_with_one_alone_is_the_organization_where_all_others_begin_with_it() -> None:
    assert told(read("Organization / Person", "Lotus / Ann Lee", "Blue Gate", "Hill Light / Bo Chan"))[1] == (None, "Blue Gate")


@pytest.mark.parametrize("nothing", ["/N/A", " / -", ", none", " (n/a)"])
def test_a_sign_that_there_is_no_organization_is_none(nothing: str) -> None:
    assert told(read("Name / Organization", "Ann Lee / IJM", "Cam Doe / Lotus", f"Bo Chan{nothing}"))[2] == ("Bo Chan", None)
