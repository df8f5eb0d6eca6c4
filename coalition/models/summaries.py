"""Summaries kept by the writes, so that a picture of the coalition costs the same however many rows stand behind it.

Nothing here is a source: every row can be computed again from the tables it sums up, and `python -m coalition check` does
so. Days are whole numbers, 20261125 for 25 November 2026: they compare as dates do, on both engines, and a day after the
last one needs no calendar. Why so: docs/decisions/0013-summaries-kept-by-the-writes.md.
"""

from sqlalchemy import Index
from sqlmodel import Field, SQLModel


class NeedTally(SQLModel, table=True):
    """By how much the counts of one cell change in a year, in a month and on a day, and where all changes lead.

    The count on a date is that of period 0, less what changes in later years, in later months of the same year and on later
    days of the same month. Of a past day that is a handful of rows a cell; of today hardly more than one.

    At level 1 the cell of a province counts its districts, each shared case once; a province's own cell therefore stands
    twice: at level 1 with its districts, at level 2 for exactly what names the province. Without pointers: a cell without
    needs has no row, so that nothing is left when an area goes.
    """

    __tablename__ = "need_tally"
    __table_args__ = {"sqlite_with_rowid": False}  # read in order of the key, never row by row
    level: int = Field(primary_key=True)  # 1: with the districts inside, 2: exactly this area
    period: int = Field(primary_key=True)  # 0: of all time; 2026: a year; 202611: a month; 20261125: a day
    area_id: int = Field(primary_key=True)
    service_type_id: int = Field(primary_key=True)
    needs: int  # needs opened in the period
    caseload: int  # change of the shared cases with an open need [people]
    unmet_need: int  # change of those of them without an accepted referral [people]


class ServiceSpan(SQLModel, table=True):
    """The days on which one service statement is in force: active, and the newest of its organization, service type and area.

    One row per statement. What a cell of the matrix is counted from stands here beside it, in the order in which it is
    counted, so that nothing else is read.
    """

    __tablename__ = "service_span"
    __table_args__ = (
        Index(
            "ix_service_span_province", "province_id", "service_type_id", "organization_id",
            "area_id", "from_day", "until_day", "assured_day", "capacity", "capacity_available",
        ),
        Index(
            "ix_service_span_area", "area_id", "service_type_id", "organization_id",
            "from_day", "until_day", "assured_day", "capacity", "capacity_available",
        ),
        Index("ix_service_span_organization", "organization_id", "service_type_id", "area_id"),
    )  # fmt: skip
    service_id: int = Field(primary_key=True, foreign_key="service.id", ondelete="CASCADE")
    organization_id: int
    service_type_id: int
    area_id: int  # as stated
    province_id: int | None = None  # the province it counts for: around the area, or itself; None: a district without one
    from_day: int  # first day in force
    until_day: int  # first day no longer in force; not after from_day: never in force (stated to have ended, or corrected)
    assured_day: int  # when it was confirmed
    capacity: int | None = None  # places; None: not reported, never zero
    capacity_available: int | None = None  # places free; None: not reported, never zero


class TieTally(SQLModel, table=True):
    """How often two organizations had to do with one another in a quarter: exact, and shown nowhere but as "tied".

    One row for both, the smaller id first. Without pointers, as NeedTally.
    """

    __tablename__ = "tie_tally"
    __table_args__ = {"sqlite_with_rowid": False}  # read in order of the key, never row by row
    quarter: int = Field(primary_key=True)  # 20264: October to December 2026
    one_id: int = Field(primary_key=True)  # row of the table `organization`
    other_id: int = Field(primary_key=True)  # another, of a greater id
    referrals: int  # sent by one to the other, either way, in the quarter; not those that were withdrawn
    cases: int  # shared cases that both work on, since this quarter
