"""What members have shared, and what was learned at a meeting."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlmodel import Session, col

from coalition.models import MeetingNote, Organization, Resource
from coalition.queries.meetings import NOTES_IN_ORDER
from coalition.vocabulary import NoteKind


@dataclass(frozen=True)
class Learned:
    """What was learned at a meeting, in one line.

    Attributes:
        id: of the note.
        what: the line.
        organization: name of who told it; None: not told.
        resource_id: what was shown; None: nothing.
        title, title_local: of what was shown, in English or as it is called, and in the country's own script.
    """

    id: int
    what: str
    organization: str | None = None
    resource_id: int | None = None
    title: str | None = None
    title_local: str | None = None


def learned(session: Session, *, meeting_id: int) -> list[Learned]:
    """What was learned at a meeting, in their order."""
    found = (
        select(
            col(MeetingNote.id),
            col(MeetingNote.what),
            col(Organization.name),
            col(Resource.id),
            col(Resource.title),
            col(Resource.title_local),
        )
        .select_from(MeetingNote)
        .outerjoin(Organization, col(Organization.id) == col(MeetingNote.organization_id))
        .outerjoin(Resource, col(Resource.id) == col(MeetingNote.resource_id))
        .where(col(MeetingNote.meeting_id) == meeting_id, col(MeetingNote.kind) == NoteKind.LEARNED)
        .order_by(*NOTES_IN_ORDER)
    )
    return [Learned(int(row[0] or 0), *row[1:]) for row in session.execute(found)]
