"""Which sheet of a workbook is the attendance: each is read as a file of its own, and what it looks like decides."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from coalition.imports.cases.columns import is_case_header
from coalition.imports.cells.dates import find_date_in_name
from coalition.imports.cells.reader import FileRefused, Grid
from coalition.imports.issues import issue
from coalition.imports.reading import Choices, Reading, SheetSeen
from coalition.imports.services.columns import find_layout
from coalition.imports.workbook import Sheet, read_workbook

ReadGrid = Callable[[Grid, str, Choices, date], Reading]
_SEEN_ROWS = 60
_TOLD = 6
"""So many sheets are named in a sentence."""


def read_book(data: bytes, name: str, choices: Choices, today: date, read: ReadGrid) -> Reading:
    """The sheet of a workbook that is attendance, read; else a question which one, or a refusal that says what was found.

    Args:
        data, name: bytes and name of the file. choices: `choices.sheet` names the sheet.
        read: reads the grid of one sheet.
    """
    try:
        sheets = read_workbook(data)
    except FileRefused as refused:
        return _refused(Reading(name, refused=refused.issue.why, issues=[refused.issue], flags=[refused.issue.code]))
    if not sheets:
        told = issue("empty_file")
        return _refused(Reading(name, refused=told.why, issues=[told], flags=[told.code]))
    if len(sheets) == 1:
        plain = replace(choices, sheet=None)
        readings = {sheets[0].name: _named(read, sheets[0], name, plain, today)}
    else:
        chosen = [sheet for sheet in sheets if sheet.name == choices.sheet]
        blank = Choices(date_order=choices.date_order, date=choices.date)  # columns and header belong to the sheet chosen
        readings = {sheet.name: _named(read, sheet, name, choices if sheet in chosen else blank, today) for sheet in sheets}
    seen = [_seen(sheet, readings[sheet.name]) for sheet in sheets]
    reading = _pick(name, sheets, seen, readings, choices.sheet)
    reading.sheets = seen
    if name.lower().endswith((".csv", ".txt", ".tsv")):
        reading.flags.append("workbook_as_csv")
        reading.issues.append(issue("workbook_as_csv"))
    return reading


def _named(read: ReadGrid, sheet: Sheet, name: str, choices: Choices, today: date) -> Reading:
    """The reading of one sheet: its name tells of the meeting what the name of a file does, and is nearer to it."""
    dated = find_date_in_name(sheet.name, today=today)
    reading = read(sheet.grid, f"{sheet.name}.csv" if dated else f"{PurePath(name).stem}, {sheet.name}.csv", choices, today)
    reading.file = name
    return reading


def _refused(reading: Reading) -> Reading:
    reading.encoding = reading.encoding or "workbook"
    return reading


def _seen(sheet: Sheet, reading: Reading) -> SheetSeen:
    rows = sheet.grid.rows
    kind = reading.format if not reading.refused else "other"
    if any(map(is_case_header, rows[:_SEEN_ROWS])):
        kind = "cases"
    elif find_layout(rows):
        kind = "services"
    is_attendance = kind not in {"other", "cases", "services"} and bool(len(reading.entries))
    days = sorted(meeting.on for meeting in reading.meetings if meeting.on) if is_attendance else []
    named = zip(reading.entries.name, reading.entries.state, strict=True)
    people = sum(name is not None and state == "present" for name, state in named) if is_attendance else 0
    return SheetSeen(
        sheet.name,
        kind,
        sum(map(any, rows)),
        people,
        is_attendance,
        days[0] if days else None,
        days[-1] if days else None,
    )


def _pick(name: str, sheets: list[Sheet], seen: list[SheetSeen], readings: dict[str, Reading], chosen: str | None) -> Reading:
    """The reading of the chosen sheet, or of the only one it can be; one with a date goes before one without."""
    likely = [one for one in seen if one.is_attendance]
    dated = [one for one in likely if one.first]
    named = [one for one in seen if one.name == chosen]
    candidates = named or dated or likely
    if len(candidates) == 1 or len(sheets) == 1:
        picked = candidates[0].name if candidates else sheets[0].name
        reading = readings[picked]
        reading.sheet = picked
        for other in likely:
            if other.name != picked:
                reading.flags.append("other_sheet")
                reading.issues.append(issue("other_sheet", value=picked, other=other.name))
        return reading
    asked = Reading(name, encoding=sheets[0].grid.encoding)
    if candidates:
        told = issue("choose_sheet", value=", ".join(f"'{one.name}'" for one in candidates[:_TOLD]))
    else:
        found = ", ".join(f"'{one.name}' ({one.kind}, {one.rows} rows)" for one in seen[:_TOLD])
        told = issue("no_attendance_sheet", value=found)
        asked.refused = told.why
    asked.flags.append(told.code)
    asked.issues.append(told)
    return asked
