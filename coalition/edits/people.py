"""People corrected by hand, and erased on request.

A correction is an edit as any other (`edits.undo`). An erasure is none: it cannot be taken back, and the history keeps that
there was one, how many rows of which tables it changed, and never whose (docs/decisions/0030-erasing-a-person.md).
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, delete, or_, select, update
from sqlmodel import Session, SQLModel, col

from coalition.database import writing
from coalition.edits.addresses import email_address, telephone
from coalition.edits.conflicts import apart
from coalition.edits.erasing.files import compact, copies_with, overwriting
from coalition.edits.erasing.sweep import Own, swept
from coalition.edits.erasing.traces import Traces, traces_of
from coalition.edits.record import EditRefused, create_row, stored_row, table_of, update_row
from coalition.imports.matching.keys import person_key
from coalition.models import ERASED, ERASURE, Attendance, Change, Contact, Organization, Person, PersonAlias
from coalition.queries.recording import drafted_names
from coalition.vocabulary import ChangeAction

GONE_ALREADY = "All data about this person was erased on request."


def change_person(
    engine: Engine,
    person_id: int,
    *,
    name: str,
    organization_id: int | None,
    role: str = "",
    email: str = "",
    phone: str = "",
    by: str | None = None,
    at: datetime,
) -> bool:
    """Correct a person; returns whether anything changed. A name that was another one stays as a spelling: files know it.

    Raises:
        EditRefused: no name is told, the address or the number is none, or the person is erased or not there any more.
    """
    line = " ".join(name.split())
    if not person_key(line):
        raise EditRefused("Enter the name of the person.")
    values = {
        "name": line,
        "name_key": person_key(line),
        "organization_id": organization_id,
        "role": role.strip() or None,
        "email": email_address(email) or None,
    }
    with writing(engine) as session, apart():
        stored = stored_row(session, Person, person_id)
        if stored["name"] == ERASED:
            raise EditRefused(GONE_ALREADY)
        values["phone"] = telephone(phone, [stored["phone"]])
        if organization_id is not None:
            stored_row(session, Organization, organization_id)
        changed = update_row(session, Person, person_id, by=by, at=at, **values)
        if changed and stored["name_key"] != values["name_key"]:
            kept = {key: stored[key] for key in ("name", "name_key", "organization_id", "email")}
            create_row(session, PersonAlias, by=by, at=at, person_id=person_id, confirmed_at=at, confirmed_by=by, **kept)
        return changed


@dataclass(frozen=True)
class Erasure:
    """What erasing a person does, or has done.

    Attributes:
        name: before; empty afterwards.
        meetings: lists on which the person stays, without a name [attendances].
        contacts: focal points with the same name, address or number, which go [rows].
        rows: {table: rows in which a name or contact is blotted out}.
        namesakes: other people who are or were called so: nothing of them is touched.
        copies: names of copies beside the database that hold the name; each was looked into.
        is_compact: the bytes are gone from the file of the database too; only afterwards.
    """

    name: str = ""
    meetings: int = 0
    contacts: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    namesakes: int = 0
    copies: tuple[str, ...] = ()
    is_compact: bool = False


def erasure_preview(engine: Engine, entry_id: int, *, is_contact: bool = False) -> Erasure:
    """What erasing would do, worked out by doing it and taking it back at once.

    Args:
        engine: of the database.
        entry_id: a person; with `is_contact` a focal point, who may be on no list.

    Raises:
        EditRefused: the person is erased or not there any more.
    """
    try:
        with writing(engine) as session:
            raise _TakenBack(_erase(session, engine, entry_id, is_contact=is_contact))
    except _TakenBack as tried:
        return tried.erasure


class _TakenBack(Exception):
    """Ends a transaction of which nothing is to be kept."""

    def __init__(self, erasure: Erasure) -> None:
        self.erasure = erasure


def erase_person(engine: Engine, entry_id: int, *, is_contact: bool = False, by: str | None = None, at: datetime) -> Erasure:
    """Take a person's names and contacts out of everything that is stored. Counts stay. It cannot be undone.

    Args:
        engine: of the database.
        entry_id, is_contact: as for `erasure_preview`.
        by: who does it.
        at: when.

    Raises:
        EditRefused: the person is erased or not there any more. Nothing is changed then.
    """
    with writing(engine) as session:
        overwriting(session)
        done = _erase(session, engine, entry_id, is_contact=is_contact)
        counts = {"meetings": done.meetings, "contacts": done.contacts, "rows": done.rows}
        session.add(Change(at=at, by=by, table_name=ERASURE, row_id=0, action=ChangeAction.DELETED, after=counts))
    return Erasure("", done.meetings, done.contacts, done.rows, done.namesakes, done.copies, compact(engine))


def _erase(session: Session, engine: Engine, entry_id: int, *, is_contact: bool) -> Erasure:
    person = _as_person(session, entry_id) if is_contact else stored_row(session, Person, entry_id)
    person_id = person["id"]
    if person["name"] == ERASED:
        raise EditRefused(GONE_ALREADY)
    aliases = list(session.scalars(select(PersonAlias).where(col(PersonAlias.person_id) == person_id)))
    listed = list(session.scalars(select(Attendance).where(col(Attendance.person_id) == person_id)))
    reached = [person["email"], person["phone"], *(alias.email for alias in aliases)]
    traces = traces_of(_names(person, aliases, listed), reached)
    namesakes = _namesakes(session, person)
    contacts = _contacts(session, traces, person, namesakes)
    contacts |= {entry_id: session.get_one(Contact, entry_id)} if is_contact else {}
    own = {
        "person": {person_id, *_former(session, traces, Person)},
        "person_alias": {alias.id or 0 for alias in aliases},
        "contact": {*contacts, *(_former(session, traces, Contact) if not namesakes else ())},
        "attendance": {row.id or 0 for row in listed},
        "draft_attendance": _drafted(session, traces, person_id),
    }
    others = frozenset(_ids(session, Person)) - {person_id}
    reached += [text for contact in contacts.values() for text in (contact.email, contact.phone)]
    named = [] if namesakes else _names(person, aliases, listed)  # with namesakes only what is this person's own goes
    traces = traces_of(named, reached)
    _blot_own(session, person_id, own)
    rows = swept(session, traces, Own(own, others, frozenset(_ids(session, Contact))))
    return Erasure(person["name"], len(listed), len(contacts), rows, len(namesakes), copies_with(traces, engine))


_NO_PERSON = 0
"""The number of nobody: a focal point who is on no list is erased as a person without rows of its own."""


def _as_person(session: Session, contact_id: int) -> dict[str, Any]:
    contact = stored_row(session, Contact, contact_id)
    return {**contact, "id": _NO_PERSON, "name_key": person_key(contact["name"])}


def _namesakes(session: Session, person: dict[str, Any]) -> dict[int, int | None]:
    """{other person who is called so, or was once: the organization}."""
    spelled = select(col(PersonAlias.person_id)).where(col(PersonAlias.name_key) == person["name_key"])
    is_called_so = or_(col(Person.name_key) == person["name_key"], col(Person.id).in_(spelled))
    found = select(col(Person.id), col(Person.organization_id)).where(is_called_so, col(Person.id) != person["id"])
    return {row_id or 0: organization_id for row_id, organization_id in session.execute(found)}


def _names(person: dict[str, Any], aliases: list[PersonAlias], listed: list[Attendance]) -> list[str]:
    """Every spelling; what a file wrote counts where it shares a word with the name: a cell may hold something else."""
    known = [person["name"], *(alias.name for alias in aliases)]
    words = {word for name in known for word in person_key(name).split()}
    written = [row.name_as_written for row in listed if row.name_as_written]
    return known + [name for name in written if words & set(person_key(name).split())]


def _contacts(session: Session, traces: Traces, person: dict[str, Any], namesakes: dict[int, int | None]) -> dict[int, Contact]:
    """Focal points that are this person: the same address, or the same name and organization; a number may be a desk's.

    A full name that nobody else has is enough, whatever the organization; with a namesake in the same one, only with the
    person's number. The address of a focal point who is on no list may be that of an office.
    """
    own = person["organization_id"]
    is_alone, is_alone_there = not namesakes, own not in namesakes.values()
    addresses = {part.lower() for part in traces.parts} if person["id"] != _NO_PERSON else frozenset()
    found = {}
    for contact in session.scalars(select(Contact)):
        key = person_key(contact.name)
        is_here = contact.organization_id == own and (is_alone_there or contact.phone in traces.parts)
        is_named = key in traces.whole and (is_here or (is_alone and " " in key))
        if is_named or (contact.email and contact.email.lower() in addresses):
            found[contact.id or 0] = contact
    return found


def _former(session: Session, traces: Traces, model: type[SQLModel]) -> set[int]:
    """Entries of this name that are in the history only: made one with the person's, or taken out of the directory."""
    gone = select(Change).where(col(Change.table_name) == table_of(model).name, col(Change.action) == ChangeAction.DELETED)
    there = _ids(session, model)
    keys = {change.row_id: person_key((change.before or {}).get("name") or "") for change in session.scalars(gone)}
    return {row_id for row_id, key in keys.items() if key in traces.whole and (model is Person or " " in key)} - there


