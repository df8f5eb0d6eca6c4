"""The rows of a file are shown as they are read, under their numbers."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.imports.cells.reader import read_grid
from coalition.imports.dispatch import lines_of
from tests.support.workbooks import workbook


def test_a_row_is_shown_under_the_number_the_spreadsheet_shows() -> None:
    data = 'Name;Note\nAnn Lee;"two\nlines"\n Bo  Chan ;="0812"\n'.encode("cp1252")
    assert lines_of(print, data, [2, 4], encoding="cp1252", delimiter=";") == {
        2: ("Ann Lee", "two lines"),
        4: ("Bo Chan", "0812"),
    }


def test_rows_that_are_not_there_and_files_that_cannot_be_read_show_nothing() -> None:
    assert lines_of(print, b"Name\nAnn\n", [7]) == {}
    assert lines_of(print, b"Name\nAnn\n", []) == {}
    assert lines_of(print, b"\x89PNG\r\n\x1a\n\x00", [1]) == {}
    assert lines_of(print, b"PK\x03\x04 broken", [1]) == {}
    assert lines_of(print, b"", [1]) == {}
    assert lines_of(print, b"Name\nAnn\n", [2], encoding="no such letters") == {2: ("Ann",)}


def test_a_row_of_a_workbook_is_shown_from_its_sheet() -> None:
    data = workbook([["Name"], ["Ann Lee"]], sheet="List")
    assert lines_of(print, data, [2]) == {2: ("Ann Lee",)}
    assert lines_of(print, data, [1, 2], sheet="List") == {1: ("Name",), 2: ("Ann Lee",)}
    assert lines_of(print, data, [9]) == {}


@given(st.lists(st.lists(st.sampled_from(["Ann", "a\nb", "x;y", 'say "so"', "สมชาย", ""]), min_size=2, max_size=3), min_size=1))
def test_the_numbers_are_those_of_the_reader(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([["Name", "Note"], *rows])
    data = text.getvalue().encode()
    grid = read_grid(data, delimiter=",", header_score=lambda _: 1.0)
    shown = lines_of(print, data, grid.lines, encoding=grid.encoding, delimiter=",")
    assert shown == {line: tuple(row) for line, row in zip(grid.lines, grid.rows, strict=True) if any(row)}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp874"])
def test_thai_letters_of_every_encoding_are_shown(encoding: str) -> None:
    data = "ชื่อ,หน่วยงาน\nสมชาย ใจดี,บ้านริมน้ำ\n".encode(encoding)
    assert lines_of(print, data, [2], delimiter=",") == {2: ("สมชาย ใจดี", "บ้านริมน้ำ")}
