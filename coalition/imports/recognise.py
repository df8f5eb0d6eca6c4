"""What kind of list a file is, by its content."""

from collections.abc import Sequence

from coalition.imports.cases.columns import SEEN_ROWS, is_case_header
from coalition.imports.cases.columns import header_score as cases_score
from coalition.imports.cells.reader import FileRefused, read_grid
from coalition.imports.services.columns import find_layout, nearest_layout
from coalition.imports.services.columns import header_score as services_score
from coalition.imports.workbook import is_zip, read_workbook
from coalition.vocabulary import BatchKind

_BEGINNING = 200_000  # bytes looked at: a header stands in the first rows


def recognise(data: bytes) -> BatchKind:
    """The kind of a file; what is neither a list of services nor of shared cases is taken for attendance.

    Args:
        data: the file; its name is not asked: names lie. A file that cannot be read is told by whoever reads it next.
    """
    if is_zip(data):
        return _of_workbook(data)
    for part in dict.fromkeys((_beginning(data), data)):  # the beginning may end inside a quoted cell
        try:
            rows = read_grid(part, header_score=lambda row: max(cases_score(row), services_score(row))).rows
        except FileRefused:
            continue
        return _of_rows(rows)
    return BatchKind.ATTENDANCE


def _of_workbook(data: bytes) -> BatchKind:
    """Cases if a sheet says that it holds cases, then services; any other workbook is read as attendance."""
    try:
        kinds = {_of_rows(sheet.grid.rows) for sheet in read_workbook(data)}
    except FileRefused:
        return BatchKind.ATTENDANCE  # it is told there what is wrong with it
    return next((kind for kind in (BatchKind.CASES, BatchKind.SERVICES) if kind in kinds), BatchKind.ATTENDANCE)


def _of_rows(rows: Sequence[list[str]]) -> BatchKind:
    if any(is_case_header(row) for row in rows[:SEEN_ROWS]):
        return BatchKind.CASES
    return BatchKind.SERVICES if find_layout(rows) or nearest_layout(rows) else BatchKind.ATTENDANCE


def _beginning(data: bytes) -> bytes:
    """Whole lines from the beginning; two bytes at a time, so that UTF-16 stays whole."""
    if len(data) <= _BEGINNING:
        return data
    end = data.rfind(b"\n", 0, _BEGINNING)
    return data[: end + 2 - end % 2] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data[: end + 1]
