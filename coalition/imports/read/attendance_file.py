"""The door for attendance: bytes of one file -> a `Reading`, whatever program or hand made it.

The formats stand in `formats.registry`, each told by its content: file names and extensions are not trusted.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.reader import FileRefused, Grid, read_grid
from coalition.imports.formats.form import TOP_ROWS, refuse
from coalition.imports.formats.registry import SHEETS, likely_programs, program_named
from coalition.imports.issues import RowIssue, issue
from coalition.imports.lexicon import any_of, pattern, words
from coalition.imports.pauses import without_pauses
from coalition.imports.read.answer import NO_DAYS
from coalition.imports.read.asides import explained, with_comments, without_comments
from coalition.imports.read.judge import read_by_ways, weigh_sheet, weighed
from coalition.imports.read.parting import header_score, parted
from coalition.imports.read.sheet import Sheet, grid_of, sheet_of
from coalition.imports.read.stacking import stacked
from coalition.imports.reading import Choices, ColumnRead, Reading
from coalition.imports.recount import recounted
from coalition.imports.sheets.bad_rows import without_bad_rows
from coalition.imports.sheets.books import read_book
from coalition.imports.sheets.columns import undated_matrix
from coalition.imports.sheets.contents import cells_of, column_twice
from coalition.imports.sheets.headers import (
    HELPED,
    fold,
    is_foreign,
    is_promise,
    is_signature,
    match,
    of_survivors,
    other_list,
)
from coalition.imports.sheets.helped import ask_who_they_are
from coalition.imports.sheets.layout import HEADER_WITHIN, Layout, find_header, lay_out
from coalition.imports.sheets.plain_table import not_a_plain_table, taken_for_organization
from coalition.imports.sheets.presence import are_counts
from coalition.imports.sheets.sheet import preview, read_sheet
from coalition.imports.sheets.whole_dates import with_whole_dates
from coalition.imports.workbook import is_workbook

_INVITEES = re.compile(rf"{any_of('titles_of_lists.invited')}[^:]*$", re.IGNORECASE)
"""Titles of lists of those who were asked to come."""
_ATTENDANCE = pattern("titles_of_lists.attendance", whole=False)
"""Titles that say of the people below that they came, whatever else the list keeps: when they registered, what was paid."""

_TO_BE_HELPED = {
    fold(word + plural) for word in HELPED if word not in words("other_headers.once_helped") for plural in ("", "s")
} | set(words("other_headers.helped_many"))
_WHOLE = 2.0
_SHOWN = {"name": 0, "organization": 1}
"""What a column of several things is shown as."""
_TOP = 240
"""Rows in which lists beside each other, and columns of several things, are looked for."""
_SEVERAL = 3
"""So many headers known as a whole make a header, even without names."""

_NO_PRODUCT = frozenset({"absence_marks", "registration_list"})
"""Formats that are no program's: a matrix is read as one, whatever else they know of its header."""

_HELPED = "it lists clients, who are never stored"
_SHARE = "Share cases with coded fields only: the template of shared cases has them."


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
    except FileRefused as refused:
        return refuse(Reading(name), refused.issue)
    return read_whole_grid(grid, name, choices, today)


def read_whole_grid(grid: Grid, name: str, choices: Choices, today: date) -> Reading:
    """What the cells of one file, or of one sheet of a workbook, say. Arguments as `read_attendance`.

    Where they name people who are helped the file is refused whatever was chosen, and nothing of it is shown. Where only a
    title may be that of such a group, it is flagged: who they are is asked before anything is kept.
    """
    helped = any(map(of_survivors, grid.rows[:HEADER_WITHIN]))
    told = None if helped else _read_weighed(grid, name, choices, today)
    if told is None or _names_helped(told) or (told := ask_who_they_are(told, grid.rows[:HEADER_WITHIN], today)) is None:
        unseen = Reading(name, encoding=grid.encoding, delimiter=grid.delimiter)
        return refuse(unseen, replace(issue("not_attendance", why=_HELPED), suggestion=_SHARE))
    return without_bad_rows(told, grid)


def _read_weighed(grid: Grid, name: str, choices: Choices, today: date) -> Reading:
    """The reading of a sheet by the ways that own its layout; else by the rules, held against the ways."""
    if not grid.rows:
        return _read_cells(grid, name, choices, today)
    plain, commented = without_comments(grid, today)
    plain = explained(plain)
    sheet = weigh_sheet(plain, name, choices, today)
    exported = _exported(plain, name, choices, today)
    is_product = exported is not None and exported.format not in _NO_PRODUCT
    owned = None if choices.layout or is_product else read_by_ways(sheet)
    told = _read_by_rules(plain, name, choices, today, exported) if owned is None else owned
    if owned is not None or plain is not grid:
        told.preview = preview(grid)
    told = with_comments(told, grid, commented)
    return told if owned is not None else weighed(told, sheet)


