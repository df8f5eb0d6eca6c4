"""Where help is, where it is needed and where somebody confirmed that there is none: counted in SQL, cell by cell.

A cell is one kind of help in one area. At level 1 the statements of districts count for their province; at level 2 every
statement counts for exactly the area it names, so the rows of provinces are the province-wide services.
"""

from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import CTE, ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.frames import (
    AREAS,
    CHECKS_BY_CELL,
    NEEDS_BY_CELL,
    SERVICE_TYPES,
    SERVICES_BY_CELL,
    VERDICTS_BY_CELL,
)
from coalition.models import Area, CaseNeed, CoverageCheck, Referral, Service, ServiceType, SharedCase, Verdict

_SHOWN = (
    "id", "organization_id", "service_type_id", "area_id", "starts_on", "ends_on", "capacity", "capacity_available",
    "assured_on", "assured_by", "eligibility", "languages",
)  # fmt: skip


def in_force(
    on: date,
    *,
    since: date | None = None,
    area_ids: list[int] | None = None,
    service_type_id: int | None = None,
    name: str = "active",
) -> CTE:
    """The active service statements on a date, as a table expression.

    Of each (organization, kind of help, area) the statement with the greatest (assured_on, id) not after the date is in
    force; it is active when it says that the service is offered and its days include the date.

    Args:
        on: the date.
        since: only those confirmed on or after this day; None: however long ago.
        area_ids: only statements about these areas; None: about all.
        service_type_id: only statements about this kind of help; None: about all.
        name: of the table expression, where two dates meet in one statement.
    """
    other = aliased(Service)
    latest = (  # one look into the index per row; ranking all rows by a window took five times as long on SQLite
        select(col(other.id))
        .where(
            col(other.organization_id) == col(Service.organization_id),
            col(other.service_type_id) == col(Service.service_type_id),
            col(other.area_id) == col(Service.area_id),
            col(other.assured_on) <= on,
        )
        .order_by(col(other.assured_on).desc(), col(other.id).desc())
        .limit(1)
        .correlate(Service)
        .scalar_subquery()
    )
    found = select(*(col(getattr(Service, column)) for column in _SHOWN)).where(
        col(Service.assured_on) <= on,
        col(Service.is_offered),
        or_(col(Service.starts_on).is_(None), col(Service.starts_on) <= on),
        or_(col(Service.ends_on).is_(None), col(Service.ends_on) >= on),
        col(Service.id) == latest,
    )
    if since is not None:
        found = found.where(col(Service.assured_on) >= since)
    if area_ids is not None:
        found = found.where(col(Service.area_id).in_(area_ids))
    if service_type_id is not None:
        found = found.where(col(Service.service_type_id) == service_type_id)
    return found.cte(name)

        col(Verdict.reason),

def _own_checks(active: CTE, on: date, fresh_from: date) -> CTE:
    """Per exact area and kind of help: the newest check, and whether it holds (fresh, no fresh service since)."""
    newest = (
        select(active.c.area_id, active.c.service_type_id, func.max(active.c.assured_on).label("fresh_on"))
        .where(active.c.assured_on >= fresh_from)
        .group_by(active.c.area_id, active.c.service_type_id)
        .cte("newest_fresh")
    )
    asked = (
        select(
            col(CoverageCheck.area_id).label("area_id"),
            col(CoverageCheck.service_type_id).label("service_type_id"),
            func.max(col(CoverageCheck.confirmed_on)).label("checked_on"),
        )
        .where(col(CoverageCheck.confirmed_on) <= on)
        .group_by(col(CoverageCheck.area_id), col(CoverageCheck.service_type_id))
        .cte("asked")
    )
    holds = and_(asked.c.checked_on >= fresh_from, or_(newest.c.fresh_on.is_(None), newest.c.fresh_on < asked.c.checked_on))
    joined = asked.outerjoin(
        newest, and_(newest.c.area_id == asked.c.area_id, newest.c.service_type_id == asked.c.service_type_id)
    )
    return select(asked, case((holds, 1), else_=0).label("holds")).select_from(joined).cte("own_checks")


def _cell_area(level: int) -> ColumnElement[int]:
    """The area a statement counts for: itself, or at level 1 the province around it."""
    if level == 2:
        return col(Area.id)  # type: ignore[return-value]
    return case((col(Area.level) == 2, col(Area.parent_id)), else_=col(Area.id))


def services_by_cell_frame(session: Session, *, on: date, fresh_days: int, level: int) -> pd.DataFrame:
    """SERVICES_BY_CELL on a date: the cells in which at least one service is active."""
    fresh_from = on - timedelta(days=fresh_days)
    active = in_force(on)
    checks = _own_checks(active, on, fresh_from)
    fresh = and_(active.c.assured_on >= fresh_from, func.coalesce(checks.c.holds, 0) == 0)

    def of_fresh(column: ColumnElement[Any]) -> ColumnElement[Any]:
        return case((fresh, column), else_=None)

    cell = _cell_area(level).label("cell_area_id")
    found = (
        select(
            cell,
            active.c.service_type_id,
            func.count(active.c.organization_id.distinct()),
            func.count(of_fresh(active.c.organization_id).distinct()),
            func.sum(of_fresh(active.c.capacity)),
            func.sum(of_fresh(active.c.capacity_available)),
            func.max(active.c.assured_on),
            func.max(of_fresh(active.c.assured_on)),
        )
        .select_from(active.join(Area, col(Area.id) == active.c.area_id))
        .outerjoin(checks, and_(checks.c.area_id == active.c.area_id, checks.c.service_type_id == active.c.service_type_id))
        .where(cell.is_not(None))
        .group_by(cell, active.c.service_type_id)
    )
    return SERVICES_BY_CELL.from_rows(session.execute(found))


