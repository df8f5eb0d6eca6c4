"""Zoom: the list of participants of a meeting, with or without its summary, one row per joining or one per person.

Told by its first column, `Name (Original Name)` in whatever language, over addresses, two times and minutes. Those who were
only in the waiting room were not there.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from coalition.imports.cells.marks import read_mark
from coalition.imports.cells.names import looks_like_organization, looks_like_person
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.derived import Draft, Told, with_added
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.moments import is_moment, read_moments
from coalition.imports.formats.tables import (
    Columns,
    Row,
    find_columns,
    is_bracketed,
    is_in_thai,
    is_mail,
    looks_like_header,
    rejoined,
    share,
    width_of,
    with_whole_name,
)
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, is_nickname, match

NAMES = frozenset(map(fold, (
    "Name (Original Name)", "名前 (元の名前)", "名前（元の名前）", "Nombre (nombre original)",
    "Nom (nom original)", "Nom (Nom d'origine)",
    "Name (Originalname)", "Name (ursprünglicher Name)", "Nome (nome original)", "Nome (Nome originale)",
    "Naam (oorspronkelijke naam)",
    "Nazwa (nazwa oryginalna)", "Nama (Nama Asli)", "Tên (Tên gốc)", "名称（原始名称）", "姓名（原始姓名）", "名稱（原始名稱）",
    "이름(원래 이름)", "Имя (исходное имя)", "Ad (Orijinal Ad)", "ชื่อ (ชื่อเดิม)", "ชื่อ (ชื่อต้นฉบับ)", "User Name (Original Name)",
)))  # fmt: skip
"""First headers of Zoom's lists, folded; another language is told by its form and by what stands below."""

_WAITING = (
    "waitingroom", "espera", "attente", "warteraum", "wartebereich", "attesa", "wachtruimte", "wachtkamer", "poczekalni",
    "待機", "等候", "等待", "대기실", "ожидания", "bekleme", "ruangtunggu", "phòngchờ", "ห้องรอ", "รอเรียก",
)  # fmt: skip
_TOPICS = frozenset({"topic", "title", "tema", "thema", "sujet", "argomento", "onderwerp", "temat", "トピック", "主题", "หัวข้อ"})
_SHOWN = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_OWN_WORDS = frozenset({"durationminutes", "totaldurationminutes", "recordingconsent", "recordingdisclaimerresponse"})
_ENGLISH = frozenset({"guest", "jointime", "leavetime", "useremail"})
"""Headers beside which the waiting room is called by its name."""
_YES = frozenset(
    {"sim", "是", "はい", "예", "네", "evet", "да", "vâng", "có", "iya", "ya", "ใช่", "si", "sí", "oui", "ja", "tak", "yes"}
)
_LONGEST_STAY = 100_000
_OF_SHEETS = frozenset({"title", "meeting", "date", "place", "organization", "role", "attended", "sector"})
_WHOLE = 1.6


def is_people_header(row: Row) -> bool:
    """Whether a row heads Zoom's list of people, by its words alone."""
    filled = [cell for cell in row if cell]
    if len(filled) < 3 or not looks_like_header(row):
        return False
    if any(fold(cell) in NAMES for cell in filled):
        return True
    if _is_of_a_sheet(row, row.index(filled[0])):
        return False
    words = {match(cell).field for cell in filled}
    own = {fold(cell) for cell in filled} & _OWN_WORDS
    return words >= {"name", "minutes"} and bool(own) and match(filled[0]).field == "name"


def _is_foreign_header(rows: Sequence[Row], number: int) -> bool:
    """Whether a row heads such a list in a language nobody has listed: by its form, and by what stands below."""
    row = rows[number]
    filled = [i for i, cell in enumerate(row) if cell]
    bracketed = [i for i in filled if is_bracketed(row[i])]
    if len(filled) < 3 or not bracketed or not looks_like_header(row) or _is_of_a_sheet(row, bracketed[0]):
        return False
    below = _below(rows[: number + 40], number)
    found = find_columns(row, below)
    if found.at("name") not in bracketed:
        return False
    if found.at("joined") is not None and found.at("left") is not None:
        return True
    minutes = filled[2] if len(filled) > 2 else -1
    bare = bracketed[0] == filled[0] and share(below, filled[1], is_mail) >= 0.5 and share(below, minutes, _is_stay) == 1
    return bare and len(filled) <= 5 and is_bracketed(row[minutes])


