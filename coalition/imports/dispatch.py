"""One door for every file: what kind it is, what it would do, and the cells of its rows."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from sqlmodel import Session

from coalition.imports.attendance.plan import plan_attendance
from coalition.imports.cases.columns import SEEN_ROWS, is_case_header
from coalition.imports.cases.columns import header_score as cases_score
from coalition.imports.cases.plan import plan_cases
from coalition.imports.cells.reader import FileRefused, read_grid
from coalition.imports.lookups import own_country
from coalition.imports.plan import Answers, Plan
from coalition.imports.read.attendance_file import ELSEWHERE, read_attendance
from coalition.imports.reading import Choices, Reading
from coalition.imports.resubmission import (
    ABOUT_THE_LIST,
    CARRIED,
    Mended,
    as_cell,
    carried,
    meeting_to_keep,
    with_meetings,
    without_own_columns,
)
from coalition.imports.saved_answers import (
    as_decision,
    choices_as_before,
    choices_of_decision,
    key_to_keep,
    recall,
    with_recalled,
)
from coalition.imports.services.columns import header_score as services_score
from coalition.imports.services.columns import nearest_layout
from coalition.imports.services.package import is_lone_table, is_package, read_package
from coalition.imports.services.plan import plan_services
from coalition.imports.workbook import has_sheets, read_workbook
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
    chosen = choices_as_before(session, sha256(data).hexdigest(), choices)
    if kind is BatchKind.SERVICES:
        listed = plan_services(session, data, name, answers=given, today=today, choices=chosen)
        listed.decisions |= as_decision(chosen)
        return listed, listed.read
    recalled = recall(session, data, chosen, today)
    chosen = with_recalled(chosen, recalled)
    mended = without_own_columns(data)
    how = {name: mended.how[name] for name in CARRIED if name in mended.how} if mended else {}
    with_how = chosen.over(choices_of_decision(json.dumps(how)))
    zone = ELSEWHERE if with_how.zone is None and own_country(session) != _THAI_TIME else with_how.zone
    read = reading or _read(data, name, replace(with_how, zone=zone), today, mended)
    if mended:
        said = {key: str(mended.how[key]) for key in ABOUT_THE_LIST if mended.how.get(key) is not None}
        given = replace(given, by_question={**said, **given.by_question})
    plan = plan_attendance(session, read, data, today=today, answers=given)
    if not plan.refused:
        plan.meeting_cell = as_cell(meeting_to_keep(read), carried(read, with_how, plan.decisions, plan.open))
    plan.recalled = recalled
    if key := key_to_keep(read, choices, today, chosen):
        plan.decisions[SHAPE] = key
    plan.decisions |= as_decision(chosen)
    return plan, read


def _read(data: bytes, name: str, choices: Choices, today: date, mended: Mended | None) -> Reading:
    """The reading of an attendance file; rows that were refused once and come back mended stay with their meeting."""
    if mended is None:
        return read_attendance(data, name, choices=choices, today=today)
    days = [meeting.on for meeting in mended.meetings.values() if meeting.on]
    if days and choices.date is None:
        choices = replace(choices, date=days[0])
    read = read_attendance(mended.data, name, choices=choices, today=today)
    return with_meetings(read, mended.meetings)


# --- what kind of list a file is, by its content ---------------------------------------------------------------------


def recognise(data: bytes) -> BatchKind:
    """The kind of a file by its content; what is neither a list of services nor of shared cases is taken for attendance."""
    if is_package(data):
        return BatchKind.SERVICES
    if has_sheets(data):
        return _of_workbook(data)
    for part in dict.fromkeys((_beginning(data), data)):  # the beginning may end inside a quoted cell
        try:
            rows = read_grid(part, header_score=lambda row: max(cases_score(row), services_score(row))).rows
        except FileRefused:
            continue
        return _of_rows(rows)
    return BatchKind.ATTENDANCE


def _of_workbook(data: bytes) -> BatchKind:
    """Cases if a sheet says that it holds cases, then services; any other workbook is read as attendance."""
    try:
        kinds = {_of_rows(sheet.grid.rows) for sheet in read_workbook(data)}
    except FileRefused:
        return BatchKind.ATTENDANCE  # it is told there what is wrong with it
    return next((kind for kind in (BatchKind.CASES, BatchKind.SERVICES) if kind in kinds), BatchKind.ATTENDANCE)


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


Lines = dict[int, tuple[str, ...]]
"""{row number as the spreadsheet shows it: its cells}."""


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
            grids = [one.grid for one in [named for named in sheets if named.name == sheet] or sheets]
        else:
            grids = [read_grid(data, encoding=encoding, delimiter=delimiter, header_score=lambda _row: 0.0)]
    except FileRefused:
        return {}
    rows = ({n: tuple(row) for n, row in zip(grid.lines, grid.rows, strict=True) if n in wanted and any(row)} for grid in grids)
    return next(filter(None, rows), {})
