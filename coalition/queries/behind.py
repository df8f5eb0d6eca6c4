"""What stands behind one cell of the coverage matrix, as plain values: a dialog draws a few rows of each, and soon."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Integer, Select, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.frames import AREAS, CELL_CHECKS, CELL_SERVICES, SERVICE_TYPES, VERDICTS_BY_CELL
from coalition.models import (
    Area,
    CaseNeed,
    Contact,
    CoverageCheck,
    Organization,
    Referral,
    Service,
    ServiceSpan,
    ServiceType,
    Verdict,
)
from coalition.queries.ready import day, fetched, plain
from coalition.queries.referrals import accepted_by
from coalition.queries.tally import day_number, needs_of_cell


@dataclass(frozen=True)
class AskedCell:
    """A cell that somebody looks at.

    Attributes:
        area: its area, a row of AREAS as plain values.
        inside: the districts inside, the same.
        kind: its service type, a row of SERVICE_TYPES.
    """

    area: dict[str, Any]
    inside: list[dict[str, Any]]
    kind: dict[str, Any]

    @property
    def ids(self) -> dict[str, int | None]:
        """What the statements below are told of it; `province`: the one around a district."""
        return {"area": self.area["id"], "province": self.area["parent_id"], "kind": self.kind["id"]}


def asked_cell(session: Session, *, area: str, service_type: str) -> AskedCell | None:
    """The area of that P-code with the districts inside, and the active service type of that code; None: one is not there."""
    areas = plain(AREAS, fetched(session, _area_and_inside(), pcode=area))
    kinds = plain(SERVICE_TYPES, fetched(session, _kind(), code=service_type))
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


def _counted(*, wider: bool) -> Select[Any]:
    """The area and the districts inside; `wider`: and what lies around it, the province of a district and the country."""
    own, home = bindparam("area", type_=Integer), aliased(Area)
    country = select(col(home.country)).where(col(home.id) == own).scalar_subquery()
    above = (col(Area.id) == bindparam("province", type_=Integer), and_(col(Area.level) == 0, col(Area.country) == country))
    around = above if wider else ()
    return select(col(Area.id)).where(or_(col(Area.id) == own, col(Area.parent_id) == own, *around))


def services_behind(session: Session, cell: AskedCell, *, on: date) -> list[dict[str, Any]]:
    """Rows of CELL_SERVICES: the statements active on a date about the cell, the province around a district and the country.

    The newest confirmation first.
    """
    rows = fetched(session, _services(), day=day_number(on), **cell.ids)
    told = [(*row[:-3], ", ".join([part for part in row[-3:] if part]) or None) for row in rows]
    return plain(CELL_SERVICES, told)


@cache
def _services() -> Select[Any]:
    organization = col(Service.organization_id)
    first = select(func.min(col(Contact.id))).where(col(Contact.organization_id) == organization)
    found: Select[Any] = select(
        organization,
        col(Organization.name),
        col(Area.name),
        col(Area.name_local),
        *(col(getattr(Service, name)) for name in ("area_id", "starts_on", "ends_on", "capacity", "capacity_available")),
        *(col(getattr(Service, name)) for name in ("assured_on", "assured_by", "eligibility", "languages", "hours")),
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
        col(Service.area_id).in_(_counted(wider=True)),
        col(Service.service_type_id) == bindparam("kind"),
    ).order_by(col(Service.assured_on).desc(), col(Organization.name), col(Service.id))


def checks_behind(session: Session, cell: AskedCell, *, on: date) -> list[dict[str, Any]]:
    """Rows of CELL_CHECKS: who confirmed, not after a date, that there is nobody; areas as for services, newest first."""
    return plain(CELL_CHECKS, fetched(session, _checks(), on=on, **cell.ids))


@cache
def _checks() -> Select[Any]:
    check = (getattr(CoverageCheck, name) for name in ("id", "area_id", "confirmed_on", "confirmed_by"))
    number, area_id, *confirmed = (col(column) for column in check)
    found: Select[Any] = select(*[number, area_id, col(Area.name), col(Area.name_local), *confirmed])
    return (
        found.join(Area, col(Area.id) == col(CoverageCheck.area_id))
        .where(
            col(CoverageCheck.area_id).in_(_counted(wider=True)),
            col(CoverageCheck.service_type_id) == bindparam("kind"),
            col(CoverageCheck.confirmed_on) <= bindparam("on", type_=Date),
        )
        .order_by(col(CoverageCheck.confirmed_on).desc(), col(Area.name), col(CoverageCheck.id))
    )


def newest_verdict(session: Session, cell: AskedCell, *, on: date) -> dict[str, Any]:
    """The newest verdict about exactly this area, not after a date, as a row of VERDICTS_BY_CELL; empty: there is none."""
    return next(iter(plain(VERDICTS_BY_CELL, fetched(session, _verdict(), on=on, **cell.ids))), {})


@cache
def _verdict() -> Select[Any]:
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


def needs_behind(session: Session, cell: AskedCell, *, on: date) -> dict[str, Any] | None:
    """Counts of the open needs of one cell on a date; None: nobody has shared a case, so need is unknown.

    Returns:
        caseload, unmet_need [people], from the summary; oldest_on: since when the oldest open need without an accepted
        referral waits (None: none waits); referred: needs with a referral sent and none accepted [needs].
    """
    counts = needs_of_cell(session, on=on, level=cell.area["level"], area=cell.area["id"], kind=cell.kind["id"])
    if counts is None:
        return None
    waiting: tuple[Any, ...] = (None, 0)
    if counts["unmet_need"]:  # else no need waits, and none has to be looked at
        waiting = fetched(session, _waiting(), on=on, **cell.ids)[0]
    return {**counts, "oldest_on": day(waiting[0]), "referred": waiting[1]}


@cache
def _waiting() -> Select[Any]:
    """Each open need once with what came of it, so that its referrals are looked up once; then those that wait.

    They are grouped in the order of their index, which names each, so that nothing is sorted.
    """
    on = bindparam("on", type_=Date)
    in_order = ("service_type_id", "area_id", "opened_on", "closed_on", "id")
    need = (
        select(
            col(CaseNeed.opened_on),
            func.max(case((accepted_by(on), 1), else_=0)).label("is_accepted"),
            func.max(case((col(Referral.sent_on) <= on, 1), else_=0)).label("is_sent"),
        )
        .outerjoin(Referral, col(Referral.need_id) == col(CaseNeed.id))
        .where(
            col(CaseNeed.area_id).in_(_counted(wider=False)),
            col(CaseNeed.service_type_id) == bindparam("kind"),
            col(CaseNeed.opened_on) <= on,
            or_(col(CaseNeed.closed_on).is_(None), col(CaseNeed.closed_on) > on),
        )
        .group_by(*(col(getattr(CaseNeed, name)) for name in in_order))
        .subquery("need")
    )
    columns: list[Any] = [func.min(need.c.opened_on), func.count(case((need.c.is_sent == 1, 1), else_=None))]
    return select(*columns).where(need.c.is_accepted == 0)
