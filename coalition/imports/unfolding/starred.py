"""Signs behind names that a line above or below the list explains: "Bo Chan*" where "* absent" stands at the foot."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from coalition.imports.cells.reader import Grid
from coalition.imports.sheets.headers import match
from coalition.imports.sheets.presence import is_word_of_absence, mark_of
from coalition.imports.sheets.words import standing

_NAMES = frozenset({"name", "first_name", "last_name"})
_FOOT = 60
"""A line that explains a sign stands above the header, or among so many last rows."""
_SIGN = r"\*{1,3}|[†‡#^°¹²³]"
_LEGEND = re.compile(rf"\(?({_SIGN})\)?\s*[=:：\-–—]?\s*([^\s*=:：\-–—].{{1,60}})")
_MARKED = re.compile(
    rf"(?:names?|people|persons?|members?|those|participants?) (?:marked|indicated|shown|flagged)? ?(?:with|by)? ?(?:an? )?"
    rf"\(?({_SIGN})\)? ?(?:was|were|is|are|=|:)? ?([^\s*].{{1,60}})",
    re.IGNORECASE,
)
"""That names with a sign were absent, in a sentence."""
_NOTE = re.compile(r"(?:notes?|key|legend|remarks?|nb|n\.b\.?|หมายเหตุ)\s*[:：]\s*(?=\S)", re.IGNORECASE)
_BEHIND = re.compile(rf"(.*[^\s*†‡#^°¹²³(])\s*\(?({_SIGN})\)?")
_BEFORE = re.compile(rf"\(?({_SIGN})\)?\s*([^\s*†‡#^°¹²³].*)")
_WORDS = {"absent": "absent", "excused": "excused"}


def with_stars_told(grid: Grid, header: int) -> Grid:
    """The grid with the word of absence in brackets behind each name that bears its sign; as it is where no sign has one."""
    signs = signs_told(grid.rows[i] for i in (*range(header), *range(max(header + 1, len(grid.rows) - _FOOT), len(grid.rows))))
    return replace(grid, rows=with_signs(grid.rows, header, signs)) if signs else grid


def with_signs(rows: Sequence[list[str]], header: int, signs: Mapping[str, str]) -> list[list[str]]:
    """The rows with the word of absence behind each name that bears one of these signs."""
    columns = [i for i, cell in enumerate(rows[header]) if match(cell).field in _NAMES]
    rows = list(rows)
    for number in range(header + 1, len(rows)):
        row = rows[number]
        told = {i: word for i in columns if i < len(row) and row[i] and (word := _told(row[i], signs))}
        if told and sum(map(bool, row)) > 1:
            rows[number] = [told.get(i, cell) for i, cell in enumerate(row)]
    return rows


def signs_told(texts: Iterable[Sequence[str]]) -> dict[str, str]:
    """{sign: "absent" or "excused"} of the rows that say so of a sign."""
    signs: dict[str, str] = {}
    for row in texts:
        filled = [cell for cell in row if cell]
        text = _NOTE.sub("", " ".join(filled), count=1) if 0 < len(filled) <= 2 and len(filled[0]) < 80 else ""
        found = _LEGEND.fullmatch(text) or _MARKED.fullmatch(text)
        if found and (state := _state(found[2].strip(" .)"))):
            signs[found[1]] = state
    return signs


def _state(text: str) -> str | None:
    state = mark_of(text) if is_word_of_absence(text) else standing(text)
    return _WORDS.get(state or "")


def _told(cell: str, signs: Mapping[str, str]) -> str | None:
    """The name with its word of absence; None: it bears no sign that tells one."""
    if (found := _BEHIND.fullmatch(cell)) and found[2] in signs:
        return f"{found[1]} ({signs[found[2]]})"
    if (found := _BEFORE.fullmatch(cell)) and found[1] in signs:
        return f"{found[2]} ({signs[found[1]]})"
    return None
