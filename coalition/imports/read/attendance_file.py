"""The door for attendance: bytes of one file -> a `Reading`, whatever program or hand made it.

The formats stand in `formats.registry`, each told by its content: file names and extensions are not trusted.
"""

from dataclasses import replace
from datetime import date

from coalition.imports.cells.headers import (
    HELPED,
    fold,
    of_survivors,
)
from coalition.imports.cells.reader import FileRefused, Grid, read_grid
from coalition.imports.formats.form import TOP_ROWS, refuse
from coalition.imports.formats.registry import likely_programs, program_named
from coalition.imports.issues import issue
from coalition.imports.lexicon import words
from coalition.imports.pauses import without_pauses
from coalition.imports.read.above import HEADER_WITHIN
from coalition.imports.read.afterwards import ask_who_they_are, without_bad_rows
from coalition.imports.read.answer import refused
from coalition.imports.read.asides import explained, with_comments, without_comments
from coalition.imports.read.books import read_book
from coalition.imports.read.judge import read_by_ways, weigh_sheet
from coalition.imports.read.parting import header_score, parted
from coalition.imports.read.sheet import sheet_of
from coalition.imports.reading import Choices, Reading
from coalition.imports.recount import preview
from coalition.imports.workbook import is_workbook

_TO_BE_HELPED = {
    fold(word + plural) for word in HELPED if word not in words("other_headers.once_helped") for plural in ("", "s")
} | set(words("other_headers.helped_many"))
_TOP = 240
"""Rows in which columns of several things are looked for."""
_REGISTERED = "registration_list"
"""The format of lists of people who registered, of any program: with a column for each day they are a matrix."""

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
    except FileRefused as found:
        return refuse(Reading(name), found.issue)
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
    """The reading of a sheet: as what a program exported, else by the best of all ways to read it."""
    if not any(map(any, grid.rows)):
        return refused(grid, name, issue("empty_file"))
    plain, commented = without_comments(grid, today)
    plain = explained(plain)
    sheet = weigh_sheet(plain, name, choices, today)
    told = None if choices.layout else _exported(plain, name, choices, today)
    if told is None or (told.format == _REGISTERED and sheet.choice.is_matrix):
        told = read_by_ways(sheet)
        told.format = program_named(plain.rows[:TOP_ROWS]) or told.format
    if plain is not grid:
        told.preview = preview(grid)
    return with_comments(told, grid, commented)


def _exported(grid: Grid, name: str, choices: Choices, today: date) -> Reading | None:
    """The reading of what a program exported; None: none did, or a person has chosen the header or the columns."""
    if choices.header_line is not None or choices.columns is not None:
        return None
    if parted(top := sheet_of(grid, name, today, _TOP)) is not top:
        return None  # a question for name and organization in one: each way reads what it parts
    for program in likely_programs(grid.rows[:TOP_ROWS]):
        if program.read is not None and (told := program.read(grid, name, choices, today)) is not None:
            told.format = program.name
            return told
    return None


def _names_helped(reading: Reading) -> bool:
    """Whether what stands beside a name, or in it, says who is helped: "Survivor"; a "survivor advocate" is not."""
    told = {*reading.entries.role, *reading.entries.sector, *reading.entries.organization}
    told |= {name.rpartition("(")[2] for name in set(reading.entries.name) if name and name.endswith(")")}
    return any(fold(text) in _TO_BE_HELPED for text in told if text)
