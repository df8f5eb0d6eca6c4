"""Microsoft Teams, attendance report of 2021 and 2022: "Meeting Summary", pairs, and one row for each joining.

The summary may have been cut off, and the headers half translated: the times with their durations show what it is.
"""

from collections.abc import Sequence
from datetime import date
from itertools import chain

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.moments import is_duration, is_moment
from coalition.imports.formats.tables import (
    Columns,
    Row,
    find_columns,
    is_of_people,
    looks_like_header,
    rejoined,
    share,
    width_of,
)
from coalition.imports.formats.teams_table import Block, read_blocks
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold

_FIRST_LINES = frozenset(map(fold, (
    "Meeting Summary", "*Résumé de la réunion", "Résumé de la réunion", "Besprechungszusammenfassung", "Resumo da reunião",
    "Resumen de la reunión", "Podsumowanie spotkania", "Riepilogo riunione", "สรุปการประชุม",
)))  # fmt: skip
_HEADERS = (frozenset({"fullname", "jointime", "leavetime", "duration"}), frozenset({"name", "firstjoin", "lastleave"}))
_MOST_COLUMNS = 24
_SAMPLE = 60


def _below(rows: Sequence[Row], header: int) -> list[Row]:
    """The rows of one table, up to an empty one."""
    out = []
    for row in rows[header + 1 : header + 1 + _SAMPLE]:
        if not any(row):
            break
        out.append(rejoined(row))
    return out


def _is_header(rows: Sequence[Row], number: int) -> bool:
    row = rows[number]
    if width_of(row) < 4 or not looks_like_header(row, 4):
        return False
    words = {fold(cell) for cell in row if cell}
    if any(words >= known for known in _HEADERS):
        return True
    if not any(map(is_duration, chain.from_iterable(rows[number + 1 : number + 1 + _SAMPLE]))):
        return False  # without any there is none in its column
    below = _below(rows, number)
    if not is_of_people(row, below):
        return False
    found = find_columns(row[: width_of(row)], below)
    return _is_of_teams(found, below)


def _is_of_teams(found: Columns, below: Sequence[Row]) -> bool:
    """Whether the columns are those of the program: a name first, two times, and a duration in words beside them."""
    minutes, left = found.at("minutes"), found.at("left")
    in_words = minutes is not None and share(below, minutes, is_duration) >= 0.7
    return found.at("name") == 0 and in_words and left is not None and minutes == left + 1 and max(found.fields) < _MOST_COLUMNS


def _blocks(rows: Sequence[Row]) -> list[Block]:
    headers = [n for n, row in enumerate(rows) if row and _is_header(rows, n)]
    blocks: list[Block] = []
    for header, after in zip(headers, [*headers[1:], len(rows)], strict=False):
        top = blocks[-1].stop if blocks else 0
        gaps = (n for n in range(header + 1, after) if not any(rows[n]) and (after < len(rows) or _is_summary(rows, n + 1)))
        stop = next(gaps, after)  # the summary of the next meeting begins behind an empty row
        blocks.append(Block(top, header, stop))
    return blocks


def _is_summary(rows: Sequence[Row], number: int) -> bool:
    """Whether the summary of a further meeting begins here, although its table is cut off: a line, or a pair."""
    below = next((row for row in rows[number:] if any(row)), [])
    return 0 < width_of(rejoined(below)) <= 2


def _score(top: Top) -> float:
    header = next((n for n, row in enumerate(top) if row and _is_header(top, n)), None)
    if header is None:
        return 0.0
    above = [row for row in top[:header] if any(row)]
    if above and fold(above[0][0]) in _FIRST_LINES:
        return 10.0
    pairs = [row for row in above if width_of(rejoined(row)) == 2 and is_moment(rejoined(row)[1])]
    known = any({fold(cell) for cell in top[header]} >= words for words in _HEADERS)
    return 7.0 if len(pairs) >= 2 or known else 5.0


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    blocks = _blocks(grid.rows)
    return read_blocks(grid, file, choices, today, blocks) if blocks else None


SUMMARY = Format(
    "teams_meeting_summary",
    "Microsoft Teams: attendance report of 2021 and 2022",
    "Downloaded in Teams from the chat of the meeting or its list of participants.",
    Sample(
        "meetingAttendanceReport(Coalition meeting).csv",
        "Meeting Summary\r\n"
        "Total Number of Participants\t2\r\n"
        "Meeting Title\tCoalition meeting\r\n"
        "Meeting Start Time\t5/14/2026, 9:55:02 AM\r\n"
        "Meeting End Time\t5/14/2026, 11:27:10 AM\r\n"
        "\r\n"
        "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\tParticipant ID (UPN)\r\n"
        "Anong Saelee\t5/14/2026, 9:55:02 AM\t5/14/2026, 11:27:10 AM\t1h 32m\tanong@riverhouse.example\tOrganizer"
        "\tanong@riverhouse.example\r\n"
        "Ben Carver (Guest)\t5/14/2026, 10:03:40 AM\t5/14/2026, 10:40:00 AM\t36m 20s\t\tAttendee\t\r\n"
        "Ben Carver (Guest)\t5/14/2026, 10:42:00 AM\t5/14/2026, 11:27:01 AM\t45m 1s\t\tAttendee\t\r\n",
        "utf-16",
    ),
    _score,
    _read,
)
