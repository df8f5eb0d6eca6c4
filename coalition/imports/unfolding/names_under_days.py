"""Sheets that say who came for each organization at each meeting: organizations down, days across, and names in the cells.

"Lotus House, Malee Srisuk, -": they are written out with a row for each person and day. A cell that names nobody says nothing
of a person. The same sheet may lie on its side, with the organizations across and a row for each day; or have no column of
organizations at all: only days, and under each those who came.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from coalition.imports.cells.months import with_year
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.issues import issue
from coalition.imports.lists.recount import recounted
from coalition.imports.reading import ColumnRead, Reading
from coalition.imports.sheets.columns import the_year
from coalition.imports.sheets.dated_header import whole_header
from coalition.imports.sheets.headers import match
from coalition.imports.sheets.headings import are_organizations
from coalition.imports.sheets.presence import is_mark, mark_of
from coalition.imports.sheets.sheet import preview
from coalition.imports.sheets.words import is_note, is_total

_WITHIN = 40
_SAMPLE = 200
_LEAST = 2
_MOST = 0.8
_FEWEST = 4
"""One in so many cells names somebody at least: the others say that nobody came."""
_COLUMNS = 3
_PARTS = re.compile(r"\s*[/,;&\n]\s*|\s+(?:and|และ)\s+")
_NAMES = frozenset({"name", "first_name", "last_name"})

Row = Sequence[str]


@dataclass(frozen=True)
class NamesUnderDays:
    """The header of such a sheet, the column at its side, and what heads the columns of names: days, or organizations."""

    header: int
    start: int
    side: int | None
    heads: dict[int, str]
    on_its_side: bool


def find_names_under_days(rows: Sequence[list[str]], is_date: Callable[[str], bool], file: str) -> NamesUnderDays | None:
    """Such a sheet; None: it is another.

    Args:
        is_date: tells whether a cell is a date. file: the name of the file, which may tell the year.
    """
    for number, row in enumerate(rows[:_WITHIN]):
        if any(match(cell).field in _NAMES and match(cell).strength > 1 for cell in row):
            if sum(map(bool, row)) >= _COLUMNS:
                return None  # the header of a list of people: what stands below it is read under it
            continue
        side = next((i for i, cell in enumerate(row) if cell and match(cell).field in {"organization", "date"}), None)
        if side is None and row and match(row[0]).field is None and not is_date(row[0]):
            below = [one[0] for one in rows[number + 1 : number + 1 + _SAMPLE] if one and one[0] and not _is_foot(one)]
            side = 0 if are_organizations(below) and match(below[0]).field is None else None
        if side is None:
            found = _of_days_alone(rows, number, is_date)
        elif match(row[side]).field == "date":
            found = _of_days(rows, number, side, is_date)
        else:
            found = _of_organizations(rows, number, side, is_date, file)
        if found is not None and _are_people(rows[found.start : found.start + _SAMPLE], found):
            return found
    return None


def _of_organizations(
    rows: Sequence[list[str]], header: int, side: int, is_date: Callable[[str], bool], file: str
) -> NamesUnderDays | None:
    titles = [cell for row in rows[:header] for cell in row if cell] + [file]
    whole = whole_header(rows, header, is_date, the_year(titles), titles)
    cells = [with_year(cell, whole.year) for cell in whole.cells]
    days = {i: cell for i, cell in enumerate(cells) if i != side and cell and is_date(cell)}
    return NamesUnderDays(header, header + 1 + whole.below, side, days, on_its_side=False) if len(days) >= _LEAST else None


def _of_days_alone(rows: Sequence[list[str]], header: int, is_date: Callable[[str], bool]) -> NamesUnderDays | None:
    heads = {i: cell for i, cell in enumerate(rows[header]) if cell}
    if len(heads) < _LEAST or not all(map(is_date, heads.values())):
        return None
    below = [row for row in rows[header + 1 : header + 1 + _SAMPLE] if not _is_foot(row)]
    beside = any(cell and i not in heads for row in below for i, cell in enumerate(row))
    return None if beside else NamesUnderDays(header, header + 1, None, heads, on_its_side=False)


def _of_days(rows: Sequence[list[str]], header: int, side: int, is_date: Callable[[str], bool]) -> NamesUnderDays | None:
    heads = {i: cell for i, cell in enumerate(rows[header]) if i != side and cell and match(cell).strength <= 1}
    below = [row[side] for row in rows[header + 1 : header + 1 + _SAMPLE] if side < len(row) and row[side]]
    if len(heads) < _LEAST or not are_organizations(list(heads.values())) or sum(map(is_date, below)) < _MOST * len(below):
        return None
    return NamesUnderDays(header, header + 1, side, heads, on_its_side=True)


def _are_people(rows: Sequence[Row], found: NamesUnderDays) -> bool:
    """Whether the cells that are no marks are people."""
    cells = [row[i] for row in rows if not _is_foot(row) for i in found.heads if i < len(row) and row[i]]
    told = [cell for cell in cells if not is_mark(cell)]
    people = sum(any(" " in part and looks_like_person(part) for part in _PARTS.split(cell)) for cell in told)
    return people >= _LEAST and people >= _MOST * len(told) and len(told) * _FEWEST >= len(cells)


def _is_foot(row: Row) -> bool:
    first = next(filter(None, row), "")
    return is_total(first) or is_note(first)


def by_person(grid: Grid, found: NamesUnderDays) -> Grid:
    """The grid with a row for each person and day; lines are those of the file."""
    written = [(list(row), line) for row, line in zip(grid.rows[: found.header], grid.lines[: found.header], strict=True)]
    if found.start == found.header + 1 and written and set(written[-1][0]) & set(found.heads.values()):
        written.pop()  # the days above the header: they are no title
    written.append((["Participants", "Organization", "Date"], grid.lines[found.header]))
    for row, line in zip(grid.rows[found.start :], grid.lines[found.start :], strict=True):
        parts = [list(row)] if _is_foot(row) else list(_people(row, found))
        written += [(part, line) for part in parts]
    return replace(grid, rows=[row for row, _ in written], lines=[line for _, line in written])


def _people(row: Row, found: NamesUnderDays) -> Iterator[list[str]]:
    side = row[found.side] if found.side is not None and found.side < len(row) else ""
    for i, head in found.heads.items():
        cell = row[i] if i < len(row) else ""
        mark = mark_of(cell) if cell else "absent"
        organization, day = (head, side) if found.on_its_side else (side, head)
        if mark is None or mark == "present":  # a tick: somebody of the organization, and nobody says who
            yield [cell if mark is None else "", organization, day]


def told_by_row(reading: Reading, grid: Grid, found: NamesUnderDays) -> Reading | None:
    """The reading of `by_person` in the rows and columns of the file; an organization that never came is told as such.

    Returns:
        None: it was read under something else, which stands above; the file is another sheet after all.
    """
    reading.preview = preview(grid)
    if reading.refused is not None:
        return reading
    if reading.header_line != grid.lines[found.header]:
        return None
    fields = dict.fromkeys(found.heads, "name")
    if found.side is not None:
        fields[found.side] = "date" if found.on_its_side else "organization"
    reading.columns = [ColumnRead(i, cell, fields.get(i)) for i, cell in enumerate(grid.rows[found.header])]
    reading.header_line = grid.lines[found.header]
    for row, line in zip(grid.rows[found.start :], grid.lines[found.start :], strict=True):
        if any(row) and not _is_foot(row) and not any(True for _ in _people(row, found)):
            reading.issues.append(issue("organization_only", line, raw=tuple(row)))
    reading.issues.sort(key=lambda told: told.line or 0)
    return recounted(reading, grid, found.header + 1)
