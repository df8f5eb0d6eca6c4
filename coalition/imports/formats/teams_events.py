"""Microsoft Teams, lists of events: who joined and left when, line by line. The list of 2020 and 2021, and that of live events.

Joining and leaving are paired for each person, whatever the order of the lines; a file may hold two meetings.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import pairwise, permutations

from coalition.imports.cells.reader import Grid
from coalition.imports.formats.derived import Draft
from coalition.imports.formats.form import Format, Sample, Top
from coalition.imports.formats.moments import Moments, is_moment, minutes_between, read_moments, stamp
from coalition.imports.formats.tables import (
    Columns,
    Row,
    is_in_thai,
    looks_like_header,
    rejoined,
    share,
    width_of,
    with_whole_name,
)
from coalition.imports.formats.teams_names import shown_name
from coalition.imports.formats.teams_table import title_of_file, writes_english
from coalition.imports.reading import Choices, Reading
from coalition.imports.sheets.headers import fold

_LIVE = frozenset({"participantid", "fullname", "utceventtimestamp", "action"})
_LISTED = ("fullname", "useraction", "timestamp")
_JOIN = re.compile(
    r"join|entr|ingres|uni[óo]|unid|rejoint|beigetreten|teilgenommen|dołącz|partecip|deelgenomen|toegetreden|anslöt|gick med"
    r"|deltok|liitty|присоедин|приєдн|katıl|csatlakoz|připoj|pripoj|alăturat|συμμετ|συνδέ|انضم|הצטרף"
    r"|bergabung|menyertai|tham gia|加入|参加|참가|เข้าร่วม|เข้า",
    re.IGNORECASE,
)
_LEAVE = re.compile(
    r"left|leav|sai[uo]|sali|quitt|verlass|opu[sś][cz]|uscit|abbandon|verlaten|lämna|forlot|poistu|покину|вышел|вышла|залиш"
    r"|ayrıl|kilép|elhagy|opustil|odešel|părăsit|αποχώρ|غادر|עזב|keluar|meninggalkan|rời|离开|離開|退出|나감|ออก",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:not|no|cannot|can't|won't|didn't|nicht|nie|não|pas|niet|ikke|inte)\b|ไม่|未|不|안 |못", re.IGNORECASE
)
"""Somebody did not join: such a list says who came, not when."""
_BREAK = timedelta(hours=2)
"""Nobody in the call for so long: what follows is another meeting."""
_NEVER = timedelta(hours=12)
_MOST_ACTIONS = 4
_MOST = 0.8
_ADDED = ("joined", "left", "date", "title", "minutes")


@dataclass(frozen=True)
class _List:
    """Where a list of events stands: its header, and the columns of name, action, time and (live events) identity."""

    header: int
    name: int
    action: int
    time: int
    key: int | None = None
    utc: bool = False
    leaves: frozenset[str] = frozenset()  # the actions that mean leaving


@dataclass(frozen=True)
class _Event:
    row: int
    at: datetime
    joins: bool
    key: str


@dataclass
class _Span:
    """From joining to leaving, `end` None: still there when the list was made; `begin` None: there before it began."""

    key: str
    rows: tuple[int, ...]
    begin: datetime | None
    end: datetime | None


def _find_live(rows: Sequence[Row]) -> _List | None:
    for number, row in enumerate(rows):
        at = {fold(cell): i for i, cell in enumerate(row) if cell}
        if at.keys() >= _LIVE:
            leaves = _leaves({row[at["action"]] for row in rows[number + 1 :] if at["action"] < len(row)})
            return _List(number, at["fullname"], at["action"], at["utceventtimestamp"], at["participantid"], True, leaves)
    return None


def _find_list(rows: Sequence[Row]) -> _List | None:
    for number, row in enumerate(rows):
        filled = [i for i, cell in enumerate(row) if cell]
        if not 3 <= len(filled) <= 4 or not looks_like_header(row, 3):
            continue
        at = {fold(row[i]): i for i in filled}
        below = [rejoined(found) for found in rows[number + 1 :] if any(found)]
        if at.keys() >= set(_LISTED):
            name, action, time = (at[word] for word in _LISTED)
            actions = {found[action] for found in _whole(below, name, action, time)} - {""}
            return _List(number, name, action, time, leaves=_leaves(actions))
        for name, action, time in permutations(filled[:3]):  # as the program writes them first
            found = _as_list(_whole(below, name, action, time), _List(number, name, action, time))
            if found is not None:
                return found
    return None


def _whole(below: Sequence[Row], name: int, action: int, time: int) -> list[Row]:
    """The rows that are long enough, their names put together again."""
    return [whole for row in below if len(whole := with_whole_name(row, name, time)) > max(name, action, time)]


def _as_list(below: Sequence[Row], where: _List) -> _List | None:
    """The list with the actions that mean leaving; None: these columns hold something else."""
    if share(below, where.time, is_moment) < _MOST or share(below, where.name, _is_action) >= _MOST:
        return None
    actions = {row[where.action] for row in below} - {""}
    if not 1 <= len(actions) <= _MOST_ACTIONS or any(map(_DENIED.search, actions)):
        return None
    if any(map(_JOIN.search, actions)):
        leaves = _leaves(actions)
        known = 0 < len(leaves) < len(actions) or all(map(_is_action, actions))
        return replace(where, leaves=leaves) if known else None
    second = _second_of_turns([(row[where.name], row[where.action]) for row in below])
    return replace(where, leaves=frozenset({second})) if second else None


def _is_action(cell: str) -> bool:
    return bool(_JOIN.search(cell) or _LEAVE.search(cell))


def _leaves(actions: Collection[str]) -> frozenset[str]:
    """The actions that mean leaving; where one of two is known to mean joining, that is the other."""
    known = frozenset(action for action in actions if _LEAVE.search(action))
    others = [action for action in actions if not _is_action(action)]
    return known or frozenset(others if len(others) == 1 and len(actions) == 2 else ())


def _second_of_turns(lines: list[tuple[str, str]]) -> str | None:
    """Of two actions in a language nobody has listed the one that follows: for everybody they take turns, the same first."""
    if len({action for _, action in lines}) != 2 or len(lines) < 4:
        return None
    for ordered in (lines, lines[::-1]):
        turns: dict[str, list[str]] = defaultdict(list)
        for name, action in ordered:
            turns[name].append(action)
        firsts = {told[0] for told in turns.values()}
        if len(firsts) == 1 and all(a != b for told in turns.values() for a, b in pairwise(told)):
            return next(action for _, action in lines if action not in firsts)
    return None


def _events(rows: dict[int, Row], where: _List, moments: Moments) -> list[_Event]:
    """The events in the order of time; lines of one second in the order of the file, turned where it begins with the newest."""
    found = []
    for number, row in rows.items():
        at = moments.at.get(row[where.time])
        if at is None or not row[where.name]:
            continue
        action = row[where.action]
        key = f"{row[where.key]} " if where.key is not None else ""
        found.append(_Event(number, at, action not in where.leaves, key + fold(shown_name(row[where.name]))))
    if len(found) > 1 and found[0].at > found[-1].at:
        found.reverse()
    return sorted(found, key=lambda event: event.at)


def _spans(events: Sequence[_Event]) -> list[_Span]:
    """Each person's joinings with the leavings that follow them, the last joining first: somebody may be there twice."""
    open_of: dict[str, list[_Event]] = defaultdict(list)
    spans: list[_Span] = []
    for event in events:
        waiting = open_of[event.key]
        if event.joins:
            waiting.append(event)
        elif waiting and event.at - waiting[-1].at < _NEVER:
            begin = waiting.pop()
            spans.append(_Span(event.key, (begin.row, event.row), begin.at, event.at))
        else:
            spans.append(_Span(event.key, (event.row,), None, event.at))
    spans += [_Span(event.key, (event.row,), event.at, None) for waiting in open_of.values() for event in waiting]
    return spans


