"""Service types, who offers them where, and what was confirmed or agreed about it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from coalition import vocabulary as v
from coalition.models.base import one_of


class ServiceType(SQLModel, table=True):
    """A service type. Source: HSDS taxonomy term; the defaults are those of docs/glossary.md, Service taxonomy."""

    __tablename__ = "service_type"
    __table_args__ = (UniqueConstraint("code", name="uq_service_type_code"),)
    id: int | None = Field(default=None, primary_key=True)
    code: str  # P1, I5, A10, or the code of the file that brought it
    pillar: v.Pillar | None = Field(default=None, sa_type=one_of(v.Pillar))  # None: other
    name: str  # English
    name_local: str | None = None  # in the country's own script
    source: str | None = None  # law or list it is grounded in
    is_active: bool = True  # shown on the coverage page
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class Service(SQLModel, table=True):
    """One dated statement: this organization offers (or no longer offers) this service type in this area (a 3W row).

    Never overwritten: a newer statement is a new row. The one in force on a date is the one with the greatest
    (assured_on, id) not after the date, per organization, service type and area. Source: OCHA 3W; HSDS service,
    service_area, service_capacity.
    """

    __tablename__ = "service"
    __table_args__ = (
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("capacity_available IS NULL OR capacity_available >= 0", name="available_not_negative"),
        CheckConstraint(
            "capacity IS NULL OR capacity_available IS NULL OR capacity_available <= capacity",
            name="available_within_capacity",
        ),
        CheckConstraint("minimum_age IS NULL OR maximum_age IS NULL OR maximum_age >= minimum_age", name="minimum_age_within"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="starts_before_ends"),
        Index("ix_service_service_type_id_area_id", "service_type_id", "area_id", "assured_on"),
        Index("ix_service_organization_id", "organization_id", "service_type_id", "area_id", "assured_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    organization_id: int = Field(foreign_key="organization.id")
    service_type_id: int = Field(foreign_key="service_type.id")
    area_id: int = Field(foreign_key="area.id")
    is_offered: bool = True  # False: stated to have ended
    starts_on: date | None = None  # None: not told
    ends_on: date | None = None  # last day; None: until contradicted
    capacity: int | None = None  # places; None: not reported, never zero
    capacity_available: int | None = None  # places free on assured_on; None: not reported, never zero
    assured_on: date  # last day on which somebody confirmed exactly this
    assured_by: str | None = None  # who confirmed it; None: not told
    eligibility: str | None = None  # who may use it, in the provider's words
    languages: str | None = None  # ISO 639-1 codes, separated by ;
    minimum_age: int | None = None  # youngest person helped [years]; None: not told
    maximum_age: int | None = None  # oldest person helped [years]; None: not told
    serves_sex: v.Sex | None = Field(default=None, sa_type=one_of(v.Sex))  # the only sex helped; None: not told
    hours: str | None = None  # when it can be reached: a value of vocabulary.Hours, else as written; None: not told
    organization_as_written: str | None = None  # in the file
    recorded_at: datetime  # when it was stored here
    line: int | None = None  # row of the file, as the spreadsheet numbers it
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class CoverageCheck(SQLModel, table=True):
    """We asked, nobody: on this date somebody confirmed that no organization offers this service type in this area."""

    __tablename__ = "coverage_check"
    __table_args__ = (UniqueConstraint("area_id", "service_type_id", "confirmed_on", name="uq_coverage_check_area_type_date"),)
    id: int | None = Field(default=None, primary_key=True)
    area_id: int = Field(foreign_key="area.id")
    service_type_id: int = Field(foreign_key="service_type.id")
    confirmed_on: date
    confirmed_by: str | None = None  # who was asked or who said so
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class Verdict(SQLModel, table=True):
    """What the members agreed about one cell: met, barrier or gap. Never overwritten; what it decides: docs/decisions/0014."""

    __tablename__ = "verdict"
    __table_args__ = (Index("ix_verdict_area_id_service_type_id", "area_id", "service_type_id", "decided_on"),)
    id: int | None = Field(default=None, primary_key=True)
    area_id: int = Field(foreign_key="area.id")
    service_type_id: int = Field(foreign_key="service_type.id")
    judgement: v.Judgement = Field(sa_type=one_of(v.Judgement))
    decided_on: date
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id")
    group: str | None = None  # for whom: values of Group, then free words, separated by ;; None: for everybody
    reason: str | None = None  # why the members agreed so
    decided_by: str | None = None  # who noted it
