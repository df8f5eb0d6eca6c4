"""What the room looks at besides the pictures of the other pages: who is there, what was decided on a day."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import func, literal, null, or_, select
from sqlmodel import Session, col

from coalition.frames import DECISIONS
from coalition.models import Area, CoverageCheck, Meeting, MeetingNote, Organization, ServiceType, Verdict
from coalition.queries.meetings import NOTES_IN_ORDER
from coalition.queries.tally import helping_frame as helping_frame  # counted with the cells of the matrix
from coalition.vocabulary import NoteKind


def organization_names(session: Session) -> dict[int, str]:
    """{id: name} of every organization, by name."""
    found = select(col(Organization.id), col(Organization.name))
    rows = session.execute(found.order_by(func.lower(col(Organization.name)), col(Organization.id)))
    return {int(number): str(name) for number, name in rows}


def decided_on_frame(session: Session, *, on: date) -> pd.DataFrame:
    """DECISIONS of a day, without promises: what was noted at its meetings, verdicts, confirmations that there is nobody.

    What was noted for a meeting of the day counts, and what carries the day itself.
    """
    held = select(col(Meeting.id)).where(col(Meeting.held_on) == on)
    cell = (col(ServiceType.name), col(ServiceType.name_local), col(Area.name), col(Area.name_local))
    noted: Any = (
        select(literal("note"), col(MeetingNote.what), *cell, null(), null(), null(), null(), null())
        .outerjoin(ServiceType, col(ServiceType.id) == col(MeetingNote.service_type_id))
        .outerjoin(Area, col(Area.id) == col(MeetingNote.area_id))
        .where(col(MeetingNote.kind) == NoteKind.DECISION, col(MeetingNote.meeting_id).in_(held))
        .order_by(col(MeetingNote.meeting_id), *NOTES_IN_ORDER)
    )
    rows: list[Any] = [*session.execute(noted)]
    for kind, model, said, day, group, reason in (
        ("verdict", Verdict, col(Verdict.judgement), col(Verdict.decided_on), col(Verdict.group), col(Verdict.reason)),
        ("check", CoverageCheck, null(), col(CoverageCheck.confirmed_on), null(), null()),
    ):
        found: Any = (
            select(literal(kind), said, *cell, null(), group, reason, null(), null())
            .select_from(model)
            .join(ServiceType, col(ServiceType.id) == col(model.service_type_id))
            .join(Area, col(Area.id) == col(model.area_id))
            .where(or_(day == on, col(model.meeting_id).in_(held)))
            .order_by(col(model.id))
        )
        rows += session.execute(found).all()
    return DECISIONS.from_rows(rows)
