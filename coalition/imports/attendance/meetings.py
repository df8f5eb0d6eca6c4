"""Which stored meeting each meeting of a file is.

The same date and compatible title, place and start are the same meeting: a missing value is compatible with any, and one that
agrees in everything goes first. A stored meeting is taken by one of the file at most, unless a person made it of two. Several
are a question, and the rows wait; so is one that shares nobody, and one that says otherwise but has the same people.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import String, func, select, type_coerce
from sqlmodel import Session, col

from coalition.database import rows_in
from coalition.imports.attendance.people import name_key
from coalition.imports.attendance.stored import (
    FILLED,
    OF_MEETING,
    StoredMeeting,
    compatible,
    same_bytes,
    same_key,
    stored_on,
    told_of,
)
from coalition.imports.issues import issue
from coalition.imports.matching.keys import organization_key
from coalition.imports.plan import Answers, Option, Question, asked
from coalition.imports.reading import Entries, MeetingRead
from coalition.imports.record import Record, columns_of
from coalition.imports.saved_answers import offered
from coalition.models import Attendance, Change, ImportBatch, Meeting, Person
from coalition.vocabulary import BatchState, ChangeAction

WAIT, NEW, SAME, CORRECTED = "wait", "new", "same", "corrected"
_COLUMN = {"on": "held_on"}
_COPY = re.compile(r"\s*\(\d+\)(?=\.\w+$)")  # "list (1).csv" is what a browser makes of a second download of list.csv
_SAME_LIST = 3  # rows: two or three regulars alone do not make a list known again
_LASTS = 180  # minutes a meeting is taken to last of which only the start is known


@dataclass(frozen=True)
class Source:
    """The file a list comes from: its name, SHA-256 (hex) and entries; who is listed tells which meetings may be the same."""

    name: str
    content_hash: str
    entries: Entries


@dataclass
class MeetingMatch:
    """Per meeting of the file, in its order.

    Attributes:
        ids: stored id; None: new, or waiting.
        waits: its rows are left out until a question is answered.
        fills: {stored id: {what of it: (value as stored, value)}} missing there and told by the file, or corrected by it.
        questions, answered: as in `OrganizationMatch`; the rows of a question are filled in by the plan.
        asked: {question key: indices of its meetings}.
    """

    meetings: list[MeetingRead]
    ids: list[int | None]
    waits: list[bool]
    fills: dict[int, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)
    asked: dict[str, list[int]] = field(default_factory=dict)

    def new(self, used: Iterable[int]) -> list[int]:
        """Indices of the meetings to be created, of those that have rows."""
        return [i for i in sorted(set(used)) if self.ids[i] is None and not self.waits[i]]

    def write(self, record: Record, used: Iterable[int]) -> None:
        """Create the new meetings (afterwards `ids` has them) and fill in what was missing."""
        new = self.new(used)
        read = [self.meetings[i] for i in new]
        columns = {"held_on": [meeting.on for meeting in read], **columns_of(read, *FILLED)}
        for i, row_id in zip(new, record.add_numbered("meeting", columns), strict=True):
            self.ids[i] = row_id
        for row_id, values in self.fills.items():
            before, after = ({_COLUMN.get(name, name): pair[n] for name, pair in values.items()} for n in (0, 1))
            record.change("meeting", row_id, before, after)


def match_meetings(session: Session, meetings: list[MeetingRead], source: Source, answers: Answers) -> MeetingMatch:
    """Match the meetings of a file. Those without a date wait; the question about it is the plan's."""
    match = MeetingMatch(meetings, [None] * len(meetings), [m.on is None for m in meetings])
    by_day: dict[date, list[StoredMeeting]] = {}
    for stored in stored_on(session, sorted({m.on for m in meetings if m.on})):
        by_day.setdefault(stored.on, []).append(stored)
    taken: set[int] = set()
    open_: list[int] = []

    def that_day(i: int) -> list[StoredMeeting]:
        return [s for s in by_day.get(meetings[i].on or date.min, ()) if s.row_id not in taken or s.also]

    for i, read in enumerate(meetings):
        exact = [s for s in that_day(i) if told_of(read) in (told_of(s), *s.also)]
        if len(exact) == 1:
            _take(match, i, exact[0], taken)
        elif read.on:
            open_.append(i)
    new: list[int] = []
    strangers = _strangers(session, source.entries, {i: [s for s in that_day(i) if compatible(meetings[i], s)] for i in open_})
    others: dict[int, list[StoredMeeting]] = {}
    for i in open_:
        fit = [s for s in that_day(i) if compatible(meetings[i], s)]
        if not fit:
            new.append(i)
        if len(fit) > 1:
            fit = _ask(session, match, i, fit, source, answers)
        if fit and (i, fit[0].row_id) in strangers:
            others[i] = fit
        elif fit:
            _take(match, i, fit[0], taken)
    _ask_likely(session, match, others, "other_people", taken, source, answers)
    near = {i: found for i in new if (found := that_day(i))}
    alike = same_people(session, source.entries, meetings, near)
    _ask_likely(session, match, alike, "same_people", taken, source, answers)
    alone = [i for i in new if i not in near]
    listed = same_list(session, source, meetings, alone)
    fitting = {i: fit for i, found in listed.items() if (fit := [s for s in found if compatible(meetings[i], s)])}
    _ask_likely(session, match, fitting, "same_list", taken, source, answers)
    return match


