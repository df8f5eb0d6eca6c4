"""One door for every file: what kind it is, what it would do, and the cells of its rows; those that are refused, and mended."""

import csv
import io
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from coalition import locale
from coalition.formula_cells import harmless
from coalition.imports import saved_answers as saved
from coalition.imports.attendance.plan import plan_attendance
from coalition.imports.cases.columns import SEEN_ROWS, is_case_header
from coalition.imports.cases.columns import header_score as cases_score
from coalition.imports.cases.plan import plan_cases
from coalition.imports.cells.encodings import decode, not_text
from coalition.imports.cells.reader import DELIMITERS, FileRefused, choose_delimiter, read_grid
from coalition.imports.issues import CATALOGUE, RowIssue, Scope
from coalition.imports.lookups import own_country
from coalition.imports.plan import Answers, Plan
from coalition.imports.read.attendance_file import ELSEWHERE, read_attendance
from coalition.imports.reading import Choices, MeetingRead, Reading, sheet_and_row
from coalition.imports.services.columns import REASON, REASONS, nearest_layout
from coalition.imports.services.columns import header_score as services_score
from coalition.imports.services.package import is_lone_table, is_package, read_package
from coalition.imports.services.plan import plan_services
from coalition.imports.workbook import has_sheets, read_sheets, read_workbook, rows_of_sheets
from coalition.models.ledger import SHAPE
from coalition.vocabulary import BatchKind

_BEGINNING = 200_000  # bytes looked at: a header stands in the first rows
_THAI_TIME = "TH"  # the only country whose time is known: elsewhere times in UTC are not changed


def plan_and_reading(
    session: Session,
    data: bytes,
    name: str,
    *,
    today: date,
    answers: Answers | None = None,
    choices: Choices | None = None,
    reading: Reading | None = None,
) -> tuple[Plan, Reading | None]:
    """The plan of any file, recognised by its content, and how it was read (None: of shared cases there is one way).

    `reading`: of the same file with the same choices, made earlier: it is not read again.
    """
    given, choices = answers or Answers(), choices or Choices()
    kind = reading.kind if reading else recognise(data)
    if kind is BatchKind.CASES:
        return plan_cases(session, data, name, answers=given, today=today), None
    chosen = saved.choices_as_before(session, sha256(data).hexdigest(), choices)
    if kind is BatchKind.SERVICES:
        listed = plan_services(session, data, name, answers=given, today=today, choices=chosen)
        listed.decisions |= saved.as_decision(chosen)
        return listed, listed.read
    recalled = saved.recall(session, data, chosen, today)
    chosen = saved.with_recalled(chosen, recalled)
    mended = without_own_columns(data)
    with_how = chosen.over(saved.choices_of(mended.how)) if mended else chosen
    zone = ELSEWHERE if with_how.zone is None and own_country(session) != _THAI_TIME else with_how.zone
    read = reading or _read(data, name, replace(with_how, zone=zone), today, mended)
    if mended:
        said = {key: str(mended.how[key]) for key in ABOUT_THE_LIST if mended.how.get(key) is not None}
        given = replace(given, by_question={**said, **given.by_question})
    plan = plan_attendance(session, read, data, today=today, answers=given)
    if not plan.refused:
        plan.meeting_cell = as_cell(meeting_to_keep(read), carried(read, with_how, plan.decisions, plan.open))
    plan.recalled = recalled
    if key := saved.key_to_keep(read, choices, today, chosen):
        plan.decisions[SHAPE] = key
    plan.decisions |= saved.as_decision(chosen)
    return plan, read


# --- what kind of list a file is, by its content ---------------------------------------------------------------------


def recognise(data: bytes) -> BatchKind:
    """The kind of a file by its content; what is neither a list of services nor of shared cases is taken for attendance."""
    if is_package(data):
        return BatchKind.SERVICES
    for part in dict.fromkeys((data if has_sheets(data) else _beginning(data), data)):  # it may end inside a quoted cell
        try:
            sheets = read_sheets(part, lambda row: max(cases_score(row), services_score(row)))
        except FileRefused:
            continue
        kinds = {_of_rows(sheet.grid.rows) for sheet in sheets}
        return next((kind for kind in (BatchKind.CASES, BatchKind.SERVICES) if kind in kinds), BatchKind.ATTENDANCE)
    return BatchKind.ATTENDANCE  # it is told there what is wrong with it


def _of_rows(rows: Sequence[list[str]]) -> BatchKind:
    if any(is_case_header(row) for row in rows[:SEEN_ROWS]):
        return BatchKind.CASES
    is_services = nearest_layout(rows) or any(map(is_lone_table, rows[:1]))
    return BatchKind.SERVICES if is_services else BatchKind.ATTENDANCE


def _beginning(data: bytes) -> bytes:
    """Whole lines from the beginning; two bytes at a time, so that UTF-16 stays whole."""
    if len(data) <= _BEGINNING:
        return data
    end = data.rfind(b"\n", 0, _BEGINNING)
    return data[: end + 2 - end % 2] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data[: end + 1]


# --- rows of the file, read again from its bytes: nothing of it is kept for a screen -----------------------------------------


