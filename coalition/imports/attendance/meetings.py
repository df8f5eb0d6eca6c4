"""Which stored meeting each meeting of a file is.

The same date and compatible title, place and start are the same meeting: a missing value is compatible with any, and one that
agrees in everything goes first. A stored meeting is taken by one of the file at most, unless a person made it of two. Several
are a question, and the rows wait; so is one that shares nobody, and one that says otherwise but has the same people.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import String, func, select, type_coerce
from sqlmodel import Session, col

from coalition.database import rows_in
from coalition.imports.attendance.people import name_key
from coalition.imports.issues import issue
from coalition.imports.matching.keys import organization_key, text_key
from coalition.imports.plan import Answers, Ids, Option, Question, Record, asked, row_of
from coalition.imports.reading import Entries, MeetingRead, Reading
from coalition.imports.saved_answers import same_bytes
from coalition.models import Attendance, Change, ImportBatch, Meeting, Person
from coalition.queries.decided import merged_meetings
from coalition.vocabulary import BatchState, ChangeAction

WAIT, NEW, SAME, CORRECTED = "wait", "new", "same", "corrected"
_COPY = re.compile(r"\s*\(\d+\)(?=\.\w+$)")  # "list (1).csv" is what a browser makes of a second download of list.csv
_SAME_LIST = 3  # rows: two or three regulars alone do not make a list known again
FILLED = ("title", "place", "start", "end")
OF_MEETING = tuple(col(getattr(Meeting, name)) for name in ("id", "held_on", *FILLED))
Values = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class StoredMeeting(MeetingRead):
    """One stored meeting; `also`: what is told, as `told_of` has it, of those of its day that a person made one with it."""

    on: date
    row_id: int = field(kw_only=True)
    also: tuple[Values, ...] = field(default=(), kw_only=True)


def told_of(meeting: MeetingRead) -> Values:
    """Title, place and start, in the form in which they are compared; None: not told."""
    return same_key(meeting.title), same_key(meeting.place), meeting.start or None


same_key = lru_cache(maxsize=4096)(text_key)  # a series of meetings has one title


def agree(one: Values, other: Values) -> bool:
    """Whether nothing that is told of two meetings of a day, as `told_of` has it, is told otherwise of the other."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def _columns(meeting: MeetingRead) -> dict[str, Any]:
    return {"held_on": meeting.on, **row_of(meeting, FILLED)}


def lines_of(entries: Entries, meetings: Iterable[int]) -> list[int]:
    """The rows of some meetings of a file."""
    held = set(meetings)
    return [n for m, rows in zip(entries.meeting, entries.lines, strict=True) if m in held for n in rows]


@dataclass
class MeetingMatch:
    """Per meeting of the file, in its order."""

    meetings: list[MeetingRead]
    ids: Ids  # None: new, or waiting
    waits: list[bool]  # its rows are left out until a question is answered
    # {stored id: {column: value}} missing there and told by the file, or corrected by it
    fills: dict[int, dict[str, Any]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)  # their rows wait

    def new(self, used: Iterable[int]) -> list[int]:
        """Indices of the meetings to be created, of those that have rows."""
        return [i for i in sorted(set(used)) if self.ids[i] is None and not self.waits[i]]

    def write(self, record: Record, used: Iterable[int]) -> Ids:
        """Create the new meetings and fill in what was missing; returns the ids of all."""
        record.change("meeting", self.fills.items())
        new = {i: self.meetings[i] for i in self.new(used)}
        return record.add_new("meeting", self.ids, {i: _columns(one) for i, one in new.items()})


_Near = dict[int, list[StoredMeeting]]  # {meeting of the file: the stored ones that it may be, the likeliest first}


