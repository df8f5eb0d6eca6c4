"""Days of times in UTC: where in Thailand the next has begun, it was before seven in the morning, and which one is asked."""

from dataclasses import replace
from datetime import date

from coalition.imports.cells.clocks import days_to_bangkok, without_zone
from coalition.imports.cells.dates import find_date
from coalition.imports.cells.reader import Grid
from coalition.imports.issues import RowIssue, issue
from coalition.imports.reading import Reading

WHICH_ZONE = "which_zone"
AS_WRITTEN, IN_THAILAND = "written", "thailand"
_WITHIN = 200


def as_written(grid: Grid) -> Grid:
    """A grid whose times in UTC are taken for those of the place."""
    return replace(grid, rows=[[without_zone(cell) for cell in row] for row in grid.rows])


def moved_day(grid: Grid, told: Reading, today: date) -> RowIssue | None:
    """The question about a day that is another one in UTC, as the file writes it; None: there is none among the meetings."""
    cells = dict(zip(grid.lines, grid.rows, strict=True))
    for lines, meeting in zip(told.entries.lines[:_WITHIN], told.entries.meeting, strict=False):
        for cell in (cell for line in lines for cell in cells.get(line, ()) if ":" in cell and days_to_bangkok(cell)):
            here, there = (find_date(text, today=today, order=told.date_order) for text in (cell, without_zone(cell)))
            if here and there and here.on == told.meetings[meeting].on:
                return issue(WHICH_ZONE, lines[0], value=cell, first=here.on.isoformat(), second=there.on.isoformat())
    return None
