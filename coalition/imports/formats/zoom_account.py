"""Zoom: the report of an account, one wide row for each participant, with the meeting and its host in front.

The host's address and the meeting's times have the same headers as the participant's: they are told apart by their place
before or behind the column `Name (Original Name)`. One file holds many meetings.
"""

import re
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.derived import Draft
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.moments import is_moment, read_moments
from coalition.imports.formats.tables import (
    Columns,
    Row,
    find_columns,
    is_bracketed,
    is_in_thai,
    looks_like_header,
    rejoined,
    share,
)
from coalition.imports.formats.zoom import NAMES, is_yes, waiting_column
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, match

_IN_FRONT = 3
"""So many columns of the meeting stand before the participant's, at least."""
_MEETING_NUMBER = re.compile(r"\d{3} ?\d{3,4} ?\d{3,5}")


def _person_at(row: Row) -> int | None:
    """The column of the participant's name in a header; None: it is no header of this report."""
    filled = [i for i, cell in enumerate(row) if cell]
    if len(filled) < 2 * _IN_FRONT or not looks_like_header(row, 2 * _IN_FRONT):
        return None
    named = [i for i in filled if fold(row[i]) in NAMES] or [i for i in filled if is_bracketed(row[i])]
    at = next((i for i in named if i >= filled[0] + _IN_FRONT), None)
    return at if at is not None and len([i for i in filled if i > at]) >= 2 else None


def _meeting_columns(header: Row, rows: list[Row], person: int) -> dict[int, str]:
    """{column: field} of what stands before the participant: the topic and when the meeting began."""
    moments = [i for i in range(person) if share(rows, i, is_moment) >= 0.7]
    topic = next((i for i in range(person) if fold(header[i]) in {"topic", "meetingtopic"}), None)
    if topic is None:
        topic = next((i for i in range(person) if header[i] and i not in moments and share(rows, i, _is_number) == 0), None)
    named = [i for i in range(person) if match(header[i]).field == "start" and share(rows, i, is_moment)]
    start = named or moments[-2:]  # before it: when it was set up
    told = {start[0]: "date"} if start else {}
    return told | ({topic: "title"} if topic is not None else {})


def _is_of_meetings(rows: list[Row], person: int) -> bool:
    """Whether the number of a meeting, its start and end stand before the participant: other lists have "Name (Nickname)"."""
    moments = [i for i in range(person) if share(rows, i, is_moment) >= 0.7]
    return len(moments) >= 2 and any(share(rows, i, _is_meeting_number) >= 0.7 for i in range(person))


def _is_meeting_number(cell: str) -> bool:
    return _MEETING_NUMBER.fullmatch(cell) is not None


def _is_number(cell: str) -> bool:
    return cell.replace(" ", "").isdigit()


def _find(rows: Top) -> tuple[int, dict[int, str]] | None:
    """The header and the columns of the meeting; None: no such report."""
    for number, row in enumerate(rows):
        person = _person_at(row)
        below = [rejoined(found) for found in rows[number + 1 : number + 200] if any(found)]
        if person is None or not below:
            continue
        if fold(row[person]) not in NAMES and not _is_of_meetings(below, person):
            continue
        front = _meeting_columns(row, below, person)
        behind = find_columns(row, below, start=person)
        if "date" in front.values() and behind.at("name") == person and {"joined", "left"} <= set(behind.fields.values()):
            return number, front | behind.fields
    return None


def _score(top: Top) -> float:
    return 10.0 if _find(top) else 0.0


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    found = _find(grid.rows)
    if found is None:
        return None
    header, fields = found
    columns = Columns(fields)
    rows = {number: rejoined(grid.rows[number]) for number in range(header + 1, len(grid.rows))}
    times = [i for i, name in fields.items() if name in {"date", "joined", "left"}]
    cells = [row[i] for row in rows.values() for i in times if i < len(row)]
    thai = is_in_thai(grid.rows[header], rows.values())
    moments = read_moments(cells, today=today, choices=choices, file=file, thai=thai)
    draft = Draft(grid, file, choices, today, header, columns, moments)
    meeting = [i for i, name in fields.items() if name in {"date", "title"}]
    waiting = waiting_column(grid.rows[header], columns, list(rows.values()))
    above: Row = []
    for number, row in rows.items():
        if above and any(row) and not any(row[i] for i in meeting if i < len(row)):
            row = [above[i] if i in meeting and i < len(above) else cell for i, cell in enumerate(row)]
        above = row if any(row) else []
        draft.rows[number] = draft.plain(row)
        if waiting is not None and waiting < len(row) and is_yes(row[waiting]):
            draft.apart[number] = "waiting_room"
    draft.set_apart([number for number in rows if grid.rows[number] == grid.rows[header]])  # repeated in the middle
    return draft.read()


ACCOUNT = Format(
    "zoom_account_report",
    "Zoom: report of an account, one row for each participant",
    "In Zoom on the web, as administrator: Reports, Active Hosts or Meetings; export the details with participants.",
    Sample(
        "zoomus_meeting_report.csv",
        "Topic,Meeting ID,User Name,User Email,Department,Group,Has Zoom Rooms?,Creation Time,Start Time,"
        "End Time,Duration (Minutes),"
        "Participants,Source,Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\r\n"
        "Coalition meeting,812 3456 7890,River House,office@riverhouse.example,,,No,05/01/2026 08:00:00 AM,"
        "05/14/2026 09:55:02 AM,"
        "05/14/2026 11:27:10 AM,93,2,Zoom,Anong Saelee,anong@riverhouse.example,05/14/2026 09:55:02 AM,05/14/"
        "2026 11:27:10 AM,93,No\r\n"
        "Coalition meeting,812 3456 7890,River House,office@riverhouse.example,,,No,05/01/2026 08:00:00 AM,"
        "05/14/2026 09:55:02 AM,"
        "05/14/2026 11:27:10 AM,93,2,Zoom,Ben Carver,ben@hilllight.example,05/14/2026 10:03:40 AM,05/14/"
        "2026 11:27:01 AM,84,Yes\r\n",
    ),
    _score,
    _read,
)
