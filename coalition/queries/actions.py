"""What was promised: the action items of a date, with how many meetings each was carried over, counted in SQL."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, and_, case, func, null, or_, select
from sqlmodel import Session, col

from coalition.frames import ACTIONS, MEETINGS
from coalition.models import ActionItem, Area, Meeting, Organization, Person, ServiceType
from coalition.vocabulary import ActionState


@dataclass(frozen=True)
class ActionCounts:
    """How many promises are open on a date, of these overdue, and done since the meeting before [actions]."""

    open: int
    overdue: int
    done: int


_LATER: Any = Meeting.__table__.alias("later")  # type: ignore[attr-defined]


def next_meeting_on(session: Session, *, after: date) -> date | None:
    """Day of the first meeting stored after a date; None: none is."""
    return session.scalar(select(func.min(col(Meeting.held_on))).where(col(Meeting.held_on) > after))


DUE_AFTER = timedelta(days=14)
"""The day offered for a promise where no later meeting is stored."""


def day_offered(session: Session, *, on: date) -> date:
    """The day offered for a promise made on a date: the next meeting, else two weeks later."""
    return next_meeting_on(session, after=on) or on + DUE_AFTER


def last_meeting_on(session: Session, *, before: date) -> date | None:
    """Day of the last meeting stored before a date; None: none is."""
    return session.scalar(select(func.max(col(Meeting.held_on))).where(col(Meeting.held_on) < before))


def _opened() -> ColumnElement[date]:
    """The day of the promise, else of its meeting. Needs Meeting joined."""
    return func.coalesce(col(ActionItem.opened_on), col(Meeting.held_on))


def _closed_by(on: date) -> ColumnElement[bool]:
    """Whether it was done or dropped by a date; one that is closed on a day nobody told always was."""
    day = col(ActionItem.done_on)
    return and_(col(ActionItem.state) != ActionState.OPEN, or_(day.is_(None), day <= on))


def _known_on(on: date) -> ColumnElement[bool]:
    return or_(_opened().is_(None), _opened() <= on)


def _statement(on: date) -> Any:
    """What was promised by a date, as the columns of ACTIONS."""
    closed = _closed_by(on)
    last_day = case((closed, func.coalesce(col(ActionItem.done_on), on)), else_=on)
    later = select(func.count(col(_LATER.c.id))).where(_LATER.c.held_on > _opened(), _LATER.c.held_on <= last_day)
    found: Any = select(
        col(ActionItem.id),
        col(ActionItem.what),
        _opened(),
        col(ActionItem.due_on),
        case((closed, col(ActionItem.state)), else_=null()),
        case((closed, col(ActionItem.done_on)), else_=null()),
        case((closed, col(ActionItem.note)), else_=null()),
        *(col(ActionItem.organization_id), col(Organization.name), col(ActionItem.person_id), col(Person.name)),
        *(col(ActionItem.meeting_id), col(Meeting.held_on)),
        *(col(ActionItem.area_id), col(Area.pcode), col(Area.name), col(Area.name_local)),
        *(col(ActionItem.service_type_id), col(ServiceType.code), col(ServiceType.name), col(ServiceType.name_local)),
        later.correlate(ActionItem, Meeting).scalar_subquery(),
    ).select_from(ActionItem)
    for model, key in (
        (Meeting, ActionItem.meeting_id),
        (Organization, ActionItem.organization_id),
        (Person, ActionItem.person_id),
        (Area, ActionItem.area_id),
        (ServiceType, ActionItem.service_type_id),
    ):
        found = found.outerjoin(model, col(model.id) == col(key))
    return found.where(_known_on(on))


def actions_frame(
    session: Session,
    *,
    on: date,
    closed_after: date | None = None,
    organization_id: int | None = None,
    meeting_id: int | None = None,
    action_id: int | None = None,
) -> pd.DataFrame:
    """ACTIONS promised by a date, those due first at the top.

    Args:
        session: reads.
        on: the date: what was promised later is left out, what was closed later is open.
        closed_after: of those done or dropped only what was closed after this day; None: all.
        organization_id: only those of this organization; None: of all.
        meeting_id: only those on the table of this meeting: promised there, or promised before and not closed before it.
        action_id: only this one.
    """
    closed = _closed_by(on)
    found = _statement(on)
    if closed_after is not None:
        found = found.where(or_(~closed, col(ActionItem.done_on) > closed_after))
    if organization_id is not None:
        found = found.where(col(ActionItem.organization_id) == organization_id)
    if meeting_id is not None:
        found = found.where(_on_the_table(session, meeting_id))
    if action_id is not None:
        found = found.where(col(ActionItem.id) == action_id)
    missing_last = case((col(ActionItem.due_on).is_(None), 1), else_=0)
    return ACTIONS.from_rows(session.execute(found.order_by(missing_last, col(ActionItem.due_on), col(ActionItem.id))))


def _on_the_table(session: Session, meeting_id: int) -> ColumnElement[bool]:
    """Promised at a meeting, or carried over into it."""
    here = col(ActionItem.meeting_id) == meeting_id
    held_on = session.scalar(select(col(Meeting.held_on)).where(col(Meeting.id) == meeting_id))
    if held_on is None:
        return here
    waiting = or_(col(ActionItem.state) == ActionState.OPEN, col(ActionItem.done_on) >= held_on)
    return or_(here, and_(_opened() < held_on, waiting))


def action_counts(session: Session, *, on: date) -> ActionCounts:
    """How many are open and overdue on a date, and done since the meeting before it (ever, where there is none)."""
    since = last_meeting_on(session, before=on)
    closed = _closed_by(on)
    done = and_(closed, col(ActionItem.state) == ActionState.DONE)
    if since is not None:
        done = and_(done, col(ActionItem.done_on) > since)

    def counted(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    row = session.execute(
        select(counted(~closed), counted(and_(~closed, col(ActionItem.due_on) < on)), counted(done))
        .select_from(ActionItem)
        .outerjoin(Meeting, col(Meeting.id) == col(ActionItem.meeting_id))
        .where(_known_on(on))
    ).one()
    return ActionCounts(*(int(value) for value in row))


def recent_meetings_frame(session: Session, *, on: date, last: int, also: int | None = None) -> pd.DataFrame:
    """MEETINGS: the last ones held up to a date, newest first, and the one called `also`; who came is not looked at."""
    columns = (Meeting.id, Meeting.held_on, Meeting.title, Meeting.place, Meeting.start)
    newest = (col(Meeting.held_on).desc(), col(Meeting.id).desc())
    recent = select(col(Meeting.id)).where(col(Meeting.held_on) <= on).order_by(*newest).limit(last)
    found = select(*map(col, columns)).where(or_(col(Meeting.id).in_(recent), col(Meeting.id) == (also or 0)))
    return MEETINGS.from_rows((*row, False, False) for row in session.execute(found.order_by(*newest)))
