"""The cells of a sheet, each with its place in the file, and what turns or parts a sheet without forgetting the places."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from coalition.imports.cells.reader import Grid
from coalition.imports.read.words import is_word, plain, role_of
from coalition.imports.reading import Choices

_LOOKED_AT = 60
_EMPTY = ("",)
_LONGEST_TURNED = 300


class Cell(NamedTuple):
    """One cell: its text, the line and the column (first 0) it has in the file."""

    text: str
    line: int
    column: int


Row = list[Cell]


@dataclass(frozen=True)
class Sheet:
    """A sheet as one way to read it sees it.

    Attributes:
        name: of the sheet or the file, without ending.
        today: years of two digits are read as near it.
        rows: all cells, row by row, of any length.
        operators: what was done to the cells of the file, in order: "transpose", "split", "explode", "stack".
        broken: {text: its lines} of cells that were written in several.
        choices: what a person said of it: they go before what its cells say.
        days: {row: {column: its day as written}} of the rows that were asked for theirs (`headers.day_texts`).
    """

    name: str
    today: date
    rows: Sequence[Row]
    operators: tuple[str, ...] = ()
    broken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    days: dict[int, dict[int, str]] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def turned(self) -> bool:
        """Whether the columns of the file are the rows here."""
        return "transpose" in self.operators


def sheet_of(grid: Grid, name: str, today: date, most: int | None = None, choices: Choices | None = None) -> Sheet:
    """The cells of a grid. `most`: so many of its first rows; None: all. `choices`: what a person said of how it is read."""
    rows = [
        [Cell(text, line, column) for column, text in enumerate(row or _EMPTY)]
        for line, row in zip(grid.lines[:most], grid.rows[:most], strict=True)
    ]
    return Sheet(name, today, rows, broken=grid.broken, choices=choices or Choices())


def texts_of(row: Row) -> list[str]:
    """The texts of the cells that hold something."""
    return [cell.text for cell in row if cell.text]


def text_at(row: Row, column: int | None) -> str:
    """The text in a column; empty where the row is shorter, or no column is meant."""
    return row[column].text if column is not None and column < len(row) else ""


def forms(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet with its one column split, names of one cell apart, tables beside each other stacked; as it is; on its side."""
    rows = [row for row in sheet.rows if any(cell.text for cell in row)]
    if not rows:
        return
    width = max(len(texts_of(row)) for row in rows)
    if width == 1 and len(rows) > 2:
        yield from _split(sheet, [next(cell for cell in row if cell.text) for row in rows])
    if apart := _names_apart(rows):
        yield replace(sheet, rows=apart, operators=("explode",))
    if below := _stacked(sheet.rows):
        yield replace(sheet, rows=below, operators=("stack",))
    yield sheet
    if len(sheet.rows) <= _LONGEST_TURNED and width > 2:
        yield _turned(sheet)


def _turned(sheet: Sheet) -> Sheet:
    width = max(map(len, sheet.rows), default=0)
    rows = [
        [row[at] if at < len(row) else Cell("", row[0].line if row else 0, at) for row in sheet.rows] for at in range(width)
    ]
    return replace(sheet, rows=rows, operators=(*sheet.operators, "transpose"))


def steady(rows: Sequence[Sequence[object]]) -> float:
    """Share of neighbors of the same width, of more than one column."""
    widths = [len(row) for row in rows if row]
    return sum(one == other and one > 1 for one, other in pairwise(widths)) / max(len(widths) - 1, 1)


def _split(sheet: Sheet, cells: list[Cell]) -> Iterator[Sheet]:
    """A table that was pasted into one column."""
    for delimiter in ";,\t|":
        if sum(delimiter in cell.text for cell in cells) < len(cells) / 2:
            continue
        parts = list(csv.reader([cell.text for cell in cells], delimiter=delimiter))
        if len(parts) == len(cells) and steady(parts) > 0.8:
            rows = [
                [Cell(text.strip().strip('"'), cells[at].line, column) for column, text in enumerate(row)]
                for at, row in enumerate(parts)
            ]
            yield replace(sheet, rows=rows, operators=("split",))


def _names_apart(rows: Sequence[Row]) -> list[Row]:
    """ "Present: A, B and C" becomes a heading with one name a row below it; []: there is no such cell."""
    result: list[Row] = []
    found = False
    for row in rows:
        filled = [cell for cell in row if cell.text]
        label, _, rest = filled[0].text.partition(":")
        label = label.strip(" *#-_")
        heads = any(is_word(label, group) for group in ("present_heading", "absent_heading"))
        if not heads or not (rest.strip() or len(filled) > 1):
            result.append(row)
            continue
        parts = [rest, *(cell.text for cell in filled[1:])]
        names = [name.strip(" .*") for part in parts for name in re.split(r"[;,\n]| and | und | et ", part)]
        names = [name for name in names if name and not any(map(str.isdigit, name))]
        result += [[filled[0]._replace(text=text, column=0)] for text in (label, *names)]
        found |= len(names) > 1 and is_word(label, "present_heading")
    return result if found else []


def _stacked(rows: Sequence[Row]) -> list[Row]:
    """Tables beside each other under the same header words, the right ones put below the left one; []: there are none."""
    for number, row in enumerate(rows[:_LOOKED_AT]):
        words = [plain(cell.text) for cell in row]
        names = [at for at, cell in enumerate(row) if role_of(cell.text)[0] in {"name", "first", "last"}]
        starts = [at for at in names if words[at] == words[names[0]]]
        if len(starts) < 2:
            continue
        width, left = starts[1] - starts[0], starts[0]
        while (
            left and words[left - 1] and words[left - 1] == (words[left - 1 + width] if left - 1 + width < len(words) else "")
        ):
            left -= 1
        parts = [list(rows[:number])]
        for at in range(len(starts)):
            parts.append([line[left + at * width : left + (at + 1) * width] for line in rows[number:]])
        return [line for part in parts for line in part]
    return []
