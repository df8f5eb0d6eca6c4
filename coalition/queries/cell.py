"""What stands behind one cell of the coverage matrix: the organizations, the needs, the checks. Dated, like the cell."""

from datetime import date

import pandas as pd
from sqlalchemy import case, exists, func, select
from sqlmodel import Session, col

from coalition.frames import CELL_CHECKS, CELL_SERVICES
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
    SharedCase,
    Verdict,
)
from coalition.queries.coverage import in_force, is_open


def cell_areas(session: Session, *, area_id: int) -> tuple[list[int], int | None]:
    """The areas that count for a cell (the area itself and, for a province, its districts), and the province above it."""
    area = col(Area.id)
    counted = session.execute(select(area).where((area == area_id) | (col(Area.parent_id) == area_id))).scalars()
    above = session.execute(select(col(Area.parent_id)).where(area == area_id)).scalar()
    return [int(i) for i in counted if i is not None], above


def cell_services_frame(session: Session, *, on: date, area_ids: list[int], service_type_id: int) -> pd.DataFrame:
    """CELL_SERVICES: the statements active on a date about these areas and this kind of help, newest confirmation first."""
    active = in_force(on, area_ids=area_ids, service_type_id=service_type_id)
    first = (
        select(func.min(col(Contact.id)))
        .where(col(Contact.organization_id) == active.c.organization_id)
        .correlate(active)
        .scalar_subquery()
    )
    found = (
        select(
            active.c.organization_id,
            col(Organization.name),
            col(Area.name),
            col(Area.name_local),
            active.c.area_id,
            active.c.starts_on,
            active.c.ends_on,
            active.c.capacity,
            active.c.capacity_available,
            active.c.assured_on,
            active.c.assured_by,
            active.c.eligibility,
            active.c.languages,
            col(Contact.name),
            col(Contact.phone),
            col(Contact.email),
        )
        .select_from(active)
        .join(Organization, col(Organization.id) == active.c.organization_id)
        .join(Area, col(Area.id) == active.c.area_id)
        .outerjoin(Contact, col(Contact.id) == first)
        .order_by(active.c.assured_on.desc(), col(Organization.name), active.c.id)
    )
    rows = [(*row[:-3], ", ".join(part for part in row[-3:] if part) or None) for row in session.execute(found)]
    return CELL_SERVICES.from_rows(rows)


def cell_checks_frame(session: Session, *, on: date, area_ids: list[int], service_type_id: int) -> pd.DataFrame:
    """CELL_CHECKS: who confirmed, not after a date, that there is nobody in these areas; newest first."""
    found = (
        select(
            col(CoverageCheck.id),
            col(CoverageCheck.area_id),
            col(Area.name),
            col(Area.name_local),
            col(CoverageCheck.confirmed_on),
            col(CoverageCheck.confirmed_by),
        )
        .join(Area, col(Area.id) == col(CoverageCheck.area_id))
        .where(
            col(CoverageCheck.area_id).in_(area_ids),
            col(CoverageCheck.service_type_id) == service_type_id,
            col(CoverageCheck.confirmed_on) <= on,
        )
        .order_by(col(CoverageCheck.confirmed_on).desc(), col(Area.name), col(CoverageCheck.id))
    )
    return CELL_CHECKS.from_rows(session.execute(found))


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
    if not session.execute(select(exists().where(col(SharedCase.id).is_not(None)))).scalar():
        return None
    accepted = exists().where(col(Referral.need_id) == col(CaseNeed.id), col(Referral.accepted_on) <= on)
    sent = exists().where(col(Referral.need_id) == col(CaseNeed.id), col(Referral.sent_on) <= on)
    row = session.execute(
        select(
            func.count(col(CaseNeed.case_id).distinct()),
            func.count(case((~accepted, col(CaseNeed.case_id)), else_=None).distinct()),
            func.min(case((~accepted, col(CaseNeed.opened_on)), else_=None)),
            func.count(case((sent & ~accepted, col(CaseNeed.id)), else_=None).distinct()),
        ).where(
            col(CaseNeed.area_id).in_(area_ids),
            col(CaseNeed.service_type_id) == service_type_id,
            is_open(on),
        )
    ).one()
    return {"caseload": int(row[0]), "unmet_need": int(row[1]), "oldest_on": row[2], "referred": int(row[3])}
