"""A file put into plain words before the general machinery reads it: the rows stay where they are, and are told as written.

A format rewrites what only it understands (timestamps in one order, times paired from events, headers in English) and says
which rows are no data; line numbers, refused rows and column names in the result are those of the file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from coalition.imports.cells.datewords import find_written
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import read_table, refuse
from coalition.imports.formats.moments import Moments, minutes_between, minutes_of, stamp
from coalition.imports.formats.tables import NO_CELL, Columns, Row, is_account
from coalition.imports.issues import issue
from coalition.imports.reading import Choices, ColumnRead, Reading
from coalition.imports.sheets.headers import match
from coalition.imports.sheets.sheet import preview

_PLAIN = {
    "name": "Name", "first_name": "First Name", "last_name": "Last Name", "email": "Email", "joined": "Join Time",
    "left": "Leave Time", "minutes": "Duration", "date": "Date", "title": "Meeting title", "attended": "Attended",
    "organization": "Organization", "phone": "Phone", "role": "Role",
}  # fmt: skip
_TIMES = ("joined", "left", "date")
_CUT_OFF = "?"


def plain_header(fields: Sequence[str]) -> Row:
    """The header of columns that hold these fields."""
    return [_PLAIN.get(name, name) for name in fields]


def with_added(header: Row, columns: Columns) -> Columns:
    """The columns with those somebody has added, or people were asked for at registration: organizations, telephones."""
    fields = dict(columns.fields)
    for i, cell in enumerate(header):
        known = match(cell).field if cell and i not in fields else None
        if known in {"organization", "phone"} and known not in fields.values():
            fields[i] = known
    return Columns(fields)


@dataclass(frozen=True)
class Told:
    """What a format knows of one meeting from the rows above its table; None or empty: not said."""

    start: datetime | None = None
    end: datetime | None = None
    title: str = ""

    def rows(self) -> tuple[Row, Row]:
        """It as two rows of keys and values."""
        first = ["Meeting title:", self.title] if self.title else []
        first += ["Date:", self.start.date().isoformat()] if self.start else []
        clocks = [("Start time:", self.start), ("End time:", self.end)]
        return first, [text for key, at in clocks if at for text in (key, f"{at:%H:%M}")]


@dataclass
class Draft:
    """A file on its way to the general machinery.

    Attributes:
        grid: as read. file, choices, today: as given to the format.
        rows: the rows in plain words, one for each of the grid.
        header: the row of the first header. columns: what its columns hold.
        apart: {row: issue code} of rows that are no data.
        moments: the timestamps of the file.
        heading: what stands as header instead of the written one, where rows are put into another order of columns;
            `shown` is then what the written columns hold.
    """

    grid: Grid
    file: str
    choices: Choices
    today: date
    header: int
    columns: Columns
    moments: Moments = field(default_factory=Moments)
    rows: list[Row] = field(default_factory=list)
    apart: dict[int, str] = field(default_factory=dict)
    heading: Row = field(default_factory=list)
    shown: Columns | None = None

    def __post_init__(self) -> None:
        if not self.rows:
            self.rows = list(self.grid.rows)
        joined, left = self.columns.at("joined"), self.columns.at("left")
        if joined is not None and left is not None and not self.heading and self._is_turned(joined, left):
            self.columns = Columns({**self.columns.fields, joined: "left", left: "joined"})

    def _is_turned(self, joined: int, left: int) -> bool:
        """Whether most leave before they join: the columns stand in another order, under headers nobody has listed."""
        spans = [
            (at, to)
            for row in self.grid.rows
            if len(row) > max(joined, left)
            and (at := self.moments.at.get(row[joined]))
            and (to := self.moments.at.get(row[left]))
        ]
        return 2 * sum(at > to for at, to in spans) > len(spans)

    def head(self) -> Row:
        """The header in plain words, as wide as the widest column that is read."""
        if self.heading:
            return self.heading
        written = self.grid.rows[self.header]
        width = max([len(written), *(column + 1 for column in self.columns.fields)])
        cells = [*written, *[""] * (width - len(written))]
        return [_PLAIN.get(self.columns.fields.get(i, ""), cell) for i, cell in enumerate(cells)]

    def plain(self, row: Row) -> Row:
        """A row of people with its times and minutes in plain words."""
        out = list(row)
        for column, name in self.columns.fields.items():
            if column >= len(row) or not row[column]:
                continue
            if name in _TIMES and row[column] in self.moments.at:
                out[column] = stamp(self.moments.at[row[column]])
            elif name in _TIMES[:2] and self.moments.at and find_written(row[column]):
                out[column] = _CUT_OFF  # "05/14/20" in the last line of a file is no day of another meeting
            elif name == "email" and (is_account(row[column]) or row[column] in NO_CELL):
                out[column] = ""
            elif name == "minutes":
                out[column] = self._minutes(row, row[column])
        return out

    def _minutes(self, row: Row, text: str) -> str:
        minutes = minutes_of(text)
        if minutes is None:
            places = [self.columns.at(name) for name in _TIMES[:2]]
            begin, end = (self.moments.at.get(row[i]) if i is not None and i < len(row) else None for i in places)
            minutes = minutes_between(begin, end) if begin and end else None
        return text if minutes is None else str(minutes)

    def set_apart(self, numbers: Sequence[int], code: str = "section") -> None:
        """These rows are no data; blank ones stay blank."""
        for number in numbers:
            if any(self.grid.rows[number]):
                self.apart[number] = code
            self.rows[number] = []

    def say(self, told: Told, above: int, lowest: int) -> None:
        """Write what is known of a meeting into the last two filled rows above its table, and empty the others.

        Args:
            above: the row of the header. lowest: the first row that may be used.
        """
        if told == Told():  # what somebody has typed above the table stays
            return
        filled = [number for number in range(lowest, above) if any(self.grid.rows[number])]
        for number in range(lowest, above):
            self.rows[number] = []
        lines = [line for line in told.rows() if line]
        if len(filled) < len(lines):
            lines = [[cell for line in lines for cell in line]]
        for number, line in zip(filled[len(filled) - len(lines) :] if lines and filled else [], lines, strict=False):
            self.rows[number] = line

    def read(self, finish: Callable[[Reading], None] | None = None) -> Reading | None:
        """The reading, told in the rows and words of the file; None: no such table after all."""
        line = self.grid.lines[self.header]
        if not any(map(any, self.rows[self.header + 1 :])):
            bare = Reading(self.file, encoding=self.grid.encoding, delimiter=self.grid.delimiter, flags=list(self.grid.flags))
            return refuse(bare, issue("header_only", line, row=line))
        self.rows[self.header] = self.head()
        width = len(self.rows[self.header])
        columns = {i: self.columns.fields.get(i, "ignore") for i in range(width)}
        reading = read_table(
            replace(self.grid, rows=self.rows),
            self.file,
            self.choices,
            self.today,
            header=self.header,
            columns=columns,
            apart=self.apart,
        )
        if reading is None:
            return None
        self._restore(reading, self.grid.rows[self.header])
        self._tell_order(reading)
        if finish is not None:
            finish(reading)
        return reading

    def _restore(self, reading: Reading, header: Row) -> None:
        """Refused rows, columns and the first rows as they stand in the file."""
        wanted = {found.line for found in reading.issues if found.raw}
        written = {line: tuple(row) for line, row in zip(self.grid.lines, self.grid.rows, strict=True) if line in wanted}
        reading.issues = [
            replace(found, raw=written[found.line]) if found.raw and found.line in written else found
            for found in reading.issues
        ]
        fields = (self.shown or self.columns).fields
        reading.columns = [ColumnRead(i, text, fields.get(i)) for i, text in enumerate(header)]
        reading.preview = preview(self.grid)

    def _tell_order(self, reading: Reading) -> None:
        """Say how day and month were told apart; ask where nothing tells."""
        moments = self.moments
        if moments.order is None and not moments.evidence:
            return
        reading.date_order = moments.order
        reading.date_evidence = f"{reading.date_evidence} {moments.evidence}".strip()
        if moments.ask and moments.example and self.choices.date_order is None:
            text, first, second = moments.example
            reading.flags.append("ambiguous_date_order")
            reading.issues.insert(
                0, issue("ambiguous_date_order", value=text, first=first.isoformat(), second=second.isoformat())
            )
