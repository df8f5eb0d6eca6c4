"""Free places, and the referrals accepted since they were stated: a number stays as somebody said it, with these beside it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, func, or_, select
from sqlmodel import Session, col

from coalition.models import Area, CaseNeed, Organization, Referral, ReferralStep, Service, ServiceSpan, ServiceType
from coalition.queries.referrals import accepted_by
from coalition.queries.tally import day_number
from coalition.vocabulary import ReferralState

_SINCE = func.count(col(Referral.id))


def accepted_since(session: Session, *, on: date, service_ids: Collection[int]) -> dict[int, int]:
    """{statement that tells free places: referrals to its organization for its service type that stand accepted since it was
    made}; none is left out. Which of several areas a referral took its place in is not known: it counts for each."""
    found = _joined(select(col(Service.id), _SINCE), on).where(col(Service.id).in_(service_ids))
    return {int(row_id or 0): int(count) for row_id, count in session.execute(found.group_by(col(Service.id)))}


@dataclass(frozen=True)
class Stated:
    """Free places that a service in force tells, and since when: `since` referrals were accepted after it was said.

    `kind` and `area`: name and local name (None: has none); `capacity`: places in all (None: not reported).
    """

    service_id: int
    organization: str
    code: str
    kind: tuple[str, str | None]
    area: tuple[str, str | None]
    capacity: int | None
    free: int
    assured_on: date
    since: int


MOST_ASKED = 20


def places_to_ask(session: Session, *, on: date, organization_id: int | None = None) -> tuple[list[Stated], int]:
    """The free places after which most referrals were accepted, of one organization or of all, and how many such there are."""
    day = day_number(on)
    counted = (
        _joined(select(col(Service.id), _SINCE.label("since"), func.count().over().label("total")), on)
        .join(ServiceSpan, col(ServiceSpan.service_id) == col(Service.id))
        .where(col(ServiceSpan.from_day) <= day, col(ServiceSpan.until_day) > day)
    )
    if organization_id is not None:
        counted = counted.where(col(Service.organization_id) == organization_id)
    most = counted.group_by(col(Service.id)).order_by(_SINCE.desc(), col(Service.id)).limit(MOST_ASKED).subquery()
    own = (
        *(col(Service.id), col(Organization.name), col(ServiceType.code)),
        *(col(ServiceType.name), col(ServiceType.name_local), col(Area.name), col(Area.name_local)),
        *(col(Service.capacity), col(Service.capacity_available), col(Service.assured_on)),
    )
    found = (
        select(most.c.total, *own, most.c.since)
        .join_from(most, Service, col(Service.id) == most.c.id)
        .join(Organization, col(Organization.id) == col(Service.organization_id))
        .join(ServiceType, col(ServiceType.id) == col(Service.service_type_id))
        .join(Area, col(Area.id) == col(Service.area_id))
        .order_by(most.c.since.desc(), func.lower(col(Organization.name)), col(Service.id))
    )
    rows = session.execute(found).all()
    told = [Stated(row[0], row[1], row[2], (row[3], row[4]), (row[5], row[6]), *row[7:]) for _, *row in rows]
    return told, rows[0].total if rows else 0


def _joined(query: Any, on: date) -> Any:
    """Statements with free places, each with the referrals that were accepted after it; on its own day those noted later."""
    later = exists().where(
        col(ReferralStep.referral_id) == col(Referral.id),
        col(ReferralStep.state) == ReferralState.ACCEPTED,
        col(ReferralStep.at) > col(Service.recorded_at),
    )
    same_day = and_(col(Referral.accepted_on) == col(Service.assured_on), later)
    return (
        query.select_from(Service)
        .join(Referral, col(Referral.referred_organization_id) == col(Service.organization_id))
        .join(CaseNeed, col(CaseNeed.id) == col(Referral.need_id))
        .where(
            col(CaseNeed.service_type_id) == col(Service.service_type_id),
            col(Service.capacity_available).is_not(None),
            accepted_by(on),
            or_(col(Referral.accepted_on) > col(Service.assured_on), same_day),
        )
    )
