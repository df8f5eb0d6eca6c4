"""Sheets with an organization at the head of each column, and the names of its people below: "Lotus House", "Fjord Aid".

They are written out with a row for each person: the headers are no names, and nobody is of the organization beside.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.sheets.headers import match, read_header
from coalition.imports.sheets.headings import are_organizations
from coalition.imports.sheets.words import is_note, is_total, standing

_WITHIN = 40
_SAMPLE = 200
_LEAST = 2
_MOST = 0.8

Row = list[str]


@dataclass(frozen=True)
class OfficesAcross:
    """The row of the organizations, and their columns."""

    header: int
    columns: tuple[int, ...]


def find_offices_across(rows: Sequence[Row]) -> OfficesAcross | None:
    """Such a sheet: a row of organizations over nothing but people; None: it is another."""
    for number, row in enumerate(rows[:_WITHIN]):
        columns = tuple(i for i, cell in enumerate(row) if cell)
        heads = [row[i] for i in columns]
        if number and read_header(rows[number - 1]).score:
            return None  # a row of people under their header
        if len(columns) < _LEAST or len(set(heads)) < len(heads) or any(map(_is_something_else, heads)):
            continue
        if are_organizations(heads) and _are_people(rows[number + 1 : number + 1 + _SAMPLE], columns):
            return OfficesAcross(number, columns)
    return None


def _is_something_else(cell: str) -> bool:
    return match(cell).strength > 1 or "@" in cell or any(map(str.isdigit, cell)) or bool(standing(cell)) or is_total(cell)


def _are_people(rows: Sequence[Row], columns: Sequence[int]) -> bool:
    """Whether people stand below each organization, most cells are people, and nothing stands beside them but numbers."""
    below = [row for row in rows if any(row) and not _is_foot(row)]
    cells = [(i, cell) for row in below for i, cell in enumerate(row) if cell]
    inside = [(i, cell) for i, cell in cells if i in columns]
    people = [i for i, cell in inside if " " in cell and looks_like_person(cell)]
    beside = all(cell.strip(".)").isdigit() for i, cell in cells if i not in columns)
    return beside and len(people) >= max(_LEAST + 1, _MOST * len(inside)) and set(people) == set(columns)


def _is_foot(row: Row) -> bool:
    first = next(filter(None, row))
    return is_total(first) or is_note(first) or all(cell.isdigit() for cell in row if cell)


def spread(grid: Grid, found: OfficesAcross) -> Grid:
    """The grid with a row for each person; lines are those of the file."""
    head = grid.rows[found.header]
    rows, lines = [list(row) for row in grid.rows[: found.header]], list(grid.lines[: found.header])
    rows.append(["Name", "Organization"])
    lines.append(grid.lines[found.header])
    for row, line in zip(grid.rows[found.header + 1 :], grid.lines[found.header + 1 :], strict=True):
        foot = not any(row) or _is_foot(row)
        people = [[row[i], head[i]] for i in found.columns if i < len(row) and row[i]]
        for written in [list(row)] if foot or not people else people:
            rows.append(written)
            lines.append(line)
    return replace(grid, rows=rows, lines=lines)
