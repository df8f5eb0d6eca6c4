"""Google Meet's own attendance report (Workspace), in whatever language it was sent.

The day stands only in the name of the file, unless times are ISO or a block stands above; durations come in many spellings.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from coalition.imports.cells.clocks import read_clock
from coalition.imports.cells.reader import Grid
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.moments import is_duration, is_moment, minutes_of
from coalition.imports.formats.roll import Roll, Row, best_header, column_of, columns_of, read_roll
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold, is_speaking, match
from coalition.imports.sheets.preamble import PAIR_FIELDS, read_preamble

_WORDS = {
    "joined": (
        "time joined", "horário de entrada", "hora de entrada", "hora en que se unió", "hora a la que se unió",
        "hora de ingreso", "heure d'arrivée", "heure de connexion", "heure d'entrée", "beitrittszeit", "uhrzeit des beitritts",
        "beigetreten um", "ora di ingresso", "ora di accesso", "tijd van deelname", "deelgenomen om", "godzina dołączenia",
        "参加時刻", "参加した時刻", "加入时间", "加入時間", "참여 시간", "waktu bergabung", "thời gian tham gia",
        "เวลาที่เข้าร่วม", "เวลาที่เข้า", "เวลาเข้าร่วม", "เวลาเข้า",
    ),
    "left": (
        "time exited", "horário de saída", "hora de salida", "hora en que salió", "hora a la que salió", "heure de départ",
        "heure de déconnexion", "heure de sortie", "austrittszeit", "uhrzeit des verlassens", "verlassen um", "ora di uscita",
        "tijd van vertrek", "vertrokken om", "godzina wyjścia", "godzina opuszczenia", "退出時刻", "退出した時刻", "退出时间",
        "離開時間", "나간 시간", "waktu keluar", "thời gian rời khỏi", "เวลาที่ออก", "เวลาที่ออกจากการประชุม", "เวลาออก",
    ),
    "minutes": (
        "duration", "duration (minutes)", "duration (seconds)", "duration (min)", "duração", "duración", "durée", "dauer",
        "durata", "duur", "czas trwania", "期間", "時間", "所要時間", "时长", "時間長度", "기간", "durasi",
        "thời lượng", "ระยะเวลา",
    ),
    "email": ("email", "e-mail", "email address", "correo electrónico", "adresse e-mail", "e-mail-adresse", "อีเมล",
              "メールアドレス", "メール", "电子邮件"),
    "first_name": ("first name", "nome", "nombre", "prénom", "vorname", "voornaam", "imię", "名", "ชื่อ", "ชื่อจริง"),
    "last_name": ("last name", "sobrenome", "apellido", "apellidos", "nom", "nom de famille", "nachname", "cognome",
                  "achternaam", "nazwisko", "姓", "นามสกุล"),
    "name": ("name", "full name", "participant", "participant name", "nome completo", "nombre completo", "ชื่อ-นามสกุล", "名前"),
}  # fmt: skip
_OWN = {name: frozenset(map(fold, texts)) for name, texts in _WORDS.items()}
_ENGLISH = frozenset({"timejoined", "timeexited"})
_OF_OTHERS = frozenset({"role", "rôle", "rolle", "função", "participantidupn", "useremail", "guest", "status", "activityscore"})
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_TWO_PARTS = re.compile(r"\d{1,3}:\d{2}")
_REPORT = re.compile(
    r"\b(?:attendance|participation|teilnahme|teilnehmer|anwesenheit|asistencia|participación|participação|présence"
    r"|participants?|report|partecipazione|presenze|aanwezigheid|obecności)\w*|การเข้าร่วม|出席|参加",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b[a-z]{3}-[a-z]{4}-[a-z]{3}\b")
_TITLED = re.compile(r"^(?P<title>.*\S)\s+-\s+(?P<report>[^-]+)$")
_STAMP = re.compile(
    r"[(\[]?\b(?:\d{4}[-_./]\d{1,2}[-_./]\d{1,2}|\d{1,2}[-_./]\d{1,2}[-_./]\d{4})"
    r"(?:(?:\s+at|[T_])?\s*(?P<clock>\d{1,2}[:_.\-]\d{2})(?:[:_.\-]\d{2})?)?(?:\s*(?:GMT|UTC)[+\-]?\d*)?[)\]]?"
)
_TEN_HOURS = 600
_SAMPLE = 50


def _score(rows: Top) -> float:
    number, found = best_header(rows, _by_words)
    if number >= 0 and (found >= _BY_ENGLISH or _is_plain_table(rows, number)):
        return found
    return 5.0 if _by_cells(rows) is not None else 0.0


_BY_ENGLISH = 8.0


def _by_words(heads: frozenset[str]) -> float:
    """A header of Meet: a duration and times of joining and exiting, or nothing but name, address and duration."""
    if heads & _OF_OTHERS or not heads & _OWN["minutes"]:
        return 0.0
    named = heads & (_OWN["name"] | _OWN["first_name"] | _OWN["last_name"])
    if not named:
        return 0.0
    if heads >= _ENGLISH:
        return _BY_ENGLISH
    if heads & _OWN["joined"] and heads & _OWN["left"]:
        return 6.0
    rest = heads - _OWN["minutes"] - _OWN["email"] - named
    only = heads & _OWN["email"] and all(match(head).field in {None, "ignore"} for head in rest)
    return 5.5 if only else 0.0


def _is_plain_table(rows: Top, header: int) -> bool:
    """Whether the times under a header have no day: those of other programs do."""
    joined = column_of(columns_of(rows[header], {"joined": _WORDS["joined"]}), "joined")
    below = [row for row in rows[header + 1 :] if row != rows[header]]
    cells = [row[joined] for row in below if joined is not None and joined < len(row) and row[joined]]
    return all(_CLOCK.fullmatch(cell) for cell in cells)


def _by_cells(rows: Top) -> tuple[int, dict[int, str]] | None:
    """(header, columns) told from the cells alone: names, perhaps an address, a duration, two times of day beside it."""
    for number, row in enumerate(rows[:3]):
        filled = [cell for cell in row if cell]
        if len(filled) < 4 or any(any(map(str.isdigit, cell)) or "@" in cell or is_speaking(cell) for cell in filled):
            continue
        below = [line for line in rows[number + 1 : number + 1 + _SAMPLE] if any(line) and line != row]
        for at in range(1, len(row) - 2):
            if _most(below, at, is_duration) and all(_most(below, at + step, _is_clock) for step in (1, 2)):
                return number, _around(row, below, at)
    return None


def _around(header: Row, rows: Sequence[Row], at: int) -> dict[int, str]:
    """The columns of a table in a language nobody has listed: only the duration's place is known."""
    columns = {at: "minutes", at + 1: "joined", at + 2: "left"}
    mail = next((i for i in range(at) if _most(rows, i, lambda cell: "@" in cell)), at - 1 if at > 1 else None)
    if mail is not None and not _most(rows, mail, lambda cell: "@" not in cell):
        columns[mail] = "email"
    names = [i for i in range(at) if i not in columns and not _most(rows, i, str.isdigit)][:2]
    if len(names) == 2 and match(header[names[1]]).field in {None, "last_name", "first_name", "name"}:
        swapped = match(header[names[0]]).field == "last_name"
        columns[names[0]], columns[names[1]] = ("last_name", "first_name") if swapped else ("first_name", "last_name")
    elif names:
        columns[names[0]] = "name"
    return columns


