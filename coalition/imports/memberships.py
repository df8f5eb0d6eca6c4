"""A listed organization is a member from its first listing on: opening memberships, moving their first day back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from coalition.imports.bulk import chunks, insert_columns
from coalition.imports.organizations import OrganizationMatch
from coalition.imports.plan import Recorder
from coalition.models import Membership


@dataclass
class Memberships:
    """What would change.

    Attributes:
        opened: {organization ref: first day} of organizations without any membership.
        moved: {membership id: (first day as stored, earlier first day)}.
    """

    opened: dict[int, date] = field(default_factory=dict)
    moved: dict[int, tuple[date, date]] = field(default_factory=dict)

    def write(self, session: Session, record: Recorder, organizations: OrganizationMatch) -> None:
        """Open and move; the organizations must have their ids."""
        columns: dict[str, list[Any]] = {
            "organization_id": [organizations.ids[ref] for ref in self.opened],
            "from_on": list(self.opened.values()),
            "is_voting": [False] * len(self.opened),
            "batch_id": [record.batch_id] * len(self.opened),
        }
        insert_columns(session, "membership", columns)
        for row_id, (before, after) in self.moved.items():
            session.execute(update(Membership).where(col(Membership.id) == row_id).values(from_on=after))
            record.updated("membership", row_id, {"from_on": before.isoformat()}, {"from_on": after.isoformat()})


def match_memberships(session: Session, listed: Mapping[int, date], organizations: OrganizationMatch) -> Memberships:
    """Compare the days on which organizations (by ref) are first listed with the memberships that are stored.

    A membership that has ended stays ended: whether somebody who comes again is a member again is for people to say.
    """
    found = Memberships()
    ref_of = {row_id: ref for ref in listed if (row_id := organizations.ids[ref]) is not None}
    first: dict[int, tuple[date, int]] = {}
    for part in chunks(list(ref_of)):
        query = (
            select(col(Membership.organization_id), func.min(col(Membership.from_on)))
            .where(col(Membership.organization_id).in_(part))
            .group_by(col(Membership.organization_id))
        ).subquery()
        rows = select(col(Membership.organization_id), col(Membership.from_on), col(Membership.id)).join(
            query, (query.c[0] == col(Membership.organization_id)) & (query.c[1] == col(Membership.from_on))
        )
        for organization_id, from_on, row_id in session.execute(rows):
            first[organization_id] = (from_on, row_id)
    for ref, day in listed.items():
        row_id = organizations.ids[ref]
        if row_id is None or row_id not in first:
            found.opened[ref] = day
        elif day < first[row_id][0]:
            found.moved[first[row_id][1]] = (first[row_id][0], day)
    return found
