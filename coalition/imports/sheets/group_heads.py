"""Organizations of a matrix that no word tells: rows with a name and no mark, again and again above those with marks.

Somebody who never came has such a row as well, and may stand above anybody: the shape alone would make organizations of them.
The rows are organizations where one of them reads as one, or where empty rows set them off.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from coalition.imports.cells.titles import split_titles
from coalition.imports.lexicon import any_of
from coalition.imports.sheets.flags import is_house
from coalition.imports.sheets.presence import mark_of
from coalition.imports.sheets.words import is_note, is_total

_LEAST = 2
_SEVERAL = 3
"""So many rows without marks, each above two people or more, stand so by no accident."""
_GIVEN = re.compile(rf"{any_of('groups.given_names')}\s+(?=\w+$)", re.IGNORECASE)
"""Words of organizations that are given names where only a surname follows: Hope Adams."""

Row = Sequence[str]


@dataclass(frozen=True)
class _Shape:
    """Rows of a table, by their number: the heads, how many people are below each, who has marks, and after an empty row."""

    heads: dict[int, str]
    below: dict[int, int]
    marked: list[int]
    parted: set[int]


def heads_by_shape(rows: Sequence[Row], at: int, dated: Collection[int], head_in: Callable[[Row], str]) -> dict[int, str]:
    """{row: organization} of the rows that head the people below them in a matrix; {}: they may be people who never came.

    Args:
        rows: of the table. at: the column of names. dated: the columns of the meetings.
        head_in: the name of a row that holds nothing else and may be an organization; empty: the row is another.
    """
    shape = _shape_of(rows, at, dated, head_in)
    if shape is None or len(shape.heads) < _LEAST or any(split_titles(text)[0] for text in shape.heads.values()):
        return {}
    first, *others = shape.heads
    names = [rows[number][at] for number in shape.marked]
    columns = [i for i in range(max(map(len, rows))) if i != at and i not in dated]
    set_off = all(number in shape.parted for number in others)
    shaped = (
        len(shape.heads) >= _SEVERAL and min(shape.below.values()) >= _LEAST,
        any(all(_filled(rows[number], i) for number in shape.marked) for i in columns),
        _writes_absence(rows, shape.marked, dated),  # who never came would have a mark for it
    )
    worded = _reads_as_houses(shape.heads.values()) and not _reads_as_houses(names)
    told = set_off or worded or (any(shaped) and _are_shorter(shape.heads.values(), names))
    return shape.heads if told and first < shape.marked[0] else {}


def _reads_as_houses(texts: Iterable[str]) -> bool:
    """Whether any of the texts has a word of an organization."""
    return any(is_house(_GIVEN.sub("", text)) for text in texts)


def _are_shorter(heads: Iterable[str], names: Iterable[str]) -> bool:
    """Whether no head could be the name of one of these people: one word each, where everybody else has a surname."""
    return not any(" " in text for text in heads) and all(" " in name for name in names)


def _shape_of(rows: Sequence[Row], at: int, dated: Collection[int], head_in: Callable[[Row], str]) -> _Shape | None:
    """The parts of a table that begins with a head and whose heads all have people with marks below; None: it has not."""
    shape = _Shape({}, {}, [], set())
    head, empty = -1, False
    for number, row in enumerate(rows):
        name = row[at] if at < len(row) else ""
        if not any(row):
            empty = True
            continue
        if is_total(name) or is_note(name) or (not name and shape.marked):
            continue
        if text := head_in(row):
            shape.heads[number], shape.below[number], head = text, 0, number
            shape.parted.update([number] if empty else [])
        elif name and head >= 0 and any(_filled(row, i) for i in dated):
            shape.marked.append(number)
            shape.below[head] += 1
        else:
            return None
        empty = False
    return shape if shape.below and all(shape.below.values()) else None


def _writes_absence(rows: Sequence[Row], marked: Sequence[int], dated: Collection[int]) -> bool:
    """Whether no cell is left empty, and some say that somebody was not there."""
    filled = all(_filled(rows[number], i) for number in marked for i in dated)
    return filled and any(mark_of(rows[number][i]) in {"absent", "excused"} for number in marked for i in dated)


def _filled(row: Row, column: int) -> bool:
    return column < len(row) and bool(row[column])
