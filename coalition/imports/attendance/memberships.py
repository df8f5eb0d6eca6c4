"""From when to when organizations are members, by all the lists together, in whatever order they come.

A membership runs from the first listing. Whom no list names for two years before the newest meeting is a member until its last
listing, and again without an end once a list names it within those years. What a person has written stays.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from coalition.database import chunks, rows_in
from coalition.imports.attendance.diff import Diff
from coalition.imports.attendance.meetings import MeetingMatch
from coalition.imports.attendance.people import NOBODY
from coalition.imports.issues import RowIssue, issue
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.plan import Answers
from coalition.imports.reading import Entries
from coalition.imports.record import Columns, Record
from coalition.locale import in_a_row
from coalition.models import Attendance, Change, ImportBatch, Meeting, Membership, Organization, Person
from coalition.vocabulary import BatchState

OLD = timedelta(days=731)
"""Whose last listing lies further than this behind the newest meeting is a member no longer."""

Span = tuple[date, date]
"""First and last day on which an organization is listed."""

_ACTED_FOR = func.coalesce(col(Attendance.organization_id), col(Person.organization_id))


@dataclass
class Memberships:
    """What would change.

    Attributes:
        names: of the organizations without any membership, in the order of the file.
        opened: {organization ref: first day} of these; empty where they stay guests.
        ended: {organization ref: last day} of those opened whose last listing is old.
        moved: {membership id: (first day as stored, earlier first day)}.
        extended: {membership id: (last day as stored, later last day; None: a member again)}.
        closed: {membership id: (None, last day)} of those that are old now.
        notices: who is a member no longer, by name.
    """

    names: list[str] = field(default_factory=list)
    opened: dict[int, date] = field(default_factory=dict)
    ended: dict[int, date] = field(default_factory=dict)
    moved: dict[int, tuple[date, date]] = field(default_factory=dict)
    extended: dict[int, tuple[date, date | None]] = field(default_factory=dict)
    closed: dict[int, tuple[None, date]] = field(default_factory=dict)
    notices: list[RowIssue] = field(default_factory=list)

    def write(self, record: Record, organizations: OrganizationMatch) -> None:
        """Open, move, extend and close; the organizations must have their ids."""
        columns: Columns = {
            "organization_id": [organizations.ids[ref] for ref in self.opened],
            "from_on": list(self.opened.values()),
            "to_on": [self.ended.get(ref) for ref in self.opened],
            "is_voting": [False] * len(self.opened),
        }
        record.add("membership", columns)
        for name, changes in (("from_on", self.moved), ("to_on", self.extended), ("to_on", self.closed)):
            for row_id, (before, after) in changes.items():
                record.change("membership", row_id, {name: before}, {name: after})


def _listed_in(session: Session, diff: Diff, entries: Entries, meetings: MeetingMatch) -> tuple[dict[int, Span], set[int]]:
    """{organization: the days of its first and last meeting among what is new}: what is stored moves nothing.

    And those of them that the file does not name: somebody came who is known to act for them.
    """
    of_new, day_of = diff.of_new, [m.on.toordinal() if m.on else 0 for m in meetings.meetings]
    named, days = of_new(diff.organization), list(map(day_of.__getitem__, of_new(entries.meeting)))
    own = [*diff.people.organizations, NOBODY]  # the last place, NOBODY: nobody's
    acting = [own[who] if ref == NOBODY else ref for ref, who in zip(named, of_new(diff.person), strict=True)]
    for at, (_, values) in diff.changes.items():  # stored without an organization, and named now
        if "organization_id" in values:
            named.append(values["organization_id"])
            acting.append(values["organization_id"])
            days.append(day_of[entries.meeting[at]])
    if days != sorted(days):
        order = sorted(range(len(days)), key=days.__getitem__)
        acting, days = [acting[i] for i in order], [days[i] for i in order]
    last = dict(zip(acting, days, strict=True))  # of the same key the last one stays
    first = dict(zip(reversed(acting), reversed(days), strict=True))
    spans = {ref: (date.fromordinal(first[ref]), date.fromordinal(last[ref])) for ref in sorted(last) if ref != NOBODY}
    for ref, span in _of_those_told(session, diff):
        spans[ref] = _both(spans.get(ref), span)
        named.append(ref)
    return spans, spans.keys() - set(named)


def match_memberships(
    session: Session, diff: Diff, entries: Entries, meetings: MeetingMatch, organizations: OrganizationMatch, answers: Answers
) -> Memberships:
    """Compare when organizations are listed, by what is new, with the memberships that are stored.

    A membership that a person ended stays ended: whether somebody who comes again is a member again is for people to say.
    """
    found = Memberships()
    listed, unnamed = _listed_in(session, diff, entries, meetings)
    newest = max((on for at in set(entries.meeting) if (on := meetings.meetings[at].on)), default=None)
    ids = {ref: organizations.ids[ref] if ref >= 0 else -2 - ref for ref in listed}  # as `People.load` has it
    known = session.scalar(select(func.max(col(Meeting.held_on)))) or date.min
    since = max(known, newest or date.min, date.min + OLD) - OLD
    stored = _stored(session, filter(None, ids.values()))
    for ref, (day, last) in listed.items():
        if rows := stored.get(ids[ref] or 0):
            first, newest_row = rows[0], rows[-1]
            if day < first.from_on:
                found.moved[first.id] = (first.from_on, day)
            if newest_row.to_on is not None and last > newest_row.to_on:
                found.extended[newest_row.id] = (newest_row.to_on, last if last < since else None)
        elif ref not in unnamed:
            found.opened[ref] = day
    _open(session, found, listed, ids, since)
    found.names = [organizations.names[ref] for ref in found.opened]
    if newest and newest > known > date.min:
        _close(session, found, {row_id: listed[ref][1] for ref, row_id in ids.items() if row_id is not None}, since)
    by_hand, begun = _by_hand(session, found.extended), _by_hand(session, found.moved, "from_on")
    found.extended = {row_id: days for row_id, days in found.extended.items() if row_id not in by_hand}
    found.moved = {row_id: days for row_id, days in found.moved.items() if row_id not in begun}
    if answers.no_members or answers.guests:
        left = zip(found.opened.items(), found.names, strict=True)
        found.opened = {ref: day for (ref, day), name in left if not answers.no_members and name not in answers.guests}
    return found


def _open(session: Session, found: Memberships, listed: Mapping[int, Span], ids: Mapping[int, int | None], since: date) -> None:
    """First and last days of those opened, with what earlier lists say of people who act for them."""
    known = {row_id: ref for ref in found.opened if (row_id := ids[ref]) is not None}
    last = {ref: listed[ref][1] for ref in found.opened}
    for row_id, (first, _) in _acted_for(session, known).items():
        found.opened[known[row_id]] = min(found.opened[known[row_id]], first)
    for row_id, (_, day) in _stored_spans(session, [row_id for row_id, ref in known.items() if last[ref] < since]).items():
        last[known[row_id]] = max(last[known[row_id]], day)
    found.ended = {ref: day for ref, day in last.items() if day < since}


def _close(session: Session, found: Memberships, last_here: Mapping[int, date], since: date) -> None:
    """End what ran without an end and is old beside a meeting that is newer than all stored."""
    query = select(col(Membership.id), col(Membership.organization_id)).where(
        col(Membership.to_on).is_(None), col(Membership.from_on) < since, col(Membership.batch_id).is_not(None)
    )
    running = {who: row_id for row_id, who in session.execute(query) if last_here.get(who, date.min) < since}
    if not running:
        return
    lately = select(_ACTED_FOR).join(Meeting, col(Meeting.id) == col(Attendance.meeting_id))
    lately = lately.outerjoin(Person, col(Person.id) == col(Attendance.person_id)).where(col(Meeting.held_on) >= since)
    for who in session.scalars(lately.distinct()):
        running.pop(who, None)
    by_hand = _by_hand(session, running.values())
    last = _stored_spans(session, [who for who, row_id in running.items() if row_id not in by_hand])
    found.closed = {running[who]: (None, max(day, last_here.get(who, day))) for who, (_, day) in last.items()}
    names = [name for (name,) in rows_in(session, select(col(Organization.name)), col(Organization.id), last)]
    found.notices = [issue("no_longer_listed", names=in_a_row(sorted(names, key=str.casefold)))] if names else []


def follow_undo(session: Session, batches: Collection[int], at: datetime) -> None:
    """Let memberships follow what lists still say, once the files of some batches are undone.

    Those that lists ended beside a newer meeting, now undone, run on, also where a later file wrote them. Those that the undone
    files opened begin with the first listing that is left. It is kept as a change of the last file in force that changed the
    membership, or opened it: it goes with that one.
    """
    since = max(session.scalar(select(func.max(col(Meeting.held_on)))) or date.min, date.min + OLD) - OLD
    by_file = select(Membership).where(col(Membership.batch_id).is_not(None))
    made = session.scalars(by_file.where(col(Membership.to_on).is_not(None) | col(Membership.batch_id).in_(batches))).all()
    spans = _stored_spans(session, {row.organization_id for row in made})
    alone = {who for who, rows in _stored(session, spans).items() if len(rows) == 1}
    by_hand = _by_hand(session, [row.id for row in made if row.id is not None])
    for row in made:
        if row.organization_id not in alone or row.id is None or row.id in by_hand:
            continue
        first, last = spans[row.organization_id]
        after: dict[str, date | None] = {"to_on": None} if row.to_on and last >= since else {}
        after |= {"from_on": first} if row.batch_id in batches and row.from_on < first else {}
        if after:
            record = Record(session, _last_writer(session, row.id) or row.batch_id or 0, at, None)
            record.change("membership", row.id, {name: getattr(row, name) for name in after}, after)
            record.save()


def _last_writer(session: Session, membership_id: int) -> int | None:
    """The last file in force that changed a membership; None: no file in force did."""
    query = select(col(Change.batch_id)).join(ImportBatch, col(ImportBatch.id) == col(Change.batch_id))
    mine = (col(Change.table_name) == "membership", col(Change.row_id) == membership_id)
    return session.scalar(query.where(*mine, col(ImportBatch.state) == BatchState.COMMITTED).order_by(col(Change.id).desc()))


def _of_those_told(session: Session, diff: Diff) -> Iterable[tuple[int, Span]]:
    """(organization ref, span) of stored listings of people whose organization this file tells."""
    fills, column = diff.people.fills, "organization_id"
    told = {diff.people.ids[ref] or 0: values[column] for ref, values in fills.items() if column in values}
    query = select(col(Attendance.person_id), func.min(col(Meeting.held_on)), func.max(col(Meeting.held_on)))
    query = query.join(Meeting, col(Meeting.id) == col(Attendance.meeting_id)).where(col(Attendance.organization_id).is_(None))
    for who, first, last in rows_in(session, query.group_by(col(Attendance.person_id)), col(Attendance.person_id), told):
        yield told[who], (first, last)


def _both(one: Span | None, other: Span) -> Span:
    return (min(one[0], other[0]), max(one[1], other[1])) if one else other


def _stored(session: Session, organization_ids: Iterable[int]) -> dict[int, list[Any]]:
    """{organization: its memberships (id, from_on, to_on), the earliest first}."""
    stored: dict[int, list[Any]] = {}
    query = select(
        col(Membership.id), col(Membership.organization_id), col(Membership.from_on), col(Membership.to_on)
    ).order_by(col(Membership.from_on))
    for row in rows_in(session, query, col(Membership.organization_id), organization_ids):
        stored.setdefault(row.organization_id, []).append(row)
    return stored


def _acted_for(session: Session, organization_ids: Iterable[int]) -> dict[int, Span]:
    """{organization: first and last day on which a list names somebody who acts for it, and not it}."""
    query = select(col(Person.organization_id), func.min(col(Meeting.held_on)), func.max(col(Meeting.held_on)))
    query = query.join(Attendance, col(Attendance.person_id) == col(Person.id)).where(col(Attendance.organization_id).is_(None))
    query = query.join(Meeting, col(Meeting.id) == col(Attendance.meeting_id)).group_by(col(Person.organization_id))
    rows = rows_in(session, query, col(Person.organization_id), organization_ids)
    return {row_id: (first, last) for row_id, first, last in rows}


def _stored_spans(session: Session, organization_ids: Iterable[int]) -> dict[int, Span]:
    """{organization: first and last day on which a stored list names it, or somebody who acts for it}."""
    wanted = list(organization_ids)
    query = select(col(Attendance.organization_id), func.min(col(Meeting.held_on)), func.max(col(Meeting.held_on)))
    query = query.join(Meeting, col(Meeting.id) == col(Attendance.meeting_id)).group_by(col(Attendance.organization_id))
    rows = rows_in(session, query, col(Attendance.organization_id), wanted)
    found: dict[int, Span] = {who: (first, last) for who, first, last in rows}
    return found | {who: _both(found.get(who), span) for who, span in _acted_for(session, wanted).items()}


def _by_hand(session: Session, membership_ids: Iterable[int], column: str = "") -> set[int]:
    """Which of these memberships no file made, or a person changed afterwards, in that column if one is told."""
    found: set[int] = set()
    for part in chunks(list(membership_ids)):
        own = select(col(Membership.id)).where(col(Membership.id).in_(part), col(Membership.batch_id).is_(None))
        changed = select(col(Change.row_id), col(Change.after)).where(
            col(Change.table_name) == "membership", col(Change.row_id).in_(part), col(Change.batch_id).is_(None)
        )
        found.update(row_id for row_id in session.scalars(own) if row_id is not None)
        found.update(row_id for row_id, after in session.execute(changed) if not column or column in (after or {}))
    return found
