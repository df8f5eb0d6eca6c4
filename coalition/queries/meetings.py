"""One meeting: its attendance list with the file and row each entry comes from, and what was decided."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

import pandas as pd
from sqlalchemy import func, literal, null, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.frames import ATTENDANCES, DECISIONS, MEETINGS, PEOPLE
from coalition.locale.order import sort_key
from coalition.models import (
    ERASED,
    ActionItem,
    Area,
    Attendance,
    CoverageCheck,
    ImportBatch,
    Meeting,
    MeetingNote,
    Organization,
    Person,
    ServiceType,
    Verdict,
)
from coalition.queries.participation import meetings_select
from coalition.vocabulary import NoteKind


def meeting_frame(session: Session, *, meeting_id: int) -> pd.DataFrame:
    """MEETINGS: one row, or none when the meeting is not there (any more)."""
    return MEETINGS.from_rows(session.execute(meetings_select().where(col(Meeting.id) == meeting_id)))


def attendance_list_frame(session: Session, *, meeting_id: int) -> pd.DataFrame:
    """ATTENDANCES of one meeting: those present first, by name."""
    own = aliased(Organization)
    found: Any = (
        select(
            col(Attendance.id),
            col(Person.name),
            func.coalesce(col(Organization.name), col(own.name)),
            col(Attendance.state),
            col(Attendance.is_remote),
            col(Attendance.minutes),
            col(Attendance.name_as_written),
            col(Attendance.organization_as_written),
            col(ImportBatch.file_name),
            col(Attendance.line),
        )
        .select_from(Attendance)
        .outerjoin(Person, col(Person.id) == col(Attendance.person_id))
        .outerjoin(Organization, col(Organization.id) == col(Attendance.organization_id))
        .outerjoin(own, col(own.id) == col(Person.organization_id))
        .outerjoin(ImportBatch, col(ImportBatch.id) == col(Attendance.batch_id))
        .where(col(Attendance.meeting_id) == meeting_id)
        .order_by(col(Attendance.state).desc(), col(Attendance.id))
    )
    by_state = groupby(session.execute(found), key=lambda row: row[3])
    return ATTENDANCES.from_rows(
        row for _, alike in by_state for row in sorted(alike, key=lambda row: sort_key(row[1] or row[2] or ""))
    )


@dataclass(frozen=True)
class Somebody:
    """A person as the form shows them; empty texts and None: not told. `is_erased`: on request, nothing is kept."""

    name: str
    role: str
    email: str
    phone: str
    organization_id: int | None
    is_erased: bool = False


def somebody(session: Session, *, person_id: int) -> Somebody | None:
    """One person; None: not there (any more)."""
    row = session.get(Person, person_id)
    if row is None:
        return None
    return Somebody(row.name, row.role or "", row.email or "", row.phone or "", row.organization_id, row.name == ERASED)


def people_frame(session: Session, *, organization_id: int | None = None) -> pd.DataFrame:
    """PEOPLE who are known, by name; with an organization only those who act for it."""
    found = (
        select(col(Person.id), col(Person.name), col(Organization.name))
        .outerjoin(Organization, col(Organization.id) == col(Person.organization_id))
        .where(col(Person.name) != ERASED)
        .order_by(col(Person.id))
    )
    if organization_id is not None:
        found = found.where(col(Person.organization_id) == organization_id)
    return PEOPLE.from_rows(sorted(session.execute(found), key=lambda row: sort_key(row[1])))


def years(session: Session) -> list[int]:
    """Calendar years in which a meeting is stored, newest first."""
    first, last = session.execute(select(func.min(col(Meeting.held_on)), func.max(col(Meeting.held_on)))).one()
    return [] if first is None else list(range(last.year, first.year - 1, -1))


CellNames = tuple[tuple[str, str | None], tuple[str, str | None]]
"""Name and local name of the service type and of the area of a cell."""

CELL_NAMES = (col(ServiceType.name), col(ServiceType.name_local), col(Area.name), col(Area.name_local))


def cell_of(kind: str | None, kind_local: str | None, area: str | None, area_local: str | None) -> CellNames | None:
    """Names of a cell; None: a line is about none."""
    return ((kind, kind_local), (area, area_local)) if kind and area else None


@dataclass(frozen=True)
class Note:
    """A line of a meeting that was recorded: of its agenda, or a decision; `id` of its row; `about`: the cell of a decision."""

    kind: NoteKind
    what: str
    id: int = 0
    about: CellNames | None = None


def notes(session: Session, *, meeting_id: int) -> list[Note]:
    """The agenda and the decisions of a meeting, in their order; what was learned: `queries.resources.learned`."""
    found = (
        select(col(MeetingNote.kind), col(MeetingNote.what), col(MeetingNote.id), *CELL_NAMES)
        .outerjoin(ServiceType, col(ServiceType.id) == col(MeetingNote.service_type_id))
        .outerjoin(Area, col(Area.id) == col(MeetingNote.area_id))
        .where(col(MeetingNote.meeting_id) == meeting_id, col(MeetingNote.kind) != NoteKind.LEARNED)
        .order_by(*NOTES_IN_ORDER)
    )
    return [Note(kind, what, int(row_id or 0), cell_of(*names)) for kind, what, row_id, *names in session.execute(found)]


def decided_about(session: Session, *, area_id: int, service_type_id: int, on: date) -> list[tuple[int, date, str]]:
    """(meeting, its day, the decision) of the decisions about a cell up to a date, the newest first."""
    found = (
        select(col(Meeting.id), col(Meeting.held_on), col(MeetingNote.what))
        .join(Meeting, col(Meeting.id) == col(MeetingNote.meeting_id))
        .where(
            col(MeetingNote.area_id) == area_id,
            col(MeetingNote.service_type_id) == service_type_id,
            col(Meeting.held_on) <= on,
        )
        .order_by(col(Meeting.held_on).desc(), col(MeetingNote.id).desc())
    )
    return [(int(meeting_id or 0), held_on, what) for meeting_id, held_on, what in session.execute(found)]


NOTES_IN_ORDER = (col(MeetingNote.position).is_(None), col(MeetingNote.position), col(MeetingNote.id))
"""The order of lines: as somebody put them, then as they were entered."""


def _promised_by() -> Any:
    """Organization and person of a row of `action_item`, as one text; None: neither is told."""
    organization = select(col(Organization.name)).where(col(Organization.id) == col(ActionItem.organization_id))
    person = select(col(Person.name)).where(col(Person.id) == col(ActionItem.person_id), col(Person.name) != ERASED)
    both = organization.scalar_subquery(), person.scalar_subquery()
    return func.coalesce(both[0] + ", " + both[1], *both)


def decisions_frame(session: Session, *, meeting_id: int) -> pd.DataFrame:
    """DECISIONS of one meeting: verdicts, confirmations that there is nobody, promises; each in the order of entry."""
    rows: list[Any] = []
    own, due, none = _promised_by(), col(ActionItem.due_on), null()
    for kind, model, said, state, group, reason, who, due_on in (
        ("verdict", Verdict, col(Verdict.judgement), none, col(Verdict.group), col(Verdict.reason), none, none),
        ("check", CoverageCheck, none, none, none, none, none, none),
        ("action", ActionItem, col(ActionItem.what), col(ActionItem.state), none, none, own, due),
    ):
        found: Any = select(
            literal(kind),
            said,
            col(ServiceType.name),
            col(ServiceType.name_local),
            col(Area.name),
            col(Area.name_local),
            state,
            group,
            reason,
            who,
            due_on,
        )
        found = (
            found.select_from(model)
            .outerjoin(ServiceType, col(ServiceType.id) == col(model.service_type_id))
            .outerjoin(Area, col(Area.id) == col(model.area_id))
            .where(col(model.meeting_id) == meeting_id)
            .order_by(col(model.id))
        )
        rows += session.execute(found).all()
    return DECISIONS.from_rows(rows)
