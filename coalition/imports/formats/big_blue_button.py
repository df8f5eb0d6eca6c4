"""The learning dashboard of BigBlueButton: one row for each person of a room, with times of joining and leaving."""

from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, best_header, columns_of, read_roll
from coalition.imports.reading import Choices, Reading

_WORDS = {
    "name": ("name", "user"),
    "minutes": ("duration", "online time"),
    "joined": ("join", "joined", "join time"),
    "left": ("left", "leave", "leave time"),
}


def _by_words(heads: frozenset[str]) -> float:
    told = heads & {"moderator", "activityscore", "talktime", "webcamtime", "raisehands", "raisehand", "pollvotes"}
    named = heads & {"name", "user"}
    return 8.0 if named and len(told) >= 3 and heads & {"join", "joined", "jointime", "duration", "onlinetime"} else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, _ = best_header(grid.rows, _by_words)
    if number < 0:
        return None
    header = grid.rows[number]
    columns = columns_of(header, _WORDS)
    columns |= {i: "ignore" for i in range(len(header)) if i not in columns}
    heads = {"joined": "Join time", "left": "Leave time"}
    return read_roll(grid, file, choices, today, Roll(number, columns, heads=heads))


BIG_BLUE_BUTTON = Format(
    "big_blue_button_dashboard",
    "BigBlueButton: learning dashboard",
    "From the learning analytics dashboard of the room, downloaded as CSV while the meeting is open.",
    Sample(
        "LearningDashboard_Coalition_2026-05-14.csv",
        "Name,Moderator,Activity Score,Talk Time,Webcam Time,Messages,Reactions,Poll Votes,Raise Hands,Join,Left,Duration\n"
        "Anong Saelee,true,6.5,00:12:10,00:50:00,3,0,0,1,2026-05-14 13:28:03,2026-05-14 14:33:10,01:05:07\n"
        "Ben Carver,false,2.0,00:02:10,00:00:00,1,0,0,0,2026-05-14 13:35:00,2026-05-14 14:33:10,00:58:10\n",
        "utf-8",
    ),
    _score,
    _read,
)