def _most(rows: Sequence[Row], column: int, test: Callable[[str], bool]) -> bool:
    cells = [row[column] for row in rows if column < len(row) and row[column]]
    return bool(cells) and sum(map(test, cells)) * 10 >= len(cells) * 9


def _is_clock(cell: str) -> bool:
    return _CLOCK.fullmatch(cell) is not None or is_moment(cell)


def _columns(header: Row) -> dict[int, str]:
    columns = columns_of(header, _WORDS)
    fields = set(columns.values())
    if "first_name" in fields and "last_name" not in fields and "name" not in fields:
        return {i: "name" if name == "first_name" else name for i, name in columns.items()}  # "Nome" alone is the whole name
    if "name" in fields and "last_name" in fields and "first_name" not in fields:
        return {i: "first_name" if name == "name" else name for i, name in columns.items()}
    return columns


def _read(grid: Grid, file: str, choices: Choices, today: date) -> Reading | None:
    number, found = best_header(grid.rows, _by_words)
    columns = _columns(grid.rows[number]) if found else {}
    if not found:
        told = _by_cells(grid.rows)
        if told is None:
            return None
        number, columns = told
    cells: dict[int, Callable[[str], str]] = {}
    length = column_of(columns, "minutes")
    if length is not None:
        scale = _scale(grid, number, columns, length, _longest(grid.rows[:number], today))
        cells[length] = lambda cell: _minutes(cell, scale)
    above = [[] if _is_report_line(row) else row for row in grid.rows[:number]]
    heads = {"joined": "Time joined", "left": "Time exited"}
    roll = Roll(number, columns, cells, heads=heads, above=above, instead=_further_blocks(grid, number))
    reading = read_roll(grid, file, choices, today, roll)
    if reading is not None:
        _tell_from_name(reading, file, told_above=any(map(any, above)))
    return reading


def _further_blocks(grid: Grid, header: int) -> dict[int, Row]:
    """The blocks of further reports pasted below the first, as keys and values: `Meeting title,Date,Start time,End time`."""
    instead: dict[int, Row] = {}
    for number in range(header + 1, len(grid.rows) - 1):
        row, values = grid.rows[number], grid.rows[number + 1]
        fields = [match(cell).field if cell else None for cell in row]
        if "date" not in fields or sum(name in PAIR_FIELDS for name in fields) < 3 or not any(values):
            continue
        told = {name: cell for name, cell in zip(fields, values, strict=False) if name in PAIR_FIELDS and cell}
        instead[number] = ["Meeting title:", told.get("title", ""), "Date:", told.get("date", "")]
        clocks = [("Start time:", told.get("start")), ("End time:", told.get("end"))]
        instead[number + 1] = [text for key, at in clocks if at for text in (key, at)]
    return instead


