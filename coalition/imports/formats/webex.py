"""Webex: attendance of a meeting, one row per joining, with the meeting named in every row. Its times are Excel formulas."""

from datetime import date

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.derived import Draft
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.moments import is_duration, is_moment, read_moments
from coalition.imports.formats.tables import Columns, Row, find_columns, is_in_thai, is_mail, looks_like_header, rejoined, share
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, match

_WORDS = frozenset({"attendeeemail", "attendanceduration", "connectiontype", "meetingname", "meetingstarttime"})
_DETAIL = frozenset({"invited", "registered", "date", "starttime", "endtime", "duration"})
_FIELDS = {
    "meetingname": "title", "meetingstarttime": "date", "attendeeemail": "email", "jointime": "joined", "leavetime": "left",
    "attendanceduration": "minutes",
}  # fmt: skip
_NAMES = frozenset({"name", "displayname", "attendeename"})
_FEWEST = 6
_SAMPLE = 200


def _find(rows: Top) -> tuple[int, dict[int, str]] | None:
    """The header and {column: field}; None: it is no such report."""
    for number, row in enumerate(rows):
        if len([cell for cell in row if cell]) < _FEWEST or not looks_like_header(row, _FEWEST):
            continue
        below = [rejoined(found) for found in rows[number + 1 : number + 1 + _SAMPLE] if any(found)]
        words = {fold(cell) for cell in row}
        if {"attendeeemail", "attendanceduration"} <= words or len(words & _WORDS) >= 3:
            return number, _by_words(row, below)
        if words >= _DETAIL and words & _NAMES:
            return number, _of_detail(row)
        fields = _by_form(row, below)
        if fields:
            return number, fields
    return None


def _by_words(row: Row, below: list[Row]) -> dict[int, str]:
    at = {fold(cell): i for i, cell in reversed(list(enumerate(row))) if cell}
    name = next((at[word] for word in at if word in _NAMES), None)
    if name is not None and at.keys() >= {"jointime", "leavetime"}:  # in whatever order
        return {i: field for word, field in _FIELDS.items() if (i := at.get(word)) is not None} | {name: "name"}
    told = {at[word]: field for word, field in (("meetingname", "title"), ("meetingstarttime", "date")) if word in at}
    start = name if name is not None else max(told, default=-1) + 1
    rest = find_columns(["" if i in told else cell for i, cell in enumerate(row)], below, start=start).fields
    before = {i: "email" for i in range(start) if match(row[i]).field == "email" and i not in told}
    return told | rest | (before if "email" not in rest.values() else {})


def _of_detail(row: Row) -> dict[int, str]:
    """The older detail of a session: the day in a column of its own, times of day beside it."""
    fields = {i: match(cell).field for i, cell in enumerate(row)}
    at = {fold(cell): i for i, cell in reversed(list(enumerate(row))) if cell}
    name = next(at[word] for word in _NAMES if word in at)
    told = {at["date"]: "date", at["starttime"]: "joined", at["endtime"]: "left", name: "name"}
    return {i: str(known) for i, known in fields.items() if known in {"email", "minutes", "organization"}} | told


def _with_day(row: Row, fields: dict[int, str]) -> Row:
    """The row with its day before times that have none."""
    day = next((row[i] for i, field in fields.items() if field == "date" and i < len(row)), "")
    times = [i for i, field in fields.items() if field in {"joined", "left"} and i < len(row) and row[i]]
    bare = {i for i in times if not is_moment(row[i]) and is_moment(f"{day} {row[i]}")}
    return [f"{day} {cell}" if i in bare else cell for i, cell in enumerate(row)]


def _by_form(row: Row, below: list[Row]) -> dict[int, str]:
    """The columns of the report in another language: title, start and end the same in every row, then the person."""
    moments = [i for i in range(len(row)) if share(below, i, is_moment) >= 0.7]
    if len(moments) != 4 or moments[:2] != [1, 2] or len({found[0] for found in below}) != 1:
        return {}
    fields = find_columns(row, below, start=3).fields
    minutes = next((i for i, name in fields.items() if name == "minutes"), None)
    if (
        minutes is None
        or share(below, minutes, is_duration) < 0.7
        or not any(share(below, i, is_mail) for i in range(3, len(row)))
    ):
        return {}
    return {0: "title", 1: "date"} | fields


def _score(top: Top) -> float:
    found = _find(top)
    if found is None:
        return 0.0
    words = {fold(cell) for cell in top[found[0]]}
    return 9.0 if words & _WORDS or words >= _DETAIL else 6.0


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    found = _find(grid.rows)
    if found is None:
        return None
    header, fields = found
    if "name" not in fields.values():
        return None
    rows = {n: _with_day(rejoined(grid.rows[n]), fields) for n in range(header + 1, len(grid.rows))}
    cells = [cell for row in rows.values() for cell in row if is_moment(cell)]
    thai = is_in_thai(grid.rows[header], rows.values())
    moments = read_moments(cells, today=today, choices=choices, file=file, thai=thai)
    draft = Draft(grid, file, choices, today, header, Columns(fields), moments)
    for number, row in rows.items():
        draft.rows[number] = draft.plain(row)
    draft.set_apart([n for n in rows if grid.rows[n] == grid.rows[header]])
    return draft.read()


WEBEX = Format(
    "webex_attendance",
    "Webex: attendance of a meeting",
    "In Webex on the web: Meetings, Completed; open the meeting, Attendees, Download. Or in the reports of Control Hub.",
    Sample(
        "participant-20260514.csv",
        "Meeting Name\tMeeting Start Time\tMeeting End Time\tDisplay Name\tAttendee Email\tJoin Time\tLeave Time"
        "\tAttendance Duration\tConnection Type\r\n"
        'Coalition meeting\t="2026-05-14 09:55:00"\t="2026-05-14 11:27:00"\tAnong Saelee\tanong@riverhouse.example'
        '\t="2026-05-14 09:55:00"\t="2026-05-14 11:27:00"\t92 mins\tDesktop app\r\n'
        'Coalition meeting\t="2026-05-14 09:55:00"\t="2026-05-14 11:27:00"\tBen Carver\tben@hilllight.example'
        '\t="2026-05-14 10:03:00"\t="2026-05-14 11:27:00"\t84 mins\tMobile app\r\n'
        'Coalition meeting\t="2026-05-14 09:55:00"\t="2026-05-14 11:27:00"\tCall-in User_2\t'
        '\t="2026-05-14 10:05:00"\t="2026-05-14 11:20:00"\t75 mins\tPhone\r\n',
        "utf-16",
    ),
    _score,
    _read,
)
