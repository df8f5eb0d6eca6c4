"""Whom to call for one service type: services in force, answers to referrals, who came, how to reach them. Few statements."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
from sqlalchemy import Date, and_, case, exists, func, literal, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import Integer
from sqlmodel import Session, col

from coalition.frames import (
    AREA_POINTS,
    AREAS,
    CALL_CONTACTS,
    CALL_REFERRALS,
    CALL_SERVICES,
    COULD_EXTEND,
    records,
)
from coalition.models import (
    Area,
    Attendance,
    CaseNeed,
    Contact,
    Membership,
    Organization,
    Person,
    Referral,
    ReferralStep,
    Service,
    ServiceSpan,
    ServiceType,
)
from coalition.queries.directory import recent_people_frame
from coalition.queries.participation import recorded_days
from coalition.queries.referrals import accepted_by, ended_by
from coalition.queries.tally import day_number
from coalition.vocabulary import AttendanceState, ReferralReason, ReferralState

RECORD_DAYS = 730
"""Referrals sent longer ago say little of how an organization answers today [days]."""


class days_between(FunctionElement[int]):
    """Whole days from the first date to the second, on both engines."""

    type = Integer()
    inherit_cache = True
    name = "days_between"


@compiles(days_between, "sqlite")
def _sqlite_days(element: Any, compiler: Any, **options: Any) -> str:
    first, second = (compiler.process(clause, **options) for clause in element.clauses)
    return f"CAST(julianday({second}) - julianday({first}) AS INTEGER)"


@compiles(days_between)
def _days(element: Any, compiler: Any, **options: Any) -> str:
    first, second = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(CAST({second} AS DATE) - CAST({first} AS DATE))"


def area_and_province_frame(session: Session, *, pcode: str) -> pd.DataFrame:
    """AREAS: the area with this P-code, and the province above it where there is one; the area first."""
    own = aliased(Area)
    found = (
        select(*(col(getattr(Area, name)) for name in AREAS.columns))
        .join(own, or_(col(own.id) == col(Area.id), col(own.parent_id) == col(Area.id)))
        .where(col(own.pcode) == pcode)
        .order_by(col(Area.level).desc())
    )
    return AREAS.from_rows(session.execute(found))


def area_points_frame(session: Session, *, province_id: int) -> pd.DataFrame:
    """AREA_POINTS of the provinces and districts of the same country as a province."""
    own = aliased(Area)
    found = (
        select(col(Area.id), col(Area.level), col(Area.latitude), col(Area.longitude))
        .join(own, col(own.country) == col(Area.country))
        .where(col(own.id) == province_id, col(Area.level) > 0)
        .order_by(col(Area.id))
    )
    return AREA_POINTS.from_rows(session.execute(found))


def full_providers(session: Session, *, on: date) -> set[tuple[int, int]]:
    """(service type, organization) of those that say of every service they have in force that no place is free."""
    day = day_number(on)
    own = (col(ServiceSpan.service_type_id), col(ServiceSpan.organization_id))
    found = select(*own).join(Service, col(Service.id) == col(ServiceSpan.service_id)).group_by(*own)
    found = found.where(col(ServiceSpan.from_day) <= day, col(ServiceSpan.until_day) > day)
    rows = session.execute(found.having(func.max(func.coalesce(col(Service.capacity_available), 1)) == 0))
    return {(kind, organization) for kind, organization in rows}


def call_services_frame(
    session: Session, *, on: date, service_type_id: int, province_ids: list[int] | None, area_id: int | None = None
) -> pd.DataFrame:
    """CALL_SERVICES in force on a date for one service type.

    Args:
        session: reads.
        on: the date.
        service_type_id: the service type.
        province_ids: only in these provinces and their districts; None: wherever it is offered.
        area_id: with these, this area whatever its province.
    """
    day, province = day_number(on), aliased(Area)
    found: Any = (
        select(
            *(col(Service.id), col(Organization.id), col(Organization.name), col(Organization.sector)),
            *(col(Area.id), col(Area.name), col(Area.name_local)),
            *(col(ServiceSpan.province_id), col(province.name), col(province.name_local)),
            *(col(Service.capacity), col(Service.capacity_available), col(Service.assured_on)),
            *(col(Service.eligibility), col(Service.languages)),
            *(col(Service.minimum_age), col(Service.maximum_age), col(Service.serves_sex), col(Service.hours)),
        )
        .select_from(ServiceSpan)
        .join(Service, col(Service.id) == col(ServiceSpan.service_id))
        .join(Organization, col(Organization.id) == col(ServiceSpan.organization_id))
        .join(Area, col(Area.id) == col(ServiceSpan.area_id))
        .outerjoin(province, col(province.id) == col(ServiceSpan.province_id))
        .where(
            col(ServiceSpan.service_type_id) == service_type_id,
            col(ServiceSpan.from_day) <= day,
            col(ServiceSpan.until_day) > day,
        )
    )
    if province_ids is not None:
        near = col(ServiceSpan.province_id).in_(province_ids)
        found = found.where(near if area_id is None else or_(near, col(ServiceSpan.area_id) == area_id))
    return CALL_SERVICES.from_rows(session.execute(found.order_by(col(Service.id))))


def call_referrals_frame(session: Session, *, on: date, service_type_id: int, organization_ids: list[int]) -> pd.DataFrame:
    """CALL_REFERRALS of these organizations for one service type, sent in the last RECORD_DAYS, as they stood on a date.

    Revoked ones, those closed without an answer, and those accepted before they were sent, say nothing about the organization
    and are left out. One that was accepted and then ended without help counts as declined.
    """
    was_accepted = col(Referral.accepted_on) <= on
    is_closed = and_(col(Referral.closed_on).is_not(None), col(Referral.closed_on) <= on)
    is_revoked = and_(ended_by(on), col(Referral.state) == ReferralState.REVOKED)
    is_declined = or_(was_accepted, and_(is_closed, col(Referral.state) == ReferralState.DECLINED))
    says_nothing = or_(is_revoked, and_(was_accepted, col(Referral.accepted_on) < col(Referral.sent_on)))
    outcome = case(
        (says_nothing, "other"),
        (accepted_by(on), "accepted"),
        (is_declined, "declined"),
        (~is_closed, "running"),
        else_="other",
    )
    day = literal(on, Date)
    end = case((was_accepted, col(Referral.accepted_on)), (is_closed, col(Referral.closed_on)), else_=day)
    days = days_between(col(Referral.sent_on), end)
    found = (
        select(col(Referral.referred_organization_id), outcome.label("outcome"), days.label("days"), func.count())
        .join(CaseNeed, col(CaseNeed.id) == col(Referral.need_id))
        .where(
            col(Referral.referred_organization_id).in_(organization_ids),
            col(CaseNeed.service_type_id) + 0 == service_type_id,  # by its need: from the service type, SQLite reads all years
            col(Referral.sent_on) <= on,
            col(Referral.sent_on) >= on - timedelta(days=RECORD_DAYS),
        )
        .group_by(col(Referral.referred_organization_id), "outcome", "days")
    )
    return CALL_REFERRALS.from_rows(row for row in session.execute(found) if row[1] != "other")


def without_place(session: Session, *, on: date, service_type_id: int, organization_ids: list[int]) -> dict[int, date]:
    """{organization: the newest day on which it declined a referral for this service type, no place being free}.

    Not on a day on which it said later how it stands.
    """
    said_later = exists().where(
        col(ReferralStep.referral_id) == col(Referral.id),
        col(ReferralStep.state) == ReferralState.DECLINED,
        col(Service.organization_id) == col(Referral.referred_organization_id),
        col(Service.service_type_id) == service_type_id,
        col(Service.assured_on) == col(Referral.closed_on),
        col(Service.recorded_at) > col(ReferralStep.at),
    )
    found = (
        select(col(Referral.referred_organization_id), func.max(col(Referral.closed_on)))
        .join(CaseNeed, col(CaseNeed.id) == col(Referral.need_id))
        .where(
            col(Referral.referred_organization_id).in_(organization_ids),
            col(CaseNeed.service_type_id) + 0 == service_type_id,
            col(Referral.state) == ReferralState.DECLINED,
            col(Referral.reason) == ReferralReason.NO_CAPACITY,
            col(Referral.closed_on) <= on,
            ~said_later,
        )
        .group_by(col(Referral.referred_organization_id))
    )
    return dict(map(tuple, session.execute(found)))


def declined_by(
    session: Session, *, on: date, case_id: int | None, service_type_id: int
) -> dict[int, tuple[date, ReferralReason | None]]:
    """{organization: (day, why)} of those whose newest referral of this case for this service type was declined by a date.

    Nobody, and no statement, without a case.
    """
    if case_id is None:
        return {}
    found = (
        select(
            *(col(Referral.referred_organization_id), col(Referral.state), col(Referral.closed_on), col(Referral.sent_on)),
            col(Referral.reason),
        )
        .join(CaseNeed, col(CaseNeed.id) == col(Referral.need_id))
        .where(
            col(CaseNeed.case_id) == case_id,
            col(CaseNeed.service_type_id) + 0 == service_type_id,  # by the case: it has few needs
            col(Referral.sent_on) <= on,
        )
        .order_by(col(Referral.sent_on), col(Referral.id))
    )
    newest = {row[0]: row for row in session.execute(found)}
    return {
        int(number): (closed or sent, None if why is None else ReferralReason(why))
        for number, state, closed, sent, why in newest.values()
        if state == ReferralState.DECLINED and (closed is None or closed <= on)
    }


def attended_lately(
    session: Session, *, on: date, last: int, organization_ids: list[int]
) -> tuple[list[date], dict[int, list[tuple[date, bool]]]]:
    """The days of the recorded meetings of late (at most `last`, newest first), and {organization: (day, whether somebody
    came for it) of those that list it}; organizations that none lists are left out."""
    held = recorded_days(session, on=on, last=last)
    stands_for = func.coalesce(col(Attendance.organization_id), col(Person.organization_id))
    came = func.max(case((col(Attendance.state) == AttendanceState.PRESENT, 1), else_=0))
    found = (
        select(stands_for, col(Attendance.meeting_id), came)
        .select_from(Attendance)
        .outerjoin(Person, col(Person.id) == col(Attendance.person_id))
        .where(col(Attendance.meeting_id).in_(held), stands_for.in_(organization_ids))
        .group_by(stands_for, col(Attendance.meeting_id))
    )
    listed: dict[int, list[tuple[date, bool]]] = {}
    for number, meeting_id, is_there in session.execute(found):
        listed.setdefault(int(number), []).append((held[meeting_id], bool(is_there)))
    return list(held.values()), listed


def members_since(session: Session, *, on: date, organization_ids: list[int]) -> dict[int, date]:
    """{organization: since when it is a member without a day between}; who is no member on the date is left out."""
    membership = (col(Membership.organization_id), col(Membership.from_on), col(Membership.to_on))
    begun = col(Membership.organization_id).in_(organization_ids), col(Membership.from_on) <= on
    since: dict[int, date] = {}
    for number, first, last in session.execute(select(*membership).where(*begun).order_by(col(Membership.from_on).desc())):
        if last is None or last >= since.get(number, on + timedelta(days=1)) - timedelta(days=1):
            since[number] = first
    return since


def call_contacts_frame(session: Session, *, on: date, organization_ids: list[int]) -> pd.DataFrame:
    """CALL_CONTACTS: every focal point of these organizations; for those without one, who came last for them."""
    found = (
        select(
            *(col(Contact.organization_id), col(Contact.name), col(Contact.role), col(Contact.phone)),
            *(col(Contact.email), col(Contact.languages)),
        )
        .where(col(Contact.organization_id).in_(organization_ids))
        .order_by(col(Contact.organization_id), col(Contact.id))
    )
    named = [(*row, None) for row in session.execute(found)]
    missing = sorted(set(organization_ids) - {row[0] for row in named})
    came = records(recent_people_frame(session, on=on, organization_ids=missing, last=1)) if missing else []
    told = ("organization_id", "name", "role", "phone", "email")
    return CALL_CONTACTS.from_rows([*named, *((*(row[name] for name in told), None, row["last_on"]) for row in came)])


def could_extend_frame(
    session: Session, *, on: date, service_type_id: int, pillar: str | None, province_id: int, area_id: int
) -> pd.DataFrame:
    """COULD_EXTEND: services in force here of organizations that might offer the kind asked for too.

    They offer another kind of the same pillar here, or the kind asked for in another area.
    """
    day, elsewhere = day_number(on), aliased(ServiceSpan)
    in_force = (col(ServiceSpan.from_day) <= day, col(ServiceSpan.until_day) > day)
    offers = exists().where(
        col(elsewhere.organization_id) == col(ServiceSpan.organization_id),
        col(elsewhere.service_type_id) == service_type_id,
        col(elsewhere.from_day) <= day,
        col(elsewhere.until_day) > day,
    )
    same = col(ServiceType.pillar) == pillar if pillar else col(ServiceType.pillar).is_(None)
    # a district without a province is asked about as its own; what is stated for it counts for none
    here = or_(col(ServiceSpan.province_id) == province_id, col(ServiceSpan.area_id) == area_id)
    if area_id != province_id:  # a district: what is stated for itself or for its whole province
        here = col(ServiceSpan.area_id).in_([area_id, province_id])
    found = (
        select(
            *(col(Organization.id), col(Organization.name), col(ServiceType.code), col(ServiceType.name)),
            *(col(ServiceType.name_local), same.label("is_same"), offers.label("offers"), func.max(col(Service.assured_on))),
        )
        .select_from(ServiceSpan)
        .join(Service, col(Service.id) == col(ServiceSpan.service_id))
        .join(Organization, col(Organization.id) == col(ServiceSpan.organization_id))
        .join(ServiceType, col(ServiceType.id) == col(ServiceSpan.service_type_id))
        .where(*in_force, here, col(ServiceSpan.service_type_id) != service_type_id, or_(same, offers))
        .group_by(col(Organization.id), col(ServiceType.id), "is_same", "offers")
        .order_by(func.lower(col(Organization.name)), col(Organization.id), col(ServiceType.code))
    )
    return COULD_EXTEND.from_rows((*row[:5], bool(row[5]), bool(row[6]), row[7]) for row in session.execute(found))
