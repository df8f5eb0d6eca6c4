"""The cells of a sheet, each with its place in the file, and what turns or parts a sheet without forgetting the places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count, repeat
from typing import NamedTuple

from coalition.imports.cells.reader import Grid
from coalition.imports.reading import Choices

_EMPTY = ("",)


class Cell(NamedTuple):
    """One cell: its text, the line and the column (first 0) it has in the file."""

    text: str
    line: int
    column: int


Row = list[Cell]
_cell = tuple.__new__
"""(Cell, its three parts) -> the cell: of a long list there are a million."""


@dataclass(frozen=True)
class Stretch:
    """Rows `first` to `last` (not included) of people of whom a heading says "present", "absent" or "excused"."""

    first: int
    last: int
    state: str
    heading: str


@dataclass(frozen=True)
class Sheet:
    """A sheet as one way to read it sees it.

    Attributes:
        name: of the sheet or the file, without ending.
        today: years of two digits are read as near it.
        rows: all cells, row by row, of any length.
        operators: what was done to the cells of the file, in order: "transpose", "split", "explode", "stack", "unlist".
        broken: {text: its lines} of cells that were written in several.
        choices: what a person said of it: they go before what its cells say.
        days: {row: {column: its day as written}} of the rows that were asked for theirs (`headers.day_texts`).
        columns: role -> column, where an operator made the columns; None: header words must say it.
        stretches: the rows of people, where an operator tells them.
        told: (line, code of the issue, text) of rows of the file that an operator took away, for they name nobody.
        first_line: the line from which on every row is accounted for; None: the header says it.
        header_line: the line of the header that an operator went by; None: there is none.
    """

    name: str
    today: date
    rows: Sequence[Row]
    operators: tuple[str, ...] = ()
    broken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    days: dict[int, dict[int, str]] = field(default_factory=dict, init=False, compare=False, repr=False)
    columns: Mapping[str, int] | None = None
    stretches: tuple[Stretch, ...] = ()
    told: tuple[tuple[int, str, str], ...] = ()
    first_line: int | None = None
    header_line: int | None = None

    @property
    def turned(self) -> bool:
        """Whether the columns of the file are the rows here."""
        return "transpose" in self.operators


def sheet_of(grid: Grid, name: str, today: date, most: int | None = None, choices: Choices | None = None) -> Sheet:
    """The cells of a grid. `most`: so many of its first rows; None: all. `choices`: what a person said of how it is read."""
    rows = [
        list(map(_cell, repeat(Cell), zip(row or _EMPTY, repeat(line), count())))
        for line, row in zip(grid.lines[:most], grid.rows[:most], strict=True)
    ]
    return Sheet(name, today, rows, broken=grid.broken, choices=choices or Choices())


def texts_of(row: Row) -> list[str]:
    """The texts of the cells that hold something."""
    return [cell.text for cell in row if cell.text]


def text_at(row: Row, column: int | None) -> str:
    """The text in a column; empty where the row is shorter, or no column is meant."""
    return row[column].text if column is not None and column < len(row) else ""
