"""What of a sheet a way to read it leaves unread, though it looks like what is read: nobody of it may be lost in silence."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

from coalition.imports.cells.names import looks_like_person
from coalition.imports.read.line_headings import heading_of
from coalition.imports.read.model import Column, Interpretation
from coalition.imports.read.values import kind, role_of

_SURE, _SHARE, _HALF = 0.9, 0.6, 0.5
_WITHIN = 200
_LONGEST = 100  # characters: what is longer is no cell of a list
_TELLING = frozenset({"email", "date", "time", "mark", "number", "code"})
_TEXTS = frozenset({"name", "text", "code"})
_AWAY = frozenset({"absent", "excused"})
_NAMES = ("name", "both", "first", "last")


def rows_above(
    rows: Sequence[Sequence[str]], columns: Mapping[str, int], profile: Sequence[Column], today: date
) -> tuple[int, ...]:
    """Which of the rows above a header look like those below it: the header was sorted down, or is that of another table.

    Args:
        columns: {what a column holds: the column}, of the table below. profile: its columns.
    """
    named = {columns[role] for role in _NAMES if role in columns}
    named = named or {
        at for at, column in enumerate(profile) if column.count and 2 * sum(map(_is_name, column.sample)) >= column.count
    }
    return tuple(at for at, row in enumerate(rows[:_WITHIN]) if named and _is_like(row, profile, named, today))


def _is_name(text: str) -> bool:
    """Whether a text names a person in two words or more."""
    return " " in text and not any(word[0].islower() for word in (text, text.split()[-1])) and looks_like_person(text)


def _is_like(row: Sequence[str], profile: Sequence[Column], named: set[int], today: date) -> bool:
    """Whether a row names somebody, and most of its cells are of the kind that their column has."""
    filled = [(at, text) for at, text in enumerate(row[: len(profile)]) if text]
    names = [text for at, text in filled if at in named]
    usual = sum(column.count for column in profile) / max(profile[0].rows, 1)
    if (
        not names
        or len(filled) < max(2, _HALF * usual)
        or any(len(text) > _LONGEST or role_of(text)[1] >= _SURE for _, text in filled)
    ):
        return False
    fits = {at: told for at, text in filled if _fits(told := kind(text, today), profile[at])}
    more = len(filled) > 2 and (len(names) > 1 or any(told in _TELLING for told in fits.values()))
    return (more or any(map(_is_name, names))) and named <= fits.keys() and len(fits) > 1 and len(fits) >= _SHARE * len(filled)


def _fits(found: str, column: Column) -> bool:
    return not column.count or column.kinds[found] > 0 or (found in _TEXTS and not _TEXTS.isdisjoint(column.kinds))


def absence_left_over(way: Interpretation) -> str:
    """The heading or label that says who did not come, where a way reads nobody so; empty: there is none, or it is read."""
    if any(one.state in _AWAY for one in way.result.people) or any(block.state in _AWAY for block in way.blocks):
        return ""
    used = {at for role, at in way.columns.items() if role != "number"} | {way.day_column}
    beside = (cell.text for row in way.sheet.rows[:_WITHIN] for at, cell in enumerate(row) if at not in used)
    told = (text for _, _, text in way.sheet.told)
    return next((text for text in chain(told, beside) if text[:1].isalpha() and heading_of(text) in _AWAY), "")
