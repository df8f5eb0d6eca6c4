"""What is different between two dates: services that came and went, and new cases."""

from datetime import date

import pandas as pd
from sqlalchemy import and_, exists, select
from sqlmodel import Session, col

from coalition.frames import SERVICE_CHANGES
from coalition.models import Area, Organization, Service, ServiceType
from coalition.queries.coverage import in_force


def services_only_on_frame(session: Session, *, at: date, not_at: date) -> pd.DataFrame:
    """SERVICE_CHANGES: the services active on one date and not on another, by service type and area.

    What started between two dates is active on the later one only, what ended on the earlier one only.
    """
    here, there = in_force(at, name="here"), in_force(not_at, name="there")
    same = and_(
        there.c.organization_id == here.c.organization_id,
        there.c.service_type_id == here.c.service_type_id,
        there.c.area_id == here.c.area_id,
    )
    found = (
        select(
            col(Organization.name),
            col(ServiceType.name),
            col(ServiceType.name_local),
            col(Area.name),
            col(Area.name_local),
            here.c.assured_on,
        )
        .select_from(here.outerjoin(there, same))
        .join(Organization, col(Organization.id) == here.c.organization_id)
        .join(ServiceType, col(ServiceType.id) == here.c.service_type_id)
        .join(Area, col(Area.id) == here.c.area_id)
        .where(there.c.id.is_(None))
        .order_by(col(ServiceType.code), col(Area.name), col(Organization.name))
    )
    return SERVICE_CHANGES.from_rows(session.execute(found))


def has_services(session: Session) -> bool:
    """Whether any service is stored."""
    return bool(session.execute(select(exists().where(col(Service.id).is_not(None)))).scalar())
