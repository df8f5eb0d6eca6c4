"""Cells that leave to others what they say: merged cells, marks for "the same", dashes, the lines of several people."""

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, groupby, pairwise

from coalition.imports.cells.row_words import standing
from coalition.imports.lexicon import pattern, words
from coalition.imports.read.model import Interpretation
from coalition.imports.read.values import mark_of

_FILLED_DOWN = ("organization", "date", "title", "place", "sector")
_OF_THE_MEETING = frozenset({"date", "title", "place"})
_DASHES = frozenset(words("fill.none"))
DITTO = frozenset({'"', "″", "〃", "''", ",,", "„", "“", "”", '-"-', *words("fill.ditto")})
"""Marks for "the same as above"."""
_NO_DASH = frozenset({"organization", "email", "phone", "role", "sector"})
_ADDRESSES = frozenset({"email", "phone"})
_NO_ADDRESS = frozenset({"NA", "na", "Na", "no", "No", "NO", "x", "X", "?", "0"})
"""What stands for no address; the National Assembly may send somebody."""
_RUN = 2
"""Blanks below one value; fewer are somebody without, where values repeat."""
_OF_NOBODY = pattern("fill.of_nobody")
"""Roles of people who come without an organization."""
_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")

Cells = dict[str, list[str]]
"""The columns of one table by field, of equal length; changed in place."""


def complete(
    cells: Cells, kept: Sequence[int], blocks: Sequence[int], named: Sequence[bool | None], *, leading: bool = False
) -> list[int]:
    """Write out what is meant by marks, merged cells and dashes.

    Args:
        kept: the row of each cell. blocks: the stretch between headings and empty rows it stands in.
        named: it has a person; None: it has none and is one of the list by itself, above nobody.
        leading: the column of organizations stands before that of the names, as where people are sorted under them.

    Returns:
        Positions of people who were given the organization above them without a sign in the column that cells were merged, or
        with a weak one: single blanks, two under one value only, or two at most behind the names where days are merged.
    """
    for name in _FILLED_DOWN:
        if name in cells and not DITTO.isdisjoint(cells[name]):
            texts = cells[name]
            for i, text in enumerate(texts):
                texts[i] = (texts[i - 1] if i else "") if text in DITTO else text
    doubtful = _fill_down(cells, kept, blocks, named, leading)
    for name, texts in cells.items():
        nothing = _DASHES | _NO_ADDRESS if name in _ADDRESSES else _DASHES
        if name in _NO_DASH and not nothing.isdisjoint(texts):
            texts[:] = ["" if text in nothing else text for text in texts]
    return [i for i in doubtful if cells["organization"][i]]


def _fill_down(
    cells: Cells, kept: Sequence[int], blocks: Sequence[int], named: Sequence[bool | None], leading: bool
) -> list[int]:
    """Give merged cells their value back: they are exported as the value and blanks below it.

    Only in a sheet that merges: where a value is typed again in the next row, a blank is a blank. Two neighbours of one
    organization say nothing against days that are merged beside them, though. Never across a heading, an empty
    row or a total, and never in a form, whose rows have nothing to do with each other. Whose somebody is, is filled down
    only where the column, or that of the day or the meeting, shows that cells were merged; or where it stands before the
    names and no organization is written twice, and that is told (positions): a list that spells them out leaves blank what is
    not known.
    """
    columns = {name: cells[name] for name in _FILLED_DOWN if name in cells}
    if "timestamp" in cells or "joined" in cells or all(all(texts) for texts in columns.values()):
        return []
    days = [texts for name, texts in columns.items() if name in _OF_THE_MEETING and _is_merged(texts)]
    begun = [any(row) for row in zip(*days, strict=True)] if days else [False] * len(kept)  # rows that begin another meeting
    typed_again = set()
    for name, texts in columns.items():
        rows = pairwise(zip(texts, kept, begun, strict=True))
        if name != "sector" and any(a and a == b and row != below and not new for (a, row, _), (b, below, new) in rows):
            typed_again.add(name)
    if typed_again and (typed_again != {"organization"} or not _is_merged(columns.get("date", []))):
        return []
    doubtful: list[int] = []
    for name, texts in columns.items():
        told = name in _OF_THE_MEETING or (leading and not _are_spelled_out(texts, kept, blocks))
        if name not in _OF_THE_MEETING and typed_again:
            continue
        shows = name in _OF_THE_MEETING or bool(days) or _shows_merged_cells(texts, kept, blocks, named)
        if not told and not shows:
            continue
        if name in _OF_THE_MEETING:
            _fill(texts, blocks, named)
            continue
        here = list(zip(blocks, accumulate(begun), strict=True))  # nobody's organization runs on into another meeting
        runs = _runs(texts, here)
        weak = not shows or max(runs, default=0) < _RUN or (max(runs) == _RUN and (len(runs) == 1 or bool(days) > leading))
        filled = _fill(texts, here, named, cells.get("role", ()) if weak and not days else ())
        doubtful += filled if name == "organization" and weak else []
    return doubtful