def _exported(grid: Grid, name: str, choices: Choices, today: date) -> Reading | None:
    """The reading of what a program exported; None: none did, or a person has chosen the header or the columns."""
    if choices.header_line is not None or choices.columns is not None:
        return None
    for program in likely_programs(grid.rows[:TOP_ROWS]):
        if program.read is not None and (told := program.read(grid, name, choices, today)) is not None:
            told.format = program.name
            return told
    return None


def _read_by_rules(grid: Grid, name: str, choices: Choices, today: date, exported: Reading | None) -> Reading:
    """The reading of a sheet by the rules, its columns of several things written apart; `exported`: that of its program."""
    top = sheet_of(grid, name, today, _TOP)
    written = top if choices.columns is not None else parted(top)
    if written is not top and len(grid.rows) > _TOP:
        written = parted(sheet_of(grid, name, today))
    if written.header_line is not None and choices.header_line in {None, written.header_line}:
        return _read_parted(grid, name, choices, today, written, grid.lines.index(written.header_line))
    return _of_program(exported, grid, name) if exported is not None else _read_cells(grid, name, choices, today)


def _read_written(grid: Grid, name: str, choices: Choices, today: date) -> Reading:
    """The reading of a sheet that was written in another shape, by its program or by the rules."""
    exported = _exported(grid, name, choices, today)
    return _of_program(exported, grid, name) if exported is not None else _read_cells(grid, name, choices, today)


def _of_program(told: Reading, grid: Grid, name: str) -> Reading:
    """The reading of an export; refused where somebody of a list without columns would be the organization of another."""
    taken = None if told.header_line is not None else taken_for_organization(told)
    why = "somebody stands where another has the organization"
    return told if taken is None else refuse(_empty(grid, name), issue("not_a_plain_table", value=taken, why=why))


def _empty(grid: Grid, name: str) -> Reading:
    return Reading(name, encoding=grid.encoding, delimiter=grid.delimiter, flags=list(grid.flags), preview=preview(grid))


def _read_parted(grid: Grid, name: str, choices: Choices, today: date, written: Sheet, header: int) -> Reading:
    """The reading of a sheet whose columns of several things are parted, told in the rows and columns of the file."""
    reading = _read_written(grid_of(written, grid), name, choices, today)
    fields: dict[int, str | None] = {}
    for one in reading.columns[: len(written.rows[header])]:
        at = written.rows[header][one.index].column
        fields[at] = min(fields.get(at), one.field, key=lambda field: _SHOWN.get(field or "", len(_SHOWN) + (field is None)))
    columns = [ColumnRead(at, text, fields.get(at)) for at, text in enumerate(grid.rows[header])]
    return _in_its_rows(reading, grid, header, columns)


def _in_its_rows(reading: Reading, grid: Grid, header: int, columns: list[ColumnRead]) -> Reading:
    """The reading of a sheet written out, told in the columns and rows of the file; refused, it keeps its own columns."""
    reading.preview = preview(grid)
    if reading.refused is None:
        reading.columns = columns
        recounted(reading, grid, header + 1)
    return reading


def _read_cells(grid: Grid, name: str, choices: Choices, today: date) -> Reading:
    """The reading of a table by the rules: of a sheet that no program exported, or of one written in another shape."""
    empty = _empty(grid, name)
    if not any(map(any, grid.rows)):
        return refuse(empty, issue("empty_file"))
    below = stacked(sheet_of(grid, name, today, _TOP)) if choices.columns is None else None
    if below is not None and len(grid.rows) > _TOP:
        below = stacked(sheet_of(grid, name, today))
    if below is not None and any(map(any, grid.rows[grid.lines.index(below.header_line or 0) + 1 :])):
        return _read_stacked(grid, name, choices, today, below, below.header_line or 0)
    header = _chosen_header(grid, choices) if choices.header_line is not None else find_header(grid.rows, today)
    asked = choices.header_line is not None or choices.columns is not None
    if header is None and choices.columns is None:
        return refuse(empty, _no_header(grid))
    if header is not None and not any(map(any, grid.rows[header + 1 :])):
        return refuse(empty, issue("header_only", grid.lines[header], row=grid.lines[header]))
    if header is not None:
        if twice := column_twice(grid.rows, header):
            return refuse(empty, issue("side_by_side", grid.lines[header], value=twice))
        grid = with_whole_dates(grid, header)
    layout = lay_out(grid.rows, header, choices, today, PurePath(name).stem)
    if not _names_somebody(layout):
        return refuse(empty, issue("no_header"))
    reading = read_sheet(grid, layout, name, choices, today)
    reading.format = program_named(grid.rows[:TOP_ROWS]) or max(SHEETS, key=lambda known: known.score(layout)).name
    doubt = None if asked else _why_not(layout, reading, grid.rows)
    if doubt:
        empty.header_line, empty.columns = reading.header_line, reading.columns
        return refuse(empty, issue("not_attendance", why=doubt))
    if not asked and (why := not_a_plain_table(layout, grid.rows, today)):
        return refuse(empty, why)
    return reading


