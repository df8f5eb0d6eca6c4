"""Matrices whose names stand under "Organization / Name", or whose days stand above headers such as "TWG 1" alone.

Their header is written as that of any matrix is: the days in it, and a header of names over the organizations and their people.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.sheets.headers import match
from coalition.imports.sheets.presence import is_mark

_WITHIN = 40
_SAMPLE = 200
_LEAST = 2
_HALVES = re.compile(r"\s*[/|&]\s*|\s+(?:and|und|et|y|e)\s+|\s+[-–—]\s+|\s*และ\s*", re.IGNORECASE)
_PERSON = re.compile(r"persons?|people|individuals?|บุคคล", re.IGNORECASE)

Row = Sequence[str]


def with_days_above(grid: Grid, is_date: Callable[[str], bool]) -> tuple[Grid, int] | None:
    """The grid with one whole header, and its row; None: it is no such matrix.

    Args:
        is_date: tells whether a cell is a date.
    """
    for number, row in enumerate(grid.rows[:_WITHIN]):
        at = next((i for i, cell in enumerate(row) if cell), None)
        if at is None or not _names_them(row[at]):
            continue
        above = grid.rows[number - 1] if number else []
        days = _days(row, at, is_date) or _days(above, at, is_date, free=row)
        if days and _are_people(grid.rows[number + 1 : number + 1 + _SAMPLE], at, days):
            width = max(len(row), max(days) + 1)
            header = [days.get(i, row[i] if i < len(row) else "") for i in range(width)]
            header[at] = "Name"
            rows = list(grid.rows)
            rows[number] = header
            return replace(grid, rows=rows), number
    return None


def _names_them(cell: str) -> bool:
    """Whether a header is of names, or of organizations and people in one column: "Agency/Person"."""
    if match(cell).field == "name" and match(cell).strength > 1:
        return True
    halves = [half for half in _HALVES.split(cell) if half]
    fields = {"name" if _PERSON.fullmatch(half) else match(half).field for half in halves}
    return len(halves) == _LEAST and fields == {"name", "organization"}


def _days(row: Row, at: int, is_date: Callable[[str], bool], free: Row = ()) -> dict[int, str]:
    """{column: day} of a row of days, over headers that say nothing that is read; {}: it is none."""
    days = {i: cell for i, cell in enumerate(row) if cell and i > at and is_date(cell)}
    others = [cell for i, cell in enumerate(row) if cell and i not in days]
    taken = any(match(free[i]).field not in {None, "title", "ignore"} for i in days if i < len(free) and free[i])
    return days if len(days) >= _LEAST and not taken and (not free or len(others) < _LEAST) else {}


def _are_people(rows: Sequence[Row], at: int, days: dict[int, str]) -> bool:
    """Whether the rows with marks under the days are people, and nothing but marks stands there."""
    cells = [row[i] for row in rows for i in days if i < len(row) and row[i]]
    marked = [row for row in rows if at < len(row) and row[at] and any(i < len(row) and row[i] for i in days)]
    people = sum(" " in row[at] and looks_like_person(row[at]) for row in marked)
    return len(marked) >= _LEAST and people * 4 >= len(marked) * 3 and sum(map(is_mark, cells)) * 5 >= len(cells) * 4
