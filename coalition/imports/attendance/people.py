"""Whose the entries of a file are: people, known ones and new ones, and rows that are stored as they are written.

Two different people are never made one silently. The same name with the same work address is one person, whatever they
represent that day. Without an address it is the same name with the same organization. A name without an organization is
somebody only if there is just one of that name. The same name with two organizations, or two addresses, stays two people, and
says so.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from sqlalchemy import String, func, select, type_coerce
from sqlmodel import Session, col

from coalition.bulk import plain_parts, plain_rows
from coalition.database import chunks, rows_in
from coalition.imports.matching.keys import person_key
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.plan import Ids, Record
from coalition.models import Attendance, Change, Meeting, Person, PersonAlias
from coalition.vocabulary import ChangeAction

NOBODY = -1  # in place of a `ref`: no person, or no organization

_FIELDS = ("email", "phone", "role")
_LONGEST_ADDRESS = 320  # letters, RFC 3696


Face = tuple[str, int | None, str | None]  # how files know somebody: name key, id of the organization, address in lower case
_Beside = tuple[int, str | None]  # the same without the name, the organization as a ref


class Identity(NamedTuple):
    """What the rows of one spelling tell of who it is; `organization`: its ref; `also`: the name in another script."""

    name: str
    key: str
    organization: int
    email: str | None
    also: str | None = None


class Known(NamedTuple):
    """Whose a spelling is: a stored person, or (None) whoever another spelling of the file, by its number, is of."""

    person_id: int | None
    number: int = -1


@dataclass
class People:
    """Every person of a file, by `ref`: its place in the columns below."""

    ids: Ids = field(default_factory=list)  # None: to be created
    names: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    organizations: list[int] = field(default_factory=list)  # refs
    # {column: value} as stored, or as the file tells it for new ones
    told: list[dict[str, str | None]] = field(default_factory=list)
    # {ref: {column: value}} missing in a stored person; "organization_id" holds a ref until it is written
    fills: dict[int, dict[str, Any]] = field(default_factory=dict)
    # {(ref, name key): what told it} of other names that the file gives people
    called: dict[tuple[int, str], Identity] = field(default_factory=dict)
    by_id: dict[int, int] = field(default_factory=dict)  # {stored id: ref}
    # {name key: (ref, ref of the organization and address under which it is known besides; None: as in the columns)}
    _by_key: dict[str, list[tuple[int, _Beside | None]]] = field(default_factory=dict)

    def load(self, session: Session, *, keys: Iterable[str], ids: Iterable[int], organizations: OrganizationMatch) -> None:
        """Read the stored people of these name keys, and those of these ids."""
        ref_of = {row_id: ref for ref, row_id in enumerate(organizations.ids) if row_id is not None}

        def acting_for(row_id: int | None) -> int:
            # An organization that the file does not name is nobody it could be compared with: -2 - id.
            return NOBODY if row_id is None else ref_of.get(row_id, -2 - row_id)

        stored: dict[int, Face] = {}
        t = Person.__table__.c  # type: ignore[attr-defined]
        query = select(t.id, t.name, t.name_key, t.organization_id, t.email, t.phone, t.role)
        wanted = list(keys)
        has_others = session.execute(select(col(PersonAlias.id)).limit(1)).first() is not None
        named = rows_in(session, select(col(PersonAlias.person_id)), col(PersonAlias.name_key), wanted if has_others else ())
        also = {person_id for (person_id,) in named}  # they are known under one of these names, and have another one now
        for column, values in ((t.name_key, wanted), (t.id, [*ids, *also])):
            for part in chunks([one for one in values if one not in self.by_id]):
                for row_id, name, key, organization_id, *told in plain_rows(session, query.where(column.in_(part))):
                    if row_id not in self.by_id:
                        of = acting_for(organization_id)
                        self.by_id[row_id] = self._append(row_id, name, key, of, dict(zip(_FIELDS, told, strict=True)))
                        stored[row_id] = (key, organization_id, told[0])
        for row_id, (key, organization_id, email) in _faces(session, stored) if has_others else ():
            self._by_key.setdefault(key, []).append((self.by_id[row_id], (acting_for(organization_id), email)))

    def _known_as(self, key: str) -> list[tuple[int, int, str | None]]:
        """(ref, organization, address) of everybody of a name key, those who are known by it besides among them."""
        found = self._by_key.get(key, ())
        return [(ref, *(beside or (self.organizations[ref], self.told[ref]["email"]))) for ref, beside in found]

    def refs_of(self, key: str) -> set[int]:
        """The people of a name key, or of another name."""
        return {ref for ref, _ in self._by_key.get(key, ())}

    def find(self, who: Identity) -> int | None:
        """The person this is, or None: somebody new, or it cannot be told."""
        alike = self._known_as(who.key)
        if who.email is not None:
            same = [(ref, of) for ref, of, email in alike if email == who.email]
            exact = [ref for ref, of in same if of == who.organization]
            if exact or len(dict(same)) == 1:
                return exact[0] if exact else same[0][0]
        fit = [one for one in alike if who.email is None or not (one[2] or self.told[one[0]]["email"])]
        named = [(ref, email) for ref, of, email in fit if of == who.organization]
        found = {ref for ref, _ in named}
        if len(found) > 1:  # the one without an address, if the file gives none either
            found = {ref for ref, email in named if email == who.email}
        if len(found) != 1:
            found = {ref for ref, of, _ in fit if of == NOBODY or who.organization == NOBODY}
            found = found if len(self.refs_of(who.key)) == 1 else set()
        return found.pop() if found else None

    def add(self, who: Identity) -> int:
        """A new person."""
        return self._append(None, who.name, who.key, who.organization, {"email": who.email, "phone": None, "role": None})

    def learn(self, ref: int, told: Mapping[str, str | None], organization: int = NOBODY) -> bool:
        """Keep what was not known about a person; True: a stored one changes by it. Nothing known is overwritten."""
        known = self.told[ref]
        new: dict[str, Any] = {name: value for name, value in told.items() if value is not None and known[name] is None}
        known |= new
        if organization != NOBODY and self.organizations[ref] == NOBODY:
            self.organizations[ref] = new["organization_id"] = organization
        if not new or self.ids[ref] is None:
            return False
        self.fills.setdefault(ref, {}).update(new)
        return True

    def call(self, ref: int, name: str, who: Identity) -> bool:
        """Keep another name of a person, told by `who`, unless it is known; True: a stored person changes by it."""
        key = name_key(name)
        known = ((of, email) for other, of, email in self._known_as(key) if other == ref)
        if any(of == who.organization and who.email in {None, email} for of, email in known):
            return False
        self.called.setdefault((ref, key), who._replace(name=name))
        return self.ids[ref] is not None

    def write(self, record: Record, organizations: Ids) -> Ids:
        """Create the new people, fill in what was missing, and keep their other names; returns the ids, by ref."""
        told = zip(self.ids, self.names, self.keys, self.organizations, self.told, strict=True)
        rows = {
            ref: {"name": name, "name_key": key, "organization_id": organizations[of], **values}
            for ref, (row_id, name, key, of, values) in enumerate(told)
            if row_id is None
        }
        ids = record.add_new("person", self.ids, rows)
        filled = ((ids[ref] or 0, with_organization(values, organizations)) for ref, values in self.fills.items())
        record.change("person", filled)
        named = (
            {"person_id": ids[ref], "name": who.name, "name_key": key, "email": who.email, "organization_id": who.organization}
            for (ref, key), who in self.called.items()
        )
        record.add_rows("person_alias", (with_organization(row, organizations) | record.confirmed() for row in named))
        return ids

    def _append(self, row_id: int | None, name: str, key: str, organization: int, told: dict[str, str | None]) -> int:
        self.ids.append(row_id)
        self.names.append(name)
        self.keys.append(key)
        self.organizations.append(organization)
        self.told.append(told)
        self._by_key.setdefault(key, []).append((len(self.ids) - 1, None))
        return len(self.ids) - 1


def with_organization(values: Mapping[str, Any], organizations: Ids) -> dict[str, Any]:
    """Columns in which an organization stands by its ref, with its id."""
    return {name: organizations[value] if name == "organization_id" else value for name, value in values.items()}


def address(email: str | None) -> str | None:
    """An e-mail address as it is compared and kept. What is longer than an address may be is none."""
    return email.lower() if email and len(email) <= _LONGEST_ADDRESS else None


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """The name as it is compared; one that leaves nothing to compare is its own key."""
    return person_key(name) or name


def match_people(people: People, identities: dict[int, Identity], apart: Collection[int]) -> tuple[dict[int, int], set[int]]:
    """({code: ref}, codes from which a stored person learns an address or an organization) for identities by code.

    Those that tell most are placed first, so that the order of the rows does not matter. What is the same in key, organization
    and address is the same person, however it was spelled. Those `apart` are nobody of another organization.
    """
    order = sorted(identities, key=lambda code: (identities[code].organization == NOBODY, identities[code].email is None))
    placed: dict[int, int] = {}
    learned: set[int] = set()
    same: dict[tuple[str, int, str | None], int] = {}
    for code in order:
        who = identities[code]
        ref = same.get(who[1:4])
        if ref is None:
            found = people.find(who)
            if found is None and who.also:
                found = people.find(who._replace(key=name_key(who.also)))
            if found is not None and code in apart and people.organizations[found] != who.organization:
                found = None
            ref = same[who[1:4]] = people.add(who) if found is None else found
            if found is not None and people.learn(found, {"email": who.email}, who.organization):
                learned.add(code)
        if who.also:
            people.call(ref, who.name, who)
            people.call(ref, who.also, who)
        placed[code] = ref
    return placed, learned


# --- other names and addresses under which people are known, since a person said that two entries are one -------------


def _faces(session: Session, people: dict[int, Face]) -> Iterator[tuple[int, Face]]:
    """(person, face) of every other combination of names and addresses under which these people ({id: as stored}) are known."""
    others: dict[int, list[Face]] = {}
    columns = (col(PersonAlias.person_id), col(PersonAlias.name_key), col(PersonAlias.organization_id), col(PersonAlias.email))
    for person_id, key, organization_id, email in rows_in(session, select(*columns), col(PersonAlias.person_id), people):
        others.setdefault(person_id, [people[person_id]]).append((key, organization_id, email))
    for person_id, known in others.items():
        names, places = dict.fromkeys(face[0] for face in known), dict.fromkeys(face[1:] for face in known)
        faces: Iterator[Face] = ((key, *place) for key in names for place in places)
        yield from ((person_id, face) for face in faces if face != people[person_id])


# --- the rows that are stored of the meetings of a file, and which entry is which of them as it was written --------------


NOT_STORED = -1  # in place of an index of a stored row

Spelling = tuple[str | None, str | None, str | None]  # name, organization and e-mail as written


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
    """The attendances of some meetings, in order of their ids, as columns called like the attributes of one."""

    def __init__(self, session: Session, meeting_ids: Sequence[int]) -> None:
        columns: list[list[Any]] = [[] for _ in StoredRow._fields]
        t = Attendance.__table__.c  # type: ignore[attr-defined]
        query = select(
            t.id, t.meeting_id, t.person_id, t.organization_id, type_coerce(t.state, String), t.minutes,
            t.name_as_written, t.organization_as_written, t.batch_id,
        ).order_by(t.id)  # fmt: skip
        most = 2 * len(meeting_ids) > (session.scalar(select(func.count(col(Meeting.id)))) or 0)  # no index finds them sooner
        for part in chunks(meeting_ids):
            for rows in plain_parts(session, query.where((t.meeting_id + 0 if most else t.meeting_id).in_(part))):
                for column, values in zip(columns, zip(*rows, strict=True), strict=True):
                    column += values
        self._columns = columns
        self.row_id, self.meeting_id, self.person_id, self.organization_id, self.state, self.minutes, *others = columns
        self.name, self.organization, self.batch_id = others

    def __len__(self) -> int:
        return len(self.row_id)

    def __getitem__(self, at: int) -> StoredRow:
        return StoredRow._make(column[at] for column in self._columns)


def as_written(meeting_ids: list[int | None], spelled: list[int], rows: StoredRows, written: list[Spelling]) -> list[int]:
    """For each entry the index of the stored row with the same meeting, written name and organization, where it is unique.

    `meeting_ids`: the stored meeting of each entry; None: a new one. `spelled`: the number of the spelling of each.
    """
    if not len(rows):
        return [NOT_STORED] * len(spelled)
    times = Counter((name, organization) for name, organization, _ in written)
    number_of = {pair[:2]: number for number, pair in enumerate(written) if times[pair[:2]] < 2}  # else the person decides
    numbers = map(number_of.get, zip(rows.name, rows.organization, strict=True), repeat(-1))
    stored_as = list(zip(rows.meeting_id, numbers, strict=True))
    index = dict(zip(stored_as, range(len(rows)), strict=True))
    if len(index) < len(rows):  # twice in a list: the person decides
        index = {key: index[key] for key, count in Counter(stored_as).items() if count == 1}
    return list(map(index.pop, zip(meeting_ids, spelled, strict=True), repeat(NOT_STORED)))  # each for its first entry only


# --- what a hand has corrected since a file came: the very same file, uploaded again, does not take it back -------------


def corrected(session: Session, table: str, row_ids: Sequence[int]) -> dict[int, set[str]]:
    """{row of a table: columns whose value a hand wrote last}; rows without any are left out."""
    last: dict[tuple[int, str], bool] = {}
    query = select(col(Change.row_id), col(Change.batch_id), col(Change.after)).where(
        col(Change.table_name) == table, col(Change.action) == ChangeAction.UPDATED
    )
    for row_id, batch_id, after in rows_in(session, query.order_by(col(Change.id)), col(Change.row_id), row_ids):
        last.update({(row_id, column): batch_id is None for column in after or {}})
    found: dict[int, set[str]] = {}
    for (row_id, column), by_hand in last.items():
        if by_hand:
            found.setdefault(row_id, set()).add(column)
    return found


def taken_off(session: Session, batches: Collection[int]) -> set[tuple[Any, ...]]:
    """(meeting, name, organization as written) of rows of these batches that a hand has taken off their list."""
    query = select(col(Change.before)).where(
        col(Change.table_name) == "attendance", col(Change.action) == ChangeAction.DELETED, col(Change.batch_id).is_(None)
    )
    rows = [before for before in session.scalars(query) if before and before.get("batch_id") in batches]
    return {(row["meeting_id"], row.get("name_as_written"), row.get("organization_as_written")) for row in rows}
