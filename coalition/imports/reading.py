"""What was read from one attendance file: the common result of every format, before anything stored is looked at.

Entries are columns, not objects: a file of 100,000 rows is a handful of lists. `as_json` is the JSON of
`python -m coalition read`; scripts depend on its keys.
"""

import datetime
import gc
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import chain, compress, count
from operator import add, and_, itemgetter, not_
from typing import Any, TypeVar

from coalition.imports.cells.open_dates import Partial
from coalition.imports.cells.reader import Grid
from coalition.imports.issues import CATALOGUE, RowIssue, Scope, issue
from coalition.vocabulary import BatchKind

T = TypeVar("T")

FIELDS = (
    "date", "title", "place", "start", "end", "name", "first_name", "last_name", "other_name", "prefix", "organization", "role",
    "email", "phone", "sector", "attended", "minutes", "joined", "left", "timestamp", "meeting", "ignore",
)  # fmt: skip
"""What a column may hold. `meeting`: date, title and place; `timestamp`: of writing; `other_name`: in another script."""


@dataclass(frozen=True)
class Choices:
    """What a person has corrected on the page (or answered) about how to read the file; None: decide yourself."""

    header_line: int | None = None  # as the spreadsheet shows it
    columns: dict[int, str] | None = None  # {column, first 0: one of FIELDS}; others are left as recognised
    date_order: str | None = None  # "DMY", "MDY" or "YMD"
    date: datetime.date | None = None  # of the one meeting of the file, used where the file does not say
    year: int | None = None  # of its days, where they have none
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None  # the name of the sheet of a workbook
    # {word (`presence.mark_key`; "": an empty cell): "present", "absent", "excused" or "unknown"}
    marks: dict[str, str] | None = None
    zone: str | None = None  # days of times in UTC: "written", "thailand"; "elsewhere": as written, and told
    layout: str | None = None  # the key of a way to read the sheet (`read.choose.key_of`), or the beginning of one
    # the column of the one meeting that is read, where none has a day; with "+" those of other times, not used
    meeting: str | None = None

    @property
    def set_aside(self) -> frozenset[int]:
        """The columns of which a person said that they tell nothing."""
        return frozenset(at for at, field in (self.columns or {}).items() if field == "ignore")

    def of_one_meeting(self) -> "Choices":
        """The choices, what the column of the one meeting holds among them."""
        if self.meeting is None:
            return self
        at, *times = map(int, self.meeting.split("+"))
        return replace(self, columns={**(self.columns or {}), **dict.fromkeys(times, "ignore"), at: "attended"})

    def made(self) -> dict[str, Any]:
        """{name: what was chosen}, without what was left open."""
        return {name: value for name, value in vars(self).items() if value is not None}

    def over(self, others: "Choices") -> "Choices":
        """These choices, and what others say of the rest: also of columns and words that are not chosen here."""
        both = {name: {**(getattr(others, name) or {}), **(getattr(self, name) or {})} or None for name in ("columns", "marks")}
        return replace(others, **{**self.made(), **both})


@dataclass(frozen=True)
class SheetSeen:
    """One sheet of a workbook, as it looks before it is chosen."""

    name: str
    kind: str  # the format it reads as, "services", "cases", or "other"
    rows: int  # that are filled
    people: int  # present, as it would give; 0 where it is no attendance
    is_attendance: bool
    first: datetime.date | None = None  # its first and last meeting; None: it does not say
    last: datetime.date | None = None


@dataclass(frozen=True)
class ColumnRead:
    """One column: its index (first 0), header as written, and the field it was taken for (None: not used)."""

    index: int
    header: str
    field: str | None


@dataclass(frozen=True)
class MeetingRead:
    """One meeting of the file. Clock times are local, HH:MM; None: the file does not say."""

    on: datetime.date | None
    title: str | None = None
    place: str | None = None
    start: str | None = None
    end: str | None = None
    asked: str | None = None  # the date as written where its order or its year must be asked; `on` is None then
    partial: Partial | None = None  # the day whose year is asked


