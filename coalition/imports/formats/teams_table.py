"""Microsoft Teams: what its reports have in common. A summary of pairs above, a table of people below, in any language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import PurePath

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.derived import Draft, Told, with_added
from coalition.imports.formats.moments import is_duration, is_moment, read_moments
from coalition.imports.formats.tables import Columns, Row, find_columns, is_in_thai, rejoined, width_of, with_whole_name
from coalition.imports.formats.teams_names import shown_name
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, match

_ENGLISH = frozenset({
    "name", "fullname", "jointime", "firstjoin", "leavetime", "lastleave", "duration", "inmeetingduration", "useraction",
    "timestamp", "participantidupn",
})  # fmt: skip
_NO_TITLE = frozenset({"", "null", "-", "none"})
_TITLES = frozenset(map(fold, (
    "Meeting title", "Meeting Title", "Titre de la réunion", "Besprechungstitel", "Título da reunião", "Título de la reunión",
    "Titolo riunione", "Titolo della riunione", "Tytuł spotkania", "Titel van vergadering", "会议标题",
    "會議標題", "会議のタイトル",
    "ชื่อการประชุม", "หัวข้อการประชุม", "ชื่อเรื่องการประชุม", "Judul rapat", "Tiêu đề cuộc họp",
)))  # fmt: skip
_FILES = (("meetingattendancereport(", ")"), ("meetingattendancelist(", ")"))


@dataclass(frozen=True)
class Block:
    """One meeting of a file.

    Attributes:
        top: its first row. header: the row of column names. stop: the row after its last person.
    """

    top: int
    header: int
    stop: int


def writes_english(row: Row) -> bool:
    """Whether a header is the English one; all other languages of the program begin dates with the day, or the year."""
    return bool({fold(cell) for cell in row} & _ENGLISH)


def title_of_file(file: str) -> str:
    """The title the older downloads carry in the name of the file; empty: none."""
    stem = PurePath(file).stem
    for begin, close in _FILES:
        at = stem.casefold().find(begin)
        if at >= 0:
            return stem[at + len(begin) :].partition(close)[0].replace("_", " ").strip()
    return ""


def told_above(rows: Sequence[Row], at: Mapping[str, datetime]) -> Told:
    """Title, start and end out of the pairs above a table: by their words, else by what they are."""
    title, texts = "", []
    times: list[datetime] = []
    for row in rows:
        cells = [cell for cell in rejoined(row) if cell]
        if len(cells) < 2:
            continue
        value = ", ".join(cells[1:])
        found = next((at[cell] for cell in cells[1:] if cell in at), None)
        if fold(cells[0]) in _TITLES:
            title = title or value
        elif found is not None:
            times.append(found)
        elif not times and not value.replace(" ", "").isdigit() and not is_duration(value):
            texts.append(value)
    title = title or (texts[0] if texts else "")
    start, end = [*times[:2], None, None][:2]
    return Told(start, end, "" if title.casefold() in _NO_TITLE else title)


def read_blocks(grid: Grid, file: str, choices: Choices, today: date, blocks: Sequence[Block]) -> Reading | None:
    """The people of every block; all other rows below the first header are headings."""
    first = blocks[0]
    header = grid.rows[first.header][: width_of(grid.rows[first.header])]
    rows = {n: rejoined(grid.rows[n]) for block in blocks for n in range(block.header + 1, block.stop)}
    columns = find_columns(header, [rows[n] for n in range(first.header + 1, first.stop) if any(rows[n])])
    if not {"name", "first_name"} & set(columns.fields.values()):
        return None
    columns = with_added(header, columns)
    cells = [cell for row in grid.rows for cell in rejoined(row)]
    moments = read_moments(
        filter(is_moment, cells),
        today=today,
        choices=choices,
        file=file,
        day_first=not writes_english(header),
        thai=is_in_thai(header, rows.values()),
    )
    draft = Draft(grid, file, choices, today, first.header, columns, moments)
    kept: set[int] = set()
    for block in blocks:
        kept |= _take_people(draft, block, rows)
    draft.set_apart([n for n in range(first.header + 1, len(grid.rows)) if n not in kept])
    for block in blocks:
        told = told_above(grid.rows[block.top : block.header], moments.at)
        draft.say(told, block.header, block.top)
        draft.rows[block.header] = draft.head()
    return draft.read(partial(name_meetings, title=title_of_file(file)))


def name_meetings(reading: Reading, *, title: str) -> None:
    """Give meetings without a title the one the name of the file tells."""
    reading.meetings = [replace(meeting, title=meeting.title or title or None) for meeting in reading.meetings]


def _take_people(draft: Draft, block: Block, rows: Mapping[int, Row]) -> set[int]:
    """The rows of people of one block, in plain words and in the columns of the first."""
    columns = draft.columns
    header = draft.grid.rows[block.header]
    below = [rows[n] for n in range(block.header + 1, block.stop) if any(rows[n])]
    own = columns if block.header == draft.header else with_added(header, find_columns(header[: width_of(header)], below))
    name, joined = own.at("name"), own.at("joined")
    kept = set()
    for number in range(block.header + 1, block.stop):
        row = rows[number]
        if name is not None and joined is not None:
            row = with_whole_name(row, name, joined)
        if own != columns:
            row = _moved(row, own, columns)
        for at in (i for i, field in columns.fields.items() if field in {"name", "first_name", "last_name"} and i < len(row)):
            row = [*row[:at], shown_name(row[at]), *row[at + 1 :]]
        draft.rows[number] = _named(draft.plain(row), columns)
        kept.add(number)
    return kept


def _named(row: Row, columns: Columns) -> Row:
    """The row; one of somebody who registered and has no name in the list says of no organization that it was there."""
    names = [i for i, field in columns.fields.items() if field in {"name", "first_name", "last_name"}]
    at = columns.at("organization")
    if at is None or at >= len(row) or any(i < len(row) and row[i] for i in names):
        return row
    return [*row[:at], "", *row[at + 1 :]]


def _moved(row: Row, own: Columns, columns: Columns) -> Row:
    """A row of another block in the columns of the first."""
    out = [""] * (max(columns.fields, default=0) + 1)
    for at, field in own.fields.items():
        to = columns.at(field)
        if to is not None and at < len(row):
            out[to] = row[at]
    return out


def matches(row: Row, *fields: str) -> bool:
    """Whether headers for all these fields are in a row, by their words."""
    return {match(cell).field for cell in row} >= set(fields)
