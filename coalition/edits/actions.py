"""What somebody promised: opened, changed, done, dropped, opened again; one verb each, undone by `edits.undo`.

Every verb takes `at`, the instant of the edit (with time zone), and `by`, who makes it (None: not told). What was done or
dropped is not touched again until it is opened again, so of two people who close the same action the second is told.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, exists, select
from sqlmodel import Session, SQLModel, col

from coalition.database import writing
from coalition.edits.conflicts import apart
from coalition.edits.record import EditRefused, create_row, delete_row, stored_row, update_row
from coalition.edits.screen import LONGEST as LONGEST
from coalition.edits.screen import TextRefused
from coalition.edits.screen import screened as screened
from coalition.models import ActionItem, Area, Attendance, CaseNeed, Meeting, Organization, Person, Referral, ServiceType
from coalition.queries.recording import is_drafted_as_kept
from coalition.vocabulary import ActionState


def open_action(
    engine: Engine,
    *,
    what: str,
    organization_id: int | None,
    person_id: int | None = None,
    due_on: date,
    opened_on: date,
    today: date,
    meeting_id: int | None = None,
    area_id: int | None = None,
    service_type_id: int | None = None,
    referral_id: int | None = None,
    by: str | None = None,
    at: datetime,
) -> int:
    """Note a promise; returns its id.

    Args:
        engine: the database.
        what: the promise, in one line.
        organization_id: who keeps it; None: the organization of the person.
        person_id: somebody known of that organization; None: not told.
        due_on: by when.
        opened_on: the day of the promise.
        today: no later day of a promise is taken.
        meeting_id: where it was promised; None: outside a meeting.
        area_id, service_type_id: the gap it answers; None: free, or that of the referral.
        referral_id: the referral it follows up.
        by: who notes it.
        at: the instant of the edit.

    Raises:
        EditRefused: the line is refused, nobody is named, the person does not act for the organization, a day is impossible,
            or something it refers to is not there any more.
    """
    line = screened(what, about=engine)
    if opened_on > today:
        raise EditRefused("Date is in the future.")
    with writing(engine) as session:
        for model, row_id in ((Meeting, meeting_id), (Area, area_id), (ServiceType, service_type_id)):
            _there(session, model, row_id)
        if referral_id is not None:
            need = stored_row(session, CaseNeed, stored_row(session, Referral, referral_id)["need_id"])
            area_id, service_type_id = area_id or need["area_id"], service_type_id or need["service_type_id"]
        values = {
            "what": line,
            "due_on": not_before(due_on, opened_on),
            "opened_on": opened_on,
            "meeting_id": meeting_id,
            "area_id": area_id,
            "service_type_id": service_type_id,
            "referral_id": referral_id,
            **owner(session, organization_id, person_id),
        }
        return create_row(session, ActionItem, by=by, at=at, **values)


def change_action(
    engine: Engine,
    action_id: int,
    *,
    what: str,
    organization_id: int | None,
    person_id: int | None = None,
    due_on: date,
    by: str | None = None,
    at: datetime,
) -> bool:
    """Correct the line, the owner or the day of an open action. Returns whether anything changed.

    Raises:
        EditRefused: as for `open_action`; or it is done or dropped, or not there any more.
    """
    line = screened(what, about=engine)
    with writing(engine) as session, apart():
        stored = _open(session, action_id)
        values: dict[str, Any] = {"what": line, "due_on": not_before(due_on, _opened_on(session, stored))}
        if (organization_id, person_id) != (stored["organization_id"], stored["person_id"]):
            values |= owner(session, organization_id, person_id)
        return update_row(session, ActionItem, action_id, by=by, at=at, **values)


def finish_action(
    engine: Engine, action_id: int, *, done_on: date, today: date, note: str = "", by: str | None = None, at: datetime
) -> bool:
    """Say that a promise was kept, and on which day; `note`: what came of it, in one line, or nothing.

    Raises:
        EditRefused: it is done or dropped already, the note is refused, or the day lies before the promise or in the future.
    """
    return _close(engine, action_id, ActionState.DONE, done_on, today, _line(engine, note), by, at)


def drop_action(
    engine: Engine, action_id: int, *, reason: str, dropped_on: date, today: date, by: str | None = None, at: datetime
) -> bool:
    """Say that a promise will not be kept, and why.

    Raises:
        EditRefused: as for `finish_action`; or no reason is told.
    """
    if not reason.strip():
        raise TextRefused("Enter in one line why it is canceled.", field="note")
    return _close(engine, action_id, ActionState.DROPPED, dropped_on, today, _line(engine, reason), by, at)


def reopen_action(engine: Engine, action_id: int, *, by: str | None = None, at: datetime) -> bool:
    """Open again what was done or dropped; what came of it is taken off. Returns whether anything changed.

    Raises:
        EditRefused: it is not there any more.
    """
    with writing(engine) as session:
        return update_row(session, ActionItem, action_id, by=by, at=at, state=ActionState.OPEN, done_on=None, note=None)


def remove_action(engine: Engine, action_id: int, *, by: str | None = None, at: datetime) -> bool:
    """Take out what was noted by mistake, open or closed: nobody promised it; what it said stays in the history of changes.

    Raises:
        EditRefused: it is not there any more, or a meeting that is being recorded notes that it was kept.
    """
    with writing(engine) as session:
        if is_drafted_as_kept(session, action_id=action_id):
            raise EditRefused("A meeting that is being recorded marks this action as done. Remove it there first.")
        delete_row(session, ActionItem, action_id, by=by, at=at)
    return True


def _line(engine: Engine, note: str) -> str | None:
    return screened(note, "note", about=engine) if note.strip() else None


def _close(
    engine: Engine,
    action_id: int,
    state: ActionState,
    on: date,
    today: date,
    note: str | None,
    by: str | None,
    at: datetime,
) -> bool:
    if on > today:
        raise EditRefused("Date is in the future.")
    with writing(engine) as session:
        not_before_the_promise(session, _open(session, action_id), on)
        return update_row(session, ActionItem, action_id, by=by, at=at, state=state, done_on=on, note=note)


def not_before_the_promise(session: Session, stored: dict[str, Any], on: date) -> None:
    """Check the day on which a stored action ends.

    Raises:
        EditRefused: it lies before the promise.
    """
    opened_on = _opened_on(session, stored)
    if opened_on is not None and on < opened_on:
        raise EditRefused("The date is before {opened}, the day the action was agreed.", opened=opened_on.isoformat())


def _open(session: Session, action_id: int) -> dict[str, Any]:
    """The stored row of an open action."""
    stored = stored_row(session, ActionItem, action_id)
    if stored["state"] == ActionState.OPEN:
        return stored
    day = stored["done_on"].isoformat() if stored["done_on"] else "?"
    if stored["state"] == ActionState.DONE:
        raise EditRefused("Already done on {day}. Reopen it to change it.", day=day)
    raise EditRefused("Already canceled on {day}. Reopen it to change it.", day=day)


def _opened_on(session: Session, stored: dict[str, Any]) -> date | None:
    """The day of the promise; None: neither told nor known from its meeting."""
    if stored["opened_on"] is not None or stored["meeting_id"] is None:
        return stored["opened_on"]  # type: ignore[no-any-return]
    return session.scalar(select(col(Meeting.held_on)).where(col(Meeting.id) == stored["meeting_id"]))


def not_before(due_on: date, opened_on: date | None) -> date:
    """The day by which it is to be done.

    Raises:
        EditRefused: it is before the day of the promise.
    """
    if opened_on is not None and due_on < opened_on:
        raise EditRefused(
            "The due date cannot be before {opened}, the day the action was agreed.", opened=opened_on.isoformat()
        )
    return due_on


def owner(session: Session, organization_id: int | None, person_id: int | None) -> dict[str, int | None]:
    """Who keeps a promise, checked: an organization, and perhaps one of its people.

    Raises:
        EditRefused: nobody is named, the person does not act for the organization, or one of them is not there any more.
    """
    if person_id is not None:
        person = stored_row(session, Person, person_id)
        own = person["organization_id"]
        organization_id = organization_id if organization_id is not None else own
        stood = exists().where(col(Attendance.person_id) == person_id, col(Attendance.organization_id) == organization_id)
        if organization_id is not None and organization_id != own and not session.scalar(select(stood)):
            name = stored_row(session, Organization, organization_id)["name"]
            raise EditRefused(
                "There is no record that {person} represents {organization}.", person=person["name"], organization=name
            )
    if organization_id is None:
        raise EditRefused("Choose who does it.")
    _there(session, Organization, organization_id)
    return {"organization_id": organization_id, "person_id": person_id}


def _there(session: Session, model: type[SQLModel], row_id: int | None) -> None:
    if row_id is not None:
        stored_row(session, model, row_id)
