"""The lists of the extension "Google Meet Attendance": invited people, with the times of those who were seen."""

import re
from collections.abc import Sequence
from datetime import date

from coalition.imports.cells.datewords import find_written
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, Row, best_header, column_of, columns_of, read_roll
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold

_WORDS = {
    "name": ("names", "name"),
    "email": ("email",),
    "joined": ("arrival time", "first seen"),
    "left": ("last seen",),
    "ignore": ("comments", "# of checks", "joined", "details"),
}
_OF_CLASS = "attendancefor"
_CODE = re.compile(r"[a-z]{3}-[a-z]{4}-[a-z]{3}")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?", re.IGNORECASE)
_FEW = 8


def _by_words(heads: frozenset[str]) -> float:
    named = heads & {"names", "name"}
    return 9.0 if named and {"arrivaltime", "lastseen"} <= heads and heads & {"#ofchecks", "joined", "details"} else 0.0


def _by_form(rows: Sequence[Row]) -> tuple[int, dict[int, str]] | None:
    """(header, columns) in a language nobody has listed: the code of the call above, and two times before the `# of Checks`."""
    code = next((n for n, row in enumerate(rows[:_FEW]) if any(map(_CODE.fullmatch, row))), None)
    for number in range(code + 1, min(len(rows), code + _FEW)) if code is not None else ():
        checks = next((i for i, cell in enumerate(rows[number]) if cell.startswith("#")), 0)
        clocks = {cell for row in rows[number + 1 :] for cell in row[checks - 2 : checks] if cell} if checks > 2 else set()
        if clocks and all(map(_CLOCK.fullmatch, clocks)):
            columns = {0: "name", checks - 2: "joined", checks - 1: "left"}
            columns |= dict.fromkeys(range(checks, len(rows[number])), "ignore")
            return number, columns | ({1: "email"} if checks > 3 else {})
    return None


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1] or (8.5 if _by_form(rows) else 0.0)


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    told = (number, columns_of(grid.rows[number], _WORDS)) if number >= 0 else _by_form(grid.rows)
    if told is None:
        return None
    number, columns = told
    at = column_of(columns, "name") or 0
    help_at = next((i for i in range(number + 1, len(grid.rows)) if _is_help(grid.rows[i], at)), len(grid.rows))
    apart = {i: "note" for i in range(help_at, len(grid.rows)) if any(grid.rows[i])}
    roll = Roll(number, columns, heads={"joined": "Arrival time", "left": "Last seen"}, apart=apart)
    roll.above = [_plain(row) for row in grid.rows[:number]]
    if roll.above and len(first := list(filter(None, grid.rows[0]))) == 2 and first[0].endswith(":"):
        roll.above[0] = ["Meeting title:", first[1]]
    return read_roll(grid, file, choices, today, roll)


def _is_help(row: Row, at: int) -> bool:
    """Whether the foot of the list begins here."""
    lead = fold(row[at]) if at < len(row) else ""
    return lead.startswith("helpmoreinfo")


def _plain(row: Row) -> Row:
    """`Attendance for:` names the meeting; the notes of the class do not."""
    lead = fold(row[0]) if row else ""
    if lead == _OF_CLASS:
        return ["Meeting title:", *row[1:]]
    if any(map(_CODE.fullmatch, row)):  # day and time of the call, in any language
        keys = {"Time:": next(filter(_CLOCK.fullmatch, row), ""), "Date:": next(filter(find_written, row), "")}
        return [cell for key, value in keys.items() if value for cell in (key, value)] or row
    return [] if lead == "classnotes" else row


MEET_ATTENDANCE_LIST = Format(
    "meet_attendance_list",
    "Google Meet Attendance (extension): list of a class",
    "Saved by the extension at the end of a call; who was invited and never seen is in it as well.",
    Sample(
        "Monthly coalition call ( 2026-05-14 ).csv",
        '"Attendance for:","Monthly coalition call"\n"Date:", "2026-05-14", "Time:", "13:30", "Meet ID:", "abc-defg-hij"\n'
        '"Names", "Email", "Comments", "Arrival time", "Last Seen", "# of Checks", "Joined", "Details"\n'
        '"✔ Anong Saelee", "anong@riverhouse.example", "", "13:31", "14:35", "64", "1", ""\n'
        '"✔ Ben Carver", "", "", "13:40", "14:35", "55", "1", ""\n"Chai Wongdee", "", ""\n',
    ),
    _score,
    _read,
)
