"""Shared cases, by code only, and what they need."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import and_, case, func, or_, select
from sqlmodel import Session, col

from coalition.frames import CASE_NEEDS, CASES
from coalition.models import Area, CaseNeed, Organization, ServiceType, SharedCase

OPEN, CLOSED = "open", "closed"


def cases_frame(
    session: Session,
    *,
    on: date,
    state: str | None = None,
    area: str | None = None,
    service_type: str | None = None,
    code: str | None = None,
) -> pd.DataFrame:
    """CASES shared by a date: those with most open needs first, then those that wait longest.

    Args:
        session: reads.
        on: the date; state and open needs are those of this date.
        state: "open" or "closed"; None: both.
        area: P-code of a province (with its districts) or district, of the case or of one of its needs; None: all.
        service_type: code of a service type with an open need; None: all.
        code: only this case; None: all.
    """
    need_open = and_(col(CaseNeed.opened_on) <= on, or_(col(CaseNeed.closed_on).is_(None), col(CaseNeed.closed_on) > on))
    is_open = or_(col(SharedCase.closed_on).is_(None), col(SharedCase.closed_on) > on)
    open_needs = func.count(case((need_open, col(CaseNeed.id)))).label("open_needs")
    names = ("id", "code", "opened_on", "closed_on")
    coded = ("sex", "age_band", "exploitation", "trafficking_status")
    query: Any = (
        select(
            *(col(getattr(SharedCase, name)) for name in names),
            col(Area.pcode),
            col(Area.name),
            col(Area.name_local),
            *(col(getattr(SharedCase, name)) for name in coded),
            col(Organization.name),
            open_needs,
            col(SharedCase.status_decided_by),
            col(SharedCase.area_id),
            col(SharedCase.holder_organization_id),
        )
        .outerjoin(Area, col(Area.id) == col(SharedCase.area_id))
        .outerjoin(Organization, col(Organization.id) == col(SharedCase.holder_organization_id))
        .outerjoin(CaseNeed, col(CaseNeed.case_id) == col(SharedCase.id))
        .where(col(SharedCase.opened_on) <= on)
        .group_by(col(SharedCase.id), col(Area.id), col(Organization.id))
        .order_by(open_needs.desc(), col(SharedCase.opened_on), col(SharedCase.id))
    )
    if state is not None:
        query = query.where(is_open if state == OPEN else ~is_open)
    if code is not None:
        query = query.where(col(SharedCase.code) == code)
    return CASES.from_rows(session.execute(_filtered(query, need_open, area, service_type)))


def _filtered(query: Any, need_open: Any, area: str | None, service_type: str | None) -> Any:
    """The query for cases of an area, and for those that wait for a service type."""
    if area is not None:
        inside = _areas_in(area)
        needed = select(col(CaseNeed.case_id)).where(col(CaseNeed.area_id).in_(inside))
        query = query.where(or_(col(SharedCase.area_id).in_(inside), col(SharedCase.id).in_(needed)))
    if service_type is not None:
        kind = select(col(ServiceType.id)).where(col(ServiceType.code) == service_type)
        waiting = select(col(CaseNeed.case_id)).where(need_open, col(CaseNeed.service_type_id).in_(kind))
        query = query.where(col(SharedCase.id).in_(waiting))
    return query


def _areas_in(pcode: str) -> Any:
    """Ids of an area and the districts inside it."""
    own = select(col(Area.id)).where(col(Area.pcode) == pcode)
    return select(col(Area.id)).where(or_(col(Area.pcode) == pcode, col(Area.parent_id).in_(own)))


def case_needs_frame(session: Session, *, case_ids: list[int]) -> pd.DataFrame:
    """CASE_NEEDS of some cases, open ones first, then by service type."""
    found = (
        select(
            col(CaseNeed.id),
            col(CaseNeed.case_id),
            col(ServiceType.code),
            col(ServiceType.name),
            col(ServiceType.name_local),
            col(Area.pcode),
            col(Area.name),
            col(Area.name_local),
            col(CaseNeed.opened_on),
            col(CaseNeed.closed_on),
        )
        .join(ServiceType, col(ServiceType.id) == col(CaseNeed.service_type_id))
        .join(Area, col(Area.id) == col(CaseNeed.area_id))
        .where(col(CaseNeed.case_id).in_(case_ids))
        .order_by(col(CaseNeed.closed_on).is_not(None), col(ServiceType.code), col(CaseNeed.id))
    )
    return CASE_NEEDS.from_rows(session.execute(found))
