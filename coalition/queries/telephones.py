"""Whom nobody can ring: members and providers of which no focal point has a telephone."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.locale.order import sort_key
from coalition.models import Contact, Membership, Organization
from coalition.queries.coverage import in_force
from coalition.queries.directory import recent_people


@dataclass(frozen=True)
class Unreachable:
    """An organization of which no focal point has a telephone.

    Attributes:
        organization_id, organization: which one.
        services: how many it has in force.
        contact_id, contact: its first focal point; None: none is named.
        came: who came for it last and has a telephone, with the number; empty: nobody.
    """

    organization_id: int
    organization: str
    services: int
    contact_id: int | None
    contact: str | None
    came: str = ""


def without_telephone(session: Session, *, on: date) -> list[Unreachable]:
    """Members and organizations with a service in force of which no focal point has a telephone; most services first."""
    active = in_force(on)
    offered = select(active.c.organization_id, func.count().label("count")).group_by(active.c.organization_id).subquery()
    own = col(Organization.id)
    is_member = exists().where(
        col(Membership.organization_id) == own,
        col(Membership.from_on) <= on,
        or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= on),
    )
    own_contact = aliased(Contact)
    of_it = col(own_contact.organization_id) == own
    has_number = exists().where(of_it, func.trim(func.coalesce(col(own_contact.phone), "")) != "")
    first = select(func.min(col(own_contact.id))).where(of_it).scalar_subquery()
    services = func.coalesce(offered.c["count"], 0)
    found = (
        select(own, col(Organization.name), services, col(Contact.id), col(Contact.name))
        .outerjoin(offered, offered.c.organization_id == own)
        .outerjoin(Contact, col(Contact.id) == first)
        .where(~has_number, or_(is_member, services > 0))
    )
    rows = sorted(session.execute(found), key=lambda row: (-row[2], sort_key(row[1]), row[0]))
    came = _came_with_number(session, on, [row[0] for row in rows])
    return [Unreachable(row[0], row[1], row[2], row[3], row[4], came.get(row[0], "")) for row in rows]


def _came_with_number(session: Session, on: date, organization_ids: list[int]) -> dict[int, str]:
    people = recent_people(session, on=on, organization_ids=organization_ids) if organization_ids else []
    found: dict[int, str] = {}
    for person in people:
        if person["phone"]:
            found.setdefault(person["organization_id"], f"{person['name']}, {person['phone']}")
    return found
