"""The rows of a file kept as columns: a cell is a reference to a text shared by all equal cells, a row is made when asked for.

The length of every row is kept beside them, and whole rows that are too long: every row comes back exactly as written.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import overload

_SHORT = 2_000
"""So many rows and fewer are handed out as lists: a beginning, a sample."""


class Table(Sequence[list[str]]):
    """Rows of cells, stored by column.

    Attributes:
        columns: of equal length; "" where a row ends earlier.
        lengths: of every row; None: all are as long as there are columns.
        longer: {row: its cells} of the rows that are longer than there are columns.
    """

    __slots__ = ("_cut", "_distinct", "columns", "lengths", "longer", "size")

    def __init__(self, columns: list[list[str]], lengths: "array[int] | None", longer: dict[int, list[str]]) -> None:
        self.columns, self.lengths, self.longer = columns, lengths, longer
        self.size = len(columns[0]) if columns else 0
        self._cut: tuple[range, Table] | None = None  # the part asked for last: several ask for the rows under the header
        self._distinct: dict[int, frozenset[str]] = {}

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[list[str]]:
        rows = map(list, zip(*self.columns, strict=True))
        if self.lengths is None:
            return rows
        width = len(self.columns)
        return (
            row if length == width else self.longer[number] if length > width else row[:length]
            for number, (row, length) in enumerate(zip(rows, self.lengths, strict=True))
        )

    @overload
    def __getitem__(self, at: int) -> list[str]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[list[str]]: ...
    def __getitem__(self, at: int | slice) -> list[str] | Sequence[list[str]]:
        if isinstance(at, slice):
            part = range(self.size)[at]
            if len(part) <= _SHORT or part.step != 1:
                return [self[number] for number in part]
            if self._cut is None or self._cut[0] != part:
                longer = {number - part.start: row for number, row in self.longer.items() if number in part}
                lengths = None if self.lengths is None else self.lengths[at]
                self._cut = part, Table([column[at] for column in self.columns], lengths, longer)
            return self._cut[1]
        number = at + self.size if at < 0 else at
        if not 0 <= number < self.size:
            raise IndexError(at)
        if number in self.longer:
            return self.longer[number]
        row = [column[number] for column in self.columns]
        return row if self.lengths is None else row[: self.lengths[number]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(other) == self.size and all(map(list.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]  # as a list

    def column(self, at: int) -> list[str]:
        """The cells of one column, "" where a row ends earlier. Not to be changed."""
        if at < len(self.columns):
            return self.columns[at]
        cells = [""] * self.size
        for number, row in self.longer.items():
            if at < len(row):
                cells[number] = row[at]
        return cells

    def distinct(self, at: int) -> frozenset[str]:
        """The different filled cells of one column."""
        if at not in self._distinct:
            self._distinct[at] = frozenset(self.column(at)) - {""}
        return self._distinct[at]

    def filled_rows(self) -> bytearray:
        """1 for each row with a filled cell, 0 for each other."""
        filled_rows = bytearray(map(any, zip(*self.columns, strict=True)))
        for number, row in self.longer.items():
            filled_rows[number] = any(row)
        return filled_rows

    def usual_width(self) -> int:
        """The commonest length of a row; of equals that of the earliest row."""
        return len(self.columns) if self.lengths is None else Counter(self.lengths).most_common(1)[0][0]


def filled(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    """The filled cells of a column."""
    if isinstance(rows, Table):
        return list(filter(None, rows.column(column)))
    return [row[column] for row in rows if column < len(row) and row[column]]


def distinct(rows: Sequence[Sequence[str]], column: int) -> frozenset[str]:
    """The different filled cells of a column."""
    return rows.distinct(column) if isinstance(rows, Table) else frozenset(filled(rows, column))


class TableMaker:
    """Collects rows, a few thousand at a time, cleaning each distinct cell once.

    Args:
        clean: cell as written -> cleaned.
    """

    def __init__(self, clean: Callable[[str], str]) -> None:
        self.clean = clean
        self.columns: list[list[str]] = []
        self.lengths: array[int] | None = None
        self.longer: dict[int, list[str]] = {}
        self.size = 0

    def add_columns(self, cells: list[str], width: int) -> None:
        """Rows of one width, all their cells one after the other."""
        self._begin(width)
        if width != len(self.columns):
            self.add_rows([cells[at : at + width] for at in range(0, len(cells), width)])
            return
        for number, column in enumerate(self.columns):
            column.extend(map(self.clean, cells[number::width]))
        self._count(repeat(width, len(cells) // width), len(cells) // width)

    def add_rows(self, rows: list[list[str]]) -> None:
        """Rows of any width."""
        if not rows:
            return
        lengths = list(map(len, rows))
        self._begin(Counter(filter(None, lengths)).most_common(1)[0][0] if any(lengths) else 1)
        width = len(self.columns)
        if lengths.count(width) != len(lengths):
            if self.lengths is None:
                self.lengths = array("H", [width]) * self.size
            blank = [""] * width
            for number, row in enumerate(rows):
                if len(row) > width:
                    self.longer[self.size + number] = list(map(self.clean, row))
                if len(row) != width:
                    rows[number] = [*row, *blank][:width] if row else blank
        for column, cells in zip(self.columns, zip(*rows, strict=True), strict=True):
            column.extend(map(self.clean, cells))
        self._count(lengths, len(rows))

    def _count(self, lengths: Iterable[int], count: int) -> None:
        if self.lengths is not None:
            self.lengths.extend(lengths)
        self.size += count

    def drop_last(self) -> None:
        """Forget the row added last."""
        for column in self.columns:
            column.pop()
        self.size -= 1
        self.longer.pop(self.size, None)
        if self.lengths is not None:
            self.lengths.pop()

    def _begin(self, width: int) -> None:
        if not self.columns:
            self.columns = [[] for _ in range(max(1, width))]

    def table(self) -> Table:
        """All rows that were added."""
        return Table(self.columns, self.lengths, self.longer)
