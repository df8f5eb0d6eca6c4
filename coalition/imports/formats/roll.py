"""An export with one header and one row for each person, read by the general machinery with what its format knows.

Headers and cells only the format understands are put into plain words first. Rows stay where they are: line numbers, refused
rows and column names of the result are those of the file.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from itertools import chain

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import OF_NAMES, fold, is_promise, match, polarity
from coalition.imports.cells.presence import mark_of
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import TOP_ROWS, Row, pattern_of, refuse_bare, words_of
from coalition.imports.read.judge import read_known
from coalition.imports.reading import Choices, Reading

Cell = Callable[[str], str]

ONLY_REGISTERED = "It says who registered or answered the invitation, not who came"

_PLAIN = {"attended": "Attended", "joined": "Check-in time", "ignore": ""}  # whatever the program calls such a column
_TELLING = frozenset({"attended", "joined"})  # columns that say something by being empty
_CODE_IN_BRACKETS = re.compile(r"\s*\[[^\[\]]*\]\s*$")


@dataclass
class Roll:
    """What a format knows of its table."""

    header: int  # its row
    columns: dict[int, str]  # {column: field, or "ignore"}; those not named are left to the machinery
    cells: Mapping[int, Cell] = field(default_factory=dict)  # {column: cell as written -> in plain words}
    titles: Mapping[int, str] = field(default_factory=dict)  # {column: header} where it is no plain one
    instead: dict[int, Row] = field(default_factory=dict)  # {row below the header: in plain words}
    apart: dict[int, str] = field(default_factory=dict)  # {row: issue code} of rows that are no data


def folded(row: Sequence[str]) -> list[str]:
    """The headers of a row for comparison; codes behind them in square brackets do not count."""
    return [fold(_CODE_IN_BRACKETS.sub("", cell)) for cell in row]


@lru_cache(maxsize=512)
def heads_of(row: tuple[str, ...]) -> frozenset[str]:
    """The folded headers of a row: some twenty formats ask for those of the same first rows."""
    return frozenset(filter(None, folded(row)))


def columns_of(header: Row, words: Mapping[str, Sequence[str]]) -> dict[int, str]:
    """{column: field} for the headers a format knows; of several for one field the first in `words`; "ignore" takes all."""
    heads = folded(header)
    found: dict[int, str] = {}
    for name, texts in words.items():
        places = [i for text in texts for i, head in enumerate(heads) if head == text and i not in found]
        for i in places if name == "ignore" else places[:1]:
            found[i] = name
    return found


def further_summaries(summary: Mapping[str, Sequence[str]], rows: Sequence[Row], header: int) -> dict[int, Row]:
    """{row: in plain words} of the summaries of further meetings, each a row of headers over one of values."""
    instead: dict[int, Row] = {}
    words = set(chain.from_iterable(summary.values()))
    heads = {cell for cell in set(chain.from_iterable(rows)) if not words.isdisjoint(folded([cell]))}
    for number in [number for number in range(header + 1, len(rows) - 1) if not heads.isdisjoint(rows[number])]:
        at = {field: i for i, field in columns_of(rows[number], summary).items()}
        if at.keys() == summary.keys():
            value = {field: row[i] for field, i in at.items() if i < len(row := rows[number + 1])}
            instead[number] = ["Meeting title:", value.get("title", ""), "Date:", value.get("date", "")]
            others = (n for n in range(number + 2, len(rows)) if not all(rows[n][i : i + 1] > [""] for i in at.values()))
            instead |= {n: [] for n in range(number + 1, next(others, len(rows)))}  # one that was interrupted has several
    return instead


def stayed(header: Row, rows: Sequence[Row], theirs: Sequence[Row]) -> bool:
    """Whether most rows are told as those of nobody, and most of these lasted as long as the others: they were let in."""
    at = next((i for i, head in enumerate(header) if match(head).field == "minutes"), None)
    if at is None:
        return False
    lasted, told = ([int(row[at]) for row in some if at < len(row) and row[at].isdecimal()] for some in (rows, theirs))
    others = sorted((Counter(lasted) - Counter(told)).elements())
    long = [minutes for minutes in told if others and 2 * minutes >= others[(len(others) - 1) // 2]]
    return len(told) > len(others) and 2 * len(long) > len(told)


def cells_under(grid: Grid, header: int, column: int) -> list[str]:
    """The filled cells of a column below the header; where the header stands again, its own word is none of them."""
    written, rows = grid.rows[header], grid.rows[header + 1 :]
    word = written[column] if column < len(written) else ""
    return [cell for row in rows if column < len(row) and (cell := row[column]) and (cell != word or row != written)]


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
    named = {column: _PLAIN[name] for column, name in columns.items() if name in _PLAIN} | dict(roll.titles)
    plain = [named.get(column, cell) for column, cell in enumerate(head)]
    cells = {at: cache(told) for at, told in roll.cells.items()}
    rows = [*grid.rows[: roll.header], plain]
    for number, row in enumerate(grid.rows[roll.header + 1 :], roll.header + 1):
        said = [cells[at](cell) if cell and at in cells else cell for at, cell in enumerate(row)]
        rows.append(row if number in roll.apart else roll.instead.get(number, plain if row == written else said))
    known = replace(grid, rows=rows)
    reading = read_known(known, file, choices, today, header=roll.header, columns=columns, apart=roll.apart)
    if reading is not None:
        reading.issues = [
            replace(one, raw=tuple(own)) if one.raw and (own := grid.row_at(one.line)) else one for one in reading.issues
        ]
        reading.columns = [replace(one, header=head[one.index]) if one.index in named else one for one in reading.columns]
    return reading


def read_check_ins(grid: Grid, file: str, choices: Choices, today: date, roll: Roll) -> Reading | None:
    """As `read_roll`, for a list of people who registered: refused where it says of nobody that they came."""
    reading = read_roll(grid, file, choices, today, roll)
    telling = [i for i, name in roll.columns.items() if name in _TELLING and cells_under(grid, roll.header, i)]
    if reading is None or (telling and "present" in reading.entries.state):
        return reading
    return refuse_bare(grid, file, ONLY_REGISTERED, roll.header, reading.columns)


# --- lists of people who registered, of any event system -------------------------------------------------------------------
# Orders, tickets or registrations beside what says who came, in every language alike: the day of an order is not that of the
# meeting, and whoever registered only was not there. What a column says is told from its header and its cells together.


_BOOKED, _BUYER, _HOLDER, _CAME, _HOW, _STATUS, _ANSWERS, _EVENT, _ENTERED, _EXITED, _STAYED, _DOOR = (
    pattern_of("roll", key)
    for key in ["booked", "buyer", "holder", "came", "how", "status", "answers", "event", "entered", "exited", "stayed", "door"]
)
_SPEAKS_OF_BOOKINGS = re.compile("|".join(one.pattern for one in (_BOOKED, _STATUS, _ANSWERS)), re.IGNORECASE)
"""All of them are looked for in folded headers: small letters, without blanks and punctuation."""

_OF_PEOPLE = frozenset({"email", "organization", "phone", "role", "first_name", "last_name", "prefix"})
_ONLY_BOOKED = frozenset(map(fold, words_of("roll", "only_booked")))
_WAITING = words_of("roll", "waiting")


def _is_moment(cell: str) -> bool:
    return sum(map(str.isdigit, cell)) >= 3 and (":" in cell or sum(map(str.isdigit, cell)) >= 6)


def _presence(status: str) -> str:
    """A status in words that are known; others stay as they are, and are asked about."""
    folded = fold(status)
    if mark_of(status) is None and (folded in _ONLY_BOOKED or folded.startswith(_WAITING)):
        return "registered"
    return status


def _promise(answer: str) -> str:
    """The answer to an invitation: whoever says yes is expected, and may still not have come."""
    return "registered" if mark_of(answer) == "present" else _presence(answer)


class _Columns:
    """What the columns of a table under one header say."""

    def __init__(self, header: Row, rows: Sequence[Row]) -> None:
        self.header, self.heads = header, list(map(fold, header))
        below = [row for row in rows if row != header]
        self.cells = [[_presence(row[i]) for row in below if i < len(row) and row[i]] for i in range(len(header))]
        marks = [list(map(mark_of, cells)) for cells in self.cells]
        self.said = list(map(set, marks))
        self.marked = {i for i, said in enumerate(marks) if said and 4 * said.count(None) <= len(said)}
        self.booked = {i for i, head in enumerate(self.heads) if _BOOKED.search(head)}
        self.answers = {i for i in self.marked if _ANSWERS.search(self.heads[i])}
        self.statuses = sorted(self.answers | {i for i in self.marked if _STATUS.search(self.heads[i])})
        came = [i for i in range(len(header)) if i not in self.statuses and self._says_who_came(i)]
        entered = [i for i, head in enumerate(self.heads) if _ENTERED.search(head) and i not in came]
        self.moments = [i for i in came + entered if self.cells[i] and all(map(_is_moment, self.cells[i]))]
        self.flags = [i for i in came if i not in self.moments and i in self.marked]
        self.empty = [i for i in came if not self.cells[i] and _DOOR.search(self.heads[i])]

    def _says_who_came(self, i: int) -> bool:
        head, named = self.heads[i], match(self.header[i])
        told = (_CAME.search(head) and not _HOW.search(head)) or (named.field == "attended" and named.is_whole)
        told = told or (named.field == "name" and i in self.marked)
        return bool(told) and not is_promise(self.header[i]) and polarity(self.header[i]) == "present"

    def is_list(self) -> bool:
        """Whether it says who registered, beside something that can say who came."""
        telling = bool(self.statuses or self.moments or self.flags or self.empty)
        return telling and bool(self.booked - {*self.statuses} or any("registered" in self.said[i] for i in self.statuses))

    def fields(self, today: date) -> dict[int, str]:
        """{column: field} as far as this format knows better than the words of the headers alone."""
        found = dict.fromkeys(self.statuses + self.flags + self.empty + self.moments, "ignore")
        for i, head in enumerate(self.heads):
            named = match(self.header[i]).field
            holder = named == "name" and _HOLDER.search(head)
            if _BUYER.search(head) or (i in self.booked and not holder and named not in _OF_PEOPLE):
                found[i] = "ignore"
        for i in (sorted(self.moments, key=lambda i: not self._is_day(i, today)) or self.empty)[:1]:
            found[i] = "joined"
        for name, words in (("minutes", _STAYED), ("left", _EXITED)):
            told = [i for i, head in enumerate(self.heads) if i not in found and self.cells[i] and words.search(head)]
            found |= dict.fromkeys(told[:1], name)
        if said := self.flags or (not self.moments and sorted(self.statuses, key=lambda i: "present" not in self.said[i])):
            found[said[0]] = "attended"
        days = [i for i, head in enumerate(self.heads) if i not in found and _EVENT.search(head) and self._is_day(i, today)]
        if not any(match(cell).field == "date" and match(cell).is_whole for cell in self.header):
            found |= dict.fromkeys(days[:1], "date")
        return found

    def _is_day(self, column: int, today: date) -> bool:
        distinct = set(self.cells[column])
        return bool(distinct) and sum(find_date(cell, today=today) is not None for cell in distinct) * 2 > len(distinct)


def find_registrations(rows: Sequence[Row]) -> tuple[int, _Columns] | None:
    """The header of such a list in the first rows, and what its columns say; None: it is none."""
    for number, row in enumerate(rows[:TOP_ROWS]):
        if sum(map(bool, row)) < 3 or any("@" in cell or cell.isdigit() for cell in row):
            continue
        if not any(match(cell).field in OF_NAMES or _HOLDER.search(fold(cell)) for cell in row):
            continue  # no header names people: by a word for names, or one such as Guest or Holder
        if any(map(_SPEAKS_OF_BOOKINGS.search, map(fold, row))) and (columns := _Columns(row, rows[number + 1 :])).is_list():
            return number, columns
    return None


def read_registrations(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    """The reading; None: it is no such list after all."""
    found = find_registrations(grid.rows)
    if found is None:
        return None
    number, table = found
    columns = table.fields(today)
    cells = {i: _promise if i in table.answers else _presence for i, name in columns.items() if name == "attended"}
    return read_check_ins(grid, file, choices, today, Roll(number, columns, cells))