def _runs(texts: Sequence[str], blocks: Sequence[object]) -> list[int]:
    """How many cells without a value stand below each other."""
    runs = groupby(zip(blocks, texts, strict=True), key=lambda one: (one[0], bool(one[1])))
    return [len(list(run)) for (_, filled), run in runs if not filled]


def _fill(texts: list[str], blocks: Sequence[object], named: Sequence[bool | None], roles: Sequence[str] = ()) -> list[int]:
    """Give each person without a value the one above, within a stretch; the positions that were filled.

    Args:
        roles: where little shows that cells were merged, and no days are: who comes for nobody by their role is given none.
    """
    above, block, filled = "", object(), list[int]()
    for i, (text, here) in enumerate(zip(texts, blocks, strict=True)):
        if here != block:
            above, block = "", here
        if text:
            above = text if named[i] is not None else ""
        elif above and named[i] and not (roles and _OF_NOBODY.search(roles[i])):
            texts[i] = above
            filled.append(i)
    return filled


def _are_spelled_out(texts: Sequence[str], kept: Sequence[int], blocks: Sequence[int]) -> bool:
    """Whether a value stands in two rows of one stretch: the list is not sorted by it, or writes it for everybody."""
    rows = {(text, here): row for text, row, here in zip(texts, kept, blocks, strict=True) if text}
    first = {(text, here): row for text, row, here in reversed(list(zip(texts, kept, blocks, strict=True))) if text}
    return rows != first


def _shows_merged_cells(texts: Sequence[str], kept: Sequence[int], blocks: Sequence[int], named: Sequence[bool | None]) -> bool:
    """Whether blanks below values are merged cells, and not people of whom no organization is told.

    Several values head blanks, and a third of the people at least have one; or one value heads several, and one more than
    stand filled beside it. One blank among filled rows is somebody without.
    """
    runs: list[list[int]] = []  # of each value: the row it stands in, and the people below it without one
    block = -1
    for text, row, here, somebody in zip(texts, kept, blocks, named, strict=True):
        if text:
            if not (runs and runs[-1][0] == row and here == block):
                runs.append([row, 0])
        elif here == block and runs and somebody:
            runs[-1][1] += row != runs[-1][0]
        elif here != block:
            runs.append([row, 0])
        block = here
    heading = [blanks for _, blanks in runs if blanks]
    if _are_spelled_out(texts, kept, blocks) and max(heading, default=0) < _RUN:
        return False
    if len(heading) > 1:
        return sum(heading) * 3 >= len(runs) + sum(heading)
    return bool(heading) and heading[0] > 1 and heading[0] + 1 >= len(runs) - 1


def _is_merged(days: Sequence[str]) -> bool:
    """Whether a column of dates was merged: each day is written once, and blanks are as many as days."""
    written = [day for day in days if day]
    return bool(written) and len(set(written)) == len(written) <= len(days) - len(written)


def share_out(cells: Cells, parts: Mapping[int, tuple[int, int]], broken: Mapping[str, Sequence[str]]) -> None:
    """Give each of several people of one row their own line of its other cells, where there are as many lines.

    Args:
        parts: {index in the columns: (which, of how many) people of its row}. broken: the lines of cells written in several.
    """
    for position, (number, count) in parts.items():
        for texts in cells.values():
            lines = broken.get(texts[position]) or _MAIL.findall(texts[position])
            if len(lines) == count:
                texts[position] = lines[number]


def with_merged_marks(way: Interpretation, rows: list[list[str]]) -> list[list[str]]:
    """The rows with each word of presence in every row it stands for, where the column of marks was merged.

    Merged is a column whose words stand once each, the first beside the first person, for those who came and for others.
    """
    name = way.columns.get("name", way.columns.get("first"))
    if way.sign != "column" or len(way.marks) != 1 or name is None:
        return rows
    at = way.marks[0][0]
    people = [row for row in rows if name < len(row) and row[name] and at < len(row)]
    words = [row[at] for row in people if row[at]]
    once = len(set(words)) == len(words) < len(people) and all(len(word) > 1 and standing(word) for word in words)
    states = {mark_of(word) for word in words} if once else set()
    if not once or not people[0][at] or "present" not in states or len(states) < 2:
        return rows
    rows, word = [list(row) for row in rows], ""
    for row in rows:
        if name < len(row) and row[name] and at < len(row):
            word = row[at] = row[at] or word
    return rows
