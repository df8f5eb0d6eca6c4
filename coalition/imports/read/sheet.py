"""The cells of a sheet, each with its place in the file, and what turns or parts a sheet without forgetting the places."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import count, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from coalition.imports.cells.reader import Grid
from coalition.imports.reading import Choices

_LONG = 2_000
"""Of a sheet with more rows the cells of a row are made when they are asked for."""


class Cell(NamedTuple):
    """One cell: its text, the line and the column (first 0) it has in the file."""

    text: str
    line: int
    column: int


Row = list[Cell]
_text, _cell = itemgetter(0), tuple.__new__
"""(Cell, its three parts) -> the cell."""


class _LongRows(Sequence[Row]):
    """The rows of a long grid: their texts and lines are kept, their cells are made anew each time. `texts`: none is empty."""

    __slots__ = ("lines", "texts")

    def __init__(self, texts: Sequence[list[str]], lines: Sequence[int]) -> None:
        self.texts, self.lines = texts, lines

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Row]:
        return map(_row, self.texts, self.lines)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            part = _LongRows(self.texts[at], self.lines[at])
            return part if len(part) > _LONG else list(part)
        return _row(self.texts[at], self.lines[at])


def _row(texts: Sequence[str], line: int) -> Row:
    return list(map(_cell, repeat(Cell), zip(texts or ("",), repeat(line), count())))


class Table(list[list[str]]):
    """Rows of texts whose columns are taken out once; a cell that a short row lacks is empty. Neither is to be changed."""

    def __init__(self, rows: Iterable[list[str]] = (), whole: "tuple[Table, int] | None" = None) -> None:
        super().__init__(rows)
        self._whole = whole  # the table that these rows are a part of, and where in it they begin
        self._columns: dict[int, list[str]] = {}
        self._held: dict[int, set[str]] = {}

    def part(self, first: int, last: int) -> "Table":
        """The rows `first` to `last` (not included)."""
        return Table(self[first:last], (self, first))

    @property
    def is_full(self) -> bool:
        """Whether all rows are equally wide, and none has an empty cell."""
        return len(set(map(len, self))) == 1 and all(map(all, self))

    def column(self, at: int) -> list[str]:
        """The texts of a column, one for each row."""
        if at not in self._columns:
            whole, first = self._whole or (None, 0)
            found = whole.column(at)[first : first + len(self)] if whole is not None else None
            with suppress(IndexError):  # some are shorter
                found = list(map(itemgetter(at), self)) if found is None else found
            self._columns[at] = [row[at] if at < len(row) else "" for row in self] if found is None else found
        return self._columns[at]

    def held(self, at: int) -> set[str]:
        """The different texts of a column, without the empty one."""
        if at not in self._held:
            self._held[at] = set(self.column(at)) - {""}
        return self._held[at]


@dataclass(frozen=True)
class Stretch:
    """Rows `first` to `last` (not included) of people of whom a heading says "present", "absent" or "excused"."""

    first: int
    last: int
    state: str
    heading: str
    above: str = ""  # the title over the heading with the day of its meeting, where the text tells of several


@dataclass(frozen=True)
class Sheet:
    """A sheet as one way to read it sees it.

    Attributes:
        operators: what was done to the cells of the file, in order: "transpose", "split", "marks", "stack", "unlist".
        told: (line, code of the issue, text) of rows of the file that an operator took away, for they name nobody.
    """

    name: str  # of the sheet or the file
    today: date  # years of two digits are read as near it
    rows: Sequence[Row]  # of any length
    operators: tuple[str, ...] = ()
    broken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # {text: its lines} of cells written in several
    choices: Choices = field(default_factory=Choices)  # what a person said of it: they go before what its cells say
    days: dict[int, dict[int, str]] = field(default_factory=dict, init=False, compare=False, repr=False)  # `headers.day_texts`
    columns: Mapping[str, int] | None = None  # role -> column, where an operator made the columns
    stretches: tuple[Stretch, ...] = ()  # the rows of people, where an operator tells them
    told: tuple[tuple[int, str, str], ...] = ()
    first_line: int | None = None  # from which on every row is accounted for; None: the header says it
    header_line: int | None = None  # of the header that an operator went by

    @property
    def turned(self) -> bool:
        """Whether the columns of the file are the rows here."""
        return "transpose" in self.operators

    @cached_property
    def texts(self) -> Table:
        """The texts of all cells, row by row."""
        if isinstance(self.rows, _LongRows):
            return Table(self.rows.texts)
        return Table([cell.text for cell in row] for row in self.rows)

    def lines_of(self, places: Sequence[int]) -> list[int]:
        """The line in the file of some rows."""
        if isinstance(self.rows, _LongRows):
            return list(map(self.rows.lines.__getitem__, places))
        return [self.rows[at][0].line for at in places]


def sheet_of(grid: Grid, name: str, today: date, most: int | None = None, choices: Choices | None = None) -> Sheet:
    """The cells of a grid. `most`: so many of its first rows; None: all. `choices`: what a person said of how it is read."""
    texts, lines = grid.rows[:most], grid.lines[:most]
    filled = texts if all(texts) else [row or [""] for row in texts]
    rows: Sequence[Row] = _LongRows(filled, lines) if len(lines) > _LONG else list(map(_row, texts, lines))
    return Sheet(name, today, rows, broken=grid.broken, choices=choices or Choices())


def texts_of(row: Row) -> list[str]:
    """The texts of the cells that hold something."""
    return list(filter(None, map(_text, row)))


def joined_in(texts: Sequence[str], columns: Sequence[int]) -> str:
    """The texts of a row in some columns, with blanks between."""
    return " ".join(texts[at] for at in columns if at < len(texts) and texts[at])


def text_in(row: Sequence[str], column: int) -> str:
    """The text of a row of texts in a column; empty where the row is shorter."""
    return row[column] if column < len(row) else ""


def text_at(row: Row, column: int | None) -> str:
    """The text in a column; empty where the row is shorter, or no column is meant."""
    return row[column].text if column is not None and column < len(row) else ""
