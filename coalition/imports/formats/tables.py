"""The tables of a meeting program: what their columns hold, told from the cells where the headers speak any language."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from coalition.imports.cells.text import has_thai
from coalition.imports.formats.moments import is_duration, is_moment
from coalition.imports.sheets.headers import is_speaking, match

Row = list[str]

_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;]+")
_ACCOUNT = re.compile(r"#ext#", re.IGNORECASE)
_BRACKETED = re.compile(r"[^()（）\[\]]{1,40}?\s*[(（][^()（）]{1,40}[)）]")
_DAY = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}|[^\W\d_]{3,10}\.? \d{1,2}")
_CLOCK = re.compile(r"(?:\d{4} )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\.?)?", re.IGNORECASE)
_SAMPLE = 200
_MOST = 0.7
NO_CELL = frozenset({"", "-", "--", "NA", "N/A", "n/a", "null", "None"})
"""What programs write in a cell that holds nothing."""
_TELLING = frozenset({"name", "joined", "left", "minutes", "email"})


@dataclass(frozen=True)
class Columns:
    """The columns of one table: {column: field}; those without a field are left unread."""

    fields: dict[int, str]

    def at(self, name: str) -> int | None:
        """The column of a field; None: there is none."""
        return next((column for column, field in self.fields.items() if field == name), None)


def width_of(row: Row) -> int:
    """Columns up to the last filled one."""
    return next((i + 1 for i in range(len(row) - 1, -1, -1) if row[i]), 0)


def is_bracketed(cell: str) -> bool:
    """Whether a header has the form `Name (Original Name)`, in any language."""
    return _BRACKETED.fullmatch(cell) is not None


def looks_like_header(row: Row, least: int = 3) -> bool:
    """Whether a row holds words only, as many as `least`: no times, addresses or numbers."""
    filled = [cell for cell in row if cell]
    return len(filled) >= least and not any(
        is_moment(cell) or "@" in cell or cell.isdigit() or cell in NO_CELL or is_duration(cell) for cell in filled
    )


def share(rows: Sequence[Row], column: int, test: Callable[[str], bool]) -> float:
    """The share of the filled cells of a column that pass a test; 0 for an empty column."""
    cells = [row[column] for row in rows[:_SAMPLE] if column < len(row) and row[column] not in NO_CELL]
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def is_mail(cell: str) -> bool:
    """Whether a cell is an address; a name that an account is known by in a directory is none."""
    return "@" in cell and _MAIL.fullmatch(cell) is not None


def is_account(cell: str) -> bool:
    """Whether an address is only the name of a guest in a directory, ...#EXT#@...: no letter box."""
    return _ACCOUNT.search(cell) is not None


def is_in_thai(header: Row, rows: Iterable[Row]) -> bool:
    """Whether a table has Thai in its header or in one of its first rows."""
    return any(map(has_thai, header)) or any(has_thai(cell) for row in islice(rows, _SAMPLE) for cell in row)


def rejoined(row: Row) -> Row:
    """The row with each day and the time of day behind it in one cell: a change of the delimiter had cut `9/14/23, 1:28 PM`."""
    at = next((i for i in range(len(row) - 1) if _DAY.fullmatch(row[i]) and _CLOCK.fullmatch(row[i + 1])), None)
    if at is None:
        return row
    return [*row[:at], f"{row[at]}, {row[at + 1]}", *rejoined(row[at + 2 :])]


def with_whole_name(row: Row, name: int, moment: int) -> Row:
    """The row with a name cut at its commas put together again, where that brings the first time to its column.

    Args:
        name: column of names. moment: column of the first time.
    """
    first = next((i for i, cell in enumerate(row) if is_moment(cell)), None)
    extra = 0 if first is None else first - moment
    if extra <= 0 or name + extra >= len(row) or any(is_mail(cell) for cell in row[name : name + extra + 1]):
        return row
    return [*row[:name], ", ".join(row[name : name + extra + 1]), *row[name + extra + 1 :]]


