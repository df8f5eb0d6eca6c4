"""The cells of a sheet, each with its place in the file, and what turns or parts a sheet without forgetting the places."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import chain
from operator import itemgetter

from coalition.imports.cells.reader import Grid
from coalition.imports.lexicon import by_language, expression
from coalition.imports.reading import Choices

Row = Sequence[str]
_TOLD_BY = 400  # rows in which the titles of others are looked for
_SHORT_TITLES = [
    (
        re.compile(rf"(?:\A|(?<=[,;:(•–-] )|(?<=[\d)]\. )){re.escape(short)} (?=[^\W\d_])"),
        re.compile(expression(beside)),
        f"{written} ",
    )
    for language, (short, written) in by_language("titles.short").items()
    for beside in [by_language("titles.beside_short")[language]]
]
"""[(a title that may be an initial, those beside which it is none, as it is written out)]"""


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


@dataclass(frozen=True)
class Sheet:
    """A sheet as one way to read it sees it.

    Attributes:
        operators: what was done to the cells of the file, in order: "transpose", "stack", "unlist".
        told: (line, code of the issue, text) of rows of the file that an operator took away, for they name nobody.
    """

    name: str  # of the sheet or the file
    today: date  # years of two digits are read as near it
    rows: Table  # of any length
    lines: Sequence[int]  # the line in the file of each row; of each column, where the sheet is on its side
    operators: tuple[str, ...] = ()
    broken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # {text: its lines} of cells written in several
    choices: Choices = field(default_factory=Choices)  # what a person said of it: they go before what its cells say
    days: dict[int, dict[int, str]] = field(default_factory=dict, init=False, compare=False, repr=False)  # `headers.day_texts`
    columns: Mapping[str, int] | None = None  # role -> column, where an operator made the columns
    stretches: tuple[Stretch, ...] = ()  # the rows of people, where an operator tells them
    told: tuple[tuple[int, str, str], ...] = ()
    first_line: int | None = None  # from which on every row is accounted for; None: the header says it
    header_line: int | None = None  # of the header that an operator went by
    set_aside: frozenset[int] = frozenset()  # columns of which a person said that they tell nothing
    places: Sequence[Sequence[int]] = ()  # of each row: the column of the file of each cell; (): the one it has here

    def written(self, operator: str, rows: Iterable[tuple[int, list[str]]]) -> "Sheet":
        """The sheet with the rows that an operator made of it, each with its line in the file."""
        told = list(rows)
        texts, lines = Table(row for _, row in told), [line for line, _ in told]
        return replace(self, rows=texts, lines=lines, operators=(*self.operators, operator))

    @property
    def turned(self) -> bool:
        """Whether the columns of the file are the rows here."""
        return "transpose" in self.operators

    def line(self, row: int, column: int = 0) -> int:
        """The line in the file of a cell."""
        return self.lines[column if self.turned else row]

    def place(self, row: int, column: int) -> int:
        """The column in the file of a cell: the first, where an operator made the columns."""
        if self.turned:
            return row
        return 0 if self.columns is not None else self.places[row][column] if self.places else column


def sheet_of(grid: Grid, name: str, today: date, most: int | None = None, choices: Choices | None = None) -> Sheet:
    """The cells of a grid. `most`: so many of its first rows; None: all. `choices`: what a person said of how it is read."""
    told = grid.rows[:most]
    rows = Table(told if all(told) else (row or [""] for row in told))
    broken = grid.broken
    for short, of_others, written in _SHORT_TITLES:
        if any(map(of_others.search, chain.from_iterable(rows[:_TOLD_BY]))):
            rows = Table([short.sub(written, cell) for cell in row] for row in rows)
            broken = {short.sub(written, text): tuple(map(partial(short.sub, written), own)) for text, own in broken.items()}
    said = choices or Choices()
    return Sheet(name, today, rows, grid.lines[:most], broken=broken, choices=said, set_aside=said.set_aside)


def texts_of(row: Row) -> list[str]:
    """The texts of the cells that hold something."""
    return list(filter(None, row))


def joined_in(texts: Row, columns: Sequence[int]) -> str:
    """The texts of a row in some columns, with blanks between."""
    return " ".join(texts[at] for at in columns if at < len(texts) and texts[at])


def text_at(row: Row, column: int | None) -> str:
    """The text in a column; empty where the row is shorter, or no column is meant."""
    return row[column] if column is not None and column < len(row) else ""