def _is_of_a_sheet(row: Row, name: int) -> bool:
    """Whether a header is that of a list somebody laid out: it has columns Zoom's never have, or asks for the nickname."""
    inside = _SHOWN.fullmatch(row[name])
    asked = inside is not None and (is_nickname(inside[2]) or match(inside[2]).field in _OF_SHEETS)
    return asked or any(match(cell).field in _OF_SHEETS and match(cell).strength >= _WHOLE for cell in row)


def _is_stay(cell: str) -> bool:
    return cell.isdigit() and int(cell) < _LONGEST_STAY and not cell.startswith("0")


def _below(rows: Sequence[Row], header: int) -> list[Row]:
    """The rows of one table: up to an empty row that is not the last of it."""
    out: list[Row] = []
    for row in rows[header + 1 :]:
        if not any(row):
            break
        out.append(rejoined(row))
    return out


def headers(rows: Sequence[Row]) -> list[int]:
    """The rows that head a list of people."""
    return [
        number
        for number, row in enumerate(rows)
        if row and any(row) and (is_people_header(row) or _is_foreign_header(rows, number))
    ]


def _score(top: Top) -> float:
    for number, row in enumerate(top):
        if is_people_header(row):
            return 9.0
        if _is_foreign_header(top, number):
            return 6.0
    return 0.0


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    heads = headers(grid.rows)
    if not heads:
        return None
    stops = [*heads[1:], len(grid.rows)]
    header = grid.rows[heads[0]][: width_of(grid.rows[heads[0]])]
    tops = _tops(grid.rows, heads)
    data = [n for head, stop in zip(heads, [*tops[1:], len(grid.rows)], strict=True) for n in range(head + 1, stop)]
    rows = {n: rejoined(grid.rows[n]) for n in data}
    first = [rows[n] for n in data if n < stops[0] and any(rows[n])]
    columns = find_columns(header, first)
    if columns.at("name") is None:
        return None
    if columns.at("minutes") is None and columns.at("joined") is None and share(first, 2, _is_stay) == 1:
        columns = Columns({**columns.fields, 2: "minutes"})  # one row per person, in a language nobody has listed
    columns = with_added(header, columns)
    waiting = waiting_column(header, columns, first)
    times = [i for name in ("joined", "left") if (i := columns.at(name)) is not None]
    for n in data if times else ():
        rows[n] = with_whole_name(rows[n], columns.at("name") or 0, times[0])
    for n in data:
        rows[n] = _with_person_first(rows[n], columns.at("name") or 0)
    above = [cell for top, head in zip(tops, heads, strict=True) for row in grid.rows[top:head] for cell in rejoined(row)]
    below = [row[i] for row in rows.values() for i in times if i < len(row)]
    thai = is_in_thai(header, rows.values())
    moments = read_moments(above + below, today=today, choices=choices, file=file, thai=thai)
    draft = Draft(grid, file, choices, today, heads[0], columns, moments)
    for number, row in rows.items():
        draft.rows[number] = draft.plain(row)
        if waiting is not None and waiting < len(row) and is_yes(row[waiting]):
            draft.apart[number] = "waiting_room"
    for top, head in zip(tops, heads, strict=True):
        told = _summary(grid.rows[top:head], moments.at)
        if head != heads[0]:
            draft.set_apart(range(top, head + 1))
            draft.rows[head] = draft.head()
        draft.say(told, head, top)
    return draft.read()


def _with_person_first(row: Row, name: int) -> Row:
    """The row with the person first where an account shows itself as an organization: `River House Trust (Anong Saelee)`."""
    shown = _SHOWN.fullmatch(row[name]) if name < len(row) else None
    if shown is None or not looks_like_organization(shown[1]) or " " not in shown[2] or not looks_like_person(shown[2]):
        return row
    return [*row[:name], f"{shown[2]} - {shown[1]}", *row[name + 1 :]]


