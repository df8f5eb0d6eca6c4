"""What should the members speak about when they meet next? A draft from what is open, for a person to edit.

An agenda is sent to members, so it is drafted from what a room may see: no count of cases or referrals, nobody by name.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from coalition import coverage
from coalition.answers.actions import ActionStatus, action_board
from coalition.answers.coverage import coverage_picture
from coalition.answers.participation import participation_picture
from coalition.answers.present import GapLine, News, gap_lines, news
from coalition.frames import records
from coalition.participation import MemberState, Rules, came_back
from coalition.queries.agenda import agenda, coming_on, meeting_set
from coalition.queries.participation import memberships_frame, presence_frame, recent_meetings_frame
from coalition.settings import Settings
from coalition.vocabulary import AttendanceState

GAPS = 3
"""Service types that are proposed to decide about: as many as a meeting comes to."""


@dataclass(frozen=True)
class AgendaFacts:
    """What an agenda is drafted from, and what is kept of it.

    Attributes:
        settings: of the coalition.
        today: the day of all that is told.
        held_on: the day of the meeting; None: not known.
        since: the day of the last meeting; None: none was held.
        kept: (row, line) of the agenda of that day; empty: nothing is kept.
        late, due: rows of `ActionBoard.items`: promises that are overdue, and due by the meeting; no day is known: all.
        later: of `ActionBoard.items` too: open promises that are due after the meeting, or on no day.
        changed: since the last meeting; None: nothing to compare.
        gaps: the heaviest.
        new, returned: members to welcome: those that joined since the last meeting; those that came again after a long time.
        start, place: of the meeting, where one of that day is stored already; empty: not told.
        missed: members who missed the last meetings and are to be rung: at risk, then lapsed.
    """

    settings: Settings
    today: date
    held_on: date | None
    since: date | None
    kept: list[tuple[int, str]]
    late: list[dict[str, Any]]
    due: list[dict[str, Any]]
    later: list[dict[str, Any]]
    changed: News | None
    gaps: list[GapLine]
    new: list[str]
    returned: list[str]
    missed: list[str]
    start: str = ""
    place: str = ""


def agenda_facts(session: Session, *, settings: Settings, today: date, held_on: date | None = None) -> AgendaFacts:
    """What stands on the agenda of a day, and what could.

    Args:
        session: reads.
        settings: scope and the numbers of the coalition.
        today: nothing stated later is looked at.
        held_on: the day of the meeting; None: the next one that is known.
    """
    day = held_on or agenda_day(session, today=today)
    last = next(iter(records(recent_meetings_frame(session, on=today, last=1))), None)
    since = last["held_on"] if last else None
    board = records(action_board(session, settings=settings, on=today).items)
    members = records(participation_picture(session, settings=settings, on=today).members)

    def are(*states: MemberState) -> list[str]:
        return [row["organization"] for state in states for row in members if row["state"] == state]

    def is_due(row: dict[str, Any]) -> bool:
        return not day or bool(row["due_on"] and row["due_on"] <= day)

    ahead = [row for row in board if row["status"] in _OPEN]
    back = _back(session, settings, today, [row for row in members if row["state"] == MemberState.NEW])
    changed, gaps = _gaps(session, settings, today, since)
    return AgendaFacts(
        settings=settings,
        today=today,
        held_on=day,
        since=since,
        kept=agenda(session, held_on=day) if day else [],
        late=[row for row in board if row["status"] == ActionStatus.OVERDUE],
        due=[row for row in ahead if is_due(row)],
        later=[row for row in ahead if not is_due(row)],
        changed=changed,
        gaps=gaps[:GAPS],
        new=_joined(session, members, since),
        returned=[*are(MemberState.RETURNED), *back],
        missed=are(MemberState.AT_RISK, MemberState.LAPSED),
        **(meeting_set(session, held_on=day) if day else {}),
    )


def _joined(session: Session, members: list[dict[str, Any]], since: date | None) -> list[str]:
    """Names of the members that were none up to the last meeting; without one, nobody: all of them begin."""
    if since is None:
        return []
    before = {row["organization_id"] for row in records(memberships_frame(session)) if row["from_on"] <= since}
    return [row["organization"] for row in members if row["organization_id"] not in before]


def _back(session: Session, settings: Settings, today: date, new: list[dict[str, Any]]) -> list[str]:
    """Of the new members those that came, then missed so many meetings that a member would have lapsed, and came again."""
    if not new:
        return []
    held = recent_meetings_frame(session, on=today)
    days = held[held["is_recorded"]]["id"].tolist()
    rows = records(presence_frame(session, days, [row["organization_id"] for row in new]))
    came = {(row["organization_id"], row["meeting_id"]) for row in rows if row["state"] == AttendanceState.PRESENT}
    rules = Rules(settings.recent_meetings, settings.at_risk_after, settings.lapsed_after)

    def is_back(organization_id: int) -> bool:
        history = [(organization_id, day) in came for day in days]
        first = max((place for place, there in enumerate(history) if there), default=-1)
        return came_back(history[: first + 1], rules)

    return [row["organization"] for row in new if is_back(row["organization_id"])]


def facts_before(session: Session, *, settings: Settings, held_on: date) -> AgendaFacts:
    """What the agenda of a meeting that was held could be drafted from: as on the day before it."""
    return agenda_facts(session, settings=settings, today=held_on - timedelta(days=1), held_on=held_on)


def agenda_day(session: Session, *, today: date) -> date | None:
    """The day of the next meeting: today while its agenda waits for it; None: no day is known."""
    is_held = bool(len(recent_meetings_frame(session, on=today, since=today, last=1)))
    return today if agenda(session, held_on=today) and not is_held else coming_on(session, after=today)


_OPEN = (ActionStatus.DUE, ActionStatus.LATER)


def _gaps(session: Session, settings: Settings, today: date, since: date | None) -> tuple[News | None, list[GapLine]]:
    """What changed since the last meeting, and the service types that are missing most, as a room sees them."""
    level = 1
    told: dict[str, Any] = {"settings": settings, "audience": "room"}
    now = coverage_picture(session, on=today, level=level, **told)
    if now.cells.empty and 2 in now.levels:
        level = 2
        now = coverage_picture(session, on=today, level=level, **told)
    then = coverage_picture(session, on=since, level=level, **told) if since and since < today else None
    return news(coverage.changes_between(then.cells, now.cells)) if then else None, gap_lines(now.gaps)
