"""Meetings and who was there, corrected by hand: one verb each, one transaction each, undone by `edits.undo`.

Every verb takes `at`, the instant of the edit (with time zone), and `by`, who makes it (None: not told).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition.database import writing
from coalition.edits.conflicts import apart
from coalition.edits.record import EditRefused, create_row, delete_row, stored_row, update_row
from coalition.imports.attendance.meetings import Values, agree
from coalition.imports.attendance.memberships import Lists, settle
from coalition.imports.matching.keys import organization_key, person_key, text_key
from coalition.models import (
    ActionItem,
    Attendance,
    CoverageCheck,
    Meeting,
    MeetingNote,
    Membership,
    MinutesVersion,
    Organization,
    OrganizationAlias,
    Person,
    ProtocolAnswer,
    Resource,
    Verdict,
)
from coalition.vocabulary import AttendanceState

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def read_start(text: str) -> str | None:
    """A start time as typed, as HH:MM; None where nothing is typed.

    Raises:
        EditRefused: it is no time of day.
    """
    if not text.strip():
        return None
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise EditRefused("'{value}' is not a time of day. Write it like this: 13:30.", value=text.strip())
    return f"{int(found[1]):02d}:{found[2]}"


def same_meetings(
    session: Session, *, held_on: date, title: str | None = None, place: str | None = None, start: str | None = None
) -> list[int]:
    """Stored meetings that this one is or may be: same day, and title, place and start equal or missing on one side."""
    rows = session.execute(
        select(col(Meeting.id), col(Meeting.title), col(Meeting.place), col(Meeting.start))
        .where(col(Meeting.held_on) == held_on)
        .order_by(col(Meeting.id))
    )
    return [int(meeting_id) for meeting_id, *known in rows if may_be_one((title, place, start), tuple(known))]


def may_be_one(one: Values, other: Values) -> bool:
    """Whether two meetings of a day may be the same by what is told of both: (title, place, start)."""
    return agree(*((text_key(title), text_key(place), start or None) for title, place, start in (one, other)))


def add_meeting(
    engine: Engine,
    *,
    held_on: date,
    title: str = "",
    place: str = "",
    start: str = "",
    by: str | None = None,
    at: datetime,
) -> int:
    """Add a meeting; returns its id. Whether it is stored already is asked beforehand (`same_meetings`).

    Raises:
        EditRefused: the start is no time of day.
    """
    values = meeting_values(held_on, title, place, start)
    with writing(engine) as session:
        return create_row(session, Meeting, by=by, at=at, **values)


def change_meeting(
    engine: Engine,
    meeting_id: int,
    *,
    held_on: date,
    title: str = "",
    place: str = "",
    start: str = "",
    by: str | None = None,
    at: datetime,
) -> bool:
    """Correct the day, title, place and start of a meeting. Returns whether anything changed.

    Raises:
        EditRefused: the start is no time of day, or the meeting is not there any more.
    """
    values = meeting_values(held_on, title, place, start)
    with writing(engine) as session, apart():
        changed = update_row(session, Meeting, meeting_id, by=by, at=at, **values)
        settle(session, at.date())
        return changed


def meeting_values(held_on: date, title: str, place: str, start: str) -> dict[str, Any]:
    """The columns of a meeting as they are kept.

    Raises:
        EditRefused: the start is no time of day.
    """
    return {"held_on": held_on, "title": title.strip() or None, "place": place.strip() or None, "start": read_start(start)}


def delete_meeting(engine: Engine, meeting_id: int, *, by: str | None = None, at: datetime) -> None:
    """Delete a meeting with its attendance list, notes and minutes. What was agreed, promised or shared there stays.

    Raises:
        EditRefused: the meeting is not there any more.
    """
    with writing(engine) as session:
        held_on = stored_row(session, Meeting, meeting_id)["held_on"]
        undated = select(col(ActionItem.id)).where(
            col(ActionItem.meeting_id) == meeting_id, col(ActionItem.opened_on).is_(None)
        )
        for row_id in session.scalars(undated).all():  # of such a promise the day of its meeting was the day
            update_row(session, ActionItem, int(row_id or 0), by=by, at=at, opened_on=held_on, meeting_id=None)
        listed = session.scalars(select(col(Attendance.id)).where(col(Attendance.meeting_id) == meeting_id)).all()
        _end_memberships(session, [int(row_id or 0) for row_id in listed], by, at)
        for gone in (Attendance, MeetingNote, MinutesVersion):
            for row_id in session.scalars(select(col(gone.id)).where(col(gone.meeting_id) == meeting_id)).all():
                delete_row(session, gone, int(row_id or 0), by=by, at=at)
        for model in (Verdict, CoverageCheck, ActionItem, ProtocolAnswer, Resource):
            for row_id in session.scalars(select(col(model.id)).where(col(model.meeting_id) == meeting_id)).all():
                update_row(session, model, int(row_id or 0), by=by, at=at, meeting_id=None)
        delete_row(session, Meeting, meeting_id, by=by, at=at)
        settle(session, at.date())


def correct_list(
    engine: Engine,
    states: Mapping[int, AttendanceState],
    removed: Sequence[int] = (),
    *,
    by: str | None = None,
    at: datetime,
) -> bool:
    """Correct one attendance list. Returns whether anything changed.

    Args:
        engine: the database.
        states: {row of the list: present, absent or excused}.
        removed: rows to take off the list; the people stay known.
        by: who does it.
        at: the instant of the edit.

    Raises:
        EditRefused: a row is not there any more. Nothing is changed then.
    """
    with writing(engine) as session, apart():
        changed = [
            update_row(session, Attendance, row_id, by=by, at=at, state=state)
            for row_id, state in states.items()
            if row_id not in removed
        ]
        _end_memberships(session, removed, by, at)
        for row_id in removed:
            delete_row(session, Attendance, row_id, by=by, at=at)
        if removed:
            settle(session, at.date())
        return any(changed) or bool(removed)


def _end_memberships(session: Session, listed: Sequence[int], by: str | None, at: datetime) -> None:
    """Of organizations that only these rows named: they became members by them."""
    for row_id in Lists(session, listed).without_list():
        delete_row(session, Membership, row_id, by=by, at=at)


def add_person(
    engine: Engine,
    meeting_id: int,
    *,
    person_id: int | None = None,
    name: str = "",
    organization_id: int | None = None,
    organization: str = "",
    state: AttendanceState = AttendanceState.PRESENT,
    by: str | None = None,
    at: datetime,
) -> int:
    """Put somebody on the list of a meeting; returns the id of the row.

    An organization that never was a member becomes one on the day of the meeting, as with a list from a file.

    Args:
        engine: the database.
        meeting_id: the meeting.
        person_id: somebody known; None: `name` is new. Both empty: an organization without a named person.
        name: name of a new person.
        organization_id: a known organization; None: `organization`, else the one the known person acts for.
        organization: name of an organization; a known name or spelling is that organization.
        state: present, absent or excused.
        by: who does it.
        at: the instant of the edit.

    Raises:
        EditRefused: neither person nor organization is told, or the person (or organization) is on the list already.
    """
    with writing(engine) as session:
        held_on = stored_row(session, Meeting, meeting_id)["held_on"]
        known = stored_row(session, Person, person_id) if person_id is not None else None
        if organization_id is None and organization.strip():
            organization_id = organization_named(session, organization.strip(), by, at)
        if organization_id is None and known:
            organization_id = known["organization_id"]
        if known is None and name.strip():
            key = person_key(name)
            person_id = create_row(
                session, Person, by=by, at=at, name=name.strip(), name_key=key, organization_id=organization_id
            )
        if person_id is None and organization_id is None:
            raise EditRefused("Choose a person or an organization, or write a new name.")
        _refuse_twice(session, meeting_id, person_id, organization_id)
        if organization_id is not None:
            _join(session, organization_id, held_on, by, at)
        values = {"meeting_id": meeting_id, "person_id": person_id, "organization_id": organization_id, "state": state}
        row_id = create_row(session, Attendance, by=by, at=at, **values)
        settle(session, at.date())
        return row_id


def _refuse_twice(session: Session, meeting_id: int, person_id: int | None, organization_id: int | None) -> None:
    listed = select(col(Attendance.id)).where(col(Attendance.meeting_id) == meeting_id)
    if person_id is not None:
        listed = listed.where(col(Attendance.person_id) == person_id)
    else:
        listed = listed.where(col(Attendance.person_id).is_(None), col(Attendance.organization_id) == organization_id)
    if session.execute(listed).first():
        raise EditRefused("Already on the list of this meeting. Change the status there.")


def organization_named(session: Session, name: str, by: str | None, at: datetime) -> int:
    """The organization with this name or confirmed spelling; a new one where there is none."""
    key = organization_key(name)
    found = known_organization(session, key)
    if found is not None:
        return found
    return create_row(session, Organization, by=by, at=at, name=name, name_key=key)


def known_organization(session: Session, key: str) -> int | None:
    """The organization that has this key (`matching.organization_key`) as its name or as a confirmed spelling."""
    by_name = session.scalar(select(col(Organization.id)).where(col(Organization.name_key) == key))
    if by_name is not None:
        return by_name
    return session.scalar(select(col(OrganizationAlias.organization_id)).where(col(OrganizationAlias.alias_key) == key))


def _join(session: Session, organization_id: int, on: date, by: str | None, at: datetime) -> None:
    """Open a membership where there never was one."""
    if not session.execute(select(col(Membership.id)).where(col(Membership.organization_id) == organization_id)).first():
        create_row(session, Membership, by=by, at=at, organization_id=organization_id, from_on=on)
