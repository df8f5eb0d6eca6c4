"""The rows of a file kept as columns: a cell is a reference to a text shared by all equal cells, a row is made when asked for.

The length of every row is kept beside them, and whole rows that are too long: every row comes back exactly as written.
"""

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import overload

from coalition.imports.issues import RowIssue, issue

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


# --- cells cut to what a list may hold -------------------------------------------------------------------------------------
# Every rule that looks at a cell may therefore count on a length it can search in no time; the row of the cell is refused and
# told (docs/decisions/0020). Only here is the limit known.


MOST_LETTERS = 1_000
"""A longer cell is no name, no place and no note of a row."""
_CUT = "…"
_DAMAGED = re.compile("[\x00-\x08\x0e-\x1f\x7f\u2400-\u241f\u2421]")
_PICTURES = {**{code: 0x2400 + code for code in range(0x20)}, 0x7F: 0x2421}
"""What stands where a control character stood, which no database keeps: its picture ("␇"), so that the row is refused again
where nobody mended it."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """Why a row is refused whatever else it says.

    Attributes:
        code: of the issue catalogue. count: letters of the cell, where it is too long.
    """

    code: str
    count: int = 0

    def told(self, line: int, raw: tuple[str, ...] = ()) -> RowIssue:
        """The issue of the row that starts at a line."""
        return issue(self.code, line, raw=raw, count=f"{self.count:,}")


BadCells = Mapping[int, BadCell]
"""{line a row starts at: why it is refused}."""


def bounded(text: str) -> tuple[str, BadCell | None]:
    """The text as rules may see it, and what is wrong with it; None: nothing, and it is as it was."""
    bad = None
    if len(text) > MOST_LETTERS or (len(text) == MOST_LETTERS and text.endswith(_CUT)):  # or was, and comes back as it was cut
        bad = BadCell("too_long", len(text))
        text = text[: MOST_LETTERS - 1] + _CUT
    if not (text.isascii() and text.isprintable()) and _DAMAGED.search(text):
        seen = _DAMAGED.sub(lambda found: found[0].translate(_PICTURES), text)
        return seen, bad or BadCell("control_characters")
    return text, bad


def rows_of(
    bad: Mapping[str, BadCell], others: Iterable[int], rows: Sequence[Sequence[str]], lines: Sequence[int]
) -> dict[int, BadCell]:
    """{line: why its row is refused}, the first cell of the row that is bad.

    Args:
        bad: {cell as rules see it: what is wrong with it}. others: lines that are in another encoding than the file.
        lines: the line each row starts at, ascending.
    """
    found = {lines[bisect_right(lines, line) - 1]: BadCell("other_encoding") for line in others}
    if not bad:
        return found
    cells: Iterable[tuple[int, str]]
    if isinstance(rows, Table):
        longer = ((at, cell) for at, row in rows.longer.items() for cell in row)
        cells = chain(longer, *map(enumerate, rows.columns))
    else:
        cells = ((at, cell) for at, row in enumerate(rows) for cell in row)
    for at, cell in cells:
        if cell in bad:
            found.setdefault(lines[at], bad[cell])
    return found


# --- whole lines without a quotation mark ----------------------------------------------------------------------------------
# They split at their delimiters, which is many times faster than reading sign by sign. The first piece that needs more ends it.


_BLOCK = 1 << 20
"""Bytes split at a time: enough to be fast, little beside the whole file."""
_PLAIN_CODECS = frozenset({"utf-8", "cp874", "cp1252", "mac-roman"})
"""In these the bytes of line ends, quotation marks and delimiters are nothing else."""


@dataclass(frozen=True)
class Block:
    """Some lines of a file.

    Attributes:
        end: position in the bytes after them. count: how many lines.
        width: cells in each line, if all have as many, which then stand in `cells`; 0: see `rows`.
    """

    end: int
    count: int
    width: int
    cells: list[str]
    rows: list[list[str]]


def plain_blocks(data: bytes, codec: str, delimiter: str, most_columns: int) -> Iterator[Block]:
    """The lines of the file up to the first that holds a quotation mark or a lone CR, or is too wide.

    Args:
        data: text that splits into lines at ASCII CR and LF. codec: what it is in.
        most_columns: a line with more cells is not split here.
    """
    begin = 0
    while codec in _PLAIN_CODECS and begin < len(data):
        end = len(data) if len(data) - begin <= _BLOCK else data.rfind(b"\n", begin, begin + _BLOCK) + 1
        block = data[begin:end]
        if not block or b'"' in block or block.count(b"\r") != block.count(b"\r\n"):
            return
        text = block.decode(codec, "replace")
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        text = text.removesuffix("\n")
        lines = text.split("\n")
        counts = set(map(str.count, lines, repeat(delimiter)))
        if max(counts) >= most_columns:
            return
        if len(counts) == 1 and "" not in lines:
            yield Block(end, len(lines), counts.pop() + 1, text.replace("\n", delimiter).split(delimiter), [])
        else:
            yield Block(end, len(lines), 0, [], [line.split(delimiter) if line else [] for line in lines])
        begin = end
