"""What is written around a list and changes what its cells say: signs that a line explains, dates in three columns.

"Bo Chan*" was absent where a line says so of the sign. Day, month and year in columns of their own are one date.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

from coalition.imports.cells.headers import fold, match
from coalition.imports.cells.months import month_in_english
from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.presence import is_word_of_absence, mark_of
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.row_words import standing
from coalition.imports.cells.text import THAI_DIGITS
from coalition.imports.lexicon import any_of, table, words

_ABOVE_WITHIN = 40
_NAMES = frozenset({"name", "first_name", "last_name"})
_FOOT = 60
"""A line that explains a sign stands above the header, or among so many last rows."""
_SIGN = r"\*{1,3}|[†‡#^°\u00b9\u00b2\u00b3]"
_LEGEND = re.compile(rf"\(?({_SIGN})\)?\s*[=:：\-–—]?\s*([^\s*=:：\-–—].{{1,60}})")
_IS = any_of("sentences.be", whole=False)
_MARKED = re.compile(
    rf"{any_of('asides.marked', whole=False)} ?\(?({_SIGN})\)? ?(?:{_IS}|[=:])? ?([^\s*].{{1,60}})", re.IGNORECASE
)
"""That names with a sign were absent, in a sentence."""
_NOTE = re.compile(rf"{any_of('asides.note', whole=False)}\s*[:：]\s*(?=\S)", re.IGNORECASE)
_SIGN_BEHIND = re.compile(rf"(.*[^\s*†‡#^°\u00b9\u00b2\u00b3(])\s*\(?({_SIGN})\)?")
_SIGN_BEFORE = re.compile(rf"\(?({_SIGN})\)?\s*([^\s*†‡#^°\u00b9\u00b2\u00b3].*)")


_KEY = re.compile(r"[-*•\s]*([A-Z]{2,4})\s*[-–—=:|]\s*(\S.{1,60})")
_AS_NOTE = words("asides.note")[0]


def _with_whole_names(rows: Sequence[list[str]]) -> Sequence[list[str]]:
    """The rows with names in place of initials that lines explain ("AL - Ann Lee"), and those lines as notes."""
    told: dict[int, tuple[str, str]] = {}
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        found = _KEY.fullmatch(" - ".join(filled)) if 0 < len(filled) <= 2 else None
        if found and " " in found[2] and looks_like_person(found[2]):
            first = "".join(word[0] for word in re.findall(r"\w+", found[2])).upper()
            told |= {number: (found[1], found[2])} if found[1] == first else {}
    whole = dict(told.values())
    used = {cell for number, row in enumerate(rows) if whole and number not in told for cell in row if cell in whole}
    if len(whole) < 2 or 2 * len(used) <= len(whole):
        return rows
    notes = {number: [f"{_AS_NOTE}: {' = '.join(one)}"] for number, one in told.items()}
    return [notes.get(number) or [whole.get(cell, cell) for cell in row] for number, row in enumerate(rows)]


def explained(grid: Grid) -> Grid:
    """The grid with the word of absence behind each name whose sign a line explains, and whole dates."""
    if (named := _with_whole_names(grid.rows)) is not grid.rows:
        grid = replace(grid, rows=list(named))
    header = next(
        (i for i, row in enumerate(grid.rows[:_ABOVE_WITHIN]) if any(match(cell).field in _NAMES for cell in row)), None
    )
    if header is None:
        return grid
    near = (*range(header), *range(max(header + 1, len(grid.rows) - _FOOT), len(grid.rows)))
    if signs := _signs_told(grid.rows[i] for i in near):
        grid = replace(grid, rows=_with_signs(grid.rows, header, signs))
    return with_whole_dates(with_one_column_each(grid, header), header)


# --- one question of a form in several columns: "Government office", "NGO" --------------------------------------------------
_ASKED_APART = frozenset({*_NAMES, "organization", "role", "email", "phone", "sector"})


def with_one_column_each(grid: Grid, header: int) -> Grid:
    """The grid with the answers to one question in one column, where a form asks it in several, and each person once.

    Args:
        header: row of the grid that is the header.
    """
    told: dict[str, list[int]] = {}
    for at, cell in enumerate(grid.rows[header]):
        if (field := match(cell).field or _in_parts(cell)) in _ASKED_APART and standing(cell) is None:
            told.setdefault(str(field), []).append(at)
    told = {field: columns for field, columns in told.items() if len(columns) > 1}
    apart = {field: columns for field, columns in told.items() if _are_apart(grid.rows[header:], columns, field)}
    if not apart or _NAMES & told.keys() - apart.keys():
        return grid  # where several are named in a row, each has an organization of their own
    rows = [list(row) for row in grid.rows]
    for row, columns in product(rows[header:], apart.values()):
        filled = next((row[at] for at in columns if at < len(row) and row[at]), "")
        for at in columns:
            if at < len(row):
                row[at] = filled if at == columns[0] else ""
    return replace(grid, rows=rows)


def _in_parts(header: str) -> str | None:
    """The field of a header that names several things with a line between: "Agency_Position"."""
    told = [match(part).field for part in header.split("_")]
    return told[0] if len(told) > 1 and all(told) else None


def _are_apart(rows: Sequence[list[str]], columns: Sequence[int], field: str) -> bool:
    """Whether each row has an answer in one of the columns at most, and each column some; names stand in every row."""
    header, *below = ([row[at] if at < len(row) else "" for at in columns] for row in rows if sum(map(bool, row)) > 1)
    below = [cells for cells in below if cells != header]
    most = {sum(map(bool, cells)) for cells in below}
    each = all(map(any, zip(*below, strict=True)))
    return each and most <= ({1} if field in _NAMES else {0, 1})


def _with_signs(rows: Sequence[list[str]], header: int, signs: Mapping[str, str]) -> list[list[str]]:
    """The rows with the word of absence behind each name that bears one of these signs."""
    columns = [i for i, cell in enumerate(rows[header]) if match(cell).field in _NAMES]
    rows = list(rows)
    for number in range(header + 1, len(rows)):
        row = rows[number]
        told = {i: word for i in columns if i < len(row) and row[i] and (word := _explained(row[i], signs))}
        if told and sum(map(bool, row)) > 1:
            rows[number] = [told.get(i, cell) for i, cell in enumerate(row)]
    return rows


def _signs_told(texts: Iterable[Sequence[str]]) -> dict[str, str]:
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
    return state if state in {"absent", "excused"} else None


def _explained(cell: str, signs: Mapping[str, str]) -> str | None:
    """The name with its word of absence; None: it bears no sign that tells one."""
    if (found := _SIGN_BEHIND.fullmatch(cell)) and found[2] in signs:
        return f"{found[1]} ({signs[found[2]]})"
    if (found := _SIGN_BEFORE.fullmatch(cell)) and found[1] in signs:
        return f"{found[2]} ({signs[found[1]]})"
    return None


# --- dates written in three columns: day, month and year -------------------------------------------------------------------
_PARTS = {part: frozenset(map(fold, texts)) for part, texts in table("date_parts").items()}
"""Headers of the columns that make one date together."""
_DAY = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"\d{2}|\d{4}")
_SAMPLE = 200
_MOST = 0.8


def with_whole_dates(grid: Grid, header: int) -> Grid:
    """The grid with a further column "Date" where day, month and year stand in columns of their own; else as it is.

    Args:
        header: row of the grid that is the header.
    """
    columns = _part_columns(grid.rows[header])
    if columns is None or any(match(cell).field == "date" and fold(cell) not in _PARTS["day"] for cell in grid.rows[header]):
        return grid
    below = [tuple(row[at] if at < len(row) else "" for at in columns) for row in grid.rows[header + 1 :]]
    dates = _written_out(below)
    filled = [parts for parts in below[:_SAMPLE] if any(parts)]
    if not filled or sum(map(bool, dates[:_SAMPLE])) < _MOST * len(filled):
        return grid
    width = max(map(len, grid.rows[header:]))
    rows = [list(row) for row in grid.rows]
    for row, text in zip(rows[header:], ["Date", *dates], strict=True):
        if text:
            row.extend([""] * (width - len(row)))
            row.append(text)
    return replace(grid, rows=rows)


def _part_columns(header: Sequence[str]) -> tuple[int, int, int] | None:
    """The columns of day, month and year; None: one of them is missing, or stands there twice."""
    found = {part: [i for i, cell in enumerate(header) if fold(cell) in words] for part, words in _PARTS.items()}
    if any(len(columns) != 1 for columns in found.values()):
        return None
    return found["day"][0], found["month"][0], found["year"][0]


def _written_out(below: Sequence[tuple[str, ...]]) -> list[str]:
    """The date of each row in words, "" where there is none; a month or year left out is that of the row above."""
    dates: list[str] = []
    above = {"month": "", "year": ""}
    for day, month, year in below:
        above = {"month": month or above["month"], "year": year or above["year"]}
        number = day.translate(THAI_DIGITS)
        name = month_in_english(above["month"])
        told = above["year"].translate(THAI_DIGITS)
        whole = _DAY.fullmatch(number) and _YEAR.fullmatch(told) and name
        dates.append(f"{number} {name} {told}" if whole else "")
    return dates
