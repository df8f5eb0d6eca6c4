"""An .xlsx, .ods or old .xls workbook as grids of text with the row numbers the spreadsheet shows. No formula is evaluated.

The first two are zip archives, so a small file can unpack to a huge one: sizes are checked before anything is parsed.
"""

import io
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import xlrd
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from coalition.imports.cells.reader import MAX_COLUMNS, Cells, FileRefused, Grid, opened, read_grid
from coalition.imports.cells.text import rows_of
from coalition.imports.issues import issue
from coalition.imports.services.columns import column_index

UNPACKED_LIMIT = 100 * 1024 * 1024  # bytes all parts of a workbook may unpack to
RATIO_LIMIT = 200  # how many times its own size a workbook may unpack to; real ones: 3 to 30
CELL_LIMIT = 5_000_000  # rows times columns of a sheet: one cell in the far corner would fill the memory with empty ones
SHEET_LIMIT = 100  # visible sheets that are looked at: one for each meeting of many years

_XLSX, _ODS = "xl/workbook.xml", "content.xml"
_OLE, _XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", tuple(name.encode("utf-16-le") for name in ("Workbook", "Book"))
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_PLACE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,9})["']""")
_ODS_PART = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
_ODS_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']""")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, EOFError, OSError, ValueError)
"""What a damaged, protected or strange archive raises."""
_MEGABYTE = 1024 * 1024
_MINUTE = 60


@dataclass(frozen=True)
class Sheet:
    """One visible sheet: its name and its cells."""

    name: str
    grid: Grid


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin like a zip archive, as every .xlsx and .ods does."""
    return data.startswith(b"PK\x03\x04")


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook that can be read here, whatever the name of the file says."""
    return _kind(data) is not None


def has_sheets(data: bytes) -> bool:
    """Whether to open a file as a workbook: one that can be read here, or a zip archive, of which it is told what is wrong."""
    return is_zip(data) or is_workbook(data)


def read_workbook(data: bytes) -> list[Sheet]:
    """The visible sheets of a workbook, empty ones left out; cells as text, dates as ISO, whole numbers without a point.

    A merged cell is its value and blanks, as in a CSV file. Cells under a sheet's last filled column are left out.
    FileRefused: no workbook, damaged, protected, or larger than the limits once unpacked.
    """
    if _kind(data) == "xls":
        return [Sheet(name, grid) for name, table in _old_tables(data) if (grid := _grid(table, "xls"))]
    checked, encoding = _checked(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(checked))
        names = [s.name for s in workbook.sheets_metadata if s.visible == SheetVisibleEnum.Visible][:SHEET_LIMIT]
        tables = [(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except (CalamineError, OSError, ValueError) as problem:
        raise FileRefused(issue("damaged_workbook")) from problem
    except BaseException as problem:
        if type(problem).__name__ != "PanicException":  # what the reader's own language makes of a file it did not expect
            raise
        raise FileRefused(issue("damaged_workbook")) from problem
    return [Sheet(name, grid) for name, table in tables if (grid := _grid(table, encoding))]


def read_sheets(data: bytes, header_score: Callable[[list[str]], float]) -> list[Sheet]:
    """The sheets of a workbook, or a file of text as the only one, without a name; may be refused as each of them."""
    return read_workbook(data) if has_sheets(data) else [Sheet("", read_grid(data, header_score=header_score))]


def _old_tables(data: bytes) -> Iterator[tuple[str, list[list[object]]]]:
    """(name, cells) of the visible sheets of an .xls; by xlrd, which keeps filled cells alone."""
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), ragged_rows=True)
        for sheet in [sheet for sheet in book.sheets() if not sheet.visibility][:SHEET_LIMIT]:
            width = max(map(sheet.row_len, range(sheet.nrows)), default=0)
            if sheet.nrows * width > CELL_LIMIT:
                raise FileRefused(issue("sheet_too_large", row=sheet.nrows, count=width))
            rows = [[_old_cell(cell, book.datemode) for cell in sheet.row(number)] for number in range(sheet.nrows)]
            yield sheet.name, [[*row, *[None] * (width - len(row))] for row in rows]
    except (FileRefused, MemoryError):
        raise
    except Exception as problem:  # damaged bytes raise whatever the line that meets them raises
        raise FileRefused(issue("damaged_workbook")) from problem


