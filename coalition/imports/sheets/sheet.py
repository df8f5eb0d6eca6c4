"""A laid-out sheet -> meetings, entries and what became of every row. One pass per column; each distinct cell is read once."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, compress, islice
from operator import lt
from typing import TypeVar

from coalition.imports.cells.clocks import clock_of_timestamp, read_minutes
from coalition.imports.cells.dates import find_date
from coalition.imports.cells.reader import Grid
from coalition.imports.issues import CATALOGUE, RowIssue, Scope, issue
from coalition.imports.read.far_dates import days_attended, far_ahead
from coalition.imports.read.meetings import Dated, Meetings, Source
from coalition.imports.reading import Choices, ColumnRead, Entries, MeetingRead, Reading, RowCounts
from coalition.imports.sheets.columns import plain_year
from coalition.imports.sheets.headers import is_nickname, match
from coalition.imports.sheets.layout import Layout, Told
from coalition.imports.sheets.listing import Listed, list_rows
from coalition.imports.sheets.people import Merged, Rows, Span, merge_people
from coalition.imports.sheets.stretches import Stretches

PREVIEW_ROWS = 60
_DAY = 24 * 60
T = TypeVar("T")


@dataclass
class _Sheet:
    grid: Grid
    layout: Layout
    listed: Listed
    told: Told
    dated: Dated


def read_sheet(grid: Grid, layout: Layout, file: str, choices: Choices, today: date) -> Reading:
    """Everything one sheet says. The caller has found its layout and decides afterwards whether it is attendance at all."""
    listed, told = list_rows(grid, layout, today, Stretches, choices.marks)
    lines = list(map(grid.lines.__getitem__, listed.row))
    dated = _list_meetings(listed, layout, file, choices, today, lines)
    sheet = _Sheet(grid, layout, listed, told, dated)
    rows = _rows(sheet, lines, today)
    merged = merge_people(rows, last_wins="timestamp" in listed.texts)
    drop_unused(dated.meetings, merged.entries)
    issues = _issues(sheet, merged)
    ahead = far_ahead((meeting.on for meeting in dated.meetings), today, days_attended(dated.meetings, merged.entries))
    issues += ahead
    if nickname := _nickname(layout, merged.entries):
        issues.append(issue("nicknames_only", value=nickname))
        dated.flags.append("nicknames_only")
    flags = list(
        dict.fromkeys(
            [*grid.flags, *dated.flags, *(found.code for found in ahead), *(["same_name_twice"] if merged.twins else [])]
        )
    )
    header = layout.header
    table = layout.tables[0]
    return Reading(
        file=file,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        header_line=None if header is None else grid.lines[header],
        columns=[ColumnRead(i, text, table.columns.fields[i]) for i, text in enumerate(table.header)],
        date_order=dated.order,
        date_evidence=dated.evidence,
        date_orders=dated.orders,
        meetings=dated.meetings,
        entries=merged.entries,
        issues=issues,
        rows=_counts(sheet, merged.entries, issues),
        flags=flags,
        preview=preview(grid),
    )


def _list_meetings(listed: Listed, layout: Layout, file: str, choices: Choices, today: date, lines: list[int]) -> Dated:
    tables = layout.tables
    headers, columns = [table.header for table in tables], [table.columns.index for table in tables]
    above, year = [table.preamble for table in tables], plain_year(layout.year)
    source = Source(listed.texts, listed.table, listed.name, headers, columns, above, year)
    return Meetings(source, file, choices, today).find(lines)


def _nickname(layout: Layout, entries: Entries) -> str | None:
    """A name of a list whose names are nicknames; None: they are not."""
    table = layout.tables[0]
    at = table.columns.index.get("name")
    nicknames = at is not None and at < len(table.header) and is_nickname(table.header[at])
    nicknames = nicknames and match(table.header[at or 0]).field != "name"
    return next(filter(None, entries.name), None) if nicknames else None


def _issues(sheet: _Sheet, merged: Merged) -> list[RowIssue]:
    """What is to be told of the rows, in their order, each with the cells of its row: a refused row comes back to be corrected.

    They are taken away from the parts of the sheet: of a long list of refused rows there is one copy at a time.
    """
    grid = sheet.grid
    issues = [*sheet.told.issues, *sheet.dated.issues]
    sheet.told.issues.clear()
    sheet.dated.issues.clear()
    issues += [issue("organization_only", line, raw=_cells_at(grid, line)) for line in _nameless(merged.entries)]
    issues += [issue("same_name_twice", line, value=name) for line, name in merged.twins]
    issues += [issue("name_turned_round", line, value=name, other=other) for line, name, other in merged.turned]
    for number, found in enumerate(issues):
        if not found.raw and found.line is not None:
            issues[number] = replace(found, raw=_cells_at(grid, found.line))
    issues.sort(key=lambda found: found.line or 0)
    return issues


def _cells_at(grid: Grid, line: int) -> tuple[str, ...]:
    """The cells of the row that starts at a line; () if none does."""
    at = bisect_left(grid.lines, line)
    return tuple(grid.rows[at]) if at < len(grid.lines) and grid.lines[at] == line else ()


def preview(grid: Grid) -> list[tuple[int, tuple[str, ...]]]:
    """The first rows as read: (line, cells)."""
    return [(line, tuple(row)) for line, row in zip(grid.lines[:PREVIEW_ROWS], grid.rows[:PREVIEW_ROWS], strict=True)]


def _nameless(entries: Entries) -> list[int]:
    if None not in entries.name:
        return []
    lines_of: dict[bool, set[int]] = {True: set(), False: set()}
    for name, lines in zip(entries.name, entries.lines, strict=True):
        lines_of[name is None].update(lines)
    return sorted(lines_of[True] - lines_of[False])  # where somebody unnamed came for somebody, that is told


def _rows(sheet: _Sheet, lines: list[int], today: date) -> Rows:
    """The rows that have a meeting, as columns to merge."""
    listed, of_row = sheet.listed, sheet.dated.of_row
    minutes = _minutes(listed, today)
    span = _span_reader(listed, today)
    if -1 not in of_row:
        picked: Sequence[int] = range(len(of_row))
    else:
        picked = [i for i, meeting in enumerate(of_row) if meeting >= 0]

    def pick(column: list[T]) -> list[T]:
        return column if len(picked) == len(column) else list(map(column.__getitem__, picked))

    def texts(name: str) -> list[str]:
        return pick(listed.texts[name]) if listed.texts.get(name) else [""] * len(picked)

    sectors = listed.texts.get("sector") or listed.group
    return Rows(
        line=pick(lines),
        meeting=pick(of_row),
        name=pick(listed.name),
        organization=pick(listed.organization),
        email=texts("email"),
        phone=texts("phone"),
        role=texts("role"),
        sector=pick([own or above for own, above in zip(sectors, listed.group, strict=True)] if any(listed.group) else sectors),
        state=pick(listed.state),
        minutes=pick(minutes),
        span=lambda i: span(picked[i]),
    )


def _minutes(listed: Listed, today: date) -> list[int | None]:
    """Minutes of each row: its duration, else from joining to leaving. None for somebody who was not there."""
    count = len(listed.row)
    told = listed.texts.get("minutes")
    if told:
        values = {text: read_minutes(text) if text else None for text in set(told)}
        return [values[text] if state == "present" else None for text, state in zip(told, listed.state, strict=True)]
    if "joined" in listed.texts and "left" in listed.texts:
        span = _span_reader(listed, today)
        spans = [span(i) for i in range(count)]
        return [b - a if a is not None and b is not None and 0 <= b - a <= _DAY else None for a, b in spans]
    return [None] * count


def _span_reader(listed: Listed, today: date) -> Callable[[int], Span]:
    """When each row's person joined and left, in minutes on one scale for the whole file."""
    joined, left = listed.texts.get("joined"), listed.texts.get("left")
    if not joined or not left:
        return lambda _row: (None, None)
    memo: dict[str, int | None] = {"": None}

    def moment(text: str) -> int | None:
        if text not in memo:
            clock = clock_of_timestamp(text)
            day = find_date(text, today=today)
            memo[text] = (
                None if clock is None else int(clock[:2]) * 60 + int(clock[3:]) + (day.on.toordinal() * _DAY if day else 0)
            )
        return memo[text]

    return lambda row: (moment(joined[row]), moment(left[row]))


