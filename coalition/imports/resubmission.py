"""A file of refused rows that comes back mended: its rows go to the meeting they were refused from.

Such a file (`refused.csv_of`) has the rows of one part of another file, without the lines above its header, without its name
and without the other rows: the day, the title, the place and the hours may have stood there. So each row carries its meeting
in a column of ours, in one cell of text, which no spreadsheet turns into a number or a date of its own.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coalition.imports.cells.dates import find_date
from coalition.imports.cells.encodings import decode, not_text
from coalition.imports.cells.reader import DELIMITERS, choose_delimiter
from coalition.imports.reading import MeetingRead, Reading
from coalition.imports.services.columns import REASONS

MEETING = "meeting of these rows"
"""Header of the column that says which meeting a row belongs to."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST_DAY = 20
_BETWEEN = " | "
_LARGEST = 20_000_000  # bytes; nobody mends more rows by hand
_ENCODING = "utf-8-sig"

Meetings = dict[int, MeetingRead]
"""{row number: the meeting its row carries}."""


def as_cell(meeting: MeetingRead) -> str:
    """`2026-03-14 | Monthly meeting | Hope House hall | 13:30 | 15:00`; what is not known is left empty."""
    parts = [meeting.on.isoformat() if meeting.on else "", meeting.title, meeting.place, meeting.start, meeting.end]
    return _BETWEEN.join(" ".join((part or "").replace("|", " ").split()) for part in parts)


def of_cell(cell: str) -> MeetingRead | None:
    """The reverse of `as_cell`; None where no day can be read."""
    day, *rest = (part.strip() or None for part in cell.split("|"))
    title, place, start, end, *_ = (*rest, None, None, None, None)
    try:
        return MeetingRead(date.fromisoformat(day or ""), title, place, start, end)
    except ValueError:
        return None


def without_own_columns(data: bytes) -> tuple[bytes, Meetings] | None:
    """(the file without our columns, the meeting of each row); None: it is no file of refused rows with their meeting."""
    if len(data) > _LARGEST or not_text(data):
        return None
    decoded = decode(data)
    stream = io.TextIOWrapper(io.BytesIO(decoded.data), encoding=decoded.codec, errors="replace", newline="")
    if MEETING not in stream.readline():
        return None
    stream.seek(0)
    delimiter = DELIMITERS[choose_delimiter(decoded, 0, lambda row: float(MEETING in row))]
    reader = csv.reader(stream, delimiter=delimiter, skipinitialspace=True)
    out, meetings = io.StringIO(), Meetings()
    write = csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow
    try:
        header = [cell.strip() for cell in next(reader)]
        at, own = header.index(MEETING), {n for n, cell in enumerate(header) if cell in (MEETING, *REASONS)}
        write(_others(header, own))
        line = reader.line_num + 1
        for row in reader:
            meeting = of_cell(row[at]) if at < len(row) else None
            if meeting is not None:
                meetings[line] = meeting
            write(_others(row, own))
            line = reader.line_num + 1
    except (csv.Error, ValueError):
        return None
    return out.getvalue().encode(_ENCODING), meetings


def _others(row: Sequence[str], own: set[int]) -> list[str]:
    return [cell for at, cell in enumerate(row) if at not in own]


def with_meetings(reading: Reading, meetings: Meetings) -> Reading:
    """The reading with each row at the meeting it carries; rows that carry none stay where they were read."""
    if reading.refused or not meetings:
        return reading
    listed: dict[MeetingRead, int] = {}
    entries = reading.entries
    told = [
        meetings.get(lines[0], reading.meetings[meeting]) for lines, meeting in zip(entries.lines, entries.meeting, strict=True)
    ]
    entries.meeting[:] = [listed.setdefault(meeting, len(listed)) for meeting in told]
    settled = {"ambiguous_date_order", "no_date"} if all(lines[0] in meetings for lines in entries.lines) else set()
    return replace(
        reading,
        meetings=list(listed),
        date_evidence="Each row carries the meeting it was refused from.",
        flags=[flag for flag in reading.flags if flag not in settled],
        issues=[told for told in reading.issues if told.code not in settled],
    )


def header_to_keep(reading: Reading) -> tuple[str, ...]:
    """The column names as written; where the year of a column stands above the table, it is added to the column."""
    days = {meeting.on for meeting in reading.meetings if meeting.on}
    return tuple(column.header if column.field else _with_year(column.header, days) for column in reading.columns)


def _with_year(cell: str, days: set[date]) -> str:
    """`26 Jan 2026` for `26-Jan`, where one of the days is meant and the cell tells no year."""
    if not any(map(str.isdigit, cell)) or not days or len(cell) > _LONGEST_DAY or find_date(cell, today=max(days)) is not None:
        return cell
    texts = [f"{cell}{between}{year}" for year in sorted({day.year for day in days}) for between in " /-"]
    found = {read.on for text in texts if (read := find_date(text, today=max(days))) and read.on in days}
    if len(found) != 1:
        return cell
    day = found.pop()
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"  # a month in letters: no spreadsheet mistakes it for a day
