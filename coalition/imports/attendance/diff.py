"""The entries of an attendance file beside what is stored of the same meetings: new, changed, unchanged, no longer there.

A row stored with the same written name and organization at the same meeting is that row, whoever it has been matched to
since; so the same file twice changes nothing, also after two people were merged or an organization renamed by hand.
Everything else goes by the person. Work is done once per distinct spelling; rows only look up.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import String, select, type_coerce
from sqlmodel import Session, col

from coalition.imports.attendance.meetings import MeetingMatch
from coalition.imports.attendance.people import NOBODY, Identity, People, identity, learn_identity, match_people
from coalition.imports.bulk import chunks
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.plan import Fate
from coalition.imports.reading import Entries
from coalition.models import Attendance, ImportBatch

_COPY = re.compile(r"\s*\(\d+\)(?=\.\w+$)")  # "list (1).csv" is what a browser makes of a second download of list.csv


class StoredRow(NamedTuple):
    """One stored attendance."""

    row_id: int
    meeting_id: int
    person_id: int | None
    organization_id: int | None
    state: str
    minutes: int | None
    name: str | None  # as written
    organization: str | None  # as written
    batch_id: int | None


class StoredRows:
    """Stored attendances as columns, in the order of their ids; `rows[j]` is one of them."""

    def __init__(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self._rows = rows
        columns = list(zip(*rows, strict=True)) or [()] * len(StoredRow._fields)
        self.meeting_id, self.person_id, self.organization_id, self.state, self.minutes, self.name, self.organization = columns[
            1:8
        ]
        self.batch_id = columns[8]

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, j: int) -> StoredRow:
        return StoredRow._make(self._rows[j])


@dataclass
class Diff:
    """What becomes of each entry; lists are as long as the entries.

    Attributes:
        person, organization: refs into `People` and `OrganizationMatch`, or NOBODY.
        fate: NEW, CHANGED, UNCHANGED, MERGED or NOT_A_PERSON.
        changes: {entry: (stored row, {column: new value})}; "organization_id" holds a ref until it is written.
        why: {entry: what it changes or adds, in words}.
        gone: stored rows of an earlier version of this list that are missing from this one.
    """

    people: People
    person: list[int]
    organization: list[int]
    fate: list[Fate]
    changes: dict[int, tuple[StoredRow, dict[str, Any]]] = field(default_factory=dict)
    why: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    gone: list[StoredRow] = field(default_factory=list)


def compare(session: Session, entries: Entries, meetings: MeetingMatch, organizations: OrganizationMatch, file: str) -> Diff:
    """Compare entries (none of them waiting) with what is stored of their meetings."""
    ref_of = organizations.by_text
    organization = [ref_of.get(text, NOBODY) if text else NOBODY for text in entries.organization]
    codes: dict[tuple[str | None, str | None, str | None], int] = {}
    code = [
        codes.setdefault(spelling, len(codes))
        for spelling in zip(entries.name, entries.organization, entries.email, strict=True)
    ]
    rows = _stored(session, [n for n in meetings.ids if n is not None])
    found = _as_written(entries, meetings, rows, list(codes)) if rows else {}
    people, by_code, learned = _place(session, codes, code, found, rows, organizations)
    person = _person_of_rows(code, found, rows, by_code, people)
    person = _kept_apart(entries, organization, code, person, people, list(codes), found)
    diff = Diff(people, person, organization, [Fate.NEW] * len(entries))
    _mark_repeats(entries, diff)
    if rows:
        _find_by_person(entries, meetings, organizations, diff, rows, found)
        _judge(entries, diff, rows, found)
    _learn(entries, diff, code, learned)
    diff.gone = _gone(session, entries, meetings, rows, found, file)
    return diff


def _stored(session: Session, meeting_ids: list[int]) -> StoredRows:
    t = Attendance.__table__.c  # type: ignore[attr-defined]
    columns = (t.id, t.meeting_id, t.person_id, t.organization_id, type_coerce(t.state, String), t.minutes)
    written = (t.name_as_written, t.organization_as_written, t.batch_id)
    rows: list[Any] = []
    for part in chunks(meeting_ids):
        query = select(*columns, *written).where(t.meeting_id.in_(part)).order_by(t.id)
        rows += session.connection().execute(query).all()
    return StoredRows(rows)


def _as_written(
    entries: Entries, meetings: MeetingMatch, rows: StoredRows, spellings: list[tuple[str | None, str | None, str | None]]
) -> dict[int, int]:
    """{entry: index of the stored row} with the same meeting, written name and organization, where that is unique."""
    index = dict(zip(zip(rows.meeting_id, rows.name, rows.organization, strict=True), range(len(rows)), strict=True))
    if len(index) < len(rows):
        times = Counter(zip(rows.meeting_id, rows.name, rows.organization, strict=True))
        index = {key: j for key, j in index.items() if times[key] == 1}
    stored = [meetings.ids[meeting] for meeting in entries.meeting]
    found = list(map(index.get, zip(stored, entries.name, entries.organization, strict=True)))
    pairs = Counter((name, organization) for name, organization, _ in spellings)
    twice = {pair for pair, count in pairs.items() if count > 1}  # one name with two addresses: the person decides
    if twice:
        names = zip(entries.name, entries.organization, strict=True)
        found = [None if pair in twice else j for j, pair in zip(found, names, strict=True)]
    first = {j: i for i, j in reversed([(i, j) for i, j in enumerate(found) if j is not None])}
    return dict(sorted((i, j) for j, i in first.items()))


def _place(
    session: Session,
    codes: dict[tuple[str | None, str | None, str | None], int],
    code: list[int],
    found: dict[int, int],
    rows: StoredRows,
    organizations: OrganizationMatch,
) -> tuple[People, dict[int, int], set[int]]:
    """(people, {code: ref}, codes from which a stored person learns): each distinct spelling placed once."""
    who: dict[int, Identity] = {}
    for (name, organization, email), number in codes.items():
        if name is not None:
            ref = organizations.by_text.get(organization, NOBODY) if organization else NOBODY
            who[number] = identity(name, ref, email)
    known: dict[int, int] = {}  # code -> stored person, where all rows of the spelling agree
    several: set[int] = set()
    for i, j in found.items():
        person_id = rows.person_id[j]
        if person_id is not None and known.setdefault(code[i], person_id) != person_id:
            several.add(code[i])
    known = {number: person_id for number, person_id in known.items() if number not in several}
    rest = {number: identity for number, identity in who.items() if number not in known}
    people = People()
    ids = {rows.person_id[j] for j in found.values()} - {None}
    people.load(session, keys={w.key for w in rest.values()}, ids=ids, organizations=organizations)
    placed, learned = match_people(people, rest)
    for number, person_id in known.items():
        placed[number] = people.ref_of_id(person_id)
        if learn_identity(people, placed[number], who[number]):
            learned.add(number)
    return people, placed, learned


def _person_of_rows(
    code: list[int], found: dict[int, int], rows: StoredRows, by_code: dict[int, int], people: People
) -> list[int]:
    person = [by_code.get(number, NOBODY) for number in code]
    for i, j in found.items():
        person_id = rows.person_id[j]
        person[i] = NOBODY if person_id is None else people.ref_of_id(person_id)
    return person


def _kept_apart(
    entries: Entries,
    organization: list[int],
    code: list[int],
    person: list[int],
    people: People,
    spellings: list[tuple[str | None, str | None, str | None]],
    found: dict[int, int],
) -> list[int]:
    """The same person twice at a meeting for two organizations: the file keeps them apart, so they are two people."""
    first = {(entries.meeting[i], person[i]): i for i in found}
    split: dict[int, int] = {}
    for i, pair in enumerate(zip(entries.meeting, person, strict=True)):
        before = first.setdefault(pair, i)
        if before == i or i in found or pair[1] == NOBODY or organization[i] == organization[before]:
            continue
        other = before if before not in found and organization[before] != people.organizations[pair[1]] else i
        if code[other] not in split and NOBODY not in (organization[i], organization[before]):
            name, _, email = spellings[code[other]]
            split[code[other]] = people.add(identity(name or "", organization[other], email))
    if not split:
        return person
    keys = {people.keys[ref] for ref in split.values()}
    for i, ref in enumerate(person):  # with two of that name, a row without an organization is neither of them
        if i in found or ref == NOBODY or code[i] in split or organization[i] != NOBODY:
            continue
        if people.keys[ref] in keys and people.organizations[ref] != NOBODY:
            name, _, email = spellings[code[i]]
            split[code[i]] = people.add(identity(name or "", NOBODY, email))
    return [ref if i in found else split.get(code[i], ref) for i, ref in enumerate(person)]


def _mark_repeats(entries: Entries, diff: Diff) -> None:
    """One attendance per person and meeting, one per organization without a person; further entries are merged."""
    keys = list(zip(entries.meeting, diff.person, strict=True))
    if NOBODY not in diff.person and len(set(keys)) == len(keys):
        return
    seen: set[tuple[int, int, int]] = set()
    for i, (meeting, person) in enumerate(keys):
        key = (meeting, person, diff.organization[i] if person == NOBODY else NOBODY)
        if person == NOBODY and key[2] == NOBODY:
            diff.fate[i] = Fate.NOT_A_PERSON
        elif key in seen:
            diff.fate[i] = Fate.MERGED
        seen.add(key)


# --- beside the stored rows -----------------------------------------------------------------------------------------


def _find_by_person(
    entries: Entries,
    meetings: MeetingMatch,
    organizations: OrganizationMatch,
    diff: Diff,
    rows: StoredRows,
    found: dict[int, int],
) -> None:
    """Add to `found` the entries stored under another spelling of the same person (or organization)."""
    if len(found) == len(entries):
        return
    alone = [o if p is None else None for o, p in zip(rows.organization_id, rows.person_id, strict=True)]
    index = dict(zip(zip(rows.meeting_id, rows.person_id, alone, strict=True), range(len(rows)), strict=True))
    taken = set(found.values())
    for i, meeting in enumerate(entries.meeting):
        stored = meetings.ids[meeting]
        if i in found or stored is None or diff.fate[i] is not Fate.NEW:
            continue
        person, organization = diff.person[i], diff.organization[i]
        row_id = None if person == NOBODY else diff.people.ids[person]
        if person != NOBODY and row_id is None:
            continue
        j = index.get((stored, row_id, organizations.ids[organization] if person == NOBODY else None))
        if j is not None:
            if j in taken:
                diff.fate[i] = Fate.MERGED
            else:
                found[i] = j
                taken.add(j)


def _judge(entries: Entries, diff: Diff, rows: StoredRows, found: dict[int, int]) -> None:
    """CHANGED or UNCHANGED for every entry that is stored. What the file does not tell changes nothing."""
    for i, j in found.items():
        state, minutes = entries.state[i], entries.minutes[i]
        before, minutes_before = rows.state[j], rows.minutes[j]
        changes: dict[str, Any] = {}
        if before != state:
            changes["state"] = state
            diff.why[i].append(f"was {before}, is {state} in this file")
        if minutes is not None and minutes_before != minutes:
            changes["minutes"] = minutes
            told = "not told" if minutes_before is None else minutes_before
            diff.why[i].append(f"minutes: {told} before, {minutes} in this file")
        if rows.organization_id[j] is None and diff.organization[i] != NOBODY:
            changes["organization_id"] = diff.organization[i]
            diff.why[i].append("adds the organization")
        if changes:
            diff.changes[i] = (rows[j], changes)
        diff.fate[i] = Fate.CHANGED if changes else Fate.UNCHANGED


def _learn(entries: Entries, diff: Diff, code: list[int], learned: set[int]) -> None:
    """Fill in what the file tells about people: the first row that tells it is the one that changes something."""
    if learned:
        for i, number in enumerate(code):
            if number in learned:
                learned.discard(number)
                diff.why[i].append("adds e-mail or organization of the person")
                diff.fate[i] = Fate.CHANGED if diff.fate[i] is Fate.UNCHANGED else diff.fate[i]
    for column, values in (("phone", entries.phone), ("role", entries.role)):
        if values.count(None) == len(values):
            continue
        for i, (ref, value) in enumerate(zip(diff.person, values, strict=True)):
            if value is not None and ref != NOBODY and diff.people.learn(ref, column, value):
                diff.why[i].append(f"adds the {column}")
                diff.fate[i] = Fate.CHANGED if diff.fate[i] is Fate.UNCHANGED else diff.fate[i]


# --- no longer there ------------------------------------------------------------------------------------------------


def _gone(
    session: Session, entries: Entries, meetings: MeetingMatch, rows: StoredRows, found: dict[int, int], file: str
) -> list[StoredRow]:
    """Stored rows of a meeting that an earlier version of this list brought and this one lacks.

    A batch was an earlier version for a meeting when it has the same file name and somebody in common, or when at least half
    of each list's people are in the other: two sign-in sheets of one meeting never accuse each other. A file that lists
    only who was there says nothing about those who were stored as absent. Rows added by hand are never listed.
    """
    if not rows or len(found) == len(rows):
        return []
    held = set(found.values())
    size = Counter(meetings.ids[m] for m in entries.meeting)
    lists_absent = {meetings.ids[m] for m, state in zip(entries.meeting, entries.state, strict=True) if state != "present"}
    spoken_of = [j for j, m in enumerate(rows.meeting_id) if rows.state[j] == "present" or m in lists_absent]
    keys = [(rows.meeting_id[j], rows.batch_id[j]) for j in spoken_of]
    theirs = Counter(keys)
    common = Counter(key for key, j in zip(keys, spoken_of, strict=True) if j in held)
    names = _file_names(session, {batch for _, batch in theirs if batch is not None})
    versions = {
        (meeting, batch)
        for (meeting, batch), count in theirs.items()
        if batch is not None
        and (
            (common[meeting, batch] and names.get(batch) == _plain(file))
            or (2 * common[meeting, batch] >= count and 2 * common[meeting, batch] >= size[meeting])
        )
    }
    return [rows[j] for key, j in zip(keys, spoken_of, strict=True) if key in versions and j not in held]


def _file_names(session: Session, batches: set[int]) -> dict[int, str]:
    names: dict[int, str] = {}
    for part in chunks(sorted(batches)):
        query = select(col(ImportBatch.id), col(ImportBatch.file_name)).where(col(ImportBatch.id).in_(part))
        names.update({row_id: _plain(name) for row_id, name in session.execute(query)})
    return names


def _plain(file: str) -> str:
    return _COPY.sub("", file).casefold()