def _take(match: MeetingMatch, i: int, stored: StoredMeeting, taken: set[int], corrects: Collection[str] = ()) -> None:
    """Let a meeting of the file be a stored one. What is missing there is filled in, and what it `corrects` is overwritten."""
    taken.add(stored.row_id)
    match.ids[i] = stored.row_id
    read = match.meetings[i]
    pairs = {name: (getattr(stored, name), getattr(read, name)) for name in (*FILLED, "on")}
    values = {name: (old, new) for name, (old, new) in pairs.items() if new and (not old or (name in corrects and old != new))}
    if values:
        match.fills[stored.row_id] = values


def _ask(
    session: Session, match: MeetingMatch, i: int, fit: list[StoredMeeting], source: Source, answers: Answers
) -> list[StoredMeeting]:
    """The one candidate that was meant; none: a new meeting, or the rows wait."""
    before = _of_the_same_file(session, [s.row_id for s in fit], source.content_hash)
    if len(before) == 1:
        return [s for s in fit if s.row_id in before]
    read = match.meetings[i]
    told = issue("several_meetings", count=len(fit), date=f"{read.on:%d %b %Y}")
    key = f"meeting:{read.on}:{'|'.join(value or '' for value in told_of(read))}"
    alike: Counter[str] = Counter()
    value_of: dict[int, str] = {}
    for s in fit:  # not by its id: that of a file planned together with this one may be another the next time
        said = "|".join(value or "" for value in told_of(s))
        alike[said] += 1
        value_of[s.row_id] = f"as:{said}#{alike[said]}"
    options = [
        Option(WAIT, "Skip for now"),
        *(Option(value_of[s.row_id], _label(s)) for s in fit),
        Option(NEW, "A new meeting"),
    ]
    question = asked(told, options, key=key)
    match.questions.append(question)
    match.asked[key] = [i]
    match.answered[key] = question.answered(answers.by_question) or WAIT
    match.waits[i] = match.answered[key] == WAIT
    return [s for s in fit if match.answered[key] == value_of[s.row_id]]


def _ask_likely(
    session: Session,
    match: MeetingMatch,
    likely: Mapping[int, list[StoredMeeting]],
    code: str,
    taken: set[int],
    source: Source,
    answers: Answers,
) -> None:
    """A question per pair of titles: who answers it for one evening has answered it for all alike. The rows wait."""
    if not likely:
        return
    before = _of_the_same_file(session, [s.row_id for found in likely.values() for s in found], source.content_hash)
    if code == "same_list":
        before = _moved(session, before)  # of one that was not, a person has just chosen another day: that is asked
    pairs_of: dict[str, list[tuple[int, StoredMeeting]]] = {}
    for i, found in sorted(likely.items()):
        free = [s for s in found if s.row_id not in taken]
        if known := [s for s in free if s.row_id in before]:
            _take(match, i, known[0], taken)  # the very same bytes: what has become of their meeting since stays
        elif free:
            read, stored = match.meetings[i], free[0]
            apart = (read.title, stored.title) if code != "same_list" else (str(read.on), str(stored.on))
            key = f"{code}:{'|'.join(same_key(text) or '' for text in apart)}"
            answer = answers.by_question.get(key)
            match.answered[key] = answer = answer if answer in (SAME, CORRECTED, NEW) else WAIT
            match.waits[i] = answer == WAIT
            if answer in (SAME, CORRECTED):
                corrects = ("on",) if code == "same_list" else FILLED if answer == CORRECTED else ()
                _take(match, i, stored, taken, corrects)
            pairs_of.setdefault(key, []).append((i, stored))
    for key, pairs in pairs_of.items():
        match.questions.append(offered(_likely_question(match, key, code, pairs), answers))
        match.asked[key] = [i for i, _ in pairs]


def _likely_question(match: MeetingMatch, key: str, code: str, pairs: list[tuple[int, StoredMeeting]]) -> Question:
    read, stored = match.meetings[pairs[0][0]], pairs[0][1]
    days = sorted({match.meetings[i].on or stored.on for i, _ in pairs})
    shown = " – ".join(day.isoformat() for day in sorted({days[0], days[-1]}))
    told = issue(code, value=_label(read), date=shown, known=_label(stored), other=stored.on.isoformat())
    same = "The same meeting" if code != "same_list" else "The same meeting: use the date in this file"
    options = [Option(WAIT, "Skip for now"), Option(SAME, same)]
    told_of = [(getattr(match.meetings[i], name), getattr(other, name)) for i, other in pairs for name in FILLED]
    if code == "same_people" and any(ours and theirs not in (None, ours) for ours, theirs in told_of):
        options.append(Option(CORRECTED, "The same meeting; the details in this file are right"))
    options.append(Option(NEW, "A new meeting"))
    return asked(told, options, key=key)


