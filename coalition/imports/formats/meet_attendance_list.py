"""The lists of the extension "Google Meet Attendance": invited people, with the times of those who were seen."""

from datetime import date

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


def _by_words(heads: frozenset[str]) -> float:
    named = heads & {"names", "name"}
    return 9.0 if named and {"arrivaltime", "lastseen"} <= heads and heads & {"#ofchecks", "joined", "details"} else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    columns = columns_of(grid.rows[number], _WORDS)
    at = column_of(columns, "name") or 0
    help_at = next((i for i in range(number + 1, len(grid.rows)) if _is_help(grid.rows[i], at)), len(grid.rows))
    apart = {i: "note" for i in range(help_at, len(grid.rows)) if any(grid.rows[i])}
    roll = Roll(number, columns, heads={"joined": "Arrival time", "left": "Last seen"}, apart=apart)
    roll.above = [_plain(row) for row in grid.rows[:number]]
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
