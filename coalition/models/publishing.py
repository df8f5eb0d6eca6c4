"""What was published for the room: rounded figures only. No exact count stands here, and nothing that one can be made from."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel


class Publication(SQLModel, table=True):
    """Counts of shared cases as a room may see them, frozen by one action. Never changed, only withdrawn.

    Why so: docs/decisions/0017-published-counts.md.
    """

    __tablename__ = "publication"
    __table_args__ = (CheckConstraint("base >= 5", name="base_of_5_or_more"),)
    id: int | None = Field(default=None, primary_key=True)
    published_at: datetime
    published_by: str | None = None  # who; None: not told
    through_on: date  # cases shared later are not counted
    through_case_id: int  # nor are those stored later: ids are never given twice, 0: no case
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", ondelete="SET NULL", index=True)  # for which meeting
    base: int  # figures are multiples of it [cases]
    reason: str | None = None  # why again although fewer new cases than the base; None: there were enough
    asked: int  # how many counts could be asked for, shown or not
    withdrawn_at: datetime | None = None  # None: it stands
    withdrawn_by: str | None = None  # who; None: not told


class PublishedCount(SQLModel, table=True):
    """One figure of a publication. What has no row is not shown: zero, small and withheld are the same."""

    __tablename__ = "published_count"
    __table_args__ = (CheckConstraint("shown > 0", name="shown_above_zero"),)
    publication_id: int = Field(primary_key=True, foreign_key="publication.id", ondelete="CASCADE")
    question: str = Field(primary_key=True)  # filters: "", "sex=female", "area=TH57&status=open"; needs start with "waiting:"
    shown: int  # a multiple of the base [cases]
