"""The agendas that are prepared for coming meetings."""

from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from coalition.models import AgendaItem


def agenda(session: Session, *, held_on: date) -> list[tuple[int, str]]:
    """(row, line) of the agenda of a day, in its order; empty: nothing is prepared for it."""
    found = select(col(AgendaItem.id), col(AgendaItem.what)).where(col(AgendaItem.held_on) == held_on)
    rows = session.execute(found.order_by(col(AgendaItem.position), col(AgendaItem.id)))
    return [(int(row_id or 0), what) for row_id, what in rows]


def prepared_for(session: Session, *, since: date) -> date | None:
    """The first day from a date on for which an agenda is prepared; None: there is none."""
    return session.scalar(select(func.min(col(AgendaItem.held_on))).where(col(AgendaItem.held_on) >= since))
