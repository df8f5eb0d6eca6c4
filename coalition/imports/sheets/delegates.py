"""Columns that say who came in place of the person of the row: remarks, or a column "Represented by"."""

import re
from collections.abc import Sequence

from coalition.imports.cells.delegates import sent_in
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.table import distinct
from coalition.imports.lexicon import any_of
from coalition.imports.sheets.contents import cells_of
from coalition.imports.sheets.headers import match
from coalition.imports.sheets.presence import mark_of

_EXACT = 1.6
_MOST = 0.5
_HEADER = re.compile(
    rf"{any_of('delegates.header', whole=False)}(?:\s*\(?{any_of('delegates.if_any', whole=False)}\)?)?\??", re.IGNORECASE
)
_SELF = re.compile(rf"{any_of('delegates.self', whole=False)}\.?", re.IGNORECASE)
"""That nobody came instead."""


def named_delegates(fields: Sequence[str | None], header: Sequence[str], rows: Sequence[list[str]]) -> list[int]:
    """Columns of delegates' names beside those of the people who were expected; `fields` as the headers tell them."""
    told = [i for i, cell in enumerate(header) if _HEADER.fullmatch(cell)]
    others = any(
        i not in told and name in {"name", "first_name"} and match(header[i]).strength >= _EXACT
        for i, name in enumerate(fields)
    )
    if not others and len(told) > 1 and len(cells_of(rows, told[0])) > max(len(cells_of(rows, i)) for i in told[1:]):
        others, told = True, told[1:]  # "Representative" and, where somebody else came, "Delegate"
    found = []
    for i in told if others else ():
        cells = cells_of(rows, i)
        good = sum(
            looks_like_person(cell) or _is_self(cell) or mark_of(cell) is not None or sent_in(cell) is not None
            for cell in cells
        )
        if cells and good >= _MOST * len(cells):
            found.append(i)
    return found


def remarked_delegates(fields: Sequence[str | None], rows: Sequence[list[str]]) -> list[int]:
    """Columns in which it is written beside some names that somebody was sent."""
    names = {"name", "first_name", "last_name"}
    return [
        i for i, name in enumerate(fields) if name not in names and any(sent_in(cell) is not None for cell in distinct(rows, i))
    ]


def delegate_of_cell(cell: str, *, named: bool) -> str | None:
    """What one cell of such a column tells, as `cells.delegates.sent_in`; None: nobody was sent.

    Args:
        named: the column holds names of delegates, and marks where somebody unnamed was sent.
    """
    if named and _is_self(cell):
        return None
    told = sent_in(cell)
    if told is not None or not named or not cell:
        return told
    mark = mark_of(cell)
    if mark is not None:
        return "" if mark == "present" else None
    return cell if looks_like_person(cell) else None


def _is_self(cell: str) -> bool:
    return _SELF.fullmatch(cell) is not None
