"""The entries of an attendance file beside what is stored of the same meetings: new, changed, unchanged, no longer there.

A row stored with the same written name and organization at the same meeting is that row, whoever it has been matched to
since; so the same file twice changes nothing, also after two people were merged or an organization renamed by hand.
Everything else goes by the person. Work is done once per distinct spelling; rows only look up.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, repeat
from types import MappingProxyType
from typing import Any, TypeVar

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import rows_in
from coalition.imports.attendance.meetings import MeetingMatch, Source, plain_name
from coalition.imports.attendance.people import NOBODY, Identity, Known, People, identity, learn_told, match_people, name_key
from coalition.imports.attendance.stored import (
    NOT_STORED,
    Spellings,
    StoredRow,
    StoredRows,
    as_written,
    corrected,
    same_bytes,
    spellings,
    stored_rows,
    taken_off,
)
from coalition.imports.lexicon import words
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.plan import Fate
from coalition.imports.reading import Entries
from coalition.models import ImportBatch

T = TypeVar("T")


@dataclass
class Diff:
    """What becomes of each entry; lists are as long as the entries.

    Attributes:
        person, organization: refs into `People` and `OrganizationMatch`, or NOBODY. spelled: numbers of the spellings.
        fate: NEW, CHANGED, UNCHANGED, MERGED or NOT_A_PERSON.
        changes: {entry: (stored row, {column: new value})}; "organization_id" holds a ref until it is written.
        why: {entry: what it changes or adds, in words}.
        gone: stored rows of an earlier version of this list that are missing from this one.
        disputed: entries that are absent here and present on another list of the meeting.
        listed: ids of the stored rows that the file lists, changed or not.
    """

    people: People
    person: list[int]
    organization: list[int]
    fate: list[Fate]
    changes: dict[int, tuple[StoredRow, dict[str, Any]]] = field(default_factory=dict)
    why: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    gone: list[StoredRow] = field(default_factory=list)
    disputed: list[int] = field(default_factory=list)
    spelled: list[int] = field(default_factory=list)
    listed: list[int] = field(default_factory=list)

    def of_new(self, column: list[T]) -> list[T]:
        """The values of a column that belong to the entries to be added."""
        if self.fate.count(Fate.NEW) == len(self.fate):
            return list(column)
        return list(compress(column, [fate is Fate.NEW for fate in self.fate]))

    def add_to(self, i: int, why: str) -> None:
        """Note what an entry adds to what is stored beside its own row."""
        self.why[i].append(why)
        if self.fate[i] is Fate.UNCHANGED:
            self.fate[i] = Fate.CHANGED


def compare(
    session: Session,
    entries: Entries,
    meetings: MeetingMatch,
    organizations: OrganizationMatch,
    source: Source,
    disputed: str | None = None,
    said: Mapping[int, Known] = MappingProxyType({}),
) -> Diff:
    """Compare entries (none of them waiting) with what is stored of their meetings.

    `disputed`: the state of whoever is absent here and present on another list; `said`: whose a spelling is; both as answered.
    """
    spelled = spellings(entries)
    organization: list[int] = list(map(organizations.by_text.get, entries.organization, repeat(NOBODY)))  # type: ignore[arg-type]
    meeting_ids = list(map(meetings.ids.__getitem__, entries.meeting))
    rows = stored_rows(session, [n for n in meetings.ids if n is not None])
    found = as_written(entries, meeting_ids, rows, spelled)
    stored_as = _stored_as(spelled, found, rows)
    also = {number: name for number, name in zip(spelled.of_entry, entries.also, strict=True) if name}
    people, by_spelling, learned = _place(session, spelled, stored_as, organizations, also, said)
    person = _person_of_rows(spelled, found, rows, stored_as, by_spelling, people)
    diff = Diff(people, person, organization, [Fate.NEW] * len(entries), spelled=spelled.of_entry)
    is_doubled = NOBODY in person or len(set(zip(entries.meeting, person, strict=True))) < len(person)
    if is_doubled and NOT_STORED in found:
        diff.person = _kept_apart(entries, organization, spelled, person, people, found)
        _mark_repeats(entries, diff)
    before = same_bytes(session, source.content_hash) if any(meetings.ids) else set()
    versions = set[tuple[int, int | None]]()
    if rows:
        _find_by_person(meeting_ids, organizations, diff, rows, found)
        if len(set(found) - {NOT_STORED}) < len(rows) or any(
            j != NOT_STORED and rows.state[j] == "present" != state for j, state in zip(found, entries.state, strict=True)
        ):
            versions = _earlier_versions(session, entries, meetings, rows, found, source.name)
        _judge(session, entries, diff, rows, found, versions, is_again=bool(before), disputed=disputed)
        own = set() if disputed == "absent" else set(diff.disputed)
        diff.listed = [rows.row_id[j] for i, j in enumerate(found) if j != NOT_STORED and i not in own]
    if before and (off := taken_off(session, before)):
        _leave_off(entries, diff, meeting_ids, off)
    _learn(entries, diff, spelled, learned)
    diff.gone = _gone(entries, meetings, rows, found, versions)
    return diff


def _stored_as(spelled: Spellings, found: list[int], rows: StoredRows) -> set[tuple[int, int | None]]:
    """Every (spelling, stored person) of the entries that are stored; the person is None where the row has none."""
    if not rows:
        return set()
    person_of = [*rows.person_id, NOT_STORED]  # its last place is that of NOT_STORED
    pairs = set(zip(spelled.of_entry, map(person_of.__getitem__, found), strict=True))
    return {pair for pair in pairs if pair[1] != NOT_STORED}


def _place(
    session: Session,
    spelled: Spellings,
    stored_as: set[tuple[int, int | None]],
    organizations: OrganizationMatch,
    also: Mapping[int, str],
    said: Mapping[int, Known],
) -> tuple[People, list[int], set[int]]:
    """(people, the ref of each spelling, spellings from which a stored person learns): each spelling placed once."""
    several: dict[int, set[int]] = {}
    for number, person_id in stored_as:
        if person_id is not None and spelled.written[number][0] is not None:
            several.setdefault(number, set()).add(person_id)
    known = {number: ids.pop() for number, ids in sorted(several.items()) if len(ids) == 1}
    known |= {number: one.person_id for number, one in said.items() if one.person_id is not None}
    ref_of, who = organizations.by_text, dict[int, Identity]()
    for number, (name, organization, email) in enumerate(spelled.written):
        if name is not None:
            of = ref_of.get(organization, NOBODY) if organization else NOBODY
            who[number] = identity(name, of, email, also.get(number))
    unknown = {number: one for number, one in who.items() if number not in known and number not in said}
    people = People()
    keys = {key for one in who.values() for key in (one.key, one.also and name_key(one.also)) if key}
    ids = {person_id for _, person_id in stored_as if person_id is not None} | set(known.values())
    people.load(session, keys=keys, ids=ids, organizations=organizations)
    placed, learned = match_people(people, unknown)
    for number, person_id in known.items():
        placed[number] = ref = people.ref_of_id(person_id)
        if learn_told(people, ref, who[number].organization, who[number].email):
            learned.add(number)
    for number in sorted(said):
        placed[number] = ref = placed.get(number, placed.get(said[number].number, NOBODY))
        people.call(ref, who[number].name, who[number])
    return people, [placed.get(number, NOBODY) for number in range(len(spelled.written))], learned


def _person_of_rows(
    spelled: Spellings,
    found: list[int],
    rows: StoredRows,
    stored_as: set[tuple[int, int | None]],
    by_spelling: list[int],
    people: People,
) -> list[int]:
    """The person of each entry: that of its spelling, but a stored row is whose it is stored as."""
    if not rows:
        return list(map(by_spelling.__getitem__, spelled.of_entry))
    ref_of = {row_id: NOBODY if row_id is None else people.ref_of_id(row_id) for _, row_id in stored_as}
    placed = zip(spelled.of_entry, found, strict=True)
    return [by_spelling[number] if j == NOT_STORED else ref_of[rows.person_id[j]] for number, j in placed]


def _kept_apart(
    entries: Entries, organization: list[int], spelled: Spellings, person: list[int], people: People, found: list[int]
) -> list[int]:
    """The same person twice at a meeting for two organizations: the file keeps them apart, so they are two people."""
    code, written = spelled.of_entry, spelled.written
    stored = [j != NOT_STORED for j in found]
    first = {pair: i for i, pair in enumerate(zip(entries.meeting, person, strict=True)) if stored[i]}
    split: dict[int, int] = {}
    for i, pair in enumerate(zip(entries.meeting, person, strict=True)):
        before = first.setdefault(pair, i)
        if before == i or stored[i] or pair[1] == NOBODY or organization[i] == organization[before]:
            continue
        other = before if not stored[before] and organization[before] != people.organizations[pair[1]] else i
        if code[other] not in split and NOBODY not in (organization[i], organization[before]):
            name, _, email = written[code[other]]
            split[code[other]] = people.add(identity(name or "", organization[other], email))
    if not split:
        return person
    keys = {people.keys[ref] for ref in split.values()}
    for i, ref in enumerate(person):  # with two of that name, a row without an organization is neither of them
        if stored[i] or ref == NOBODY or code[i] in split or organization[i] != NOBODY:
            continue
        if people.keys[ref] in keys and people.organizations[ref] != NOBODY:
            name, _, email = written[code[i]]
            split[code[i]] = people.add(identity(name or "", NOBODY, email))
    return [ref if stored[i] else split.get(code[i], ref) for i, ref in enumerate(person)]


def _mark_repeats(entries: Entries, diff: Diff) -> None:
    """One attendance per person and meeting, one per organization without a person; further entries are merged."""
    seen: set[tuple[int, int, int]] = set()
    for i, (meeting, person) in enumerate(zip(entries.meeting, diff.person, strict=True)):
        key = (meeting, person, diff.organization[i] if person == NOBODY else NOBODY)
        if person == NOBODY and key[2] == NOBODY:
            diff.fate[i] = Fate.NOT_A_PERSON
        elif key in seen:
            diff.fate[i] = Fate.MERGED
        seen.add(key)


# --- beside the stored rows -----------------------------------------------------------------------------------------


def _find_by_person(
    meeting_ids: Sequence[int | None], organizations: OrganizationMatch, diff: Diff, rows: StoredRows, found: list[int]
) -> None:
    """Add to `found` the entries stored under another spelling of the same person (or organization)."""
    if NOT_STORED not in found:
        return
    alone = [o if p is None else None for o, p in zip(rows.organization_id, rows.person_id, strict=True)]
    index = dict(zip(zip(rows.meeting_id, rows.person_id, alone, strict=True), range(len(rows)), strict=True))
    taken = set(found)
    for i, stored in enumerate(meeting_ids):
        if found[i] != NOT_STORED or stored is None or diff.fate[i] is not Fate.NEW:
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


def _judge(
    session: Session,
    entries: Entries,
    diff: Diff,
    rows: StoredRows,
    found: list[int],
    versions: set[tuple[int, int | None]],
    *,
    is_again: bool,
    disputed: str | None,
) -> None:
    """CHANGED or UNCHANGED for every entry that is stored. What the file does not tell changes nothing.

    Who was there by one list is not made absent by another, whose cell may be empty for any reason, until somebody says so.

    Args:
        versions: (meeting, batch) of earlier versions of this list: they are corrected by it.
        is_again: the very same file was imported before: then what a hand has corrected since stays.
    """
    differing = []
    for i, j in enumerate(found):
        if j == NOT_STORED:
            continue
        diff.fate[i] = Fate.UNCHANGED
        is_alike = entries.state[i] == rows.state[j] and entries.minutes[i] in (None, rows.minutes[j])
        if not is_alike or rows.organization_id[j] is None:
            differing.append(i)
    by_hand = corrected(session, [rows.row_id[found[i]] for i in differing])
    for i in differing:
        j, before = found[i], rows.state[found[i]]
        hand, stays = by_hand.get(rows.row_id[j], set()), ""
        if before == "present" != entries.state[i] and not hand and (rows.meeting_id[j], rows.batch_id[j]) not in versions:
            diff.disputed.append(i)
            if disputed is None:
                diff.fate[i] = Fate.WAITING
                continue
            stays = f"stays {before}, as another list of the meeting says" if disputed != "absent" else ""
        elif is_again and "state" in hand:
            stays = f"stays {before}, because someone corrected it by hand"
        _change(entries, diff, i, rows, j, stays, by_hand="state" in hand)


def _change(entries: Entries, diff: Diff, i: int, rows: StoredRows, j: int, stays: str, *, by_hand: bool) -> None:
    """Note what entry `i` changes of the stored row `j`. `stays`: why its state does not; empty: it does."""
    state, minutes, before, minutes_before = entries.state[i], entries.minutes[i], rows.state[j], rows.minutes[j]
    changes: dict[str, Any] = {}
    if before != state and stays:
        diff.why[i].append(stays)
    elif before != state:
        changes["state"] = state
        since = " (corrected by hand after the import)" if by_hand else ""
        diff.why[i].append(f"now {before}{since}, but {state} in this file")
    if minutes is not None and minutes_before != minutes:
        changes["minutes"] = minutes
        told = "not given" if minutes_before is None else minutes_before
        diff.why[i].append(f"time present (minutes): now {told}, but {minutes} in this file")
    if rows.organization_id[j] is None and diff.organization[i] != NOBODY:
        changes["organization_id"] = diff.organization[i]
        diff.why[i].append("adds the organization")
    if changes:
        diff.changes[i] = (rows[j], changes)
        diff.fate[i] = Fate.CHANGED


def _leave_off(
    entries: Entries, diff: Diff, meeting_ids: Sequence[int | None], off: set[tuple[int, str | None, str | None]]
) -> None:
    """Who was taken off a list by hand is not put on it again by the same file."""
    for i, key in enumerate(zip(meeting_ids, entries.name, entries.organization, strict=True)):
        person = diff.person[i]
        is_known = person == NOBODY or diff.people.ids[person] is not None
        if key in off and is_known and diff.fate[i] is Fate.NEW:
            diff.fate[i] = Fate.UNCHANGED
            diff.why[i].append("stays off this list, because someone removed it by hand")


def _learn(entries: Entries, diff: Diff, spelled: Spellings, learned: set[int]) -> None:
    """Fill in what the file tells about people: the first row that tells it is the one that changes something."""
    if learned:
        for i, number in enumerate(spelled.of_entry):
            if number in learned:
                learned.discard(number)
                diff.add_to(i, "adds the person's email address or organization")
    roles = [None if role is None or is_of_meeting(role) else role for role in entries.role]
    told = (("phone", entries.phone, "adds the telephone number"), ("role", roles, "adds the position"))
    for column, values, why in told:
        for i, (ref, value) in enumerate(zip(diff.person, values, strict=True)) if any(values) else ():
            if value is not None and ref != NOBODY and diff.people.learn(ref, column, value):
                diff.add_to(i, why)


@lru_cache(maxsize=1_000)
def is_of_meeting(role: str) -> bool:
    """Whether it is what a meeting program calls who takes part (Organizer, Co-host), and no position of a person."""
    parts = [part.strip() for part in role.casefold().replace("-", " ").split(",")]
    return all(part in _OF_MEETINGS for part in parts)


_OF_MEETINGS = frozenset(words("roles.of_meetings"))


# --- no longer there ------------------------------------------------------------------------------------------------


def _gone(
    entries: Entries, meetings: MeetingMatch, rows: StoredRows, found: list[int], versions: set[tuple[int, int | None]]
) -> list[StoredRow]:
    """Stored rows of a meeting that an earlier version of this list brought and this one lacks."""
    held = set(found) - {NOT_STORED}
    if not versions or len(held) == len(rows):
        return []
    return [rows[j] for key, j in _spoken_of(entries, meetings, rows) if key in versions and j not in held]


def _spoken_of(entries: Entries, meetings: MeetingMatch, rows: StoredRows) -> list[tuple[tuple[int, int | None], int]]:
    """((meeting, batch), its place) of stored rows. A list of who was there alone says nothing of who is stored as absent."""
    lists_absent = {meetings.ids[m] for m, state in zip(entries.meeting, entries.state, strict=True) if state != "present"}
    keys = zip(rows.meeting_id, rows.batch_id, strict=True)
    return [(key, j) for j, key in enumerate(keys) if rows.state[j] == "present" or key[0] in lists_absent]


def _earlier_versions(
    session: Session, entries: Entries, meetings: MeetingMatch, rows: StoredRows, found: list[int], file: str
) -> set[tuple[int, int | None]]:
    """(meeting, batch) of earlier versions of this list.

    A batch was one when it has the same file name and somebody in common, or when at least half of each list's people are
    in the other: two sign-in sheets of one meeting never accuse each other. Rows added by hand are of no list.
    """
    held = set(found) - {NOT_STORED}
    size = Counter(meetings.ids[m] for m in entries.meeting)
    spoken_of = _spoken_of(entries, meetings, rows)
    theirs = Counter(key for key, _ in spoken_of)
    common = Counter(key for key, j in spoken_of if j in held)
    named = select(col(ImportBatch.id), col(ImportBatch.file_name))
    batches = rows_in(session, named, col(ImportBatch.id), {batch for _, batch in theirs if batch is not None})
    names = {batch: plain_name(name) for batch, name in batches}
    return {
        (meeting, batch)
        for (meeting, batch), count in theirs.items()
        if batch is not None
        and (
            (common[meeting, batch] and names.get(batch) == plain_name(file))
            or (2 * common[meeting, batch] >= count and 2 * common[meeting, batch] >= size[meeting])
        )
    }
