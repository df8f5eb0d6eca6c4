"""What an attendance file would do to what is stored: meetings, organizations, people, who was there.

Built from three matchings (`attendance_meetings`, `organizations`, `attendance_people`) and one comparison
(`attendance_diff`); this module puts the questions to them, counts, and writes. Rows for the page: `attendance_rows`.

What is told and missing is filled in (title, place and hours of a meeting; address, telephone, role of a person; sector of an
organization). What is stored and different is never overwritten, but for who was present and for how long.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from itertools import compress

from sqlmodel import Session

from coalition.database import data_version
from coalition.imports.attendance.again import JUST_AS_READ, Again, known_again, to_keep
from coalition.imports.attendance.beside_names import Beside, organizations_beside_names
from coalition.imports.attendance.diff import Diff, compare, organization_of
from coalition.imports.attendance.likely_meetings import Source
from coalition.imports.attendance.mark_questions import mark_questions
from coalition.imports.attendance.meetings import MeetingMatch, match_meetings
from coalition.imports.attendance.memberships import Memberships, Span, match_memberships
from coalition.imports.attendance.order_question import order_question
from coalition.imports.attendance.people import NOBODY, People
from coalition.imports.attendance.rows import Listing, gone_key
from coalition.imports.attendance.stored import Spellings, StoredRow, spellings
from coalition.imports.attendance.who import HELPED, said_of, who_they_are, why_refused
from coalition.imports.attendance.write import add_attendances, change_attendances, remove_attendances
from coalition.imports.cells.date_readings import ORDER_WORDS
from coalition.imports.issues import RowIssue, issue
from coalition.imports.matching.keys import sector_of
from coalition.imports.organizations import OrganizationMatch, match_organizations
from coalition.imports.pauses import without_pauses
from coalition.imports.plan import Answers, Option, PlanRow, Question, Recorder, Seen, what_is_decided
from coalition.imports.reading import Entries, MeetingRead, Reading, SheetSeen
from coalition.imports.resubmission import header_to_keep, meeting_to_keep
from coalition.imports.saved_answers import still_asked, with_earlier
from coalition.imports.sheets.date_orders import is_asked
from coalition.vocabulary import BatchKind, Sector

WAIT = "wait"


@dataclass
class AttendancePlan:
    """A `Plan` (coalition.imports.plan) for one attendance file; made by `plan_attendance`."""

    file: str
    content_hash: str
    format: str
    data_version: int
    refused: str | None = None
    questions: list[Question] = field(default_factory=list)
    issues: list[RowIssue] = field(default_factory=list)
    decisions: dict[str, str] = field(default_factory=dict)
    open: frozenset[str] = frozenset()
    header: tuple[str, ...] = ()  # as written, for the file of refused rows
    meeting: MeetingRead | None = None  # what no column tells of its meetings: for the file of refused rows
    how: str = ""  # it was read: for the file of refused rows
    kind: BatchKind = BatchKind.ATTENDANCE
    _entries: Entries = field(default_factory=Entries)  # those that do not wait
    _held: set[int] = field(default_factory=set)  # meetings with such entries
    _beside: Beside = field(default_factory=lambda: Beside(Entries()))
    _meetings: MeetingMatch = field(default_factory=lambda: MeetingMatch([], [], []))
    _organizations: OrganizationMatch = field(default_factory=OrganizationMatch)
    _memberships: Memberships = field(default_factory=Memberships)
    _diff: Diff = field(default_factory=lambda: Diff(People(), [], [], []))
    _spelled: Spellings = field(default_factory=lambda: Spellings([], []))
    _again: Again | None = None  # the same list again: then it knows of its people, not the diff
    _same_names: list[int] = field(default_factory=list)  # refs of people, one per name that is told in a notice
    _listing: Listing = field(default_factory=Listing)
    _remove: list[StoredRow] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """{Fate value: rows of the file}; 'no longer there' counts stored rows. Fates without rows are left out."""
        return self._listing.counts()

    def totals(self) -> dict[str, int]:
        """{what: how many would be added, changed or removed}; zeros are left out."""
        people, organizations, memberships = self._diff.people, self._organizations, self._memberships
        came = self._diff.of_new(self._entries.state).count("present")
        found = {
            "meetings": len(self._meetings.new(self._held)),
            "organizations": len(organizations.new()),
            "people": people.ids.count(None),
            "attendances": came,
            "absences": self._diff.added() - came,
            "new member organizations": len(memberships.opened),
            "other spellings": len(organizations.aliases),
            "meetings changed": len(self._meetings.fills),
            "organizations whose sector is now known": len(organizations.told),
            "people changed": len(people.fills),
            "attendances changed": len(self._diff.changes),
            "members since an earlier day": len(memberships.moved),
            "members until a later day": len(memberships.extended),
            "attendances removed": len(self._remove),
        }
        return {what: count for what, count in found.items() if count}

    def seen(self) -> Seen:
        """Meetings of the file, and the people and organizations that were there; those that wait are left out."""
        entries, diff = self._entries, self._diff
        there = list(map("present".__eq__, entries.state))
        days = [on for i in self._held if (on := self._meetings.meetings[i].on)]
        people = self._again.people if self._again else len(set(compress(diff.person, there)) - {NOBODY})
        organizations = set(compress(diff.organization, there)) - {NOBODY}
        return Seen(len(days), min(days, default=None), max(days, default=None), people, len(organizations))

    def rows(self, start: int = 0, stop: int | None = None) -> list[PlanRow]:
        """Rows start..stop in the order of the file, 'no longer there' last; made on demand."""
        return self._listing.rows(start, stop)

    def listed(self) -> dict[str, list[int]]:
        """{table: ids of stored rows that the file lists too}: they stay when the file that brought them is undone."""
        return {"attendance": self._diff.listed}

    def changes_anything(self) -> bool:
        """False: everything in the file is stored just so (the same file twice), or waits, or is refused."""
        return bool(self.totals())

    def write(self, session: Session, record: Recorder) -> None:
        """Write exactly what was shown, in the caller's transaction. The plan stays as it was shown."""
        parts: list[MeetingMatch | OrganizationMatch | People] = [self._meetings, self._organizations, self._diff.people]
        shown = [list(part.ids) for part in parts]
        try:
            self._meetings.write(session, record, self._held)
            self._organizations.write(session, record)
            self._diff.people.write(session, record, self._organizations)
            self._memberships.write(session, record, self._organizations)
            add_attendances(session, record.batch_id, self._entries, self._diff, self._meetings, self._organizations)
            change_attendances(session, record, self._diff, self._organizations)
            remove_attendances(session, record, self._remove)
            self._keep(session, record)
        finally:
            for part, ids in zip(parts, shown, strict=True):
                part.ids = ids  # if the transaction fails, the ids that were given are nobody's

    def _keep(self, session: Session, record: Recorder) -> None:
        """Keep with the batch how the same file is known again, if all of it is written now."""
        if self._listing.active is None:
            kept = to_keep(session, self._entries, self._spelled, self._diff, self._meetings.ids, self._same_names)
            if kept is not None:
                record.keep(JUST_AS_READ, kept)


