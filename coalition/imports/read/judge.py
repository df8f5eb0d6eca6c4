"""Today's reading of a sheet held against every other way to read it: taken, replaced, or asked about.

The rules of `imports/sheets` know products and habits; what they cannot do is lose. Here they can: against a way that uses
columns of marks or days which they leave over, and against evidence that a list is about something else.
"""

from dataclasses import dataclass, replace
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.issues import issue
from coalition.imports.read.answer import reading_of, refused
from coalition.imports.read.choose import SAMPLE, Choice, choose, ways_to_read
from coalition.imports.read.extract import extract
from coalition.imports.read.model import MARGIN, Interpretation
from coalition.imports.read.otherwise import explain, way_named
from coalition.imports.read.profile import file_words
from coalition.imports.read.sheet import sheet_of
from coalition.imports.read.values import day_in
from coalition.imports.read.words import is_word, mark_of, role_of, says
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import is_foreign, other_list

DID_THEY_COME = "did_they_come"
"""Code of the question and of the flag."""

_HEADERS = 40
_LOOKED_AT = 1_000
"""Rows of a sheet that are weighed: fewer of a wide one."""
_CELLS, _FEWEST = 20_000, 100
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
_WORD, _FEW_MARKS, _SHARE = 4, 3, 0.1
_NAMED = frozenset((role, 1.0) for role in ("name", "first", "last"))
_OF_PRESENCE = frozenset({"present", "absent", "late", "excused"})


_LISTED = "list under a heading"
_OWNED = frozenset({"matrix, days across", "matrix, days down"}) | {_LISTED}
"""Layouts that are read by their ways alone: the rules are not asked. Of lists under headings those without columns."""
NAMES_UNDER_DAYS = "names of people stand under the days"
ONLY_ABSENCES = "its marks say who was absent, and none says who came"


@dataclass(frozen=True)
class Weighed:
    """The first rows of a sheet, weighed: what was decided about it, and whether these are all its rows.

    `choices`: what a person said of it: its layout, header and columns, the day of its one meeting, what marks mean.
    """

    grid: Grid
    name: str
    today: date
    choices: Choices
    choice: Choice
    rows: int

    @property
    def whole(self) -> bool:
        """Whether all rows were looked at."""
        return len(self.grid.rows) <= self.rows

    def ways(self) -> list[Interpretation]:
        """All ways to read all rows, best first."""
        if self.whole:
            return self.choice.ways
        return ways_to_read(sheet_of(self.grid, self.name, self.today, None, self.choices))

    def explained(self, told: Reading, *, chosen: bool = False) -> Reading:
        """A reading of it with how it was read. `chosen`: by a person."""
        offered = [way for way in self.choice.ways if not _another_list(way)]
        last = self.grid.lines[min(self.rows, SAMPLE, len(self.grid.lines)) - 1]
        told.how = replace(explain(told, offered, last), chosen=chosen)
        return told


