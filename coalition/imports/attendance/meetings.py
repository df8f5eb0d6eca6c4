"""Which stored meeting each meeting of a file is.

The same date and compatible title, place and start are the same meeting: a missing value is compatible with any. A meeting
that agrees in everything, missing values too, goes before one that is only compatible. A stored meeting is taken by one
meeting of the file at most: what the file keeps apart stays apart. Several candidates are a question, and the rows wait.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session, col

from coalition.database import reserve_ids
from coalition.imports.bulk import chunks, insert_columns
from coalition.imports.issues import issue
from coalition.imports.matching import text_key
from coalition.imports.plan import Answers, Option, Question, Recorder
from coalition.imports.reading import MeetingRead
from coalition.models import Attendance, ImportBatch, Meeting
from coalition.vocabulary import BatchState

WAIT, NEW = "wait", "new"
_FILLED = ("title", "place", "start", "end")


@dataclass
class _Stored:
    row_id: int
    on: date
    title: str | None
    place: str | None
    start: str | None
    end: str | None


@dataclass
class MeetingMatch:
    """Per meeting of the file, in its order.

    Attributes:
        ids: stored id; None: new, or waiting.
        waits: its rows are left out until a question is answered.
        fills: {stored id: {column: value}} missing there and told by the file.
        questions, answered: as in `OrganizationMatch`; the rows of a question are filled in by the plan.
        asked: {question key: index of its meeting}.
    """

    meetings: list[MeetingRead]
    ids: list[int | None]
    waits: list[bool]
    fills: dict[int, dict[str, str]] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def new(self, used: Iterable[int]) -> list[int]:
        """Indices of the meetings to be created, of those that have rows."""
        return [i for i in sorted(set(used)) if self.ids[i] is None and not self.waits[i]]

    def write(self, session: Session, record: Recorder, used: Iterable[int]) -> None:
        """Create the new meetings (afterwards `ids` has them) and fill in what was missing."""
        new = self.new(used)
        if new:
            first = reserve_ids(session, "meeting", len(new))
            for offset, i in enumerate(new):
                self.ids[i] = first + offset
            read = [self.meetings[i] for i in new]
            columns: dict[str, list[Any]] = {"id": [self.ids[i] for i in new], "held_on": [m.on for m in read]}
            columns |= {name: [getattr(m, name) for m in read] for name in _FILLED}
            insert_columns(session, "meeting", {**columns, "batch_id": [record.batch_id] * len(new)})
        for row_id, values in self.fills.items():
            session.execute(update(Meeting).where(col(Meeting.id) == row_id).values(**values))
            record.updated("meeting", row_id, dict.fromkeys(values), dict(values))


def match_meetings(session: Session, meetings: list[MeetingRead], content_hash: str, answers: Answers) -> MeetingMatch:
    """Match the meetings of a file. Those without a date wait; the question about it is the plan's."""
    match = MeetingMatch(meetings, [None] * len(meetings), [m.on is None for m in meetings])
    by_day: dict[date, list[_Stored]] = {}
    for stored in _stored(session, sorted({m.on for m in meetings if m.on})):
        by_day.setdefault(stored.on, []).append(stored)
    taken: set[int] = set()
    open_: list[int] = []
    for i, read in enumerate(meetings):
        exact = [s for s in by_day.get(read.on, ()) if _exact(read, s) and s.row_id not in taken] if read.on else []
        if len(exact) == 1:
            _take(match, i, exact[0], taken)
        elif read.on in by_day:
            open_.append(i)
    for i in open_:
        fit = [s for s in by_day[meetings[i].on] if s.row_id not in taken and _compatible(meetings[i], s)]  # type: ignore[index]
        if len(fit) > 1:
            fit = _ask(session, match, i, fit, content_hash, answers)
        if fit:
            _take(match, i, fit[0], taken)
    return match


def _stored(session: Session, days: list[date]) -> list[_Stored]:
    columns = [col(Meeting.id), col(Meeting.held_on), *(col(getattr(Meeting, name)) for name in _FILLED)]
    found = []
    for part in chunks(days):
        query = select(*columns).where(col(Meeting.held_on).in_(part)).order_by(col(Meeting.id))
        found += [_Stored(*row) for row in session.execute(query)]
    return found


def _values(meeting: MeetingRead | _Stored) -> tuple[str | None, str | None, str | None]:
    return _key(meeting.title), _key(meeting.place), meeting.start or None


_key = lru_cache(maxsize=4096)(text_key)  # a series of meetings has one title


def _exact(read: MeetingRead, stored: _Stored) -> bool:
    return _values(read) == _values(stored)


def _compatible(read: MeetingRead, stored: _Stored) -> bool:
    return all(a is None or b is None or a == b for a, b in zip(_values(read), _values(stored), strict=True))


def _take(match: MeetingMatch, i: int, stored: _Stored, taken: set[int]) -> None:
    taken.add(stored.row_id)
    match.ids[i] = stored.row_id
    read = match.meetings[i]
    missing = {name: getattr(read, name) for name in _FILLED if not getattr(stored, name) and getattr(read, name)}
    if missing:
        match.fills[stored.row_id] = missing


def _ask(
    session: Session, match: MeetingMatch, i: int, fit: list[_Stored], content_hash: str, answers: Answers
) -> list[_Stored]:
    """The one candidate that was meant; none: a new meeting, or the rows wait."""
    before = _of_the_same_file(session, [s.row_id for s in fit], content_hash)
    if len(before) == 1:
        return [s for s in fit if s.row_id in before]
    read = match.meetings[i]
    told = issue("several_meetings", count=len(fit), date=f"{read.on:%d %b %Y}")
    key = f"meeting:{read.on}:{'|'.join(value or '' for value in _values(read))}"
    options = [
        Option(WAIT, "Leave these rows out for now"),
        *(Option(f"id:{s.row_id}", _label(s)) for s in fit),
        Option(NEW, "A new meeting"),
    ]
    match.questions.append(Question(key, "several_meetings", f"{told.why} {told.suggestion}", tuple(options), holds_rows=True))
    match.asked[key] = i
    answer = answers.by_question.get(key, WAIT)
    match.answered[key] = answer if answer in {option.value for option in options} else WAIT
    match.waits[i] = match.answered[key] == WAIT
    return [s for s in fit if match.answered[key] == f"id:{s.row_id}"]


def _of_the_same_file(session: Session, meeting_ids: list[int], content_hash: str) -> set[int]:
    """Which of these meetings the very same bytes were imported into before: the question was answered then."""
    query = (
        select(col(Attendance.meeting_id))
        .join(ImportBatch, col(ImportBatch.id) == col(Attendance.batch_id))
        .where(
            col(ImportBatch.content_hash) == content_hash,
            col(ImportBatch.state) == BatchState.COMMITTED,
            col(Attendance.meeting_id).in_(meeting_ids),
        )
        .distinct()
    )
    return set(session.scalars(query))


def _label(stored: _Stored) -> str:
    told = [stored.title or "Without a title", stored.place, stored.start]
    return ", ".join(part for part in told if part)