def plan_attendance(
    session: Session,
    reading: Reading,
    data: bytes,
    *,
    answers: Answers | None = None,
    today: date,  # noqa: ARG001  the common shape of the planners; services are dated by it
) -> AttendancePlan:
    """What a file that was read would do to what is stored now. Writes nothing.

    Args:
        reading: of `data`; how it was read (header, columns, order of day and month, the date) is answered by reading it
            again with other `Choices`: the plan only carries those questions.
        answers: to the questions of an earlier plan of the same file; those that no longer fit are ignored.
        today: the day of the import; nothing of an attendance depends on it.
    """
    with without_pauses():
        return _plan(session, reading, data, answers or Answers())


def _plan(session: Session, reading: Reading, data: bytes, answers: Answers) -> AttendancePlan:
    plan = AttendancePlan(reading.file, sha256(data).hexdigest(), reading.format, data_version(session), reading.refused)
    plan.issues = list(reading.issues)
    plan.header = header_to_keep(reading)
    plan.meeting = meeting_to_keep(reading)
    if reading.refused:
        return plan
    answers = with_earlier(session, plan.content_hash, answers)
    asked, said = who_they_are(reading), said_of(answers)
    if asked and said == HELPED:
        return _without_anybody(plan, asked)
    plan._beside = organizations_beside_names(session, reading.entries, answers)
    reading = replace(reading, entries=plan._beside.entries)
    source = Source(reading.file, plan.content_hash, reading.entries)
    plan._meetings = match_meetings(session, reading.meetings, source, answers)
    active = _active(reading.entries, plan._meetings.waits) if said or not asked else []
    plan._entries = entries = _taken(reading.entries, active)
    plan._held = set(entries.meeting)
    plan._organizations = match_organizations(
        session,
        filter(None, dict.fromkeys(entries.organization)),
        answers=answers,
        sectors=_sectors(entries),
        lines_of=lambda texts: _lines_of(entries, texts),
    )
    plan._spelled = spelled = spellings(entries)
    organization = organization_of(entries, plan._organizations)
    if active is None:
        digest, version, ids = plan.content_hash, plan.data_version, plan._meetings.ids
        plan._again = known_again(session, digest, version, entries, spelled, ids, organization)
    known = plan._again.diff if plan._again else None
    plan._diff = known or compare(session, entries, spelled, organization, plan._meetings, plan._organizations, source)
    plan._organizations.leave_out_unused(_used(plan._diff, plan._organizations))
    plan._memberships = match_memberships(session, _listed(plan), plan._organizations, _newest(plan._meetings))
    plan._remove = [row for row in plan._diff.gone if gone_key(row) in answers.remove]
    plan._listing = Listing(reading, active, plan._meetings, plan._organizations, plan._diff, answers.remove)
    plan._same_names = _same_names(plan._diff)
    plan.issues += _same_name_notices(plan, reading) + plan._organizations.notices
    _collect_questions(plan, reading, answers, [asked] if asked else [])
    return plan


