"""Lists of people who registered, of any event system: orders, tickets or registrations beside what says who came.

In every language alike: the day of an order or of a registration is not that of the meeting, and whoever registered only
was not there. What a column says is told from the words of its header and from its cells together.
"""

from collections.abc import Sequence
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import fold, is_promise, match, polarity
from coalition.imports.cells.presence import in_doubt, mark_of
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import TOP_ROWS, Top, words_of
from coalition.imports.formats.roll import Roll, Row, read_check_ins
from coalition.imports.reading import Choices, Reading

_WORDS = words_of("registration_list")
_BOOKED, _BUYER, _HOLDER, _CAME, _HOW, _STATUS, _ANSWERS, _EVENT, _ENTERED, _EXITED, _STAYED, _DOOR = map(
    _WORDS.pattern,
    (
        *("booked", "buyer", "holder", "came", "how", "status", "answers"),
        *("event", "entered", "exited", "stayed", "door"),
    ),
)
"""All of them are looked for in folded headers: small letters, without blanks and punctuation."""

_OF_NAMES = frozenset({"name", "first_name", "last_name"})
_OF_PEOPLE = frozenset({"email", "organization", "phone", "role", "first_name", "last_name", "prefix"})
_ONLY_BOOKED = _WORDS.folded("only_booked")
_WAITING = tuple(_WORDS.words["waiting"])
_SURE = 1.6


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
        self.header, self.heads = header, [fold(cell) for cell in header]
        below = [row for row in rows if row != header]
        self.cells = [[row[i] for row in below if i < len(row) and row[i]] for i in range(len(header))]
        self.marks = [sum(mark_of(_presence(cell)) is not None for cell in cells) for cells in self.cells]
        self.booked = {i for i, head in enumerate(self.heads) if _BOOKED.search(head)}
        self.statuses = [
            i for i, head in enumerate(self.heads) if (_STATUS.search(head) or _ANSWERS.search(head)) and self._is_marked(i)
        ]
        self.answers = {i for i in self.statuses if _ANSWERS.search(self.heads[i])}
        came = [i for i, head in enumerate(self.heads) if _CAME.search(head) and not _HOW.search(head)]
        named = [match(cell) for cell in header]
        came += [i for i, one in enumerate(named) if one.field == "name" and self._is_marked(i)]
        came += [i for i, one in enumerate(named) if one.field == "attended" and one.strength >= _SURE and i not in self.booked]
        came = [i for i in dict.fromkeys(came) if not is_promise(header[i]) and polarity(header[i]) == "present"]
        came = [i for i in came if i not in self.statuses]
        self.moments = [i for i in came if self.cells[i] and all(map(_is_moment, self.cells[i]))]
        entered = [i for i, head in enumerate(self.heads) if _ENTERED.search(head) and i not in came and i not in self.booked]
        self.moments += [i for i in entered if self.cells[i] and all(map(_is_moment, self.cells[i]))]
        self.flags = [i for i in came if i not in self.moments and self._is_marked(i)]
        self.empty = [i for i in came if not self.cells[i] and _DOOR.search(self.heads[i])]

    def _is_marked(self, column: int) -> bool:
        return bool(self.cells[column]) and self.marks[column] * 4 >= len(self.cells[column]) * 3

    def says(self, column: int, mark: str) -> bool:
        """Whether a cell of a column says this of its person."""
        return any(mark_of(_presence(cell)) == mark for cell in self.cells[column])

    def is_list(self) -> bool:
        """Whether people are named who registered, beside something that can say who came."""
        if not any(_is_name(cell) and i not in self.flags for i, cell in enumerate(self.header)):
            return False
        telling = bool(self.statuses or self.moments or self.flags or self.empty)
        return telling and bool(self.booked - {*self.statuses} or any(map(self._books, self.statuses)))

    def _books(self, column: int) -> bool:
        """Whether a status speaks of bookings: "maybe" and "pending" alone may stand in any list, and are asked about there."""
        return any(mark_of(_presence(cell)) == "registered" and not in_doubt(cell) for cell in self.cells[column])

    def fields(self, today: date) -> dict[int, str]:
        """{column: field} as far as this format knows better than the words of the headers alone."""
        found = dict.fromkeys(self.statuses, "ignore") | dict.fromkeys(self.flags + self.empty, "ignore")
        for i, head in enumerate(self.heads):
            named = match(self.header[i]).field
            holder = named == "name" and _HOLDER.search(head)
            if _BUYER.search(head) or (i in self.booked and not holder and named not in _OF_PEOPLE):
                found[i] = "ignore"
        found |= dict.fromkeys(self.moments, "ignore")
        for i in (sorted(self.moments, key=lambda i: not self._is_day(i, today)) or self.empty)[:1]:
            found[i] = "joined"
        for name, words in (("minutes", _STAYED), ("left", _EXITED)):
            told = [i for i, head in enumerate(self.heads) if i not in found and self.cells[i] and words.search(head)]
            found |= dict.fromkeys(told[:1], name)
        said = self.flags[:1] or ([] if self.moments else sorted(self.statuses, key=lambda i: not self.says(i, "present"))[:1])
        found |= dict.fromkeys(said, "attended")
        days = [
            i for i in range(len(self.header)) if i not in found and _EVENT.search(self.heads[i]) and self._is_day(i, today)
        ]
        if days and not any(match(cell).field == "date" and match(cell).strength >= _SURE for cell in self.header):
            found[days[0]] = "date"
        return found

    def _is_day(self, column: int, today: date) -> bool:
        distinct = set(self.cells[column])
        return bool(distinct) and sum(find_date(cell, today=today) is not None for cell in distinct) * 2 > len(distinct)


def _is_name(header: str) -> bool:
    """Whether a header names people: by a word for names, or one such as Guest or Holder."""
    return match(header).field in _OF_NAMES or _HOLDER.search(fold(header)) is not None


def _find(rows: Sequence[Row]) -> tuple[int, _Columns] | None:
    for number, row in enumerate(rows[:TOP_ROWS]):
        if sum(map(bool, row)) < 3 or any("@" in cell or cell.isdigit() for cell in row) or not any(map(_is_name, row)):
            continue
        columns = _Columns(row, rows[number + 1 :])
        if columns.is_list():
            return number, columns
    return None


def score(rows: Top) -> float:
    """How much this is such a list; 0: it is none."""
    return 0.0 if _find(rows) is None else 5.0


def read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    """The reading; None: it is no such list after all."""
    found = _find(grid.rows)
    if found is None:
        return None
    number, table = found
    columns = table.fields(today)
    cells = {i: _promise if i in table.answers else _presence for i, name in columns.items() if name == "attended"}
    return read_check_ins(grid, file, choices, today, Roll(number, columns, cells))
