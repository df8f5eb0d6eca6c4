"""What is asked of an attendance file: who its people are, what a word means, when it was, whether somebody is known.

Most of it is answered by reading the file again with other `Choices`; the plan only carries the questions.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import or_, select
from sqlmodel import Session

from coalition.bulk import plain_rows
from coalition.finding.alike_people import consonants_alike, in_other_letters, names_alike
from coalition.imports.attendance.diff import Diff
from coalition.imports.attendance.meetings import lines_of
from coalition.imports.attendance.people import NOBODY, Known, name_key
from coalition.imports.cells.dates import find_date
from coalition.imports.cells.presence import mark_key
from coalition.imports.issues import ASKED_OF_WORDS, CATALOGUE, OF_THE_LIST, RowIssue, Scope, issue
from coalition.imports.plan import Answers, Option, Question, asked
from coalition.imports.read.attendance_file import WHICH_ZONE
from coalition.imports.read.choose import BLANKS, NAMES_LEFT
from coalition.imports.read.days import is_asked
from coalition.imports.read.judge import ASKS_OF_COLUMN, ASKS_OF_NAMES
from coalition.imports.reading import Choices, Entries, Reading, SheetSeen
from coalition.imports.saved_answers import choices_of
from coalition.locale import in_a_row
from coalition.models import Person

HELPED, NOT_CAME, TO_COME = "helped", "did_not_come", "attended_to_come"
_WHY_NOT = {HELPED: "It lists clients, and clients are never stored", NOT_CAME: "Somebody said that it is another kind of list"}
_COLUMN = "column:"
_CODE = "ambiguous_date_order"
_ASKED = re.compile(r"Is (?P<value>.+) the (?P<first>\S+) or the (?P<second>\S+)\?", re.DOTALL)
_WORDS = {"DMY": "Day first", "MDY": "Month first", "YMD": "Year first"}
_MARK = "mark:"


def reading_questions(reading: Reading) -> list[Question]:
    """What is answered by reading the file again: the date, and the order of day and month."""
    flagged = {told.code: told for told in reversed(reading.issues) if told.code in reading.flags}
    questions = []
    if told := flagged.get("choose_sheet"):
        sheets = (Option(one.name, _sheet_label(one)) for one in reading.sheets if one.is_attendance)
        questions.append(asked(told, sheets, key="sheet"))
    if told := flagged.get(WHICH_ZONE):
        questions.append(asked(told, lines=all_lines(reading)))
    undated = {i: meeting for i, meeting in enumerate(reading.meetings) if meeting.on is None}
    for code, told_as in reading.options.items():
        questions.append(asked(issue(code), map(Option, told_as, told_as.values()), lines_of(reading.entries, undated)))
    if not reading.options and (untold := [i for i, meeting in undated.items() if not meeting.asked]):
        questions.append(asked(issue("no_date"), lines=lines_of(reading.entries, untold)))
    if is_asked(reading.flags, reading.issues):
        questions.append(order_question(reading))
    return questions


def _sheet_label(sheet: SheetSeen) -> str:
    if sheet.first is None:
        return f"{sheet.name}: {sheet.people} present, no date"
    days = sheet.first.isoformat() if sheet.first == sheet.last else f"{sheet.first} to {sheet.last}"
    return f"{sheet.name}: {sheet.people} present, {days}"


def all_lines(reading: Reading) -> list[int]:
    """The rows of all entries, ascending."""
    return sorted({line for lines in reading.entries.lines for line in lines})


# --- who they are, and whether they came: until it is said, nobody of the file is stored -------------------------------


def about_the_list(reading: Reading) -> list[Question]:
    """The questions that hold every row of the file; []: nothing leaves them open."""
    dated = is_asked(reading.flags, reading.issues)
    told = [one for one in reading.issues if one.code in OF_THE_LIST and not (one.code == TO_COME and dated)]
    lines = all_lines(reading) if told else []
    column = None if reading.open_column is None else f"{_COLUMN}{reading.open_column}"
    shown = {NAMES_LEFT: ()}  # it is about other rows than those that wait for it
    return [asked(one, lines=shown.get(one.code, lines), key=column or one.code) for one in told]


def why_refused(said: str | None) -> str | None:
    """Why nothing of a file is stored after an answer, which may be an issue of the file itself; None: it may be."""
    if said is None:
        return None
    if said in _WHY_NOT:
        return issue("not_attendance", why=_WHY_NOT[said]).why
    return issue(said).why if said in CATALOGUE and CATALOGUE[said].scope is Scope.FILE else None


# --- who is absent here, and was present by another list ----------------------------------------------------------------


def disputes(entries: Entries, disputed: Sequence[int]) -> list[Question]:
    """The question which list is right, of all entries of a file of which another list says something else; []: none are."""
    lines = [line for i in disputed for line in entries.lines[i]]
    named = [entries.name[i] or entries.organization[i] or "" for i in disputed]
    more = f" … ({len(named):,})" if len(named) > _NAMED else ""
    return [asked(issue(TWO_LISTS_DIFFER, value=in_a_row(named[:_NAMED]) + more), lines=lines)] if named else []


TWO_LISTS_DIFFER = "two_lists_differ"
_NAMED = 3


# --- what does "maybe" mean? one question per word that leaves open who was there ------------------------------------


def mark_questions(issues: Iterable[RowIssue], answers: Answers) -> list[Question]:
    """The questions about words, in the order of the rows; those answered follow, so that an answer can be changed."""
    words: dict[str, tuple[str, dict[int, None]]] = {}
    for told in issues:
        if told.asks and told.line is not None:
            words.setdefault(_MARK + mark_key(told.asks), (told.asks, {}))[1][told.line] = None
    for key in answers.by_question:
        if key.startswith(_MARK):
            words.setdefault(key, (key.removeprefix(_MARK), {}))
    return [
        asked(issue("what_a_mark_says", value=text), lines=lines, key=key, holds_rows=bool(lines))
        for key, (text, lines) in words.items()
    ]


def choices_answered(choices: Choices, question: Question, value: str) -> dict[str, Any]:
    """What an answer changes of `Choices`, by which the file is read again; {}: it is answered by planning alone."""
    if why_refused(value):
        return {}
    if question.code in {*ASKED_OF_WORDS, BLANKS}:
        word = "" if question.code == BLANKS else question.key.removeprefix(_MARK)
        return {"marks": {**(choices.marks or {}), word: value}}
    if question.code in (ASKS_OF_COLUMN, ASKS_OF_NAMES):
        columns, fields = value.split("+"), ["first_name", "last_name"] if "+" in value else ["name"]
        if question.code == ASKS_OF_COLUMN:
            columns, fields = [question.key.removeprefix(_COLUMN)], [value]
        return {"columns": {**(choices.columns or {}), **dict(zip(map(int, columns), fields, strict=True))}}
    sets = CATALOGUE[question.code].sets
    return choices_of({sets: value}).made() if sets else {}


# --- day first, month first or year first? answers that speak of the very date that is asked about --------------------


def order_question(reading: Reading) -> Question:
    """The question in which order days are read; that it was read in comes first, unless its meeting would be still to come."""
    told = next((found for found in reading.issues if found.code == _CODE), None) or _example(reading)
    options = list(map(Option, reading.date_orders, _labels(reading.date_orders, told)))
    is_to_come = any(found.code == TO_COME for found in reading.issues)
    options.sort(key=lambda option: (option.value != (reading.date_order or "DMY")) != is_to_come)
    waiting = lines_of(reading.entries, [i for i, meeting in enumerate(reading.meetings) if meeting.asked])
    return asked(told, options, waiting or filter(None, (told.line,)), key="date_order", holds_rows=bool(waiting))


def _example(reading: Reading) -> RowIssue:
    """A day of the file to ask about where the reader names none: one that is another day in the other order, if there is."""
    days = [meeting.on for meeting in reading.meetings if meeting.on]
    day = next((on for on in days if on.day <= 12 and on.day != on.month), date(days[0].year if days else 2012, 2, 1))
    other = date(day.year, day.day, day.month)
    first, second = (day, other) if reading.date_order != "MDY" else (other, day)
    value = f"{first.day:02}/{first.month:02}/{first.year}"
    return issue(_CODE, value=value, first=first.isoformat(), second=second.isoformat())


def _labels(orders: tuple[str, ...], question: RowIssue) -> Iterator[str]:
    """`Day first: 05/06/2026 is 2026-06-05`, of each order; the sentence names the day of the first two."""
    said, days = _ASKED.match(question.why), ["", "", ""]
    if said and "?" not in said.group("first", "second"):
        days = [said["first"], said["second"]]
        third = find_date(said["value"], today=date.fromisoformat(max(days)), order=orders[-1])
        days.append(third.on.isoformat() if third else "")
    return (
        _WORDS[order] + (f": {said['value']} is {day}" if said and day else "")
        for order, day in zip(orders, days, strict=False)
    )


# --- is somebody new a person who is known under another name? ----------------------------------------------------------
# Asked, never decided, for a name alone says too little: where the telephone or the e-mail is the same, or where the name took
# the place of one of its organization that is no longer in the list, and the names are alike or in two scripts.


_SAME_PERSON = "same_person"
_LEAST_DIGITS, _COMPARED = 9, 8
_SHARED, _MOST = 20, 200
"""What more people have is a number of an office, or stands for none; of a list that leaves out more, nobody is looked for."""
PHONE, EMAIL = "the same telephone number", "the same email address"
GONE, NAME = "who is no longer in this list", "the same name"


class _Other(NamedTuple):
    """Somebody whom a new person may be."""

    name: str
    key: str
    reason: str
    known: Known

    @property
    def value(self) -> str:
        """The answer that it is the same person; no name is kept in it."""
        return f"same:{_digest(f'{self.key}|{self.reason}')}"


def same_people(
    session: Session, diff: Diff, entries: Entries, meeting_ids: Sequence[int | None], answers: Answers
) -> tuple[list[Question], dict[int, Known]]:
    """(a question for each new person who may be a known one, {number of a spelling: whose it is, as answered})."""
    people = diff.people
    places = dict(zip(reversed(diff.person), range(len(diff.person) - 1, -1, -1), strict=True))
    first = {ref: i for ref, i in sorted(places.items(), key=lambda place: place[1]) if ref != NOBODY}
    new = [ref for ref in first if people.ids[ref] is None]
    if not new:
        return [], {}
    reached, gone = _reached(session, diff, first), defaultdict[tuple[int | None, str | None], list[_Other]](list)
    for row in diff.gone if len(diff.gone) <= _MOST else ():
        if row.person_id is not None and row.name:
            gone[row.meeting_id, row.organization].append(_Other(row.name, name_key(row.name), GONE, Known(row.person_id)))
    named = defaultdict[int, list[_Other]](list)
    for ref, key in people.called:  # in its other script the name is that of somebody of another organization
        those = (one for one in people.refs_of(key) if people.ids[one] is not None)
        named[ref] += [_Other(people.names[one], key, NAME, Known(people.ids[one])) for one in those]
    questions, whose = list[Question](), dict[int, Known]()
    for ref in new if reached or gone or named else ():
        i, told = first[ref], people.told[ref]
        contacts = _contacts(told["phone"], told["email"])
        shared = (reached[contact] for contact, _ in contacts)
        near = [other for those in shared if len(those) <= _SHARED for at, other in those if at < i]
        left = gone[meeting_ids[entries.meeting[i]], entries.organization[i]]
        others: dict[Known, _Other] = {}  # each with the first reason
        for other in [*named[ref], *_alike(people.keys[ref], near, left)]:
            others.setdefault(other.known, other)
        if others:
            question = _which_person(people.names[ref], people.keys[ref], entries.lines[i], list(others.values()))
            questions.append(question)
            answer = question.answered(answers.by_question)
            for one in others.values():
                if one.value == answer:
                    whose[ref] = one.known
    spelled = zip(diff.person, diff.spelled, strict=True)
    return questions, {number: whose[ref] for ref, number in spelled if ref in whose} if whose else {}


def _reached(session: Session, diff: Diff, first: Mapping[int, int]) -> dict[str, list[tuple[int, _Other]]]:
    """{telephone or address: (first entry, or -1, and who has it)} of those of the file, and of stored people."""
    people, found = diff.people, defaultdict[str, list[tuple[int, _Other]]](list)
    for ref, i in first.items():
        for contact, reason in _contacts(people.told[ref]["phone"], people.told[ref]["email"]):
            known = Known(people.ids[ref], diff.spelled[i])
            found[contact].append((i, _Other(people.names[ref], people.keys[ref], reason, known)))
    new = [people.told[ref] for ref in first if people.ids[ref] is None]
    is_reached = any(told["phone"] or told["email"] for told in new)
    listed = {people.ids[ref] for ref in first}
    t = Person.__table__.c  # type: ignore[attr-defined]
    query = select(t.id, t.name, t.name_key, t.phone, t.email).where(or_(t.phone.is_not(None), t.email.is_not(None)))
    for row_id, name, key, phone, email in plain_rows(session, query) if is_reached else ():
        for contact, reason in _contacts(phone, email) if row_id not in listed else ():
            found[contact].append((-1, _Other(name, key, reason, Known(row_id))))
    return found


def _contacts(phone: str | None, email: str | None) -> Iterator[tuple[str, str]]:
    """The telephone as far as it is the same with and without the code of a country, and the address; each with its reason."""
    digits = "".join(filter(str.isdecimal, phone or ""))
    if len(digits) >= _LEAST_DIGITS:
        yield digits[-_COMPARED:], PHONE
    if email:
        yield email, EMAIL


def _alike(key: str, others: Sequence[_Other], gone: Sequence[_Other]) -> list[_Other]:
    """Those of them whose name is alike; if none is, the only one who has the telephone in another script."""
    near = [one for one in (*others, *gone) if names_alike(key, one.key)[0] or consonants_alike(key, one.key)]
    if not near:
        apart = {one.known: one for one in others if in_other_letters(key, one.key)}
        near = list(apart.values()) if len(apart) == 1 else []
    return near


def _which_person(name: str, key: str, lines: Sequence[int], others: Sequence[_Other]) -> Question:
    told = issue(_SAME_PERSON, lines[0], value=name, known=others[0].name, reason=others[0].reason)
    options = (Option(other.value, f"The same as {other.name} ({other.reason})") for other in others)
    key = f"{_SAME_PERSON}:{lines[0]}:{_digest(key)}"
    return asked(told, options, lines, key=key, holds_rows=False, about=(name, others[0].name))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
