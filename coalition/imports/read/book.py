"""A workbook: the sheet that is attendance, or all of them, where each has its own days; else a question which one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from coalition.imports.cases.columns import is_case_header
from coalition.imports.cells.dates import find_date_in_name
from coalition.imports.cells.headers import OF_NAMES
from coalition.imports.cells.reader import FileRefused, Grid
from coalition.imports.formats.form import refuse
from coalition.imports.issues import CATALOGUE, Scope, issue
from coalition.imports.reading import Choices, Entries, HowRead, Reading, RowCounts, SheetSeen, row_in_sheet
from coalition.imports.services.columns import nearest_layout
from coalition.imports.workbook import SHEET_LIMIT, Sheet, read_workbook

ReadGrid = Callable[[Grid, str, Choices, date], Reading]
_SEEN_ROWS = 60
_TOLD = 6
"""So many sheets are named in a sentence."""
_OPEN = "ambiguous_date_order"
_HOW = "Each sheet is read on its own. Rows are numbered with their sheet: 2:5 is row 5 of the second sheet."


def read_book(data: bytes, name: str, choices: Choices, today: date, read: ReadGrid) -> Reading:
    """The sheets of a workbook that are attendance, read by `read`; else a question which one, or a refusal."""
    try:
        sheets = read_workbook(data)
    except FileRefused as found:
        return refuse(Reading(name, encoding="workbook"), found.issue)
    if not sheets:
        return refuse(Reading(name, encoding="workbook"), issue("empty_file"))
    blank = Choices(date_order=choices.date_order, date=choices.date)  # columns and header belong to the sheet chosen

    def read_sheet(sheet: Sheet, order: str | None = choices.date_order) -> Reading:
        own = choices if len(sheets) == 1 or sheet.name == choices.sheet else blank
        return _named(read, sheet, name, replace(own, date_order=order), today)

    readings = {sheet.name: read_sheet(sheet) for sheet in sheets}
    if order := _order_of_others(sheets, readings, read_sheet):
        readings |= {sheet.name: read_sheet(sheet, order) for sheet in sheets if _OPEN in readings[sheet.name].flags}
    seen = [_seen(sheet, readings[sheet.name]) for sheet in sheets]
    reading = _pick(name, sheets, seen, readings, choices.sheet, today)
    reading.sheets = seen
    if name.lower().endswith((".csv", ".txt", ".tsv")):
        reading.flags.append("workbook_as_csv")
        reading.issues.append(issue("workbook_as_csv"))
    return reading


def _order_of_others(sheets: list[Sheet], readings: dict[str, Reading], read: Callable[[Sheet, str], Reading]) -> str | None:
    """The order of day and month that other sheets prove where it is open in one, 9/1 beside 20/2; None: they prove none."""
    proved = [sheet for sheet in sheets if readings[sheet.name].meetings and _OPEN not in readings[sheet.name].flags]
    if not proved or not any(_OPEN in told.flags for told in readings.values()):
        return None
    fits = [one for one in ("DMY", "MDY") if all(_days(read(sheet, one)) == _days(readings[sheet.name]) for sheet in proved)]
    return fits[0] if len(fits) == 1 else None


def _days(reading: Reading) -> list[date | None]:
    return [meeting.on for meeting in reading.meetings]


def _named(read: ReadGrid, sheet: Sheet, name: str, choices: Choices, today: date) -> Reading:
    """The reading of one sheet: its name tells of the meeting what the name of a file does, and is nearer to it."""
    dated = find_date_in_name(sheet.name, today=today)
    reading = read(sheet.grid, f"{sheet.name}.csv" if dated else f"{PurePath(name).stem}, {sheet.name}.csv", choices, today)
    reading.file = name
    return reading


def _seen(sheet: Sheet, reading: Reading) -> SheetSeen:
    rows, filled = sheet.grid.rows, sum(map(any, sheet.grid.rows))
    if any(map(is_case_header, rows[:_SEEN_ROWS])):
        return SheetSeen(sheet.name, "cases", filled, 0, is_attendance=False)
    services = nearest_layout(rows)
    kind = "services" if services and not services.missing else "other" if reading.refused else reading.format
    if kind in {"other", "services"} or not len(reading.entries):
        return SheetSeen(sheet.name, kind, filled, 0, is_attendance=False)
    days: list[date | None] = [*sorted(meeting.on for meeting in reading.meetings if meeting.on)] or [None]
    named = zip(reading.entries.name, reading.entries.state, strict=True)
    people = sum(name is not None and state == "present" for name, state in named)
    return SheetSeen(sheet.name, kind, filled, people, is_attendance=True, first=days[0], last=days[-1])


def _pick(
    name: str, sheets: list[Sheet], seen: list[SheetSeen], readings: dict[str, Reading], chosen: str | None, today: date
) -> Reading:
    """The reading of the chosen sheet, of the only one it can be, or of all together. A day goes before none."""
    likely = [one for one in seen if one.is_attendance]
    named = [one for one in seen if one.name == chosen]
    dated = [one for one in likely if one.first]
    candidates = named or dated or likely
    left = any(find_date_in_name(one.name, today=today) for one in sheets if one.name not in {day.name for day in dated})
    whole = None if left else _together(name, sheets, {one.name: readings[one.name] for one in dated})
    if len(candidates) == 1 or len(sheets) == 1:
        picked = candidates[0].name if candidates else sheets[0].name
        reading = readings[picked]
        reading.sheet, reading.with_others = picked, whole is not None
        for other in likely if whole is None else ():
            if other.name != picked:
                reading.flags += ["other_sheet"] if other.first else []  # else of members, or sizes of shirts
                reading.issues.append(issue("other_sheet", value=picked, other=other.name))
        return reading
    if whole is not None:
        whole.issues += [issue("sheet_left", value=one.name) for one in seen if not one.first and one.rows > 1]
        return whole
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


# --- one meeting a sheet: all of them together --------------------------------------------------------------------------------


_WHO = OF_NAMES | {"organization"}


def _together(name: str, sheets: list[Sheet], readings: dict[str, Reading]) -> Reading | None:
    """The reading of several sheets with meetings; None: one asks something, has no day, another's day, or other columns."""
    days = [set(_days(told)) for told in readings.values()]
    every = set[date | None]().union(*days)
    alike = {(told.format, *sorted(_WHO & {column.field for column in told.columns})) for told in readings.values()}
    asked = [code for told in readings.values() for code in told.flags if code in CATALOGUE]
    if (
        not 1 < len(days) <= len(sheets) < SHEET_LIMIT  # of more sheets some were not opened
        or None in every
        or len(every) < sum(map(len, days))
        or len(alike) > 1
        or any(CATALOGUE[code].scope is Scope.QUESTION for code in asked)
    ):
        return None
    whole = Reading(name, encoding=sheets[0].grid.encoding, how=HowRead(told=_HOW), with_others=True)
    for number, sheet in enumerate(sheets, start=1):
        if told := readings.get(sheet.name):
            _add(whole, told, number)
    whole.flags = list(dict.fromkeys(whole.flags))
    return whole


def _add(whole: Reading, told: Reading, number: int) -> None:
    """Add the reading of a sheet: its rows are numbered with it."""
    before = len(whole.meetings)
    whole.format, whole.date_order = (whole.format, whole.date_order) if before else (told.format, told.date_order)
    whole.preview = whole.preview or [(row_in_sheet(number, line), cells) for line, cells in told.preview]
    whole.meetings += told.meetings
    entries = replace(
        told.entries,
        meeting=[before + at for at in told.entries.meeting],
        lines=[tuple(row_in_sheet(number, line) for line in lines) for lines in told.entries.lines],
    )
    both = zip(vars(whole.entries).values(), vars(entries).values(), strict=True)
    whole.entries = Entries(*([*one, *other] for one, other in both))
    whole.issues += [replace(one, line=row_in_sheet(number, one.line)) if one.line else one for one in told.issues]
    whole.flags += told.flags
    rows: Sequence[tuple[int, int]] = [*zip(vars(whole.rows).values(), vars(told.rows).values(), strict=True)]
    whole.rows = RowCounts(*(one + other for one, other in rows))
