"""Stored meetings that a meeting of a file may be although its title, place, hour or day is another one: the same people.

The export of a call and the list somebody wrote of the same evening have titles of their own, and a corrected version of a
list may have another title or another day. Taken for a new meeting, everybody would count twice; taken for the stored one, two
meetings might become one. So what is found here is asked, never done.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String, func, select, type_coerce
from sqlmodel import Session, col

from coalition.database import chunks
from coalition.imports.attendance.people import name_key
from coalition.imports.attendance.stored import same_bytes
from coalition.imports.matching.keys import organization_key
from coalition.imports.reading import Entries, MeetingRead
from coalition.models import Attendance, ImportBatch, Meeting, Person
from coalition.vocabulary import BatchState

_LASTS = 180  # minutes a meeting is taken to last of which only the start is known
_SAME_LIST = 3  # rows: two or three regulars alone do not make a list known again

_COPY = re.compile(r"\s*\(\d+\)(?=\.\w+$)")  # "list (1).csv" is what a browser makes of a second download of list.csv


@dataclass(frozen=True)
class StoredMeeting:
    """One stored meeting."""

    row_id: int
    on: date
    title: str | None
    place: str | None
    start: str | None
    end: str | None


@dataclass(frozen=True)
class Source:
    """The file a list comes from: its name, SHA-256 (hex) and entries; who is listed tells which meetings may be the same."""

    name: str
    content_hash: str
    entries: Entries


def same_people(
    session: Session, entries: Entries, meetings: Sequence[MeetingRead], near: Mapping[int, Sequence[StoredMeeting]]
) -> dict[int, list[StoredMeeting]]:
    """{meeting of the file: the stored ones near it that share half of the smaller list}, most alike first.

    Only those who were there count: who is always listed says nothing of a day. Hours that cannot overlap are two meetings.
    """
    wanted = {i: fit for i, found in near.items() if (fit := [s for s in found if not _apart(meetings[i], s)])}
    if not wanted:
        return {}
    ours = _present(entries, set(wanted))
    theirs = _stored_present(session, {s.row_id for fit in wanted.values() for s in fit})
    found = {}
    for i, fit in wanted.items():
        common = {s.row_id: sum(not ours[i].isdisjoint(one) for one in theirs[s.row_id]) for s in fit}
        alike = [s for s in fit if common[s.row_id] and 2 * common[s.row_id] >= min(len(ours[i]), len(theirs[s.row_id]))]
        if alike:
            found[i] = sorted(alike, key=lambda s: -common[s.row_id])
    return found


def _apart(read: MeetingRead, stored: StoredMeeting) -> bool:
    if not read.start or not stored.start:
        return False
    first, second = sorted([(_minutes(m.start or ""), _minutes(m.end or "")) for m in (read, stored)])
    return second[0] >= (first[1] if first[1] > first[0] else first[0] + _LASTS)


def _minutes(hour: str) -> int:
    hours, _, minutes = hour.partition(":")
    return int(hours) * 60 + int(minutes) if hours.isdigit() and minutes.isdigit() else -1


def _who(name: str | None, organization: str | None) -> str:
    return name_key(name) if name else f"\n{organization_key(organization or '')}"


def _present(entries: Entries, wanted: set[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {i: set() for i in wanted}
    for i, name, organization, state in zip(entries.meeting, entries.name, entries.organization, entries.state, strict=True):
        if i in found and state == "present":
            found[i].add(_who(name, organization))
    return found


def _stored_present(session: Session, meeting_ids: set[int]) -> dict[int, list[set[str]]]:
    """{meeting: of each who was there the names as which they are known}."""
    found: dict[int, list[set[str]]] = {row_id: [] for row_id in meeting_ids}
    query = (
        select(
            col(Attendance.meeting_id),
            col(Attendance.name_as_written),
            col(Attendance.organization_as_written),
            col(Person.name_key),
        )
        .join(Person, col(Person.id) == col(Attendance.person_id), isouter=True)
        .where(type_coerce(col(Attendance.state), String) == "present")
    )
    for part in chunks(sorted(meeting_ids)):
        for meeting_id, name, organization, key in session.execute(query.where(col(Attendance.meeting_id).in_(part))):
            found[meeting_id].append({_who(name, organization)} | ({key} if key else set()))
    return found


# --- another day -----------------------------------------------------------------------------------------------------


def same_list(
    session: Session, source: Source, meetings: Sequence[MeetingRead], new: Sequence[int]
) -> dict[int, list[StoredMeeting]]:
    """{meeting of the file: stored ones of another day that a file of this name or bytes brought, row by row the same}.

    A stored meeting on a day that the file has too is not meant. The same bytes know a list again however short it is.
    """
    again = same_bytes(session, source.content_hash) if new else set()
    batches = sorted(again | _of_that_name(session, source.name)) if new else []
    if not batches:
        return {}
    shortest = 1 if again else _SAME_LIST
    ours = {i: rows for i, rows in _rows(source.entries, set(new)).items() if rows.total() >= shortest}
    theirs: dict[StoredMeeting, Counter[tuple[Any, ...]]] = defaultdict(Counter)
    days = {meeting.on for meeting in meetings}
    sizes = {rows.total() for rows in ours.values()}
    for meeting, row in _brought_by(session, batches, sizes):
        if meeting.on not in days:
            theirs[meeting][row] += 1
    found = {i: [meeting for meeting, stored in theirs.items() if stored == rows] for i, rows in ours.items()}
    return {i: alike for i, alike in found.items() if alike}


def _rows(entries: Entries, wanted: set[int]) -> dict[int, Counter[tuple[Any, ...]]]:
    found: dict[int, Counter[tuple[Any, ...]]] = {i: Counter() for i in wanted}
    columns = (entries.meeting, entries.name, entries.organization, entries.state, entries.minutes)
    for i, *row in zip(*columns, strict=True):
        if i in found:
            found[i][tuple(row)] += 1
    return found


def _brought_by(session: Session, batches: Sequence[int], sizes: set[int]) -> Iterator[tuple[StoredMeeting, tuple[Any, ...]]]:
    """(meeting, row) of those meetings of the batches that have so many of their rows: of a long record few are read."""
    of_meeting = [col(getattr(Meeting, name)) for name in ("id", "held_on", "title", "place", "start", "end")]
    of_row = (
        col(Attendance.name_as_written),
        col(Attendance.organization_as_written),
        type_coerce(col(Attendance.state), String),
        col(Attendance.minutes),
    )
    query = select(*of_meeting, *of_row).join(Attendance, col(Attendance.meeting_id) == col(Meeting.id))
    lengths: Counter[int] = Counter()
    for part in chunks(batches):
        counted = select(col(Attendance.meeting_id), func.count()).where(col(Attendance.batch_id).in_(part))
        for meeting_id, rows in session.execute(counted.group_by(col(Attendance.meeting_id))):
            lengths[meeting_id] += rows
    for part in chunks(sorted(meeting_id for meeting_id, rows in lengths.items() if rows in sizes)):
        of_part = query.where(col(Meeting.id).in_(part), col(Attendance.batch_id).in_(batches))
        for row in session.execute(of_part.order_by(col(Meeting.id))):
            yield StoredMeeting(*row[: len(of_meeting)]), tuple(row[len(of_meeting) :])


def _of_that_name(session: Session, file: str) -> set[int]:
    query = select(col(ImportBatch.id), col(ImportBatch.file_name)).where(col(ImportBatch.state) == BatchState.COMMITTED)
    return {row_id for row_id, name in session.execute(query) if plain_name(name) == plain_name(file)}


def plain_name(file: str) -> str:
    """The name of a file without what a browser adds to a second download."""
    return _COPY.sub("", file).casefold()