# --- accounting -----------------------------------------------------------------------------------------------------
def drop_unused(meetings: list[MeetingRead], entries: Entries, waiting: Iterable[int] = ()) -> None:
    """Forget meetings no row is left of; the numbers in the entries follow. `waiting`: those with a cell that is asked."""
    used = sorted({*entries.meeting, *waiting})
    if len(used) == len(meetings) or not used:
        return
    new = {old: i for i, old in enumerate(used)}
    meetings[:] = [meetings[old] for old in used]
    entries.meeting[:] = [new[old] for old in entries.meeting]


def _lines_told(states: Sequence[str], lines_of: Sequence[Sequence[int]]) -> tuple[int, int, int]:
    """(first lines of people who were there, all lines of those, further lines of people who were not)."""
    flat = list(chain.from_iterable(lines_of))
    if len(flat) == len(lines_of) and all(map(lt, flat, islice(flat, 1, None))):  # every line once: nothing to set apart
        came = states.count("present")
        return came, came, len(flat) - came
    there = list(compress(lines_of, map("present".__eq__, states)))
    away = list(compress(lines_of, map("present".__ne__, states)))
    present, absent = set(chain.from_iterable(there)), set(chain.from_iterable(away))
    accepted = len(present) if sum(map(len, there)) == len(there) else len({lines[0] for lines in there})
    return accepted, len(present), len(absent - present)


def _counts(sheet: _Sheet, entries: Entries, issues: list[RowIssue]) -> RowCounts:
    """Count every row under the header once."""
    first = 0 if sheet.layout.header is None else sheet.layout.header + 1
    states, lines_of = entries.state, entries.lines
    if None in entries.name:
        is_named = [name is not None for name in entries.name]
        states, lines_of = list(compress(states, is_named)), list(compress(lines_of, is_named))
    accepted, present, absent = _lines_told(states, lines_of)
    told = {Scope.ROW: 0, Scope.NOT_A_PERSON: 0}
    for found in issues:
        scope = CATALOGUE[found.code].scope
        if found.line is not None and scope in told:
            told[scope] += 1
    return RowCounts(
        data=len(sheet.grid.rows) - first,
        accepted=accepted,
        merged=present - accepted,
        absent=absent,
        not_a_person=told[Scope.NOT_A_PERSON],
        refused=told[Scope.ROW],
        blank=sheet.told.blank,
    )
