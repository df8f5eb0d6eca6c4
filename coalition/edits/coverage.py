"""What the members find out about a cell in the room: we asked, and there is nobody."""

from datetime import date, datetime
from typing import Literal

from sqlalchemy import Engine, select
from sqlmodel import col

from coalition.database import writing
from coalition.edits.record import EditRefused, create_row, delete_row
from coalition.models import Area, CoverageCheck, ServiceType


def record_nobody(
    engine: Engine, *, area: str, service_type: str, on: date, by: str | None = None, at: datetime
) -> int | Literal[False]:
    """Note that on a date somebody confirmed that no organization offers this service type in this area.

    Args:
        engine: the database.
        area: P-code.
        service_type: code of the service type.
        on: the day of the confirmation.
        by: who confirmed it; None: not told.
        at: the instant of the edit, UTC.

    Returns:
        The id of the check; False when the same was noted before.

    Raises:
        EditRefused: there is no such area or service type.
    """
    with writing(engine) as session:
        area_id = session.execute(select(col(Area.id)).where(col(Area.pcode) == area)).scalar()
        type_id = session.execute(select(col(ServiceType.id)).where(col(ServiceType.code) == service_type)).scalar()
        if area_id is None or type_id is None:
            raise EditRefused("This area or service type is no longer in the lists.")
        stored = session.execute(
            select(col(CoverageCheck.id)).where(
                col(CoverageCheck.area_id) == area_id,
                col(CoverageCheck.service_type_id) == type_id,
                col(CoverageCheck.confirmed_on) == on,
            )
        ).scalar()
        if stored is not None:
            return False
        values = {"area_id": area_id, "service_type_id": type_id, "confirmed_on": on, "confirmed_by": by}
        return create_row(session, CoverageCheck, by=by, at=at, **values)


def withdraw_nobody(engine: Engine, check_id: int, *, by: str | None = None, at: datetime) -> None:
    """Take back a check that was noted by mistake; what was noted stays in the history.

    Raises:
        EditRefused: it is not there any more.
    """
    with writing(engine) as session:
        delete_row(session, CoverageCheck, check_id, by=by, at=at)
