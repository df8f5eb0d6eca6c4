"""A matrix lying on its side: one row for each meeting, one column for each person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from coalition.imports.cells.clocks import read_clock
from coalition.imports.cells.counting_words import may_count
from coalition.imports.cells.date_readings import ORDER_WORDS
from coalition.imports.cells.dates import DateContext, read_dates
from coalition.imports.cells.datewords import find_written
from coalition.imports.cells.names import looks_like_organization
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.text import has_thai
from coalition.imports.formats.form import Top
from coalition.imports.formats.words import words_of
from coalition.imports.issues import RowIssue, issue
from coalition.imports.read.above import read_preamble
from coalition.imports.read.date_orders import tell_mixed
from coalition.imports.read.far_dates import days_attended, far_ahead
from coalition.imports.reading import Choices, ColumnRead, Entries, MeetingRead, Reading, RowCounts
from coalition.imports.sheets.contents import holds_people
from coalition.imports.sheets.headers import is_vetoed, match
from coalition.imports.sheets.in_brackets import organizations_in_brackets
from coalition.imports.sheets.people_names import Named, read_name
from coalition.imports.sheets.presence import NOT_KNOWN, is_mark, mark_of, state_of, unclear_cells
from coalition.imports.sheets.sheet import preview
from coalition.imports.sheets.words import is_note, is_total

_NAME = "transposed_matrix"
_WITHIN = 40
_LEAST = 2
_MOST = 0.8
_SCORE = 6.0
_OTHER = frozenset({"title", "place", "start", "end"})
_WORDS = words_of("transposed")
_THING = f"(?:{_WORDS.pattern('thing').pattern})"
_NO_NAME = re.compile(rf"{_THING}(?:[\s/&\-]+{_THING})*|(?:{_WORDS.pattern('thai_thing').pattern})", re.IGNORECASE)
"""What is ticked off a day besides people, and nothing else in the cell: Van Nguyen and Rose Day are people."""
_HAS_THING = re.compile(rf"\b{_THING}\b", re.IGNORECASE)
_CHAIRED, _ATTENDANCE = map(_WORDS.pattern, ("chaired", "attendance"))
_COUNTS = frozenset(_WORDS.words["counts"])
_OF_PEOPLE = frozenset({"organization", "role", "email", "phone", "sector"})


@dataclass
class _Columns:
    """What the columns under one header hold: the day, what is known of the meeting, and a person each.

    `about`: the rows beside the header that say more of its people, by field: their organizations, what they are.
    """

    header: int
    day: int
    people: dict[int, Named]
    others: dict[str, int] = field(default_factory=dict)
    about: dict[str, int] = field(default_factory=dict)


def score(top: Top) -> float:
    """How much this is such a sheet; 0: it is none."""
    return _SCORE if _find(top) else 0.0


def _find(rows: Sequence[Sequence[str]]) -> _Columns | None:
    """The header and its columns: a day, then names over nothing but marks; None: it is no such sheet."""
    for header, row in enumerate(rows[:_WITHIN]):
        days = [i for i, cell in enumerate(row) if match(cell).field == "date" and match(cell).strength > 1]
        days = days or [
            i for i, cell in enumerate(row[:_LEAST]) if match(cell).field in {None, "title"} and _are_days(rows, header, i)
        ]
        if len(days) != 1 or any(match(cell).field in {"name", "first_name", "last_name"} for cell in row if _is_known(cell)):
            continue
        about = _about_people(rows, header)
        below = [
            found
            for number, found in enumerate(rows[header + 1 :], start=header + 1)
            if days[0] < len(found) and found[days[0]] and number not in about.values() and not _is_foot(found[days[0]])
        ]
        offices = organizations_in_brackets(row)
        people = {
            i: offices.get(cell) or read_name(cell)
            for i, cell in enumerate(row)
            if _is_marked(below, i) and (cell in offices or _names_somebody(cell))  # names last: they take long to read
        }
        if len(people) >= _LEAST and _has_days(below, days[0]):
            if not _is_of_people(rows, header, below, days[0], people):
                continue
            people |= _never_there(row, below, people, offices)
            others = {str(name): i for i, cell in enumerate(row) if (name := match(cell).field) in _OTHER and i not in people}
            return _Columns(header, days[0], people, others, about)
    return None


def _about_people(rows: Sequence[Sequence[str]], header: int) -> dict[str, int]:
    """{field: row} of the rows next to the header, above and below it, that begin with Organization, Position, E-mail..."""
    above = next(([n] for n in range(header - 1, -1, -1) if any(rows[n])), [])
    found: dict[str, int] = {}
    for number in [*above, *range(header + 1, len(rows))]:
        first = match(next(filter(None, rows[number]), ""))
        if first.field in _OF_PEOPLE and first.strength > 1 and first.field not in found and sum(map(bool, rows[number])) > 1:
            found[first.field] = number
        elif number > header:
            break
    return found


def _never_there(
    row: Sequence[str], below: Sequence[Sequence[str]], people: dict[int, Named], offices: dict[str, Named]
) -> dict[int, Named]:
    """Columns of people among the others under whom no mark stands at all: they were absent each time, not left out."""
    among = range(min(people), max(people) + 2)
    empty = [i for i in among if i < len(row) and i not in people and not any(i < len(found) and found[i] for found in below)]
    named = {i: offices.get(row[i]) or read_name(row[i]) for i in empty if row[i] in offices or _names_somebody(row[i])}
    return {i: one for i, one in named.items() if one.plain and " " in one.name}


def _is_of_people(
    rows: Sequence[Sequence[str]], header: int, below: Sequence[Sequence[str]], day: int, people: dict[int, Named]
) -> bool:
    """Whether the columns of marks are people, and each row is a meeting.

    Not where most headers speak of a thing ("Got badge", "Car park"), where a further column names people (its rows are
    theirs), where days come again and again under no title, or where every column is headed by a single word, as "Bus" and
    "Camera" are, and nothing says that it is about a meeting.
    """
    row = rows[header]
    if sum(_HAS_THING.search(row[i]) is not None and not looks_like_organization(row[i]) for i in people) * 2 > len(people):
        return False
    named = [
        i for i, cell in enumerate(row) if i not in people and i != day and not _CHAIRED.search(cell) and not _is_other(cell)
    ]
    if any(holds_people(list(map(list, below)), i) for i in named):
        return False
    titles = [i for i, cell in enumerate(row) if match(cell).field in {"title", "start", "place"} and i not in people]
    meetings = {tuple(found[i] if i < len(found) else "" for i in (day, *titles)) for found in below}
    if len(meetings) * 2 <= len(below):
        return False
    whole = any(" " in one.name or not one.plain for one in people.values())
    return whole or bool(titles) or any(_ATTENDANCE.search(cell) for above in rows[: header + 1] for cell in above)


def _are_days(rows: Sequence[Sequence[str]], header: int, column: int) -> bool:
    """Whether whole dates stand in a column under "Meeting", or under nothing."""
    cells = [row[column] for row in rows[header + 1 :] if column < len(row) and row[column] and not _is_foot(row[column])]
    found = sum(map(_is_day, cells))
    return found >= _LEAST and found >= _MOST * len(cells)


@lru_cache(maxsize=4096)  # each of the first rows may be the header, and the same cells are below
def _is_day(cell: str) -> bool:
    return find_written(cell, plain=True) is not None


def _is_foot(cell: str) -> bool:
    """Whether the cell where a day should stand begins a row under the table: totals, who signs it."""
    return is_total(cell) or may_count(cell) or is_note(cell)


def _is_known(cell: str) -> bool:
    return match(cell).strength > 1


def _is_other(cell: str) -> bool:
    """Whether a column is plainly about the meeting: houses it was held in may look like people, "Lotus House"."""
    return _is_known(cell) and match(cell).field in _OTHER


def _names_somebody(cell: str) -> bool:
    if not cell or _is_known(cell) or cell.casefold() in _COUNTS or is_total(cell):
        return False
    if looks_like_organization(cell):
        return True
    return read_name(cell).plain and not _NO_NAME.fullmatch(cell) and not is_vetoed(cell)


def _is_marked(below: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column holds marks, one of them at least; "?" and "tbc" are asked about, and hide nobody."""
    cells = [row[column] for row in below if column < len(row) and row[column]]
    marks = sum(mark_of(cell) != "registered" and is_mark(cell) for cell in cells)
    return bool(marks) and marks >= _MOST * len(cells)


