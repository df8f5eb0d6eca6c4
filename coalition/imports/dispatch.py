"""One door for every file: what kind it is, what it would do, and the cells of its rows; those that are refused, and mended."""

import csv
import io
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import chain
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
from coalition.imports.reading import Choices, Reading, row_in_sheet, sheet_and_row
from coalition.imports.services.columns import REASON, REASONS, nearest_layout
from coalition.imports.services.columns import header_score as services_score
from coalition.imports.services.package import is_lone_table, is_package, read_package
from coalition.imports.services.plan import plan_services
from coalition.imports.workbook import has_sheets, read_sheets, read_workbook
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
    digest, choices = sha256(data).hexdigest(), choices or Choices()
    given = saved.with_earlier(session, digest, answers or Answers())
    kind = reading.kind if reading else recognise(data)
    if kind is BatchKind.CASES:
        return plan_cases(session, data, name, answers=given, today=today), None
    chosen = saved.choices_as_before(given, choices)
    if kind is BatchKind.SERVICES:
        listed = plan_services(session, data, name, answers=given, today=today, choices=chosen)
        listed.decisions |= saved.as_decision(chosen)
        return listed, listed.read
    recalled = saved.recall(session, data, chosen, today)
    chosen = saved.with_recalled(chosen, recalled)
    rows, how = without_own_columns(data) or (data, {})
    with_how = chosen.over(saved.choices_of(how))
    given = replace(given, by_question={key: str(how[key]) for key in _ABOUT_THE_LIST if key in how} | given.by_question)
    zone = ELSEWHERE if with_how.zone is None and own_country(session) != _THAI_TIME else with_how.zone
    read = reading or read_attendance(rows, name, choices=replace(with_how, zone=zone), today=today)
    plan = plan_attendance(session, read, digest, today=today, answers=given)
    if not plan.refused:
        plan.carried = carried(read, plan, with_how)
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
    several = any(sheet_and_row(number)[0] for number in wanted)  # sheets that were read together
    try:
        if is_package(data):
            grids = [read_package(data)]
        elif has_sheets(data):
            sheets = read_workbook(data)
            grids = [one.grid for one in [named for named in sheets if named.name == sheet and not several] or sheets]
        else:
            grids = [read_grid(data, encoding=encoding, delimiter=delimiter, header_score=lambda _row: 0.0)]
    except FileRefused:
        return {}
    rows = (
        {
            number: tuple(row)
            for line, row in zip(grid.lines, grid.rows, strict=True)
            if (number := row_in_sheet(place if several else 0, line)) in wanted and any(row)
        }
        for place, grid in enumerate(grids, start=1)
    )
    return dict(chain.from_iterable(map(dict.items, rows))) if several else next(filter(None, rows), {})


# --- refused rows, as a file to mend ------------------------------------------------------------------------------------
# Such a file has the rows of one part of another file, without the lines above its header and without its name: the day, the
# title, the place and the hour may have stood there. They come with each row, in columns like any other list has. What a
# column holds, and in which order its days are, the other rows may have told: it comes as JSON in one more column.


HOW = "how these rows were read"  # header of that column
_WHO = {"name", "first_name", "organization"}
_COLUMN_OF = {"date": "Meeting date", "title": "Meeting title", "place": "Meeting place", "start": "Start time"}
_ABOUT_THE_LIST = ("who_they_are", "did_they_come")  # answers about all people of a file hold for its refused rows too
_LARGEST = 20_000_000  # bytes; nobody mends more rows by hand
_FIRST_LINE = 20_000  # bytes in which our column is named
_CODES = ("utf-8", "utf-16-le", "utf-16-be")