class Matching:
    """Which stored meetings those of a file are; stored ones that are `taken` by one are no other's."""

    def __init__(self, session: Session, reading: Reading, content_hash: str, answers: Answers) -> None:
        self.session, self.file, self.content_hash, self.answers = session, reading.file, content_hash, answers
        self.entries, meetings = reading.entries, reading.meetings
        self.meetings = meetings
        self.match = MeetingMatch(meetings, [None] * len(meetings), [m.on is None for m in meetings])
        self.taken: set[int] = set()
        self.ours: dict[int, set[str]] = {}  # {meeting of the file: who was there}
        # {stored meeting: of each who was there the names as which they are known}
        self.theirs: dict[int, list[set[str]]] = {}
        self.by_day, also = defaultdict[date, list[StoredMeeting]](list), defaultdict[int, list[Values]](list)
        for one, kept_id in merged_meetings(session):
            also[kept_id].append((same_key(one.get("title")), same_key(one.get("place")), one.get("start") or None))
        query = select(*OF_MEETING).order_by(col(Meeting.id))
        for row_id, on, *told in rows_in(session, query, col(Meeting.held_on), {m.on for m in meetings if m.on}):
            self.by_day[on].append(StoredMeeting(on, *told, row_id=row_id, also=tuple(also[row_id])))

    def made(self) -> MeetingMatch:
        """Match the meetings of the file. Those without a date wait; the question about it is the plan's."""
        open_: list[int] = []
        for i, read in enumerate(self.meetings):
            exact = [s for s in self._that_day(i) if told_of(read) in (told_of(s), *s.also)]
            if len(exact) == 1:
                self._take(i, exact[0])
            elif read.on:
                open_.append(i)
        self._look_who_came({i: day for i in open_ if (day := self._that_day(i))})
        new: list[int] = []
        others: _Near = {}
        for i in open_:
            fit = self._fitting(i, self._that_day(i))
            if not fit:
                new.append(i)
            if len(fit) > 1:
                fit = self._ask(i, fit)
            at_both, smaller = self._in_common(i, fit[0]) if fit else (0, 0)
            if fit and not at_both and smaller >= _SAME_LIST:
                others[i] = fit
            elif fit:
                self._take(i, fit[0])
        self._ask_likely(others, "other_people")
        near = {i: found for i in new if (found := self._that_day(i))}
        self._ask_likely(self._same_people(near), "same_people")
        listed = self._same_list([i for i in new if i not in near])
        self._ask_likely({i: fit for i, found in listed.items() if (fit := self._fitting(i, found))}, "same_list")
        return self.match

    def _that_day(self, i: int) -> list[StoredMeeting]:
        return [s for s in self.by_day[self.meetings[i].on or date.min] if s.row_id not in self.taken or s.also]

    def _fitting(self, i: int, found: Iterable[StoredMeeting]) -> list[StoredMeeting]:
        """Those of which nothing is told otherwise, or nothing of one they took in that agrees in something."""
        told = told_of(self.meetings[i])

        def also(one: Values) -> bool:
            return agree(told, one) and any(a and b for a, b in zip(told, one, strict=True))

        return [s for s in found if agree(told, told_of(s)) or any(map(also, s.also))]

    def _take(self, i: int, stored: StoredMeeting, corrects: Collection[str] = ()) -> None:
        """Let a meeting of the file be a stored one. What is missing there is filled in, what it `corrects` is overwritten."""
        self.taken.add(stored.row_id)
        self.match.ids[i] = stored.row_id
        before, told = _columns(stored), _columns(self.meetings[i])
        after = {
            name: value
            for name, value in told.items()
            if value and (not before[name] or (name in corrects and value != before[name]))
        }
        if after:
            self.match.fills[stored.row_id] = after

    # --- what is asked

    def _ask(self, i: int, fit: list[StoredMeeting]) -> list[StoredMeeting]:
        """The one candidate that was meant; none: a new meeting, or the rows wait."""
        before = self._of_the_same_file(fit)
        if len(before) == 1:
            return [s for s in fit if s.row_id in before]
        read, match = self.meetings[i], self.match
        told = issue("several_meetings", count=len(fit), date=f"{read.on:%d %b %Y}")
        key = f"meeting:{read.on}:{_said(read)}"
        alike: Counter[str] = Counter()
        value_of: dict[int, str] = {}
        for s in fit:  # not by its id: that of a file planned together with this one may be another the next time
            alike[_said(s)] += 1
            value_of[s.row_id] = f"as:{_said(s)}#{alike[_said(s)]}"
        candidates = (Option(value_of[s.row_id], _label(s, s.on.isoformat())) for s in fit)
        match.questions.append(question := asked(told, candidates, lines_of(self.entries, [i]), key=key))
        answer = question.answered(self.answers.by_question) or WAIT
        match.waits[i] = answer == WAIT
        return [s for s in fit if answer == value_of[s.row_id]]

    def _ask_likely(self, likely: _Near, code: str) -> None:
        """A question per pair of titles: who answers it for one evening has answered it for all alike. The rows wait."""
        if not likely:
            return
        match, before = self.match, self._of_the_same_file(s for found in likely.values() for s in found)
        if code == "same_list":
            before = self._moved(before)  # of one that was not, a person has just chosen another day: that is asked
        pairs_of = defaultdict[str, list[tuple[int, StoredMeeting]]](list)
        for i, found in sorted(likely.items()):
            free = [s for s in found if s.row_id not in self.taken]
            if known := [s for s in free if s.row_id in before]:
                self._take(i, known[0])  # the very same bytes: what has become of their meeting since stays
            elif free:
                read, stored = self.meetings[i], free[0]
                apart = (read.title, stored.title) if code != "same_list" else (str(read.on), str(stored.on))
                key = f"{code}:{'|'.join(same_key(text) or '' for text in apart)}"
                answer = self.answers.by_question.get(key)
                match.waits[i] = answer not in (SAME, CORRECTED, NEW)
                if answer in (SAME, CORRECTED):
                    self._take(i, stored, ("held_on",) if code == "same_list" else FILLED if answer == CORRECTED else ())
                pairs_of[key].append((i, stored))
        match.questions += [self._likely_question(key, code, pairs) for key, pairs in pairs_of.items()]

    def _likely_question(self, key: str, code: str, pairs: list[tuple[int, StoredMeeting]]) -> Question:
        read, stored = self.meetings[pairs[0][0]], pairs[0][1]
        days = sorted({self.meetings[i].on or stored.on for i, _ in pairs})
        shown = " – ".join(day.isoformat() for day in sorted({days[0], days[-1]}))
        on = stored.on.isoformat()
        told = issue(code, value=_label(read, self.file), date=shown, known=_label(stored, on), other=on)
        same = "The same meeting" if code != "same_list" else "The same meeting: use the date in this file"
        options = [Option(SAME, same)]
        details = [(getattr(self.meetings[i], name), getattr(other, name)) for i, other in pairs for name in FILLED]
        if code == "same_people" and any(ours and theirs not in (None, ours) for ours, theirs in details):
            options.append(Option(CORRECTED, "The same meeting; the details in this file are right"))
        lines = lines_of(self.entries, [i for i, _ in pairs])
        return asked(told, options, lines, key=key)

    def _of_the_same_file(self, meetings: Iterable[StoredMeeting]) -> set[int]:
        """Which of these meetings the very same bytes were imported into before: the question was answered then."""
        brought = col(Attendance.batch_id).in_(same_bytes(self.session, self.content_hash))
        among = col(Attendance.meeting_id).in_([s.row_id for s in meetings])
        return set(self.session.scalars(select(col(Attendance.meeting_id)).where(brought, among)))

    def _moved(self, meeting_ids: Collection[int]) -> set[int]:
        """Which of these meetings were put on another day since they were stored."""
        query = select(col(Change.row_id), col(Change.after)).where(
            col(Change.table_name) == "meeting", col(Change.action) == ChangeAction.UPDATED, col(Change.row_id).in_(meeting_ids)
        )
        return {row_id for row_id, after in self.session.execute(query) if "held_on" in (after or {})}

    # --- the same people under another title, hour or day

    def _in_common(self, i: int, stored: StoredMeeting) -> tuple[int, int]:
        """How many were at both, and at the smaller one: who is always listed says nothing of a day."""
        ours, theirs = self.ours[i], self.theirs[stored.row_id]
        return sum(not ours.isdisjoint(one) for one in theirs), min(len(ours), len(theirs))

    def _same_people(self, near: _Near) -> _Near:
        """The stored ones near a meeting that share half of the smaller list, most alike first."""
        found = {}
        for i, stored in near.items():
            common = {s: self._in_common(i, s) for s in stored}
            alike = [s for s, (at_both, smaller) in common.items() if at_both and 2 * at_both >= smaller]
            if alike:
                found[i] = sorted(alike, key=lambda s: -common[s][0])
        return found

    def _look_who_came(self, near: _Near) -> None:
        entries = self.entries
        self.ours |= {i: set() for i in near}
        columns = zip(entries.meeting, entries.name, entries.organization, entries.state, strict=True)
        for i, name, organization, state in columns if near else ():
            if i in near and state == "present":
                self.ours[i].add(_who(name, organization))
        theirs: dict[int, list[set[str]]] = {s.row_id: [] for found in near.values() for s in found}
        written = (col(Attendance.meeting_id), col(Attendance.name_as_written), col(Attendance.organization_as_written))
        query = select(*written, col(Person.name_key)).outerjoin(Person, col(Person.id) == col(Attendance.person_id))
        query = query.where(type_coerce(col(Attendance.state), String) == "present")
        for meeting_id, name, organization, key in rows_in(self.session, query, col(Attendance.meeting_id), theirs):
            theirs[meeting_id].append({_who(name, organization)} | ({key} if key else set()))
        self.theirs |= theirs

    def _same_list(self, new: list[int]) -> _Near:
        """Stored ones, on no day of this file, that a file of this name or bytes brought, with just the same people.

        Of a long record few are read: those with as many rows.
        """
        again = same_bytes(self.session, self.content_hash) if new else set()
        query = select(col(ImportBatch.id), col(ImportBatch.file_name)).where(col(ImportBatch.state) == BatchState.COMMITTED)
        own = plain_name(self.file)
        named = {row_id for row_id, name in self.session.execute(query) if plain_name(name) == own} if new else set()
        rows, days = Counter(self.entries.meeting), {read.on for read in self.meetings}
        sized = select(col(Attendance.meeting_id)).where(col(Attendance.batch_id).in_(again | named))
        sized = sized.group_by(col(Attendance.meeting_id)).having(func.count().in_({rows[i] for i in new}))
        stored = self.session.execute(select(*OF_MEETING).where(col(Meeting.id).in_(sized)).order_by(col(Meeting.id)))
        near = [StoredMeeting(*told, row_id=n) for n, *told in stored if told[0] not in days] if again or named else []
        self._look_who_came({i: near for i in new if near})
        least = 1 if again else _SAME_LIST
        alike = {
            i: [s for s in near if self._in_common(i, s)[0] == len(self.theirs[s.row_id]) == len(self.ours[i]) >= least]
            for i in new
        }
        return {i: found for i, found in alike.items() if found}


def _said(meeting: MeetingRead) -> str:
    return "|".join(value or "" for value in told_of(meeting))


def _label(meeting: MeetingRead, otherwise: str) -> str:
    """What a meeting is called in a question; `otherwise`: where it has no title, place or time, in no language."""
    return ", ".join(filter(None, (meeting.title, meeting.place, meeting.start))) or otherwise


def _who(name: str | None, organization: str | None) -> str:
    return name_key(name) if name else f"\n{organization_key(organization or '')}"


def plain_name(file: str) -> str:
    """The name of a file without what a browser adds to a second download."""
    return _COPY.sub("", file).casefold()
