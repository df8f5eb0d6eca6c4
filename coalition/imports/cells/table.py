"""The rows of a file kept as columns: a cell is a reference to a text shared by all equal cells, a row is made when asked for.

A row of an unusual length is kept whole beside them, so that every row comes back exactly as written.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import overload

_SHORT = 2_000
"""So many rows and fewer are handed out as lists: a beginning, a sample."""


class Table(Sequence[list[str]]):
    """Rows of cells, stored by column.

    Attributes:
        columns: of equal length; in an odd row the cells that fit, and "" where it ends earlier.
        odd: {row: its cells} of the rows that are longer or shorter than there are columns.
    """

    __slots__ = ("columns", "odd", "size")

    def __init__(self, columns: list[list[str]], odd: dict[int, list[str]]) -> None:
        self.columns, self.odd = columns, odd
        self.size = len(columns[0]) if columns else 0

    def __len__(self) -> int:
        return self.size

    def __iter__(self) -> Iterator[list[str]]:
        rows = map(list, zip(*self.columns, strict=True))
        if not self.odd:
            return rows
        return (self.odd.get(number, row) for number, row in enumerate(rows))

    @overload
    def __getitem__(self, at: int) -> list[str]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[list[str]]: ...
    def __getitem__(self, at: int | slice) -> list[str] | Sequence[list[str]]:
        if isinstance(at, slice):
            part = range(self.size)[at]
            if len(part) <= _SHORT or part.step != 1:
                return [self[number] for number in part]
            odd = {number - part.start: row for number, row in self.odd.items() if number in part}
            return Table([column[at] for column in self.columns], odd)
        number = at + self.size if at < 0 else at
        if number in self.odd:
            return self.odd[number]
        if not 0 <= number < self.size:
            raise IndexError(at)
        return [column[number] for column in self.columns]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(other) == self.size and all(map(list.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]  # as a list

    def column(self, at: int) -> list[str]:
        """The cells of one column, "" where a row ends earlier. Not to be changed."""
        if at < len(self.columns):
            return self.columns[at]
        return [row[at] if (row := self.odd.get(number)) is not None and at < len(row) else "" for number in range(self.size)]

    def usual_width(self) -> int:
        """The commonest length of a row; of equals that of the earliest row."""
        widths = Counter(map(len, self.odd.values()))
        widths[len(self.columns)] += self.size - len(self.odd)
        return widths.most_common(1)[0][0]


def filled(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    """The filled cells of a column."""
    if isinstance(rows, Table):
        return list(filter(None, rows.column(column)))
    return [row[column] for row in rows if column < len(row) and row[column]]


class TableMaker:
    """Collects rows, a few thousand at a time, cleaning each distinct cell once.

    Args:
        clean: cell as written -> cleaned.
    """

    def __init__(self, clean: Callable[[str], str]) -> None:
        self.clean = clean
        self.columns: list[list[str]] = []
        self.odd: dict[int, list[str]] = {}
        self.size = 0

    def add_columns(self, cells: list[str], width: int) -> None:
        """Rows of one width, all their cells one after the other."""
        self._begin(width)
        if width != len(self.columns):
            self.add_rows([cells[at : at + width] for at in range(0, len(cells), width)])
            return
        for number, column in enumerate(self.columns):
            column.extend(map(self.clean, cells[number::width]))
        self.size += len(cells) // width

    def add_rows(self, rows: list[list[str]]) -> None:
        """Rows of any width."""
        if not rows:
            return
        self._begin(Counter(map(len, rows)).most_common(1)[0][0])
        width = len(self.columns)
        if set(map(len, rows)) != {width}:
            for number, row in enumerate(rows):
                if len(row) != width:
                    self.odd[self.size + number] = list(map(self.clean, row))
                    rows[number] = (row + [""] * width)[:width]
        for column, cells in zip(self.columns, zip(*rows, strict=True), strict=True):
            column.extend(map(self.clean, cells))
        self.size += len(rows)

    def drop_last(self) -> None:
        """Forget the row added last."""
        for column in self.columns:
            column.pop()
        self.size -= 1
        self.odd.pop(self.size, None)

    def _begin(self, width: int) -> None:
        if not self.columns:
            self.columns = [[] for _ in range(max(1, width))]

    def table(self) -> Table:
        """All rows that were added."""
        return Table(self.columns, self.odd)
