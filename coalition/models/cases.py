"""Shared cases, what they need, to whom that was sent, and what somebody promised."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from coalition import vocabulary as v
from coalition.models.base import one_of

_RUNNING = "state IN ('sent', 'acknowledged', 'accepted', 'in_progress')"


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
    status_decided_by: v.StatusDecider = Field(default=v.StatusDecider.UNKNOWN, sa_type=one_of(v.StatusDecider))
    holder_organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)
    import_key: str | None = None  # hash of the coded fields + occurrence: the same file twice finds its own rows
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class CaseNeed(SQLModel, table=True):
    """One service type that one shared case needs in one area, from when to when."""

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
    """A need sent to a member, as it stands. Source: HTCDS 2.0, Primero.

    One date per step, so that earlier pictures can be drawn; who did each step and when exactly: `ReferralStep`. Durations
    are whole minutes; of a file that tells days only, 1,440 for each day.
    """

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_need_id_accepted_on", "need_id", "accepted_on"),
        # How an organization answered, read without the rows themselves (queries.calling).
        Index("ix_referral_answers", "referred_organization_id", "sent_on", "need_id", "state", "accepted_on", "closed_on"),
        # How referrals fared, read without the rows themselves (queries.referral_flow).
        Index(
            "ix_referral_flow",
            *("sent_on", "referring_organization_id", "referred_organization_id", "need_id", "state"),
            *("reason", "acknowledged_minutes", "accepted_minutes", "sent_at"),
        ),
        # What somebody must still do something about: few, however many there ever were (queries.referral_boards).
        Index(
            "ix_referral_running",
            *("referred_organization_id", "referring_organization_id", "state", "due_at", "sent_on", "accepted_on", "urgency"),
            sqlite_where=text(_RUNNING),
            postgresql_where=text(_RUNNING),
        ),
        Index("ix_referral_accepted_on", "accepted_on"),
        # What ended lately, of all or of one member.
        Index("ix_referral_closed_on", "closed_on", "referred_organization_id", "referring_organization_id"),
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
    sent_at: datetime | None = None  # the instant; None: only the day is told
    due_at: datetime | None = None  # when an answer is due: sent_at + the time of its urgency; None: as sent_at
    acknowledged_minutes: int | None = None  # from sending to the first answer [minutes]; None: not yet, or never
    accepted_minutes: int | None = None  # from sending to acceptance [minutes]; None: not yet, or never
    reason: v.ReferralReason | None = Field(default=None, sa_type=one_of(v.ReferralReason))  # why it ended without service
    purpose: v.ReferralPurpose = Field(default=v.ReferralPurpose.ADDITIONAL_SERVICES, sa_type=one_of(v.ReferralPurpose))
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


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
