"""Microsoft Teams, attendance report since 2022: numbered sections, in the language of whoever downloaded it.

The numbers say what a section is: 1 the meeting, 2 the people, 3 the same people again for each joining, 4 what they clicked.
Only section 2 is read (section 3 where 2 is missing), so that nobody is counted twice.
"""

import re
from collections.abc import Sequence
from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.tables import Row, is_of_people, looks_like_header, rejoined
from coalition.imports.formats.teams_table import Block, matches, read_blocks
from coalition.imports.reading import Choices, Reading

_MARKED = re.compile(r"\*?\s*([1-4１-４๑-๔])\s*[.．、)]\s*\S.*")
_DIGIT = str.maketrans("１２３４๑๒๓๔", "12341234")
_MEETING, _PEOPLE, _JOININGS = 1, 2, 3


def _marks(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """(row, number) of the lines that open a section."""
    found = []
    for number, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        told = _MARKED.fullmatch(filled[0]) if len(filled) == 1 else None
        if told is not None:
            found.append((number, int(told[1].translate(_DIGIT))))
    return found


def _header_below(rows: Sequence[Row], mark: int, stop: int) -> int | None:
    """The header of the table of people of a section; None: it has none."""
    header = next((n for n in range(mark + 1, stop) if any(rows[n])), None)
    if header is None or not looks_like_header(rows[header], 3):
        return None
    below = [rejoined(row) for row in rows[header + 1 : stop] if any(row)]
    return header if is_of_people(rows[header], below) or matches(rows[header], "name", "joined") else None


def _blocks(rows: Sequence[Row]) -> list[Block]:
    """The table of people of each meeting: section 2, or section 3 where 2 holds nobody."""
    marks = _marks(rows)
    blocks: list[Block] = []
    top, taken = 0, False
    for (mark, number), stop in zip(marks, [*(at for at, _ in marks[1:]), len(rows)], strict=False):
        if number == _MEETING or (number == _PEOPLE and taken):
            top, taken = mark, False
        header = _header_below(rows, mark, stop) if number in {_PEOPLE, _JOININGS} and not taken else None
        if header is not None:
            taken = any(any(row) for row in rows[header + 1 : stop])
            if taken or number == _PEOPLE:
                blocks.append(Block(0 if not blocks else top, header, stop))
    filled = [block for block in blocks if any(any(row) for row in rows[block.header + 1 : block.stop])]
    return filled or blocks[:1]


def _score(top: Top) -> float:
    numbers = {number for _, number in _marks(top)}
    return 10.0 if _PEOPLE in numbers and _blocks(top) else 8.0 if _JOININGS in numbers and _blocks(top) else 0.0


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    blocks = _blocks(grid.rows)
    return read_blocks(grid, file, choices, today, blocks) if blocks else None


SECTIONS = Format(
    "teams_report_sections",
    "Microsoft Teams: attendance report",
    "In Teams: open the meeting in the calendar, Attendance, Download.",
    Sample(
        "Coalition meeting - Attendance report 5-14-26.csv",
        "1. Summary\r\n"
        "Meeting title\tCoalition meeting\r\n"
        "Attended participants\t3\r\n"
        "Start time\t5/14/26, 9:55:02 AM\r\n"
        "End time\t5/14/26, 11:27:10 AM\r\n"
        "Meeting duration\t1h 32m 8s\r\n"
        "Average attendance time\t1h 27m 30s\r\n"
        "\r\n"
        "2. Participants\r\n"
        "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\r\n"
        "Anong Saelee\t5/14/26, 9:55:02 AM\t5/14/26, 11:27:10 AM\t1h 32m 8s\tanong@riverhouse.example\tanong@riverhouse.example"
        "\tOrganizer\r\n"
        "Carver, Ben (External)\t5/14/26, 10:03:40 AM\t5/14/26, 11:27:01 AM\t1h 23m 21s\tben@hilllight.example"
        "\tben_hilllight.example#EXT#@riverhouse.example\tPresenter\r\n"
        "\r\n"
        "3. In-Meeting Activities\r\n"
        "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\r\n"
        "Anong Saelee\t5/14/26, 9:55:02 AM\t5/14/26, 11:27:10 AM\t1h 32m 8s\tanong@riverhouse.example\tOrganizer\r\n"
        "Carver, Ben (External)\t5/14/26, 10:03:40 AM\t5/14/26, 11:27:01 AM\t1h 23m 21s\tben@hilllight.example\tPresenter\r\n",
        "utf-16",
    ),
    _score,
    _read,
)