def _read_stacked(grid: Grid, name: str, choices: Choices, today: date, below: Sheet, line: int) -> Reading:
    """The reading of lists that stand beside each other, told in the rows of the file.

    Nobody in their header or above it is of one of them: such a name is told as not read, and the lists are read without it.
    """
    above, plain = list[int](), grid_of(below, grid)
    while True:
        reading = _read_written(plain, name, replace(choices, header_line=None), today)
        begins = [] if reading.refused else [lines[0] for lines in reading.entries.lines]
        if not (found := {begin for begin in begins if begin <= line}.difference(above)):
            break
        above += sorted(found)
        rows = [[] if at in found else row for at, row in zip(plain.lines, plain.rows, strict=True)]
        plain = replace(plain, rows=rows)
    reading.preview = preview(grid)
    if reading.refused is None:
        reading.entries.keep([at for at, lines in enumerate(reading.entries.lines) if lines[0] > line])  # of a header left over
        reading.header_line, reading.columns = line, []
        recounted(reading, grid, grid.lines.index(line) + 1)
        cells = dict(zip(grid.lines, grid.rows, strict=True))
        reading.issues[:0] = [issue("note", number, raw=tuple(cells[number])) for number in sorted(above)]
    return reading


def _chosen_header(grid: Grid, choices: Choices) -> int | None:
    """The row of the grid that holds the chosen line; a cell with a line break makes a row of several lines."""
    before = [i for i, line in enumerate(grid.lines) if choices.header_line and line <= choices.header_line]
    return before[-1] if before else None


def _names_somebody(layout: Layout) -> bool:
    known = layout.tables[0].columns.index
    return bool({"name", "first_name", "last_name", "organization"} & known.keys())


def _names_helped(reading: Reading) -> bool:
    """Whether what stands beside a name, or in it, says who is helped: "Survivor"; a "survivor advocate" is not."""
    told = {*reading.entries.role, *reading.entries.sector, *reading.entries.organization}
    told |= {name.rpartition("(")[2] for name in set(reading.entries.name) if name and name.endswith(")")}
    return any(fold(text) in _TO_BE_HELPED for text in told if text)


def _no_header(grid: Grid) -> RowIssue:
    """No header: is it a list of people all the same, or something else?"""
    rows = [row for row in grid.rows[:200] if any(row)]
    if any(is_foreign(row) for row in rows[:HEADER_WITHIN]):
        return issue("not_attendance", why="its columns are those of another kind of list")
    if any(sum(match(cell).strength >= _WHOLE for cell in row) >= _SEVERAL for row in rows[:HEADER_WITHIN]):
        return issue("not_attendance", why="no column holds names of people")
    for column in range(max(map(len, rows))):
        cells = [row[column] for row in rows if column < len(row) and row[column]]
        people = sum(" " in cell and looks_like_person(cell) for cell in cells)
        if len(cells) >= 2 and people * 5 >= len(rows) * 3:
            return issue("no_header")
    return issue("not_attendance", why="no column of names was found")


def _why_not(layout: Layout, reading: Reading, rows: Sequence[list[str]]) -> str | None:
    """Why a file with a column of names is no attendance; None: it may be."""
    table = layout.tables[0]
    came = {"meeting", "timestamp", "joined", "attended"} & table.columns.index.keys()
    titled = any(_ATTENDANCE.search(cell) for row in rows[: max(table.start - 1, 0)] for cell in row)
    attended = bool(came or table.columns.attended or any(map(is_signature, table.header)))
    dated = any(meeting.on for meeting in reading.meetings)
    if other_list(table.header, dated=dated, attended=attended or titled):
        return "its columns are those of another kind of list"
    promised = any(map(is_promise, table.header))
    if table.columns.invited and not (titled and dated) and not (came and (not promised or came - {"timestamp", "meeting"})):
        return "it says who registered or answered the invitation, not who came"
    parts = table.columns.parts and not dated
    if parts or undated_matrix(table.header, table.columns, rows[table.start : table.stop]):
        return NO_DAYS
    if not attended and any(_INVITEES.match(cell) for row in rows[: max(table.start - 1, 0)] for cell in row):
        return "it says who registered or answered the invitation, not who came"
    counted = [at for at, _ in table.columns.attended]
    if counted and not dated and all(are_counts(cells_of(rows[table.start : table.stop], at)) for at in counted):
        return "it counts how often people came, and does not say when"
    telling = {"date", "meeting", "timestamp", "joined", "email", "attended", "organization"}
    told = telling & table.columns.index.keys() or table.columns.attended
    if not told and not table.preamble.says_anything() and not any(is_signature(cell) for cell in table.header):
        strangers = sum(found.code in {"placeholder", "note", "head_count"} for found in reading.issues)
        if strangers > len(reading.entries):
            return "most of its names are not names of people"
    if not len(reading.entries) and not reading.rows.refused:
        return "it names nobody"
    return None
