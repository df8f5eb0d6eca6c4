"""Rows somebody commented out, or wrote a comment in: they begin with #, // or the like. Each is told, none is a person.

What a comment alone says of the meeting is kept: "# Date: 14 May 2026" above the table, "# Absent" over the people it is about.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.table import Table
from coalition.imports.issues import issue
from coalition.imports.reading import Reading
from coalition.imports.sheets.headers import read_header
from coalition.imports.sheets.preamble import is_preamble_row
from coalition.imports.sheets.words import is_total, stands_over
from coalition.imports.unfolding.starred import signs_told, with_signs

_MARK = re.compile(r"(?:[#＃]+|//+|/\*+|<!--|;+(?=\s)|rem\s)\s*", re.IGNORECASE)
_END = re.compile(r"\s*(?:\*/|-->|[#＃]+)$")
_NO_COMMENT = re.compile(r"[#＃]\s?\d{1,5}[.)]?(?!\S)|#(?:n/?a|ref|name|value|div|num|null|spill|calc)\b[/!?0]*", re.IGNORECASE)
"""The number of a row, and what a spreadsheet writes where it could not count."""
_ABOVE_WITHIN = 40


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
    signs = signs_told(grid.rows[i] for i in commented)  # "# absent" explains a sign behind names
    marked = with_signs(grid.rows, first, signs) if signs else grid.rows
    if signs and marked != list(grid.rows):
        said = {i: told for i, told in said.items() if not signs_told([grid.rows[i]])}
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
    leads = rows.column(0) if isinstance(rows, Table) else [row[0] if row else "" for row in rows]
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
    if above or len(filled) != 1:
        return []
    found = find_date(filled[0], today=today)
    return filled if stands_over(filled[0]) or (found is not None and not found.rest) else []
