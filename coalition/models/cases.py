"""Shared cases, what they need, what an authority needs, and what somebody promised."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from coalition import vocabulary as v
from coalition.models.base import one_of


class SharedCase(SQLModel, table=True):
    """A case shared with the coalition, known by code only. Source: HTCDS 2.0, with all person fields left out."""

    __tablename__ = "shared_case"
    __table_args__ = (
        UniqueConstraint("code", name="uq_shared_case_code"),
        UniqueConstraint("import_key", name="uq_shared_case_import_key"),
        CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="opened_before_closed"),
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str  # random, without meaning: coalition.codes
    opened_on: date  # day the case was shared with the coalition
    closed_on: date | None = None  # None: open
    area_id: int | None = Field(default=None, foreign_key="area.id", index=True)  # None: not told
    sex: v.Sex = Field(default=v.Sex.UNKNOWN, sa_type=one_of(v.Sex))
    age_band: v.AgeBand = Field(default=v.AgeBand.UNKNOWN, sa_type=one_of(v.AgeBand))
    exploitation: v.Exploitation = Field(default=v.Exploitation.UNKNOWN, sa_type=one_of(v.Exploitation))
    trafficking_status: v.TraffickingStatus = Field(default=v.TraffickingStatus.UNKNOWN, sa_type=one_of(v.TraffickingStatus))
    holder_organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)
    import_key: str | None = None  # hash of the coded fields + occurrence: the same file twice finds its own rows
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class CaseNeed(SQLModel, table=True):
    """One kind of help that one shared case needs in one area, from when to when."""

    __tablename__ = "case_need"
    __table_args__ = (
        CheckConstraint("closed_on IS NULL OR closed_on >= opened_on", name="opened_before_closed"),
        UniqueConstraint("case_id", "service_type_id", "area_id", "opened_on", name="uq_case_need_case_type_area_opened"),
        Index("ix_case_need_service_type_id_area_id", "service_type_id", "area_id", "opened_on", "closed_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="shared_case.id", ondelete="CASCADE")
    service_type_id: int = Field(foreign_key="service_type.id")
    area_id: int = Field(foreign_key="area.id")
    opened_on: date  # first day of the need
    closed_on: date | None = None  # None: still needed
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class Referral(SQLModel, table=True):
    """A need sent to a member. Source: HTCDS 2.0, Primero; one date per step so that earlier pictures can be drawn."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_need_id_accepted_on", "need_id", "accepted_on"),
        # How an organization answered, read without the rows themselves (queries.calling).
        Index("ix_referral_answers", "referred_organization_id", "sent_on", "need_id", "state", "accepted_on", "closed_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    need_id: int = Field(foreign_key="case_need.id", ondelete="CASCADE")
    referring_organization_id: int | None = Field(default=None, foreign_key="organization.id")
    referred_organization_id: int = Field(foreign_key="organization.id", index=True)
    state: v.ReferralState = Field(default=v.ReferralState.SENT, sa_type=one_of(v.ReferralState))
    urgency: v.Urgency = Field(default=v.Urgency.ROUTINE, sa_type=one_of(v.Urgency))
    sent_on: date
    acknowledged_on: date | None = None
    accepted_on: date | None = None
    closed_on: date | None = None  # declined, done, closed without service or revoked; None: running
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class Checklist(SQLModel, table=True):
    """What one kind of authority needs before it can act; one row per version."""

    __tablename__ = "checklist"
    __table_args__ = (UniqueConstraint("code", "version", name="uq_checklist_code_version"),)
    id: int | None = Field(default=None, primary_key=True)
    code: str  # C1 ... C10
    version: int = 1
    title: str  # English
    title_local: str | None = None  # in the country's own script
    source: str  # printed beside the list
    valid_from_on: date | None = None  # first day of this version


class ChecklistItem(SQLModel, table=True):
    """One fact to supply."""

    __tablename__ = "checklist_item"
    __table_args__ = (UniqueConstraint("checklist_id", "position", name="uq_checklist_item_checklist_id_position"),)
    id: int | None = Field(default=None, primary_key=True)
    checklist_id: int = Field(foreign_key="checklist.id", ondelete="CASCADE")
    position: int  # 1 is first
    question: str  # English
    question_local: str | None = None  # in the country's own script
    is_required: bool = True  # counts for readiness


class CaseItemState(SQLModel, table=True):
    """Whether a shared case has one checklist item: known, missing, or withheld for want of consent. Never the answer."""

    __tablename__ = "case_item_state"
    __table_args__ = (UniqueConstraint("case_id", "item_id", name="uq_case_item_state_case_id_item_id"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="shared_case.id", ondelete="CASCADE")
    item_id: int = Field(foreign_key="checklist_item.id", ondelete="CASCADE")
    state: v.ItemKnowledge = Field(sa_type=one_of(v.ItemKnowledge))
    stated_on: date


class ActionItem(SQLModel, table=True):
    """What somebody promised in a meeting: who, what, by when. An open one is carried over to every later meeting."""

    __tablename__ = "action_item"
    __table_args__ = (Index("ix_action_item_area_id_service_type_id", "area_id", "service_type_id"),)
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", index=True)
    organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    what: str  # the promise, in one line
    due_on: date | None = None
    state: v.ActionState = Field(default=v.ActionState.OPEN, sa_type=one_of(v.ActionState))
    done_on: date | None = None  # when it was done or dropped
    area_id: int | None = Field(default=None, foreign_key="area.id")  # the gap it answers; None: free
    service_type_id: int | None = Field(default=None, foreign_key="service_type.id")
    referral_id: int | None = Field(default=None, foreign_key="referral.id", ondelete="SET NULL", index=True)  # it follows up
    opened_on: date | None = None  # day of the promise; None: not told, the day of its meeting counts
    note: str | None = None  # what came of it, in one line
