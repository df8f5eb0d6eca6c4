"""Signatures as text: whoever wrote a part of their name, or its letters, was there. Written out before ways are weighed.

Where most cells of a column of signatures are such, each is a tick: "MC" beside Mary Cole is no medical certificate. What
somebody else signed is left as it is, and asked about. Of several columns one is made, for whoever signed in the morning came.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import compress

from coalition.imports.cells.reader import Grid
from coalition.imports.matching.keys import plain
from coalition.imports.read.values import mark_of, role_of

NUMBER_PRINTED = re.compile(r"(\d{1,3})\s*[.)]+\s*")
_TICK, _SIGNED = "✓", "✍"
"""Beside what is asked about, and where all signed for themselves."""
_AWAY = frozenset({"absent", "excused"})
_LEAST, _MOST = 2, 0.6
_WORD, _MOST_LETTERS = re.compile(r"[^\s.,;:()\[\]/]+"), 4

Row = list[str]


def signed(grid: Grid, header: int, names: Collection[int]) -> Grid:
    """The grid with ticks for signatures, those of several columns in the first; of several days they stay apart.

    Args:
        header: row of the grid that is the header. names: its columns of names.
    """
    columns = _columns(grid.rows[header])
    if not columns:
        return grid
    rows = [*grid.rows[: header + 1], *(_unnumbered(row, columns) for row in grid.rows[header + 1 :])]
    below = rows[header + 1 :]
    over = "".join(cell for row in rows[header : header + 2] for cell in row[columns[0] : columns[-1] + 1])
    days = any(map(str.isdigit, over))
    signed_in = [at for at in columns if _sign(below, at, columns, names, ticks=days)]
    by_turns = all(sum(at < len(row) and row[at] != "" for at in columns) < 2 for row in below)
    same = columns if by_turns else signed_in
    if len(same) > 1 and not days:
        for row in below:
            cells = [row[at] for at in same if at < len(row) and row[at]]
            for at in (at for at in same if at < len(row)):
                row[at] = ""
            if cells:
                row[same[0]] = next((cell for cell in cells if mark_of(cell) not in _AWAY), cells[0])
    if any(row[at] == _TICK for row in below for at in columns if at < len(row)):
        rows = [[_TICK if cell == _SIGNED else cell for cell in row] for row in rows]
    return replace(grid, rows=rows)


def _columns(header: Sequence[str]) -> list[int]:
    """The columns of signatures: each from its header to the next one."""
    found = list[int]()
    for at, cell in enumerate(header):
        if role_of(cell)[0] == "signature" or (not cell and at - 1 in found):
            found.append(at)
    return found


def _unnumbered(row: Row, columns: Collection[int]) -> Row:
    """A row without its number where one signs, which is printed there: "2. signed"."""
    found = ((at, NUMBER_PRINTED.match(row[at])) for at in columns if at < len(row))
    bare = {at: row[at][number.end() :] for at, number in found if number and number[1] in row}
    return [bare.get(at, cell) for at, cell in enumerate(row)]


def _sign(rows: Sequence[Row], at: int, columns: Sequence[int], names: Collection[int], *, ticks: bool) -> bool:
    """Put a tick where somebody signed, if most cells of a column are signatures and some are not; whether they are, or marks.

    A row that names nobody may be signed by anybody. `ticks`: what is no mark says nothing below a day.
    """
    told = [row for row in rows if at < len(row) and row[at]]
    named = [any(one < len(row) and row[one] for one in names) for row in told]
    own = [
        somebody and is_signature(row[at], [cell for i, cell in enumerate(row) if i not in columns])
        for row, somebody in zip(told, named, strict=True)
    ]
    marked = [mark_of(row[at]) is not None for row in told]
    if not _LEAST <= sum(own) >= _MOST * sum(map(_may_sign, named, own, marked)):
        return all(compress(marked, named))
    others = [one and not (theirs or _is_scribbled(row[at])) for row, one, theirs in zip(told, named, own, strict=True)]
    sign = _TICK if any(others) or ticks else _SIGNED
    for row, somebody, theirs, mark, other in zip(told, named, own, marked, others, strict=True):
        if (somebody or not ticks) and not other and (theirs or not mark):
            row[at] = sign
    return True


def _may_sign(named: bool, own: bool, marked: bool) -> bool:
    """Whether a cell beside a name is a signature, or at least no mark."""
    return named and (own or not marked)


def _is_scribbled(cell: str) -> bool:
    """Whether a cell is no word of presence or absence, and nobody's name: "thumb"."""
    return mark_of(cell) is None and cell.isascii() and not cell[0].isupper()


def is_signature(cell: str, beside: Sequence[str]) -> bool:
    """Whether a cell is a part of a name in one of those beside it, perhaps with an initial, or two letters of it or more."""
    words = _WORD.findall(plain(cell).casefold())
    initials = max(map(len, words), default=0) == 1 or (cell.isalpha() and len(cell) <= _MOST_LETTERS)
    letters = "".join(words) if initials else ""
    for name in beside:
        own = _WORD.findall(plain(name).casefold())
        if words and all(any(_is_part(word, one) for one in own) for word in words) and max(map(len, words)) > 1:
            return True
        if len(letters) > 1 and not Counter(letters) - Counter(one[0] for one in own):
            return True
    return False


def _is_part(word: str, of: str) -> bool:
    """Whether a word is another, its initial, or a part of it where words are not parted by blanks."""
    return word == of or (len(word) == 1 and of.startswith(word)) or (not word.isascii() and len(word) > 1 and word in of)
