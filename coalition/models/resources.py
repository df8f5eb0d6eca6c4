"""What members share with each other: policies, protocols, trainings, contact lists, laws."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from coalition import vocabulary as v
from coalition.models.base import one_of


class Resource(SQLModel, table=True):
    """Something a member has shared: a link, or a file that is kept beside the database under the hash of its content.

    Without kinds of help it is about none in particular, without areas it holds everywhere (`resource_service_type`,
    `resource_area`).
    """

    __tablename__ = "resource"
    __table_args__ = (
        CheckConstraint("link IS NOT NULL OR file_hash IS NOT NULL", name="link_or_file"),
        CheckConstraint("(file_hash IS NULL) = (file_type IS NULL)", name="file_with_type"),
        CheckConstraint("file_size IS NULL OR file_size > 0", name="file_not_empty"),
    )
    id: int | None = Field(default=None, primary_key=True)
    title: str  # as it is called
    title_local: str | None = None  # in the country's own script
    kind: v.ResourceKind = Field(sa_type=one_of(v.ResourceKind))
    link: str | None = None  # address, https or http; None: a file
    file_hash: str | None = Field(default=None, index=True)  # SHA-256 of the file, hex: its name in the folder; None: a link
    file_type: v.FileType | None = Field(default=None, sa_type=one_of(v.FileType))  # told by its content; None: a link
    file_size: int | None = None  # bytes; None: a link
    languages: str | None = None  # ISO 639-1 codes, separated by ;
    note: str | None = None  # what it is for, in one line
    organization_id: int | None = Field(default=None, foreign_key="organization.id", index=True)  # who shared it
    meeting_id: int | None = Field(default=None, foreign_key="meeting.id", ondelete="SET NULL", index=True)  # shared there
    shared_on: date
    retired_on: date | None = None  # not to be used from this day on; None: in use


class ResourceServiceType(SQLModel, table=True):
    """A kind of help that a shared resource is about."""

    __tablename__ = "resource_service_type"
    __table_args__ = (UniqueConstraint("resource_id", "service_type_id", name="uq_resource_service_type_pair"),)
    id: int | None = Field(default=None, primary_key=True)
    resource_id: int = Field(foreign_key="resource.id", ondelete="CASCADE")
    service_type_id: int = Field(foreign_key="service_type.id", index=True)


class ResourceArea(SQLModel, table=True):
    """An area in which a shared resource holds."""

    __tablename__ = "resource_area"
    __table_args__ = (UniqueConstraint("resource_id", "area_id", name="uq_resource_area_pair"),)
    id: int | None = Field(default=None, primary_key=True)
    resource_id: int = Field(foreign_key="resource.id", ondelete="CASCADE")
    area_id: int = Field(foreign_key="area.id", index=True)