def checks_by_cell_frame(session: Session, *, on: date, fresh_days: int, level: int) -> pd.DataFrame:
    """CHECKS_BY_CELL on a date: the cells somebody has asked about, however long ago."""
    if not session.execute(select(exists().where(col(CoverageCheck.confirmed_on) <= on))).scalar():
        return CHECKS_BY_CELL.empty()
    fresh_from = on - timedelta(days=fresh_days)
    checks = _own_checks(in_force(on, since=fresh_from), on, fresh_from)
    cell = _cell_area(level).label("cell_area_id")
    own = col(Area.id) == cell
    found = (
        select(
            cell,
            checks.c.service_type_id,
            func.max(checks.c.checked_on),
            func.max(case((own, checks.c.holds), else_=0)) == 1,
            func.sum(case((own, 0), else_=checks.c.holds)),
        )
        .select_from(checks.join(Area, col(Area.id) == checks.c.area_id))
        .where(cell.is_not(None))
        .group_by(cell, checks.c.service_type_id)
    )
    return CHECKS_BY_CELL.from_rows(session.execute(found))


def needs_by_cell_frame(session: Session, *, on: date, level: int) -> pd.DataFrame | None:
    """NEEDS_BY_CELL on a date: the cells with an open need. None: nobody has shared a case, so need is unknown."""
    if not session.execute(select(exists().where(col(SharedCase.id).is_not(None)))).scalar():
        return None
    accepted = exists().where(col(Referral.need_id) == col(CaseNeed.id), col(Referral.accepted_on) <= on)
    cell = _cell_area(level).label("cell_area_id")
    found = (
        select(
            cell,
            col(CaseNeed.service_type_id),
            func.count(col(CaseNeed.case_id).distinct()),
            func.count(case((~accepted, col(CaseNeed.case_id)), else_=None).distinct()),
        )
        .join(Area, col(Area.id) == col(CaseNeed.area_id))
        .where(is_open(on), cell.is_not(None))
        .group_by(cell, col(CaseNeed.service_type_id))
    )
    return NEEDS_BY_CELL.from_rows(session.execute(found))


def is_open(on: date) -> ColumnElement[bool]:
    """Whether a case need is open on a date."""
    return and_(col(CaseNeed.opened_on) <= on, or_(col(CaseNeed.closed_on).is_(None), col(CaseNeed.closed_on) > on))


def verdicts_by_cell_frame(session: Session, *, on: date) -> pd.DataFrame:
    """VERDICTS_BY_CELL: the newest verdict of each cell that has one, not after a date; a verdict speaks for its own area."""
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
        rank.label("rank"),
    )
    taken = ranked.where(col(Verdict.decided_on) <= on).subquery("taken")
    kept = [column for name, column in taken.c.items() if name != "rank"]
    return VERDICTS_BY_CELL.from_rows(session.execute(select(*kept).where(taken.c.rank == 1)))


# --- what is shown --------------------------------------------------------------------------------------------------


def areas_frame(session: Session, *, scope: list[str], within: str | None = None) -> pd.DataFrame:
    """AREAS in scope, provinces first, by name.

    Args:
        session: reads.
        scope: P-codes; these areas and the districts inside them. Empty: the areas about which a service, check, verdict
            or need is stored, and the provinces above them.
        within: P-code; only this area and the districts inside it. None: all.
    """
    parent = aliased(Area)
    found: Select[Any] = select(*(col(getattr(Area, name)) for name in AREAS.columns)).outerjoin(
        parent, col(parent.id) == col(Area.parent_id)
    )
    if scope:
        found = found.where(or_(col(Area.pcode).in_(scope), col(parent.pcode).in_(scope)))
    else:
        used = _used_area_ids()
        above = select(col(Area.parent_id)).where(col(Area.id).in_(used), col(Area.parent_id).is_not(None))
        found = found.where(or_(col(Area.id).in_(used), col(Area.id).in_(above)))
    if within:
        found = found.where(or_(col(Area.pcode) == within, col(parent.pcode) == within))
    return AREAS.from_rows(session.execute(found.order_by(col(Area.level), col(Area.name), col(Area.pcode))))


def _used_area_ids() -> Any:
    """A select of the ids of all areas that a service, check, verdict or need names."""
    named = [select(col(model.area_id)) for model in (Service, CoverageCheck, Verdict, CaseNeed)]
    return named[0].union(*named[1:])


def districts_per_province(session: Session) -> dict[int, int]:
    """{id of a province: number of districts stored inside it}, in scope or not; provinces without districts are left out."""
    found = (
        select(col(Area.parent_id), func.count())
        .where(col(Area.level) == 2, col(Area.parent_id).is_not(None))
        .group_by(col(Area.parent_id))
    )
    return {int(area): int(count) for area, count in session.execute(found)}


def service_types_frame(session: Session) -> pd.DataFrame:
    """SERVICE_TYPES that are active, in the order of their codes as stored."""
    found = select(*(col(getattr(ServiceType, name)) for name in SERVICE_TYPES.columns))
    return SERVICE_TYPES.from_rows(session.execute(found.where(col(ServiceType.is_active)).order_by(col(ServiceType.code))))
