"""The agendas that are prepared for coming meetings."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from coalition.models import AgendaItem, Meeting
from coalition.queries.actions import next_meeting_on


def agenda(session: Session, *, held_on: date) -> list[tuple[int, str]]:
    """(row, line) of the agenda of a day, in its order; empty: nothing is prepared for it."""
    found = select(col(AgendaItem.id), col(AgendaItem.what)).where(col(AgendaItem.held_on) == held_on)
    rows = session.execute(found.order_by(col(AgendaItem.position), col(AgendaItem.id)))
    return [(int(row_id or 0), what) for row_id, what in rows]


def meeting_set(session: Session, *, held_on: date) -> dict[str, str]:
    """`start` and `place` of the meeting of a day, where one is stored; of several the first."""
    found = select(col(Meeting.start), col(Meeting.place)).where(col(Meeting.held_on) == held_on).order_by(col(Meeting.id))
    row = session.execute(found.limit(1)).first()
    return {"start": row.start or "", "place": row.place or ""} if row else {}


def coming_on(session: Session, *, after: date) -> date | None:
    """The first day after a date for which a meeting is stored or an agenda prepared; None: there is none."""
    days = [next_meeting_on(session, after=after), session.scalar(_first_day_after(after))]
    return min((day for day in days if day), default=None)


def _first_day_after(after: date) -> Any:
    return select(func.min(col(AgendaItem.held_on))).where(col(AgendaItem.held_on) > after)
