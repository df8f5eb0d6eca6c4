"""What is asked or refused of a reading, whatever read it: who its people are, which day is meant, rows that no one may read.

Who came to a "Survivor support circle" is asked, never guessed: those who work with survivors meet under such names too, and
survivors' own organizations. What says more, such as a column of a person's case, refuses the list (`headers.of_survivors`).
Rows with a bad cell (`cells.text`) stay in the grid while it is read; afterwards nothing of them is kept.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from coalition.imports.cells.dates import days_to_bangkok, find_date, is_utc, without_zone
from coalition.imports.cells.headers import HELPED, fold
from coalition.imports.cells.reader import Grid
from coalition.imports.cells.text import BadCell
from coalition.imports.issues import RowIssue, issue
from coalition.imports.lexicon import any_of, words
from coalition.imports.reading import MeetingRead, Reading, drop_unused, recounted

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

    Args:
        rows: the first rows of the file.
    """
    titles = [meeting.title for meeting in reading.meetings]
    texts = [
        *titles,
        *(cell for row in rows for cell in row),
        *set(reading.entries.organization),
        PurePath(reading.file).stem.replace("_", " "),
    ]
    found = next((text for text in dict.fromkeys(texts) if text and is_group_of_helped(text, today)), None)
    headers = [column.header for column in reading.columns] or [cell for row in rows for cell in row]
    if found is not None and any(fold(cell) in _ABOUT_A_PERSON for cell in headers):
        return None
    if found is not None and reading.refused is None and len(reading.entries):
        reading.flags.append(ASKED)
        reading.issues.insert(0, issue(ASKED, value=found))
    return reading


# --- rows that no one may read ---------------------------------------------------------------------------------------------
_FIELDS_OF_TEXT = ("organization", "email", "phone", "role", "sector")


def without_bad_rows(reading: Reading, grid: Grid) -> Reading:
    """The reading without the entries of bad rows; each such row below the header is told, and counted as refused.

    A name, an organization or a title that is itself such a cell (a column's header, a cell over several rows) is not kept
    either. What else was told of such a row is left out: it was told of a part of its text.
    """
    if not grid.bad or reading.refused is not None:
        return reading
    bad = dict(grid.bad)
    entries = reading.entries
    is_a_list = _is_a_list(reading)
    kept = []
    for at, (name, lines) in enumerate(zip(entries.name, entries.lines, strict=True)):
        if name in grid.bad_texts:
            bad.update({line: BadCell("unreadable_name") for line in lines if line not in bad})
        elif grid.bad.keys().isdisjoint(lines) or (is_a_list and not bad.keys() >= set(lines)):
            kept.append(at)
        else:  # whether somebody came may rest on the mark in the bad row
            bad.update({line: BadCell("beside_refused") for line in lines if line not in bad})
    entries.keep(kept)
    entries.lines[:] = [tuple(line for line in lines if line not in grid.bad) for lines in entries.lines]
    for name in _FIELDS_OF_TEXT:
        column = getattr(entries, name)
        column[:] = [None if text in grid.bad_texts else text for text in column]
    reading.meetings[:] = [_plain(meeting, grid) for meeting in reading.meetings]
    drop_unused(reading.meetings, entries)
    return _told(reading, grid, bad)


def _is_a_list(reading: Reading) -> bool:
    """Whether whoever stands in the file was there: then a second row of somebody says nothing that the first does not."""
    has_marks = any(column.field == "attended" for column in reading.columns) or reading.format.endswith("matrix")
    return not has_marks and set(reading.entries.state) <= {"present"}


def _plain(meeting: MeetingRead, grid: Grid) -> MeetingRead:
    title, place = (None if text in grid.bad_texts else text for text in (meeting.title, meeting.place))
    return replace(meeting, title=title, place=place)


def _told(reading: Reading, grid: Grid, bad: dict[int, BadCell]) -> Reading:
    """The reading with an issue for each bad row, its rows counted anew."""
    first = next((at for at, line in enumerate(grid.lines) if line > (reading.header_line or 0)), len(grid.lines))
    begin = grid.lines[first] if first < len(grid.lines) else 0
    still = {line for lines in reading.entries.lines for line in lines}
    ours = {line for line in bad if line >= begin} - still
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
    cells = dict(zip(grid.lines, grid.rows, strict=True))
    for lines, meeting in zip(told.entries.lines[:_WITHIN], told.entries.meeting, strict=False):
        for cell in (cell for line in lines for cell in cells.get(line, ()) if ":" in cell and days_to_bangkok(cell)):
            here, there = (find_date(text, today=today, order=told.date_order) for text in (cell, without_zone(cell)))
            if here and there and here.on == told.meetings[meeting].on:
                return issue(WHICH_ZONE, lines[0], value=cell, first=here.on.isoformat(), second=there.on.isoformat())
    return None


def tell_utc(grid: Grid, told: Reading) -> None:
    """Say in which row the first time in UTC stands that was left as it is: the coalition is not where Thai time is."""
    lines = sorted(line for lines in told.entries.lines for line in lines)
    cells = dict(zip(grid.lines, grid.rows, strict=True))
    if found := next(((line, cell) for line in lines for cell in cells.get(line, ()) if is_utc(cell)), None):
        told.issues.insert(0, issue("utc_kept", found[0], value=found[1]))
