"""Some rows of a file as they stand in it, for a person who looks at what becomes of them.

The rows of one screen are read again from the bytes: nothing of the file is kept for it, and reading ends with the last row
that is wanted. 100,000 rows take about a tenth of a second.
"""

import csv
import io
from collections.abc import Collection, Iterable

from coalition.imports.cells.bounds import bounded
from coalition.imports.cells.encodings import decode, not_text
from coalition.imports.cells.reader import DELIMITERS, FileRefused, choose_delimiter
from coalition.imports.services.package import read_sheets
from coalition.imports.workbook import is_zip

Lines = dict[int, tuple[str, ...]]
"""{row number as the spreadsheet shows it: its cells as written}."""


def lines_as_written(
    data: bytes,
    wanted: Collection[int],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Lines:
    """The cells of some rows; a row that is not there, or cannot be read, is left out.

    Args:
        data: the file.
        wanted: row numbers as `PlanRow.lines` has them (physical lines, first line 1).
        encoding, delimiter: as the reading of the file reports them; None: decided here.
        sheet: of a workbook; None: the first that has such rows.
    """
    if not wanted:
        return {}
    if is_zip(data):
        return _of_workbook(data, set(wanted), sheet)
    if not_text(data):
        return {}
    try:
        decoded = decode(data, encoding)
    except LookupError:
        decoded = decode(data)
    name = delimiter if delimiter in DELIMITERS else choose_delimiter(decoded, 0, lambda _row: 0.0)
    stream = io.TextIOWrapper(io.BytesIO(decoded.data), encoding=decoded.codec, errors="replace", newline="")
    return _picked(stream, DELIMITERS[name], set(wanted))


def _picked(stream: Iterable[str], delimiter: str, wanted: set[int]) -> Lines:
    found: Lines = {}
    last, line = max(wanted), 1
    reader = csv.reader(stream, delimiter=delimiter, skipinitialspace=True)
    try:
        for row in reader:
            if line in wanted:
                found[line] = tuple(bounded(cell)[0] for cell in row)
            line = reader.line_num + 1
            if line > last:
                break
    except csv.Error:
        pass  # the reading has told it; what came before is shown
    return found


def _of_workbook(data: bytes, wanted: set[int], sheet: str | None) -> Lines:
    try:
        sheets = read_sheets(data)
    except FileRefused:
        return {}
    named = [found for found in sheets if found.name == sheet] or sheets
    for found in named:
        picked = {
            line: tuple(row) for line, row in zip(found.grid.lines, found.grid.rows, strict=True) if line in wanted and any(row)
        }
        if picked:
            return picked
    return {}
