"""A list of accounts or tickets with check-in (Sched and the like).

The day somebody joined the program is not that of the meeting, and a ticket that was never scanned brought nobody.
"""

from collections.abc import Sequence
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, Row, best_header, cells_under, columns_of, read_check_ins
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, match

_WORDS = {
    "joined": ("check in time", "checked in at", "checked in on", "check-in date", "checked-in time", "check in at",
               "first scan", "first scanned", "first scanned at", "scanned at", "scan time", "scanned on", "last scan"),
    "attended": ("checked in", "checked-in", "check in", "check-in", "check-in status", "scans", "scan count", "times scanned",
                 "number of scans", "scanned"),
    "name": ("holder", "ticket holder", "holder name", "ticket holder name"),
    "ignore": (
        "joined", "date joined", "joined on", "join date", "member since", "created", "created at", "created on", "added",
        "added on", "date added", "last login", "last active", "username", "user name", "user id",
    ),
}  # fmt: skip
_DOOR, _SINCE, _HOLDER = (frozenset(map(fold, _WORDS[name])) for name in ("joined", "ignore", "name"))
_SCANS = frozenset(map(fold, ("scans", "scan count", "times scanned", "number of scans", "first scan", "first scanned")))


def _by_words(heads: frozenset[str]) -> float:
    named = any(match(head).field in {"name", "first_name", "last_name"} for head in heads) or heads & _HOLDER
    return 5.5 if named and heads & _DOOR and heads & (_SINCE | _SCANS) else 0.0


def _scanned(cell: str) -> str:
    """How often a ticket was scanned, as a mark."""
    return ("Yes" if int(cell) else "No") if cell.isdecimal() else cell


def _header(rows: Sequence[Row]) -> int:
    return best_header(rows, _by_words)[0]


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number = _header(grid.rows)
    if number < 0:
        return None
    columns = columns_of(grid.rows[number], _WORDS)
    times = [cell for i, name in columns.items() if name == "joined" for cell in cells_under(grid, number, i)]
    if not times or not any(find_date(cell, today=today) for cell in times):
        return None
    marks = {i: _scanned for i, name in columns.items() if name == "attended"}
    return read_check_ins(grid, file, choices, today, Roll(number, columns, marks))


CHECK_IN_LIST = Format(
    "check_in_list",
    "Sched and other programs of an event: attendees with check-in",
    "From the attendees of the event, exported with check-in; who has no time of check-in was not there.",
    Sample(
        "attendees.csv",
        "Username,Name,Email,Company,Position,Joined,Checked In,Check In Time\n"
        "anong,Anong Saelee,anong@riverhouse.example,River House,Director,2026-04-01,Y,2026-05-14 08:41:00\n"
        "ben,Ben Carver,ben@hilllight.example,Hill Light,,2026-04-02,Y,2026-05-14 09:02:00\n"
        "chai,Chai Wongdee,chai@hilllight.example,Hill Light,,2026-04-02,N,\n",
        "utf-8",
    ),
    _score,
    _read,
)
