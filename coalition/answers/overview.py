"""What changed since the last meeting, and where are the biggest gaps?"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from sqlmodel import Session

from coalition import coverage
from coalition.answers.coverage import CoveragePicture, coverage_picture
from coalition.answers.participation import ParticipationPicture, meeting_rates, participation_picture
from coalition.frames import CELL_CHANGES, SERVICE_CHANGES, records
from coalition.participation import MemberState
from coalition.queries import overview as queries
from coalition.queries.actions import ActionCounts, action_counts
from coalition.queries.referral_boards import overdue_referrals
from coalition.settings import Settings
from coalition.vocabulary import CellState

MEETINGS_SHOWN = 12
"""So many meetings tell how attendance goes: a year of them."""


@dataclass(frozen=True)
class Overview:
    """The last meeting, what is different since, and the picture of today.

    Attributes:
        on: the date.
        meeting: the newest meeting held on or before it, as a row of frames.MEETING_RATES; None: no meeting.
        since: the day compared with: of that meeting, or of the one before when it is held today; None: nothing to compare.
        started, ended: frames.SERVICE_CHANGES since.
        cells: frames.CELL_CHANGES since.
        before: number of cells in each state on that day; None: nothing to compare.
        meetings: the last MEETINGS_SHOWN meetings as frames.MEETING_RATES, newest first.
        lapsed, returned: names of members who lapsed or came back since.
        actions: promises open and overdue on the date, and done since the meeting before it.
        coverage: the picture of today: provinces, or districts where the scope holds no province.
        has_services: whether any service is stored.
    """

    on: date
    meeting: dict[str, Any] | None
    since: date | None
    started: pd.DataFrame
    ended: pd.DataFrame
    cells: pd.DataFrame
    before: dict[CellState, int] | None
    meetings: pd.DataFrame
    lapsed: list[str]
    returned: list[str]
    actions: ActionCounts
    coverage: CoveragePicture
    has_services: bool


def overview(session: Session, *, settings: Settings, on: date) -> Overview:
    """What changed between the last meeting and a date, and the coverage of that date, as a room may see it.

    The first page is often shown to members, so nothing of it, its order neither, rests on counts that are not published.

    Args:
        session: reads.
        settings: scope and the numbers of the coalition.
        on: the date.
    """
    now = coverage_picture(session, settings=settings, on=on, level=1, audience="room")
    if now.cells.empty and 2 in now.levels:
        now = coverage_picture(session, settings=settings, on=on, level=2, audience="room")
    there = participation_picture(session, settings=settings, on=on)
    meetings = records(there.meetings)
    since = next((row["held_on"] for row in meetings if row["held_on"] < on), None)
    none = SERVICE_CHANGES.empty()
    then = _coverage_since(session, now, settings, since)
    lapsed, returned = _members_since(session, there, settings, since)
    return Overview(
        on=on,
        meeting=meetings[0] if meetings else None,
        since=since,
        started=queries.services_only_on_frame(session, at=on, not_at=since) if since else none,
        ended=queries.services_only_on_frame(session, at=since, not_at=on) if since else none,
        cells=coverage.changes_between(then.cells, now.cells) if then else CELL_CHANGES.empty(),
        before=then.counts if then else None,
        meetings=meeting_rates(session, on=on, last=MEETINGS_SHOWN),
        lapsed=lapsed,
        returned=returned,
        actions=action_counts(session, on=on),
        coverage=now,
        has_services=queries.has_services(session),
    )


def _coverage_since(session: Session, now: CoveragePicture, settings: Settings, since: date | None) -> CoveragePicture | None:
    if since is None:
        return None
    return coverage_picture(session, settings=settings, on=since, level=now.level, audience="room")  # states alone


def _members_since(
    session: Session, now: ParticipationPicture, settings: Settings, since: date | None
) -> tuple[list[str], list[str]]:
    """Names of the members who lapsed, and of those who came back, at the last meeting.

    The state of a member moves with the meetings, so it is compared with the day before the last meeting.
    """
    if since is None:
        return [], []
    newest = max(row["held_on"] for row in records(now.meetings))
    before = participation_picture(session, settings=settings, on=date.fromordinal(newest.toordinal() - 1))
    earlier = dict(zip(before.members["organization_id"], before.members["state"], strict=True))

    def became(state: MemberState) -> list[str]:
        rows = records(now.members)
        return [r["organization"] for r in rows if r["state"] == state and earlier.get(r["organization_id"]) != state]

    return became(MemberState.LAPSED), became(MemberState.RETURNED)


@dataclass(frozen=True)
class Overdue:
    """What is too late [referrals], [actions]: now, and at the same time of an earlier day; None: no such day."""

    referrals: int
    actions: int
    before: tuple[int, int] | None


def overdue(session: Session, *, now: datetime, on: date, since: date | None) -> Overdue:
    """What is too late at an instant, and was on an earlier day.

    Args:
        session: reads.
        now: the instant, with time zone.
        on: its day, as the people there count it.
        since: the earlier day; None: none.
    """

    def late(at: datetime, day: date) -> tuple[int, int]:
        return overdue_referrals(session, now=at, on=day), action_counts(session, on=day).overdue

    return Overdue(*late(now, on), late(now - (on - since), since) if since else None)
