"""The entries of an attendance file beside what is stored of the same meetings: new, changed, unchanged, no longer there.

A row stored with the same written name and organization at the same meeting is that row, whoever it has been matched to
since; so the same file twice changes nothing, also after two people were merged or an organization renamed by hand.
Everything else goes by the person. Work is done once per distinct spelling; rows only look up.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import compress, repeat
from typing import Any, TypeVar

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.database import rows_in
from coalition.imports.attendance.meetings import MeetingMatch, plain_name
from coalition.imports.attendance.people import (
    NOBODY,
    NOT_STORED,
    Identity,
    Known,
    People,
    StoredRow,
    StoredRows,
    address,
    as_written,
    corrected,
    match_people,
    name_key,
    taken_off,
)
from coalition.imports.lexicon import words
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.plan import Fate
from coalition.imports.reading import Entries, are_different, different
from coalition.imports.saved_answers import same_bytes
from coalition.models import ImportBatch

T = TypeVar("T")


@dataclass
class Diff:
    """What becomes of each entry; lists are as long as the entries."""

    people: People
    person: list[int]  # refs into `People`, or NOBODY
    organization: list[int]  # refs into `OrganizationMatch`, or NOBODY
    fate: list[Fate]  # NEW, CHANGED, UNCHANGED, MERGED or NOT_A_PERSON
    # {entry: (stored row, {column: new value})}; "organization_id" holds a ref until it is written
    changes: dict[int, tuple[StoredRow, dict[str, Any]]] = field(default_factory=dict)
    why: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))  # {entry: what it changes or adds, in words}
    gone: list[StoredRow] = field(default_factory=list)  # of an earlier version of this list, missing from this one
    disputed: list[int] = field(default_factory=list)  # absent here, present on another list of the meeting
    spelled: list[int] = field(default_factory=list)  # numbers of the spellings
    listed: list[int] = field(default_factory=list)  # ids of stored rows that the file lists, changed or not

    def of_new(self, column: list[T]) -> list[T]:
        """The values of a column that belong to the entries to be added."""
        new = Fate.NEW
        if (count := self.fate.count(new)) in {0, len(self.fate)}:
            return list(column) if count else []
        return list(compress(column, [fate is new for fate in self.fate]))

    def add_to(self, i: int, why: str) -> None:
        """Note what an entry adds to what is stored beside its own row."""
        self.why[i].append(why)
        if self.fate[i] is Fate.UNCHANGED:
            self.fate[i] = Fate.CHANGED


class Comparison:
    """The entries of a file (none of them waiting) beside the stored rows of their meetings.

    `found`: of each entry the place of its row.
    """

    def __init__(
        self, session: Session, file: str, entries: Entries, meetings: MeetingMatch, organizations: OrganizationMatch
    ) -> None:
        self.session, self.file, self.entries, self.organizations = session, file, entries, organizations
        self.written, self.spelled = different(zip(entries.name, entries.organization, entries.email, strict=True))
        self.meeting_ids = list(map(meetings.ids.__getitem__, entries.meeting))
        self.rows = StoredRows(session, [n for n in meetings.ids if n is not None])
        self.found = as_written(self.meeting_ids, self.spelled, self.rows, self.written)
        of: list[int] = list(map(organizations.by_text.get, entries.organization, repeat(NOBODY)))  # type: ignore[arg-type]
        self.diff = Diff(People(), [], of, [Fate.NEW] * len(entries), spelled=self.spelled)

    def made(self, content_hash: str, disputed: str | None, said: Mapping[int, Known]) -> Diff:
        """The difference, made once. `disputed`: the state of whoever is absent here and present on another list, as answered.

        `said`: {number of a spelling: whose it is}, as answered.
        """
        entries, diff, found, rows = self.entries, self.diff, self.found, self.rows
        learned = self._place(said)
        if NOT_STORED in found and (len(rows) or NOBODY in diff.person or not are_different(entries.meeting, diff.person)):
            self._find_by_person()
        before = same_bytes(self.session, content_hash) if any(self.meeting_ids) else set()
        if len(rows):
            self._judge(is_again=bool(before), disputed=disputed)
            listed = self._of_found(rows.row_id)
            for i in diff.disputed if disputed != "absent" else ():
                listed[i] = None
            diff.listed = [row_id for row_id in listed if row_id is not None]
        if before and (off := taken_off(self.session, before)):
            self._leave_off(off)
        self._learn(learned)
        held = set(found)
        diff.gone = [rows[j] for key, j in self._spoken_of() if j not in held and key in self.versions]
        return diff

    def _of_found(self, column: Sequence[T]) -> list[T | None]:
        """Of each entry what a column of the stored rows says; None: it is not stored."""
        return list(map([*column, None].__getitem__, self.found))  # the last is NOT_STORED's

    # --- whose each entry is

    def _place(self, said: Mapping[int, Known]) -> set[int]:
        """The person of each entry: that of its spelling, but a stored row is whose it is stored as.

        Returns the spellings from which a stored person learns.
        """
        people, written, of_entry = self.diff.people, self.written, self.spelled
        stored_for = list(map([*self.rows.person_id, NOT_STORED].__getitem__, self.found))  # its last place is NOT_STORED's
        pairs, pair_of = different(zip(of_entry, stored_for, strict=True))
        stored_as = [pair for pair in pairs if pair[1] != NOT_STORED]
        several = defaultdict[int, set[int]](set)
        for number, person_id in stored_as:
            if person_id is not None and written[number][0] is not None:
                several[number].add(person_id)
        known = {number: ids.pop() for number, ids in sorted(several.items()) if len(ids) == 1}
        known |= {number: one.person_id for number, one in said.items() if one.person_id is not None}
        who = self._identities()
        keys = {key for one in who.values() for key in (one.key, one.also and name_key(one.also)) if key}
        stored = {person_id for _, person_id in stored_as if person_id is not None}
        people.load(self.session, keys=keys, ids=stored | set(known.values()), organizations=self.organizations)
        open_ = {number: one for number, one in who.items() if number not in known and number not in said}
        placed, learned = match_people(people, open_, self._apart(who))
        for number, person_id in known.items():
            placed[number] = ref = people.by_id[person_id]
            if people.learn(ref, {"email": who[number].email}, who[number].organization):
                learned.add(number)
        for number in sorted(said):
            placed[number] = ref = placed.get(number, placed.get(said[number].number, NOBODY))
            people.call(ref, who[number].name, who[number])
        ref_of = {None: NOBODY} | {person_id: people.by_id[person_id] for person_id in stored}
        whose = [placed.get(number, NOBODY) if person_id == NOT_STORED else ref_of[person_id] for number, person_id in pairs]
        self.diff.person = list(map(whose.__getitem__, pair_of))
        return learned

    def _identities(self) -> dict[int, Identity]:
        """{number of a spelling with a name: what it tells}."""
        names = zip(self.spelled, self.entries.also, strict=True)
        also = {number: name for number, name in names if name} if any(self.entries.also) else {}
        ref_of, who = self.organizations.by_text, dict[int, Identity]()
        for number, (name, organization, email) in enumerate(self.written):
            if name is not None:
                of = ref_of.get(organization, NOBODY) if organization else NOBODY
                who[number] = Identity(name, name_key(name), of, address(email), also.get(number))
        return who

    def _apart(self, who: Mapping[int, Identity]) -> set[int]:
        """Spellings of one name at one meeting for several organizations: the file keeps them apart, so they are two people."""
        acts_for, at = defaultdict[str, set[int]](set), defaultdict[tuple[int, str], set[int]](set)
        for one in who.values():
            acts_for[one.key].add(one.organization)
        several = {number for number, one in who.items() if one.organization != NOBODY and len(acts_for[one.key]) > 1}
        for meeting, number in zip(self.entries.meeting, self.spelled, strict=True) if several else ():
            if number in several:
                at[meeting, who[number].key].add(number)
        return {number for numbers in at.values() if len({who[n].organization for n in numbers}) > 1 for number in numbers}

    # --- beside the stored rows

    def _find_by_person(self) -> None:
        """Add to `found` the entries stored under another spelling of the same person (or organization), and mark repeats.

        One attendance per person and meeting, one per organization without a person; further entries are merged.
        """
        diff, found, rows = self.diff, self.found, self.rows
        stored_as = enumerate(zip(rows.meeting_id, rows.person_id, rows.organization_id, strict=True))
        index = {(meeting, who, of if who is None else None): j for j, (meeting, who, of) in stored_as}
        people, organizations = [*diff.people.ids, None], [*self.organizations.ids, None]  # the last place, NOBODY: nobody
        taken, seen = set(found), set[tuple[int, int, int]]()
        for i, (meeting, person) in enumerate(zip(self.entries.meeting, diff.person, strict=True)):
            organization = diff.organization[i] if person == NOBODY else NOBODY
            who = (people[person], organizations[organization])
            j = index.get((self.meeting_ids[i], *who)) if any(who) else None
            key = (meeting, person, organization)
            if person == NOBODY and organization == NOBODY:
                diff.fate[i] = Fate.NOT_A_PERSON
            elif found[i] == NOT_STORED and (key in seen or j in taken):
                diff.fate[i] = Fate.MERGED
            elif found[i] == NOT_STORED and j is not None:
                found[i] = j
                taken.add(j)
            seen.add(key)

    def _judge(self, *, is_again: bool, disputed: str | None) -> None:
        """CHANGED or UNCHANGED for every entry that is stored. What the file does not tell changes nothing.

        Who was there by one list is not made absent by another, whose cell may be empty for any reason, until somebody says so.
        `is_again`: the very same file was imported before: then what a hand has corrected since stays.
        """
        entries, diff, rows, unchanged = self.entries, self.diff, self.rows, Fate.UNCHANGED
        diff.fate = [fate if j == NOT_STORED else unchanged for fate, j in zip(diff.fate, self.found, strict=True)]
        own = [entries.state, entries.minutes]
        as_stored = list(map(self._of_found, (rows.state, rows.minutes, rows.organization_id)))
        told = zip(*own, *as_stored, strict=True) if as_stored[:2] != own or None in as_stored[2] else ()
        differing = [
            (i, rows[self.found[i]])
            for i, (state, minutes, stored, noted, organization_id) in enumerate(told)
            if stored and (state != stored or organization_id is None or (minutes is not None and minutes != noted))
        ]
        by_hand = corrected(self.session, "attendance", [row.row_id for _, row in differing])
        for i, row in differing:
            hand, stays = by_hand.get(row.row_id, set()), ""
            if row.state == "present" != entries.state[i] and not hand and (row.meeting_id, row.batch_id) not in self.versions:
                diff.disputed.append(i)
                if disputed is None:
                    diff.fate[i] = Fate.WAITING
                    continue
                stays = f"stays {row.state}, as another list of the meeting says" if disputed != "absent" else ""
            elif is_again and "state" in hand:
                stays = f"stays {row.state}, because someone corrected it by hand"
            self._change(i, row, stays, by_hand="state" in hand)

    def _change(self, i: int, row: StoredRow, stays: str, *, by_hand: bool) -> None:
        """Note what entry `i` changes of a stored row. `stays`: why its state does not; empty: it does."""
        diff, state, minutes = self.diff, self.entries.state[i], self.entries.minutes[i]
        changes: dict[str, Any] = {}
        if row.state != state and stays:
            diff.why[i].append(stays)
        elif row.state != state:
            changes["state"] = state
            since = " (corrected by hand after the import)" if by_hand else ""
            diff.why[i].append(f"now {row.state}{since}, but {state} in this file")
        if minutes is not None and row.minutes != minutes:
            changes["minutes"] = minutes
            told = "not given" if row.minutes is None else row.minutes
            diff.why[i].append(f"time present (minutes): now {told}, but {minutes} in this file")
        if row.organization_id is None and diff.organization[i] != NOBODY:
            changes["organization_id"] = diff.organization[i]
            diff.why[i].append("adds the organization")
        if changes:
            diff.changes[i] = (row, changes)
            diff.fate[i] = Fate.CHANGED

    def _leave_off(self, off: set[tuple[int, str | None, str | None]]) -> None:
        """Who was taken off a list by hand is not put on it again by the same file."""
        diff = self.diff
        for i, key in enumerate(zip(self.meeting_ids, self.entries.name, self.entries.organization, strict=True)):
            is_known = diff.person[i] == NOBODY or diff.people.ids[diff.person[i]] is not None
            if key in off and is_known and diff.fate[i] is Fate.NEW:
                diff.fate[i] = Fate.UNCHANGED
                diff.why[i].append("stays off this list, because someone removed it by hand")

    def _learn(self, learned: set[int]) -> None:
        """Fill in what the file tells about people: the first row that tells it is the one that changes something."""
        for i, number in enumerate(self.spelled) if learned else ():
            if number in learned:
                learned.discard(number)
                self.diff.add_to(i, "adds the person's email address or organization")
        roles = [None if role is None or is_of_meeting(role) else role for role in self.entries.role]
        told = (("phone", self.entries.phone, "adds the telephone number"), ("role", roles, "adds the position"))
        for column, values, why in told:
            for i, (ref, value) in enumerate(zip(self.diff.person, values, strict=True)) if any(values) else ():
                if value is not None and ref != NOBODY and self.diff.people.learn(ref, {column: value}):
                    self.diff.add_to(i, why)

    # --- no longer there: stored rows of a meeting that an earlier version of this list brought and this one lacks

    def _spoken_of(self) -> list[tuple[tuple[int, int | None], int]]:
        """((meeting, batch), place) of stored rows; a list of who was there alone says nothing of who is stored as absent."""
        states = zip(self.meeting_ids, self.entries.state, strict=True)
        lists_absent = {meeting for meeting, state in states if state != "present"}
        rows = zip(self.rows.meeting_id, self.rows.batch_id, self.rows.state, strict=True)
        return [
            ((meeting, batch), j)
            for j, (meeting, batch, state) in enumerate(rows)
            if state == "present" or meeting in lists_absent
        ]

    @cached_property
    def versions(self) -> set[tuple[int, int | None]]:
        """(meeting, batch) of earlier versions of this list.

        A batch was one when it has the same file name and somebody in common, or when at least half of each list's people are
        in the other: two sign-in sheets of one meeting never accuse each other. Rows added by hand are of no list.
        """
        size, spoken_of = Counter(self.meeting_ids), self._spoken_of()
        theirs = Counter(key for key, _ in spoken_of)
        held = set(self.found)
        common = Counter(key for key, j in spoken_of if j in held)
        named = select(col(ImportBatch.id), col(ImportBatch.file_name))
        batches = rows_in(self.session, named, col(ImportBatch.id), {batch for _, batch in theirs if batch is not None})
        names = {batch: plain_name(name) for batch, name in batches}
        return {
            (meeting, batch)
            for (meeting, batch), count in theirs.items()
            if batch is not None
            and (
                (common[meeting, batch] and names.get(batch) == plain_name(self.file))
                or (2 * common[meeting, batch] >= count and 2 * common[meeting, batch] >= size[meeting])
            )
        }


@lru_cache(maxsize=1_000)
def is_of_meeting(role: str) -> bool:
    """Whether it is what a meeting program calls who takes part (Organizer, Co-host), and no position of a person."""
    parts = [part.strip() for part in role.casefold().replace("-", " ").split(",")]
    return all(part in _OF_MEETINGS for part in parts)


_OF_MEETINGS = frozenset(words("roles.of_meetings"))
