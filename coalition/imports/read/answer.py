"""A way to read a sheet -> the common `Reading`: entries, what became of each row, what is asked."""

from bisect import bisect_left
from datetime import date
from pathlib import PurePath

from coalition.imports.cells.reader import Grid
from coalition.imports.issues import RowIssue, issue
from coalition.imports.read.model import Interpretation, Seen
from coalition.imports.read.otherwise import FIELD_OF_ROLE
from coalition.imports.read.values import Partial
from coalition.imports.reading import ColumnRead, Entries, MeetingRead, Reading, RowCounts
from coalition.imports.sheets.date_orders import ASKS, two_readings

_FORMATS = {
    "matrix, days across": "wide_matrix",
    "matrix, days down": "transposed_matrix",
    "one row for each person and day": "long_records",
    "list under a heading": "people_under_headings",
    "list of one day": "signin_sheet",
}
_KEPT = frozenset({
    "name", "first", "last", "organization", "email", "phone", "role", "sector", "date", "moment", "clock", "leave", "minutes",
    "mark", "title", "place",
})  # fmt: skip
_PREVIEW = 60
NO_DAYS = "it has one column per meeting, and the dates of the meetings are not in it"
"""Why a matrix is not read."""


def reading_of(way: Interpretation, grid: Grid, file: str, given: date | None) -> Reading:
    """The reading of a sheet by a way whose `result` is complete; marks and an order of days that are not clear are asked.

    Args:
        given: the day that somebody gave for the one meeting of a file that does not say it; None: nobody did.
    """
    result = way.result
    if without_year := [one.label for one in result.meetings if isinstance(one.day, Partial)]:
        return _refused(grid, file, issue("no_year", value=without_year[0]))
    if sum(one.day is None for one in result.meetings) > 1:  # one day given by hand would be that of all of them
        return _refused(grid, file, issue("not_attendance", why=NO_DAYS))
    days = [one.day if isinstance(one.day, date) else given for one in result.meetings]
    meetings = [MeetingRead(on, one.title, one.place, one.start) for on, one in zip(days, result.meetings, strict=True)]
    flags, issues = list(grid.flags), list[RowIssue]()
    if any(one.on is None for one in meetings):
        flags.append("no_date")
        issues.append(issue("no_date"))
    told = [*result.rejected, *result.notes, *((line, "same_name_twice", name) for line, name in result.twins)]
    issues += [issue(code, line, raw=_cells(grid, line), value=text, order="", count=text) for line, code, text in told]
    issues += [
        issue("name_turned_round", line, raw=_cells(grid, line), value=name, other=other) for line, name, other in result.turned
    ]
    issues += [_unclear(grid, line, text, on) for line, text, on in result.asked]
    orders = _ask_order(way, flags, issues)
    if result.twins:
        flags.append("same_name_twice")
    header = way.blocks[0].header
    issues.sort(key=lambda one: one.line or 0)
    return Reading(
        file=file,
        format=_FORMATS[way.layout],
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        header_line=way.sheet.rows[header[0]][0].line if header and not way.sheet.turned else None,
        columns=_columns(way) if not way.sheet.operators else [],
        date_order=way.order,
        date_orders=orders,
        date_evidence=_where_the_day_stands(way),
        meetings=meetings,
        entries=_entries([*result.people, *result.organizations]),
        issues=issues,
        rows=RowCounts(**result.rows),
        flags=flags,
        preview=[(line, tuple(row)) for line, row in zip(grid.lines[:_PREVIEW], grid.rows[:_PREVIEW], strict=True)],
    )


def _unclear(grid: Grid, line: int, text: str, on: date | None) -> RowIssue:
    """One cell that leaves open who was there: it is left out, and what it says is asked."""
    return issue("unclear_mark", line, raw=_cells(grid, line), value=text, date=on.isoformat() if on else "?")


def _ask_order(way: Interpretation, flags: list[str], issues: list[RowIssue]) -> tuple[str, ...]:
    """The orders of day and month to choose from; where nothing proves one, it is asked about the first such day."""
    if not way.order_open:
        return ("DMY", "MDY")
    days = [] if way.day_column is None else list(way.profile[way.day_column].sample)
    written = [*(slot.label for block in way.blocks for slot in block.slots), *days, way.blocks[0].context.text, way.sheet.name]
    readings = ((text, *two_readings(text, way.sheet.today)) for text in written)
    text, orders, first, second = next((one for one in readings if one[3] != "?"), ("", ("DMY", "MDY"), "?", "?"))
    if text:
        flags.append(ASKS)
        issues.append(issue(ASKS, value=text, first=first, second=second))
    return orders


def _where_the_day_stands(way: Interpretation) -> str:
    """The sentence that says where the days come from; empty: nowhere."""
    if way.day_column is not None:
        header = way.headers.get(way.day_column, "")
        return f"The dates stand in the column '{header}'." if header else ""
    if way.sign == "days":
        return "" if way.sheet.turned else "The header has one column per date."
    if way.blocks[0].context.day is None:
        return ""
    if way.blocks[0].context.day_from == "file":
        return f"The date stands in the name of the file, '{PurePath(way.sheet.name).stem}'."
    return f"The rows above the table say '{way.blocks[0].context.text}'."


def _refused(grid: Grid, file: str, told: RowIssue) -> Reading:
    """The refusal of a sheet whose meetings have no day, or days without a year."""
    return Reading(file, encoding=grid.encoding, delimiter=grid.delimiter, flags=[told.code], issues=[told], refused=told.why)


def _entries(people: list[Seen]) -> Entries:
    entries = Entries()
    for one in sorted(people, key=lambda seen: (seen.lines[0], seen.meeting)):
        entries.meeting.append(one.meeting)
        entries.name.append(one.name or None)
        entries.organization.append(one.organization)
        entries.email.append(one.email)
        entries.phone.append(one.phone)
        entries.role.append(one.role)
        entries.sector.append(one.sector)
        entries.minutes.append(one.minutes)
        entries.state.append(one.state)
        entries.lines.append(tuple(sorted(set(one.lines))))
    return entries


def _columns(way: Interpretation) -> list[ColumnRead]:
    fields = {at: FIELD_OF_ROLE.get(role, role) for role, at in way.columns.items() if role in _KEPT}
    return [ColumnRead(at, way.headers.get(at, ""), fields.get(at)) for at in range(len(way.profile))]


def _cells(grid: Grid, line: int) -> tuple[str, ...]:
    at = bisect_left(grid.lines, line)
    return tuple(grid.rows[at]) if at < len(grid.lines) and grid.lines[at] == line else ()
