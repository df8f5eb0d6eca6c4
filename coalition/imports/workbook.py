"""An .xlsx workbook as grids of text with the row numbers the spreadsheet shows. No formula is evaluated.

A workbook is a zip archive, so a small file can unpack to a huge one: sizes are checked before anything is parsed.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from coalition.imports.cells.reader import FileRefused, Grid, without_apostrophe
from coalition.imports.issues import issue

UNPACKED_LIMIT = 100 * 1024 * 1024
"""Bytes all parts of a workbook may unpack to."""
RATIO_LIMIT = 200
"""How many times its own size a workbook may unpack to. Real ones: 3 to 30."""
CELL_LIMIT = 5_000_000
"""Rows times columns of a sheet: one cell in the far corner would fill the memory with empty ones."""

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,9})["']""")
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Sheet:
    """One visible sheet: its name and its cells."""

    name: str
    grid: Grid


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin like a zip archive, as every .xlsx does."""
    return data.startswith(b"PK\x03\x04")


def read_workbook(data: bytes) -> list[Sheet]:
    """The visible sheets of a workbook, empty ones left out; cells as text, dates as ISO, whole numbers without a point.

    Raises:
        FileRefused: no workbook, damaged, protected, or larger than the limits once unpacked.
    """
    checked = _checked(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(checked))
        names = [s.name for s in workbook.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
        tables = [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except (CalamineError, OSError, ValueError) as problem:
        raise FileRefused(issue("damaged_workbook")) from problem
    sheets = []
    for name, table in tables:
        rows = [[_text(cell) for cell in row] for row in table]
        if any(any(row) for row in rows):
            grid = Grid(rows=rows, lines=list(range(1, len(rows) + 1)), encoding="xlsx", delimiter="", flags=[])
            sheets.append(Sheet(name, grid))
    return sheets


def _checked(data: bytes) -> bytes:
    """The archive packed again from what its directory declares: a directory that lies cannot hide a larger part.

    Raises:
        FileRefused: see `read_workbook`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_sizes(parts, len(data))
            if "xl/workbook.xml" not in archive.namelist():
                raise FileRefused(issue("damaged_workbook"))
            packed = io.BytesIO()
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as again:
                for part in parts:
                    content = archive.read(part)
                    _check_extent(part.filename, content)
                    again.writestr(part.filename, content)
            return packed.getvalue()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as problem:
        raise FileRefused(issue("damaged_workbook")) from problem


def _check_sizes(parts: Iterable[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_LIMIT or unpacked > RATIO_LIMIT * size:
        told = f"{unpacked / _MEGABYTE:,.0f} MB"
        raise FileRefused(issue("unpacks_too_large", size=told, ratio=f"{unpacked / max(size, 1):,.0f}"))


def _check_extent(name: str, content: bytes) -> None:
    if not _SHEET.fullmatch(name):
        return
    rows = columns = 0
    for letters, row in _PLACE.findall(content):
        rows = max(rows, int(row))
        columns = max(columns, _column_number(letters))
    if rows * columns > CELL_LIMIT:
        raise FileRefused(issue("sheet_too_large", row=rows, count=columns))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _text(cell: object) -> str:
    """One cell as text: as a person would type it into a CSV file."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return without_apostrophe(" ".join(str(cell).split())) if cell is not None else ""
