"""What travels through the reader: evidence, a way to read a sheet, and what is read by it."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from coalition.imports.cells.dates import ColumnDates
from coalition.imports.cells.headers import MOMENTS, NAMES, OF_NAMES, OTHER_NAMES
from coalition.imports.cells.row_words import is_total
from coalition.imports.issues import RowIssue
from coalition.imports.read.above import Preamble
from coalition.imports.read.meetings import Dated
from coalition.imports.read.sheet import Sheet
from coalition.imports.read.values import Day
from coalition.imports.reading import Entries, MeetingRead

_WEIGHTS = tomllib.loads((Path(__file__).parent / "weights.toml").read_text(encoding="utf-8"))
MARGIN: float = _WEIGHTS["margin"]
"""Closer than this to nothing, or to a rival that reads other people, it is asked."""
PRESENCE = frozenset(_WEIGHTS["presence"])
"""Codes of evidence of who was there; the others are about how the table is cut."""
WEIGHTS: dict[str, float] = {**_WEIGHTS["coherence"], **_WEIGHTS["presence"]}


@dataclass(frozen=True)
class Evidence:
    """One observation for or against a way to read."""

    code: str  # its weight stands under it in `weights.toml`
    text: str  # the sentence that "how it was read" shows
    strength: float = 1.0  # 0 to 1
    value: str = ""  # the header that it is about, where the sheet is refused for it

    @property
    def points(self) -> float:
        """Weight times strength."""
        return WEIGHTS[self.code] * self.strength


@dataclass
class Context:
    """What stands around a table: title rows, the names of sheet and file."""

    day: Day | None = None
    day_from: str = ""
    legend: dict[str, str] = field(default_factory=dict)  # mark -> what it says
    text: str = ""
    above: Preamble = field(default_factory=Preamble)  # as its rows tell it

    def explains(self, column: "Column") -> bool:
        """Whether the legend says what all cells of a column mean, and they are not all the same."""
        return column.distinct > 1 and bool(self.legend) and all(text.casefold() in self.legend for text in column.sample)


@dataclass(frozen=True)
class Slot:
    """A column of a matrix: one meeting, or a part of it."""

    column: int
    day: Day | None  # None: it is only numbered
    label: str
    title: str | None = None
    text: str = ""  # its day as `days.days_in_header` gives it
    place: str | None = None
    start: str | None = None
    says: str = "present"  # of somebody with a tick; in the part for those who did not come "absent", "excused"
    part: bool = False  # another column of the day says who came: nothing is told by an empty cell of this one


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
    def letters(self) -> bool:
        """Whether a letter stands in one of the cells."""
        return any(map(str.isalpha, "".join(self.sample)))

    @property
    def is_marked(self) -> bool:
        """Whether all cells are marks, but the last perhaps, which counts them."""
        last = self.sample[-1].rstrip("% ") if self.count > 1 else ""
        counted = last.isdecimal() and int(last) > 1
        return 0 < self.count <= self.marks + counted

    @property
    def is_over_rows(self) -> bool:
        """Whether words that are no marks stand once each, over rows that are theirs: provinces below "Estado"."""
        words = [text for text in self.sample if not is_total(text)]
        return not self.marks and self.rows > self.count and len(set(words)) == len(words) > 1

    @property
    def mark_share(self) -> float:
        """Of the filled cells, those that are marks."""
        return self.marks / self.count if self.count else 0.0


@dataclass(frozen=True)
class Columns:
    """What the columns of one table hold: of each field the one that is surest, and so on as in an `Interpretation`."""

    fields: dict[str, int]
    headers: dict[int, str]
    marks: tuple[tuple[int, str], ...]
    profile: list[Column]
    unclear: dict[str, list[int]]
    undated: str = ""


@dataclass
class Block:
    """One table: the numbers of its header rows, its rows of data `first` to `last` (not included), what is above it."""

    header: list[int]
    first: int
    last: int
    context: Context
    slots: list[Slot] = field(default_factory=list)
    heading: str | None = None  # over its people
    heads: dict[int, str] = field(default_factory=dict)  # {row, from `first` on: the organization of the people below it}
    apart: dict[int, str] = field(default_factory=dict)  # {row, counted so: issue code} of names that are none of the list
    about: set[int] = field(default_factory=set)  # rows of a sheet on its side that are about its meetings
    other: Columns | None = None  # where its header is not that of the first table
    page: bool = False  # the header stands again and nothing over it: the list goes on
    head: str = ""  # the organization directly above its header
    state: str = ""  # what the heading says of its people: "present", "absent" or "excused"


class Seen(NamedTuple):
    """What is asked of one person (or organization without one) at one meeting, when a way to read is weighed."""

    meeting: int
    name: str
    organization: str | None
    state: str
    lines: tuple[int, ...]


@dataclass
class Result:
    """What a way to read gives: people at meetings, and what became of every other row."""

    meetings: list[MeetingRead] = field(default_factory=list)
    entries: Entries = field(default_factory=Entries)  # people, and organizations without one, in the order of their rows
    rejected: list[tuple[int, str, str]] = field(default_factory=list)  # (line, code, text) of rows: no person, or refused
    notes: list[tuple[int, str, str]] = field(default_factory=list)  # the same of what is told beside a row that is read
    twins: list[tuple[int, str]] = field(default_factory=list)  # (line, name) of those whose name stands twice at a meeting
    rows: Counter[str] = field(default_factory=Counter)  # data, accepted, merged, absent, not_a_person, refused, blank
    states: Counter[str] = field(default_factory=Counter)  # state of a mark -> how often; "?": no mark
    unknown: dict[str, int] = field(default_factory=dict)  # words where marks should stand, with their first line
    quantities: int = 0  # cells that are numbers there
    totals: list[tuple[int, int]] = field(default_factory=list)  # (what the file says, what was read)
    above: list[tuple[int, str]] = field(default_factory=list)  # (line, name) over the header, of none of the lists below it
    before_day: int = 0  # rows written before the day of the meeting
    issues: list[RowIssue] = field(default_factory=list)  # what is told of single cells
    remarked: int = 0  # rows whose remark says that somebody was away
    delegates: set[int] = field(default_factory=set)  # columns that hold the names of those who came in somebody's place
    dated: Dated | None = None  # how the days of rows were found; None: they are those of columns
    also: dict[int, str] = field(default_factory=dict)  # {line: the name of its one person as another column spells it}

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
        """(name, day) of those who were there, people or organizations: what two ways to read differ in."""
        came = (one for one in self._seen() if one.state == "present")
        days = [one.on or one.partial for one in self.meetings]
        return frozenset(((one.name or one.organization or "").casefold(), days[one.meeting]) for one in came)


@dataclass
class Interpretation:
    """A way to read a sheet, complete enough to be printed and compared.

    Attributes:
        undated: "always": ticks stand under months, or numbers of meetings; "alone": under several headers that nobody knows,
            which are parts of one meeting where its day is told; empty: neither.
    """

    layout: str  # how its key begins: days-across, days-down, person-day, under-heading, one-day
    sheet: Sheet
    columns: dict[str, int]  # field, or what only the reader knows ("signature", "number", ...) -> column
    blocks: list[Block]
    sign: str  # what says that somebody came: days, column, joined, signature, heading, listed
    order: str  # of day and month
    headers: dict[int, str]
    profile: list[Column]
    unclear: dict[str, list[int]]  # field -> columns whose header says so, and whose cells do not; "ways": in and out of a door
    day_column: int | None = None
    marks: tuple[tuple[int, str], ...] = ()  # (column, what a tick in it says) of those that say who came
    dates: ColumnDates | None = None  # how the days of the columns of a matrix were read; None: it is none
    unread_marks: bool = False  # such columns are there, and this way does not read them
    unread_days: int = 0  # so many columns of days that hold something are there, and this way does not read them
    undated: str = ""
    above: tuple[int, ...] = ()  # rows above the header that look like those below it
    result: Result = field(default_factory=Result)
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def names_at(self) -> int:
        """The column of the names, or of their first part; of organizations where nobody is named."""
        return next(self.columns[name] for name in (*NAMES, "organization") if name in self.columns)

    @property
    def tells_stays(self) -> bool:
        """Whether columns say when somebody came, when they left, and how long they stayed."""
        return {"joined", "left", "minutes"} <= self.columns.keys()

    @property
    def of_organizations(self) -> bool:
        """Whether each row is an organization, and nobody is named."""
        return "organization" in self.columns and OF_NAMES.isdisjoint(self.columns)

    @property
    def other_spelling(self) -> list[int]:
        """The columns of the names as another script spells them, in the order of their parts."""
        return [self.columns[name] for name in OTHER_NAMES if name in self.columns]

    @cached_property
    def left(self) -> dict[int, Column]:
        """The columns that hold something and that it does not read."""
        read = {*self.columns.values(), self.day_column, *(slot.column for slot in self.blocks[0].slots)}
        read.update(at for at, _ in self.marks)
        return {at: column for at, column in enumerate(self.profile) if column.count and at not in read}

    @property
    def codes(self) -> set[str]:
        """Those of its evidence."""
        return {one.code for one in self.evidence}

    @property
    def against(self) -> set[str]:
        """The codes of evidence of presence that speaks against it."""
        return {one.code for one in self.evidence if one.points < 0 and one.code in PRESENCE}

    def points_of(self, code: str) -> float:
        """What the evidence of one code gives."""
        return sum(one.points for one in self.evidence if one.code == code)

    @cached_property
    def score(self) -> float:
        """How well it explains the sheet, and says who was there. Asked for when the evidence is complete."""
        return sum(one.points for one in self.evidence)

    @cached_property
    def presence(self) -> float:
        """How much says that these people were there."""
        return sum(one.points for one in self.evidence if one.code in PRESENCE)

    def came(self) -> list[Seen]:
        """Those who were there; organizations too, where there are marks or nobody is named."""
        alone = self.sign in {"days", "column"} or self.of_organizations
        return self.result.came + [one for one in self.result.organizations if alone and one.state == "present"]

    def header_lines(self) -> tuple[int, ...]:
        """The lines of the file that hold headers, and the heading above a list."""
        sheet, found = self.sheet, list[int]()
        if sheet.turned:
            return (sheet.lines[self.columns.get("name", 0)],)
        for block in self.blocks:
            found += map(sheet.line, block.header)
            above = range(min(block.header, default=block.first) - 1, -1, -1) if block.heading else ()
            found += [sheet.line(at) for at in above if any(sheet.rows[at])][:1]
        return tuple(sorted(set(found)))

    def of_table(self, block: Block) -> "Interpretation":
        """This way to read one table: with columns of its own where its header is another."""
        if (own := block.other) is None:
            return self
        columns = {name: at for name, at in own.fields.items() if name != "attended" or self.sign == "column"}
        names = {name: at for name, at in self.columns.items() if name in OF_NAMES}
        alike = all(self.columns.get(name, at) == at for name, at in columns.items())
        if alike and {*names.values()}.isdisjoint(columns.values()):
            columns = names | columns  # the same columns below another word: "Members", "Substitutes"
        days = [columns[name] for name in ("date", *MOMENTS) if name in columns and self.day_column is not None]
        marks = own.marks if "attended" in columns else ()
        day = next(iter(days), None)
        return replace(self, columns=columns, headers=own.headers, profile=own.profile, marks=marks, day_column=day)
