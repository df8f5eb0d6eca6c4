"""Headings told by more than their words: organizations above their people, and rows of headers that say who was there."""

from collections.abc import Iterable, Sequence

from coalition.imports.sheets.columns import Columns
from coalition.imports.sheets.headers import is_header_word, is_row_number
from coalition.imports.sheets.people_names import looks_named, read_name
from coalition.imports.sheets.words import is_note, is_sector, is_short, is_total, standing

_LONGEST_LIST = 3_000
"""Rows of a list somebody numbers by hand; longer ones are not looked at."""
_MOST = 0.8


def heads_of(rows: Sequence[Sequence[str]], start: int, stop: int, header: Sequence[str], columns: Columns) -> dict[int, str]:
    """{row: organization} of the rows of a numbered list that have no number, a name and nothing else, above those that have.

    "Grace Haven" could be somebody; where every person has a number and she has none, it is whose people follow.
    """
    at, number = columns.index.get("name"), next((i for i, cell in enumerate(header) if is_row_number(cell)), None)
    if at is None or number is None or number == at or "organization" in columns.index or stop - start > _LONGEST_LIST:
        return {}
    numbered = plain = 0
    bare: list[int] = []
    for offset in range(start, stop):
        row = rows[offset]
        named = at < len(row) and bool(row[at])
        if named and number < len(row) and row[number]:
            numbered += 1
        elif named:
            plain += 1
            if sum(map(bool, row)) == 1 and _may_head(row[at]):
                bare.append(offset)
    if not bare or numbered < _MOST * (numbered + plain - len(bare)) or numbered <= len(bare):
        return {}
    return {offset: rows[offset][at].rstrip(" :") for offset in bare if _is_numbered(rows, offset + 1, stop, number)}


def _may_head(text: str) -> bool:
    said = is_total(text) or is_note(text) or standing(text) or is_sector(text) or read_name(text).code
    return not said and is_short(text) and looks_named(text)


def _is_numbered(rows: Sequence[Sequence[str]], offset: int, stop: int, number: int) -> bool:
    return offset < stop and number < len(rows[offset]) and bool(rows[offset][number])


def standing_of(cells: Iterable[str]) -> str | None:
    """What a row of headers says of the people under it: "Absent, Organization"; None: it says nothing, or holds more."""
    states = {standing(cell): cell for cell in cells if not is_header_word(cell) or standing(cell)}
    return next(iter(states)) if len(states) == 1 else None
