"""Workbooks are measured before they are opened: a small file that unpacks to a huge one is refused."""

import io
import zipfile
from pathlib import Path

import pytest

from coalition.imports.cells.reader import FileRefused
from coalition.imports.workbook import read_workbook
from tests.support.workbooks import workbook

FILES = Path(__file__).parents[1] / "files" / "workbooks"
OLD = FILES / "sign_in.xls"


def refusal(data: bytes) -> str:
    with pytest.raises(FileRefused) as refused:
        read_workbook(data)
    return refused.value.issue.code


def outcome(data: bytes) -> str:
    """ "read", or why it was refused."""
    try:
        read_workbook(data)
    except FileRefused as refused:
        return refused.issue.code
    return "read"


def test_cells_are_text_and_rows_are_numbered_as_the_spreadsheet_does() -> None:
    (sheet,) = read_workbook(workbook([["Who", "Places"], [], ["บ้านริมน้ำ", 12], ["River House", 2.5]], sheet="March"))
    assert sheet.name == "March"
    assert sheet.grid.rows == [["Who", "Places"], ["", ""], ["บ้านริมน้ำ", "12"], ["River House", "2.5"]]
    assert sheet.grid.lines == [1, 2, 3, 4]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refusal(workbook([["a"]], extra={"xl/media/zeros.bin": bytes(60_000_000)})) == "unpacks_too_large"


def test_a_directory_that_lies_about_a_size_is_refused() -> None:
    data = bytearray(workbook([["a"]], extra={"xl/media/zeros.bin": bytes(50_000)}))
    size = (50_000).to_bytes(4, "little")
    for place in (data.find(size), data.rfind(size)):
        data[place : place + 4] = (10).to_bytes(4, "little")
    assert refusal(bytes(data)) == "damaged_workbook"


def test_one_cell_in_the_far_corner_does_not_fill_the_memory() -> None:
    cell = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    cell += b'<row r="1"><c r="A1"><v>1</v></c>'
    far = b'</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["a"]]))) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            new.writestr(name, cell + far if name.endswith("sheet1.xml") else old.read(name))
    assert refusal(packed.getvalue()) == "sheet_too_large"


@pytest.mark.parametrize("data", [b"PK\x03\x04 and nothing else", workbook([["a"]])[:300]])
def test_a_damaged_workbook_is_told(data: bytes) -> None:
    assert refusal(data) == "damaged_workbook"


def test_an_archive_that_is_no_workbook_is_told() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refusal(packed.getvalue()) == "damaged_workbook"


def test_an_old_excel_file_is_its_visible_sheets_as_the_spreadsheet_shows_them() -> None:
    (sheet,) = read_workbook(OLD.read_bytes())
    assert sheet.name == "พ.ค. 2569"
    assert sheet.grid.rows[1:5] == [
        ["วันที่", "2026-05-14", "", ""],
        ["", "", "", ""],
        ["ที่", "ชื่อ-สกุล", "หน่วยงาน", "ลายเซ็น"],
        ["1", "นางมาลี ใจดี", "บ้านแม่น้ำ", "มาลี"],
    ]


def test_one_cell_in_the_far_corner_of_an_old_file_does_not_fill_the_memory() -> None:
    assert refusal((FILES / "far_corner.xls").read_bytes()) == "sheet_too_large"


@pytest.mark.parametrize("at", [30, 512, 600, 1600, 2000, 3000])
def test_a_damaged_old_file_is_read_or_told(at: int) -> None:
    data = OLD.read_bytes()
    assert {outcome(data[:at]), outcome(data[:at] + b"\xff" * 40 + data[at + 40 :])} <= {"read", "damaged_workbook"}