Lines = dict[int, tuple[str, ...]]  # {row number as the spreadsheet shows it: its cells}


def lines_of(
    _tell: Callable[[str], object],
    data: bytes,
    wanted: Collection[int],
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
) -> Lines:
    """The cells of some rows, as `PlanRow.lines` numbers them; of a workbook those of the sheet, else of the first with some.

    `encoding`, `delimiter`: as the reading of the file reports them.
    """
    try:
        if is_package(data):
            grids = [read_package(data)]
        elif has_sheets(data):
            sheets = read_workbook(data)
            if any(sheet_and_row(number)[0] for number in wanted):
                return rows_of_sheets(sheets, wanted)
            grids = [one.grid for one in [named for named in sheets if named.name == sheet] or sheets]
        else:
            grids = [read_grid(data, encoding=encoding, delimiter=delimiter, header_score=lambda _row: 0.0)]
    except FileRefused:
        return {}
    rows = ({n: tuple(row) for n, row in zip(grid.lines, grid.rows, strict=True) if n in wanted and any(row)} for grid in grids)
    return next(filter(None, rows), {})


# --- refused rows, and how they come back mended: they go to the meeting they were refused from ----------------------
# Such a file (`csv_of`) has the rows of one part of another file, without the lines above its header, without its name and
# without the other rows: the day, the title, the place and the hours may have stood there, and what told the order of day and
# month. So each row carries its meeting, and how the file was read, in one column of ours, as text, which no spreadsheet turns
# into a number or a date of its own. Mended, it is asked nothing that was known or answered before.


MEETING = "meeting of these rows"  # header of the column that says which meeting a row belongs to

ABOUT_THE_LIST = ("who_they_are", "did_they_come")  # answers about all people of a file hold for its refused rows too
_LARGEST = 20_000_000  # bytes; nobody mends more rows by hand
_ENCODING = "utf-8-sig"
_FIRST_LINE = 20_000  # bytes in which our column is named
_CODES = ("utf-8", "utf-16-le", "utf-16-be")

Meetings = dict[int, MeetingRead]  # {row number: the meeting its row carries}; one without a day only fills in what is missing


def as_cell(meeting: MeetingRead, how: Mapping[str, Any] | None = None) -> str:
    """`{"on": "2026-03-14", "title": "Monthly meeting", "start": "13:30"}`: what is known, and how the file was read."""
    told = {name: value for name, value in {**vars(meeting), **(how or {})}.items() if value}
    return json.dumps(told, default=date.isoformat, ensure_ascii=False) if told else ""


def of_cell(cell: str) -> tuple[MeetingRead | None, dict[str, Any]]:
    """The reverse of `as_cell`; None: no meeting. What cannot be read says nothing."""
    try:
        told = dict(json.loads(cell))
        on, *rest = (str(told.pop(name, "")) or None for name in ("on", "title", "place", "start", "end"))
        return MeetingRead(date.fromisoformat(on) if on else None, *rest) if on or any(rest) else None, told
    except (ValueError, TypeError):
        return None, {}


def carried(reading: Reading, choices: Choices, decisions: Mapping[str, str], asked: Collection[str]) -> dict[str, Any]:
    """How a file was read, for the cell of its refused rows: what its other rows or a person told."""
    order = None if "date_order" in asked else reading.date_order
    columns = {column.index: column.field for column in reading.columns if column.field}
    years = {meeting.on.year for meeting in reading.meetings if meeting.on}
    year = years.pop() if len(years) == 1 else None
    told: dict[str, Any] = {"date_order": order, "marks": choices.marks, "columns": columns, "year": year}
    return told | {key: decisions.get(key) for key in ABOUT_THE_LIST}


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
    out, meetings, ways = io.StringIO(), Meetings(), list[dict[str, Any]]()
    write = csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow
    try:
        header = [cell.strip() for cell in next(reader)]
        at, own = header.index(MEETING), {n for n, cell in enumerate(header) if cell in (MEETING, *REASONS)}
        write(cell for n, cell in enumerate(header) if n not in own)
        line = reader.line_num + 1
        for row in reader:
            meeting, how = of_cell(row[at] if at < len(row) else "")
            if meeting is not None:
                meetings[line] = meeting
            ways += [how] if how and how not in ways else []
            write(cell for n, cell in enumerate(row) if n not in own)
            line = reader.line_num + 1
    except (csv.Error, ValueError):
        return None
    return Mended(out.getvalue().encode(_ENCODING), meetings, ways[0] if len(ways) == 1 else {})


def _read(data: bytes, name: str, choices: Choices, today: date, mended: Mended | None) -> Reading:
    """The reading of an attendance file; rows that were refused once and come back mended stay with their meeting."""
    if mended is None:
        return read_attendance(data, name, choices=choices, today=today)
    days = [meeting.on for meeting in mended.meetings.values() if meeting.on]
    if days and choices.date is None:
        choices = replace(choices, date=days[0])
    read = read_attendance(mended.data, name, choices=choices, today=today)
    return with_meetings(read, mended.meetings)


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
