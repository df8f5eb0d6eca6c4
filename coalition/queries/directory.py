"""Organizations with all that is kept about one: focal points, services and their history, membership, spellings."""

from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
from sqlalchemy import Date, Select, bindparam, exists, func, or_, select, union_all
from sqlmodel import Session, col

from coalition.frames import (
    AREAS,
    CAME_LATELY,
    CONTACTS,
    MEMBERSHIPS_OF_ONE,
    ORGANIZATIONS,
    PEOPLE,
    STATEMENTS,
)
from coalition.locale.order import sort_key
from coalition.models import (
    ERASED,
    Area,
    Attendance,
    Contact,
    ImportBatch,
    Meeting,
    Membership,
    Organization,
    OrganizationAlias,
    Person,
    Service,
    ServiceType,
)
from coalition.queries.coverage import in_force, in_force_or_later
from coalition.queries.ready import fetched, plain
from coalition.vocabulary import AttendanceState
from coalition.vocabulary.tongues import tongue_codes


def organizations_frame(
    session: Session, *, on: date, search: str = "", sector: str | None = None, organization_id: int | None = None
) -> pd.DataFrame:
    """ORGANIZATIONS by name.

    Args:
        session: reads.
        on: the date of membership and services.
        search: only those whose name, acronym or a confirmed spelling holds this text; empty: all.
        sector: only this sector; "" those without one; None: all.
        organization_id: only this one; None: all.
    """
    active = in_force(on)
    services = (
        select(active.c.organization_id, func.count().label("services"), func.max(active.c.assured_on).label("assured_on"))
        .group_by(active.c.organization_id)
        .subquery("services")
    )
    is_member = exists().where(
        col(Membership.organization_id) == col(Organization.id),
        col(Membership.from_on) <= on,
        or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= on),
    )
    found: Select[Any] = select(
        col(Organization.id),
        col(Organization.name),
        col(Organization.acronym),
        col(Organization.sector),
        is_member.label("is_member"),
        func.coalesce(services.c.services, 0),
        services.c.assured_on,
    ).outerjoin(services, services.c.organization_id == col(Organization.id))
    if search.strip():
        found = found.where(_holds(search.strip().lower()))
    if sector is not None:
        found = found.where(col(Organization.sector) == sector if sector else col(Organization.sector).is_(None))
    if organization_id is not None:
        found = found.where(col(Organization.id) == organization_id)
    rows = sorted(session.execute(found.order_by(col(Organization.id))), key=lambda row: sort_key(row.name))
    return ORGANIZATIONS.from_rows((*row[:4], bool(row[4]), *row[5:]) for row in rows)


def _holds(text: str) -> Any:
    spelled = exists().where(
        col(OrganizationAlias.organization_id) == col(Organization.id),
        func.lower(col(OrganizationAlias.alias)).contains(text, autoescape=True),
    )
    return or_(
        func.lower(col(Organization.name)).contains(text, autoescape=True),
        func.lower(col(Organization.acronym)).contains(text, autoescape=True),
        spelled,
    )


def contacts_frame(session: Session, *, organization_id: int) -> pd.DataFrame:
    """CONTACTS of one organization, by name."""
    named = (Contact.id, Contact.name, Contact.role, Contact.phone, Contact.email, Contact.languages)
    found = (
        select(*map(col, named))
        .where(col(Contact.organization_id) == organization_id)
        .order_by(func.lower(col(Contact.name)), col(Contact.id))
    )
    return CONTACTS.from_rows(session.execute(found))


def focal_points_frame(session: Session, *, organization_id: int | None = None) -> pd.DataFrame:
    """PEOPLE who are focal points and no person of that name in their organization, by name; `id` of the focal point."""
    people = session.execute(select(col(Person.name), col(Person.organization_id)))
    listed = {(name.casefold(), own) for name, own in people}
    found = select(col(Contact.id), col(Contact.name), col(Organization.name), col(Organization.id)).join(
        Organization, col(Organization.id) == col(Contact.organization_id)
    )
    if organization_id is not None:
        found = found.where(col(Contact.organization_id) == organization_id)
    alone = [row for row in session.execute(found) if (row[1].casefold(), row[3]) not in listed]
    return PEOPLE.from_rows(sorted((tuple(row[:3]) for row in alone), key=lambda row: sort_key(row[1])))


def spoken_tongues(session: Session) -> list[str]:
    """The languages that services name, as `tongue_codes` gives them, each once: those of most statements first."""
    counts: Counter[str] = Counter()
    told = select(col(Service.languages), func.count()).group_by(col(Service.languages))
    for languages, times in session.execute(told):
        counts.update(dict.fromkeys(tongue_codes(languages), times))
    return [code for code, _ in sorted(counts.items(), key=lambda found: (-found[1], found[0]))]


def services_in_force_frame(session: Session, *, organization_id: int, on: date) -> pd.DataFrame:
    """STATEMENTS of one organization that are in force on a date or later (one that begins next month), by code and area."""
    found = _statements(organization_id).where(col(Service.id).in_(in_force_or_later(on)))
    return STATEMENTS.from_rows(session.execute(found.order_by(col(ServiceType.code), col(Area.name), col(Service.id))))


