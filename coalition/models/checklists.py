"""What an authority needs before it can act, what a case knows of it, and what was settled before a case breaks."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from coalition import vocabulary as v
from coalition.models.base import one_of


class Checklist(SQLModel, table=True):
    """What one kind of authority needs before it can act; one row per version, none is ever changed.

    A list of one organization, or for one type of exploitation, stands beside the general one of the same code and goes
    before it.
    """

    __tablename__ = "checklist"
    __table_args__ = (UniqueConstraint("code", "organization_id", "exploitation", "version", name="uq_checklist_variant"),)
    id: int | None = Field(default=None, primary_key=True)
    code: str  # C1 ... C10, or an own one
    version: int = 1
    title: str  # English
    title_local: str | None = None  # in the country's own script
    source: str  # printed beside the list
    valid_from_on: date | None = None  # first day of this version
    organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)  # None: whoever receives
    exploitation: v.Exploitation | None = Field(default=None, sa_type=one_of(v.Exploitation))  # None: every type
    kinds: str | None = None  # codes of the kinds of help it is asked for, separated by ;; None: by none of itself


class ChecklistItem(SQLModel, table=True):
    """One fact to supply."""

    __tablename__ = "checklist_item"
    __table_args__ = (
        UniqueConstraint("checklist_id", "position", name="uq_checklist_item_checklist_id_position"),
        UniqueConstraint("checklist_id", "key", name="uq_checklist_item_checklist_id_key"),
        Index("ix_checklist_item_key", "key"),
    )
    id: int | None = Field(default=None, primary_key=True)
    checklist_id: int = Field(foreign_key="checklist.id", ondelete="CASCADE")
    position: int  # 1 is first
    key: str  # the same question in all versions and lists: "C2-3"
    question: str  # English
    question_local: str | None = None  # in the country's own script
    is_required: bool = True  # counts for readiness
    ages: v.ItemAges = Field(default=v.ItemAges.EVERYBODY, sa_type=one_of(v.ItemAges))


class CaseItemState(SQLModel, table=True):
    """Whether a shared case has one checklist item: known, missing, or withheld for want of consent. Never the answer."""

    __tablename__ = "case_item_state"
    __table_args__ = (UniqueConstraint("case_id", "item_id", name="uq_case_item_state_case_id_item_id"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="shared_case.id", ondelete="CASCADE")
    item_id: int = Field(foreign_key="checklist_item.id", ondelete="CASCADE")
    state: v.ItemKnowledge = Field(sa_type=one_of(v.ItemKnowledge))
    stated_on: date


class ProtocolAnswer(SQLModel, table=True):
    """What the members agreed before a case breaks: the answer to a question of list C10. The newest counts."""

    __tablename__ = "protocol_answer"
    __table_args__ = (Index("ix_protocol_answer_key_area_id", "key", "area_id"),)
    id: int | None = Field(default=None, primary_key=True)
    key: str  # of the checklist item
    area_id: int | None = Field(default=None, foreign_key="area.id")  # None: everywhere
    answer: str | None = None  # in one line; None: the question is open again
    organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)  # whom to call
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", ondelete="SET NULL", index=True)  # agreed there
    settled_on: date
