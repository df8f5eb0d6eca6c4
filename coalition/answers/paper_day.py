"""Which meeting is a paper about, and of which day is what it says?"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from coalition.frames import records
from coalition.queries.agenda import coming_on
from coalition.queries.participation import recent_meetings_frame


@dataclass(frozen=True)
class PaperDay:
    """What a paper is about.

    Attributes:
        on: the day of all that it says: today after the newest meeting, the day of an earlier meeting.
        meeting: a row of frames.MEETINGS; None: none was held yet.
        since: the day of the meeting before; None: there is none to compare with.
        next_on: the first day after `on` with a meeting or an agenda; None: none is known.
        is_newest: no later meeting was held: what is said is of today, for the meeting that comes.
    """

    on: date
    meeting: dict[str, Any] | None
    since: date | None
    next_on: date | None
    is_newest: bool = True


def paper_day(session: Session, *, today: date, meeting_on: date | None = None) -> PaperDay | None:
    """The newest meeting, or the one of a day (of several the latest); None: on that day none was held.

    Args:
        session: reads.
        today: later meetings are not held yet.
        meeting_on: its day; None: the newest, and without any meeting what is known today.
    """
    held = _newest(session, min(meeting_on or today, today))
    if meeting_on is not None and (held is None or held["held_on"] != meeting_on):
        return None
    newest = _newest(session, today)
    on = today if held is None or held == newest else held["held_on"]
    before = _newest(session, held["held_on"] - timedelta(days=1)) if held else None
    return PaperDay(on, held, before["held_on"] if before else None, coming_on(session, after=on), held == newest)


def _newest(session: Session, on: date) -> dict[str, Any] | None:
    """The last meeting held on or before a day; None: none was."""
    return next(iter(records(recent_meetings_frame(session, on=on, last=1))), None)
