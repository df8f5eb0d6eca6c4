"""Organizations in a matrix told by a flag or number beside them, such as their right to vote, and by having no marks."""

import re
from collections.abc import Collection, Sequence

from coalition.imports.cells.names import looks_like_organization
from coalition.imports.cells.titles import split_titles
from coalition.imports.lexicon import LETTERS, any_of
from coalition.imports.sheets.headers import is_row_number
from coalition.imports.sheets.people_names import is_known, looks_named
from coalition.imports.sheets.words import is_note, is_total, standing

_HOUSE = re.compile(rf"{any_of('groups.house')}|^{any_of('groups.house_before')}[{LETTERS}]", re.IGNORECASE)
"""Words of organizations that are surnames or villages too: they tell only what a heading is."""
_FLAG = re.compile(rf"[ynvomtfx✓✔√/]|[01]|{any_of('groups.flag', whole=False)}", re.IGNORECASE)
"""What an organization has beside its name and its people have not."""
_NUMBER = re.compile(r"\d{1,3}[.)]?")
"""The number of an organization, where its people have none."""


def is_house(text: str) -> bool:
    """Whether a text above people reads as an organization; beside a name it might be a surname."""
    return looks_like_organization(text) or is_known(text) or _HOUSE.search(text) is not None


def heads_by_flags(rows: Sequence[Sequence[str]], at: int, header: Sequence[str], dated: Collection[int]) -> dict[int, str]:
    """{row: organization} of the rows with a flag and no mark, which head the people below them; {}: they are people too.

    The shape of the whole block decides: every row with a flag is without a mark, and those without a flag have marks. A flag
    that says no to some, or names that read as organizations, tell them from people who never came.

    Args:
        rows: of the table. at: the column of names. dated: the columns of the meetings.
    """
    for column in range(len(header)):
        if column == at or column in dated:
            continue
        heads = _flagged(rows, at, column, dated, _NUMBER if is_row_number(header[column]) else _FLAG)
        followed = _people_below(rows, at, heads, dated)
        if heads and followed * 2 > len(heads) - 1:
            flags = {rows[i][column].casefold() for i in heads}
            named = sum(map(is_house, heads.values()))
            if (len(flags) > 1 and followed > 1) or (named * 2 > len(heads) and followed):
                return heads
    return {}


def _flagged(
    rows: Sequence[Sequence[str]], at: int, column: int, dated: Collection[int], kind: re.Pattern[str]
) -> dict[int, str]:
    """The rows with a flag (or number) in a column; {}: something else stands there, or beside a mark."""
    heads: dict[int, str] = {}
    for i, row in enumerate(rows):
        flag = row[column] if column < len(row) else ""
        name = row[at] if at < len(row) else ""
        if not flag or is_total(name) or is_note(name) or (not name and not _has_marks(row, dated)):
            continue
        if not looks_named(name) or not kind.fullmatch(flag) or _has_marks(row, dated) or _is_said(name):
            return {}
        heads[i] = name
    return heads


def _is_said(name: str) -> bool:
    return bool(standing(name) or split_titles(name)[0])


def _has_marks(row: Sequence[str], dated: Collection[int]) -> bool:
    return any(column < len(row) and row[column] for column in dated)


def _people_below(rows: Sequence[Sequence[str]], at: int, heads: dict[int, str], dated: Collection[int]) -> int:
    """How many heads have a row without a flag below; 0 if most of these rows have no marks."""
    people = [i for i, row in enumerate(rows) if i not in heads and at < len(row) and row[at] and not is_total(row[at])]
    marked = sum(_has_marks(rows[i], dated) for i in people)
    return sum(i + 1 in people for i in heads) if marked * 2 > len(people) else 0
