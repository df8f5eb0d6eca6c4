"""Places, members, people, meetings and who was there."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from coalition import vocabulary as v
from coalition.models.base import one_of


class Area(SQLModel, table=True):
    """A province (level 1) or district (level 2), shown as an area; or a whole country (level 0), which only services name.

    Source of codes: OCHA P-codes, ISO 3166-2.
    """

    __tablename__ = "area"
    __table_args__ = (
        UniqueConstraint("pcode", name="uq_area_pcode"),
        CheckConstraint("level IN (0, 1, 2)", name="level_0_to_2"),
    )
    id: int | None = Field(default=None, primary_key=True)
    pcode: str  # OCHA P-code, or the code of the file that brought the area
    level: int  # 0 country, 1 province, 2 district
    parent_id: int | None = Field(default=None, foreign_key="area.id", index=True)  # None: top of its country
    country: str  # ISO 3166-1 alpha-2 or alpha-3, as the source writes it
    name: str  # English
    name_local: str | None = None  # in the country's own script
    aliases: str = ""  # other spellings, separated by ;
    iso_3166_2: str | None = None  # e.g. TH-57; None: has none
    latitude: float | None = None  # degrees north, of a point inside
    longitude: float | None = None  # degrees east, of a point inside
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class AreaShape(SQLModel, table=True):
    """How an area is drawn: its outline on a map, its square in a grid of squares. Both are the coalition's own."""

    __tablename__ = "area_shape"
    __table_args__ = (UniqueConstraint("area_id", name="uq_area_shape_area_id"),)
    id: int | None = Field(default=None, primary_key=True)
    area_id: int = Field(foreign_key="area.id", ondelete="CASCADE")
    outline: list[list[list[list[float]]]] | None = Field(default=None, sa_column=Column(JSON))
    """Coordinates of a GeoJSON MultiPolygon, [degrees east, degrees north], WGS 84; None: no boundary is known."""
    tile_row: int | None = None  # 0 is north; None: place it by its point
    tile_column: int | None = None  # 0 is west
    attribution: str | None = None  # shown below the map; None: none is asked for


class Organization(SQLModel, table=True):
    """A member of the coalition or an organization that offers help. Source: HSDS organization, HXL #org."""

    __tablename__ = "organization"
    __table_args__ = (UniqueConstraint("name_key", name="uq_organization_name_key"),)
    id: int | None = Field(default=None, primary_key=True)
    name: str  # as the coalition writes it
    name_key: str  # matching.organization_key(name): the same key is the same organization
    acronym: str | None = None  # short name in use
    sector: v.Sector | None = Field(default=None, sa_type=one_of(v.Sector))
    note: str | None = None  # one line about the organization
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class OrganizationAlias(SQLModel, table=True):
    """Another spelling of an organization that a person has confirmed."""

    __tablename__ = "organization_alias"
    __table_args__ = (UniqueConstraint("alias_key", name="uq_organization_alias_alias_key"),)
    id: int | None = Field(default=None, primary_key=True)
    organization_id: int = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    alias: str  # as written
    alias_key: str  # matching.organization_key(alias)
    confirmed_at: datetime
    confirmed_by: str | None = None  # who said that it is the same organization
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class Membership(SQLModel, table=True):
    """From when to when an organization belongs to the coalition, and so is expected at its meetings."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="from_before_to"),
        UniqueConstraint("organization_id", "from_on", name="uq_membership_organization_id_from_on"),
    )
    id: int | None = Field(default=None, primary_key=True)
    organization_id: int = Field(foreign_key="organization.id", ondelete="CASCADE")
    from_on: date  # first day
    to_on: date | None = None  # last day; None: still a member
    is_voting: bool = False  # counts for the quorum
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class Person(SQLModel, table=True):
    """A professional who acts for an organization. Never a survivor."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_email", "email"), Index("ix_person_name_key", "name_key"))
    id: int | None = Field(default=None, primary_key=True)
    name: str  # without title, as the person writes it
    name_key: str  # matching.person_key(name)
    organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)  # None: not told
    email: str | None = None  # work address, lower case
    phone: str | None = None  # as written
    role: str | None = None  # position at work
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class PersonAlias(SQLModel, table=True):
    """Another name, or another address, under which files know a person: kept when two entries are made one."""

    __tablename__ = "person_alias"
    __table_args__ = (Index("ix_person_alias_name_key", "name_key"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    name: str  # as it was kept
    name_key: str  # matching.person_key(name)
    organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)  # then; None: not told
    email: str | None = None  # work address under that name, lower case; None: not told
    confirmed_at: datetime
    confirmed_by: str | None = None  # who said that it is the same person
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class Contact(SQLModel, table=True):
    """Whom to call at an organization (screen: focal point). Source: HSDS contact."""

    __tablename__ = "contact"
    id: int | None = Field(default=None, primary_key=True)
    organization_id: int = Field(foreign_key="organization.id", ondelete="CASCADE", index=True)
    name: str  # of the person or desk to call
    role: str | None = None  # position at work
    phone: str | None = None  # as written
    email: str | None = None  # work address
    languages: str | None = None  # ISO 639-1 codes, separated by ;
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class Meeting(SQLModel, table=True):
    """A meeting of the coalition. The same date and compatible title, place and start are the same meeting."""

    __tablename__ = "meeting"
    __table_args__ = (Index("ix_meeting_held_on", "held_on"),)
    id: int | None = Field(default=None, primary_key=True)
    held_on: date  # first day
    title: str | None = None  # as the file or the coordinator writes it
    place: str | None = None  # as written
    start: str | None = None  # local clock, HH:MM
    end: str | None = None  # local clock, HH:MM
    note: str | None = None  # one line about the meeting
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)


class Attendance(SQLModel, table=True):
    """One person, or one organization without a named person, at one meeting: present, absent or excused."""

    __tablename__ = "attendance"
    __table_args__ = (
        CheckConstraint("person_id IS NOT NULL OR organization_id IS NOT NULL", name="somebody"),
        CheckConstraint("minutes IS NULL OR minutes >= 0", name="minutes_not_negative"),
        Index("uq_attendance_meeting_id_person_id", "meeting_id", "person_id", unique=True),
        Index(
            "uq_attendance_meeting_id_organization_id",
            "meeting_id",
            "organization_id",
            unique=True,
            sqlite_where=text("person_id IS NULL"),
            postgresql_where=text("person_id IS NULL"),
        ),
        Index("ix_attendance_organization_id_meeting_id_state", "organization_id", "meeting_id", "state"),
    )
    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", ondelete="CASCADE")
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)  # None: organization only
    organization_id: int | None = Field(default=None, foreign_key="organization.id")  # represented that day; None: not told
    state: v.AttendanceState = Field(sa_type=one_of(v.AttendanceState))
    minutes: int | None = None  # minutes present; None: not told
    is_remote: bool | None = None  # took part from elsewhere; None: not told
    name_as_written: str | None = None  # in the file, before titles were taken off
    organization_as_written: str | None = None  # in the file, or as told while the meeting was recorded
    line: int | None = None  # first row of the file, as the spreadsheet numbers it
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", index=True)