def _drafted(session: Session, traces: Traces, person_id: int) -> set[int]:
    """Marks of a meeting that is being recorded: of the person, or a new name that is the person's."""
    found = session.execute(drafted_names())
    return {row_id for row_id, own, name in found if own == person_id or (name and person_key(name) in traces.whole)}


def _ids(session: Session, model: type[SQLModel]) -> set[int]:
    return set(session.scalars(select(table_of(model).c.id)))


_TELLING = ("name", "name_key", "email", "phone", "role", "name_as_written", "languages")


def _blot_own(session: Session, person_id: int, own: dict[str, set[int]]) -> None:
    """The person's own rows and their history, whatever is written there."""
    session.execute(delete(PersonAlias).where(col(PersonAlias.person_id) == person_id))
    session.execute(delete(Contact).where(col(Contact.id).in_(own["contact"])))
    session.execute(update(Attendance).where(col(Attendance.person_id) == person_id).values(name_as_written=None))
    blank = {"name": ERASED, "name_key": f"{ERASED} {person_id}", "email": None, "phone": None, "role": None}
    session.execute(update(Person).where(col(Person.id) == person_id).values(**blank))
    for table_name, ids in own.items():
        of_it = select(Change).where(col(Change.table_name) == table_name, col(Change.row_id).in_(ids))
        for change in session.scalars(of_it).all():
            change.before, change.after = _blotted(change.before), _blotted(change.after)
            session.add(change)
    session.flush()
    session.expunge_all()


def _blotted(values: dict[str, Any] | None) -> dict[str, Any] | None:
    if values is None:
        return None
    return {name: ERASED if name in _TELLING and value else value for name, value in values.items()}


def erasures(session: Session) -> list[tuple[datetime, dict[str, Any]]]:
    """When somebody was erased, and how many rows it touched; the newest first."""
    found = select(col(Change.at), col(Change.after)).where(col(Change.table_name) == ERASURE)
    return [(at, counts or {}) for at, counts in session.execute(found.order_by(col(Change.id).desc()))]