@dataclass
class Entries:
    """One entry per person (or organization without a person) and meeting; columns of equal length. None: not told."""

    meeting: list[int] = field(default_factory=list)  # index into `Reading.meetings`
    name: list[str | None] = field(default_factory=list)  # without titles and platform markers; None: an organization alone
    organization: list[str | None] = field(default_factory=list)  # as written, and so on
    email: list[str | None] = field(default_factory=list)
    phone: list[str | None] = field(default_factory=list)
    role: list[str | None] = field(default_factory=list)
    sector: list[str | None] = field(default_factory=list)
    minutes: list[int | None] = field(default_factory=list)  # present
    state: list[str] = field(default_factory=list)  # "present", "absent" or "excused"
    lines: list[tuple[int, ...]] = field(default_factory=list)  # the rows merged into this entry, ascending
    also: list[str | None] = field(default_factory=list)  # the name as another column spells it, in another script

    def __len__(self) -> int:
        return len(self.meeting)

    def keep(self, stays: Sequence[bool]) -> None:
        """Forget all entries but those that stay. `stays`: of each whether it does."""
        if not all(stays):
            for column in vars(self).values():
                column[:] = compress(column, stays)


def different(values: Iterable[T]) -> tuple[list[T], list[int]]:
    """(the different ones among some values in order of appearance, the number of each value's own)."""
    number: defaultdict[T, int] = defaultdict(count().__next__)
    numbers = [*map(number.__getitem__, values)]
    return list(number), numbers


def are_different(ones: Sequence[int], others: Sequence[int]) -> bool:
    """Whether no pair of whole numbers of two columns stands there twice; those of the second are -1 and more."""
    step = max(others, default=0) + 2  # a pair as one number takes half the time and memory
    return len(set(map(add, map(step.__mul__, ones), others))) == len(ones)


@dataclass(frozen=True)
class RowCounts:
    """What became of every row under the header; `data` is the sum of the others: no row is ever lost."""

    data: int = 0
    accepted: int = 0  # that made a present person, the first row of each
    merged: int = 0  # further rows of a person already counted
    absent: int = 0  # of absent or excused people
    not_a_person: int = 0  # totals, notes, devices, organizations without a name
    refused: int = 0  # with a reason
    blank: int = 0  # and numbered rows nobody signed


@dataclass(frozen=True)
class Reason:
    """One observation about how a sheet was read, a sentence that is filled in; a weight below 0 speaks against it."""

    text: str
    weight: float


@dataclass(frozen=True)
class OtherWay:
    """Another way to read a sheet, that gives other people or other days."""

    key: str  # for `Choices.layout`
    told: str  # what a row is, and what says who came
    names: tuple[str, ...]  # of the first people it would give
    people: int | None = None  # how many it would give; None: of a long sheet only the beginning was looked at
    meetings: int | None = None
    first: datetime.date | None = None  # its first and last day; None: it has none
    last: datetime.date | None = None


@dataclass(frozen=True)
class HowRead:
    """How a sheet was read."""

    told: str = ""  # in a sentence or two; empty: its format says it all
    reasons: tuple[Reason, ...] = ()  # the strongest evidence, for it first
    others: tuple[OtherWay, ...] = ()  # best first
    heads: dict[int, str] = field(default_factory=dict)  # {column, first 0: a field or a day}; empty: as `Reading.columns`
    header_lines: tuple[int, ...] = ()  # those that hold headers, and the heading above a list
    key: str = ""  # of the way it was read by
    chosen: bool = False  # by a person


@dataclass
class Reading:
    """One attendance file as read. `refused` is why the whole file was refused; then there are no entries."""

    file: str
    format: str = "unknown"
    encoding: str = ""
    delimiter: str = ""
    header_line: int | None = None
    columns: list[ColumnRead] = field(default_factory=list)
    date_order: str | None = None  # "DMY", "MDY" or "YMD"; None: no date needed one
    date_evidence: str = ""  # a sentence: where the date and its order come from
    date_orders: tuple[str, ...] = ("DMY", "MDY")  # those to choose from where the order is asked
    meetings: list[MeetingRead] = field(default_factory=list)
    entries: Entries = field(default_factory=Entries)
    issues: list[RowIssue] = field(default_factory=list)  # refused rows, rows that are no person, notices
    rows: RowCounts = field(default_factory=RowCounts)
    flags: list[str] = field(default_factory=list)  # codes of questions and notices about the file
    refused: str | None = None
    open_column: int | None = None  # read as the one that says who came, which is asked; first 0
    options: dict[str, dict[str, str]] = field(default_factory=dict)  # {code of a question: {answer: label}} of this file
    preview: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)  # first rows as read: (line, cells)
    sheet: str | None = None  # the sheet of a workbook that was read; None: no workbook, or a sheet must be chosen first
    sheets: list[SheetSeen] = field(default_factory=list)  # all visible filled sheets of a workbook, in their order
    with_others: bool = False  # its sheets can be read together, each with its own days; with no `sheet` they are
    how: HowRead = field(default_factory=HowRead)  # its evidence, and the ways in which it could be read otherwise
    kind: BatchKind = BatchKind.ATTENDANCE  # a list of services tells its columns in the same way, and has no entries


