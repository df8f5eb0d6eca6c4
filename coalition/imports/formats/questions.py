"""The questions of a form: which ask whether somebody will come, and which answers of yes and no say nothing of presence."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.headers import OF_NAMES, is_promise, match, may_mean
from coalition.imports.cells.presence import mark_of
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import refuse_bare, words_of
from coalition.imports.formats.roll import ONLY_REGISTERED, Roll, Row, cells_under, column_of, read_roll
from coalition.imports.issues import issue
from coalition.imports.read.judge import DID_THEY_COME
from coalition.imports.read.values import names_meeting
from coalition.imports.reading import Choices, Reading

_WORDS = words_of("questions")
_PROMISE, _ELSE, _HOW, _TODAY, _NEXT, _PRESENCE = map(_WORDS.pattern, ("promise", "else", "how", "today", "next", "presence"))
"""`else`: what one may also come to, or be asked for; it says nothing of the meeting."""
_JUDGES = _WORDS.pattern("judges")
"""Questions about how it was."""
JUDGED = "The form asks how the meeting was, not who was there"
_MODES = frozenset(word.casefold() for word in _WORDS.words["modes"])
_MOST = 0.8
_SURELY_BEFORE = 2
"""So many days before the meeting nobody signs in, in whichever time zone the clock of the form stood."""


def read_answers(grid: Grid, file: str, choices: Choices, today: date, roll: Roll) -> Reading | None:
    """The answers to a form people sign in with; refused where it asked who will come; None: it asks nobody's name.

    Args:
        roll: the header and the columns the program itself writes; those of the questions are found here.
    """
    if not choices.columns and len(_titles(grid, roll, today)) > 1:
        return None  # which of them is read is asked
    roll.columns |= other_questions(grid, roll.header, roll.columns)
    roll.columns |= _presence(grid, roll, today)
    roll.columns |= _other_names(grid, roll.header, roll.columns)
    times = column_of(roll.columns, "timestamp")
    if times is not None and _is_sent_before(grid, roll, today):
        roll.columns[times] = "ignore"
    reading = read_roll(grid, file, choices, today, roll)
    if reading is None or not {known.field for known in reading.columns} & OF_NAMES:
        return None
    if _is_promised(grid, roll, reading, today):
        return refuse_bare(grid, file, ONLY_REGISTERED, roll.header, reading.columns)
    judged = [cell for cell in grid.rows[roll.header] if _JUDGES.search(cell)]
    if len(judged) > 1 and reading.refused is None and choices.date is None and not choices.columns:
        reading.flags.append(DID_THEY_COME)
        reading.issues.insert(0, issue(DID_THEY_COME, why=JUDGED))
    return reading


def other_questions(grid: Grid, header: int, known: Mapping[int, str]) -> dict[int, str]:
    """{column: "ignore"} for consent, lunch, feedback, online or not: answers that are no mark of who was there.

    Args:
        known: columns whose field is settled; they are left alone.
    """
    found: dict[int, str] = {}
    for i, head in enumerate(grid.rows[header]):
        cells = set(cells_under(grid, header, i))
        if i in known or not head or not cells or may_mean(head, "signature"):
            continue
        says_how = all(cell.casefold() in _MODES for cell in cells)
        other = _ELSE.search(head) is not None and match(head).field in {"attended", "title", "date"}
        other = other or (_NEXT.search(head) is not None and match(head).field in {None, "title", "date"})
        if says_how or other or (all(map(mark_of, cells)) and not _asks_presence(head)):
            found[i] = "ignore"
    return found


def _titles(grid: Grid, roll: Roll, today: date) -> list[int]:
    """The columns ticked under the title of a meeting that has no whole day."""
    titled = [
        i for i, head in enumerate(grid.rows[roll.header]) if names_meeting(head) and find_date(head, today=today) is None
    ]
    return [i for i in titled if (cells := set(cells_under(grid, roll.header, i))) and all(map(mark_of, cells))]


def _presence(grid: Grid, roll: Roll, today: date) -> dict[int, str]:
    """The column of the question that asks who was there; one that names its day is left to the machinery."""
    for i, head in enumerate(grid.rows[roll.header]):
        cells = (
            set(cells_under(grid, roll.header, i))
            if i not in roll.columns and head and not may_mean(head, "signature")
            else set()
        )
        if cells and all(map(mark_of, cells)) and _asks_presence(head) and find_date(head, today=today) is None:
            return {i: "attended"}
    return {}


def _other_names(grid: Grid, header: int, known: Mapping[int, str]) -> dict[int, str]:
    """{column: "ignore"} for names of accounts, behind their addresses, where a later question asks for the name as well."""
    asked = [i for i, head in enumerate(grid.rows[header]) if i not in known and match(head).field == "name"]
    filled = {i: len(cells_under(grid, header, i)) for i in asked}
    return {
        i: "ignore"
        for i in asked
        if any(later > i and filled[later] >= filled[i] for later in asked) and known.get(i - 1) == "email"
    }


def _asks_presence(head: str) -> bool:
    """Whether a question asks who was there, or a title ("May meeting") stands over what somebody ticked afterwards."""
    if names_meeting(head):
        return not (_ELSE.search(head) or _NEXT.search(head) or _asks_promise(head))
    named = match(head)
    whole = named.field == "attended" and named.strength >= 2
    return whole or bool(_PRESENCE.search(head)) or bool(_asks_promise(head) and _TODAY.search(head))


def _asks_promise(head: str) -> bool:
    return not (_HOW.search(head) or _ELSE.search(head)) and (is_promise(head) or _PROMISE.search(head) is not None)


def _answers(grid: Grid, roll: Roll, today: date) -> tuple[list[Row], list[date | None]]:
    """The rows of answers, and the day each was sent on."""
    header, times = grid.rows[roll.header], column_of(roll.columns, "timestamp")
    below = enumerate(grid.rows[roll.header + 1 :], roll.header + 1)
    rows = [row for number, row in below if any(row) and row != header and number not in roll.apart]
    return rows, [None if times is None else _day(row[times] if times < len(row) else "", today) for row in rows]


def _is_sent_before(grid: Grid, roll: Roll, today: date) -> bool:
    """Whether people registered by the form, one by one on many days, and somebody ticked off later who came.

    The times are then those of the registrations.
    """
    rows, sent = _answers(grid, roll, today)
    by_day = Counter(on for on in sent if on)
    alone = sum(number == 1 for number in by_day.values())
    if len(by_day) < 2 or alone * 3 < len(by_day):
        return False
    for i, head in enumerate(grid.rows[roll.header]):
        cells = [row[i] for row in rows if i < len(row) and row[i]]
        marks = set(map(mark_of, cells)) | ({"absent"} if len(cells) < len(rows) else set())
        asks = roll.columns.get(i) in {None, "attended"} and _asks_presence(head)
        if asks and None not in marks and {"present", "absent"} <= marks:
            return True
    return False


def _is_promised(grid: Grid, roll: Roll, reading: Reading, today: date) -> bool:
    """Whether the answers to a question promise to come: it asks that, or most were sent days before the day that they name."""
    rows, sent = _answers(grid, roll, today)
    dated = {known.index for known in reading.columns if known.field in {"date", "meeting"}}
    for at, head in enumerate(grid.rows[roll.header]):
        asks = _asks_promise(head) and not (_TODAY.search(head) or _NEXT.search(head))
        if not asks and at not in dated:
            continue
        answers = [(row[at], on) for row, on in zip(rows, sent, strict=True) if at < len(row) and row[at]]
        ahead = [
            (named - on).days for cell, on in answers if on and (named := _day(cell, today) or _day(f"{cell} {on.year}", today))
        ]
        early = sum(days >= (1 if asks else _SURELY_BEFORE) for days in ahead) >= _MOST * len(ahead)
        if early and (ahead or (asks and answers)):
            return True
    return False


def _day(text: str, today: date) -> date | None:
    """The day a cell names, where its order of day and month is plain."""
    found = find_date(text, today=today) if text else None
    return found.on if found and found.certain else None
