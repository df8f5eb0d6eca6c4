"""Blackboard Collaborate: the attendance of one or many sessions, one row per person and session, its times in UTC.

Columns as Anthology describes them for the attendance report of an institution.
"""

from dataclasses import replace
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, Row, best_header, column_of, columns_of, read_roll
from coalition.imports.reading import Choices, Reading

_WORDS = {
    "title": ("SessionName",),
    "name": ("NameOfAttendee",),
    "email": ("EmailOfAttendee",),
    "role": ("AttendeeRole",),
    "joined": ("AttendeeFirstJoinTime",),
    "left": ("AttendeeLastLeaveTime",),
    "minutes": ("AttendeeTotalTimeInSession",),
}
_PARTS = {"first_name": ("FirstNameOfAttendee",), "last_name": ("LastNameOfAttendee",)}


def _by_words(heads: frozenset[str]) -> float:
    return 9.0 if heads >= {"nameofattendee", "attendeefirstjointime"} else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _in_utc(cell: str) -> str:
    return cell if cell.upper().endswith(("UTC", "Z")) else f"{cell} UTC"


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    header = grid.rows[number]
    columns = columns_of(header, _WORDS)
    parts = list(columns_of(header, _PARTS))
    columns |= {i: "ignore" for i in range(len(header)) if i not in columns}
    name = column_of(columns, "name")

    def whole(row: Row) -> Row:
        """The row with first and last name in place of the name shown, where both are given."""
        given = [row[i] for i in parts if i < len(row) and row[i]]
        if name is None or name >= len(row) or len(given) < 2:
            return row
        return [*row[:name], " ".join(given), *row[name + 1 :]]

    cells = {i: _in_utc for i, known in columns.items() if known in {"joined", "left"}}
    heads = {"joined": "Join time", "left": "Leave time"}
    known = choices if choices.date_order else replace(choices, date_order="MDY")
    return read_roll(grid, file, known, today, Roll(number, columns, cells, whole, heads))


BLACKBOARD = Format(
    "blackboard_attendance",
    "Blackboard Collaborate: attendance of sessions",
    "From the reports of the scheduler, the attendance report as CSV; its times are UTC.",
    Sample(
        "SessionAttendance.csv",
        "SessionDate,SessionName,SessionIdentifier,SessionOwner,RoomOpened,RoomClosed,NameOfAttendee,FirstNameOfAttendee,"
        "LastNameOfAttendee,Username,AttendeeRole,AttendeeType,AttendeeFirstJoinTime,AttendeeLastLeaveTime,"
        "AttendeeTotalTimeInSession,AttendeeTotalRejoins\n"
        "05/14/2026 02:00,Coalition meeting,a1,River House,05/14/2026 01:50,05/14/2026 04:05,Anong Saelee,Anong,Saelee,anong,"
        "Moderator,User,05/14/2026 02:01,05/14/2026 04:00,01:59:00,0\n"
        "05/14/2026 02:00,Coalition meeting,a1,River House,05/14/2026 01:50,05/14/2026 04:05,Ben C,Ben,Carver,Ben C,"
        "Participant,Guest,05/14/2026 02:10,05/14/2026 03:10,01:00:00,1\n",
        "utf-8",
    ),
    _score,
    _read,
)
