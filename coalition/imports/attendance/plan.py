"""What an attendance file would do to what is stored: meetings, organizations, people, who was there.

Built from three matchings (`meetings`, `organizations`, `people`) and one comparison (`diff`); this module
puts the questions to them, counts, and writes. Rows for the page: `rows`.

What is told and missing is filled in (title, place and hours of a meeting; address, telephone, role of a person; sector of an
organization). What is stored and different is never overwritten, but for who was present and for how long.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain, compress, repeat
from operator import itemgetter
from typing import Any

from sqlmodel import Session

from coalition.database import data_version
from coalition.imports.attendance.diff import Comparison, Diff
from coalition.imports.attendance.meetings import Matching, MeetingMatch
from coalition.imports.attendance.memberships import Memberships, match_memberships
from coalition.imports.attendance.people import NOBODY, People, StoredRow, with_organization
from coalition.imports.attendance.questions import (
    TWO_LISTS_DIFFER,
    about_the_list,
    disputes,
    mark_questions,
    reading_questions,
    same_people,
    why_refused,
)
from coalition.imports.issues import CATALOGUE, RowIssue, Scope, issue
from coalition.imports.matching.keys import sector_of
from coalition.imports.organizations import OrganizationMatch, match_organizations
from coalition.imports.plan import Answers, Fate, Plan, PlanRow, Question, Record, Seen
from coalition.imports.reading import Entries, Reading, without_pauses


@dataclass
class AttendancePlan(Plan):
    """What one attendance file would do; made by `plan_attendance`."""

    _entries: Entries = field(default_factory=Entries)  # those that do not wait
    _held: set[int] = field(default_factory=set)  # meetings with such entries
    _meetings: MeetingMatch = field(default_factory=lambda: MeetingMatch([], [], []))
    _organizations: OrganizationMatch = field(default_factory=OrganizationMatch)
    _memberships: Memberships = field(default_factory=Memberships)
    _diff: Diff = field(default_factory=lambda: Diff(People(), [], [], []))
    _reading: Reading = field(default_factory=lambda: Reading(""))
    _active: list[int] | None = None  # places of those entries among all of the file; None: all are
    _remove: list[StoredRow] = field(default_factory=list)
    _same_people: list[Question] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """{Fate value: rows of the file}; 'no longer there' counts stored rows. Fates without rows are left out.

        Each entry's first row has its fate, its further rows are merged.
        """
        entries = self._reading.entries
        found = Counter({fate: self._diff.fate.count(fate) for fate in Fate})
        found[Fate.WAITING] += len(entries) - len(self._diff.fate)
        found[Fate.MERGED] += sum(map(len, entries.lines)) - len(entries)
        found.update(fate for _, fate, _ in self._others)
        found[Fate.BLANK] += self._reading.rows.blank
        found[Fate.GONE] += len(self._diff.gone)
        return {fate.value: found[fate] for fate in Fate if found[fate]}

    def numbers(self) -> dict[str, int]:
        """{what: how many would be added, changed or removed}."""
        people, organizations = self._diff.people, self._organizations
        came = self._diff.of_new(self._entries.state).count("present")
        return {
            "meetings": len(self._meetings.new(self._held)),
            "organizations": len(organizations.new()),
            "people": people.ids.count(None),
            "attendances": came,
            "absences": self._diff.fate.count(Fate.NEW) - came,
            "other spellings": len(organizations.aliases),
            "meetings changed": len(self._meetings.fills),
            "organizations whose sector is now known": len(organizations.sectors_learned()),
            "people changed": len(people.fills),
            "other names": len(people.called),
            "attendances changed": len(self._diff.changes),
            **self._memberships.counts(),
            "attendances removed": len(self._remove),
        }

    def seen(self) -> Seen:
        """Meetings of the file, and who was there once it is stored: those that wait are left out, those that stay are not."""
        entries, diff = self._entries, self._diff
        there = list(map("present".__eq__, entries.state))
        days = [on for i in self._held if (on := self._meetings.meetings[i].on)]
        people = {diff.people.ids[ref] or -1 - ref for ref in set(compress(diff.person, there)) - {NOBODY}}
        organizations = {self._organizations.ids[ref] or -1 - ref for ref in set(compress(diff.organization, there)) - {NOBODY}}
        stay = [row for row in diff.gone if row.state == "present" and row not in self._remove]
        people |= {row.person_id for row in stay if row.person_id is not None}
        organizations |= {row.organization_id for row in stay if row.organization_id is not None}
        return Seen(len(days), min(days, default=None), max(days, default=None), len(people), len(organizations))

    def rows(self, start: int = 0, stop: int | None = None) -> list[PlanRow]:
        """Rows start..stop in the order of the file, 'no longer there' last; made on demand."""
        total = len(self._order) + len(self._diff.gone)
        return [self._row(n) for n in range(*slice(start, stop).indices(total))]

    def write(self, record: Record) -> None:
        """Write exactly what was shown. The plan stays as it was shown."""
        entries, diff, of_new = self._entries, self._diff, self._diff.of_new
        meetings = self._meetings.write(record, self._held)
        organizations = [*self._organizations.write(record), None]  # the last place, NOBODY: nobody
        people = [*diff.people.write(record, organizations), None]
        with without_pauses():
            columns: dict[str, Sequence[Any]] = {
                "meeting_id": list(map(meetings.__getitem__, of_new(entries.meeting))),
                "person_id": list(map(people.__getitem__, of_new(diff.person))),
                "organization_id": list(map(organizations.__getitem__, of_new(diff.organization))),
                "state": of_new(entries.state),
                "minutes": of_new(entries.minutes),
                "name_as_written": of_new(entries.name),
                "organization_as_written": of_new(entries.organization),
                "line": [lines[0] for lines in of_new(entries.lines)],
            }
            record.add("attendance", columns)
        told = ((row.row_id, with_organization(values, organizations)) for row, values in diff.changes.values())
        record.change("attendance", told)
        record.remove("attendance", [row.row_id for row in self._remove])
        self._memberships.write(record, organizations)

    # --- the rows, made only where they are looked at

    @cached_property
    def _others(self) -> list[tuple[int, Fate, RowIssue]]:
        """(line, fate, issue) of the rows that are no entries: refused, no person, or with a word that is asked about."""
        found: dict[int, tuple[int, Fate, RowIssue]] = {}
        for told in self._reading.issues:
            scope = CATALOGUE[told.code].scope
            if told.line is not None and scope in _FATE_OF_SCOPE:
                found.setdefault(told.line, (told.line, Fate.WAITING if told.asks else _FATE_OF_SCOPE[scope], told))
        if not found:
            return []
        others = set(found).difference(chain.from_iterable(self._reading.entries.lines))
        return [row for line, row in found.items() if line in others]

    @cached_property
    def _order(self) -> list[tuple[int, int, int]]:
        """(line, kind, number) of every row, in order. Kind 0 is an entry, 1 a further row of one, 2 another."""
        entries = self._reading.entries.lines
        firsts = zip(map(itemgetter(0), entries), repeat(0), range(len(entries)), strict=False)
        merged = compress(enumerate(entries), map((1).__lt__, map(len, entries)))
        further = ((line, 1, i) for i, lines in merged for line in lines[1:])
        return sorted(chain(firsts, further, ((told[0], 2, k) for k, told in enumerate(self._others))))

    @cached_property
    def _place(self) -> dict[int, int]:
        """{entry of the file: its place in the diff}, where some are not there."""
        return {entry: place for place, entry in enumerate(self._active or ())}

    @cached_property
    def _names_people(self) -> bool:
        """Whether the file names anybody; else each row is an organization, which is said of the whole file."""
        return any(self._reading.entries.name)

    def _row(self, n: int) -> PlanRow:
        if n >= len(self._order):
            return self._gone(self._diff.gone[n - len(self._order)])
        line, kind, i = self._order[n]
        if kind == 2:
            told = self._others[i][2]
            return PlanRow((line,), self._others[i][1], " | ".join(cell for cell in told.raw if cell), told.why)
        state = self._reading.entries.state[i]
        if kind == 1:
            first = self._reading.entries.lines[i][0]
            return PlanRow((line,), Fate.MERGED, self._what(i), f"the same person as in row {first}", state=state)
        place = i if self._active is None else self._place.get(i)
        if place is None:
            return PlanRow((line,), Fate.WAITING, self._what(i), state=state)
        why = "; ".join(self._diff.why.get(place, ()))
        if not why and self._reading.entries.name[i] is None and self._names_people:
            told = issue("organization_only", line)
            why = f"{told.why} {told.suggestion}"
        return PlanRow((line,), self._diff.fate[place], self._what(i), why, state=state)

    def _what(self, i: int) -> str:
        entries = self._reading.entries
        meeting = self._reading.meetings[entries.meeting[i]]
        day = meeting.on.isoformat() if meeting.on else meeting.asked
        told = [entries.name[i], entries.organization[i], day, meeting.title]
        return ", ".join(part for part in told if part)

    def _gone(self, row: StoredRow) -> PlanRow:
        day = self._meetings.meetings[self._meetings.ids.index(row.meeting_id)].on
        what = ", ".join(part for part in (row.name, row.organization, day.isoformat() if day else None) if part)
        told = issue("no_longer_there", name=row.name or row.organization or "?")
        why = "will be removed" if row in self._remove else f"{told.why} {told.suggestion}"
        return PlanRow((), Fate.GONE, what, why, gone_key(row), state=row.state)


_FATE_OF_SCOPE = {Scope.ROW: Fate.REFUSED, Scope.NOT_A_PERSON: Fate.NOT_A_PERSON}


def gone_key(row: StoredRow) -> str:
    """What ticking a 'no longer there' row puts into `Answers.remove`."""
    return f"attendance:{row.row_id}"


@without_pauses()
def plan_attendance(session: Session, reading: Reading, content_hash: str, *, answers: Answers, today: date) -> AttendancePlan:
    """What a file that was read would do to what is stored now. Writes nothing. `content_hash`: SHA-256 of its bytes, hex.

    How it was read is answered by reading it again with other `Choices`: the plan only carries those questions.
    """
    plan = AttendancePlan(reading.file, content_hash, data_version(session), format=reading.format)
    plan.refused, plan.issues = reading.refused, list(reading.issues)
    plan.header = tuple(column.header for column in reading.columns)
    if reading.refused:
        return plan
    asked = about_the_list(reading)
    said = [question.answered(answers.by_question) for question in asked]
    if (no := next((at for at, one in enumerate(said) if why_refused(one)), None)) is not None:
        return _without_anybody(plan, asked[no], said[no] or "")
    plan._meetings = Matching(session, reading, plan.content_hash, answers).made()
    plan._reading, entries, waits = reading, reading.entries, plan._meetings.waits
    if any(waits) or not all(said):
        plan._active = active = [i for i, meeting in enumerate(entries.meeting) if all(said) and not waits[meeting]]
        entries = Entries(**{name: [values[i] for i in active] for name, values in vars(entries).items()})
    plan._entries = entries
    plan._held = set(entries.meeting)
    told = dict.fromkeys(zip(entries.organization, entries.sector, strict=True)) if any(entries.sector) else ()
    sectors = ((text or "", sector_of(sector)) for text, sector in told)
    plan._organizations = match_organizations(session, entries.organization, entries.lines, answers=answers, sectors=sectors)
    _compare(plan, session, answers)
    plan._organizations.leave_out_unused(_used(plan._diff, plan._organizations))
    plan._remove = [row for row in plan._diff.gone if gone_key(row) in answers.remove]
    matched = (plan._diff, entries, plan._meetings, plan._organizations)
    plan._memberships = match_memberships(session, *matched, answers, today, {row.row_id for row in plan._remove})
    plan.listed, plan.new_members = {"attendance": plan._diff.listed}, plan._memberships.names
    plan.issues += _nobody_named(entries) + _same_name_notices(plan._diff, reading)
    plan.issues += plan._organizations.notices + plan._memberships.notices
    _collect_questions(plan, reading, answers, asked)
    return plan


def _compare(plan: AttendancePlan, session: Session, answers: Answers) -> None:
    """Compare its entries with what is stored; once more where somebody said that a new name is of a known person."""
    file = (plan.content_hash, answers.by_question.get(TWO_LISTS_DIFFER))
    facts = (session, plan.file, plan._entries, plan._meetings, plan._organizations)
    plan._diff = Comparison(*facts).made(*file, {})
    plan._same_people, known = same_people(session, plan._diff, plan._entries, plan._meetings.ids, answers)
    if known:
        plan._diff = Comparison(*facts).made(*file, known)


def _without_anybody(plan: AttendancePlan, asked: Question, said: str) -> AttendancePlan:
    """The plan for a file of people who are helped, or who did not come: nothing of it is stored, nor told but the answer."""
    plan.refused, plan.questions, plan.decisions = why_refused(said), [asked], {asked.key: said}
    plan.issues, plan.header = [], ()
    return plan


def _used(diff: Diff, organizations: OrganizationMatch) -> set[int]:
    """Organizations that a row to be written refers to."""
    used = set(diff.of_new(diff.organization))
    used |= {ref for ref, row_id in zip(diff.people.organizations, diff.people.ids, strict=True) if row_id is None}
    used |= {values["organization_id"] for values in diff.people.fills.values() if "organization_id" in values}
    used |= {values["organization_id"] for _, values in diff.changes.values() if "organization_id" in values}
    return used | {ref for _, _, ref in organizations.aliases}


def _nobody_named(entries: Entries) -> list[RowIssue]:
    """A notice per organization that stands alone and counts as present, in a list of people."""
    if not 0 < 2 * entries.name.count(None) < len(entries):
        return []
    told = zip(entries.name, entries.state, entries.lines, strict=True)
    return [issue("nobody_named", lines[0]) for name, state, lines in told if name is None and state == "present"]


def _same_name_notices(diff: Diff, reading: Reading) -> list[RowIssue]:
    """A notice per name that stands for two people of this file, unless the reader has given it."""
    people, listed = diff.people, set(diff.person) - {NOBODY}
    times = Counter(map(people.keys.__getitem__, listed))
    twice = [ref for ref in listed if times[people.keys[ref]] > 1]
    twice.sort(key=lambda ref: (people.ids[ref] is None, people.ids[ref] or ref), reverse=True)
    shown = {people.keys[ref]: ref for ref in twice}  # of several that are stored the first
    told = {found.why for found in reading.issues}
    notices = [issue("same_name_twice", value=people.names[ref]) for _, ref in sorted(shown.items())]
    return [notice for notice in notices if notice.why not in told]


def _collect_questions(plan: AttendancePlan, reading: Reading, answers: Answers, first: list[Question]) -> None:
    plan.questions = [*first, *reading_questions(reading), *plan._meetings.questions, *mark_questions(reading.issues, answers)]
    plan.questions += plan._organizations.questions + plan._same_people + disputes(plan._entries, plan._diff.disputed)
    plan.decisions |= plan._organizations.decisions
    plan.settle(answers)
