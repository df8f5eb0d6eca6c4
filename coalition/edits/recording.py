"""A meeting recorded while it happens: each step one verb and one transaction, undone by `edits.undo`.

It stands in tables of its own until it is finished, so nothing that counts meetings can see it
(docs/decisions/0028-a-meeting-in-progress-stands-apart.md). Every verb takes `at`, the instant of the edit (with time zone),
and `by`, who makes it (None: not told).
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlmodel import Session, SQLModel, col

from coalition.database import writing
from coalition.edits.actions import not_before, not_before_the_promise, owner
from coalition.edits.meetings import known_organization, meeting_values, organization_named
from coalition.edits.noted import told_of_cell, told_of_learned
from coalition.edits.record import EditRefused, create_row, delete_row, stored_row, table_of, update_row
from coalition.edits.screen import screened
from coalition.imports.matching.keys import organization_key, person_key
from coalition.models import (
    ActionItem,
    Attendance,
    DraftAttendance,
    DraftMeeting,
    DraftNote,
    Meeting,
    MeetingNote,
    Organization,
    OrganizationAlias,
    Person,
)
from coalition.queries.agenda import agenda
from coalition.queries.recording import nothing_recorded
from coalition.vocabulary import COUNTS_FIRST, ActionState, AttendanceState, NoteKind

Row = dict[str, Any]

_LONGEST_NAME = 120


def start_meeting(
    engine: Engine,
    *,
    held_on: date,
    today: date,
    title: str = "",
    place: str = "",
    start: str = "",
    by: str | None = None,
    at: datetime,
) -> int:
    """Begin to record a meeting, with the agenda that was prepared for its day; returns the id of the draft.

    Said twice is said once, as long as nothing is recorded: a double click begins no second meeting.

    Raises:
        EditRefused: the day is after `today`, or the start is no time of day.
    """
    if held_on > today:
        raise EditRefused("This day is in the future. Prepare its agenda in Papers, and record the meeting on its day.")
    values = meeting_values(held_on, title, place, start)
    with writing(engine) as session:
        if begun := nothing_recorded(session, **values):
            return begun
        draft_id = create_row(session, DraftMeeting, by=by, at=at, started_at=at, **values)
        for row_id, line in agenda(session, held_on=held_on):
            told: Row = {"key": f"agenda {row_id}", "kind": NoteKind.AGENDA, "what": line}
            create_row(session, DraftNote, by=by, at=at, draft_id=draft_id, **told)
        return draft_id


def change_draft(
    engine: Engine,
    draft_id: int,
    *,
    held_on: date,
    title: str = "",
    place: str = "",
    start: str = "",
    by: str | None = None,
    at: datetime,
) -> bool:
    """Correct the day, title, place and start of a meeting that is being recorded. Returns whether anything changed.

    Raises:
        EditRefused: the start is no time of day, what is noted cannot be of that day, or the draft is not there any more.
    """
    values = meeting_values(held_on, title, place, start)
    with writing(engine) as session:
        for line in _rows(session, DraftNote, draft_id):
            if line["kind"] == NoteKind.ACTION:
                not_before(line["due_on"], held_on)
            elif line["kind"] == NoteKind.KEPT:
                not_before_the_promise(session, stored_row(session, ActionItem, line["action_id"]), held_on)
        return update_row(session, DraftMeeting, draft_id, by=by, at=at, **values)


def mark(
    engine: Engine,
    draft_id: int,
    *,
    key: str,
    state: AttendanceState | None,
    is_remote: bool | None = None,
    organization_id: int | None = None,
    person_id: int | None = None,
    name: str = "",
    is_organization: bool = False,
    organization_as_written: str = "",
    by: str | None = None,
    at: datetime,
) -> bool:
    """Note who is there. Returns whether anything changed: the same sent twice is noted once.

    Args:
        engine: the database.
        draft_id: the meeting that is being recorded.
        key: names the mark; made where it was noted.
        state: present, absent or excused; None: take the mark back.
        is_remote: took part from elsewhere; None: not told.
        organization_id: an organization; of a person, known or new, the one represented that day (None: the one the person acts
            for, of a new one not told).
        person_id: somebody known.
        name: of a guest who is not stored yet.
        is_organization: the new name is that of an organization.
        organization_as_written: what was said of the organization of a new person, where it is none of ours.
        by: who notes it.
        at: the instant of the edit.

    Raises:
        EditRefused: nobody is named, the name is too long, or the draft is not there any more.
    """
    line, said = _one_line(name), _one_line(organization_as_written)
    with writing(engine) as session:
        stored_row(session, DraftMeeting, draft_id)
        who: Row = {"organization_id": organization_id, "person_id": person_id, "name": None}
        if person_id is not None and organization_id is None:
            who["organization_id"] = stored_row(session, Person, person_id)["organization_id"]
        if person_id is None and (organization_id is None or not is_organization):
            who["name"] = line or None
        known = _marked(session, draft_id, key, who, is_organization)
        if state is None:
            if known is not None:
                delete_row(session, DraftAttendance, known, by=by, at=at)
            return known is not None
        from_where = {"organization_id": organization_id, "organization_as_written": None if organization_id else said or None}
        if known is not None:
            stored = stored_row(session, DraftAttendance, known)
            if not stored["name"] or is_organization or stored["organization_id"] or stored["organization_as_written"]:
                from_where = {}  # of a guest it is told now, where it was not
            return update_row(session, DraftAttendance, known, by=by, at=at, state=state, is_remote=is_remote, **from_where)
        if not any(who.values()):
            raise EditRefused("Choose a person or an organization, or write a new name.")
        told = {**who, "is_organization": is_organization and who["name"] is not None, "state": state, "is_remote": is_remote}
        told["organization_as_written"] = from_where["organization_as_written"] if who["name"] else None
        create_row(session, DraftAttendance, by=by, at=at, draft_id=draft_id, key=key, **told)
        return True


def _one_line(name: str) -> str:
    line = " ".join(name.split())
    if len(line) > _LONGEST_NAME:
        raise EditRefused("This name is too long: {length} letters, at most {most}.", length=len(line), most=_LONGEST_NAME)
    return line


def name_organization(
    engine: Engine, draft_id: int, *, said: str, organization_id: int | None, by: str | None = None, at: datetime
) -> bool:
    """Say which organization it is that guests were said to come from. Returns whether anything changed.

    The spelling is kept with the organization, so that the next meeting need not ask.

    Args:
        engine: the database.
        draft_id: the meeting that is being recorded.
        said: what was said of it (`mark`, organization_as_written).
        organization_id: one of ours; None: it is a new one.
        by: who says so.
        at: the instant of the edit.

    Raises:
        EditRefused: the draft or the organization is not there any more.
    """
    if not (key := organization_key(said)):  # "?" names none: nor does a guest of whom nothing was said
        return False
    with writing(engine) as session:
        stored_row(session, DraftMeeting, draft_id)
        if organization_id is not None:
            stored_row(session, Organization, organization_id)
        rows = [row for row in _rows(session, DraftAttendance, draft_id) if row["organization_id"] is None]
        own = [row["id"] for row in rows if organization_key(row["organization_as_written"] or "") == key]
        if not own:
            return False
        if organization_id is None:
            organization_id = organization_named(session, said, by, at)
        elif known_organization(session, key) is None:
            told = {"alias": said, "alias_key": key, "confirmed_at": at, "confirmed_by": by}
            create_row(session, OrganizationAlias, by=by, at=at, organization_id=organization_id, **told)
        for row_id in own:
            update_row(session, DraftAttendance, row_id, by=by, at=at, organization_id=organization_id)
        return True


def _marked(session: Session, draft_id: int, key: str, who: Row, is_organization: bool) -> int | None:
    """The mark that this key has, or that says something of the same person or organization already.

    New names are the same as files know them (`imports.matching.keys`); a person and an organization of one name are two.
    """
    key_of = organization_key if is_organization else person_key
    for row in _rows(session, DraftAttendance, draft_id):
        if who["name"]:
            same = (
                bool(row["name"]) and row["is_organization"] == is_organization and key_of(row["name"]) == key_of(who["name"])
            )
        else:
            same = any(who.values()) and {name: row[name] for name in who} == who
        same_person = who["person_id"] is not None and row["person_id"] == who["person_id"]
        if row["key"] == key or same or same_person:
            return int(row["id"])
    return None


def note(
    engine: Engine,
    draft_id: int,
    *,
    key: str,
    kind: NoteKind,
    what: str = "",
    organization_id: int | None = None,
    person_id: int | None = None,
    due_on: date | None = None,
    action_id: int | None = None,
    resource_id: int | None = None,
    area_id: int | None = None,
    service_type_id: int | None = None,
    by: str | None = None,
    at: datetime,
) -> bool:
    """Note a line of the agenda, a decision, what was learned, a promise, or that an earlier one was kept.

    Args:
        engine: the database.
        draft_id: the meeting that is being recorded.
        key: names the line; made where it was noted: what is sent twice is noted once.
        kind: what it is.
        what: the line; of an earlier promise nothing.
        organization_id: who keeps a new promise (None: the organization of the person), or told what was learned.
        person_id: who of it keeps the promise; None: not told.
        due_on: by when a new promise is due.
        action_id: the earlier promise.
        resource_id: what was shown with what was learned; None: nothing.
        area_id, service_type_id: the cell that a decision is about; None: about none.
        by: who notes it.
        at: the instant of the edit.

    Returns:
        Whether anything changed.

    Raises:
        EditRefused: the line is refused, nobody is named for a promise, its day is impossible, or what it refers to is gone.
    """
    line = "" if kind is NoteKind.KEPT else screened(what, kind.value, about=engine)
    with writing(engine) as session:
        held_on = stored_row(session, DraftMeeting, draft_id)["held_on"]
        values: Row = {"kind": kind, "what": line}
        if kind is NoteKind.ACTION:
            values |= owner(session, organization_id, person_id)
            if due_on is None:
                raise EditRefused("Choose by when.")
            values["due_on"] = not_before(due_on, held_on)
        if kind is NoteKind.KEPT:
            not_before_the_promise(session, stored_row(session, ActionItem, action_id or 0), held_on)
            values["action_id"] = action_id
        if kind is NoteKind.LEARNED:
            values |= told_of_learned(session, organization_id, resource_id)
        if kind is NoteKind.DECISION:
            values |= told_of_cell(session, area_id, service_type_id)
        for row in _rows(session, DraftNote, draft_id):
            if row["key"] == key or (action_id is not None and row["action_id"] == action_id):
                return False
        create_row(session, DraftNote, by=by, at=at, draft_id=draft_id, key=key, **values)
        return True


def take_out(engine: Engine, draft_id: int, *, key: str, by: str | None = None, at: datetime) -> bool:
    """Take a line out of a meeting that is being recorded. Returns whether it was there."""
    with writing(engine) as session:
        found = [row["id"] for row in _rows(session, DraftNote, draft_id) if row["key"] == key]
        for row_id in found:
            delete_row(session, DraftNote, row_id, by=by, at=at)
        return bool(found)


def give_up(engine: Engine, draft_id: int, *, by: str | None = None, at: datetime) -> bool:
    """Throw away a meeting that is being recorded, with all that was noted. `edits.undo` brings it back.

    Raises:
        EditRefused: it is not there any more.
    """
    with writing(engine) as session:
        stored_row(session, DraftMeeting, draft_id)
        _clear(session, draft_id, by, at)
    return True


def finish_meeting(engine: Engine, draft_id: int, *, today: date, by: str | None = None, at: datetime) -> int:
    """Make a recorded meeting one that counts, in one transaction; returns its id.

    Members that are noted nowhere were not here: a list without absences expects all members of its day. Where nobody at all
    was noted, who came is not recorded. Guests do not become members.

    Args:
        engine: the database.
        draft_id: the meeting that is being recorded.
        today: no later day of a meeting is taken.
        by: who finishes it.
        at: the instant of the edit.

    Raises:
        EditRefused: its day has not come yet, or it is not there any more.
    """
    with writing(engine) as session:
        draft = stored_row(session, DraftMeeting, draft_id)
        if draft["held_on"] > today:
            raise EditRefused("The day of this meeting is in the future. Correct the day, then finish.")
        marks, notes = _rows(session, DraftAttendance, draft_id), _rows(session, DraftNote, draft_id)
        _clear(session, draft_id, by, at)
        told = {name: draft[name] for name in ("held_on", "title", "place", "start")}
        meeting_id = create_row(session, Meeting, by=by, at=at, **told)
        for values in _attendances(session, marks, by, at):
            create_row(session, Attendance, by=by, at=at, meeting_id=meeting_id, **values)
        for line in notes:
            _keep(session, line, meeting_id, draft["held_on"], by, at)
        return meeting_id


def _keep(session: Session, line: Row, meeting_id: int, held_on: date, by: str | None, at: datetime) -> None:
    """One line of the draft as it is kept."""
    if line["kind"] == NoteKind.ACTION:
        told = {name: line[name] for name in ("what", "organization_id", "person_id", "due_on")}
        create_row(session, ActionItem, by=by, at=at, meeting_id=meeting_id, opened_on=held_on, **told)
    elif line["kind"] == NoteKind.KEPT:
        action = stored_row(session, ActionItem, line["action_id"])
        if action["state"] == ActionState.OPEN:  # somebody else may have closed it meanwhile
            not_before_the_promise(session, action, held_on)
            update_row(session, ActionItem, line["action_id"], by=by, at=at, state=ActionState.DONE, done_on=held_on)
    else:
        told = {name: line[name] for name in ("kind", "what", "organization_id", "resource_id", "area_id", "service_type_id")}
        create_row(session, MeetingNote, by=by, at=at, meeting_id=meeting_id, **told)


def _attendances(session: Session, marks: list[Row], by: str | None, at: datetime) -> Iterable[Row]:
    """The rows of the attendance list: one for each person, and one for each organization without a person."""
    people: dict[int, Row] = {}
    organizations: dict[int, Row] = {}
    for one in sorted(marks, key=lambda row: (COUNTS_FIRST.index(row["state"]), row["id"])):
        organization_id, person_id = one["organization_id"], one["person_id"]
        if one["name"] and one["is_organization"]:
            organization_id = organization_named(session, one["name"], by, at)
        elif one["name"]:
            key = person_key(one["name"])
            told_of = {"name": one["name"], "name_key": key, "organization_id": organization_id}
            person_id = create_row(session, Person, by=by, at=at, **told_of)
        told = {name: one[name] for name in ("state", "is_remote", "organization_as_written")}
        listed = {"person_id": person_id, "organization_id": organization_id, **told}
        if person_id is not None:
            people.setdefault(person_id, listed)
        else:
            organizations.setdefault(organization_id, listed)
    spoken_for = {(row["organization_id"], row["state"]) for row in people.values()}
    alone = [row for row in organizations.values() if (row["organization_id"], row["state"]) not in spoken_for]
    return [*people.values(), *alone]


def _rows(session: Session, model: type[SQLModel], draft_id: int) -> list[Row]:
    """The rows of one draft, in the order in which they were noted."""
    table = table_of(model)
    return [
        dict(row) for row in session.execute(select(table).where(table.c.draft_id == draft_id).order_by(table.c.id)).mappings()
    ]


def _clear(session: Session, draft_id: int, by: str | None, at: datetime) -> None:
    for model in (DraftAttendance, DraftNote):
        ids = select(col(model.id)).where(col(model.draft_id) == draft_id).order_by(col(model.id))
        for row_id in session.scalars(ids).all():
            delete_row(session, model, int(row_id or 0), by=by, at=at)
    delete_row(session, DraftMeeting, draft_id, by=by, at=at)
