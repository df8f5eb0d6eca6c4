"""A table of meetings (Notion, Airtable and the like): one row for each meeting, its people listed in one cell.

Such tables head the title of the meeting `Name`, which elsewhere is the name of a person.
"""

import re
from collections.abc import Sequence
from datetime import date

from coalition.imports.cells.headers import fold
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import TOP_ROWS, Top, words_of
from coalition.imports.formats.roll import Roll, Row, best_header, columns_of, read_roll
from coalition.imports.reading import Choices, Reading

_WORDS = words_of("meeting_rows").words
_BETWEEN = re.compile(r"[,;\n]")
_SAMPLE = 100
_FOLDED = {name: frozenset(map(fold, words)) for name, words in _WORDS.items()}


def _by_words(heads: frozenset[str]) -> float:
    told = all(heads & _FOLDED[name] for name in ("title", "date", "name"))
    return 5.5 if told else 0.0


def _columns(rows: Sequence[Row]) -> tuple[int, dict[int, str]] | None:
    """The header and its columns; None: it is a list of people."""
    number, _ = best_header(rows[:TOP_ROWS], _by_words)
    if number < 0:
        return None
    columns = columns_of(rows[number], _WORDS)
    at = {name: i for i, name in columns.items() if name != "ignore"}
    below = [row for row in rows[number + 1 : number + 1 + _SAMPLE] if any(row) and row != rows[number]]
    lists = [cells for row in below if (cells := _people(row, at["name"]))]
    named = [row[at["title"]] for row in below if at["title"] < len(row) and row[at["title"]]]
    several = sum(len(cells) > 1 for cells in lists)
    people = [one for cells in lists for one in cells]
    if not people or 4 * sum(" " in one and looks_like_person(one) for one in people) < 3 * len(people):
        return None
    beside = sum(" " in cell and looks_like_person(cell) and "meeting" not in cell.casefold() for cell in named)
    return (number, columns) if several and 2 * beside < len(named) else None


def _people(row: Row, column: int) -> list[str]:
    cell = row[column] if column < len(row) else ""
    return [part.strip() for part in _BETWEEN.split(cell) if part.strip()]


def score(rows: Top) -> float:
    """How much this is such a list; 0: it is none."""
    return 5.5 if _columns(rows) else 0.0


def read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    """The reading; None: it is no such list after all."""
    found = _columns(grid.rows)
    if found is None:
        return None
    number, columns = found
    heads = {"title": "Meeting title", "date": "Date", "name": "Attendees"}
    return read_roll(grid, file, choices, today, Roll(number, columns, heads=heads))
