"""A table without a header, read by its cells alone: which column is that of the names, and does each row say when?"""

import unicodedata
from collections.abc import Sequence

from coalition.imports.cells.clocks import clock_of_timestamp
from coalition.imports.read.model import Column, Interpretation
from coalition.imports.read.profile import Say
from coalition.imports.read.sheet import Row, text_at

_MOST, _NAMES, _FEW = 0.9, 0.6, 3


def free_for_names(taken: set[int], profile: Sequence[Column]) -> list[int]:
    """The columns that could hold the names, of those that are not taken."""
    return [
        at for at, one in enumerate(profile) if at not in taken and one.share("name") >= _NAMES and one.count > 0.3 * one.rows
    ]


def may_be_names(column: Column) -> bool:
    """Whether the cells of a column may be names: of several rows they do not all say the same."""
    return column.share("name") >= _NAMES and 2 * column.count > column.rows and (column.distinct > 1 or column.rows < _FEW)


def halves_of_names(rows: Sequence[Row], profile: Sequence[Column]) -> tuple[int, int] | None:
    """The two columns, beside each other, of which e-mail addresses say that they are the halves of names; None: none do."""
    at = next((at for at, column in enumerate(profile) if column.share("email") >= _MOST), None)
    for one in range(len(profile) - 1) if at is not None else ():
        if not (may_be_names(profile[one]) and may_be_names(profile[one + 1])):
            continue
        cells = [[_letters(text_at(row, here)) for here in (one, one + 1, at or 0)] for row in rows]
        told = sum(bool(first and last) and first in mail and last in mail for first, last, mail in cells)
        if told and 2 * told >= len(cells):
            return one, one + 1
    return None


def _letters(text: str) -> str:
    """A text without case and accents."""
    return "".join(one for one in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(one))


def contents(way: Interpretation, say: Say) -> None:
    """Whether a table without a header tells by its cells which column is that of the names, and when each row was written."""
    if way.blocks[0].header or way.sheet.columns is not None or way.day_column is None:
        return
    dated, used = way.profile[way.day_column], {*way.columns.values(), way.day_column}
    others = [at for at, column in enumerate(way.profile) if at not in used and may_be_names(column)]
    chosen = way.names_at in (way.sheet.choices.columns or {})
    if dated.share("date") >= _MOST and (chosen or not others):
        say("contents_clear", "Only one column can hold the names, and only one can hold the days")
    times = [column for at, column in enumerate(way.profile) if at not in used and column.share("time") >= _MOST]
    if times or all(map(clock_of_timestamp, dated.sample)):
        say("stamped", "Each row says at which time of day it was written")