def _meetings(events: Sequence[_Event], spans: Sequence[_Span]) -> list[datetime]:
    """When each meeting of the file began: a new one after a break in which nobody was there."""
    covered = sorted((span.begin, span.end) for span in spans if span.begin and span.end)
    begins = [events[0].at]
    until, place = events[0].at, 0
    for event in events:
        while place < len(covered) and covered[place][0] < event.at:
            until = max(until, covered[place][1])
            place += 1
        if event.at - until >= _BREAK:
            begins.append(event.at)
        until = max(until, event.at)
    return begins


def _read_list(grid: Grid, file: str, choices: Choices, today: date, *, live: bool) -> Reading | None:
    where = _find_live(grid.rows) if live else _find_list(grid.rows)
    if where is None:
        return None
    head = grid.rows[where.header]
    rows = {n: rejoined(grid.rows[n]) for n in range(where.header + 1, len(grid.rows)) if any(grid.rows[n])}
    if not live:
        rows = {n: with_whole_name(row, where.name, where.time) for n, row in rows.items()}
    width = max([width_of(head), *map(len, rows.values())])
    rows = {n: [*row, *[""] * (width - len(row))] for n, row in rows.items()}
    cells = [row[where.time] for row in rows.values()]
    moments = read_moments(
        cells,
        today=today,
        choices=choices,
        file=file,
        day_first=not writes_english(head),
        thai=is_in_thai(head, rows.values()),
        utc=where.utc,
    )
    events = _events(rows, where, moments)
    if not events:
        return None
    fields = {where.name: "name"} | {width + i: name for i, name in enumerate(_ADDED)}
    draft = Draft(grid, file, choices, today, where.header, Columns(fields), moments)
    draft.shown = Columns({where.name: "name", where.time: "joined"})
    _fill(draft, rows, events, where)
    return draft.read(partial(_untitled, file=file))


