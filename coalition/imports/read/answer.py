"""A way to read a sheet -> the common `Reading`: entries, what became of each row, what is asked."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, compress
from operator import ge
from unicodedata import east_asian_width

from coalition.imports.cells.datewords import day_of
from coalition.imports.cells.headers import match
from coalition.imports.cells.open_dates import Partial, one_year_holds
from coalition.imports.cells.reader import Grid
from coalition.imports.issues import CATALOGUE, RowIssue, Scope, issue
from coalition.imports.read.choose import fields_of
from coalition.imports.read.days import days_attended, far_ahead
from coalition.imports.read.evidence import NO_DAYS
from coalition.imports.read.matrix import columns_on_its_side, rows_on_its_side, tell_days
from coalition.imports.read.model import Interpretation, Result
from coalition.imports.read.unlist import UNTOLD
from coalition.imports.reading import BESIDE, ColumnRead, Entries, MeetingRead, Reading, preview, recounted

_FORMATS = {
    "days-across": "wide_matrix",
    "days-down": "transposed_matrix",
    "person-day": "long_records",
    "under-heading": "people_under_headings",
    "one-day": "signin_sheet",
}
DID_THEY_COME = "did_they_come"
"""Code of the question and of its flag."""
_ONE_BY_ONE = "It was filled in one by one on several days, so these may be registrations or answers to a survey"
_YEARS = 9
"""So many years are offered for days without one; an older one is written into the file."""


def reading_of(way: Interpretation, grid: Grid, file: str, given: date | None) -> Reading:
    """The reading of a sheet by a way whose `result` is complete; marks and an order of days that are not clear are asked.

    `given`: the day that somebody gave for the one meeting of a file that does not say it.
    """
    result = way.result
    without_year = [one.partial for one in result.meetings if one.partial]
    years = _years_to_choose(without_year, way.sheet.today) if without_year and way.sheet.choices.year is None else {}
    if without_year and not years:
        return refused(grid, file, issue("days_without_year"))
    if result.dated is None and sum(not (one.on or one.asked) for one in result.meetings) > 1:  # by hand one is that of all
        return refused(grid, file, issue("not_attendance", why=NO_DAYS))
    meetings = [one if one.on or one.asked else replace(one, on=given) for one in result.meetings]
    entries, header = _entries(result), _header_line(way, grid)
    flags, issues = _told(way, grid, meetings, entries)
    issues += _header_among_people(entries, grid, header) if "stack" in way.sheet.operators else []
    dates = result.dated or way.dates
    melted = "melt" in way.sheet.operators
    across = "" if (result.dated and not melted) or way.sheet.turned else "The header has one column per date."
    reading = Reading(
        file=file,
        format="meeting_rows" if "explode" in way.sheet.operators else _FORMATS[way.layout],
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        header_line=header,
        columns=columns_on_its_side(way, grid) if way.sheet.turned else _columns(way, grid),
        date_order=dates.order if dates else way.order,
        date_orders=dates.orders if dates else ("DMY", "MDY"),
        date_evidence=f"{across} {dates.evidence if dates and not melted else ''}".strip(),
        options={"which_year": years} if years else {},
        meetings=meetings,
        entries=entries,
        issues=issues,
        flags=flags,
        preview=preview(grid),
    )
    if way.sheet.turned:
        reading.issues = sorted([*issues, *rows_on_its_side(way, grid, entries)], key=lambda one: one.line or 0)
    recounted(reading, grid, _first_row(way, grid))
    told = (line for line, code, _ in result.rejected if CATALOGUE[code].scope is not Scope.NOTICE)
    over = sorted({line for line, _ in result.above}.difference(*entries.lines, told))
    reading.issues[:0] = [issue("note", line, raw=tuple(grid.row_at(line))) for line in over]
    return reading


def _header_among_people(entries: Entries, grid: Grid, header: int | None) -> list[RowIssue]:
    """Take the header of one list out of the people of another beside it; what is told of that."""
    others = [header not in lines for lines in entries.lines]
    entries.keep(others)
    return [] if all(others) else [issue("above_header", header, raw=tuple(grid.row_at(header or 0)))]


def _first_row(way: Interpretation, grid: Grid) -> int:
    """The row of the grid from which on every row is told: that of the first person, or heading, where an operator was used."""
    line = way.sheet.first_line
    if way.sheet.turned:
        return way.names_at + 1
    if line is None:
        header = way.blocks[0].header
        line = way.sheet.line(max(header)) + 1 if header else way.sheet.line(way.blocks[0].first)
    return bisect_left(grid.lines, line)


def _years_to_choose(undated: Sequence[Partial], today: date) -> dict[str, str]:
    """{year that the days without one may all be of: the first and the last of them}, the newest first; {}: not all of one."""
    alike = len(undated) > 1 and len({one.day for one in undated}) == 1  # Jan-26 and Feb-26 may be months of 2026
    if alike or not one_year_holds([one.month for one in undated]):
        return {}
    found = ([day_of(year, *one) for one in undated] for year in range(today.year, today.year - _YEARS, -1))
    known = (sorted(set(filter(None, days))) for days in found if None not in days)
    return {f"{days[0]:%Y}": " – ".join(map(str, dict.fromkeys((days[0], days[-1])))) for days in known if days[-1] <= today}


def _header_line(way: Interpretation, grid: Grid) -> int | None:
    """The row of the header as the spreadsheet numbers it; None: there is none."""
    if way.sheet.turned:
        return grid.lines[way.names_at]
    header = way.blocks[0].header
    return way.sheet.line(header[0]) if header else None


def _told(way: Interpretation, grid: Grid, meetings: list[MeetingRead], entries: Entries) -> tuple[list[str], list[RowIssue]]:
    """(flags, issues) of a reading: what is asked about the file, and what is told of its rows, in their order."""
    result, flags, issues = way.result, list(grid.flags), list[RowIssue]()
    if result.dated is not None:
        flags += result.dated.flags
        issues += result.dated.issues
        if result.dated.one_by_one and way.sign == "listed":
            flags.append(DID_THEY_COME)
            issues.append(issue(DID_THEY_COME, why=_ONE_BY_ONE))
    elif any(one.on is None for one in meetings):
        code = "which_year" if any(one.partial for one in result.meetings) else "no_date"
        flags.append(code)
        issues.append(issue(code))
    if not way.sheet.turned:
        named = set(chain.from_iterable(compress(entries.lines, entries.name))) if result.rejected else set[int]()
        asks = {code for _, code, _ in result.rejected if CATALOGUE[code].scope is Scope.QUESTION}
        apart = {"section", "organization_only", UNTOLD, *asks}
        told = [(line, BESIDE if line in named and code not in apart else code, text) for line, code, text in result.rejected]
        flags += sorted(asks)
        told += result.notes
        issues += [issue(code, line, value=text, order="", count=text) for line, code, text in told]
    issues += [issue("same_name_twice", line, value=name) for line, name in result.twins] + result.issues
    flags += ["same_name_twice"] if result.twins else []
    flags += tell_days(way, issues)
    ahead = far_ahead((one.on for one in meetings), way.sheet.today, days_attended(meetings, entries))
    header = way.headers.get(way.columns.get("name", -1), "")
    whole = (" " in one.name or east_asian_width(one.name[0]) == "W" for one in result.people if one.name)
    short = way.sheet.columns is not None and not any(whole)
    if (short or match(header).field == "nickname") and result.came:
        ahead.append(issue("nicknames_only", value=result.came[0].name))
    flags += dict.fromkeys(one.code for one in ahead)
    told_of = [replace(one, raw=tuple(grid.row_at(one.line))) if one.line else one for one in [*issues, *ahead]]
    return list(dict.fromkeys(flags)), sorted(told_of, key=lambda one: one.line or 0)


def refused(grid: Grid, file: str, told: RowIssue) -> Reading:
    """The refusal of a sheet: its first rows are shown, and why nothing of it is read."""
    bare = Reading(file, encoding=grid.encoding, delimiter=grid.delimiter, preview=preview(grid))
    return replace(bare, flags=[*grid.flags, told.code], issues=[told], refused=told.why)


def _entries(result: Result) -> Entries:
    told, firsts = replace(result.entries), [lines[0] for lines in result.entries.lines]
    if any(map(ge, firsts, firsts[1:])):  # those of a sheet on its side stand by columns, those of a matrix by days
        order = sorted(range(len(told)), key=lambda at: (firsts[at], told.meeting[at], told.name[at] is None))
        told = Entries(*([column[at] for at in order] for column in vars(told).values()))
    if result.also:
        told.also = [result.also.get(one[0]) for one in told.lines]
    return told


def _columns(way: Interpretation, grid: Grid) -> list[ColumnRead]:
    """The columns as the file has them; []: an operator has made others of them."""
    shown = {"name": 0, "organization": 1}  # of those that one column of several things became
    told = fields_of(way)
    if not way.sheet.operators:
        return [ColumnRead(at, way.headers.get(at, ""), told.get(at)) for at in range(len(way.profile))]
    if way.sheet.operators != ("part",) or not way.blocks[0].header:
        return []
    header = way.blocks[0].header[0]
    places = [(way.sheet.place(header, at), field) for at, field in told.items() if at < len(way.sheet.rows[header])]
    told = dict(sorted(places, key=lambda place: -shown.get(place[1], len(shown))))
    return [ColumnRead(at, text, told.get(at)) for at, text in enumerate(grid.row_at(way.sheet.line(header)))]
