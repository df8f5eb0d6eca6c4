"""Where the tables of a sheet stand and what their columns hold. Rows are not judged here."""

from collections.abc import Sequence
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.read.above import is_preamble_row
from coalition.imports.sheets.headers import fold, match

HEADER_WITHIN = 40
"""A header is looked for in this many first rows."""


Row = list[str]


def _is_titled_day(rows: Sequence[Row], number: int, header: int, today: date) -> bool:
    """Whether a row after a gap is a title and, in a cell of its own, a day, over a header that has no column of days."""
    if number < 1 or any(rows[number - 1]) or any(match(cell).field == "date" for cell in rows[header]):
        return False
    filled = [found for cell in rows[number] if cell for found in [find_date(cell, today=today)]]
    days = [found for found in filled if found is not None and not fold(found.rest)]
    return 2 <= len(filled) <= 3 and len(days) == 1


def top_of(rows: Sequence[Row], lowest: int, header: int, today: date) -> int:
    """First of the rows above a further header that belong to it: its title rows, if they name a meeting."""
    top, number = header, header - 1
    while number >= lowest and sum(map(bool, rows[number])) <= 4 and header - number <= 12:
        if is_preamble_row(rows[number], today) or _is_titled_day(rows, number, header, today):
            top = number
        number -= 1
    if top == header:
        return header
    while top > lowest and sum(map(bool, rows[top - 1])) == 1 and ":" not in "".join(rows[top - 1]):
        top -= 1
    return top
