"""What happened to a referral, and whether a case may be shared at all: rows are added and never changed."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from coalition import vocabulary as v
from coalition.models.base import one_of


class ReferralStep(SQLModel, table=True):
    """One step of a referral: who moved it where and when, or a note to the other side."""

    __tablename__ = "referral_step"
    __table_args__ = (
        Index("ix_referral_step_referral_id_at", "referral_id", "at"),
        CheckConstraint("state IS NOT NULL OR note IS NOT NULL", name="says_something"),
    )
    id: int | None = Field(default=None, primary_key=True)
    referral_id: int = Field(foreign_key="referral.id", ondelete="CASCADE")
    at: datetime  # the instant, UTC
    happened_on: date  # the day, as the people there count it
    state: v.ReferralState | None = Field(default=None, sa_type=one_of(v.ReferralState))  # it came to; None: a note only
    organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)  # which side; None: not told
    by: str | None = None  # who noted it; None: not told
    reason: v.ReferralReason | None = Field(default=None, sa_type=one_of(v.ReferralReason))
    note: str | None = None  # to the other side, in one line


class CaseConsent(SQLModel, table=True):
    """What was decided about sharing a case across organizations. The newest by day and id counts (docs/glossary.md)."""

    __tablename__ = "case_consent"
    __table_args__ = (Index("ix_case_consent_case_id_decided_on", "case_id", "decided_on"),)
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="shared_case.id", ondelete="CASCADE")
    answer: v.ConsentAnswer = Field(sa_type=one_of(v.ConsentAnswer))
    decided_on: date
    scope: v.ConsentScope = Field(default=v.ConsentScope.ALL_MEMBERS, sa_type=one_of(v.ConsentScope))
    decided_by: v.ConsentDecider | None = Field(default=None, sa_type=one_of(v.ConsentDecider))  # for a child
    reason: str | None = None  # why so, in one line; told for a child without own consent
    withheld: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))  # values of WithheldField
    noted_at: datetime  # the instant, UTC
    noted_by: str | None = None  # who; None: not told
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class ConsentOrganization(SQLModel, table=True):
    """One organization that a case may be shared with, where consent names them."""

    __tablename__ = "consent_organization"
    __table_args__ = (
        UniqueConstraint("consent_id", "organization_id", name="uq_consent_organization_consent_id_organization_id"),
    )
    id: int | None = Field(default=None, primary_key=True)
    consent_id: int = Field(foreign_key="case_consent.id", ondelete="CASCADE")
    organization_id: int = Field(foreign_key="organization.id", index=True)
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)
