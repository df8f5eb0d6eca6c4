"""What travels through the reader: evidence, a way to read a sheet, and what is read by it."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from coalition.imports.cells.dates import ColumnDates
from coalition.imports.issues import RowIssue
from coalition.imports.read.above import Preamble
from coalition.imports.read.meetings import Dated
from coalition.imports.read.sheet import Sheet
from coalition.imports.read.values import Day
from coalition.imports.reading import Entries

_WEIGHTS = tomllib.loads((Path(__file__).parent / "weights.toml").read_text(encoding="utf-8"))
MARGIN: float = _WEIGHTS["margin"]
"""Closer than this to nothing, or to a rival that reads other people, it is asked."""
PRESENCE = frozenset(_WEIGHTS["presence"])
"""Codes of evidence of who was there; the others are about how the table is cut."""
WEIGHTS: dict[str, float] = {**_WEIGHTS["coherence"], **_WEIGHTS["presence"]}


@dataclass(frozen=True)
class Evidence:
    """One observation for or against a way to read.

    Attributes:
        code: its weight stands under it in `weights.toml`.
        text: the sentence that "how it was read" shows.
        strength: 0 to 1.
        value: the header that it is about, where the sheet is refused for it.
    """

    code: str
    text: str
    strength: float = 1.0
    value: str = ""

    @property
    def points(self) -> float:
        """Weight times strength."""
        return WEIGHTS[self.code] * self.strength


@dataclass
class Context:
    """What stands around a table: title rows, the names of sheet and file.

    `legend`: mark -> what it says; `above`: as its rows tell it.
    """

    day: Day | None = None
    day_from: str = ""
    year: int | None = None
    title: str | None = None
    place: str | None = None
    start: str | None = None
    legend: dict[str, str] = field(default_factory=dict)
    text: str = ""
    above: Preamble = field(default_factory=Preamble)

    def explains(self, column: "Column") -> bool:
        """Whether the legend says what all cells of a column mean, and they are not all the same."""
        return column.distinct > 1 and bool(self.legend) and all(text.casefold() in self.legend for text in column.sample)


@dataclass(frozen=True)
class Slot:
    """A column of a matrix: one meeting, or a part of it.

    Attributes:
        day: None: it is only numbered. text: its day as `days.days_in_header` gives it.
        says: what a tick says of somebody: "present", or in the part for those who did not come "absent", "excused".
        part: another column of the day says who came: nothing is told by an empty cell of this one.
    """

    column: int
    day: Day | None
    label: str
    title: str | None = None
    text: str = ""
    place: str | None = None
    start: str | None = None
    says: str = "present"
    part: bool = False


@dataclass(frozen=True)
class Column:
    """What kind of values stand in a column. Made by `profile.columns_of`."""

    rows: int
    count: int
    distinct: int
    kinds: Counter[str]
    marks: int
    states: frozenset[str]
    sample: tuple[str, ...]

    def share(self, *kinds: str) -> float:
        """Of the filled cells, those of some kinds: 0 to 1."""
        return sum(self.kinds[one] for one in kinds) / self.count if self.count else 0.0

    @property
    def mark_share(self) -> float:
        """Of the filled cells, those that are marks."""
        return self.marks / self.count if self.count else 0.0


@dataclass(frozen=True)
class Columns:
    """What the columns of one table hold: role -> column, their headers, and (column, what a tick in it says)."""

    roles: dict[str, int]
    headers: dict[int, str]
    marks: tuple[tuple[int, str], ...]
    profile: list[Column]
    undated: str = ""


@dataclass
class Block:
    """One table: the numbers of its header rows, its rows of data `first` to `last` (not included), what is above it.

    Attributes:
        heads: {row, counted from `first`: the organization it names for the people below it}.
        apart: {row, counted so: issue code} of names alone in their row that are none of the list.
        other: columns, headers and marks of its own, where its header is not that of the first table.
        about: rows of a sheet on its side that are about its meetings: their titles, their places.
        heading: stands over its people. state: what it says of them, "present", "absent" or "excused".
        page: the header stands again and nothing over it: the list goes on.
    """

    header: list[int]
    first: int
    last: int
    context: Context
    slots: list[Slot] = field(default_factory=list)
    heading: str | None = None
    heads: dict[int, str] = field(default_factory=dict)
    apart: dict[int, str] = field(default_factory=dict)
    about: set[int] = field(default_factory=set)
    other: Columns | None = None
    page: bool = False
    state: str = ""


class Seen(NamedTuple):
    """What is asked of one person (or organization without one) at one meeting, when a way to read is weighed."""

    meeting: int
    name: str
    organization: str | None
    state: str
    lines: tuple[int, ...]


@dataclass
class MeetingSeen:
    """One meeting; `day` None or partial: it is asked. `asked`: its cell, where the order of day and month is asked."""

    day: Day | None
    label: str = ""
    title: str | None = None
    place: str | None = None
    start: str | None = None
    end: str | None = None
    asked: str | None = None


@dataclass
class Result:
    """What a way to read gives: people at meetings, and what became of every other row.

    Attributes:
        entries: the people, and the organizations without one, in the order of their rows.
        rows: Counter of data, accepted, merged, absent, not_a_person, refused, blank.
        rejected: (line, code of the issue, text it is about) of rows that are no person, or are refused.
        notes: the same of what is told beside a row that is read.
        twins: (line, name) of those whose name stands twice at a meeting.
        states: state of a mark -> how often; "?": no mark.
        quantities, unknown: cells that are numbers, or words, where marks should stand; words with their first line.
        totals: (what the file says, what was read).
        above: (line, name) of those who stand over the header, and are of none of the lists below it.
        before_day: rows written before the day of the meeting. remarked: rows whose remark says that somebody was away.
        delegates: columns that hold the names of those who came in somebody's place.
        dated: how the days of rows were found; None: they are those of columns. issues: what is told of single cells.
        also: {line: the name of its one person as another column spells it}.
    """

    meetings: list[MeetingSeen] = field(default_factory=list)
    entries: Entries = field(default_factory=Entries)
    rejected: list[tuple[int, str, str]] = field(default_factory=list)
    notes: list[tuple[int, str, str]] = field(default_factory=list)
    twins: list[tuple[int, str]] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)
    notices: dict[str, str] = field(default_factory=dict)
    states: Counter[str] = field(default_factory=Counter)
    unknown: dict[str, int] = field(default_factory=dict)
    quantities: int = 0
    totals: list[tuple[int, int]] = field(default_factory=list)
    above: list[tuple[int, str]] = field(default_factory=list)
    before_day: int = 0
    issues: list[RowIssue] = field(default_factory=list)
    remarked: int = 0
    delegates: set[int] = field(default_factory=set)
    dated: Dated | None = None
    also: dict[int, str] = field(default_factory=dict)

    @cached_property
    def people(self) -> list[Seen]:
        """The people, one by one; asked for when all are read."""
        return [one for one in self._seen() if one.name]

    @cached_property
    def organizations(self) -> list[Seen]:
        """The organizations without a person, one by one."""
        return [one for one in self._seen() if not one.name]

    @cached_property
    def came(self) -> list[Seen]:
        """Those who were there."""
        return [one for one in self.people if one.state == "present"]

    def _seen(self) -> Iterator[Seen]:
        told = self.entries
        return map(Seen, told.meeting, (name or "" for name in told.name), told.organization, told.state, told.lines)

    def who(self) -> frozenset[tuple[str, object]]:
        """(name, day) of those who were there: what two ways to read differ in."""
        return frozenset((one.name.casefold(), self.meetings[one.meeting].day) for one in self.came)


@dataclass
class Interpretation:
    """A way to read a sheet, complete enough to be printed and compared.

    Attributes:
        columns: role -> column.
        sign: what says that somebody came: days, column, joined, signature, heading, listed.
        order: of day and month.
        dates: how the days of the columns of a matrix were read; None: it is none.
        unclear: role -> columns whose header says so, but whose cells do not.
        marks: (column, what a tick in it says) of those that say who came; empty: none does.
        unread_marks: such columns are there, and this way does not read them.
        unread_days: so many columns of days that hold something are there, and this way does not read them.
        undated: "always": ticks stand under months, or numbers of meetings; "alone": under several headers that nobody knows,
            which are parts of one meeting where its day is told; empty: neither.
        above: rows above the header that look like those below it.
    """

    layout: str
    sheet: Sheet
    columns: dict[str, int]
    blocks: list[Block]
    sign: str
    order: str
    headers: dict[int, str]
    profile: list[Column]
    unclear: dict[str, list[int]]
    day_column: int | None = None
    marks: tuple[tuple[int, str], ...] = ()
    dates: ColumnDates | None = None
    unread_marks: bool = False
    unread_days: int = 0
    undated: str = ""
    above: tuple[int, ...] = ()
    result: Result = field(default_factory=Result)
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def names_at(self) -> int:
        """The column of the names, or of their first part; of organizations where nobody is named."""
        return next(self.columns[role] for role in ("name", "first", "last", "organization") if role in self.columns)

    @property
    def other_spelling(self) -> list[int]:
        """The columns of the names as another script spells them, in the order of their parts."""
        return [self.columns[role] for role in ("also", "also_last") if role in self.columns]

    @cached_property
    def score(self) -> float:
        """How well it explains the sheet, and says who was there. Asked for when the evidence is complete."""
        return sum(one.points for one in self.evidence)

    @cached_property
    def presence(self) -> float:
        """How much says that these people were there."""
        return sum(one.points for one in self.evidence if one.code in PRESENCE)

    def of_table(self, block: Block) -> "Interpretation":
        """This way to read one table: with columns of its own where its header is another."""
        if (own := block.other) is None:
            return self
        roles = {role: at for role, at in own.roles.items() if role != "mark" or self.sign == "column"}
        names = {role: at for role, at in self.columns.items() if role in {"name", "first", "last"}}
        alike = all(self.columns.get(role, at) == at for role, at in roles.items()) and not {*names.values()} & {
            *roles.values()
        }
        if alike and not names.keys() & roles.keys():
            roles |= names  # the same columns below another word: "Members", "Substitutes"
        day = roles.get("date", roles.get("moment")) if self.day_column is not None else None
        marks = own.marks if "mark" in roles else ()
        return replace(self, columns=roles, headers=own.headers, profile=own.profile, marks=marks, day_column=day)
