"""Columns of marks whose header tells no whole day: beside the days of a matrix, or several of them without any day."""

from collections.abc import Collection, Sequence

from coalition.imports.cells.headers import fold, is_invitation, is_row_number, is_signature, is_vetoed, polarity
from coalition.imports.cells.presence import heads_sum, is_mark, mark_of
from coalition.imports.lexicon import pattern, words
from coalition.imports.read.contents import asks_something_else, cells_of

Row = list[str]
_PARTS = pattern("questions.part")
"""How or for what somebody came: of one column it may be another question, of several side by side it is a part."""
_OF_THE_PERSON = pattern("questions.of_the_person")
"""What somebody is, ticked in columns: it says nothing of who came."""
_SEX = frozenset(words("questions.sex"))
_OTHER_PROOF = frozenset({"timestamp", "joined", "left", "minutes", "date", "meeting", "attended"})
_PEOPLE = ("name", "first_name", "last_name", "organization")
_LEAST = 2


def columns_without_day(
    header: Sequence[str], fields: Sequence[str | None], dated: Collection[int], rows: Sequence[Row]
) -> tuple[str, ...]:
    """The headers of further columns of marks beside the days of a matrix: "July", "31/06/2026". Nobody reads what they say."""
    return tuple(
        header[i]
        for i, name in enumerate(fields)
        if name in {None, "title"} and i not in dated and _may_say_who_came(header[i]) and _holds_marks(rows, i, header[i])
    )


def parts_of_meeting(header: Sequence[str], fields: Sequence[str | None], rows: Sequence[Row]) -> tuple[int, ...]:
    """Two or more columns of marks under headers nobody knows, in a list that says in no other way who came; (): none.

    Where everybody has one tick, neither more nor less, they say what somebody is.
    """
    at = next((fields.index(name) for name in _PEOPLE if name in fields), None)
    if at is None or _OTHER_PROOF & set(fields) or any(map(is_signature, header)):
        return ()
    found = [
        i
        for i, name in enumerate(fields)
        if name is None
        and _may_say_who_came(header[i])
        and polarity(header[i]) == "present"
        and _holds_marks(rows, i, header[i])
    ]
    ticks = {sum(i < len(row) and mark_of(row[i]) == "present" for i in found) for row in rows if at < len(row) and row[at]}
    return tuple(found) if len(found) >= _LEAST and ticks != {1} else ()


def _may_say_who_came(header: str) -> bool:
    other = asks_something_else(_PARTS.sub("", header)) or is_vetoed(header) or _OF_THE_PERSON.search(header)
    return bool(header) and not (other or fold(header) in _SEX or is_invitation(header) or is_row_number(header))


def _holds_marks(rows: Sequence[Row], column: int, header: str) -> bool:
    """Whether all filled cells of a column are marks, and one says that somebody was there; 1 and 0 may be sums."""
    cells = set(cells_of(rows, column))
    if heads_sum(header) and all(map(str.isdecimal, cells)):
        return False
    return all(map(is_mark, cells)) and any(mark_of(cell) == "present" and ":" not in cell for cell in cells)