def _is_report_line(row: Row) -> bool:
    """Whether a row above the table only says that this is a report: it is no title."""
    filled = [cell for cell in row if cell]
    return len(filled) == 1 and _REPORT.search(filled[0]) is not None and not re.search(r"\d{4}", filled[0])


# --- durations ------------------------------------------------------------------------------------------------------
def _minutes(cell: str, scale: int) -> str:
    """A duration in minutes. `scale`: how many seconds a bare number, or the first part of 1:05, stands for."""
    if cell.isdigit():
        return str(int(int(cell) * (scale if scale < 3600 else 60) / 60 + 0.5))
    if scale == 3600 and _TWO_PARTS.fullmatch(cell):
        hours, _, rest = cell.partition(":")
        return str(int(hours) * 60 + int(rest))
    read = minutes_of(cell)
    return cell if read is None else str(read)


def _scale(grid: Grid, header: int, columns: dict[int, str], at: int, longest: int) -> int:
    """1: bare numbers are seconds; 60: minutes, and 32:14 is minutes and seconds; 3600: 1:05 is hours and minutes.

    Args:
        at: the column of durations. longest: minutes nobody stays longer.
    """
    head = fold(grid.rows[header][at])
    rows = [row for row in grid.rows[header + 1 :] if at < len(row) and row[at]]
    bare = [row for row in rows if row[at].isdigit()]
    parted = [row for row in rows if _TWO_PARTS.fullmatch(row[at])]
    if bare:
        if "second" in head or "min" in head:
            return 1 if "second" in head else 60
        stays = _stays(bare, columns)
        if stays:
            return _nearest({1: [int(row[at]) / 60 for row in bare], 60: [float(row[at]) for row in bare]}, stays)
        return 1 if max(int(row[at]) for row in bare) >= longest else 60
    if parted:
        stays = _stays(parted, columns)
        parts = [tuple(map(int, row[at].split(":"))) for row in parted]
        if stays:
            return _nearest({60: [a + b / 60 for a, b in parts], 3600: [a * 60.0 + b for a, b in parts]}, stays)
    return 60


def _longest(above: Sequence[Row], today: date) -> int:
    """Minutes nobody stays longer: half an hour more than the block above the table says, else ten hours."""
    told = read_preamble(above, today)
    if not told.start or not told.end:
        return _TEN_HOURS
    begin, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (told.start, told.end))
    return (end - begin) % 1440 + 30


def _stays(rows: Sequence[Row], columns: dict[int, str]) -> list[int] | None:
    """Minutes from joining to exiting of each row; None: not all say it."""
    joined, left = column_of(columns, "joined"), column_of(columns, "left")
    if joined is None or left is None:
        return None
    stays: list[int] = []
    for row in rows:
        clocks = [read_clock(row[i])[0] if i < len(row) else None for i in (joined, left)]
        if clocks[0] is None or clocks[1] is None:
            return None
        begin, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in clocks if clock)
        stays.append((end - begin) % 1440)
    return stays


def _nearest(readings: dict[int, list[float]], stays: list[int]) -> int:
    """The scale under which the durations come nearest to the times."""
    return min(readings, key=lambda scale: sum(abs(a - b) for a, b in zip(readings[scale], stays, strict=True)))


# --- the name of the file -------------------------------------------------------------------------------------------
def _tell_from_name(reading: Reading, file: str, *, told_above: bool) -> None:
    """Title and start as the name says them: `2021-10-07 13_30 Case conference - Attendance Report.csv`.

    Args:
        told_above: a block above the table says them; then they stay.
    """
    if len(reading.meetings) != 1 or told_above:
        return
    stem = PurePath(file).stem
    stamp = _STAMP.search(stem)
    clock = stamp["clock"] if stamp else None
    start = read_clock(re.sub(r"[_.\-]", ":", clock))[0] if clock else None
    title = _title(re.sub(r"\s*\(\d{1,2}\)$", "", stem))
    one = reading.meetings[0]
    reading.meetings = [replace(one, title=title or one.title, start=start or one.start)]


def _title(stem: str) -> str | None:
    """The title in the name of a report; None: there is none."""
    bare = _STAMP.sub(" ", stem).strip(" -_")
    clock = re.match(r"\d{1,2}[:_.\-]\d{2}\s+", bare)
    found = _TITLED.match(bare[clock.end() :] if clock else bare)
    if found is None or not _REPORT.search(found["report"]) or _CODE.search(found["title"]):
        return None
    return found["title"].strip(" -_") or None


GOOGLE_MEET = Format(
    "google_meet_report",
    "Google Meet: attendance report",
    "Google sends it to the host after a meeting (Workspace); keep the name of the file, only it says the day.",
    Sample(
        "2026-05-14 13_30 Monthly coalition call - Attendance Report.csv",
        "First name,Last name,Email,Duration,Time joined,Time exited\n"
        "Anong,Saelee,anong@riverhouse.example,1 hr 5 min,1:28 PM,2:33 PM\n"
        "Ben,Carver,,58 min,1:35 PM,2:33 PM\n",
        "utf-8",
    ),
    _score,
    _read,
)