def _ends(events: Sequence[_Event], begins: Sequence[datetime]) -> dict[tuple[int, str], datetime]:
    """Until when somebody without a leaving was there: {(meeting, person): own last line,"
    " a leaving; (meeting, ""): its end}."""
    ends: dict[tuple[int, str], datetime] = {}
    for event in events:
        number = max(i for i, begin in enumerate(begins) if begin <= event.at)
        ends[number, ""] = event.at
        ends.pop((number, event.key), None)
        if not event.joins:
            ends[number, event.key] = event.at
    return ends


def _fill(draft: Draft, rows: dict[int, Row], events: Sequence[_Event], where: _List) -> None:
    """Write joining, leaving and meeting behind every line; a line of leaving alone adds no minutes."""
    spans = _spans(events)
    begins = _meetings(events, spans)
    ends = _ends(events, begins)
    told: dict[int, list[str]] = {}
    for span in spans:
        known = span.begin or span.end or begins[0]
        number = max(i for i, begin in enumerate(begins) if begin <= known)
        end = span.end or next(
            (end for end in (ends.get((number, span.key)), ends.get((number, ""))) if end and end > known), None
        )
        minutes = minutes_between(span.begin, end) if span.begin and end else None
        day, part = begins[number].date().isoformat(), f"{number + 1}" if len(begins) > 1 else ""
        cells = [stamp(span.begin or known), stamp(end) if end else "", day, part, "" if minutes is None else str(minutes)]
        told[span.rows[0]] = cells
        for later in span.rows[1:]:
            told[later] = [stamp(known), stamp(known), day, part, "0"]
    for number, row in rows.items():
        name = shown_name(row[where.name]) if row[where.name] else ""
        draft.rows[number] = [*row[: where.name], name, *row[where.name + 1 :], *told.get(number, [])]
    draft.set_apart([n for n in rows if rows[n] == draft.grid.rows[draft.header]])


def _untitled(reading: Reading, *, file: str) -> None:
    """Take the numbers away that held two meetings of one day apart."""
    title = title_of_file(file) or None
    reading.meetings = [
        replace(meeting, title=title if not meeting.title or meeting.title.isdigit() else meeting.title)
        for meeting in reading.meetings
    ]


def _score_list(top: Top) -> float:
    found = _find_list(top)
    if found is None:
        return 0.0
    return 9.0 if {fold(cell) for cell in top[found.header]} >= set(_LISTED) else 7.0


def _score_live(top: Top) -> float:
    return 10.0 if _find_live(top) else 0.0


EVENTS = Format(
    "teams_event_list",
    "Microsoft Teams: list of joining and leaving",
    "Downloaded during a meeting from its list of participants, in the Teams of 2020 and 2021.",
    Sample(
        "meetingAttendanceList.csv",
        "Full Name\tUser Action\tTimestamp\r\n"
        "Anong Saelee\tJoined\t5/14/2026, 9:55:02 AM\r\n"
        "Ben Carver (Guest)\tJoined before\t5/14/2026, 9:55:02 AM\r\n"
        "Ben Carver (Guest)\tLeft\t5/14/2026, 10:20:15 AM\r\n"
        "Ben Carver (Guest)\tJoined\t5/14/2026, 10:24:40 AM\r\n"
        "Ben Carver (Guest)\tLeft\t5/14/2026, 11:27:01 AM\r\n"
        "Anong Saelee\tLeft\t5/14/2026, 11:27:10 AM\r\n",
        "utf-16",
    ),
    _score_list,
    partial(_read_list, live=False),
)
LIVE = Format(
    "teams_live_event",
    "Microsoft Teams: attendee report of a live event",
    "In Teams: open the live event in the calendar and download the Attendee engagement report. Its times are UTC.",
    Sample(
        "AttendeeReport.csv",
        "SessionId,ParticipantId,FullName,UserAgent,UtcEventTimestamp,Action,Role\r\n"
        "5d0c1f9e,p-1,Anong Saelee,Mozilla/5.0,5/14/2026 2:55:02 AM,Joined,Producer\r\n"
        "5d0c1f9e,p-2,Ben Carver,Mozilla/5.0,5/14/2026 3:03:40 AM,Joined,Attendee\r\n"
        "5d0c1f9e,p-2,Ben Carver,Mozilla/5.0,5/14/2026 4:27:01 AM,Left,Attendee\r\n"
        "5d0c1f9e,p-1,Anong Saelee,Mozilla/5.0,5/14/2026 4:27:10 AM,Left,Producer\r\n",
    ),
    _score_live,
    partial(_read_list, live=True),
)
