"""From when to when organizations are members, by all the lists together, in whatever order they come and go.

A membership runs from the first listing. Whom no list names for two years before the newest meeting that has been held is a
member until its last listing; whoever is taken off the only list that named it, never. `settle` says so of what is stored,
after each list that is undone, deleted or corrected. What a person has written stays.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import compress
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, join, select, true, update
from sqlmodel import Session, col

from coalition.database import rows_in
from coalition.imports.attendance.diff import Diff
from coalition.imports.attendance.meetings import MeetingMatch
from coalition.imports.attendance.people import NOBODY, corrected
from coalition.imports.issues import RowIssue, issue
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.plan import Answers, Fate, Ids, Record
from coalition.imports.reading import Entries
from coalition.locale import in_a_row
from coalition.models import Attendance, Meeting, Membership, Organization, Person

OLD = timedelta(days=731)  # whose last listing lies further than this behind the newest meeting is a member no longer

Span = tuple[date, date]  # first and last day on which an organization is listed
_ACTED_FOR = func.coalesce(col(Attendance.organization_id), col(Person.organization_id))
_NEVER = (date.min, date.min)
Run = tuple[date, date | None]  # first and last day of a membership; None: it has no end


@dataclass
class Memberships:
    """What would change."""

    # {name of an organization without any membership: last day of the one it gets}, in the order of the file
    names: dict[str, date | None] = field(default_factory=dict)
    opened: dict[int, Run] = field(default_factory=dict)  # {ref of these}; empty where they stay guests
    # {membership: (as it is stored, as it runs now)} of those that change
    runs: dict[int, tuple[Run, Run]] = field(default_factory=dict)
    # of those, whom no stored list names any more: nothing but the change says from when they ran before
    unlisted: set[int] = field(default_factory=set)
    gone: list[int] = field(default_factory=list)  # whose organization this file takes off the only list that named it
    notices: list[RowIssue] = field(default_factory=list)  # who would be a member no longer, by name

    def write(self, record: Record, organizations: Ids) -> None:
        """Open those that are new, and change the others. `organizations`: their ids, by ref."""
        opened = ((organizations[ref], *run) for ref, run in self.opened.items())
        columns = ("organization_id", "from_on", "to_on", "is_voting")
        record.add_rows("membership", (dict(zip(columns, (*told, False), strict=True)) for told in opened))
        record.remove("membership", self.gone)
        _write(record.session, {row_id: runs for row_id, runs in self.runs.items() if row_id not in self.unlisted})
        for row_id in self.unlisted:
            sides = zip(("from_on", "to_on"), *self.runs[row_id], strict=True)
            record.change("membership", [(row_id, {name: after for name, before, after in sides if before != after})])

    def counts(self) -> dict[str, int]:
        """{what: how many}."""
        runs = self.runs.values()
        return {
            "new member organizations": len(self.opened),
            "members since an earlier day": sum(after[0] < before[0] for before, after in runs),
            "members until a later day": sum((after[1] or date.max) > (before[1] or date.max) for before, after in runs),
            "memberships ended": sum(_ends(*run) for run in runs) + len(self.gone),
        }


def settle(session: Session, today: date) -> None:
    """Let the memberships that lists made run as all the lists say that are stored."""
    lists = Lists(session)
    _write(session, lists.due(lists.spans({one.organization_id for one in lists.made}), lists.newest(today)))


def _write(session: Session, runs: Mapping[int, tuple[Run, Run]]) -> None:
    for row_id, (_, (first, last)) in runs.items():
        session.execute(update(Membership).where(col(Membership.id) == row_id).values(from_on=first, to_on=last))


def _ends(before: Run, after: Run) -> bool:
    return before[1] is None and after[1] is not None


def _listed_in(session: Session, diff: Diff, entries: Entries, meetings: MeetingMatch) -> tuple[dict[int, Span], set[int]]:
    """({organization: first and last day among what is new}, those that are not named: somebody came who acts for them)."""
    acts_for, acted = diff.of_new(diff.organization), defaultdict[int, set[int]](set)  # {organization: its meetings}
    named, own = set(acts_for), [*diff.people.organizations, NOBODY]  # the last place, NOBODY: nobody's
    if NOBODY in named:
        of_person = map(own.__getitem__, diff.of_new(diff.person))
        acts_for = [of if ref == NOBODY else ref for ref, of in zip(acts_for, of_person, strict=True)]
    for ref, meeting in zip(acts_for, diff.of_new(entries.meeting), strict=True):
        acted[ref].add(meeting)
    for at, (_, values) in diff.changes.items():  # stored without an organization, and named now
        if "organization_id" in values:
            named.add(values["organization_id"])
            acted[values["organization_id"]].add(entries.meeting[at])
    if Fate.MERGED in diff.fate:  # rows of somebody who is counted by another: they name theirs too
        named.update(compress(diff.organization, map(Fate.MERGED.__eq__, diff.fate)))
    spans, on = dict[int, Span](), [meeting.on for meeting in meetings.meetings]
    for ref, held in sorted(acted.items()):
        if ref != NOBODY and (days := list(filter(None, map(on.__getitem__, held)))):
            spans[ref] = min(days), max(days)
    for ref, span in _of_those_told(session, diff):
        spans[ref] = _both(spans.get(ref), span)
        named.add(ref)
    return spans, spans.keys() - named


def match_memberships(
    session: Session,
    diff: Diff,
    entries: Entries,
    meetings: MeetingMatch,
    organizations: OrganizationMatch,
    answers: Answers,
    today: date,
    removed: Collection[int],
) -> Memberships:
    """From when to when organizations would be members by all lists and what is new in this file.

    Those that the file names and that have no membership become members by it, unless they are said to be guests. A meeting
    after `today` makes nobody old. `removed`: ids of stored rows that go with this file.
    """
    found = Memberships()
    listed, unnamed = _listed_in(session, diff, entries, meetings)
    if not (listed or removed or diff.of_new(entries.meeting)):
        return found  # whoever comes, even for nobody, may make the members of old lists old
    ids = {ref: organizations.ids[ref] if ref >= 0 else -2 - ref for ref in listed}  # as `People.load` has it
    days = [on for at in set(entries.meeting) if (on := meetings.meetings[at].on) and on <= today]
    told = [row.row_id for row, values in diff.changes.values() if "organization_id" in values]
    lists = Lists(session, {*removed, *told})  # whose organization is told now is listed for that one, and no longer its own
    newest, made = max([lists.newest(today), *days]), lists.made
    stored = lists.spans({one.organization_id for one in made} | set(filter(None, ids.values())))
    here = {row_id: listed[ref] for ref, row_id in ids.items() if row_id is not None}
    spans = stored | {row_id: _both(stored.get(row_id), span) for row_id, span in here.items()}
    found.runs = lists.due(spans, newest, here)
    found.unlisted = {one.id for one in made if one.id in found.runs and one.organization_id not in stored}
    ended = {one.organization_id for one in made if one.id in found.runs and _ends(*found.runs[one.id])}
    taken = lists.without_list(spans)
    found.gone = list(taken)
    ended |= set(taken.values())
    names = [name for (name,) in rows_in(session, select(col(Organization.name)), col(Organization.id), ended)]
    found.notices = [issue("no_longer_listed", names=in_a_row(sorted(names, key=str.casefold)))] if names else []
    members = set(session.scalars(select(col(Membership.organization_id))))
    new = {ref: spans.get(ids[ref] or 0, listed[ref]) for ref in listed if ids[ref] not in members and ref not in unnamed}
    opened = {ref: (first, last if last < newest - OLD else None) for ref, (first, last) in new.items()}
    if not answers.no_members:
        found.opened = {ref: run for ref, run in opened.items() if organizations.names[ref] not in answers.guests}
    found.names = {organizations.names[ref]: last for ref, (_, last) in opened.items()}
    return found


class Lists:
    """The listings that are stored and stay once rows, by their ids `removed`, are taken off."""

    def __init__(self, session: Session, removed: Collection[int] = ()) -> None:
        self.session, self.removed = session, removed
        # The ids are written out, for more of them may go than a statement has places.
        ids: BindParameter[int] = bindparam("removed", list(removed), expanding=True, literal_execute=True)
        self.left: ColumnElement[bool] = col(Attendance.id).not_in(ids) if removed else true()

    @cached_property
    def made(self) -> list[Any]:
        """Of each organization that has one membership and has it by a list, that one."""
        rows: dict[int, list[Any]] = defaultdict(list)
        columns = (Membership.id, Membership.organization_id, Membership.from_on, Membership.to_on, Membership.batch_id)
        for row in self.session.execute(select(*map(col, columns))):
            rows[row.organization_id].append(row)
        return [row for row, *others in rows.values() if row.batch_id is not None and not others]

    @cached_property
    def by_hand(self) -> dict[int, set[str]]:
        """{membership that a list made: the columns of it that a person has written since}."""
        return corrected(self.session, "membership", [row.id for row in self.made])

    def newest(self, today: date) -> date:
        """The day of the newest meeting that somebody is listed for and that has been held."""
        held = select(func.max(col(Meeting.held_on))).where(col(Meeting.held_on) <= today)
        listed = select(col(Attendance.id)).where(col(Attendance.meeting_id) == col(Meeting.id), self.left).exists()
        return self.session.scalar(held.where(listed)) or date.min + OLD

    def spans(self, organization_ids: Iterable[int], of: ColumnElement[bool] | None = None) -> dict[int, Span]:
        """{organization: first and last day on which a list names it, or somebody who acts for it}; `of`: which listings."""
        found, wanted = dict[int, Span](), list(organization_ids)
        named, of_person = col(Attendance.organization_id), col(Person.organization_id)
        acting = join(Person, Attendance, (col(Attendance.person_id) == col(Person.id)) & named.is_(None))
        for who, rows in ((named, Attendance), (of_person, acting)):  # each by its index: asked together neither is used
            query = select(who, func.min(col(Meeting.held_on)), func.max(col(Meeting.held_on))).select_from(rows)
            query = query.join(Meeting, col(Meeting.id) == col(Attendance.meeting_id)).where(self.left).group_by(who)
            for row_id, *days in rows_in(self.session, query if of is None else query.where(of), who, wanted):
                found[row_id] = _both(found.get(row_id), (days[0], days[1]))
        return found

    def without_list(self, spans: Mapping[int, Span] | None = None) -> dict[int, int]:
        """{membership: its organization} of those that a list made and no list names any more.

        `spans`: of the organizations that stay listed; None: as the other stored rows say.
        """
        query = select(_ACTED_FOR).select_from(Attendance).outerjoin(Person, col(Person.id) == col(Attendance.person_id))
        were = {who for (who,) in rows_in(self.session, query, col(Attendance.id), self.removed) if who is not None}
        lost = were - (self.spans(were) if spans is None else spans).keys()
        made = self.made if lost else []
        return {one.id: one.organization_id for one in made if one.organization_id in lost and one.id not in self.by_hand}

    def due(
        self, spans: Mapping[int, Span], newest: date, here: Mapping[int, Span] | None = None
    ) -> dict[int, tuple[Run, Run]]:
        """{membership: (as it is stored, as it runs by these listings)} of those that differ.

        A member whom nobody listed for long and who comes to a meeting that is recorded while it happens is a guest: only a
        list makes it a member again. `here`: {organization: span} of the lists of a file that is not stored yet.
        """
        since, made = newest - OLD, self.made
        back = {one.organization_id for one in made if one.to_on and spans.get(one.organization_id, _NEVER)[1] >= since}
        by_lists = self.spans(back, col(Attendance.batch_id).is_not(None))
        found = {}
        for one in (one for one in made if one.organization_id in spans):
            who = one.organization_id
            first, last = spans[who]
            if who in back:
                before = by_lists[who][1] if who in by_lists else one.to_on or date.min
                last = max(before, (here or {}).get(who, _NEVER)[1])
            end = last if last < since else None
            hand = self.by_hand.get(one.id, ())
            run = (one.from_on if "from_on" in hand else first, one.to_on if "to_on" in hand else end)
            if run != (one.from_on, one.to_on):
                found[one.id] = ((one.from_on, one.to_on), run)
        return found


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
