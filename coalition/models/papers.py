"""What is prepared before a meeting and kept after it: the agenda, and the minutes as they were closed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, UniqueConstraint
from sqlmodel import Field, SQLModel


class AgendaItem(SQLModel, table=True):
    """One line of the agenda of a coming meeting. Recording the meeting of its day begins with these lines."""

    __tablename__ = "agenda_item"
    id: int | None = Field(default=None, primary_key=True)
    held_on: date = Field(index=True)  # the day for which it is prepared; no meeting needs to be stored for it
    position: int  # its place on the agenda, from 1
    what: str  # the line


class MinutesVersion(SQLModel, table=True):
    """The minutes of a meeting as somebody closed them: what was printed then, whatever is corrected since."""

    __tablename__ = "minutes_version"
    __table_args__ = (
        UniqueConstraint("meeting_id", "number", name="uq_minutes_version_meeting_id_number"),
        CheckConstraint("number > 0", name="number_from_1"),
    )
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", ondelete="CASCADE")
    number: int  # 1, 2, 3
    closed_at: datetime
    closed_by: str | None = None  # who closed them; None: not told
    said: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))  # all that they say: answers.minutes.as_stored
