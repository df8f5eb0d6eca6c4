"""Who offers what where, statement by statement, for a list that leaves the house."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.frames import OFFERED
from coalition.models import Area, Organization, Service, ServiceType
from coalition.queries.coverage import in_force


def offered_frame(session: Session, *, on: date, scope: list[str]) -> pd.DataFrame:
    """OFFERED: the statements in force on a date, by organization, service type and area; nobody who confirmed is named.

    Args:
        session: reads.
        on: the date.
        scope: P-codes; only these areas, the districts inside them and whole countries. Empty: all.
    """
    here, above = aliased(Area), aliased(Area)
    named = (Organization.name, Organization.sector, ServiceType.pillar, ServiceType.code, ServiceType.name)
    told = ("capacity", "capacity_available", "assured_on", "starts_on", "ends_on", "minimum_age", "maximum_age", "serves_sex")
    found: Any = select(
        *map(col, named),
        col(ServiceType.name_local),
        *(column for area in (here, above) for column in (col(area.name), col(area.name_local))),
        *(col(getattr(Service, name)) for name in (*told, "languages", "eligibility", "hours")),
    )
    found = (
        found.select_from(Service)
        .join(Organization, col(Organization.id) == col(Service.organization_id))
        .join(ServiceType, col(ServiceType.id) == col(Service.service_type_id))
        .join(here, col(here.id) == col(Service.area_id))
        .outerjoin(above, col(above.id) == col(here.parent_id))
        .where(col(Service.id).in_(select(in_force(on).c.id)), col(ServiceType.is_active))
        .order_by(func.lower(col(Organization.name)), col(ServiceType.code), col(here.name), col(Service.id))
    )
    if scope:
        found = found.where(or_(col(here.level) == 0, col(here.pcode).in_(scope), col(above.pcode).in_(scope)))
    return OFFERED.from_rows(session.execute(found))