def _has_days(below: Sequence[Sequence[str]], column: int) -> bool:
    digits = sum(any(map(str.isdigit, row[column])) for row in below)
    return digits > 0 and digits >= _MOST * sum(not _is_foot(row[column]) for row in below)


def read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    """The reading; None: it is no such list after all."""
    columns = _find(grid.rows)
    if columns is None:
        return None
    return _Reader(grid, file, choices, today, columns).read()


def _evidence(header: str) -> str:
    """Where the days stand, as far as the header has a name for it."""
    return f"Each row is a meeting, its day in the column '{header}'." if header else "Each row is a meeting."


class _Reader:
    """Reads the rows of one sheet, a meeting each."""

    def __init__(self, grid: Grid, file: str, choices: Choices, today: date, columns: _Columns) -> None:
        self.grid, self.file, self.choices, self.today, self.columns = grid, file, choices, today, columns
        self.about = {grid.lines[number] for number in columns.about.values()}
        above = [row for number, row in enumerate(grid.rows[: columns.header]) if number not in columns.about.values()]
        self.preamble = read_preamble(above, today, choices.date_order)
        self.meetings: dict[tuple[date, str], int] = {}
        self.told: list[MeetingRead] = []
        self.entries = Entries()
        self.at: dict[tuple[int, int], int] = {}  # (meeting, column) -> entry: a meeting of two rows is one
        self.issues: list[RowIssue] = []
        self.counts = {"accepted": 0, "merged": 0, "absent": 0, "not_a_person": 0, "refused": 0, "blank": 0}

    def read(self) -> Reading:
        """The whole sheet."""
        grid, columns = self.grid, self.columns
        rows = list(zip(grid.lines[columns.header + 1 :], grid.rows[columns.header + 1 :], strict=True))
        texts = [row[columns.day] for _, row in rows if columns.day < len(row) and row[columns.day]]
        thai = any(map(has_thai, grid.rows[columns.header]))
        context = DateContext(thai_or_be=thai, compact=True, by_row=True, in_order=True)
        dates = read_dates(texts, today=self.today, order=self.choices.date_order, context=context)
        for line, row in rows:
            self._row(line, row, dates.values, dates.problem)
        flags = list(grid.flags)
        if dates.ask and dates.example:
            text, first, second = dates.example
            flags.append("ambiguous_date_order")
            self.issues.append(issue("ambiguous_date_order", value=text, first=first, second=second))
        tell_mixed(dates, self.choices, flags, self.issues)
        if dates.repaired:
            text, on = next(iter(dates.repaired.items()))
            flags.append("era_repaired")
            self.issues.append(issue("era_repaired", value=text, date=on.isoformat()))
        ahead = far_ahead((meeting.on for meeting in self.told), self.today, days_attended(self.told, self.entries))
        flags += dict.fromkeys(found.code for found in ahead)
        header = grid.rows[columns.header]
        return Reading(
            file=self.file,
            format=_NAME,
            encoding=grid.encoding,
            delimiter=grid.delimiter,
            header_line=grid.lines[columns.header],
            columns=[ColumnRead(i, cell, self._field(i)) for i, cell in enumerate(header)],
            date_order=dates.order,
            date_orders=dates.orders,
            date_evidence=f"{_evidence(header[columns.day])} {dates.evidence}".strip(),
            meetings=self.told,
            entries=self.entries,
            issues=sorted([*self.issues, *ahead], key=lambda found: found.line or 0),
            rows=RowCounts(data=len(rows), **self.counts),
            flags=flags,
            preview=preview(grid),
        )

    def _field(self, column: int) -> str | None:
        if column == self.columns.day:
            return "date"
        if column in self.columns.people:
            return "attended"
        return next((name for name, at in self.columns.others.items() if at == column), None)

    def _row(self, line: int, row: list[str], days: dict[str, date | None], problem: dict[str, str]) -> None:
        filled = [cell for cell in row if cell]
        text = row[self.columns.day] if self.columns.day < len(row) else ""
        if not filled:
            self.counts["blank"] += 1
        elif line in self.about:
            self._refuse("section", line, row)
        elif is_total(filled[0]) or may_count(filled[0]):
            self._refuse("total", line, row)
        elif on := days.get(text):
            if self._tells_nobody(row):
                self._refuse("nobody_marked", line, row, value=on.isoformat())
            else:
                self._meeting(line, row, on)
        elif not text or is_note(filled[0]) or len(filled) == 1:
            marked = any(column < len(row) and row[column] for column in self.columns.people)
            self._refuse("no_row_date" if marked and not is_note(filled[0]) else "note", line, row)
        else:
            self._refuse(problem.get(text, "bad_date"), line, row, value=text)

    def _refuse(self, code: str, line: int, row: list[str], value: str = "") -> None:
        order = ORDER_WORDS.get(self.choices.date_order or "", "as written")
        self.issues.append(issue(code, line, raw=tuple(row), value=value, order=order))
        self.counts["not_a_person" if code in {"total", "note", "section"} else "refused"] += 1

    def _tells_nobody(self, row: list[str]) -> bool:
        """Whether a row of organizations only has no mark of one that came: an organization that did not is not listed."""
        if any(named.plain for named in self.columns.people.values()):
            return False
        marks = [mark_of(row[column]) for column in self.columns.people if column < len(row) and row[column]]
        return all(mark in {"absent", "excused"} for mark in marks)

    def _meeting(self, line: int, row: list[str], on: date) -> None:
        told = {name: row[at] for name, at in self.columns.others.items() if at < len(row) and row[at]}
        title = told.get("title") or self.preamble.title or ""
        known = (on, title) in self.meetings
        number = self.meetings.setdefault((on, title), len(self.meetings))
        if not known:
            start, end = read_clock(told.get("start", ""))
            end = read_clock(told.get("end", ""))[0] or end
            self.told.append(MeetingRead(on, title or None, told.get("place") or self.preamble.place, start, end))
        came, read = False, 0
        unclear: list[tuple[str, date, bool]] = []
        for column, named in self.columns.people.items():
            cell = row[column] if column < len(row) else ""
            mark = state_of(cell, self.choices.marks or {}) if cell else "absent"
            if mark not in {"present", "absent", "excused"}:
                unclear.append((cell, on, mark != NOT_KNOWN))
                continue
            read += 1
            came = came or (mark == "present" and named.plain)
            self._note_down(number, column, named, mark, line)
        self.issues += [replace(told, raw=tuple(row)) for told in unclear_cells(line, unclear, alone=not read)]
        self.counts["accepted" if came else "absent" if read else "refused"] += 1

    def _note_down(self, number: int, column: int, named: Named, state: str, line: int) -> None:
        entries, spot = self.entries, (number, column)
        if spot in self.at:  # another session of the meeting
            at = self.at[spot]
            entries.state[at] = "present" if "present" in (state, entries.state[at]) else entries.state[at]
            entries.lines[at] = (*entries.lines[at], line)
            return
        if not named.plain and state != "present":
            return
        self.at[spot] = len(entries)
        entries.meeting.append(number)
        entries.name.append(named.name if named.plain else None)
        told = {
            name: self.grid.rows[row][column] for name, row in self.columns.about.items() if column < len(self.grid.rows[row])
        }
        entries.organization.append((told.get("organization") or named.organization) if named.plain else named.name)
        for name in ("email", "phone", "role", "sector"):
            getattr(entries, name).append(told.get(name) or None)
        entries.minutes.append(None)
        entries.state.append(state)
        entries.lines.append((line,))
