"""The agenda of a coming meeting, line by line."""

from datetime import date, datetime

from sqlalchemy import Engine

from coalition.database import writing
from coalition.edits.conflicts import apart
from coalition.edits.lines import Shown, lines_of, save_lines
from coalition.models import AgendaItem


def save_agenda(engine: Engine, held_on: date, text: str, *, shown: Shown = (), by: str | None = None, at: datetime) -> bool:
    """Make these the lines of the agenda of a day, in their order. Returns whether anything changed.

    Args:
        engine: the database.
        held_on: the day for which it is prepared.
        text: a line for each item.
        shown: the lines that were stored when the form was drawn; others stay.
        by: who does it.
        at: the instant of the edit.

    Raises:
        TextRefused: a line cannot be kept. Nothing is changed then.
    """
    lines = lines_of(text, "agenda", about=engine)
    with writing(engine) as session, apart():
        return save_lines(session, AgendaItem, shown, lines, by=by, at=at, held_on=held_on)
