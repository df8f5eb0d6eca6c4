"""The telephones of many organizations, typed into one list and kept as one edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Engine
from sqlmodel import Session

from coalition.database import writing
from coalition.edits.addresses import telephone
from coalition.edits.conflicts import apart
from coalition.edits.record import EditRefused, create_row, stored_row, update_row
from coalition.models import Contact, Organization


@dataclass(frozen=True)
class Number:
    """A number as typed: of a focal point that has none (`contact_id`), else of a new one.

    `name`: of the person or desk that answers; empty: as it is, or of a new one the organization itself.
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
    if number.contact_id is not None:
        named = {"name": number.name.strip()} if number.name.strip() else {}
        update_row(session, Contact, number.contact_id, by=by, at=at, phone=phone, **named)
    else:
        told = {"organization_id": number.organization_id, "name": number.name.strip() or organization, "phone": phone}
        create_row(session, Contact, by=by, at=at, **told)
