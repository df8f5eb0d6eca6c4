"""The file of refused rows, and how it comes back mended: its rows go to the meeting they were refused from.

Such a file (`csv_of`) has the rows of one part of another file, without the lines above its header, without its name
and without the other rows: the day, the title, the place and the hours may have stood there, and what told the order of day
and month. So each row carries its meeting, and how the file was read, in one column of ours, as text, which no spreadsheet
turns into a number or a date of its own. Mended, it is asked nothing that was known or answered before.
"""

import csv
import io
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coalition import locale
from coalition.formula_cells import harmless
from coalition.imports.cells.encodings import decode, not_text
from coalition.imports.cells.reader import DELIMITERS, choose_delimiter
from coalition.imports.issues import CATALOGUE, RowIssue, Scope
from coalition.imports.plan import Plan
from coalition.imports.reading import Choices, MeetingRead, Reading
from coalition.imports.services.columns import REASON, REASONS

MEETING = "meeting of these rows"
"""Header of the column that says which meeting a row belongs to."""

_BETWEEN = " | "
_PARTS = 5  # of a meeting; what stands behind them says how the file was read
CARRIED = ("date_order", "marks", "columns", "year")
"""What rows carry of how their file was read."""
ABOUT_THE_LIST = ("who_they_are", "did_they_come")
"""Keys of answers about all people of a file, which hold for its refused rows too."""
_LARGEST = 20_000_000  # bytes; nobody mends more rows by hand
_ENCODING = "utf-8-sig"
_FIRST_LINE = 20_000  # bytes in which our column is named
_CODES = ("utf-8", "utf-16-le", "utf-16-be")

Meetings = dict[int, MeetingRead]
"""{row number: the meeting its row carries}; one without a day only fills in what the row does not tell."""


def as_cell(meeting: MeetingRead, how: str = "") -> str:
    """`2026-03-14 | Monthly meeting | Hope House hall | 13:30 | 15:00`; what is not known is left empty. `how`: put behind."""
    parts = [meeting.on.isoformat() if meeting.on else "", meeting.title, meeting.place, meeting.start, meeting.end]
    said = [" ".join((part or "").replace("|", " ").split()) for part in parts]
    return _BETWEEN.join([*said, how] if how else said) if any(said) or how else ""


def of_cell(cell: str) -> MeetingRead | None:
    """The reverse of `as_cell`; None where it says nothing, or what stands there is no day."""
    day, *rest = (part.strip() or None for part in cell.split("|", _PARTS)[:_PARTS])
    title, place, start, end, *_ = (*rest, None, None, None, None)
    try:
        on = date.fromisoformat(day) if day else None
    except ValueError:
        return None
    return MeetingRead(on, title, place, start, end) if on or title or place or start else None


def carried(reading: Reading, choices: Choices, decisions: Mapping[str, str], asked: Collection[str]) -> str:
    """How a file was read, for the cell of its refused rows: what its other rows or a person told; empty: nothing."""
    order = None if "date_order" in asked else reading.date_order
    columns = {column.index: column.field for column in reading.columns if column.field}
    years = {meeting.on.year for meeting in reading.meetings if meeting.on}
    year = years.pop() if len(years) == 1 else None
    told: dict[str, Any] = {"date_order": order, "marks": choices.marks, "columns": columns, "year": year}
    told |= {key: decisions.get(key) for key in ABOUT_THE_LIST}
    known = {name: value for name, value in told.items() if value}
    return json.dumps(known, ensure_ascii=False, sort_keys=True) if known else ""


def meeting_to_keep(reading: Reading) -> MeetingRead:
    """The one meeting a file is about; of several, or where columns tell the day, what is the same in all and in no column."""
    fields = {column.field for column in reading.columns}
    days = {meeting.on for meeting in reading.meetings}
    on = days.pop() if len(reading.meetings) == 1 and not fields & {"date", "meeting"} else None
    same = {}
    for name in ("title", "place", "start", "end") if "meeting" not in fields else ():
        values = {getattr(meeting, name) for meeting in reading.meetings}
        same[name] = values.pop() if len(values) == 1 and name not in fields else None
    return MeetingRead(on, **same)


@dataclass(frozen=True)
class Mended:
    """A file of refused rows that came back, without our columns; meetings by row, and how it was read if all agree."""

    data: bytes
    meetings: Meetings
    how: dict[str, Any]