def _newest(match: MeetingMatch) -> date | None:
    """The day of the last meeting that does not wait; None: there is none."""
    days = [meeting.on for meeting, waits in zip(match.meetings, match.waits, strict=True) if meeting.on and not waits]
    return max(days, default=None)


def _without_anybody(plan: AttendancePlan, asked: Question) -> AttendancePlan:
    """The plan for a file of people who are helped, as somebody said: nothing of it is stored, nor told but the answer."""
    plan.refused, plan.questions, plan.decisions = why_refused(), [asked], {asked.key: HELPED}
    plan.issues, plan.header, plan.meeting = [], (), None
    return plan


def _active(entries: Entries, waits: list[bool]) -> list[int] | None:
    """Indices of the entries that do not wait; None: all of them."""
    if not any(waits):
        return None
    return [i for i, meeting in enumerate(entries.meeting) if not waits[meeting]]


def _taken(entries: Entries, active: list[int] | None) -> Entries:
    if active is None:
        return entries
    return Entries(**{name: [values[i] for i in active] for name, values in vars(entries).items()})


def _sectors(entries: Entries) -> dict[str, Sector]:
    """{organization as written: the first sector told of it}."""
    told: dict[str, Sector] = {}
    if entries.sector.count(None) == len(entries):
        return told
    read: dict[str, Sector | None] = {}
    for organization, text in dict.fromkeys(zip(entries.organization, entries.sector, strict=True)):
        if organization and text:
            sector = read[text] if text in read else read.setdefault(text, sector_of(text))
            if sector:
                told.setdefault(organization, sector)
    return told


