"""Who was listed and who was there: one row per organization and meeting, counted in SQL.

An attendance counts for the organization the person represented that day; where the file did not say, for the
organization the person acts for.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Select, and_, case, exists, func, or_, select, union
from sqlmodel import Session, col

from coalition.frames import ATTENDED_YEARS, CONTINUITY, LAST_PRESENT, MEETINGS, MEMBERSHIPS, PRESENCE
from coalition.models import Attendance, Meeting, Membership, Organization, Person
from coalition.vocabulary import COUNTS_FIRST, AttendanceState

_PRESENT = col(Attendance.state) == AttendanceState.PRESENT
_PLACE = case(*((col(Attendance.state) == state, place) for place, state in enumerate(COUNTS_FIRST)), else_=len(COUNTS_FIRST))
"""Place of the state of an attendance in COUNTS_FIRST."""


def memberships_frame(session: Session) -> pd.DataFrame:
    """MEMBERSHIPS: every stored interval, past and present, by name of the organization."""
    found = (
        select(
            col(Membership.organization_id),
            col(Organization.name),
            col(Organization.sector),
            col(Membership.from_on),
            col(Membership.to_on),
            col(Membership.is_voting),
        )
        .join(Organization, col(Organization.id) == col(Membership.organization_id))
        .order_by(func.lower(col(Organization.name)), col(Organization.id), col(Membership.from_on))
    )
    return MEMBERSHIPS.from_rows(session.execute(found))


def recent_meetings_frame(
    session: Session, *, on: date, since: date = date.min, last: int | None = None, skip: int = 0
) -> pd.DataFrame:
    """MEETINGS held on or before a date, newest first.

    Args:
        session: reads.
        on: the date.
        since: none before this day.
        last: at most so many; None: all.
        skip: leave out so many of the newest.
    """
    found = (
        meetings_select()
        .where(col(Meeting.held_on) <= on, col(Meeting.held_on) >= since)
        .order_by(*_newest_first())
        .offset(skip)
        .limit(last if last is not None else 1_000_000_000)
    )
    return MEETINGS.from_rows(session.execute(found))


def _newest_first() -> tuple[Any, ...]:
    """The order of meetings, of several on one day too."""
    return col(Meeting.held_on).desc(), func.coalesce(col(Meeting.start), "").desc(), col(Meeting.id).desc()


def meetings_select() -> Select[Any]:
    """The columns of MEETINGS.

    Whether a list is stored is asked here, of all its rows, and never told from the organizations that were read: of older
    meetings only some are.
    """
    absent = exists().where(col(Attendance.meeting_id) == col(Meeting.id), col(Attendance.state) == AttendanceState.ABSENT)
    return select(
        col(Meeting.id),
        col(Meeting.held_on),
        col(Meeting.title),
        col(Meeting.place),
        col(Meeting.start),
        absent,
        _is_recorded(),
    )


def _is_recorded() -> Any:
    """Whether a listed person stands for an organization."""
    acts_for = exists().where(col(Person.id) == col(Attendance.person_id), col(Person.organization_id).is_not(None))
    names_one = or_(col(Attendance.organization_id).is_not(None), acts_for)
    return exists().where(col(Attendance.meeting_id) == col(Meeting.id), names_one)


def recorded_days(session: Session, *, on: date, last: int) -> dict[int, date]:
    """{row of the table `meeting`: its day} of the last recorded ones held on or before a date, newest first."""
    newest = select(col(Meeting.id), col(Meeting.held_on)).where(col(Meeting.held_on) <= on, _is_recorded())
    newest = newest.order_by(*_newest_first()).limit(last)
    return {int(number): day for number, day in session.execute(newest)}


def people_there(session: Session, meeting_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """{meeting: (listed people who were there, whoever they act for [people]; rows of organizations that were there without
    a named person)}; meetings without a list are left out."""
    is_named = col(Attendance.person_id).is_not(None)
    named, unnamed = (func.sum(case((and_(_PRESENT, one), 1), else_=0)) for one in (is_named, ~is_named))
    found = select(col(Attendance.meeting_id), named, unnamed).where(col(Attendance.meeting_id).in_(meeting_ids))
    return {int(m): (int(n), int(u)) for m, n, u in session.execute(found.group_by(col(Attendance.meeting_id)))}


def presence_frame(session: Session, meeting_ids: Sequence[int], organization_ids: Sequence[int] | None = None) -> pd.DataFrame:
    """PRESENCE: one row per organization listed at one of the meetings.

    Args:
        session: reads.
        meeting_ids: rows of the table `meeting`.
        organization_ids: only these organizations; None: all.
    """
    seen = _seen(organization_ids, col(Attendance.meeting_id).in_(meeting_ids))
    found = select(seen.c.meeting_id, seen.c.organization_id, func.min(seen.c.place)).group_by(
        seen.c.meeting_id, seen.c.organization_id
    )
    return PRESENCE.from_rows((m, o, COUNTS_FIRST[place]) for m, o, place in session.execute(found))


def last_present_frame(session: Session, *, organization_ids: Sequence[int], on: date) -> pd.DataFrame:
    """LAST_PRESENT of some organizations, over all meetings on or before a date; those never present are left out."""
    seen = _seen(organization_ids, _PRESENT)
    found = (
        select(seen.c.organization_id, func.max(col(Meeting.held_on)))
        .join(Meeting, col(Meeting.id) == seen.c.meeting_id)
        .where(col(Meeting.held_on) <= on)
        .group_by(seen.c.organization_id)
    )
    return LAST_PRESENT.from_rows(session.execute(found))


def continuity_frame(session: Session, meeting_ids: Sequence[int]) -> pd.DataFrame:
    """CONTINUITY over some meetings: whether the same person comes for an organization, or always another."""
    person, meeting = col(Attendance.person_id), col(Attendance.meeting_id)
    here = (_PRESENT, meeting.in_(meeting_ids))
    told = select(col(Attendance.organization_id), person, meeting).where(
        col(Attendance.organization_id).is_not(None), person.is_not(None), *here
    )
    by_person = (
        select(col(Person.organization_id), col(Person.id), meeting)
        .join(Person, col(Person.id) == person)
        .where(col(Attendance.organization_id).is_(None), col(Person.organization_id).is_not(None), *here)
    )
    came = union(told, by_person).subquery("came")
    each = (
        select(came.c.organization_id, came.c.person_id, func.count().label("times"))
        .group_by(came.c.organization_id, came.c.person_id)
        .subquery("each")
    )
    attended = (
        select(came.c.organization_id, func.count(came.c.meeting_id.distinct()).label("attended"))
        .group_by(came.c.organization_id)
        .subquery("attended")
    )
    found = (
        select(each.c.organization_id, attended.c.attended, func.max(each.c.times), func.count())
        .join(attended, attended.c.organization_id == each.c.organization_id)
        .group_by(each.c.organization_id, attended.c.attended)
        .order_by(each.c.organization_id)
    )
    return CONTINUITY.from_rows(session.execute(found))


def _seen(organization_ids: Sequence[int] | None, condition: Any) -> Any:
    """Attendances with the organization they count for, as a subquery; `place`: of the state in COUNTS_FIRST."""
    place = _PLACE.label("place")
    told = select(col(Attendance.meeting_id), col(Attendance.organization_id), place).where(
        col(Attendance.organization_id).is_not(None), condition
    )
    by_person = (
        select(col(Attendance.meeting_id), col(Person.organization_id), place)
        .join(Person, col(Person.id) == col(Attendance.person_id))
        .where(col(Attendance.organization_id).is_(None), col(Person.organization_id).is_not(None), condition)
    )
    if organization_ids is not None:
        told = told.where(col(Attendance.organization_id).in_(organization_ids))
        by_person = by_person.where(col(Person.organization_id).in_(organization_ids))
    return told.union_all(by_person).subquery("seen")


def attended_years_frame(session: Session, *, on: date) -> pd.DataFrame:
    """ATTENDED_YEARS of all organizations, for the years up to a date.

    Asks for each organization and year whether there is one presence, which the index answers at the first hit; counting
    the attendances would read them all.
    """
    first = session.execute(select(func.min(col(Meeting.held_on)))).scalar()
    if first is None:
        return ATTENDED_YEARS.empty()
    rows: list[tuple[int, int]] = []
    for year in range(first.year, on.year + 1):
        held = select(col(Meeting.id)).where(
            col(Meeting.held_on) >= date(year, 1, 1), col(Meeting.held_on) <= min(date(year, 12, 31), on)
        )
        there = and_(_PRESENT, col(Attendance.meeting_id).in_(held))
        told = exists().where(col(Attendance.organization_id) == col(Organization.id), there)
        by_person = exists().where(
            col(Person.organization_id) == col(Organization.id),
            col(Attendance.person_id) == col(Person.id),
            col(Attendance.organization_id).is_(None),
            there,
        )
        found = select(col(Organization.id)).where(or_(told, by_person)).order_by(col(Organization.id))
        rows += [(year, int(organization)) for organization in session.execute(found).scalars()]
    return ATTENDED_YEARS.from_rows(rows)