def without_own_columns(data: bytes) -> Mended | None:
    """What such a file says beside its rows; None: it is no file of refused rows with their meeting."""
    start = data[:_FIRST_LINE]
    if len(data) > _LARGEST or not any(MEETING.encode(code) in start for code in _CODES) or not_text(data):
        return None
    decoded = decode(data)
    stream = io.TextIOWrapper(io.BytesIO(decoded.data), encoding=decoded.codec, errors="replace", newline="")
    if MEETING not in stream.readline():
        return None
    stream.seek(0)
    delimiter = DELIMITERS[choose_delimiter(decoded, 0, lambda row: float(MEETING in row))]
    reader = csv.reader(stream, delimiter=delimiter, skipinitialspace=True)
    out, meetings, ways = io.StringIO(), Meetings(), set[str]()
    write = csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow
    try:
        header = [cell.strip() for cell in next(reader)]
        at, own = header.index(MEETING), {n for n, cell in enumerate(header) if cell in (MEETING, *REASONS)}
        write(cell for n, cell in enumerate(header) if n not in own)
        line = reader.line_num + 1
        for row in reader:
            cell = row[at] if at < len(row) else ""
            if (meeting := of_cell(cell)) is not None:
                meetings[line] = meeting
            ways |= {"".join(cell.split("|", _PARTS)[_PARTS:]).strip()} if cell.strip() else set()
            write(cell for n, cell in enumerate(row) if n not in own)
            line = reader.line_num + 1
    except (csv.Error, ValueError):
        return None
    return Mended(out.getvalue().encode(_ENCODING), meetings, _how(ways))


def _how(ways: set[str]) -> dict[str, Any]:
    """What all rows say alike of how their file was read; what cannot be read is left out."""
    try:
        told = json.loads(next(iter(ways))) if len(ways) == 1 else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def with_meetings(reading: Reading, meetings: Meetings) -> Reading:
    """The reading with each row at the meeting it carries; rows that carry none stay where they were read."""
    if reading.refused or not meetings:
        return reading
    listed: dict[MeetingRead, int] = {}
    entries = reading.entries
    read = [reading.meetings[meeting] for meeting in entries.meeting]
    told = [_filled(one, meetings.get(lines[0])) for lines, one in zip(entries.lines, read, strict=True)]
    entries.meeting[:] = [listed.setdefault(meeting, len(listed)) for meeting in told]
    dated = {line for line, meeting in meetings.items() if meeting.on}
    settled = {"ambiguous_date_order", "no_date"} if all(lines[0] in dated for lines in entries.lines) else set()
    return replace(
        reading,
        meetings=list(listed),
        date_evidence="Each row names the meeting from which it was left out." if dated else reading.date_evidence,
        flags=[flag for flag in reading.flags if flag not in settled],
        issues=[told for told in reading.issues if told.code not in settled],
    )


def _filled(read: MeetingRead, told: MeetingRead | None) -> MeetingRead:
    """The meeting of a row: the one it carries, or as read, with what it carries of it filled in."""
    if told is None or told.on:
        return told or read
    return replace(read, **{name: getattr(read, name) or getattr(told, name) for name in ("title", "place", "start", "end")})


# --- the file itself: each refused row as written, with the reason in a last column ------------------------------------


def refused_rows(plan: Plan) -> list[RowIssue]:
    """The first problem of each refused row, in the order of the file."""
    found: dict[int, RowIssue] = {}
    for told in plan.issues:
        if told.line is not None and CATALOGUE[told.code].scope is Scope.ROW:
            found.setdefault(told.line, told)
    return [found[line] for line in sorted(found)]


def csv_of(rows: Sequence[RowIssue], header: Sequence[str] = (), meeting: str = "", *, language: str = "en") -> bytes:
    """UTF-8 with BOM: the header as written where it is known, then the refused rows, the reason last, in a language.

    Rows of shared cases come without their text, which is never kept. A cell that a spreadsheet would run as a formula gets an
    apostrophe in front, which reading the file again takes away. `meeting`: as `Plan.meeting_cell` gives it.
    """
    at = next((at for at, cell in enumerate(header) if cell in REASONS), None)
    if at is not None:  # refused a second time: the reason of the first time is left out
        header = (*header[:at], *header[at + 1 :])
        rows = [replace(told, raw=(*told.raw[:at], *told.raw[at + 1 :])) for told in rows]
    told_of = ((MEETING,), (meeting,)) if meeting and rows else ((), ())
    width = max([len(header), *(len(told.raw) for told in rows)])
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow([*map(harmless, header), *[""] * (width - len(header)), *told_of[0], locale.translate(REASON, language)])
    for told in rows:
        reason = _reason(told, language)
        out.writerow([*map(harmless, told.raw), *[""] * (width - len(told.raw)), *told_of[1], harmless(reason)])
    return text.getvalue().encode("utf-8-sig")


def _reason(told: RowIssue, language: str) -> str:
    """`Row 3: There is no name in this row. Write the name, or delete the row.`"""
    said = (locale.translate_filled(part, language) for part in (told.why, told.suggestion) if part)
    return " ".join([f"{locale.translate('Row', language)} {told.line}:", *said])
