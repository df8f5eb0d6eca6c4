"""Today's reading of a sheet held against every other way to read it: taken, replaced, or asked about.

The rules of `imports/sheets` know products and habits; what they cannot do is lose. Here they can: against a way that uses
columns of marks or days which they leave over, and against evidence that a list is about something else.
"""

from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.issues import issue
from coalition.imports.read.answer import reading_of
from coalition.imports.read.choose import Choice, choose, ways_to_read
from coalition.imports.read.extract import extract
from coalition.imports.read.model import MARGIN, Interpretation
from coalition.imports.read.sheet import sheet_of
from coalition.imports.reading import Reading
from coalition.imports.sheets.headers import is_foreign, other_list

DID_THEY_COME = "did_they_come"
"""Code of the question and of the flag."""

_HEADERS = 40
_LOOKED_AT = 3_000
"""Rows of a sheet that are weighed."""
_STRUCTURE = frozenset({"no_header", "not_attendance"})
"""Refusals that say only that no table was found."""
_CONTENT = frozenset({
    "columns_of_elsewhere", "one_person_per_meeting", "days_are_not_ours", "column_of_amounts", "cells_are_quantities",
})  # fmt: skip
"""Evidence that a list is about something else than who came."""
_PLAIN = frozenset({"signin_sheet", "long_records", "wide_matrix", "transposed_matrix", "people_under_headings"})
"""Formats that are no program's: only their cells say what they are."""
_AGAINST = -2.5
_ENOUGH = 4.0
"""Presence that a way to read needs to stand where the rules see no table."""
_MARKS = 6
"""Marks left over that are more than a few notes."""


def held_against(told: Reading, grid: Grid, name: str, today: date) -> Reading:
    """The reading to take of a sheet that nobody has corrected by hand.

    Args:
        told: the sheet as the rules read it.
        grid: its cells. name: of the file or sheet. today: years of two digits are read as near it.
    """
    choice = choose(ways_to_read(sheet_of(grid, name, today, _LOOKED_AT)))
    way = choice.best
    if way is not None and not choice.asks and choice.rival is None and _better(told, way) and not _another_list(way):
        if len(grid.rows) > _LOOKED_AT:
            way.sheet = sheet_of(grid, name, today)
            way.blocks[-1].last = max(way.blocks[-1].last, len(grid.rows) if not way.sheet.operators else 0)
        way.result = extract(way)
        return reading_of(way, grid, name)
    if told.refused is None and len(told.entries) and told.format in _PLAIN and (why := _about_something_else(choice)):
        told.flags.append(DID_THEY_COME)
        told.issues.insert(0, issue(DID_THEY_COME, why=why))
    return told


def _better(told: Reading, way: Interpretation) -> bool:
    """Whether a way to read stands against the rules: they found no table, or left columns of marks or days over."""
    if told.refused is not None or not len(told.entries):
        code = told.issues[0].code if told.issues else ""
        return code in _STRUCTURE and told.header_line is None and told.format == "unknown" and way.presence >= _ENOUGH
    result = way.result
    marks = len(result.people)
    if way.sign == "days" and marks >= _MARKS and len(told.entries) < marks / 2:
        return True
    if way.sign == "days" and result.states["holiday"] and way.presence >= _ENOUGH and len(told.entries) > marks:
        return True  # a register of working days: "L" is leave there, not late, and counts of marks stand beside the days
    dated = way.day_column is not None and all(isinstance(one.day, date) for one in result.meetings)
    return dated and way.presence >= _ENOUGH and all(one.on is None and not one.asked for one in told.meetings)


def _another_list(way: Interpretation) -> bool:
    """Whether a header says that the sheet lists cases, payments or tasks: nobody of it is read, however it could be."""
    rows = [[cell.text for cell in row] for row in way.sheet.rows[:_HEADERS]]
    return any(map(is_foreign, rows)) or any(
        other_list(row, dated=True, attended=False) for row in rows if sum(map(bool, row)) > 1
    )


def _about_something_else(choice: Choice) -> str:
    """The sentence that speaks most against attendance; empty: nothing does."""
    if not choice.ways or choice.ways[0].presence >= MARGIN:
        return ""
    against = [one for one in choice.ways[0].evidence if one.code in _CONTENT]
    worst = min(against, key=lambda one: one.points, default=None)
    return worst.text if worst and sum(one.points for one in against) <= _AGAINST else ""