def statements_frame(session: Session, *, organization_id: int) -> pd.DataFrame:
    """STATEMENTS of one organization: all ever made, newest first."""
    newest_first = (col(Service.assured_on).desc(), col(Service.id).desc())
    return STATEMENTS.from_rows(session.execute(_statements(organization_id).order_by(*newest_first)))


def _statements(organization_id: int) -> Any:
    found: Any = select(
        col(Service.id),
        *(col(ServiceType.id), col(ServiceType.code), col(ServiceType.name), col(ServiceType.name_local)),
        *(col(Area.id), col(Area.name), col(Area.name_local)),
        col(Service.is_offered),
        col(Service.capacity),
        col(Service.capacity_available),
        col(Service.assured_on),
        col(Service.assured_by),
        *(col(Service.starts_on), col(Service.ends_on), col(Service.eligibility), col(Service.languages)),
        *(col(Service.minimum_age), col(Service.maximum_age), col(Service.serves_sex), col(Service.hours)),
        col(ImportBatch.file_name),
        col(Service.line),
    )
    return (
        found.select_from(Service)
        .join(ServiceType, col(ServiceType.id) == col(Service.service_type_id))
        .join(Area, col(Area.id) == col(Service.area_id))
        .outerjoin(ImportBatch, col(ImportBatch.id) == col(Service.batch_id))
        .where(col(Service.organization_id) == organization_id)
    )


def memberships_of_frame(session: Session, *, organization_id: int) -> pd.DataFrame:
    """MEMBERSHIPS_OF_ONE organization, newest first."""
    found = (
        select(col(Membership.id), col(Membership.from_on), col(Membership.to_on), col(Membership.is_voting))
        .where(col(Membership.organization_id) == organization_id)
        .order_by(col(Membership.from_on).desc())
    )
    return MEMBERSHIPS_OF_ONE.from_rows(session.execute(found))


def all_areas_frame(session: Session) -> pd.DataFrame:
    """AREAS: every province and district stored, provinces first, by name."""
    columns = (Area.id, Area.pcode, Area.level, Area.parent_id, Area.name, Area.name_local)
    found = (
        select(*(col(column) for column in columns))
        .where(col(Area.level) > 0)
        .order_by(col(Area.level), col(Area.name), col(Area.pcode))
    )
    return AREAS.from_rows(session.execute(found))


def recent_people_frame(session: Session, *, on: date, organization_ids: list[int], last: int = 5) -> pd.DataFrame:
    """CAME_LATELY: who was present for each of these organizations, the latest first; whom to call while nobody is named.

    Args:
        session: reads.
        on: the last day looked at.
        organization_ids: the organizations.
        last: so many people for each.
    """
    people = recent_people(session, on=on, organization_ids=organization_ids, last=last)
    return CAME_LATELY.from_rows([tuple(person.values()) for person in people])


def recent_people(session: Session, *, on: date, organization_ids: list[int], last: int = 5) -> list[dict[str, Any]]:
    """The rows of CAME_LATELY as plain values. Arguments as for the frame."""
    return plain(CAME_LATELY, fetched(session, _recent_people(), organizations=organization_ids, on=on, last=last))


@cache
def _recent_people() -> Select[Any]:
    """Two ways to stand for an organization, each looked up in an index of its own: read as one condition, all that was ever
    attended would be read."""
    wanted: Any = bindparam("organizations", expanding=True)
    is_there = col(Attendance.state) == AttendanceState.PRESENT
    told: list[Any] = [col(Attendance.organization_id).label("organization_id"), col(Attendance.person_id).label("person_id")]
    own: list[Any] = [col(Person.organization_id), col(Person.id)]
    meeting: Any = col(Attendance.meeting_id).label("meeting_id")
    on_the_day = select(*told, meeting).where(col(Attendance.organization_id).in_(wanted), is_there)
    by_person = select(*own, meeting).join(Attendance, col(Attendance.person_id) == col(Person.id))
    untold = func.coalesce(col(Attendance.organization_id), 0) == 0  # not IS NULL: the person is looked up first
    here = union_all(on_the_day, by_person.where(col(Person.organization_id).in_(wanted), untold, is_there)).subquery("here")
    last_on, times = func.max(col(Meeting.held_on)), func.count(col(Meeting.id).distinct())
    stands_for = here.c.organization_id
    rank = func.row_number().over(partition_by=stands_for, order_by=(last_on.desc(), times.desc(), col(Person.id)))
    came = (
        select(stands_for, *(col(getattr(Person, name)) for name in ("id", "name", "role", "email", "phone")))
        .add_columns(last_on.label("last_on"), times.label("times"), rank.label("rank"))
        .join(here, here.c.person_id == col(Person.id))
        .join(Meeting, col(Meeting.id) == here.c.meeting_id)
        .where(col(Meeting.held_on) <= bindparam("on", type_=Date), col(Person.name) != ERASED)
        .group_by(stands_for, col(Person.id))
        .subquery("came")
    )
    kept = [column for name, column in came.c.items() if name != "rank"]
    return select(*kept).where(came.c.rank <= bindparam("last")).order_by(came.c.organization_id, came.c.rank)