def _tops(rows: Sequence[Row], heads: Sequence[int]) -> list[int]:
    """The first row of the summary above each header: one row of headers and one of values, and a gap."""
    tops = [0]
    for before, head in pairwise(heads):
        top, seen = head, 0
        while (
            top > before + 1
            and head - top < 5
            and (not any(rows[top - 1]) or (seen < 2 and _may_be_summary(rows, top - 1, before)))
        ):
            top -= 1
            seen += any(rows[top])
        while top < head and not any(rows[top]):
            top += 1
        tops.append(top)
    return tops


def _may_be_summary(rows: Sequence[Row], number: int, before: int) -> bool:
    """Whether a row is one of a summary's two. `before`: the header of people above, whose first row looks like values."""
    row = rows[number]
    values = number > before + 1 and looks_like_header(rows[number - 1], 4) and any(is_moment(cell) for cell in row)
    return values or (looks_like_header(row, 4) and number + 1 < len(rows) and any(map(is_moment, rows[number + 1])))


def _summary(rows: Sequence[Row], at: Mapping[str, datetime]) -> Told:
    """Topic, start and end out of the summary above a list."""
    filled = [rejoined(row) for row in rows if any(row)]
    for names, values in zip([[], *filled], filled, strict=False):
        times = [at[cell] for cell in values if cell in at]
        if not times:
            continue
        topic = next((values[i] for i, cell in enumerate(names) if fold(cell) in _TOPICS and i < len(values)), None)
        if topic is None:
            topic = next((cell for cell in values if _is_topic(cell)), "")
        return Told(times[0], times[1] if len(times) > 1 else None, topic)
    topics = [
        row[i] for names, row in pairwise(filled) for i, cell in enumerate(names) if fold(cell) in _TOPICS and i < len(row)
    ]
    return Told(title=topics[0] if topics else "")


def _is_topic(cell: str) -> bool:
    return bool(cell) and not cell.replace(" ", "").isdigit() and "@" not in cell and not is_moment(cell)


def waiting_column(header: Row, columns: Columns, rows: Sequence[Row]) -> int | None:
    """The column that says who was in the waiting room: by its words, else the third behind the minutes."""
    named = next((i for i, cell in enumerate(header) if any(word in fold(cell) for word in _WAITING)), None)
    if named is not None:
        return named
    minutes = columns.at("minutes")
    third = len(header) - 1
    if minutes is None or third != minutes + 3 or any(fold(cell) in _ENGLISH for cell in header):
        return None
    kinds = {row[third].casefold() for row in rows if third < len(row) and row[third]}
    return third if 1 <= len(kinds) <= 2 and kinds & _YES else None


def is_yes(cell: str) -> bool:
    """Whether a cell says yes, in any of Zoom's languages."""
    return cell.casefold() in _YES or read_mark(cell) == "present"


ZOOM = Format(
    "zoom_participants",
    "Zoom: participants of a meeting",
    "In Zoom on the web: Reports, Usage Reports, Meeting; click the number of participants and Export.",
    Sample(
        "participants_81234567890_2026_05_14.csv",
        "Topic,ID,Host,Duration (minutes),Start time,End time,Participants\r\n"
        "Coalition meeting,812 3456 7890,Anong Saelee (anong@riverhouse.example),92,05/14/2026 09:55:02 AM,"
        "05/14/2026 11:27:10 AM,3\r\n"
        "\r\n"
        "Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,"
        "Recording disclaimer response,In waiting room\r\n"
        "Anong Saelee,anong@riverhouse.example,05/14/2026 09:55:02 AM,05/14/2026 11:27:10 AM,93,No,OK,No\r\n"
        "Ben Carver,,05/14/2026 10:01:10 AM,05/14/2026 10:03:40 AM,3,Yes,,Yes\r\n"
        "Ben Carver,,05/14/2026 10:03:40 AM,05/14/2026 11:27:01 AM,84,Yes,OK,No\r\n",
    ),
    _score,
    _read,
)
