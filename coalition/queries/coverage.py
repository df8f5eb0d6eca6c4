"""Where help is, where it is needed and where somebody confirmed that there is none: counted in SQL, cell by cell.

A cell is one service type in one area. At level 1 the statements of districts count for their province; at level 2 every
statement counts for exactly the area it names, so the rows of provinces are the province-wide services.
"""

from datetime import date
from functools import cache, lru_cache
from typing import Any

import pandas as pd
from sqlalchemy import CTE, ColumnElement, Date, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.defaults import countries
from coalition.frames import AREAS, SERVICE_TYPES, VERDICTS_BY_CELL
from coalition.models import Area, CoverageCheck, NeedTally, Service, ServiceSpan, ServiceType, Verdict
from coalition.queries.tally import checks_by_cell_frame as checks_by_cell_frame  # the counts of this page, kept by the writes
from coalition.queries.tally import checks_of_cell as checks_of_cell
from coalition.queries.tally import day_number
from coalition.queries.tally import needs_by_cell_frame as needs_by_cell_frame
from coalition.queries.tally import services_by_cell_frame as services_by_cell_frame
from coalition.queries.tally import services_of_cells as services_of_cells

_SHOWN = (
    "id", "organization_id", "service_type_id", "area_id", "starts_on", "ends_on", "capacity", "capacity_available",
    "assured_on", "assured_by", "eligibility", "languages",
)  # fmt: skip


def in_force(on: date, *, name: str = "active") -> CTE:
    """The active service statements on a date, as a table expression.

    Of each (organization, service type, area) the statement with the greatest (assured_on, id) not after the date is in
    force; it is active when it says that the service is offered and its days include the date.

    Args:
        on: the date.
        name: of the table expression, where two dates meet in one statement.
    """
    day = day_number(on)
    found = (
        select(*(col(getattr(Service, column)) for column in _SHOWN))
        .join(ServiceSpan, col(ServiceSpan.service_id) == col(Service.id))
        .where(col(ServiceSpan.from_day) <= day, col(ServiceSpan.until_day) > day)
    )
    return found.cte(name)


def in_force_or_later(on: date) -> Any:
    """Ids of the service statements that are active on a date, or will be unless something else is stated."""
    begins, ends = col(ServiceSpan.from_day), col(ServiceSpan.until_day)
    return select(col(ServiceSpan.service_id)).where(ends > day_number(on), ends > begins)


def verdicts_by_cell_frame(session: Session, *, on: date) -> pd.DataFrame:
    """VERDICTS_BY_CELL: the newest verdict of each cell that has one, not after a date; a verdict speaks for its own area."""
    return VERDICTS_BY_CELL.from_rows(session.connection().execute(_newest_verdicts(), {"on": on}))


@cache
def _newest_verdicts() -> Select[Any]:
    """Written once: saying it anew would take longer than asking it."""
    rank = func.row_number().over(
        partition_by=(col(Verdict.area_id), col(Verdict.service_type_id)),
        order_by=(col(Verdict.decided_on).desc(), col(Verdict.id).desc()),
    )
    ranked = select(
        col(Verdict.area_id),
        col(Verdict.service_type_id),
        col(Verdict.judgement),
        col(Verdict.decided_on),
        col(Verdict.group),
        col(Verdict.reason),
        rank.label("rank"),
    )
    taken = ranked.where(col(Verdict.decided_on) <= bindparam("on", type_=Date)).subquery("taken")
    kept = [column for name, column in taken.c.items() if name != "rank"]
    return select(*kept).where(taken.c.rank == 1)


# --- what is shown --------------------------------------------------------------------------------------------------


def areas_frame(session: Session, *, scope: list[str], within: str | None = None, with_needs: bool = True) -> pd.DataFrame:
    """AREAS in scope, provinces first, by name.

    Args:
        session: reads.
        scope: P-codes; these areas and the districts inside them. Empty: the areas about which a service, check, verdict
            or need is stored, and the provinces above them; and every area of a country whose list is not shipped, since
            the coalition brought that list itself.
        within: P-code; only this area and the districts inside it. None: all.
        with_needs: whether a need alone brings an area in; False: for a room, where a new column would tell of a case.
    """
    return AREAS.from_rows(session.connection().execute(_areas(tuple(scope), within, with_needs)).all())


@lru_cache(maxsize=50)
def _areas(scope: tuple[str, ...], within: str | None, with_needs: bool) -> Select[Any]:
    parent = aliased(Area)
    found: Select[Any] = select(*(col(getattr(Area, name)) for name in AREAS.columns)).outerjoin(
        parent, col(parent.id) == col(Area.parent_id)
    )
    found = found.where(col(Area.level) > 0)
    if scope:
        found = found.where(or_(col(Area.pcode).in_(scope), col(parent.pcode).in_(scope)))
    else:
        inside = aliased(Area)
        is_used = _is_used(col(inside.id), with_needs)
        above = select(col(inside.parent_id)).where(is_used, col(inside.parent_id).is_not(None))
        is_brought = col(Area.country).not_in(countries())
        found = found.where(or_(is_brought, _is_used(col(Area.id), with_needs), col(Area.id).in_(above)))
    if within:
        found = found.where(or_(col(Area.pcode) == within, col(parent.pcode) == within))
    return found.order_by(col(Area.level), col(Area.name), col(Area.pcode))


def _is_used(area: Any, with_needs: bool) -> ColumnElement[bool]:
    """Whether a service, check, verdict or need names the area: a look into an index each, however many there are."""
    needed = (col(NeedTally.level) == 2, col(NeedTally.period) == 0, col(NeedTally.area_id) == area)
    return or_(
        exists().where(col(ServiceSpan.area_id) == area),
        *([exists().where(*needed, col(NeedTally.needs) > 0)] if with_needs else []),
        exists().where(col(CoverageCheck.area_id) == area),
        area.in_(select(col(Verdict.area_id))),
    )


def country_of_areas(session: Session) -> dict[int, int]:
    """{id of an area: id of its country}, of countries for which a service is stated; mostly empty."""
    return {int(area): int(country) for area, country in session.connection().execute(_in_countries()).all()}


@cache
def _in_countries() -> Any:
    country = aliased(Area)
    inside = select(col(Area.id), col(country.id)).join(country, col(country.country) == col(Area.country))
    return inside.where(col(country.level) == 0, col(Area.level) > 0)


def province_count(session: Session) -> int:
    """How many provinces are listed, in scope or not."""
    return int(session.connection().execute(select(func.count()).where(col(Area.level) == 1)).scalar_one())


def districts_per_province(session: Session) -> dict[int, int]:
    """{id of a province: number of districts stored inside it}, in scope or not; provinces without districts are left out."""
    return {int(area): int(count) for area, count in session.connection().execute(_inside()).all() if area is not None}


@cache
def _inside() -> Select[int | None, int]:
    found = select(col(Area.parent_id), func.count())
    return found.where(col(Area.level) == 2, col(Area.parent_id).is_not(None)).group_by(col(Area.parent_id))


def service_types_frame(session: Session) -> pd.DataFrame:
    """SERVICE_TYPES that are active, in the order of their codes as stored."""
    return SERVICE_TYPES.from_rows(session.connection().execute(_kinds_in_use()).all())


@cache
def _kinds_in_use() -> Select[Any]:
    found: Select[Any] = select(*(col(getattr(ServiceType, name)) for name in SERVICE_TYPES.columns))
    return found.where(col(ServiceType.is_active)).order_by(col(ServiceType.code))
