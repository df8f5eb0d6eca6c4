"""The door for attendance: bytes of one file -> a `Reading`, whatever program or hand made it.

The formats stand in `formats.registry`, each told by its content: file names and extensions are not trusted.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from coalition.imports.cases.columns import is_case_header
from coalition.imports.cells.dates import find_date_in_name
from coalition.imports.cells.headers import HELPED, fold, of_survivors
from coalition.imports.cells.reader import FileRefused, Grid, read_grid
from coalition.imports.formats.form import TOP_ROWS, refuse
from coalition.imports.formats.registry import likely_programs, program_named, read_export
from coalition.imports.issues import issue
from coalition.imports.lexicon import words
from coalition.imports.read.above import HEADER_WITHIN
from coalition.imports.read.afterwards import (
    AS_WRITTEN,
    ELSEWHERE,
    as_written,
    ask_who_they_are,
    moved_day,
    tell_utc,
    without_bad_rows,
)
from coalition.imports.read.answer import refused
from coalition.imports.read.judge import read_by_ways, weigh_sheet
from coalition.imports.read.parting import header_score, parted
from coalition.imports.read.rewriting import explained
from coalition.imports.read.sheet import sheet_of
from coalition.imports.read.unread import WRITTEN_AT_ONCE, bare_column, meeting_left_over
from coalition.imports.reading import Choices, Reading, SheetSeen, preview, without_pauses
from coalition.imports.services.columns import find_layout
from coalition.imports.workbook import Sheet, is_workbook, read_workbook

# --- which sheet of a workbook ---------------------------------------------------------------------------------------------


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
    except FileRefused as found:
        return refuse(Reading(name, encoding="workbook"), found.issue)
    if not sheets:
        return refuse(Reading(name, encoding="workbook"), issue("empty_file"))
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


# --- one file --------------------------------------------------------------------------------------------------------------


_TO_BE_HELPED = {
    fold(word + plural) for word in HELPED if word not in words("other_headers.once_helped") for plural in ("", "s")
} | set(words("other_headers.helped_many"))
_TOP = 240
"""Rows in which columns of several things are looked for."""
_REGISTERED = "registration_list"
"""The format of lists of people who registered, of any program: with a column for each day they are a matrix."""

_HELPED = "it lists clients, and clients are never stored"
_SHARE = "Share cases only in fields with codes, as in the template for shared cases."


def read_attendance(data: bytes, name: str, *, choices: Choices = Choices(), today: date) -> Reading:  # noqa: B008 - frozen
    """What one attendance file says, without looking at anything stored.

    Args:
        data: the file. name: its name as uploaded; some formats carry the date only there.
        choices: what a person corrected on the page; `header_line=0`: the file has no header, see `columns`.
        today: the day of reading; dates far after it are doubted.

    Returns:
        A Reading; `refused` is set, and there are no entries, when the file as a whole could not be read.
    """
    with without_pauses():
        return _read(data, name, choices, today)


def _read(data: bytes, name: str, choices: Choices, today: date) -> Reading:
    if is_workbook(data):
        return read_book(data, name, choices, today, read_whole_grid)
    try:
        grid = read_grid(data, encoding=choices.encoding, delimiter=choices.delimiter, header_score=header_score)
    except FileRefused as found:
        return refuse(Reading(name), found.issue)
    return read_whole_grid(grid, name, choices, today)


def read_whole_grid(grid: Grid, name: str, choices: Choices, today: date) -> Reading:
    """What the cells of one file, or of one sheet of a workbook, say. Arguments as `read_attendance`.

    Where they name people who are helped the file is refused whatever was chosen, and nothing of it is shown. Where only a
    title may be that of such a group, it is flagged: who they are is asked before anything is kept.
    """
    given, grid = grid, as_written(grid) if choices.zone in (AS_WRITTEN, ELSEWHERE) else grid
    helped = any(map(of_survivors, grid.rows[:HEADER_WITHIN]))
    told = None if helped else _read_weighed(grid, name, choices, today)
    if told is None or _names_helped(told) or (told := ask_who_they_are(told, grid.rows[:HEADER_WITHIN], today)) is None:
        unseen = Reading(name, encoding=grid.encoding, delimiter=grid.delimiter)
        return refuse(unseen, replace(issue("not_attendance", why=_HELPED), suggestion=_SHARE))
    told = without_bad_rows(told, grid)
    if choices.zone is None and (asked := moved_day(grid, told, today)):
        told.flags.append(asked.code)
        told.issues.insert(0, asked)
    if choices.zone == ELSEWHERE:
        tell_utc(given, told)
    return told


def _read_weighed(grid: Grid, name: str, choices: Choices, today: date) -> Reading:
    """The reading of a sheet: as what a program exported, else by the best of all ways to read it."""
    if not any(map(any, grid.rows)):
        return refused(grid, name, issue("empty_file"))
    choices = choices.of_one_meeting()
    plain = explained(grid)
    sheet = weigh_sheet(plain, name, choices, today)
    told = None if choices.layout else _exported(plain, name, choices, today)
    if told is None or (sheet.choice.is_matrix and (told.format == _REGISTERED or sheet.choice.is_numbered)):
        told = read_by_ways(sheet)
        told.format = program_named(plain.rows[:TOP_ROWS]) or told.format
    if told.refused is None and (word := meeting_left_over(plain, told, today)):
        told = refused(plain, name, issue("not_a_plain_table", value=word, why=WRITTEN_AT_ONCE))
    if plain is not grid:
        told.preview = preview(grid)
    return told


def _exported(grid: Grid, name: str, choices: Choices, today: date) -> Reading | None:
    """The reading of what a program exported; None: none did, or a person has chosen the header or the columns."""
    if choices.header_line is not None or choices.columns is not None:
        return None
    if parted(top := sheet_of(grid, name, today, _TOP)) is not top:
        return None  # a question for name and organization in one: each way reads what it parts
    for program in likely_programs(grid.rows[:TOP_ROWS]):
        if (told := read_export(program, grid, name, choices, today)) is not None:
            told.format = program.name
            letter, why = bare_column(grid, told, today)
            return refused(grid, name, issue("not_a_plain_table", value=letter, why=why)) if letter else told
    return None


def _names_helped(reading: Reading) -> bool:
    """Whether what stands beside a name, or in it, says who is helped: "Survivor"; a "survivor advocate" is not."""
    told = {*reading.entries.role, *reading.entries.sector, *reading.entries.organization}
    told |= {name.rpartition("(")[2] for name in set(reading.entries.name) if name and name.endswith(")")}
    return any(fold(text) in _TO_BE_HELPED for text in told if text)
