"""The door for attendance: bytes of one file -> a `Reading`, whatever program or hand made it; what is asked of any reading.

The formats stand in `formats.registry`, each told by its content: file names and extensions are not trusted.

Who came to a "Survivor support circle" is asked, never guessed: those who work with survivors meet under such names too.
What says more, such as a column of a person's case, refuses the list (`headers.of_survivors`).
Rows with a bad cell (`cells.text`) stay in the grid while it is read; afterwards nothing of them is kept.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, takewhile
from pathlib import PurePath

from coalition.imports.cells.dates import days_to_bangkok, find_date, is_utc, without_zone
from coalition.imports.cells.headers import HELPED, OF_NAMES, fold, match, of_survivors
from coalition.imports.cells.reader import FileRefused, Grid, read_grid
from coalition.imports.cells.text import BadCell
from coalition.imports.formats.form import TOP_ROWS, Product, refuse
from coalition.imports.formats.registry import likely_programs, program_named, read_export
from coalition.imports.issues import RowIssue, issue
from coalition.imports.lexicon import any_of, words
from coalition.imports.read.above import HEADER_WITHIN
from coalition.imports.read.answer import DID_THEY_COME, refused
from coalition.imports.read.book import read_book
from coalition.imports.read.contents import asks_who_came, with_people_as_headers
from coalition.imports.read.explode import exploded
from coalition.imports.read.fill import explained
from coalition.imports.read.judge import read_by_ways, weigh_sheet
from coalition.imports.read.parting import header_score, parted
from coalition.imports.read.sheet import sheet_of
from coalition.imports.read.unread import WRITTEN_AT_ONCE, bare_column, meeting_left_over
from coalition.imports.reading import Choices, Reading, drop_unused, preview, recounted, without_pauses
from coalition.imports.workbook import is_workbook

# --- one file --------------------------------------------------------------------------------------------------------------


_TO_BE_HELPED = {
    fold(word + plural) for word in HELPED if word not in words("other_headers.once_helped") for plural in ("", "s")
} | set(words("other_headers.helped_many"))
_TOP = 240
"""Rows in which columns of several things are looked for."""

_OTHER_QUESTION = "The question above the names does not say who came"
_HELPED = "It lists clients, and clients are never stored"
_SHARE = "Share cases only in fields with codes, as in the template for shared cases."


def read_attendance(data: bytes, name: str, *, choices: Choices = Choices(), today: date) -> Reading:  # noqa: B008 - frozen
    """What one attendance file says, without looking at anything stored. Where it is `refused` there are no entries.

    Args:
        data: the file. name: its name as uploaded; some formats carry the date only there.
        choices: what a person corrected on the page; `header_line=0`: the file has no header, see `columns`.
        today: the day of reading; dates far after it are doubted.
    """
    with without_pauses():
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
    rows, asked = with_people_as_headers(grid.rows)
    plain = explained(replace(grid, rows=rows))
    sheet = weigh_sheet(plain, name, choices, today)
    likely = likely_programs(plain.rows[:TOP_ROWS])
    told = None if choices.layout else _exported(plain, name, choices, today, likely)
    if told is None or sheet.choice.is_matrix:
        told = read_by_ways(sheet)
        told.format = program_named(likely) or told.format
    if told.refused is None and (word := meeting_left_over(plain, told, today)):
        told = refused(plain, name, issue("not_a_plain_table", value=word, why=WRITTEN_AT_ONCE))
    if asked and told.refused is None and not asks_who_came(asked) and DID_THEY_COME not in told.flags:
        told.flags.append(DID_THEY_COME)
        told.issues.insert(0, issue(DID_THEY_COME, why=_OTHER_QUESTION))
    told.preview = preview(grid)
    return told


def _exported(grid: Grid, name: str, choices: Choices, today: date, likely: Sequence[Product]) -> Reading | None:
    """The reading of what a program exported; None: none did, or a person has chosen the header or the columns."""
    if choices.header_line is not None or choices.columns is not None:
        return None
    if exploded(parted(top := sheet_of(grid, name, today, _TOP))) is not top:
        return None  # a question for name and organization in one, or a list of names: each way reads what it parts
    twice = [{match(cell).field for cell in row if row.count(cell) > 1} - {None} for row in grid.rows[:TOP_ROWS]]
    if any(len(fields) > 1 and OF_NAMES & fields for fields in twice):
        return None  # two halves of a list beside each other, to save paper
    for program in takewhile(lambda known: known.reads, likely):
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


# --- what is asked or refused of a reading, whatever read it: who its people are, rows that no one may read, which day is meant


ASKED = "who_they_are"
"""Code of the question and of the flag."""

_WHO = "|".join(HELPED)
_ENGLISH = "|".join(word for word in HELPED if word.isascii())
_KIND = rf"(?:{any_of('helped.kinds', whole=False)} ){{0,2}}{any_of('helped.groups', whole=False)}"
_MANY = "|".join(words("other_headers.helped_many"))
_GROUP = re.compile(
    rf"(?:(?:{_ENGLISH})s?(?: s)?|{_MANY}) {_KIND}|{_KIND} {any_of('helped.for')} (?:(?:{_ENGLISH})s|{_MANY})"
    rf"|{any_of('helped.groups_before')}{any_of('helped.kinds_before')}*(?:{_WHO})",
    re.IGNORECASE,
)
_SAYS_NOTHING = any_of("helped.says_nothing", whole=False)
_AROUND = re.compile(rf"^(?:{_SAYS_NOTHING}\b )+|(?: {_SAYS_NOTHING}\b)+$", re.IGNORECASE)
_LETTERS = re.compile(r"[\u0e00-\u0e7f]+|[^\W\d_]+")
_LONGEST = 120
_ABOUT_A_PERSON = frozenset(map(fold, words("helped.about_a_person")))
"""Headers that tell of a person what no list of those who act for organizations needs to."""


def is_group_of_helped(text: str, today: date) -> bool:
    """Whether a title is that of a group of people who are helped: "Survivor support circle, 14 May"; not its leaders."""
    if len(text) > _LONGEST or not re.search(_WHO, text, re.IGNORECASE):
        return False
    dated = find_date(text, today=today)
    said = " ".join(_LETTERS.findall(dated.rest if dated else text))
    return _GROUP.fullmatch(_AROUND.sub("", said)) is not None


def ask_who_they_are(reading: Reading, rows: Sequence[Sequence[str]], today: date) -> Reading | None:
    """The reading with the question who its people are, where a title, an organization or the file's name leaves it open.

    None: a column about a person stands under such a title, as "Age" or "Nationality": that list is of people who are helped.
    `rows`: the first rows of the file.
    """
    cells = list(chain.from_iterable(rows))
    titles, stem = [meeting.title for meeting in reading.meetings], PurePath(reading.file).stem.replace("_", " ")
    texts = filter(None, dict.fromkeys([*titles, *cells, *set(reading.entries.organization), stem]))
    found = next((text for text in texts if is_group_of_helped(text, today)), None)
    if found is None:
        return reading
    if any(fold(cell) in _ABOUT_A_PERSON for cell in [column.header for column in reading.columns] or cells):
        return None
    if reading.refused is None and len(reading.entries):
        reading.flags.append(ASKED)
        reading.issues.insert(0, issue(ASKED, value=found))
    return reading


# --- rows that no one may read ---------------------------------------------------------------------------------------------
_FIELDS_OF_TEXT = ("organization", "email", "phone", "role", "sector")


def without_bad_rows(reading: Reading, grid: Grid) -> Reading:
    """The reading without the entries of bad rows; each such row below the header is told, and counted as refused.

    A name, an organization or a title that is itself such a cell (a column's header, a cell over several rows) is not kept.
    """
    if not grid.bad or reading.refused is not None:
        return reading
    bad = dict(grid.bad)
    entries = reading.entries
    is_a_list = _is_a_list(reading)
    kept = [False] * len(entries)
    for at, (name, lines) in enumerate(zip(entries.name, entries.lines, strict=True)):
        if name in grid.bad_texts:
            bad.update({line: BadCell("unreadable_name") for line in lines if line not in bad})
        elif grid.bad.keys().isdisjoint(lines) or (is_a_list and not bad.keys() >= set(lines)):
            kept[at] = True
        else:  # whether somebody came may rest on the mark in the bad row
            bad.update({line: BadCell("beside_refused") for line in lines if line not in bad})
    entries.keep(kept)
    entries.lines[:] = [tuple(line for line in lines if line not in grid.bad) for lines in entries.lines]
    for name in _FIELDS_OF_TEXT:
        column = getattr(entries, name)
        column[:] = [None if text in grid.bad_texts else text for text in column]
    for at, meeting in enumerate(reading.meetings):
        title, place = (None if text in grid.bad_texts else text for text in (meeting.title, meeting.place))
        reading.meetings[at] = replace(meeting, title=title, place=place)
    drop_unused(reading.meetings, entries)
    return _told(reading, grid, bad)


def _is_a_list(reading: Reading) -> bool:
    """Whether whoever stands in the file was there: then a second row of somebody says nothing that the first does not."""
    has_marks = any(column.field == "attended" for column in reading.columns)
    return not has_marks and set(reading.entries.state) <= {"present"}


def _told(reading: Reading, grid: Grid, bad: dict[int, BadCell]) -> Reading:
    """The reading with an issue for each bad row, its rows counted anew."""
    header = reading.header_line or 0
    first = next((at for at, line in enumerate(grid.lines) if line > header), len(grid.lines))
    still = {line for lines in reading.entries.lines for line in lines}
    ours = {line for line in bad if line > header} - still
    issues = [found for found in reading.issues if found.line not in ours]
    issues += [bad[line].told(line) for line in ours]
    reading.issues = sorted(issues, key=lambda found: found.line or 0)
    return recounted(reading, grid, first)


# --- days of times in UTC: where in Thailand the next has begun, it is asked which one is meant ----------------------------


WHICH_ZONE = "which_zone"
AS_WRITTEN, IN_THAILAND, ELSEWHERE = "written", "thailand", "elsewhere"
_WITHIN = 200


def as_written(grid: Grid) -> Grid:
    """A grid whose times in UTC are taken for those of the place."""
    return replace(grid, rows=[[without_zone(cell) for cell in row] for row in grid.rows])


def moved_day(grid: Grid, told: Reading, today: date) -> RowIssue | None:
    """The question about a day that is another one in UTC, as the file writes it; None: there is none among the meetings."""
    for lines, meeting in zip(told.entries.lines[:_WITHIN], told.entries.meeting, strict=False):
        for cell in (cell for line in lines for cell in grid.row_at(line) if ":" in cell and days_to_bangkok(cell)):
            here, there = (find_date(text, today=today, order=told.date_order) for text in (cell, without_zone(cell)))
            if here and there and here.on == told.meetings[meeting].on:
                return issue(WHICH_ZONE, lines[0], value=cell, first=here.on.isoformat(), second=there.on.isoformat())
    return None


def tell_utc(grid: Grid, told: Reading) -> None:
    """Say in which row the first time in UTC stands that was left as it is: the coalition is not where Thai time is."""
    read = {line for lines in told.entries.lines for line in lines}
    rows = (pair for pair in zip(grid.lines, grid.rows, strict=True) if pair[0] in read)
    if found := next(((line, cell) for line, row in rows for cell in row if is_utc(cell)), None):
        told.issues.insert(0, issue("utc_kept", found[0], value=found[1]))