# --- rows of several sheets ----------------------------------------------------------------------------------------------


_ROWS_OF_A_SHEET = 10_000_000  # more than a sheet can have


def row_in_sheet(sheet: int, row: int) -> int:
    """The number of a row where several sheets of a workbook are read; `sheet`: its place among the visible ones, from 1."""
    return sheet * _ROWS_OF_A_SHEET + row


def sheet_and_row(number: int) -> tuple[int, int]:
    """(place of the sheet, row) of a number; of one sheet, or of a file without sheets, the place is 0."""
    return divmod(number, _ROWS_OF_A_SHEET)


def row_number(number: int) -> str:
    """A row as it is shown: "5", or "2:5" of the second sheet."""
    sheet, row = sheet_and_row(number)
    return f"{sheet}:{row}" if sheet else f"{row}"


# --- as JSON ---------------------------------------------------------------------------------------------------------------


_PERSON = ("meeting", "name", "organization", "email", "phone", "role", "sector", "minutes")
_ABSENT = ("meeting", "name", "organization", "state")
_ORGANIZATION = ("meeting", "organization")


def as_json(reading: Reading) -> dict[str, object]:
    """The reading as it is printed; only that of a workbook tells of sheets."""
    entries = reading.entries
    told = {name: getattr(reading, name) for name in ("file", "format", "encoding", "delimiter", "header_line")}
    if reading.sheets:
        seen = ("name", "kind", "rows", "people")
        sheets = [{**{key: getattr(one, key) for key in seen}, "attendance": one.is_attendance} for one in reading.sheets]
        told |= {"sheet": reading.sheet, "sheets": sheets}
    return told | {
        "meetings": [
            {"date": m.on.isoformat() if m.on else None, "title": m.title, "place": m.place, "start": m.start}
            for m in reading.meetings
        ],
        "attendees": _objects(entries, _PERSON, named=True, present=True),
        "absent": _objects(entries, _ABSENT, named=True, present=False),
        "organizations_present": _objects(entries, _ORGANIZATION, named=False, present=True),
        "rows": asdict(reading.rows),
        "rejected_rows": [{"line": one.line, "code": one.code, "why": one.why} for one in _told_rows(reading)],
        "flags": reading.flags,
        "refused": reading.refused,
    }


def how_json(how: HowRead) -> dict[str, object]:
    """How it was read, with its evidence, and the keys of the ways in which it could be read otherwise."""
    others = [{"layout": way.key, "told": way.told, "people": way.people, "meetings": way.meetings} for way in how.others]
    reasons = [{"text": reason.text, "weight": round(reason.weight, 2)} for reason in how.reasons]
    return {"layout": how.key, "told": how.told, "reasons": reasons, "others": others}


def _objects(entries: Entries, keys: tuple[str, ...], *, named: bool, present: bool) -> list[dict[str, object]]:
    """The people, or the organizations without a person, who were there or not."""
    columns = [(key, getattr(entries, key)) for key in keys]
    return [
        {**{key: column[i] for key, column in columns}, "lines": list(entries.lines[i])}
        for i, (name, state) in enumerate(zip(entries.name, entries.state, strict=True))
        if (name is not None) is named and (state == "present") is present
    ]


