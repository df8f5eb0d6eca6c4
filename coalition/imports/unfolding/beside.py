"""Lists that stand beside each other in one sheet, put below each other: nobody of the second may be lost.

"Name, Organization, Name, Organization", "Agency, Name 1, Name 2", and people under "Present" beside others under "Absent".
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.sheets.contents import cells_of
from coalition.imports.sheets.headers import fold, is_header_word, is_row_number, match
from coalition.imports.sheets.headings import are_organizations
from coalition.imports.sheets.presence import is_mark
from coalition.imports.sheets.words import is_sector, standing

_EXACT = 1.6
_SAMPLE = 200
_MOST = 0.6
_HEADER_WITHIN = 40
_TITLES = 3
"""So many rows above the header may say something of each block."""
_LONGEST_TITLE = 100  # characters
_OF_SOMEBODY = frozenset({"organization", "email", "phone", "role", "sector", "attended"})
_NAMES = frozenset({"name", "first_name", "last_name"})
_NUMBER_BEHIND = re.compile(r"(.*\D[.\s#]|.*[ก-๛])\d{1,2}")

Row = list[str]


@dataclass(frozen=True)
class Blocks:
    """The columns of each list, and those that all of them share.

    `states`: the headings of the lists say who came. `parted`: an empty column stands between them; `names` are then
    their columns of names.
    """

    header: int
    columns: tuple[Sequence[int], ...]
    shared: tuple[int, ...] = ()
    states: bool = False
    parted: bool = False
    names: tuple[int, ...] = ()


def _key(cell: str) -> str:
    found = _NUMBER_BEHIND.fullmatch(cell)
    return fold(found[1] if found else cell)


def repeated_blocks(rows: Sequence[Row], header: int) -> Blocks | None:
    """The blocks of a header in which a column of names stands again; None: it has one column of names.

    A column between two columns of names is of the people on its left, and never of those beside: only what stands outside
    of the blocks is shared. Where an empty column parts the lists, their headers may be other words of one meaning.
    """
    head = rows[header]
    at = _leads(rows, header)
    parted = len(at) > 1 and all(_gap(rows, header, a, b) is not None for a, b in pairwise(at))
    if len(at) < 2 or (not parted and len({b - a for a, b in pairwise(at)}) > 1):
        return None
    if parted:
        starts = [0, *(_gap(rows, header, a, b) or 0 for a, b in pairwise(at))]
        stops = [*starts[1:], max(map(len, rows))]
        return Blocks(header, tuple(range(a, b) for a, b in zip(starts, stops, strict=True)), parted=True, names=tuple(at))
    fields = [match(_bare(cell)).field or _key(cell) for cell in head]
    step = at[1] - at[0]
    before = 0
    while before + 1 < step and before < at[0] and _same(fields, [i - before - 1 for i in at]):
        before += 1
    own = set(fields[at[0] - before : at[1] - before]) - {""}
    stop = last = at[-1] + 1
    while stop < len(head) and step > before + 1:
        stop += 1
        last = stop if fields[stop - 1] in own or fields[stop - 1] in _OF_SOMEBODY else last
    columns = tuple(range(a - before, b - before) for a, b in pairwise([*at, last + before]))
    inside = {i for block in columns for i in block}
    return Blocks(header, columns, tuple(i for i, cell in enumerate(head) if cell and i not in inside))


def _leads(rows: Sequence[Row], header: int) -> list[int]:
    """The columns that name people: under one header, else one in each part where an empty column parts the lists."""
    names: dict[str, list[int]] = {}
    for i, cell in enumerate(rows[header]):
        found = match(_bare(cell))
        if found.field == "name" and found.strength >= _EXACT:
            names.setdefault(_key(cell), []).append(i)
    return _parted_leads(rows, header) or max(names.values(), key=len, default=[])


def _parted_leads(rows: Sequence[Row], header: int) -> list[int]:
    """The column of people in each part of the sheet between empty columns; []: some part has none, or names the same."""
    head, parts, below = rows[header], list[list[int]](), rows[header : header + 1 + _SAMPLE]
    for i in range(max(map(len, below))):
        if not any(i < len(row) and row[i] for row in below):
            parts.append([])
        elif i < len(head):
            parts = parts or [[]]
            parts[-1].append(i)
    parts = list(filter(None, parts))
    leads: list[int] = []
    for part in parts if len(parts) > 1 else []:
        fields = [match(head[i]).field for i in part]
        known = [i for i, found in zip(part, fields, strict=True) if found in _NAMES]
        unknown = [i for i in part if head[i] and match(head[i]).field is None and len(_OF_SOMEBODY & set(fields)) > 0]
        leads += next(([i] for i in [*known, *unknown] if _hold_people(rows, header, [i]) or i in known), [-1])
    if len(leads) < 2 or -1 in leads or not any(match(head[i]).field in _NAMES for i in leads):
        return []
    firsts = all(match(head[i]).field in {"first_name", "last_name"} for i in leads)
    return leads if firsts or _hold_people(rows, header, leads) else []


def _hold_people(rows: Sequence[Row], header: int, columns: Sequence[int]) -> bool:
    """Whether people stand under each header, and mostly others than under the first."""
    below = [cells_of(rows[header + 1 : header + 1 + _SAMPLE], i) for i in columns]
    if not all(cells and _people(cells) * 2 > len(cells) for cells in below):
        return False
    return all(len(set(below[0]) & set(cells)) * 2 < len(cells) for cells in below[1:])


def _gap(rows: Sequence[Row], header: int, left: int, right: int) -> int | None:
    """The first column without a cell from the header down between two columns; None: there is none."""
    below = rows[header : header + 1 + _SAMPLE]
    return next((i for i in range(left + 1, right) if not any(i < len(row) and row[i] for row in below)), None)


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
        if len({sum(map(is_header_word, filter(None, row[a:b]))) for a, b in zip(at, stops, strict=True)}) > 1:
            continue  # a header behind the last of several: whose it is nothing tells
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
    written = [(list(grid.rows[n]), grid.lines[n]) for n in range(blocks.header) if n not in titles]
    for place, block in enumerate(blocks.columns):
        above, groups, office = _above(grid, blocks, place, titles)
        written += above
        for row in _headers(grid.rows[blocks.header], blocks, block, place):
            written.append((row + ["Organization"] * bool(office), grid.lines[blocks.header]))
        written += groups
        for number in range(blocks.header + 1, len(grid.rows)):
            part = _part(grid.rows[number], blocks, place)
            written.append((part + [office] * bool(office and part), grid.lines[number]))
        written.append(([], grid.lines[-1]))
    return replace(grid, rows=[row for row, _ in written], lines=[line for _, line in written])


def without_rows(grid: Grid, lines: Collection[int]) -> Grid:
    """The grid with the rows that start at some lines empty."""
    return replace(grid, rows=[[] if line in lines else row for line, row in zip(grid.lines, grid.rows, strict=True)])


def _above(
    grid: Grid, blocks: Blocks, place: int, titles: Sequence[int]
) -> tuple[list[tuple[Row, int]], list[tuple[Row, int]], str]:
    """What stands over one block: (its titles, the kind of people they are: "Government", the organization they all are of)."""
    above: list[tuple[Row, int]] = []
    groups: list[tuple[Row, int]] = []
    office = ""
    for number in titles:
        title = [cell for cell in _cut(grid.rows[number], blocks.columns[place]) if cell]
        heads = [cell for cell in grid.rows[number] if cell]
        if len(title) == 1 and is_sector(title[0]) and not standing(title[0]):
            groups.append((title, grid.lines[number]))
        elif len(title) == 1 and not any(map(standing, heads)) and are_organizations(heads):
            told = any(match(_bare(cell)).field == "organization" for cell in grid.rows[blocks.header])
            office = "" if told else title[0]
        elif title and (place or standing(title[0]) != "present"):
            above.append((title, grid.lines[number]))
    return above, groups, office


def _is_parted(row: Row, blocks: Blocks) -> bool:
    """Whether a row above the header says something of one block after the first: the title of its meeting, "Absent".

    A row of the list that was moved above its header is none: it would come in as the people of one block, and of no other.
    """
    return any(_filled(row, block) for block in blocks.columns[1:]) and not _is_of_list(row, blocks)


def _is_of_list(row: Row, blocks: Blocks) -> bool:
    told = [[cell for cell in _cut(row, block) if cell] for block in blocks.columns]
    cells = [cell for part in told for cell in part if not standing(cell)]
    if any(len(cell) > _LONGEST_TITLE or is_header_word(cell) for cell in cells):
        return True
    each_has_one = all(len(part) == 1 for part in told) and not blocks.states
    return not each_has_one and any(looks_like_person(cell.partition("(")[0].strip()) for cell in cells)


def _filled(row: Row, block: Sequence[int]) -> bool:
    return any(cell for cell in _cut(row, block))


def _cut(row: Row, block: Sequence[int]) -> Row:
    return [row[i] if i < len(row) else "" for i in block]


def _headers(row: Row, blocks: Blocks, block: Sequence[int], place: int) -> list[Row]:
    """The rows above the people of one block."""
    head = _cut(row, block)
    if not blocks.states:
        return [_cut(row, blocks.shared) + _named(row, blocks, block)]
    if not any(is_header_word(row[i]) for span in blocks.columns for i in span[1:] if i < len(row) and row[i]):
        return [[head[0]]]  # a list without column names
    named = ["Name", *head[1:]]
    said = [] if standing(head[0]) == "present" and not place else [[head[0]]]
    return [*said, ["No.", *named]]


def _named(row: Row, blocks: Blocks, block: Sequence[int]) -> Row:
    """The headers of one block, and of what only the other blocks have: of two unequal headers one would be passed over."""
    head = [
        "Name" if i in blocks.names and match(cell).field is None else _bare(cell)
        for i, cell in zip(block, _cut(row, block), strict=True)
    ]
    others = [cell for span in blocks.columns for cell in _cut(row, span)]
    known = {match(cell).field for cell in head}
    missing = {found: cell for cell in others if (found := match(_bare(cell)).field) in _OF_SOMEBODY and found not in known}
    return head + list(missing.values())


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
    return _cut(row, blocks.shared) + own
