"""Lists without column names, as minutes have them: who came under "Present", who did not under "Absent"."""

from collections.abc import Sequence
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import SURE as SURE_OF_FORMAT
from coalition.imports.formats.form import Top
from coalition.imports.lists.headings import heading_of
from coalition.imports.lists.names import SURE
from coalition.imports.lists.read import Found, find_bare_list, find_list, read_list
from coalition.imports.lists.stretches import bare_list, stretches_of
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import read_header
from coalition.imports.sheets.layout import find_header
from coalition.imports.unfolding.beside import headed_blocks

_LONGEST = 5_000
"""Rows; a longer file is no list typed by hand."""


def score(rows: Top) -> float:
    """How much this is such a list; 0: it is none."""
    came = [line for one in stretches_of(rows) if one.state == "present" for line in one.people() if line.grade]
    if came:
        headers = any(read_header(row).score for row in rows)
        return SURE_OF_FORMAT if sum(line.grade == SURE for line in came) > 1 and not headers else 1.0
    return 0.5 if bare_list(rows) else 0.0


def _find(rows: Sequence[list[str]], file: str, today: date) -> Found | None:
    beside = headed_blocks(rows)
    if beside is not None and len(beside.columns) > 1:
        return None  # "Present" beside "Absent" says more than "Attendance" above both
    header = find_header(rows, today)
    if header is not None and sum(map(bool, rows[header])) == 1 and heading_of("".join(rows[header])):
        header = None  # "Attendees" alone over the names
    return find_list(rows, header) or (find_bare_list(rows, today, file) if header is None else None)


def read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    """The reading; None: it is no such list after all."""
    found = _find(grid.rows, file, today) if len(grid.rows) <= _LONGEST else None
    return read_list(grid, file, choices, today, found) if found else None
