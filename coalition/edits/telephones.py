"""The telephones of many organizations, typed into one list and kept as one edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition.database import writing
from coalition.edits.addresses import telephone
from coalition.edits.conflicts import apart
from coalition.edits.record import EditRefused, create_row, stored_row, update_row
from coalition.imports.matching.keys import person_key
from coalition.models import Contact, Organization


@dataclass(frozen=True)
class Number:
    """A number as typed: of a focal point that has none (`contact_id`), else of a new one.

    `name`: of the person or desk that answers; empty: as it is, or of a new one the organization itself. Of somebody else than
    that focal point: a new one.
    """

    organization_id: int
    phone: str
    contact_id: int | None = None
    name: str = ""


def add_telephones(engine: Engine, numbers: Sequence[Number], *, by: str | None = None, at: datetime) -> int | Literal[False]:
    """Keep the numbers, all or none; returns how many. False: nothing was typed.

    Raises:
        EditRefused: one is no telephone number, or its organization or focal point is not there any more.
    """
    told = [number for number in numbers if number.phone.strip()]
    with writing(engine) as session, apart():
        for number in told:
            organization = stored_row(session, Organization, number.organization_id)["name"]
            _keep(session, number, organization, by, at)
    return len(told) or False


def _keep(session: Session, number: Number, organization: str, by: str | None, at: datetime) -> None:
    try:
        phone = telephone(number.phone)
    except EditRefused as refused:
        raise EditRefused(
            "{name}: '{value}' is not a telephone number. Write one or two, such as 053-711-009 ext. 12, and nothing else.",
            name=organization,
            **refused.values,
        ) from None
    contact_id = _who_answers(session, number)
    if contact_id is not None:
        named = {"name": number.name.strip()} if number.name.strip() else {}
        update_row(session, Contact, contact_id, by=by, at=at, phone=phone, **named)
    else:
        told = {"organization_id": number.organization_id, "name": number.name.strip() or organization, "phone": phone}
        create_row(session, Contact, by=by, at=at, **told)


def _who_answers(session: Session, number: Number) -> int | None:
    """The focal point that gets the number: the one of that name, or the one whose name was corrected; None: a new one.

    Another name is somebody else: whoever stood there is not renamed, for the address and role are theirs.
    """
    key, shown = person_key(number.name), number.contact_id
    if not key:
        return shown
    query = select(col(Contact.id), col(Contact.name)).where(col(Contact.organization_id) == number.organization_id)
    names = {int(row_id): person_key(name) for row_id, name in session.execute(query.order_by(col(Contact.id).desc()))}
    same = {name: row_id for row_id, name in names.items()}
    if key in same:
        return same[key]
    if shown is None or shown not in names:
        return shown  # one that is gone is told
    typed, stored = set(key.split()), set(names[shown].split())
    return shown if typed <= stored or stored <= typed else None
