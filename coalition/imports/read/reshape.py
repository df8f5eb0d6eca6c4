"""The forms of a sheet that are tried: as it is, on its side, its one column split, its tables stacked, its lists unlisted."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from coalition.imports.read.parting import parted
from coalition.imports.read.sheet import Cell, Sheet, texts_of
from coalition.imports.read.stacking import stacked
from coalition.imports.read.unlist import unlisted

_LONGEST_TURNED = 300
_LOOKED_AT = 1_000


def forms(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet with its one column split, names of one cell apart, tables beside each other stacked; as it is; on its side."""
    sheet = parted(sheet)
    widths = [len(texts_of(row)) for row in sheet.rows[:_LOOKED_AT]]
    if (width := max(widths, default=0)) <= 1:
        widths = [len(texts_of(row)) for row in sheet.rows]
        width = max(widths, default=0)
    if not width:
        return
    if width == 1 and sum(widths) > 2:
        rows = [row for row in sheet.rows if texts_of(row)]
        yield from _split(sheet, [next(cell for cell in row if cell.text) for row in rows])
    if (below := stacked(sheet)) is not None:
        yield below
        if (people := unlisted(below)) is not None:
            yield people
    else:
        yield sheet
    if (people := unlisted(sheet)) is not None:
        yield people
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
