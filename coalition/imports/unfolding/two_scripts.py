"""Names that stand twice in a row, in two scripts: "หอมนวล แสงเพชร" under "ชื่อ (ไทย)", "Homnuan Saengphet" under "Name (EN)".

Somebody may be written in one of the two only, and one column is read: a blank in either is filled from the other.
"""

from collections.abc import Sequence
from dataclasses import replace

from coalition.imports.cells.reader import Grid
from coalition.imports.cells.table import distinct
from coalition.imports.sheets.headers import match

_MOST = 0.8
"""So many of the names of a column are in its script; a foreigner's name may stand in both."""
_BLANK = frozenset({"", "-", "–", "—"})


def with_names_of_both(grid: Grid, header: int) -> Grid:
    """The grid with a name in both columns of every row that has one in either; as it is where there are no two scripts.

    Args:
        header: row of the grid that is the header.
    """
    columns = [i for i, cell in enumerate(grid.rows[header]) if match(cell).field == "name"]
    if len(columns) != 2:
        return grid
    below = grid.rows[header + 1 :]
    first, second = ({cell for cell in distinct(below, i) if cell not in _BLANK} for i in columns)
    if not first or not second or _are_latin(first) is None or _are_latin(second) is not (not _are_latin(first)):
        return grid
    rows: list[list[str]] = [list(row) for row in grid.rows]
    changed = [_complete(row, columns) for row in rows[header + 1 :]]
    return replace(grid, rows=rows) if any(changed) else grid


def _are_latin(names: set[str]) -> bool | None:
    """Whether the names of a column are in Latin letters (true) or in others (false); None: in both."""
    latin = sum(any(map(str.isascii, filter(str.isalpha, name))) for name in names)
    return True if latin >= _MOST * len(names) else False if len(names) - latin >= _MOST * len(names) else None


def _complete(row: list[str], columns: Sequence[int]) -> bool:
    """Put the one name of a row into both columns; whether there was one only. A row that ends before them has none."""
    cells = [row[i] if i < len(row) else "" for i in columns]
    blank = [i for i, cell in zip(columns, cells, strict=True) if cell in _BLANK]
    told = [cell for cell in cells if cell not in _BLANK]
    if len(blank) != 1 or blank[0] >= len(row):
        return False
    row[blank[0]] = told[0]
    return True