def _lines_of(entries: Entries, texts: set[str]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    chosen = list(map(texts.__contains__, entries.organization))
    for text, lines in zip(compress(entries.organization, chosen), compress(entries.lines, chosen), strict=True):
        found[text or ""] += lines
    return found


def _listed(plan: AttendancePlan) -> dict[int, Span]:
    """{organization: the days of its first and last meeting among the rows that are new}: what is stored moves nothing."""
    of_new, day_of = plan._diff.of_new, [m.on.toordinal() if m.on else 0 for m in plan._meetings.meetings]
    organizations, days = of_new(plan._diff.organization), list(map(day_of.__getitem__, of_new(plan._entries.meeting)))
    if days != sorted(days):
        order = sorted(range(len(days)), key=days.__getitem__)
        organizations, days = [organizations[i] for i in order], [days[i] for i in order]
    last = dict(zip(organizations, days, strict=True))  # of the same key the last one stays
    first = dict(zip(reversed(organizations), reversed(days), strict=True))
    return {ref: (date.fromordinal(first[ref]), date.fromordinal(last[ref])) for ref in sorted(last) if ref != NOBODY}


def _used(diff: Diff, organizations: OrganizationMatch) -> set[int]:
    """Organizations that a row to be written refers to."""
    used = set(diff.of_new(diff.organization))
    used |= {ref for ref, row_id in zip(diff.people.organizations, diff.people.ids, strict=True) if row_id is None}
    used |= {values["organization_id"] for values in diff.people.fills.values() if "organization_id" in values}
    used |= {values["organization_id"] for _, values in diff.changes.values() if "organization_id" in values}
    return used | {ref for _, _, ref in organizations.aliases}


def _same_names(diff: Diff) -> list[int]:
    """Refs of the people to name, by their keys: of each name that stands for two people of this file the first one stored."""
    people, listed = diff.people, set(diff.person) - {NOBODY}
    twice = {key for key, times in Counter(map(people.keys.__getitem__, listed)).items() if times > 1}
    shown: dict[str, int] = {}
    for ref in sorted(listed, key=lambda ref: (people.ids[ref] is None, people.ids[ref] or ref)) if twice else ():
        if people.keys[ref] in twice:
            shown.setdefault(people.keys[ref], ref)
    return [ref for _, ref in sorted(shown.items())]


def _same_name_notices(plan: AttendancePlan, reading: Reading) -> list[RowIssue]:
    """A notice per name that stands for two people of this file, unless the reader has given it."""
    told = {found.why for found in reading.issues}
    known = [plan._diff.people.names[ref] for ref in plan._same_names]
    notices = [issue("same_name_twice", value=name) for name in (plan._again.same_names if plan._again else known)]
    return [notice for notice in notices if notice.why not in told]


# --- questions ------------------------------------------------------------------------------------------------------


def _collect_questions(plan: AttendancePlan, reading: Reading, answers: Answers, first: list[Question]) -> None:
    meetings, organizations = plan._meetings, plan._organizations
    found = [
        *first,
        *_reading_questions(reading),
        *(_with_lines(q, meetings.asked[q.key], reading) for q in meetings.questions),
    ]
    found += mark_questions(reading.issues, answers) + organizations.questions + plan._beside.questions
    plan.questions = sorted(still_asked(found, answers), key=lambda q: q.key in answers.by_question)  # open ones first
    told = meetings.answered | organizations.answered | plan._beside.answered
    told |= {q.key: answers.by_question[q.key] for q in found if answers.has(q)}
    if (order := answers.by_question.get("date_order")) in ORDER_WORDS:
        told["date_order"] = order
    plan.decisions, plan.open = what_is_decided(found, answers, told)


def _reading_questions(reading: Reading) -> list[Question]:
    """What is answered by reading the file again: the date, and the order of day and month."""
    questions = []
    if "choose_sheet" in reading.flags:
        told = next(found for found in reading.issues if found.code == "choose_sheet")
        sheets = tuple(Option(one.name, _sheet_label(one)) for one in reading.sheets if one.is_attendance)
        questions.append(Question("sheet", "choose_sheet", f"{told.why} {told.suggestion}", sheets, holds_rows=True))
    if undated := [i for i, meeting in enumerate(reading.meetings) if meeting.on is None and not meeting.asked]:
        told = issue("no_date")
        wait = (Option(WAIT, "Leave these rows out for now"),)
        question = Question("no_date", "no_date", f"{told.why} {told.suggestion}", wait, holds_rows=True)
        questions.append(_with_lines(question, undated, reading))
    if is_asked(reading.flags, reading.issues):
        questions.append(_order_question(reading))
    return questions


def _sheet_label(sheet: SheetSeen) -> str:
    if sheet.first is None:
        return f"{sheet.name}: {sheet.people} present, no date"
    days = sheet.first.isoformat() if sheet.first == sheet.last else f"{sheet.first} to {sheet.last}"
    return f"{sheet.name}: {sheet.people} present, {days}"


def _order_question(reading: Reading) -> Question:
    question = order_question(reading)
    waiting = [i for i, meeting in enumerate(reading.meetings) if meeting.asked]
    return _with_lines(replace(question, holds_rows=True), waiting, reading) if waiting else question


def _with_lines(question: Question, meetings: list[int], reading: Reading) -> Question:
    held = set(meetings)
    lines = [n for m, rows in zip(reading.entries.meeting, reading.entries.lines, strict=True) if m in held for n in rows]
    return Question(question.key, question.code, question.text, question.options, tuple(lines), question.holds_rows)
