"""A table without a header, read by its cells alone: which column is that of the names, and does each row say when?"""

import unicodedata
from collections.abc import Sequence

from coalition.imports.cells.clocks import clock_of_timestamp
from coalition.imports.cells.names import looks_like_organization
from coalition.imports.read.model import Column, Interpretation
from coalition.imports.read.profile import Say
from coalition.imports.read.sheet import Row, text_at

_MOST, _NAMES, _FEW, _SAMPLE = 0.9, 0.6, 3, 400


def free_for_names(taken: set[int], profile: Sequence[Column], rows: Sequence[Row]) -> list[int]:
    """The columns that could hold the names, of those that are not taken, without those of classes and groups."""
    named = [at for at, one in enumerate(profile) if at not in taken and one.share("name") >= _NAMES]
    return without_groups([at for at in named if profile[at].count > 0.3 * profile[at].rows], rows)


def without_groups(columns: list[int], rows: Sequence[Row]) -> list[int]:
    """The columns that could be that of the names, without what several people have in common; all, where none is left.

    What is numbered goes first ("XI Sains 2"), then what begins with the same word ("Grupo A"), and whatever each value of
    another column stands beside one value of, and not the other way round (a firm): the finest column is that of the people.
    """
    if len(columns) < 2:
        return columns
    plain = [at for at in columns if not _is_numbered([text for row in rows if (text := text_at(row, at))])] or columns
    return [at for at in plain if not any(_determines((other,), at, rows) for other in plain if other != at)] or plain


def _is_numbered(cells: Sequence[str]) -> bool:
    """Whether most of some texts hold a number, or all begin with the same word."""
    first = {text.split()[0] for text in cells}
    begun = len(first) == 1 < len(set(cells)) and all(" " in text for text in cells)
    return begun or 2 * sum(any(map(str.isdigit, text)) for text in cells) > len(cells)


def _determines(these: Sequence[int], at: int, rows: Sequence[Row]) -> bool:
    """Whether each value of some columns stands beside one value of another, and some of its several beside more."""
    pairs = {(tuple(text_at(row, one) for one in these), text_at(row, at)) for row in rows}
    pairs = {(these, other) for these, other in pairs if all(these) and other}
    many, few = len({these for these, _ in pairs}), len({other for _, other in pairs})
    return many == len(pairs) > few > 1


def may_be_names(column: Column) -> bool:
    """Whether the cells of a column may be names: of several rows they do not all say the same."""
    return column.share("name") >= _NAMES and 2 * column.count > column.rows and (column.distinct > 1 or column.rows < _FEW)


def halves_of_names(rows: Sequence[Row], profile: Sequence[Column], free: Sequence[int]) -> tuple[int, int] | None:
    """The two columns, beside each other, that are the halves of names; None: none are.

    E-mail addresses say so, or that each holds single words of which neither tells the other ("Badji, Ibou" and "Badji,
    Coumba"), and that whatever else could be a name is what they have in common.
    """
    at = next((at for at, column in enumerate(profile) if column.share("email") >= _MOST), None)
    for one in range(len(profile) - 1):
        if not (may_be_names(profile[one]) and may_be_names(profile[one + 1])):
            continue
        if at is not None:
            cells = [[_letters(text_at(row, here)) for here in (one, one + 1, at)] for row in rows]
            told = sum(bool(first and last) and first in mail and last in mail for first, last, mail in cells)
            if told and 2 * told >= len(cells):
                return one, one + 1
        if any(looks_like_organization(text) for here in (one, one + 1) for text in profile[here].sample):
            continue
        single = all(5 * sum(" " in text for text in profile[here].sample) <= profile[here].count for here in (one, one + 1))
        apart = not {one, one + 1} - set(free) and all(_several(one, one + 1, rows, turned=turned) for turned in (False, True))
        if single and apart and all(_determines((one, one + 1), other, rows) for other in {*free} - {one, one + 1}):
            return one, one + 1
    return None


def _several(one: int, other: int, rows: Sequence[Row], *, turned: bool) -> bool:
    """Whether a value of a column stands beside several of another."""
    pairs = {(text_at(row, one), text_at(row, other)) for row in rows}
    return len({pair[turned] for pair in pairs}) < len(pairs)


def _letters(text: str) -> str:
    """A text without case and accents."""
    return "".join(one for one in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(one))


def contents(way: Interpretation, say: Say) -> None:
    """Whether a table without a header tells by its cells which column is that of the names, and when each row was written."""
    if way.blocks[0].header or way.sheet.columns is not None or way.day_column is None:
        return
    dated, used = way.profile[way.day_column], {*way.columns.values(), way.day_column}
    free = [at for at, column in enumerate(way.profile) if at not in used - {way.names_at} and may_be_names(column)]
    others = set(without_groups(free, way.sheet.rows[way.blocks[0].first :][:_SAMPLE])) - used
    chosen = way.names_at in (way.sheet.choices.columns or {})
    if dated.share("date") >= _MOST and (chosen or not others):
        say("contents_clear", "Only one column can hold the names, and only one can hold the days")
    times = [column for at, column in enumerate(way.profile) if at not in used and column.share("time") >= _MOST]
    if times or all(map(clock_of_timestamp, dated.sample)):
        say("stamped", "Each row says at which time of day it was written")
    elif len({one.name for one in way.result.came}) < len(way.result.who()):
        say("stamped", "The same person is listed on several days")