def carried(reading: Reading, plan: Plan, chosen: Choices) -> dict[str, str]:
    """{header: cell} of what the rows alone would not tell of a file: of its meeting, and how it was read.

    What is the same in all its meetings, and in no column; without a column of names there is no header to stand in.
    """
    fields = {column.field for column in reading.columns}
    untold = [name for name in _COLUMN_OF if fields & _WHO and not fields & {name, "meeting"}]
    told = {name: {getattr(meeting, "on" if name == "date" else name) for meeting in reading.meetings} for name in untold}
    columns = {_COLUMN_OF[name]: str(value) for name, values in told.items() if len(values) == 1 and (value := values.pop())}
    years = {meeting.on.year for meeting in reading.meetings if meeting.on}
    how = Choices(
        columns={column.index: column.field for column in reading.columns if column.field},
        date_order=None if "date_order" in plan.open else reading.date_order,
        year=years.pop() if len(years) == 1 else None,
        marks=chosen.marks,
    ).made() | {key: plan.decisions[key] for key in _ABOUT_THE_LIST if key in plan.decisions}
    return columns | ({HOW: json.dumps(how, ensure_ascii=False, sort_keys=True)} if how else {})


def without_own_columns(data: bytes) -> tuple[bytes, dict[str, Any]] | None:
    """A file of refused rows as it was but for the columns that say how it was read and why; None: it is none.

    With what all its rows say alike of how they were read.
    """
    if not any(HOW.encode(code) in data[:_FIRST_LINE] for code in _CODES) or len(data) > _LARGEST or not_text(data):
        return None
    written = decode(data).text
    stream = io.StringIO(written, newline="")
    delimiter = DELIMITERS[choose_delimiter(written, lambda row: float(HOW in row))]
    out, ways = io.StringIO(), set[str]()
    write = csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow
    try:
        rows = csv.reader(stream, delimiter=delimiter, skipinitialspace=True)
        header = [cell.strip() for cell in next(rows)]
        at, own = header.index(HOW), {n for n, cell in enumerate(header) if cell in (HOW, *REASONS)}
        for row in (header, *rows):
            ways |= {cell.strip() for cell in row[at : at + 1]} - {HOW, ""}
            write(cell for n, cell in enumerate(row) if n not in own)
        return out.getvalue().encode("utf-8-sig"), dict(json.loads(ways.pop())) if len(ways) == 1 else {}
    except (csv.Error, ValueError, TypeError):
        return None


def refused_rows(plan: Plan) -> list[RowIssue]:
    """The first problem of each refused row, in the order of the file."""
    found: dict[int, RowIssue] = {}
    for told in plan.issues:
        if told.line is not None and CATALOGUE[told.code].scope is Scope.ROW:
            found.setdefault(told.line, told)
    return [found[line] for line in sorted(found)]


def csv_of(
    rows: Sequence[RowIssue], header: Sequence[str] = (), carried: Mapping[str, str] | None = None, *, language: str = "en"
) -> bytes:
    """UTF-8 with BOM: the header as written where it is known, then the refused rows, the reason last, in a language.

    Rows of shared cases come without their text, which is never kept. A cell that a spreadsheet would run as a formula gets an
    apostrophe in front, which reading the file again takes away. `carried`: as `Plan.carried` gives it.
    """
    at = next((at for at, cell in enumerate(header) if cell in REASONS), None)
    if at is not None:  # refused a second time: the reason of the first time is left out
        header = (*header[:at], *header[at + 1 :])
        rows = [replace(told, raw=(*told.raw[:at], *told.raw[at + 1 :])) for told in rows]
    beside = {name: cell for name, cell in (carried or {}).items() if name not in header} if rows else {}
    width = max([len(header), *(len(told.raw) for told in rows)])
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow([*map(harmless, header), *[""] * (width - len(header)), *beside, locale.translate(REASON, language)])
    for told in rows:
        reason = _reason(told, language)
        out.writerow(
            [*map(harmless, told.raw), *[""] * (width - len(told.raw)), *map(harmless, beside.values()), harmless(reason)]
        )
    return text.getvalue().encode("utf-8-sig")


def _reason(told: RowIssue, language: str) -> str:
    """`Row 3: There is no name in this row. Write the name, or delete the row.`"""
    said = (locale.translate_filled(part, language) for part in (told.why, told.suggestion) if part)
    return " ".join([f"{locale.translate('Row', language)} {told.line}:", *said])
