"""Provinces and countries above their people: "Chiang Mai" alone in the column of names is nobody."""

import re
from collections.abc import Iterator, Sequence

from coalition.imports.cells.names import looks_like_organization
from coalition.imports.lexicon import any_of
from coalition.imports.sheets.people_names import is_place, read_name
from coalition.imports.sheets.words import is_note, is_sector, is_total, standing

_LEAST = 2
_LONGEST_LIST = 3_000
"""Rows of a list somebody parts by hand."""
_KIND = re.compile(
    rf"{any_of('places.before')}\s*\S{{2,}}.*|\S.*\s{any_of('places.behind')}|{any_of('places.before_blank')}\s*[:：–-]?\s+\S.*",
    re.IGNORECASE,
)

Row = Sequence[str]


def place_heads(rows: Sequence[Row], start: int, stop: int, at: int | None) -> list[int]:
    """The rows of a table that are a place and nothing else, each above somebody of whom more is told.

    A nickname may be a province too (Nan, Tak): several have to be places, and nobody else may stand alone in a row.

    Args:
        at: the column of names; None: there is none.
    """
    if at is None or stop - start > _LONGEST_LIST:
        return []
    heads: list[int] = []
    for number, text in _alone(rows, start, stop):
        if is_place(text) or _KIND.fullmatch(text):
            heads.append(number)
        elif read_name(text).plain and not _is_other_line(text):
            return []
    below = [next((row for row in rows[number + 1 : stop] if any(row)), ()) for number in heads]
    told = all(at < len(row) and row[at] and sum(map(bool, row)) > 1 for row in below)
    places = {next(filter(None, rows[number])) for number in heads}
    return heads if told and len(places) >= _LEAST and any(" " in place or _KIND.fullmatch(place) for place in places) else []


def _alone(rows: Sequence[Row], start: int, stop: int) -> Iterator[tuple[int, str]]:
    """(row, its text) of the rows with one filled cell."""
    for number in range(start, stop):
        filled = [cell for cell in rows[number] if cell]
        if len(filled) == 1:
            yield number, filled[0].strip(" :：")


def _is_other_line(text: str) -> bool:
    return bool(is_total(text) or is_note(text) or standing(text) or is_sector(text) or looks_like_organization(text))