def weigh_sheet(grid: Grid, name: str, choices: Choices, today: date) -> Weighed:
    """All ways to read a sheet that has rows, by the first of them; fewer of a wide one."""
    most = min(_LOOKED_AT, max(_FEWEST, _CELLS // max(map(len, grid.rows[:_LOOKED_AT]), default=1)))
    return Weighed(grid, name, today, choices, choose(ways_to_read(sheet_of(grid, name, today, most, choices))), most)


def read_by_ways(sheet: Weighed) -> Reading | None:
    """The reading of a sheet whose best way is of an owned layout, or its refusal; None: another layout may be better."""
    choice, grid, name = sheet.choice, sheet.grid, sheet.name
    first = choice.ways[0] if choice.ways else None
    crowded = (way for way in choice.ways if "names_under_days" in {one.code for one in way.evidence} and _names_nobody(way))
    if choice.best is None and (way := next(crowded, None)) is not None:
        label = way.blocks[0].slots[0].label
        return sheet.explained(refused(grid, name, issue("not_a_plain_table", value=label, why=NAMES_UNDER_DAYS)))
    if first is None or first.layout not in _OWNED or _another_list(first):
        return None
    if first.layout == _LISTED and (first.sheet.columns is None or choice.asks or choice.rival is not None):
        return None
    if choice.asks == "what_do_blanks_mean":
        return sheet.explained(refused(grid, name, issue("not_attendance", why=ONLY_ABSENCES)))
    if choice.best is None:
        return None
    if choice.asks or choice.rival is not None:
        return sheet.explained(refused(grid, name, issue("no_header")))
    way = choice.best if sheet.whole else choose(sheet.ways()).best or choice.best
    way.result = extract(way)
    told = reading_of(way, grid, name, sheet.choices.date)
    unheaded = way.layout == _LISTED and _has_marks(grid, told)
    return sheet.explained(_without_header(grid, name) if unheaded else told)


def _names_nobody(way: Interpretation) -> bool:
    return not way.sheet.turned and not {"name", "first", "last"} & way.columns.keys()


def weighed(told: Reading, sheet: Weighed) -> Reading:
    """The reading to take of a sheet, with how it was read: as a person chose, else the one that stands against all others.

    Args:
        told: the sheet as the rules read it.
    """
    choices, before = sheet.choices, told
    if choices.layout:
        told = _as_chosen(told, sheet)
    elif choices.columns is None and choices.header_line is None:
        told = held_against(told, sheet)
    return sheet.explained(told, chosen=bool(choices.layout) and told is not before)


def _as_chosen(told: Reading, sheet: Weighed) -> Reading:
    """The reading by the way that a person chose; where nothing says that its people came, that is asked."""
    way = way_named([way for way in sheet.ways() if not _another_list(way)], sheet.choices.layout or "")
    if way is None:
        told.issues.insert(0, issue("layout_not_found", value=sheet.choices.layout))
        return told
    way.result = extract(way)
    found = reading_of(way, sheet.grid, sheet.name, sheet.choices.date)
    if found.refused is None and way.presence < MARGIN:
        found.flags.append(DID_THEY_COME)
        found.issues.insert(0, issue(DID_THEY_COME, why=min(way.evidence, key=lambda one: one.points).text))
    return found


def held_against(told: Reading, sheet: Weighed) -> Reading:
    """The reading to take of a sheet that nobody has corrected by hand: that of the rules, or that of the best way."""
    choice, grid, given = sheet.choice, sheet.grid, sheet.choices.date
    if (way := _taken(choice)) is not None and _better(told, way, given, whole=sheet.whole) and not _another_list(way):
        way = way if sheet.whole else _taken(choose(sheet.ways()))
        if way is not None:
            return reading_of(way, grid, sheet.name, given)
    if told.refused is None and told.format == "people_under_headings" and _has_marks(grid, told):
        return _without_header(grid, sheet.name)
    plain = told.refused is None and len(told.entries) and told.format in _PLAIN
    if plain and (why := _about_something_else(choice) or _left_over(told, sheet.today)):
        told.flags.append(DID_THEY_COME)
        told.issues.insert(0, issue(DID_THEY_COME, why=why))
    return told


def _left_over(told: Reading, today: date) -> str:
    """The sentence about a column under a day that the rules leave over; empty: there is none."""
    left = [one for one in told.columns if one.field is None and isinstance(day_in(one.header, today), date)]
    return "A column of marks is not used by this reading" if left else ""


def _taken(choice: Choice) -> Interpretation | None:
    """The way to read that may be taken, with the result of all its rows; None: there is none."""
    way = choice.best
    if way is None or choice.asks or choice.rival is not None:
        return None
    way.result = extract(way)
    return way


def _better(told: Reading, way: Interpretation, given: date | None, *, whole: bool) -> bool:
    """Whether a way to read stands against the rules: they found no table, or left a column of days over.

    Args:
        whole: all rows of the sheet were looked at; of a part nobody can tell how many marks are left over.
    """
    if told.refused is not None or not len(told.entries):
        code = told.issues[0].code if told.issues else ""
        return code in _STRUCTURE and told.header_line is None and told.format == "unknown" and way.presence >= _ENOUGH
    if told.format not in _PLAIN or way.order_open or way.result.unknown:
        return False  # what a program exported says what its columns are; what would be asked here, the rules answer
    undated = given is not None or all(one.on is None and not one.asked for one in told.meetings)
    dated = all(isinstance(one.day, date) for one in way.result.meetings)
    return (
        undated
        and given is None
        and dated
        and way.presence >= _ENOUGH
        and _is_day(way)
        and _same_people(told, way, whole=whole)
    )


def _is_day(way: Interpretation) -> bool:
    """Whether a column of days is headed as one, or by nothing: "Membership expires" is no day of a meeting."""
    word = "" if way.day_column is None else way.headers.get(way.day_column, "")
    return way.day_column is not None and (not word or role_of(word)[0] in {"date", "moment"})


def _same_people(told: Reading, way: Interpretation, *, whole: bool) -> bool:
    """Whether the way has everybody whom the rules have, and nobody present whom they have absent."""
    came = {one.name.casefold() for one in way.result.came}
    named = zip(told.entries.name, told.entries.state, strict=True)
    known = {name.casefold(): state == "present" for name, state in named if name}
    if not whole:
        return all(known.get(name) for name in came)
    return all((name in came) is was_there for name, was_there in known.items())


def _has_marks(grid: Grid, told: Reading) -> bool:
    """Whether letters and ticks stand beside its people: a table that lost its header, and no list of names under headings."""
    lines = {line for lines in told.entries.lines for line in lines}
    rows = grid.rows[:_LOOKED_AT]
    if any(is_word(cell.split(":")[0], "present_heading") or role_of(cell) in _NAMED for row in rows for cell in row if cell):
        return False
    cells = [cell for line, row in zip(grid.lines, rows, strict=False) if line in lines for cell in row if cell]
    marks = sum(len(cell) < _WORD and not cell.isdigit() and mark_of(cell) in _OF_PRESENCE for cell in cells)
    return marks >= _FEW_MARKS and marks >= _SHARE * len(cells)


def _without_header(grid: Grid, name: str) -> Reading:
    told = issue("no_header")
    seen = [(line, tuple(row)) for line, row in zip(grid.lines[:_HEADERS], grid.rows[:_HEADERS], strict=True)]
    return Reading(
        name, encoding=grid.encoding, delimiter=grid.delimiter, flags=[told.code], issues=[told], refused=told.why, preview=seen
    )


def _another_list(way: Interpretation) -> bool:
    """Whether a header says that the sheet lists cases, payments or tasks: nobody of it is read, however it could be.

    Marks under days say that people came, whatever else is summed up beside them.
    """
    rows = [[cell.text for cell in row] for row in way.sheet.rows[:_HEADERS]]
    marked = way.layout in _OWNED and way.presence >= MARGIN
    return (not marked and any(map(is_foreign, rows))) or any(
        other_list(row, dated=True, attended=marked) for row in rows if sum(map(bool, row)) > 1
    )


def _about_something_else(choice: Choice) -> str:
    """The sentence that speaks most against attendance; empty: nothing does."""
    if not choice.ways or any(way.presence >= MARGIN or _speaks_of_coming(way) for way in choice.ways):
        return ""
    against = [one for one in choice.ways[0].evidence if one.code in _CONTENT]
    worst = min(against, key=lambda one: one.points, default=None)
    return worst.text if worst and sum(one.points for one in against) <= _AGAINST else ""


def _speaks_of_coming(way: Interpretation) -> bool:
    """Whether signatures, a title with its day, the file's name or the header of the days say that people came.

    Sheets on which travel money is paid out have amounts beside everybody who was there.
    """
    at, context = way.columns.get("signature"), way.blocks[0].context
    signed = at is not None and way.profile[at].count > 0
    titled = context.day_from == "title" and (says(context.text, "meeting") or says(context.text, "attendance"))
    day = "" if way.day_column is None else way.headers.get(way.day_column, "")
    return signed or titled or says(day, "meeting") or says(file_words(way.sheet.name), "attendance")
