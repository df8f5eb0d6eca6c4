"""Rows with a cell that no row may hold (`cells.bounds`): whatever a format made of them, they are refused and told.

They stay in the grid while it is read, with their cell cut, so that headings and merged cells mean what they meant; afterwards
nothing of them is kept.
"""

from dataclasses import replace

from coalition.imports.cells.bounds import BadCell
from coalition.imports.cells.reader import Grid
from coalition.imports.reading import MeetingRead, Reading
from coalition.imports.recount import drop_unused, recounted

_TEXTS = ("organization", "email", "phone", "role", "sector")


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
    for name in _TEXTS:
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