def _old_cell(cell: xlrd.sheet.Cell, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        moment = xlrd.xldate.xldate_as_datetime(cell.value, datemode)
        return moment.time() if cell.value < 1 else moment  # a part of a day alone is a time
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return xlrd.error_text_from_code.get(cell.value, "") if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def _grid(table: Sequence[Sequence[object]], encoding: str) -> Grid | None:
    """The cells of one sheet; None: it is empty; refused where more columns are filled than any list has."""
    cells = Cells()
    rows = [[cells[_text(cell)] for cell in row] for row in table]
    width = max((max((i + 1 for i, cell in enumerate(row) if cell), default=0) for row in rows), default=0)
    if not width:
        return None
    if width > MAX_COLUMNS:
        raise FileRefused(issue("too_wide", row=1, count=width))
    rows = opened([row[:width] for row in rows], cells.__getitem__)
    lines = list(range(1, len(rows) + 1))
    bad = rows_of(cells.bad, (), rows, lines)
    return Grid(rows, lines, encoding, delimiter="", broken=cells.broken, bad=bad, bad_texts=cells.bad.keys())


def _kind(data: bytes) -> str | None:
    """ "xlsx", "ods" or "xls"; None: no workbook."""
    if not is_zip(data):
        return "xls" if data.startswith(_OLE) and any(name in data for name in _XLS) else None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if _XLSX in names:
                return "xlsx"
            if not {"mimetype", _ODS} <= names:
                return None
            with archive.open("mimetype") as part:  # its beginning: it may say that it is huge
                return "ods" if b"opendocument.spreadsheet" in part.read(200) else None
    except _UNREADABLE:
        return None


def _checked(data: bytes) -> tuple[bytes, str]:
    """The archive packed again from what its directory declares, and its kind: one that lies cannot hide a larger part."""
    kind = _kind(data)
    if kind is None:
        raise FileRefused(issue("damaged_workbook"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as again:
        for name, content in unpacked(data):
            _check_extent(name, content)
            again.writestr(name, content)
    return packed.getvalue(), kind


def unpacked(data: bytes, wanted: Container[str] | None = None) -> Iterator[tuple[str, bytes]]:
    """(name, content) of the parts of a zip archive, or of those wanted, one after the other; nothing is written anywhere.

    FileRefused: damaged, protected, or larger than the limits once unpacked; the sizes of all parts count.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            size = sum(part.file_size for part in parts)
            if size > UNPACKED_LIMIT or size > RATIO_LIMIT * len(data):
                told = f"{size / _MEGABYTE:,.0f} MB"
                raise FileRefused(issue("unpacks_too_large", size=told, ratio=f"{size / max(len(data), 1):,.0f}"))
            for part in parts:
                if wanted is None or part.filename in wanted:
                    yield part.filename, archive.read(part)
    except _UNREADABLE as problem:
        raise FileRefused(issue("damaged_workbook")) from problem


def names_in(data: bytes) -> list[str]:
    """The names of the parts of a zip archive; none: it is not one that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.namelist()
    except _UNREADABLE:
        return []


def _check_extent(name: str, content: bytes) -> None:
    rows = columns = 0
    if _SHEET.fullmatch(name):
        for letters, row in _PLACE.findall(content):
            rows = max(rows, int(row))
            columns = max(columns, column_index(letters.decode()) + 1)
    elif name == _ODS:
        rows, columns = _extent_of_ods(content)
    if rows * columns > CELL_LIMIT:
        raise FileRefused(issue("sheet_too_large", row=rows, count=columns))


def _extent_of_ods(content: bytes) -> tuple[int, int]:
    """Rows and columns down to the last filled cell of the largest sheet: repeated cells are written once and a number."""
    largest, rows, columns, row, column, repeat = (0, 0), 0, 0, 0, 0, 1
    for part, attributes in _ODS_PART.findall(content):
        times = int(found[1]) if (found := _ODS_REPEATED.search(attributes)) else 1
        if part == b"table":
            rows = columns = row = column = 0
            repeat = 1
        elif part == b"table-row":
            row, column, repeat = row + repeat, 0, times
        else:
            column += times
            if b"office:" in attributes or b"formula" in attributes or not attributes.endswith(b"/"):
                rows, columns = max(rows, row + repeat), max(columns, column)
                largest = max(largest, (rows, columns), key=lambda extent: extent[0] * extent[1])
    return largest


def _text(cell: object) -> str:
    """One cell as text: as a person would type it into a CSV file."""
    if cell is None or cell == "":
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float | int):
        return str(int(cell)) if float(cell).is_integer() else f"{cell:.12g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), _MINUTE)
        return f"{minutes // _MINUTE}:{minutes % _MINUTE:02}:{seconds:02}"
    return str(cell)
