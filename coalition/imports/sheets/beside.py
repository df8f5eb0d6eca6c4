"""Lists that stand beside each other in one sheet, put below each other: nobody of the second may be lost.

"Name, Organization, Name, Organization", "Agency, Name 1, Name 2", and people under "Present" beside others under "Absent".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.sheets.contents import cells_of
from coalition.imports.sheets.headers import fold, is_header_word, is_row_number, match
from coalition.imports.sheets.presence import is_mark
from coalition.imports.sheets.words import standing

_EXACT = 1.6
_SAMPLE = 200
_MOST = 0.6
_HEADER_WITHIN = 40
_TITLES = 3
"""So many rows above the header may say something of each block."""
_NUMBER_BEHIND = re.compile(r"(.*\D[.\s#]|.*[ก-๛])\d{1,2}")

Row = list[str]


@dataclass(frozen=True)
class Blocks:
    """The columns of each list, and those that all of them share; `states` are the headings of the lists, if they are such."""

    header: int
    columns: tuple[range, ...]
    shared: tuple[int, ...] = ()
    states: bool = False


def _key(cell: str) -> str:
    found = _NUMBER_BEHIND.fullmatch(cell)
    return fold(found[1] if found else cell)


def repeated_blocks(rows: Sequence[Row], header: int) -> Blocks | None:
    """The blocks of a header in which a column of names stands again; None: it has one column of names."""
    head = rows[header]
    names: dict[str, list[int]] = {}
    for i, cell in enumerate(head):
        found = match(_bare(cell))
        if found.field == "name" and found.strength >= _EXACT:
            names.setdefault(_key(cell), []).append(i)
    at = max(names.values(), key=len, default=[])
    if len(at) < 2 or len({b - a for a, b in pairwise(at)}) > 1:
        return None
    keys = [_key(cell) for cell in head] + [""] * (at[1] - at[0])
    before = behind = 0
    step = at[1] - at[0]
    while before + 1 < step and before < at[0] and _same(keys, [i - before - 1 for i in at]):
        before += 1
    while before + behind + 1 < step and _same(keys, [i + behind + 1 for i in at]):
        behind += 1
    columns = tuple(range(i - before, i + behind + 1) for i in at)
    inside = {i for block in columns for i in block}
    return Blocks(header, columns, tuple(i for i, cell in enumerate(head) if cell and i not in inside))


def _same(keys: Sequence[str], columns: Sequence[int]) -> bool:
    return bool(keys[columns[0]]) and len({keys[i] for i in columns}) == 1


def headed_blocks(rows: Sequence[Row]) -> Blocks | None:
    """The blocks of people who came, and who did not, under headings in one row; None: there is no such row.

    One heading will do where other headers stand beside it: "No., Present, Organization".
    """
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        at = [i for i, cell in enumerate(row) if cell and standing(cell)]
        words = sum(is_header_word(cell) for i, cell in enumerate(row) if cell and i not in at)
        if not at or (len(at) < 2 and not words) or any(cell and not is_row_number(cell) for cell in row[: at[0]]):
            continue
        stops = [*at[1:], max(map(len, rows))]
        sample = rows[number + 1 : number + 1 + _SAMPLE]
        spans = [range(a, a + 1 if words else b) for a, b in zip(at, stops, strict=True)]
        below = [max((cells_of(sample, i) for i in span), key=_people, default=[]) for span in spans]
        people = list(map(_people, below))
        few = any(count < _MOST * len(cells) for count, cells in zip(people, below, strict=True))
        if not below[0] or few or sum(people) < 2:
            continue
        return Blocks(number, tuple(range(a, b) for a, b in zip(at, stops, strict=True)), states=True)
    return None


def _people(cells: Sequence[str]) -> int:
    return sum(looks_like_person(cell) and not is_mark(cell) for cell in cells)


def stands_above(rows: Sequence[Row], blocks: Blocks) -> bool:
    """Whether a row above the header says of each block who stands in it: "Present" over one, "Absent" over the next."""
    near = rows[max(0, blocks.header - _TITLES) : blocks.header]
    told = [[standing(cell) for block in blocks.columns for cell in _cut(row, block) if cell] for row in near]
    return any(len(states) > 1 and all(states) for states in told)


def stacked(grid: Grid, blocks: Blocks) -> Grid:
    """The grid with the blocks below each other, each under its own titles and its header; lines are those of the file."""
    near = range(max(0, blocks.header - _TITLES), blocks.header)
    titles = [number for number in near if _is_parted(grid.rows[number], blocks)]
    kept = [number for number in range(blocks.header) if number not in titles]
    rows, lines = [list(grid.rows[n]) for n in kept], [grid.lines[n] for n in kept]
    for place, block in enumerate(blocks.columns):
        for number in titles:
            title = [cell for cell in _cut(grid.rows[number], block) if cell]
            if title and (place or standing(title[0]) != "present"):
                rows.append(title)
                lines.append(grid.lines[number])
        for row in _headers(grid.rows[blocks.header], blocks, block, place):
            rows.append(row)
            lines.append(grid.lines[blocks.header])
        for number in range(blocks.header + 1, len(grid.rows)):
            rows.append(_part(grid.rows[number], blocks, place))
            lines.append(grid.lines[number])
        rows.append([])
        lines.append(grid.lines[-1])
    return replace(grid, rows=rows, lines=lines)


def _is_parted(row: Row, blocks: Blocks) -> bool:
    """Whether a row above the header says something of one block after the first: the title of its meeting, "Absent"."""
    return any(_filled(row, block) for block in blocks.columns[1:])


def _filled(row: Row, block: range) -> bool:
    return any(cell for cell in _cut(row, block))


def _cut(row: Row, block: range) -> Row:
    return [row[i] if i < len(row) else "" for i in block]


def _headers(row: Row, blocks: Blocks, block: range, place: int) -> list[Row]:
    """The rows above the people of one block."""
    head = _cut(row, block)
    if not blocks.states:
        return [[row[i] for i in blocks.shared] + [_bare(cell) for cell in head]]
    if not any(is_header_word(row[i]) for span in blocks.columns for i in span[1:] if i < len(row) and row[i]):
        return [[head[0]]]  # a list without column names
    named = ["Name", *head[1:]]
    said = [] if standing(head[0]) == "present" and not place else [[head[0]]]
    return [*said, ["No.", *named]]


def _bare(cell: str) -> str:
    found = _NUMBER_BEHIND.fullmatch(cell)
    return found[1].strip(" .#") if found else cell


def _part(row: Row, blocks: Blocks, place: int) -> Row:
    """The cells of one row that belong to a block; a row that names nobody there is empty."""
    own = _cut(row, blocks.columns[place])
    if blocks.states:
        return ["", *own] if any(cell and not cell.rstrip(".)").isdigit() for cell in own) else []
    told = any(cell and not cell.rstrip(".)").isdigit() for cell in own)
    others = any(_filled(row, block) for i, block in enumerate(blocks.columns) if i != place)
    if not told and (place or others):
        return []
    return [row[i] if i < len(row) else "" for i in blocks.shared] + own
