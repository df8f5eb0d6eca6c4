"""What the members settle before a case breaks: answers to the protocol questions, added and never changed."""

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition.database import writing
from coalition.edits.record import EditRefused, create_row, stored_row
from coalition.edits.screen import LONGEST, screened
from coalition.edits.verdicts import meeting_of
from coalition.models import Area, Checklist, ChecklistItem, Meeting, Organization, ProtocolAnswer
from coalition.queries.checklists import PROTOCOL_LIST


def settle(
    engine: Engine,
    key: str,
    *,
    area: str | None = None,
    answer: str,
    organization_id: int | None = None,
    meeting_id: int | None = None,
    today: date,
    by: str | None = None,
    at: datetime,
) -> int | Literal[False]:
    """Note what the members agreed on a question, in one line.

    Args:
        engine: the database.
        key: of the question, an item of list C10.
        area: P-code of where it holds; None: everywhere.
        answer: in one line; an organization may stand for it.
        organization_id: whom to call; None: nobody is named.
        meeting_id: where it was agreed, on whose day it counts from; None: today, in the meeting of today if one is stored.
        today: the day; no later meeting is taken.
        by: who notes it.
        at: the instant of the edit.

    Returns:
        The id of the answer; False where it was the last word already.

    Raises:
        EditRefused: neither answer nor organization is told, a text is refused, there is no such question, area, organization
            or meeting, or the meeting has not been held yet.
    """
    line = screened(answer, "answer", about=engine) if answer.strip() else None
    if line is None and organization_id is None:
        raise EditRefused("Enter in one line what was agreed, or choose the organization to call.")
    with writing(engine) as session:
        if organization_id is not None:
            name = stored_row(session, Organization, organization_id)["name"]
            line = line or name[:LONGEST]  # from the directory, where names of organizations stand
        day = stored_row(session, Meeting, meeting_id)["held_on"] if meeting_id is not None else today
        if day > today:
            raise EditRefused("Date is in the future.")
        told = {"answer": line, "organization_id": organization_id, "meeting_id": meeting_id or meeting_of(session, day)}
        return _add(session, key, area, day, told, by=by, at=at)


def reopen(
    engine: Engine, key: str, *, area: str | None = None, today: date, by: str | None = None, at: datetime
) -> int | Literal[False]:
    """Say that a question is open again, in an area or everywhere; what was agreed before stays in its history.

    Returns:
        The id of the note; False where the question was opened again there already.

    Raises:
        EditRefused: there is no such question or area.
    """
    with writing(engine) as session:
        told: dict[str, Any] = {"answer": None, "organization_id": None, "meeting_id": meeting_of(session, today)}
        return _add(session, key, area, today, told, by=by, at=at)


def _add(
    session: Session, key: str, area: str | None, day: date, told: dict[str, Any], *, by: str | None, at: datetime
) -> int | Literal[False]:
    asked = select(col(ChecklistItem.id)).join(Checklist, col(Checklist.id) == col(ChecklistItem.checklist_id))
    question = asked.where(col(Checklist.code) == PROTOCOL_LIST, col(ChecklistItem.key) == key).limit(1)
    if session.scalar(question) is None:
        raise EditRefused("This question is no longer in the list.")
    area_id = session.scalar(select(col(Area.id)).where(col(Area.pcode) == area)) if area else None
    if area and area_id is None:
        raise EditRefused("This area is not in the list of areas.")
    here = col(ProtocolAnswer.area_id).is_(None) if area_id is None else col(ProtocolAnswer.area_id) == area_id
    last = session.scalars(
        select(ProtocolAnswer)
        .where(col(ProtocolAnswer.key) == key, here)
        .order_by(col(ProtocolAnswer.settled_on).desc(), col(ProtocolAnswer.id).desc())
        .limit(1)
    ).first()
    if last is not None and last.settled_on > day:
        raise EditRefused("A newer answer was recorded on {day}. Choose a later meeting.", day=last.settled_on.isoformat())
    if last is not None and all(getattr(last, name) == told[name] for name in ("answer", "organization_id")):
        return False
    return create_row(session, ProtocolAnswer, by=by, at=at, key=key, area_id=area_id, settled_on=day, **told)
