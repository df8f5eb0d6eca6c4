"""What was last stated about some cells before a date: of services, of checks, of verdicts. One query a date."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Date, Integer, String, case, cast, func, literal, null, or_, select, union_all
from sqlmodel import Session, col

from coalition.frames import STATED
from coalition.models import Area, CoverageCheck, Organization, Service, Verdict

_NOTHING = {"text": cast(null(), String), "number": cast(null(), Integer), "day": cast(null(), Date)}


def stated_frame(session: Session, *, on: date, area_ids: Sequence[int], service_type_ids: Sequence[int]) -> pd.DataFrame:
    """STATED: the newest statement not after a date of each organization, service type and area, whether active or not; the
    newest check and verdict of each kind and area.

    Args:
        session: reads.
        on: the date.
        area_ids: areas of changed cells; districts inside them are looked at too.
        service_type_ids: service types of changed cells.
    """
    if not area_ids or not service_type_ids:
        return STATED.empty()
    of_cells = select(col(Area.id)).where(or_(col(Area.id).in_(area_ids), col(Area.parent_id).in_(area_ids)))

    def newest(model: Any, day: Any, *each: Any) -> Any:
        rank = func.row_number().over(partition_by=each, order_by=(day.desc(), col(model.id).desc()))
        return (
            select(model, rank.label("rank"))
            .where(day <= on, col(model.area_id).in_(of_cells), col(model.service_type_id).in_(service_type_ids))
            .subquery()
        )

    service = newest(Service, col(Service.assured_on), Service.organization_id, Service.service_type_id, Service.area_id)
    check = newest(CoverageCheck, col(CoverageCheck.confirmed_on), CoverageCheck.service_type_id, CoverageCheck.area_id)
    verdict = newest(Verdict, col(Verdict.decided_on), Verdict.service_type_id, Verdict.area_id)
    found = union_all(_services(service), _of_nobody(check), _verdicts(verdict)).order_by("area_id", "service_type_id", "day")
    return STATED.from_rows(session.execute(found))


def _services(newest: Any) -> Any:
    said = case((newest.c.is_offered, literal("offered")), else_=literal("ended"))
    return (
        _columns("service", newest)
        .add_columns(
            newest.c.organization_id,
            cast(col(Organization.name), String).label("organization"),
            said.label("said"),
            newest.c.assured_on.label("day"),
            newest.c.assured_by.label("who"),
            newest.c.starts_on,
            newest.c.ends_on,
            newest.c.capacity_available,
        )
        .join(Organization, col(Organization.id) == newest.c.organization_id)
    )


def _of_nobody(newest: Any) -> Any:
    return _columns("check", newest).add_columns(
        _NOTHING["number"], _NOTHING["text"], literal("nobody"), newest.c.confirmed_on, newest.c.confirmed_by,
        _NOTHING["day"], _NOTHING["day"], _NOTHING["number"],
    )  # fmt: skip


def _verdicts(newest: Any) -> Any:
    return _columns("verdict", newest).add_columns(
        _NOTHING["number"], _NOTHING["text"], cast(newest.c.judgement, String), newest.c.decided_on, newest.c.decided_by,
        _NOTHING["day"], _NOTHING["day"], _NOTHING["number"],
    )  # fmt: skip


def _columns(source: str, newest: Any) -> Any:
    """What all three begin with: where it comes from, which cell."""
    return (
        select(
            literal(source).label("source"),
            newest.c.area_id.label("area_id"),
            col(Area.parent_id).label("parent_id"),
            newest.c.service_type_id.label("service_type_id"),
        )
        .select_from(newest.join(Area, col(Area.id) == newest.c.area_id))
        .where(newest.c.rank == 1)
    )
