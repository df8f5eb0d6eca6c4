"""A meeting while it is recorded, in tables of its own: nothing that counts meetings can see it before it is finished."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from coalition import vocabulary as v
from coalition.models.base import one_of


class DraftMeeting(SQLModel, table=True):
    """A meeting that is being recorded. It becomes a row of `meeting` when somebody finishes it, and is gone from here then."""

    __tablename__ = "draft_meeting"
    id: int | None = Field(default=None, primary_key=True)
    held_on: date
    title: str | None = None  # as the coordinator writes it
    place: str | None = None  # as written
    start: str | None = None  # local clock, HH:MM
    started_at: datetime  # when recording began


class DraftAttendance(SQLModel, table=True):
    """One organization, one known person or one new name, noted at a meeting that is being recorded."""

    __tablename__ = "draft_attendance"
    __table_args__ = (UniqueConstraint("draft_id", "key", name="uq_draft_attendance_draft_id_key"),)
    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft_meeting.id", ondelete="CASCADE")
    key: str  # made where it was noted: what is sent twice is noted once
    organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)  # None: not told
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)  # None: the organization, or a new name
    name: str | None = None  # of a guest who is not stored yet; None: somebody known
    organization_as_written: str | None = None  # what was said of the organization of a new person; None: known, or not told
    is_organization: bool = False  # the new name is that of an organization
    state: v.AttendanceState = Field(sa_type=one_of(v.AttendanceState))
    is_remote: bool | None = None  # took part from elsewhere; None: not told


class DraftNote(SQLModel, table=True):
    """One line noted at a meeting that is being recorded: of the agenda, a decision, what was learned, a promise, or that one
    was kept."""

    __tablename__ = "draft_note"
    __table_args__ = (
        UniqueConstraint("draft_id", "key", name="uq_draft_note_draft_id_key"),
        CheckConstraint("(area_id IS NULL) = (service_type_id IS NULL)", name="whole_cell"),
    )
    id: int | None = Field(default=None, primary_key=True)
    draft_id: int = Field(foreign_key="draft_meeting.id", ondelete="CASCADE")
    key: str  # made where it was noted: what is sent twice is noted once
    kind: v.NoteKind = Field(sa_type=one_of(v.NoteKind))
    what: str = ""  # the line; empty: a promise that was kept
    organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)  # who promised or told it
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)  # who of it keeps the promise
    due_on: date | None = None  # by when it is promised
    action_id: int | None = Field(default=None, foreign_key="action_item.id", index=True)  # the promise that was kept
    resource_id: int | None = Field(default=None, foreign_key="resource.id", index=True)  # what was shown; None: nothing
    area_id: int | None = Field(default=None, foreign_key="area.id")  # the cell that a decision is about; None: about none
    service_type_id: int | None = Field(default=None, foreign_key="service_type.id")


class MeetingNote(SQLModel, table=True):
    """A line of a meeting that was recorded: of its agenda, a decision, what was learned. Promises are in `action_item`."""

    __tablename__ = "meeting_note"
    __table_args__ = (
        CheckConstraint("(area_id IS NULL) = (service_type_id IS NULL)", name="whole_cell"),
        Index("ix_meeting_note_area_id_service_type_id", "area_id", "service_type_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", ondelete="CASCADE", index=True)
    kind: v.NoteKind = Field(sa_type=one_of(v.NoteKind))
    what: str  # the line
    position: int | None = None  # its place among those of its kind; None: in the order of entry, after those that have one
    organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)  # who told it
    resource_id: int | None = Field(default=None, foreign_key="resource.id", index=True)  # what was shown; None: nothing
    area_id: int | None = Field(default=None, foreign_key="area.id")  # the cell that a decision is about; None: about none
    service_type_id: int | None = Field(default=None, foreign_key="service_type.id")
