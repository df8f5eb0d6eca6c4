"""A listed organization is a member from its first listing on: opening memberships, moving their first day back.

An old list says nothing of today: who is in it and in no later meeting is a member until its last listing there, and again
without an end when a newer file lists it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from coalition.database import chunks
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.record import Columns, Record
from coalition.models import Attendance, Change, Meeting, Membership

OLD = timedelta(days=366)
"""A file whose newest meeting lies further than this behind the newest meeting stored is an old list."""

Span = tuple[date, date]
"""First and last day on which a file lists an organization."""


@dataclass
class Memberships:
    """What would change.

    Attributes:
        opened: {organization ref: first day} of organizations without any membership.
        ended: {organization ref: last day} of those opened from an old list.
        moved: {membership id: (first day as stored, earlier first day)}.
        extended: {membership id: (last day as stored, later last day; None: a member again)}.
    """

    opened: dict[int, date] = field(default_factory=dict)
    ended: dict[int, date] = field(default_factory=dict)
    moved: dict[int, tuple[date, date]] = field(default_factory=dict)
    extended: dict[int, tuple[date, date | None]] = field(default_factory=dict)

    def write(self, record: Record, organizations: OrganizationMatch) -> None:
        """Open, move and extend; the organizations must have their ids."""
        columns: Columns = {
            "organization_id": [organizations.ids[ref] for ref in self.opened],
            "from_on": list(self.opened.values()),
            "to_on": [self.ended.get(ref) for ref in self.opened],
            "is_voting": [False] * len(self.opened),
        }
        record.add("membership", columns)
        for name, changes in (("from_on", self.moved), ("to_on", self.extended)):
            for row_id, (before, after) in changes.items():
                record.change("membership", row_id, {name: before}, {name: after})


def match_memberships(
    session: Session, listed: Mapping[int, Span], organizations: OrganizationMatch, newest: date | None
) -> Memberships:
    """Compare when organizations (by ref) are listed with the memberships that are stored.

    A membership that a person ended stays ended: whether somebody who comes again is a member again is for people to say.

    Args:
        newest: the day of the newest meeting of the file; None: it has none.
    """
    found = Memberships()
    ref_of = {row_id: ref for ref in listed if (row_id := organizations.ids[ref]) is not None}
    stored = _stored(session, ref_of)
    is_old = _is_old(session, newest)
    for ref, (day, last) in listed.items():
        rows = stored.get(organizations.ids[ref] or 0, [])
        if not rows:
            found.opened[ref] = day
            if is_old:
                found.ended[ref] = last
            continue
        first, newest_row = rows[0], rows[-1]
        if day < first.from_on:
            found.moved[first.id] = (first.from_on, day)
        if newest_row.to_on is not None and last > newest_row.to_on:
            found.extended[newest_row.id] = (newest_row.to_on, last if is_old else None)
    if newest and found.ended:
        for row_id in _listed_after(session, newest, (i for ref in found.ended if (i := organizations.ids[ref]))):
            del found.ended[ref_of[row_id]]
    by_hand = _ended_by_hand(session, found.extended)
    found.extended = {row_id: days for row_id, days in found.extended.items() if row_id not in by_hand}
    return found


def _stored(session: Session, organization_ids: Iterable[int]) -> dict[int, list[Any]]:
    """{organization: its memberships (id, from_on, to_on), the earliest first}."""
    stored: dict[int, list[Any]] = {}
    query = select(
        col(Membership.id), col(Membership.organization_id), col(Membership.from_on), col(Membership.to_on)
    ).order_by(col(Membership.from_on))
    for part in chunks(list(organization_ids)):
        for row in session.execute(query.where(col(Membership.organization_id).in_(part))):
            stored.setdefault(row.organization_id, []).append(row)
    return stored


def _is_old(session: Session, newest: date | None) -> bool:
    known = session.scalar(select(func.max(col(Meeting.held_on))))
    return bool(newest and known and newest < known - OLD)


def _listed_after(session: Session, day: date, organization_ids: Iterable[int]) -> set[int]:
    """Which of these organizations a stored meeting after that day lists."""
    found: set[int] = set()
    query = select(col(Attendance.organization_id)).join(Meeting, col(Meeting.id) == col(Attendance.meeting_id))
    for part in chunks(list(organization_ids)):
        later = query.where(col(Meeting.held_on) > day, col(Attendance.organization_id).in_(part)).distinct()
        found.update(row_id for row_id in session.scalars(later) if row_id is not None)
    return found


def _ended_by_hand(session: Session, membership_ids: Iterable[int]) -> set[int]:
    """Which of these memberships no file made, or a person changed afterwards."""
    found: set[int] = set()
    for part in chunks(list(membership_ids)):
        own = select(col(Membership.id)).where(col(Membership.id).in_(part), col(Membership.batch_id).is_(None))
        changed = select(col(Change.row_id)).where(
            col(Change.table_name) == "membership", col(Change.row_id).in_(part), col(Change.batch_id).is_(None)
        )
        found.update(row_id for query in (own, changed) for row_id in session.scalars(query) if row_id is not None)
    return found
