"""What somebody wrote into a sheet beside the list: comments, signs that a line explains, words merged over several rows.

Rows that begin with #, // or the like are no people; what such a row says of the meeting is kept ("# Date: 14 May 2026").
"Bo Chan*" was absent where a line says so of the sign. "Present" merged down a column stands for every row below it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import fold, match, read_header
from coalition.imports.cells.months import month_in_english
from coalition.imports.cells.presence import is_word_of_absence, mark_of
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.row_words import is_total, standing, stands_over
from coalition.imports.cells.text import THAI_DIGITS
from coalition.imports.issues import issue
from coalition.imports.lexicon import any_of, table
from coalition.imports.read.above import is_preamble_row
from coalition.imports.reading import Reading

_REM = any_of("asides.comment", whole=False)
_MARK = re.compile(rf"(?:[#＃]+|//+|/\*+|<!--|;+(?=\s)|{_REM}\s)\s*", re.IGNORECASE)
_END = re.compile(r"\s*(?:\*/|-->|[#＃]+)$")
_NO_COMMENT = re.compile(rf"[#＃]\s?\d{{1,5}}[.)]?(?!\S)|#{any_of('asides.faults', whole=False)}\b[/!?0]*", re.IGNORECASE)
"""The number of a row, and what a spreadsheet writes where it could not count."""
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


def without_comments(grid: Grid, today: date) -> tuple[Grid, list[int]]:
    """The grid without its comments, and the rows of the grid they are; the grid as it is where there are none.

    Lists without columns are left alone: there a # stands before a heading.
    """
    commented = [number for number in _marked(grid.rows) if _is_comment(grid.rows[number], today)]
    if not commented:
        return grid, []
    known = set(commented)
    first = next((i for i, row in enumerate(grid.rows) if i not in known and sum(map(bool, row)) > 1), None)
    filled = [sum(map(bool, row)) for i, row in enumerate(grid.rows) if i not in known and any(row)]
    if first is None or sum(cells > 1 for cells in filled) * 2 < len(filled):
        return grid, []
    first = next((i for i, row in enumerate(grid.rows[:_ABOVE_WITHIN]) if i not in known and read_header(row).score), first)
    said = {i: told for i in commented if (told := _said(grid.rows[i], today, above=i < first))}
    signs = _signs_told(grid.rows[i] for i in commented)  # "# absent" explains a sign behind names
    marked = _with_signs(grid.rows, first, signs) if signs else grid.rows
    if signs and marked != list(grid.rows):
        said = {i: told for i, told in said.items() if not _signs_told([grid.rows[i]])}
    left = [i for i in range(len(grid.rows)) if i not in known or i in said]
    rows = [said.get(i) or marked[i] for i in left]
    return replace(grid, rows=rows, lines=[grid.lines[i] for i in left]), [i for i in commented if i not in said]


def with_comments(reading: Reading, grid: Grid, commented: Sequence[int]) -> Reading:
    """The reading of a grid without its comments, those below the header told and counted as rows that are no person."""
    if reading.refused is not None or not commented:
        return reading
    below = [i for i in commented if grid.lines[i] > (reading.header_line or 0)]
    for i in below:
        found = issue("comment", grid.lines[i], raw=tuple(grid.rows[i]))
        reading.issues.insert(bisect_right([known.line or 0 for known in reading.issues], grid.lines[i]), found)
    rows = reading.rows
    reading.rows = replace(rows, data=rows.data + len(below), not_a_person=rows.not_a_person + len(below))
    return reading


def _marked(rows: Sequence[list[str]]) -> list[int]:
    """The rows whose first cell begins with such a mark."""
    leads = [row[0] if row else "" for row in rows]
    marked = {lead for lead in set(leads) if _MARK.match(lead)}
    return [number for number, lead in enumerate(leads) if lead in marked] if marked else []


def _is_comment(row: Sequence[str], today: date) -> bool:
    lead = row[0]
    text = _bare(lead)
    if not text and not set(lead) & set("/*!"):
        return not any(row[1:]) and len(lead) > 1  # "#" alone heads the numbers of the rows
    if _NO_COMMENT.match(lead) and find_date(text, today=today) is None:
        return False
    return not any(row[1:]) or not (is_total(lead) or read_header([text, *row[1:]]).score)


def _bare(lead: str) -> str:
    return _END.sub("", _MARK.sub("", lead, count=1)).strip(" -=*#")


def _said(row: Sequence[str], today: date, *, above: bool) -> list[str]:
    """A comment that says when the meeting was, or who was there, in plain words; []: it says nothing of that."""
    filled = [cell for cell in (_bare(row[0]), *row[1:]) if cell]
    if above and is_preamble_row(filled, today):
        return filled
    if len(filled) != 1:
        return []
    found = None if above else find_date(filled[0], today=today)
    return filled if stands_over(filled[0]) or (found is not None and not found.rest) else []


# --- signs and merged words ------------------------------------------------------------------------------------------------


def explained(grid: Grid) -> Grid:
    """The grid with the word of absence behind each name whose sign a line explains, and whole dates."""
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
