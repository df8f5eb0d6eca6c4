"""What stands behind one cell of the coverage matrix: the organizations, the needs, the checks. Dated, like the cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
from sqlalchemy import Date, Row, Select, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.frames import AREAS, CELL_CHECKS, CELL_SERVICES, SERVICE_TYPES, VERDICTS_BY_CELL
from coalition.frames.history import CELL_STATEMENTS, CELL_VERDICTS
from coalition.models import (
    Area,
    CaseNeed,
    Contact,
    CoverageCheck,
    Meeting,
    Organization,
    Referral,
    Service,
    ServiceSpan,
    ServiceType,
    SharedCase,
    Verdict,
)
from coalition.queries.referrals import accepted_by
from coalition.queries.tally import day_number


@dataclass(frozen=True)
class AskedCell:
    """A cell that somebody looks at.

    Attributes:
        area: its area, a row of AREAS as plain values.
        inside: the districts inside, the same.
        kind: its kind of help, a row of SERVICE_TYPES.
    """

    area: dict[str, Any]
    inside: list[dict[str, Any]]
    kind: dict[str, Any]


def cell_areas(session: Session, *, area_id: int) -> tuple[list[int], int | None]:
    """The areas that count for a cell (the area itself and, for a province, its districts), and the province above it."""
    area = col(Area.id)
    counted = session.execute(select(area).where((area == area_id) | (col(Area.parent_id) == area_id))).scalars()
    above = session.execute(select(col(Area.parent_id)).where(area == area_id)).scalar()
    return [int(i) for i in counted if i is not None], above


def asked_cell(session: Session, *, area: str, service_type: str) -> AskedCell | None:
    """The area of that P-code with the districts inside, and the active kind of help of that code; None: one is not there."""
    connection = session.connection()
    areas = [dict(zip(AREAS.columns, row, strict=True)) for row in connection.execute(_area_and_inside(), {"pcode": area})]
    kinds = [dict(zip(SERVICE_TYPES.columns, row, strict=True)) for row in connection.execute(_kind(), {"code": service_type})]
    own = next((row for row in areas if row["pcode"] == area), None)
    return AskedCell(own, [row for row in areas if row is not own], kinds[0]) if own and kinds else None


@cache
def _area_and_inside() -> Select[Any]:
    own = aliased(Area)
    found: Select[Any] = select(*(col(getattr(Area, name)) for name in AREAS.columns))
    found = found.join(own, or_(col(Area.id) == col(own.id), col(Area.parent_id) == col(own.id)))
    return found.where(col(own.pcode) == bindparam("pcode"))


@cache
def _kind() -> Select[Any]:
    found: Select[Any] = select(*(col(getattr(ServiceType, name)) for name in SERVICE_TYPES.columns))
    return found.where(col(ServiceType.code) == bindparam("code"), col(ServiceType.is_active))


def cell_services(session: Session, *, on: date, area_ids: list[int], service_type_id: int) -> list[dict[str, Any]]:
    """Rows of CELL_SERVICES as plain values: the statements active on a date about these areas and this kind of help.

    The newest confirmation first.
    """
    asked = {"day": day_number(on), "areas": area_ids, "kind": service_type_id}
    rows = session.connection().execute(_services_behind(), asked).all()
    told = ((*row[:-3], ", ".join(part for part in row[-3:] if part) or None) for row in rows)
    return [dict(zip(CELL_SERVICES.columns, row, strict=True)) for row in told]


@cache
def _services_behind() -> Select[Any]:
    """Written once, as the others below: saying it anew would take longer than asking it."""
    organization = col(Service.organization_id)
    first = select(func.min(col(Contact.id))).where(col(Contact.organization_id) == organization)
    found: Select[Any] = select(
        organization,
        col(Organization.name),
        col(Area.name),
        col(Area.name_local),
        *(col(getattr(Service, name)) for name in ("area_id", "starts_on", "ends_on", "capacity", "capacity_available")),
        *(col(getattr(Service, name)) for name in ("assured_on", "assured_by", "eligibility", "languages")),
        col(Contact.name),
        col(Contact.phone),
        col(Contact.email),
    )
    found = (
        found.join(ServiceSpan, col(ServiceSpan.service_id) == col(Service.id))
        .join(Organization, col(Organization.id) == organization)
        .join(Area, col(Area.id) == col(Service.area_id))
        .outerjoin(Contact, col(Contact.id) == first.correlate(Service).scalar_subquery())
    )
    return found.where(
        col(ServiceSpan.from_day) <= bindparam("day"),
        col(ServiceSpan.until_day) > bindparam("day"),
        col(Service.area_id).in_(bindparam("areas", expanding=True)),
        col(Service.service_type_id) == bindparam("kind"),
    ).order_by(col(Service.assured_on).desc(), col(Organization.name), col(Service.id))


def cell_checks_frame(session: Session, *, on: date, area_ids: list[int], service_type_id: int) -> pd.DataFrame:
    """CELL_CHECKS: who confirmed, not after a date, that there is nobody in these areas; newest first."""
    return CELL_CHECKS.from_rows(cell_checks(session, on=on, area_ids=area_ids, service_type_id=service_type_id))


def cell_checks(session: Session, *, on: date, area_ids: list[int], service_type_id: int) -> Sequence[Row[Any]]:
    """The rows of CELL_CHECKS. Arguments as for the frame."""
    asked = {"on": on, "areas": area_ids, "kind": service_type_id}
    return session.connection().execute(_checks_behind(), asked).all()


@cache
def _checks_behind() -> Select[Any]:
    check = (getattr(CoverageCheck, name) for name in ("id", "area_id", "confirmed_on", "confirmed_by"))
    number, area_id, *confirmed = (col(column) for column in check)
    found: Select[Any] = select(*[number, area_id, col(Area.name), col(Area.name_local), *confirmed])
    return (
        found.join(Area, col(Area.id) == col(CoverageCheck.area_id))
        .where(
            col(CoverageCheck.area_id).in_(bindparam("areas", expanding=True)),
            col(CoverageCheck.service_type_id) == bindparam("kind"),
            col(CoverageCheck.confirmed_on) <= bindparam("on", type_=Date),
        )
        .order_by(col(CoverageCheck.confirmed_on).desc(), col(Area.name), col(CoverageCheck.id))
    )


def cell_verdict(session: Session, *, on: date, area_id: int, service_type_id: int) -> dict[str, Any]:
    """The newest verdict about exactly this area, not after a date, as a row of VERDICTS_BY_CELL; empty: there is none."""
    asked = {"on": on, "area": area_id, "kind": service_type_id}
    row = session.connection().execute(_newest_verdict(), asked).mappings().first()
    return {} if row is None else dict(row)


@cache
def _newest_verdict() -> Select[Any]:
    found: Select[Any] = select(*(col(getattr(Verdict, name)) for name in VERDICTS_BY_CELL.columns))
    return (
        found.where(
            col(Verdict.area_id) == bindparam("area"),
            col(Verdict.service_type_id) == bindparam("kind"),
            col(Verdict.decided_on) <= bindparam("on", type_=Date),
        )
        .order_by(col(Verdict.decided_on).desc(), col(Verdict.id).desc())
        .limit(1)
    )


def cell_statements_frame(session: Session, *, on: date, area_ids: list[int], service_type_id: int) -> pd.DataFrame:
    """CELL_STATEMENTS: all that was stated, not after a date, about these areas and this kind of help, in order of time."""
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


def cell_needs(session: Session, *, on: date, area_ids: list[int], service_type_id: int) -> dict[str, object] | None:
    """Counts of the open needs of one cell on a date; None: nobody has shared a case, so need is unknown.

    Returns:
        caseload, unmet_need [people]; oldest_on: since when the oldest open need without an accepted referral waits
        (None: none waits); referred: needs with a referral sent and none accepted [needs].
    """
    asked = {"on": on, "areas": area_ids, "kind": service_type_id}
    row = session.connection().execute(_needs_behind(), asked).one()
    return {"caseload": row[0], "unmet_need": row[1], "oldest_on": row[2], "referred": row[3]} if row[4] else None


@cache
def _needs_behind() -> Select[Any]:
    """Each need once with what came of it, so that its referrals are looked up once; then all of them counted."""
    on = bindparam("on", type_=Date)
    is_accepted = func.max(case((accepted_by(on), 1), else_=0)).label("is_accepted")
    is_sent = func.max(case((col(Referral.sent_on) <= on, 1), else_=0)).label("is_sent")
    own: list[Any] = [col(CaseNeed.id), col(CaseNeed.case_id), col(CaseNeed.opened_on)]
    need = (
        select(*own, is_accepted, is_sent)
        .outerjoin(Referral, col(Referral.need_id) == col(CaseNeed.id))
        .where(
            col(CaseNeed.area_id).in_(bindparam("areas", expanding=True)),
            col(CaseNeed.service_type_id) == bindparam("kind"),
            col(CaseNeed.opened_on) <= on,
            or_(col(CaseNeed.closed_on).is_(None), col(CaseNeed.closed_on) > on),
        )
        .group_by(*own)
        .subquery("need")
    )
    is_waiting = need.c.is_accepted == 0
    return select(
        func.count(need.c.case_id.distinct()),
        func.count(case((is_waiting, need.c.case_id), else_=None).distinct()),
        func.min(case((is_waiting, need.c.opened_on), else_=None)),
        func.count(case((is_waiting & (need.c.is_sent == 1), need.c.id), else_=None)),
        select(exists().where(col(SharedCase.id).is_not(None))).scalar_subquery(),
    )
