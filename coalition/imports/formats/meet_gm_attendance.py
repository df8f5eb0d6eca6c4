"""The records of the extension "GM Attendance": one row for each person and meeting; a series has a matrix above them."""

import re
from datetime import date

from coalition.imports.cells.names import looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.roll import Roll, best_header, column_of, columns_of, read_roll
from coalition.imports.reading import Choices, Reading

_WORDS = {
    "date": ("date",),
    "title": ("meeting", "series"),
    "start": ("meeting start",),
    "end": ("meeting end",),
    "name": ("participant", "name"),
    "email": ("email",),
    "attended": ("status",),
    "joined": ("first seen",),
    "left": ("last left",),
    "minutes": ("present (min)", "present"),
    "ignore": (
        "meet code", "series", "meeting length", "present", "share", "presence blocks", "joins & leaves", "merged from", "id",
    ),
}  # fmt: skip
_SIGN = re.compile(r"^['=+\-@]+\s*(?=[^\W\d_])")
"""Signs before a name that a spreadsheet would take for a formula; the extension writes an apostrophe before them."""


def _by_words(heads: frozenset[str]) -> float:
    seen = {"firstseen", "lastleft"} <= heads
    return 9.0 if seen and heads & {"participant", "name"} and heads & {"status", "presentmin", "meetcode"} else 0.0


def _score(rows: Top) -> float:
    return best_header(rows, _by_words)[1]


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number = next((i for i, row in enumerate(grid.rows) if best_header([row], _by_words)[1]), -1)
    if number < 0:
        return None
    columns = columns_of(grid.rows[number], _WORDS)
    at = column_of(columns, "name")
    cells = {} if at is None else {at: _without_sign}
    roll = Roll(number, columns, cells, heads={"joined": "First seen", "left": "Last left"})
    roll.above = [[] for _ in range(number)]  # the matrix says again what the records below it say
    return read_roll(grid, file, choices, today, roll)


def _without_sign(cell: str) -> str:
    bare = _SIGN.sub("", cell)
    return bare if bare != cell and looks_like_person(bare) else cell


GM_ATTENDANCE = Format(
    "meet_gm_attendance",
    "GM Attendance (extension for Google Meet): records",
    "Exported from the extension as CSV, for one meeting or for a series; people who were not there are marked Absent.",
    Sample(
        "Monthly coalition call 2026-05-14.csv",
        '"Date","Meeting","Meet code","Series","Meeting start","Meeting end","Meeting length","Participant","Email","Status",'
        '"First seen","Last left","Present","Present (min)","Share","Presence blocks","Joins & leaves","Merged from","ID"\n'
        '"2026-05-14","Monthly call","abc-defg-hij","","13:30","14:35","65 min","Anong Saelee","anong@riverhouse.example",'
        '"Present","13:31","14:35","64 min","64","98%","13:31-14:35","1","","1"\n'
        '"2026-05-14","Monthly call","abc-defg-hij","","13:30","14:35","65 min","Ben Carver","","Present","13:40","14:35",'
        '"55 min","55","85%","13:40-14:35","1","","2"\n'
        '"2026-05-14","Monthly call","abc-defg-hij","","13:30","14:35","65 min","Chai Wongdee","","Absent","","","","0","0%",'
        '"","0","","3"\n',
    ),
    _score,
    _read,
)
