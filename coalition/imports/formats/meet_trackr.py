"""The lists of the extension Trackr for Google Meet: names with times; the day stands in the name of the file."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.moments import is_duration
from coalition.imports.formats.roll import Roll, Row, best_header, column_of, columns_of, read_roll
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import match
from coalition.imports.sheets.presence import mark_of

_WORDS = {
    "name": ("name", "participant name", "participant"),
    "email": ("email",),
    "joined": ("joined at", "join time"),
    "left": ("left at", "leave time"),
    "minutes": ("time in call", "duration"),
    "attended": ("status",),
    "ignore": ("rejoins",),
}
_FIELDS = ("name", "joined", "left", "minutes", "attended")
_NARROWEST, _WIDEST = 4, 5
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_SHARE = re.compile(r"\([^()]*(?:prezentacja|presentation|presentación|apresentação|präsentation)[^()]*\)", re.IGNORECASE)
_SELF = re.compile(r"\s*\((?:ty|you|tú|vous|você|du|sie|คุณ)\)$", re.IGNORECASE)


def _by_words(heads: frozenset[str]) -> float:
    return 9.0 if {"joinedat", "timeincall"} <= heads and heads & {"name", "participantname", "participant"} else 0.0


def _has_form(rows: Sequence[Row]) -> bool:
    """Whether this is the list in a language nobody has listed: a name, two times of day, how long, and a state or nothing."""
    head = rows[0] if rows else []
    if not _NARROWEST <= len(list(filter(None, head))) <= _WIDEST or any(match(cell).field for cell in head[1:4]):
        return False
    below = [row for row in rows[1:] if any(row)]
    return all(
        len(row) >= _NARROWEST and all(map(_CLOCK.fullmatch, row[1:3])) and is_duration(row[3]) for row in below
    ) and bool(below)


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1] or (4.0 if _has_form(rows) else 0.0)


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0 and not _has_form(grid.rows):
        return None
    columns = columns_of(grid.rows[number], _WORDS) if number >= 0 else dict(enumerate(_FIELDS))
    number = max(number, 0)
    at = column_of(columns, "attended")
    cells: dict[int, Callable[[str], str]] = {} if at is None else {at: _presence}
    name = column_of(columns, "name")
    if name is not None:
        cells[name] = _without_self
    heads = {"joined": "Joined at", "left": "Left at"}
    return read_roll(grid, file, choices, today, Roll(number, columns, cells, heads=heads))


def _without_self(name: str) -> str:
    """The name of whoever saved the list without "you" behind it; a shared screen is marked in one way."""
    return _SHARE.sub("(presentation)", _SELF.sub("", name))


def _presence(status: str) -> str:
    """Left, Active and In call are all states of somebody who was there."""
    return "absent" if mark_of(status) in {"absent", "excused"} else "present"


TRACKR = Format(
    "meet_trackr",
    "Trackr (extension for Google Meet): list of a call",
    "Downloaded from the extension after a call; keep the name of the file, only it says the day.",
    Sample(
        "Meet---abc-defg-hij-2026-05-14.csv",
        '"Name","Joined at","Left at","Time in call","Status"\n"Anong Saelee","13:31:05","14:35:10","1h 4m 5s","Left"\n'
        '"Ben Carver","13:40:00","14:35:12","55m 12s","Left"\n',
        "utf-8",
    ),
    _score,
    _read,
)