def _told_rows(reading: Reading) -> list[RowIssue]:
    """Rejected rows, and in a list without columns the lines that name several people to say that they were not there."""
    told = [found for found in reading.issues if _is_told(found)]
    if reading.header_line is None:
        entries = reading.entries
        names: dict[int, set[str | None]] = {}
        for name, lines in zip(entries.name, entries.lines, strict=True):
            names.setdefault(lines[0], set()).add(name)
        came = {line for state, lines in zip(entries.state, entries.lines, strict=True) if state == "present" for line in lines}
        several = {line for line, found in names.items() if len(found) > 1} - came - {found.line for found in told}
        told = sorted([*told, *(issue("note", line) for line in several)], key=lambda found: found.line or 0)
    return told


BESIDE = "beside_names"  # what stands in a row beside people and names nobody: the row is counted by its people


def _is_told(found: RowIssue) -> bool:
    """Whether an issue makes a rejected row: headings inside the list are counted, and not told one by one."""
    told = CATALOGUE[found.code].scope in {Scope.ROW, Scope.NOT_A_PERSON} or found.code == BESIDE
    return told and found.line is not None and found.code != "section"


# --- without searches for garbage ------------------------------------------------------------------------------------------


@contextmanager
def without_pauses() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: a long file makes hundreds of thousands of objects that all stay.

    It would look through them again and again, a third of the time of a plan of 100,000 rows. At the end they are handed to it
    as old ones, which it looks through now and then.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():  # the server sets aside what it has loaded: that stays aside
                gc.freeze()
                gc.unfreeze()
            gc.enable()


# --- rows counted again as they stand in the file ---------------------------------------------------------------------------


def recounted(reading: Reading, grid: Grid, first: int) -> Reading:
    """The reading with refused rows as the file has them, and each row from `first` on, or read above it, counted once.

    Of the fates of one row that held several people the best for them is counted: there, merged, away, refused, no person.
    """
    entries = reading.entries
    if several := any(map((1).__ne__, map(len, entries.lines))):
        entries.lines = [lines if len(lines) == 1 else tuple(sorted(set(lines))) for lines in entries.lines]
    named = list(map(bool, entries.name))
    came = list(map(and_, named, map("present".__eq__, entries.state)))
    further = {line for lines in compress(entries.lines, map(not_, named)) for line in lines[1:]}  # the first of them is told
    present = further.union(chain.from_iterable(compress(entries.lines, came)))
    accepted = set(map(itemgetter(0), compress(entries.lines, came))) if several else present
    read = further.union(chain.from_iterable(compress(entries.lines, named)))
    told: dict[int, Scope] = {}
    begin = grid.lines[first] if first < len(grid.lines) else sys.maxsize
    issues = []
    for found in reading.issues:
        scope, line = CATALOGUE[found.code].scope, found.line
        if line is not None and scope in {Scope.ROW, Scope.NOT_A_PERSON}:
            if (line < begin and found.code != "above_header") or line in told:
                continue
            if line in read:  # of several people in one row one may be refused
                issues += [issue(BESIDE, line, raw=tuple(grid.row_at(line)), value=found.why)] if scope is Scope.ROW else []
                continue
            told[line] = scope
        issues.append(found if line is None else replace(found, raw=tuple(grid.row_at(line))))
    reading.issues = issues
    data = len(grid.rows) - first + sum(map(begin.__gt__, chain(read, told)))
    scopes = list(told.values())
    beside = (scopes.count(Scope.NOT_A_PERSON), scopes.count(Scope.ROW))
    counted = (len(accepted), len(present - accepted), len(read - present), *beside)
    reading.rows = RowCounts(data, *counted, data - sum(counted))
    return reading


_PREVIEW_ROWS = 60


def preview(grid: Grid) -> list[tuple[int, tuple[str, ...]]]:
    """The first rows as read: (line, cells)."""
    return [(line, tuple(row)) for line, row in zip(grid.lines[:_PREVIEW_ROWS], grid.rows[:_PREVIEW_ROWS], strict=True)]


# --- accounting -----------------------------------------------------------------------------------------------------
def drop_unused(meetings: list[MeetingRead], entries: Entries) -> None:
    """Forget meetings no row is left of; the numbers in the entries follow."""
    used = sorted(set(entries.meeting))
    if len(used) == len(meetings) or not used:
        return
    new = {old: i for i, old in enumerate(used)}
    meetings[:] = [meetings[old] for old in used]
    entries.meeting[:] = [new[old] for old in entries.meeting]