def _of_the_same_file(session: Session, meeting_ids: list[int], content_hash: str) -> set[int]:
    """Which of these meetings the very same bytes were imported into before: the question was answered then."""
    brought = col(Attendance.batch_id).in_(same_bytes(session, content_hash))
    return set(session.scalars(select(col(Attendance.meeting_id)).where(brought, col(Attendance.meeting_id).in_(meeting_ids))))


def _moved(session: Session, meeting_ids: Collection[int]) -> set[int]:
    """Which of these meetings were put on another day since they were stored."""
    query = select(col(Change.row_id), col(Change.after)).where(
        col(Change.table_name) == "meeting", col(Change.action) == ChangeAction.UPDATED, col(Change.row_id).in_(meeting_ids)
    )
    return {row_id for row_id, after in session.execute(query) if "held_on" in (after or {})}


def _label(stored: MeetingRead | StoredMeeting) -> str:
    told = [stored.title or "Without a title", stored.place, stored.start]
    return ", ".join(part for part in told if part)


# --- the same people under another title, hour or day ----------------------------------------------------------------------


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


def _strangers(session: Session, entries: Entries, near: Mapping[int, Sequence[StoredMeeting]]) -> set[tuple[int, int]]:
    """(meeting of the file, stored meeting) of which either has several people and none of them was at both."""
    near = {i: found for i, found in near.items() if found}
    ours = _present(entries, set(near)) if near else {}
    theirs = _stored_present(session, {s.row_id for found in near.values() for s in found})
    pairs = [
        (i, s.row_id) for i, found in near.items() for s in found if min(len(ours[i]), len(theirs[s.row_id])) >= _SAME_LIST
    ]
    return {(i, stored) for i, stored in pairs if all(map(ours[i].isdisjoint, theirs[stored]))}


def _apart(read: MeetingRead, stored: StoredMeeting) -> bool:
    if not read.start or not stored.start:
        return False
    first, second = sorted([(_minutes(m.start or ""), _minutes(m.end or "")) for m in (read, stored)])
    return second[0] >= (first[1] if first[1] > first[0] else first[0] + _LASTS)


def _minutes(hour: str) -> int:
    hours, _, minutes = hour.partition(":")
    return int(hours) * 60 + int(minutes) if hours.isdecimal() and minutes.isdecimal() else -1


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
    for meeting_id, name, organization, key in rows_in(session, query, col(Attendance.meeting_id), meeting_ids):
        found[meeting_id].append({_who(name, organization)} | ({key} if key else set()))
    return found


# --- another day -----------------------------------------------------------------------------------------------------


def same_list(
    session: Session, source: Source, meetings: Sequence[MeetingRead], new: Sequence[int]
) -> dict[int, list[StoredMeeting]]:
    """{meeting of the file: stored ones of another day that a file of this name or bytes brought, row by row the same}.

    A stored meeting on a day that the file has too is not meant. The same bytes know a list again however short it is.
    """
    if not new:
        return {}
    again = same_bytes(session, source.content_hash)
    query = select(col(ImportBatch.id), col(ImportBatch.file_name)).where(col(ImportBatch.state) == BatchState.COMMITTED)
    named = {row_id for row_id, name in session.execute(query) if plain_name(name) == plain_name(source.name)}
    batches = sorted(again | named)
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
    of_row = (
        col(Attendance.name_as_written),
        col(Attendance.organization_as_written),
        type_coerce(col(Attendance.state), String),
        col(Attendance.minutes),
    )
    query = select(*OF_MEETING, *of_row).join(Attendance, col(Attendance.meeting_id) == col(Meeting.id))
    lengths: Counter[int] = Counter()
    counted = select(col(Attendance.meeting_id), func.count()).group_by(col(Attendance.meeting_id))
    for meeting_id, rows in rows_in(session, counted, col(Attendance.batch_id), batches):
        lengths[meeting_id] += rows
    alike = (meeting_id for meeting_id, rows in lengths.items() if rows in sizes)
    query = query.where(col(Attendance.batch_id).in_(batches)).order_by(col(Meeting.id))
    for row in rows_in(session, query, col(Meeting.id), alike):
        yield StoredMeeting(*row[: len(OF_MEETING)]), tuple(row[len(OF_MEETING) :])


def plain_name(file: str) -> str:
    """The name of a file without what a browser adds to a second download."""
    return _COPY.sub("", file).casefold()
