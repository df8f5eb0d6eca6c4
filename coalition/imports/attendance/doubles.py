"""Whether somebody new is a person who is known under another name: asked, never decided, for a name alone says too little.

It is asked where the telephone or the e-mail is the same, or where the name took the place of one of its organization that
is no longer in the list, and the names are alike or in two scripts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlmodel import Session

from coalition.bulk import plain_rows
from coalition.finding.alike_people import consonants_alike, in_other_letters, names_alike
from coalition.imports.attendance.diff import Diff
from coalition.imports.attendance.people import NOBODY, Known, name_key
from coalition.imports.issues import issue
from coalition.imports.plan import Answers, Option, Question, asked
from coalition.imports.reading import Entries
from coalition.models import Person

_CODE, _SEPARATE = "same_person", "separate"
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
    """(a question for each new person who may be a known one, {number of a spelling: whose it is, as answered}).

    Args:
        diff: in which nobody was answered yet. meeting_ids: of the meetings of the file; None: a new one.
    """
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
    for ref in new:
        i, told = first[ref], people.told[ref]
        contacts = _contacts(told["phone"], told["email"])
        shared = (reached[contact] for contact, _ in contacts)
        near = [other for those in shared if len(those) <= _SHARED for at, other in those if at < i]
        left = gone[meeting_ids[entries.meeting[i]], entries.organization[i]]
        if not (near or left or named[ref]):
            continue
        if others := _once([*named[ref], *_alike(people.keys[ref], near, left)]):
            question = _question(people.names[ref], people.keys[ref], entries.lines[i], others)
            questions.append(question)
            answer = question.answered(answers.by_question)
            for other in others:
                if other.value == answer:
                    whose.setdefault(ref, other.known)
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


def _once(others: Sequence[_Other]) -> list[_Other]:
    """Each person once, with the first reason."""
    return list({one.known: one for one in reversed(others)}.values())[::-1]


def _question(name: str, key: str, lines: Sequence[int], others: Sequence[_Other]) -> Question:
    told = issue(_CODE, lines[0], value=name, known=others[0].name, reason=others[0].reason)
    options = [Option(_SEPARATE, "Another person")]
    options += [Option(other.value, f"The same as {other.name} ({other.reason})") for other in others]
    found = asked(told, options, lines, key=f"{_CODE}:{lines[0]}:{_digest(key)}", holds_rows=False)
    return replace(found, about=(name, others[0].name))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
