"""What stands behind one cell of the coverage matrix: the organizations, the needs, the checks. Dated, like the cell."""

from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.frames import CELL_CHECKS
from coalition.frames.history import CELL_STATEMENTS, CELL_VERDICTS
from coalition.models import (
    Area,
    CoverageCheck,
    Meeting,
    Organization,
    Service,
    ServiceSpan,
    Verdict,
)
from coalition.queries.tally import day_number


def cell_areas(session: Session, *, area_id: int) -> tuple[list[int], int | None]:
    """The areas that count for a cell (the area itself and, for a province, its districts), and the province above it."""
    area = col(Area.id)
    counted = session.execute(select(area).where((area == area_id) | (col(Area.parent_id) == area_id))).scalars()
    above = session.execute(select(col(Area.parent_id)).where(area == area_id)).scalar()
    return [int(i) for i in counted if i is not None], above


def cell_checks_frame(session: Session, *, on: date, area_ids: list[int], service_type_id: int) -> pd.DataFrame:
    """CELL_CHECKS: who confirmed, not after a date, that there is nobody in these areas; newest first."""
    check = (getattr(CoverageCheck, name) for name in ("id", "area_id", "confirmed_on", "confirmed_by"))
    number, area_id, *confirmed = (col(column) for column in check)
    found: Select[Any] = select(*[number, area_id, col(Area.name), col(Area.name_local), *confirmed])
    found = (
        found.join(Area, col(Area.id) == col(CoverageCheck.area_id))
        .where(area_id.in_(area_ids), col(CoverageCheck.service_type_id) == service_type_id, confirmed[0] <= on)
        .order_by(confirmed[0].desc(), col(Area.name), number)
    )
    return CELL_CHECKS.from_rows(session.execute(found))


_AROUND = aliased(Area)


def _stated_of_whole(on: date, fresh_from: date) -> Select[Any]:
    """Newest first: notes that there is nobody in an area (`_AROUND`), as far as they count for it: fresh, and no service in
    force anywhere inside was confirmed on that day or later. Columns: those of CELL_CHECKS, and the service type.
    """
    asked, inside, day = CoverageCheck, aliased(Area), day_number(on)
    is_inside = or_(
        col(inside.id) == col(_AROUND.id),
        col(inside.parent_id) == col(_AROUND.id),
        and_(col(_AROUND.level) == 0, col(inside.country) == col(_AROUND.country)),
    )
    served = (
        exists()
        .where(col(Service.id) == col(ServiceSpan.service_id), col(Service.area_id) == col(inside.id), is_inside)
        .where(col(ServiceSpan.from_day) <= day, col(ServiceSpan.until_day) > day)
        .where(col(Service.service_type_id) == col(asked.service_type_id), col(Service.assured_on) >= col(asked.confirmed_on))
    )
    told: list[Any] = [col(asked.id), col(_AROUND.id), col(_AROUND.name), col(_AROUND.name_local)]
    return (
        select(*told, col(asked.confirmed_on), col(asked.confirmed_by), col(asked.service_type_id))
        .join(_AROUND, col(_AROUND.id) == col(asked.area_id))
        .where(col(asked.confirmed_on) <= on, col(asked.confirmed_on) >= fresh_from, ~served)
        .order_by(col(asked.confirmed_on).desc(), col(_AROUND.level).desc(), col(asked.id))
    )


def nobody_around(session: Session, *, on: date, fresh_from: date, area_id: int, service_type_id: int) -> dict[str, Any] | None:
    """The newest note that there is nobody in an area around this one, a row of CELL_CHECKS; None: there is none that counts.

    It decides nothing about the area inside (docs/decisions/0049).
    """
    own = aliased(Area)
    is_around = or_(
        col(own.parent_id) == col(_AROUND.id), and_(col(_AROUND.level) == 0, col(own.country) == col(_AROUND.country))
    )
    found = (
        _stated_of_whole(on, fresh_from)
        .join(own, is_around)
        .where(col(own.id) == area_id, col(_AROUND.id) != area_id, col(CoverageCheck.service_type_id) == service_type_id)
        .limit(1)
    )
    return next((_plain(row) for row in session.execute(found)), None)


def nobody_above(session: Session, *, on: date, fresh_from: date, level: int) -> list[dict[str, Any]]:
    """All such notes about areas above a level, the newest first: rows of CELL_CHECKS with `service_type_id`."""
    found = _stated_of_whole(on, fresh_from).where(col(_AROUND.level) < level)
    return [_plain(row) | {"service_type_id": row[-1]} for row in session.execute(found)]


def _plain(row: Any) -> dict[str, Any]:
    return dict(zip(CELL_CHECKS.columns, row, strict=False))


def cell_statements_frame(session: Session, *, on: date, area_ids: list[int], service_type_id: int) -> pd.DataFrame:
    """CELL_STATEMENTS: all that was stated, not after a date, about these areas and this service type, in order of time."""
    found = (
        select(
            col(Service.id),
            col(Service.organization_id),
            col(Organization.name),
            col(Service.area_id),
            col(Area.name),
            col(Area.name_local),
            col(Service.is_offered),
            col(Service.starts_on),
            col(Service.ends_on),
            col(Service.capacity_available),
            col(Service.assured_on),
        )
        .join(Organization, col(Organization.id) == col(Service.organization_id))
        .join(Area, col(Area.id) == col(Service.area_id))
        .where(
            col(Service.area_id).in_(area_ids), col(Service.service_type_id) == service_type_id, col(Service.assured_on) <= on
        )
        .order_by(col(Service.assured_on), col(Service.id))
    )
    return CELL_STATEMENTS.from_rows(session.execute(found))


def cell_verdicts_frame(session: Session, *, on: date, area_id: int, service_type_id: int) -> pd.DataFrame:
    """CELL_VERDICTS: what the members agreed, not after a date, about exactly this area; newest first."""
    found = (
        select(
            col(Verdict.id),
            col(Verdict.judgement),
            col(Verdict.decided_on),
            col(Verdict.group),
            col(Verdict.reason),
            col(Verdict.decided_by),
            col(Verdict.meeting_id),
            col(Meeting.title),
        )
        .outerjoin(Meeting, col(Meeting.id) == col(Verdict.meeting_id))
        .where(col(Verdict.area_id) == area_id, col(Verdict.service_type_id) == service_type_id, col(Verdict.decided_on) <= on)
        .order_by(col(Verdict.decided_on).desc(), col(Verdict.id).desc())
    )
    return CELL_VERDICTS.from_rows(session.execute(found))
