"""The stored attendances of the meetings of a file, and which entry is which of them as it was written."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import count, repeat
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import String, select, type_coerce
from sqlmodel import Session, col

from coalition.bulk import plain_parts
from coalition.database import chunks, rows_in
from coalition.imports.matching.keys import text_key
from coalition.imports.reading import Entries, MeetingRead
from coalition.models import Attendance, Change, ImportBatch, Meeting
from coalition.queries.decided import merged_meetings
from coalition.vocabulary import BatchState, ChangeAction

NOT_STORED = -1
"""In place of an index of a stored row."""

Spelling = tuple[str | None, str | None, str | None]
"""Name, organization and e-mail as written."""


class StoredRow(NamedTuple):
    """One stored attendance."""

    row_id: int
    meeting_id: int
    person_id: int | None
    organization_id: int | None
    state: str
    minutes: int | None
    name: str | None  # as written
    organization: str | None  # as written
    batch_id: int | None


def stored_rows(session: Session, meeting_ids: Sequence[int]) -> list[StoredRow]:
    """The attendances of these meetings, in order of their ids."""
    found: list[StoredRow] = []
    t = Attendance.__table__.c  # type: ignore[attr-defined]
    query = select(
        t.id, t.meeting_id, t.person_id, t.organization_id, type_coerce(t.state, String), t.minutes,
        t.name_as_written, t.organization_as_written, t.batch_id,
    ).order_by(t.id)  # fmt: skip
    for part in chunks(meeting_ids):
        for rows in plain_parts(session, query.where(t.meeting_id.in_(part))):
            found += map(StoredRow._make, rows)
    return found


@dataclass(frozen=True)
class Spellings:
    """The distinct spellings of a file in order of appearance, and the number of each entry's own."""

    written: list[Spelling]
    of_entry: list[int]


def spellings(entries: Entries) -> Spellings:
    """Name, organization and e-mail as written, each different one once."""
    number: defaultdict[Spelling, int] = defaultdict(count().__next__)
    of_entry = list(map(number.__getitem__, zip(entries.name, entries.organization, entries.email, strict=True)))
    return Spellings(list(number), of_entry)


def as_written(entries: Entries, meeting_ids: Sequence[int | None], rows: list[StoredRow], spelled: Spellings) -> list[int]:
    """For each entry the index of the stored row with the same meeting, written name and organization, where it is unique.

    Args:
        meeting_ids: the stored meeting of each entry; None: a new one.
    """
    if not rows:
        return [NOT_STORED] * len(entries)
    pairs = Counter((name, organization) for name, organization, _ in spelled.written)
    twice = {pair for pair, times in pairs.items() if times > 1}  # one name with two addresses: the person decides
    written = attrgetter("meeting_id", "name", "organization")
    index = dict(zip(map(written, rows), count()))
    if len(index) < len(rows):
        times_stored = Counter(map(written, rows))
        index = {key: j for key, j in index.items() if times_stored[key] == 1}
    keys = zip(meeting_ids, entries.name, entries.organization, strict=True)
    found: list[int] = list(map(index.get, keys, repeat(NOT_STORED)))
    if twice:
        names = zip(entries.name, entries.organization, strict=True)
        found = [NOT_STORED if pair in twice else j for j, pair in zip(found, names, strict=True)]
    first = dict(zip(reversed(found), range(len(found) - 1, -1, -1), strict=True))  # each stored row for its first entry only
    return [j if first[j] == i else NOT_STORED for i, j in enumerate(found)]


# --- what a hand has corrected since a file came: the very same file, uploaded again, does not take it back -------------


def same_bytes(session: Session, content_hash: str) -> set[int]:
    """The batches in force that brought a file with these bytes (SHA-256, hex)."""
    query = select(col(ImportBatch.id)).where(
        col(ImportBatch.content_hash) == content_hash, col(ImportBatch.state) == BatchState.COMMITTED
    )
    return {row_id for row_id in session.scalars(query) if row_id is not None}


def corrected(session: Session, row_ids: Sequence[int]) -> dict[int, set[str]]:
    """{row of a list: columns whose value a hand wrote last}; rows without any are left out."""
    last: dict[tuple[int, str], bool] = {}
    query = select(col(Change.row_id), col(Change.batch_id), col(Change.after)).where(
        col(Change.table_name) == "attendance", col(Change.action) == ChangeAction.UPDATED
    )
    for row_id, batch_id, after in rows_in(session, query.order_by(col(Change.id)), col(Change.row_id), row_ids):
        last.update({(row_id, column): batch_id is None for column in after or {}})
    found: dict[int, set[str]] = {}
    for (row_id, column), by_hand in last.items():
        if by_hand:
            found.setdefault(row_id, set()).add(column)
    return found


def taken_off(session: Session, batches: Collection[int]) -> set[tuple[Any, ...]]:
    """(meeting, name, organization as written) of rows of these batches that a hand has taken off their list."""
    query = select(col(Change.before)).where(
        col(Change.table_name) == "attendance", col(Change.action) == ChangeAction.DELETED, col(Change.batch_id).is_(None)
    )
    rows = [before for before in session.scalars(query) if before and before.get("batch_id") in batches]
    return {(row["meeting_id"], row.get("name_as_written"), row.get("organization_as_written")) for row in rows}


# --- the stored meetings of the days of a file, and what is told of them: of those that were made one with another too ----


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
    return any(agree(told, one) for one in (told_of(stored), *also))


def agree(one: Values, other: Values) -> bool:
    """Whether nothing that is told of two meetings of a day, as `told_of` has it, is told otherwise of the other."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))
