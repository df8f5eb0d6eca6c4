"""Summaries kept by the writes, so that a picture of the coalition costs the same however many rows stand behind it.

Nothing here is a source: every row can be computed again from the tables it sums up, and `python -m coalition check` does so.
"""

from datetime import date

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class NeedTally(SQLModel, table=True):
    """Open needs of one cell from a day on, until the next row of the same cell.

    At level 1 the cell of a province counts its districts, each shared case once; a province's own cell therefore stands
    twice: at level 1 with its districts, at level 2 for exactly what names the province.
    """

    __tablename__ = "need_tally"
    level: int = Field(primary_key=True)  # 1: with the districts inside, 2: exactly this area
    area_id: int = Field(primary_key=True, foreign_key="area.id", ondelete="CASCADE", index=True)
    service_type_id: int = Field(primary_key=True, foreign_key="service_type.id", ondelete="CASCADE")
    from_on: date = Field(primary_key=True)  # first day on which these counts hold
    caseload: int  # shared cases with an open need [people]
    unmet_need: int  # of these, without an accepted referral [people]


class ServiceSpan(SQLModel, table=True):
    """The days on which one service statement is the newest about its organization, kind of help and area."""

    __tablename__ = "service_span"
    __table_args__ = (Index("ix_service_span_cell", "service_type_id", "area_id"),)
    service_id: int = Field(primary_key=True, foreign_key="service.id", ondelete="CASCADE")
    service_type_id: int = Field(foreign_key="service_type.id", ondelete="CASCADE")
    area_id: int = Field(foreign_key="area.id", ondelete="CASCADE", index=True)
    from_on: date  # assured_on of the statement
    until_on: date | None = None  # assured_on of the next one, from which this one no longer counts; None: it is the newest
