"""Who is a member on a day; asked by the importer too, which knows no frames."""

from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session, col

from coalition.models import Membership


def members_on(session: Session, *, on: date) -> frozenset[int]:
    """The organizations that are members on a day: whom consent "for all members" covers."""
    lasts = or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= on)
    return frozenset(session.scalars(select(col(Membership.organization_id)).where(col(Membership.from_on) <= on, lasts)))
