"""Zoom: the attendee report of a webinar, several tables under one-cell lines, each with a header of its own.

Hosts and panelists were there too; who only registered was not; those who joined by telephone are no people with names.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.derived import Draft, Told, plain_header
from coalition.imports.formats.form import Format, Sample, Top, refuse_bare
from coalition.imports.formats.moments import is_moment, read_moments
from coalition.imports.formats.other_lists import ANOTHER_LIST
from coalition.imports.formats.roll import ONLY_REGISTERED
from coalition.imports.formats.tables import (
    Columns,
    Row,
    find_columns,
    is_bracketed,
    is_in_thai,
    looks_like_header,
    rejoined,
    width_of,
)
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, match
from coalition.imports.sheets.presence import mark_of

_REPORT = frozenset(map(fold, (
    "Attendee Report", "Webinar Attendee Report", "Informe de asistentes", "Informe del asistente",
    "Relatório de participantes",
    "Rapport des participants", "Rapport sur les participants", "Teilnehmerbericht", "出席者レポート", "รายงานผู้เข้าร่วม",
)))  # fmt: skip
_OTHER_REPORTS = {"registrationreport": ONLY_REGISTERED} | dict.fromkeys(
    ("pollreport", "surveyreport", "qareport"), ANOTHER_LIST
)
"""First lines of Zoom's other reports, folded: why they are no attendance."""
_SECTION = re.compile(
    r"(?:host|panelist|attendee|anfitri|organizador|panelist|asistente|participante|hôte|animateur|gastgeber|diskussions|teilnehmer"
    r"|ホスト|パネリスト|出席者|โฮสต์|ผู้อภิปราย|ผู้เข้าร่วม).*|.*(?:details?|other attended|attended)\b.*",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\((\d+) min", re.IGNORECASE)
_FIELDS = ("attended", "name", "email", "phone", "organization", "role", "joined", "left", "minutes")
_NOTHING = frozenset({"", "-", "--", "NA", "N/A"})
_ATTENDED_WORDS = frozenset(map(fold, (
    "Attended", "Asistió", "Asistido", "Compareceu", "Participou", "A participé", "Présent", "Teilgenommen", "出席", "เข้าร่วม",
)))  # fmt: skip


@dataclass
class _Table:
    """One table: its header row, the rows below it, and {field: column}."""

    header: int
    stop: int
    at: dict[str, int] = field(default_factory=dict)


def _is_line(row: Row) -> bool:
    return width_of(row) == 1


def _tables(rows: Sequence[Row]) -> list[_Table]:
    """Every table below a one-cell line that heads people; the block that describes the webinar is none."""
    lines = [n for n, row in enumerate(rows) if _is_line(row) and n + 1 < len(rows) and looks_like_header(rows[n + 1], 3)]
    found = []
    for line, stop in zip(lines, [*lines[1:], len(rows)], strict=False):
        table = _Table(line + 1, stop)
        header = rows[table.header]
        words = {match(cell).field for cell in header if cell}
        if {"name", "first_name"} & words or any(map(is_bracketed, header[:2])):
            table.at = _columns(header[: width_of(header)], [rejoined(row) for row in rows[line + 2 : stop] if any(row)])
            found.append(table)
    return found


def _columns(header: Row, below: Sequence[Row]) -> dict[str, int]:
    """{field: column} of one table; all fields but those of registration."""
    skipped = [i for i, cell in enumerate(header) if "regist" in fold(cell) or "inscri" in fold(cell) or "登録" in cell]
    told = [[("" if i in skipped else cell) for i, cell in enumerate(row)] for row in below]
    named = ["" if i in skipped else cell for i, cell in enumerate(header)]
    at = {name: i for i, name in find_columns(named, [row for row in told if any(map(is_moment, row))] or told).fields.items()}
    words = [match(cell).field for cell in named]
    for name in ("first_name", "last_name", "organization", "phone", "role"):
        if name in words:
            at.setdefault(name, words.index(name))
    shown = next((i for i, cell in enumerate(named[:2]) if is_bracketed(cell)), None)
    if shown is not None:
        at["name"] = shown
    beside = [i for i, name in enumerate(words) if name == "name" and i != at.get("name")]
    if "last_name" in at and "first_name" not in at and beside:
        at["first_name"] = beside[-1]  # "Nombre, Apellidos" behind the name that was shown
    spans = next((i for i, cell in enumerate(named) if fold(cell).startswith("jointimeleavetime")), None)
    if spans is not None:  # GoToWebinar: "8:58 AM - 10:15 AM (77 minutes)", one after the other
        at = {name: i for name, i in at.items() if i != spans} | {"minutes": spans}
    marks = {row[0] for row in below if row and row[0]}
    if header and (fold(header[0]) in _ATTENDED_WORDS or (marks and all(mark_of(cell) for cell in marks))):
        at["attended"] = 0
        if at.get("name") == 0:
            del at["name"]
    return at


def _score(top: Top) -> float:
    first = next((row for row in top if any(row)), [])
    if _is_line(first) and fold(first[0]) in _OTHER_REPORTS:
        return 10.0
    tables = _tables(top)
    if not tables:
        return 0.0
    timed = [
        table
        for table in tables
        if {"joined", "left", "minutes"} & table.at.keys() and ("attended" in table.at or len(tables) > 1)
    ]
    if _is_line(first) and fold(first[0]) in _REPORT and timed:
        return 10.0
    known = [table for table in timed if _SECTION.fullmatch(top[table.header - 1][0])]
    return 8.0 if known and any("attended" in table.at for table in known) else 0.0


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    first = next((row for row in grid.rows if any(row)), [])
    if _is_line(first) and (why := _OTHER_REPORTS.get(fold(first[0]))):
        return refuse_bare(grid, file, why)
    tables = _tables(grid.rows)
    if not tables:
        return None
    top = tables[0].header
    cells = [cell for row in grid.rows if not _is_generated(row) for cell in rejoined(row)]
    moments = read_moments(filter(is_moment, cells), today=today, choices=choices, file=file, thai=is_in_thai(cells, ()))
    draft = Draft(grid, file, choices, today, top, Columns(dict(enumerate(_FIELDS))), moments)
    draft.heading = list(plain_header(_FIELDS))
    draft.shown = Columns({column: name for name, column in tables[0].at.items()})
    kept: set[int] = set()
    for table in tables:
        above: Row = []
        for number in range(table.header + 1, table.stop):
            row = rejoined(grid.rows[number])
            if any(row) and not _is_line(row):
                above = _settled(row, above, table.at)
                draft.rows[number] = draft.plain([_cell(table, name, above) for name in _FIELDS])
                kept.add(number)
    draft.set_apart([number for number in range(top + 1, len(grid.rows)) if number not in kept])
    draft.say(_described(grid.rows[:top], draft), top, 0)
    return draft.read()


def _cell(table: _Table, name: str, row: Row) -> str:
    """One cell of a row in the common order of columns; the name somebody registered with goes before the one shown."""
    if name == "name":
        parts = [_cell(table, part, row) for part in ("first_name", "last_name")]
        shown = row[table.at["name"]] if _holds(table, "name", row) else ""
        return shown if not all(parts) and shown else " ".join(dict.fromkeys(filter(None, parts)))
    if name == "attended" and name not in table.at:
        return "Yes"
    if name == "minutes" and _holds(table, name, row) and (spans := _SPAN.findall(row[table.at[name]])):
        return str(sum(map(int, spans)))
    return row[table.at[name]] if _holds(table, name, row) else ""


def _holds(table: _Table, name: str, row: Row) -> bool:
    return name in table.at and table.at[name] < len(row) and row[table.at[name]] not in _NOTHING


def _settled(row: Row, above: Row, at: dict[str, int]) -> Row:
    """The row; one without a name continues the person above: who it was and the address come from there."""
    names = [at[name] for name in ("name", "first_name", "last_name") if name in at]
    if not above or any(i < len(row) and row[i] not in _NOTHING for i in names):
        return row
    mail = at.get("email")
    if not any(map(is_moment, row)) or (
        mail is not None and mail < len(row) and row[mail] not in {*_NOTHING, *above[mail : mail + 1]}
    ):
        return row
    out = list(row)
    for i in [*names, *([mail] if mail is not None else [])]:
        if i < len(out) and i < len(above):
            out[i] = above[i]
    return out


def _is_generated(row: Row) -> bool:
    """Whether a row says when the report was made: no time of the meeting."""
    return "generat" in fold(row[0]) if row and row[0] else False


def _described(rows: Sequence[Row], draft: Draft) -> Told:
    """Topic and start out of the block above the tables."""
    filled = [rejoined(row) for row in rows if any(row)]
    for names, values in pairwise(filled):
        if len(values) < 3 or not looks_like_header(names, 3) or _is_generated(values):
            continue
        times = [draft.moments.at[cell] for cell in values if cell in draft.moments.at]
        topic = next((cell for cell in values if cell and not cell.replace(" ", "").isdigit() and not is_moment(cell)), "")
        return Told(times[0] if times else None, times[1] if len(times) > 1 else None, topic)
    return Told()


WEBINAR = Format(
    "zoom_webinar",
    "Zoom: attendee report of a webinar",
    "In Zoom on the web: Reports, Usage Reports, Webinar; choose Attendee Report and Generate CSV report.",
    Sample(
        "attendee_81234567891_2026_05_14.csv",
        "Attendee Report\r\n"
        "Report Generated:,05/15/2026 08:00:00 AM\r\n"
        "Topic,Webinar ID,Actual Start Time,Actual Duration (minutes),# Registered,# Cancelled,Unique Viewers,Total Users,"
        "Max Concurrent Views\r\n"
        "Webinar for partners,812 3456 7891,05/14/2026 09:00:00 AM,75,2,0,1,2,2\r\n"
        "Host Details\r\n"
        "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Country/Region Name\r\n"
        "Yes,Anong Saelee,anong@riverhouse.example,05/14/2026 08:55:00 AM,05/14/2026 10:16:00 AM,81,Thailand\r\n"
        "Attendee Details\r\n"
        "Attended,User Name (Original Name),First Name,Last Name,Email,Registration Time,Approval Status,Join Time,Leave Time,"
        "Time in Session (minutes),Is Guest,Country/Region Name\r\n"
        "Yes,Ben Carver,Ben,Carver,ben@hilllight.example,05/01/2026 11:00:00 AM,approved,05/14/2026 09:02:00 AM,"
        "05/14/2026 10:15:00 AM,73,Yes,Thailand\r\n"
        "No,--,Chai,Wongdee,chai@hilllight.example,05/02/2026 12:30:00 PM,approved,--,--,--,--,--\r\n",
    ),
    _score,
    _read,
)