def find_columns(header: Row, rows: Sequence[Row], *, start: int = 0) -> Columns:
    """What the columns of a table of people hold.

    Args:
        header: in any language. rows: those below it.
        start: first column that is looked at.
    """
    words = ["ignore" if is_speaking(cell) else match(cell).field for cell in header]
    usual = [row for row in rows if width_of(row) <= width_of(header)]  # the others were cut at commas
    rows = usual if usual or {"joined", "left"} <= set(words) else rows
    fields: dict[int, str] = {}
    columns = range(start, max([len(header), *(len(row) for row in rows[:_SAMPLE])], default=len(header)))
    moments = [i for i in columns if share(rows, i, is_moment) >= _MOST]
    some = {i for i in columns if share(rows, i, is_moment)}
    _take_times(fields, words, moments, some, columns)
    _take_name(fields, header, words, rows, columns, set(moments))
    mails = [i for i in columns if i not in fields and share(rows, i, is_mail) >= 0.5]
    named = [i for i in columns if i < len(words) and words[i] == "email" and i not in fields]
    accounts = {i for i in columns if i < len(header) and "upn" in header[i].casefold()}
    accounts |= {i for i in mails if i not in named and share(rows, i, is_account) > 0}
    best = next((i for i in [*named, *mails] if i not in accounts), None)
    if best is not None:
        fields[best] = "email"
    _take_minutes(fields, words, rows, columns)
    for i in columns:
        if i < len(words) and words[i] == "role" and i not in fields and "role" not in fields.values():
            fields[i] = "role"
    return Columns(fields)


def _take_times(fields: dict[int, str], words: list[str | None], moments: list[int], some: set[int], columns: range) -> None:
    """`moments`: the columns of times; `some`: those with a time at all, in which others may be cut off or missing."""
    for name in ("joined", "left"):
        known = [i for i in columns if i < len(words) and words[i] == name and (i in moments or not moments or i in some)]
        if known:
            fields[known[0]] = name
    free = [i for i in moments if i not in fields]
    for name in ("joined", "left"):
        if name not in fields.values() and free:
            fields[free.pop(0)] = name


def _take_name(
    fields: dict[int, str], header: Row, words: list[str | None], rows: Sequence[Row], columns: range, taken: set[int]
) -> None:
    def is_free(i: int) -> bool:  # a table may hold nothing but telephone numbers in place of names
        return i not in taken and i not in fields and share(rows, i, is_mail) < 0.5

    def is_text(i: int) -> bool:
        cells = {row[i] for row in rows[:_SAMPLE] if i < len(row) and row[i]}
        return is_free(i) and (len(cells) > 1 or len(rows) == 1) and share(rows, i, _has_letter) >= 0.5

    parts = {name: i for i, name in reversed(list(enumerate(words))) if name in {"first_name", "last_name"} and i in columns}
    bracketed = [i for i in columns if i < len(header) and is_bracketed(header[i]) and is_free(i)]
    bracketed = [i for i in bracketed if share(rows, i, _has_letter) >= 0.5] or bracketed  # "Duration (Minutes)" is another
    called = [i for i in columns if i < len(words) and words[i] == "name" and i not in taken and i not in fields]
    whole = [i for i in called if is_free(i)] or called  # some show their address in place of a name
    whole = [i for i in whole if i in bracketed] + whole
    if whole:
        fields[whole[0]] = "name"
    elif parts:
        fields.update({i: name for name, i in parts.items()})
    else:
        found = next(iter(bracketed), None)
        found = next((i for i in columns if is_text(i)), None) if found is None else found
        if found is not None:
            fields[found] = "name"


def _has_letter(cell: str) -> bool:
    return any(map(str.isalpha, cell))


def _take_minutes(fields: dict[int, str], words: list[str | None], rows: Sequence[Row], columns: range) -> None:
    left = next((i for i, name in fields.items() if name == "left"), None)
    free = [i for i in columns if i not in fields and words[i : i + 1] != ["ignore"]]
    known = [i for i in free if i < len(words) and words[i] == "minutes"]
    long = [i for i in free if share(rows, i, is_duration) >= _MOST]
    beside = [i for i in free if left is not None and i == left + 1 and share(rows, i, str.isdigit) >= _MOST]
    chosen = next(iter([*known, *long, *beside]), None)
    if chosen is not None:
        fields[chosen] = "minutes"


def is_of_people(header: Row, rows: Sequence[Row]) -> bool:
    """Whether a table lists people with times: its headers say so, or its cells do."""
    words = {match(cell).field for cell in header if cell}
    if len(_TELLING & words) >= 3 and words & {"joined", "minutes"}:
        return True
    if not rows:
        return False
    found = set(find_columns(header, rows).fields.values())
    return bool({"name", "first_name"} & found) and {"joined", "left"} <= found
