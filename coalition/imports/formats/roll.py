"""An export with one header and one row for each person, read by the general machinery with what its format knows.

Headers and cells only the format understands are put into plain words first. Rows stay where they are: line numbers, refused
rows and column names of the result are those of the file.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from coalition.imports.cells.headers import OF_NAMES, fold, is_promise, match
from coalition.imports.cells.presence import mark_of
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import TOP_ROWS, Row, refuse_bare, words_of
from coalition.imports.read.judge import read_known
from coalition.imports.reading import Choices, ColumnRead, Reading, preview

Cell = Callable[[str], str]

ONLY_REGISTERED = "It says who registered or answered the invitation, not who came"

_PLAIN = {
    "name": "Name", "first_name": "First name", "last_name": "Last name", "email": "Email", "attended": "Attended",
    "joined": "Check-in time", "left": "Check-out time", "minutes": "Duration", "date": "Event date", "title": "Event name",
    "organization": "Organization", "phone": "Phone", "role": "Position", "timestamp": "Timestamp", "start": "Start time",
    "end": "End time", "place": "Venue",
}  # fmt: skip
_TELLING = frozenset({"attended", "joined"})
"""Columns that say something by being empty."""
_CODE_IN_BRACKETS = re.compile(r"\s*\[[^\[\]]*\]\s*$")


@dataclass
class Roll:
    """What a format knows of its table.

    Attributes:
        header: the row of the header. columns: {column: field, or "ignore"}; those not named are left to the machinery.
        cells: {column: cell as written -> in plain words}. row: a whole row in plain words, after its cells.
        titles: {column: header} where another than the usual plain one is to be read.
        instead: {row below the header: the row in plain words}.
        apart: {row: issue code} of rows that are no data.
    """

    header: int
    columns: dict[int, str]
    cells: Mapping[int, Cell] = field(default_factory=dict)
    row: Callable[[Row], Row] | None = None
    titles: Mapping[int, str] = field(default_factory=dict)
    instead: dict[int, Row] = field(default_factory=dict)
    apart: dict[int, str] = field(default_factory=dict)


def folded(row: Sequence[str]) -> list[str]:
    """The headers of a row for comparison; codes behind them in square brackets do not count."""
    return [fold(_CODE_IN_BRACKETS.sub("", cell)) for cell in row]


@lru_cache(maxsize=512)
def _heads(row: tuple[str, ...]) -> frozenset[str]:
    """The folded headers of a row: some twenty formats ask for those of the same first rows."""
    return frozenset(filter(None, folded(row)))


def best_header(rows: Sequence[Row], score: Callable[[frozenset[str]], float]) -> tuple[int, float]:
    """(row, score) of the row whose folded headers score best, 0: not at all; the first of equals; (-1, 0) if none scores."""
    best, found = 0.0, -1
    for number, row in enumerate(rows[:TOP_ROWS]):
        told = score(_heads(tuple(row)))
        if told > best:
            best, found = told, number
    return found, best


def columns_of(header: Row, words: Mapping[str, Sequence[str]], *, rest: bool = False) -> dict[int, str]:
    """{column: field} for the headers a format knows; of several for one field the first in `words`; "ignore" takes all.

    `rest`: the other columns are to be ignored too.
    """
    heads = folded(header)
    found: dict[int, str] = {}
    for name, texts in words.items():
        places = [i for text in texts for i, head in enumerate(heads) if head == fold(text)]
        found |= dict.fromkeys(places if name == "ignore" else places[:1], name)
    return dict.fromkeys(range(len(header)), "ignore") | found if rest else found


def cells_under(grid: Grid, header: int, column: int) -> list[str]:
    """The filled cells of a column below the header; where the header stands again, its own word is none of them."""
    written = grid.rows[header]
    return [row[column] for row in grid.rows[header + 1 :] if column < len(row) and row[column] and row != written]


def column_of(columns: Mapping[int, str], name: str) -> int | None:
    """The column of a field; None: there is none."""
    return next((i for i, known in columns.items() if known == name), None)


def read_roll(grid: Grid, file: str, choices: Choices, today: date, roll: Roll) -> Reading | None:
    """The reading of the table, told in the rows and words of the file; None: there is no such table after all."""
    written = grid.rows[roll.header]
    width = max([len(written), *(column + 1 for column in roll.columns)])
    empty = [i for i in range(width) if roll.columns.get(i) not in _TELLING and not cells_under(grid, roll.header, i)]
    columns = roll.columns | dict.fromkeys(empty, "ignore")
    head = [*written, *[""] * (width - len(written))]
    for column, name in columns.items():
        head[column] = _PLAIN.get(name, "")
    for column, text in roll.titles.items():
        head[column] = text
    rows = [*grid.rows[: roll.header], head]
    rows += [head if row == written else _plain(row, roll) for row in grid.rows[roll.header + 1 :]]
    for number in roll.apart:
        rows[number] = grid.rows[number]
    for number, row in roll.instead.items():
        rows[number] = row
    plain = replace(grid, rows=rows)
    reading = read_known(plain, file, choices, today, header=roll.header, columns=columns, apart=roll.apart)
    if reading is not None:
        _restore(reading, grid, written)
    return reading


def _plain(row: Row, roll: Roll) -> Row:
    out = [roll.cells[at](cell) if cell and at in roll.cells else cell for at, cell in enumerate(row)]
    return roll.row(out) if roll.row is not None and any(row) else out


def _restore(reading: Reading, grid: Grid, header: Row) -> None:
    """Refused rows, columns and the first rows as they stand in the file."""
    wanted = {found.line for found in reading.issues if found.raw}
    rows = {line: tuple(row) for line, row in zip(grid.lines, grid.rows, strict=True) if line in wanted}
    reading.issues = [
        replace(found, raw=rows[found.line]) if found.raw and found.line in rows else found for found in reading.issues
    ]
    reading.columns = [
        ColumnRead(known.index, header[known.index] if known.index < len(header) else "", known.field)
        for known in reading.columns
    ]
    reading.preview = preview(grid)


def read_check_ins(grid: Grid, file: str, choices: Choices, today: date, roll: Roll) -> Reading | None:
    """As `read_roll`, for a list of people who registered: refused where it says of nobody that they came."""
    reading = read_roll(grid, file, choices, today, roll)
    if reading is None or "present" in reading.entries.state:
        return reading
    return refuse_bare(grid, file, ONLY_REGISTERED, roll.header, reading.columns)


# --- lists of people who registered, of any event system -------------------------------------------------------------------
# Orders, tickets or registrations beside what says who came, in every language alike: the day of an order is not that of the
# meeting, and whoever registered only was not there.


_BOOKED, _BUYER, _HOLDER, _CAME, _HOW, _STATUS, _STAYED = map(
    words_of("roll").__getitem__, ("booked", "buyer", "holder", "came", "how", "status", "stayed")
)
"""All of them are looked for in folded headers: small letters, without blanks and punctuation."""
_OF_PEOPLE = frozenset({"email", "organization", "phone", "role", "first_name", "last_name", "prefix"})
_MOMENT = re.compile(r"(?:\D*\d){3}.*")


def find_registrations(rows: Sequence[Row]) -> Roll | None:
    """The header of such a list in the first rows, and what its columns say for certain; None: it is none."""
    for number, row in enumerate(rows[:TOP_ROWS]):
        if sum(map(bool, row)) < 3 or any("@" in cell or cell.isdigit() for cell in row):
            continue
        heads = list(enumerate(map(fold, row)))
        holders = {i for i, head in heads if match(row[i]).field in OF_NAMES or _HOLDER.search(head)}
        booked = {i for i, head in heads if _BOOKED.search(head)}
        statuses = {i for i, head in heads if _STATUS.search(head)}
        came = {i for i, head in heads if _CAME.search(head) and not _HOW.search(head) and not is_promise(row[i])} - booked
        if not (holders and booked - statuses and (came or statuses)):
            continue
        columns = {i: "ignore" for i in booked - holders - statuses if match(row[i]).field not in _OF_PEOPLE}
        columns |= {i: "minutes" for i, head in heads if _STAYED.match(head)}
        columns |= {i: "ignore" for i, head in heads if _BUYER.search(head)}
        return Roll(number, columns | _who_came(row, rows[number + 1 :], holders | came - statuses, statuses))
    return None


def _who_came(header: Row, rows: Sequence[Row], told: set[int], statuses: set[int]) -> dict[int, str]:
    """The column of times of checking in, or of marks, which goes before the status of a registration; {}: there is none."""
    for i in sorted(told):
        cells = [row[i] for row in rows if row[i : i + 1] > [""] and row != header]
        for name, says in (("joined", _MOMENT.fullmatch), ("attended", mark_of)):
            if cells and all(map(says, cells)):
                return dict.fromkeys(statuses, "ignore") | {i: name}
    return {}


def read_registrations(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    """The reading; None: it is no such list after all."""
    roll = find_registrations(grid.rows)
    return read_check_ins(grid, file, choices, today, roll) if roll else None
