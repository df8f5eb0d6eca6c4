"""The stored meetings of the days of a file, and what is told of them: of those that were made one with another too."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import rows_in
from coalition.imports.matching.keys import text_key
from coalition.imports.reading import MeetingRead
from coalition.models import Meeting
from coalition.queries.decided import merged_meetings

FILLED = ("title", "place", "start", "end")
OF_MEETING = tuple(col(getattr(Meeting, name)) for name in ("id", "held_on", *FILLED))
Values = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class StoredMeeting:
    """One stored meeting; `also`: what is told, as `told_of` has it, of those of its day that a person made one with it."""

    row_id: int
    on: date
    title: str | None
    place: str | None
    start: str | None
    end: str | None
    also: tuple[Values, ...] = ()


def stored_on(session: Session, days: list[date]) -> list[StoredMeeting]:
    """The stored meetings of these days, in order of their ids."""
    query = select(*OF_MEETING).order_by(col(Meeting.id))
    also: dict[int, list[Values]] = defaultdict(list)
    for told, kept_id in merged_meetings(session):
        also[kept_id].append((same_key(told.get("title")), same_key(told.get("place")), told.get("start") or None))
    found = [StoredMeeting(*row) for row in rows_in(session, query, col(Meeting.held_on), days)]
    return [replace(stored, also=tuple(also[stored.row_id])) for stored in found]


def told_of(meeting: MeetingRead | StoredMeeting) -> Values:
    """Title, place and start, in the form in which they are compared; None: not told."""
    return same_key(meeting.title), same_key(meeting.place), meeting.start or None


same_key = lru_cache(maxsize=4096)(text_key)  # a series of meetings has one title


def compatible(read: MeetingRead, stored: StoredMeeting) -> bool:
    """Whether nothing told of the one is told otherwise of the other, or of one it took in that agrees in something."""
    told = told_of(read)
    also = (one for one in stored.also if any(a is not None and a == b for a, b in zip(told, one, strict=True)))
    return any(_agree(told, one) for one in (told_of(stored), *also))


def _agree(one: Values, other: Values) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))
