"""A meeting that is being recorded: who is expected, what is noted so far. The one place that reads drafts for a page."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, func, or_, select
from sqlmodel import Session, col

from coalition.frames import records
from coalition.locale.order import sort_key
from coalition.models import (
    ERASED,
    Area,
    Attendance,
    Contact,
    DraftAttendance,
    DraftMeeting,
    DraftNote,
    Meeting,
    Membership,
    Organization,
    OrganizationAlias,
    Person,
    Resource,
    ServiceType,
)
from coalition.queries.actions import actions_frame
from coalition.queries.meetings import CELL_NAMES, CellNames, cell_of
from coalition.vocabulary import AttendanceState, NoteKind

MOST_PEOPLE = 500
"""People proposed while somebody types, those who came last first; the server finds whoever is not among them."""


@dataclass(frozen=True)
class Expected:
    """A member that is expected at a meeting."""

    id: int
    name: str
    is_voting: bool


@dataclass(frozen=True)
class Draft:
    """A meeting that is being recorded. `here`: organizations and people noted as present so far."""

    id: int
    held_on: date
    title: str | None
    place: str | None
    start: str | None
    started_at: datetime
    here: int = 0


@dataclass(frozen=True)
class Mark:
    """Who is noted how; `name`: as it is shown (person, organization or new name); `said`: of an organization not known yet;
    `is_organization`: nobody of it is named."""

    key: str
    name: str
    state: AttendanceState
    is_remote: bool | None
    organization_id: int | None
    person_id: int | None
    is_organization: bool
    said: str | None = None


@dataclass(frozen=True)
class Line:
    """A line that is noted; `who`: the organization, and perhaps the person, that promised or told it; `action_id`: the earlier
    promise that was kept; `shown`, `shown_local`: titles of the resource that was shown; `about`: name and local name of
    the service type and of the area that were decided about."""

    key: str
    kind: NoteKind
    what: str
    who: str | None
    due_on: date | None
    action_id: int | None
    shown: str | None = None
    shown_local: str | None = None
    about: CellNames | None = None


@dataclass(frozen=True)
class Recorded:
    """All that is noted of a meeting so far, and what its page shows beside it."""

    draft: Draft
    expected: tuple[Expected, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Known:
    """An organization or a person that may be at the table without being expected; `organization_id`: of a person."""

    id: int
    name: str
    organization_id: int | None = None
    organization: str | None = None


def expected_members(session: Session, *, on: date) -> list[Expected]:
    """The members on a day, by name."""
    found = (
        select(
            col(Organization.id),
            col(Organization.name),
            func.max(case((col(Membership.is_voting), 1), else_=0)),
        )
        .join(Membership, col(Membership.organization_id) == col(Organization.id))
        .where(col(Membership.from_on) <= on, or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= on))
        .group_by(col(Organization.id), col(Organization.name))
        .order_by(col(Organization.id))
    )
    rows = sorted(session.execute(found), key=lambda row: sort_key(row.name))
    return [Expected(row_id, name, bool(votes)) for row_id, name, votes in rows]


def drafts(session: Session) -> list[Draft]:
    """The meetings that are being recorded, the newest first."""
    here = (
        select(func.count())
        .where(col(DraftAttendance.draft_id) == col(DraftMeeting.id), col(DraftAttendance.state) == AttendanceState.PRESENT)
        .scalar_subquery()
    )
    found = session.execute(
        select(DraftMeeting, here).order_by(col(DraftMeeting.started_at).desc(), col(DraftMeeting.id).desc())
    )
    return [_draft(row, int(count)) for row, count in found]


def nothing_recorded(session: Session, **values: object) -> int | None:
    """The newest draft with these values in which nobody and nothing is recorded yet, its agenda apart; None: there is none."""
    same = select(col(DraftMeeting.id)).where(*(getattr(DraftMeeting, name) == value for name, value in values.items()))
    noted = select(col(DraftNote.draft_id)).where(col(DraftNote.kind) != NoteKind.AGENDA)
    for used in (select(col(DraftAttendance.draft_id)), noted):
        same = same.where(col(DraftMeeting.id).not_in(used))
    return session.scalar(same.order_by(col(DraftMeeting.id).desc()).limit(1))


def _draft(row: DraftMeeting, here: int = 0) -> Draft:
    return Draft(row.id or 0, row.held_on, row.title, row.place, row.start, row.started_at, here)


def recorded(session: Session, *, draft_id: int) -> Recorded | None:
    """What is noted of a meeting so far; None: it is finished, or not there any more."""
    found = session.get(DraftMeeting, draft_id)
    if found is None:
        return None
    expected = tuple(expected_members(session, on=found.held_on))
    return Recorded(_draft(found), expected, _marks(session, draft_id), _lines(session, draft_id))


def _marks(session: Session, draft_id: int) -> tuple[Mark, ...]:
    one = DraftAttendance
    found = (
        select(one, col(Person.name), col(Organization.name))
        .outerjoin(Person, col(Person.id) == col(one.person_id))
        .outerjoin(Organization, col(Organization.id) == col(one.organization_id))
        .where(col(one.draft_id) == draft_id)
        .order_by(col(one.id))
    )
    return tuple(
        Mark(
            row.key, person or row.name or organization or "", row.state, row.is_remote, row.organization_id, row.person_id,
            row.is_organization or not (row.person_id or row.name), row.organization_as_written,
        )
        for row, person, organization in session.execute(found)
    )  # fmt: skip


def _lines(session: Session, draft_id: int) -> tuple[Line, ...]:
    found = (
        select(DraftNote, col(Organization.name), col(Person.name), col(Resource.title), col(Resource.title_local), *CELL_NAMES)
        .outerjoin(Organization, col(Organization.id) == col(DraftNote.organization_id))
        .outerjoin(Person, col(Person.id) == col(DraftNote.person_id))
        .outerjoin(Resource, col(Resource.id) == col(DraftNote.resource_id))
        .outerjoin(ServiceType, col(ServiceType.id) == col(DraftNote.service_type_id))
        .outerjoin(Area, col(Area.id) == col(DraftNote.area_id))
        .where(col(DraftNote.draft_id) == draft_id)
        .order_by(col(DraftNote.id))
    )
    return tuple(
        Line(row.key, row.kind, row.what, _who(who, person), row.due_on, row.action_id, shown, shown_local, cell_of(*names))
        for row, who, person, shown, shown_local, *names in session.execute(found)
    )


def overdue_actions(session: Session, *, on: date) -> list[tuple[int, str, str, date]]:
    """(id, promise, who, due on) of what is open and was due before a day, the longest overdue first."""
    rows = records(actions_frame(session, on=on))
    late = [row for row in rows if row["closed_as"] is None and row["due_on"] is not None and row["due_on"] < on]
    return [(row["id"], row["what"], _who(row["organization"], row["person"]) or "", row["due_on"]) for row in late]


def _who(organization: str | None, person: str | None) -> str | None:
    return ", ".join(filter(None, (organization, person))) or None


def known_organizations(session: Session) -> list[Known]:
    """Every organization, by name."""
    rows = session.execute(select(col(Organization.id), col(Organization.name)))
    return [Known(row_id, name) for row_id, name in sorted(rows, key=lambda row: sort_key(row.name))]


def spellings(session: Session) -> dict[int, list[str]]:
    """{organization: its acronym and the other spellings that somebody has confirmed}; who has none is left out."""
    found: dict[int, list[str]] = {}
    acronyms = select(col(Organization.id), col(Organization.acronym)).where(col(Organization.acronym).is_not(None))
    aliases = select(col(OrganizationAlias.organization_id), col(OrganizationAlias.alias)).order_by(col(OrganizationAlias.id))
    for row_id, name in (*session.execute(acronyms), *session.execute(aliases)):
        if name:
            found.setdefault(int(row_id or 0), []).append(name)
    return found


def known_people(session: Session) -> list[Known]:
    """Those who were there last first, by the day of the meeting, then those who never were; at most `MOST_PEOPLE`."""
    last = (
        select(col(Attendance.person_id), func.max(col(Meeting.held_on)).label("last"))
        .join(Meeting, col(Meeting.id) == col(Attendance.meeting_id))
        .where(col(Attendance.person_id).is_not(None), col(Attendance.state) == AttendanceState.PRESENT)
        .group_by(col(Attendance.person_id))
        .subquery("last")
    )
    found = _people().outerjoin(last, last.c.person_id == col(Person.id)).where(col(Person.name) != ERASED)
    newest = found.order_by(last.c.last.is_(None), last.c.last.desc(), col(Person.id).desc())
    return [Known(*row) for row in session.execute(newest.limit(MOST_PEOPLE))]


def focal_points(session: Session, *, on: date) -> list[Known]:
    """Whom one calls at the members of a day, by name, but those who are stored as a person of it; `id` 0: of no person."""
    is_of_it = col(Person.organization_id) == col(Contact.organization_id)
    is_called_so = or_(col(Person.name) == col(Contact.name), col(Person.name_key) == func.lower(col(Contact.name)))
    is_member = select(col(Membership.organization_id)).where(
        col(Membership.from_on) <= on, or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= on)
    )
    found = (
        select(col(Contact.name), col(Contact.organization_id), col(Organization.name))
        .join(Organization, col(Organization.id) == col(Contact.organization_id))
        .where(col(Contact.organization_id).in_(is_member), col(Contact.name) != ERASED)
        .where(~select(col(Person.id)).where(is_of_it, is_called_so).exists())
        .order_by(col(Contact.name), col(Contact.id))
    )
    return [Known(0, *row) for row in session.execute(found)]


def people_named(session: Session, *, key: str) -> list[Known]:
    """People whose name has this key (`matching.person_key`)."""
    found = _people().where(col(Person.name_key) == key).order_by(col(Person.id))
    return [Known(*row) for row in session.execute(found)]


def _people() -> Select[int | None, str, int | None, str]:
    """The columns of Known, of people."""
    columns = (col(Person.id), col(Person.name), col(Person.organization_id), col(Organization.name))
    return select(*columns).outerjoin(Organization, col(Organization.id) == col(Person.organization_id))


def drafted_names() -> Select[int | None, int | None, str | None]:
    """Every mark of a meeting that is being recorded: its row, the person, the new name."""
    return select(col(DraftAttendance.id), col(DraftAttendance.person_id), col(DraftAttendance.name))


def is_drafted_as_kept(session: Session, *, action_id: int) -> bool:
    """Whether a meeting that is being recorded notes that a promise was kept."""
    return session.scalar(select(col(DraftNote.id)).where(col(DraftNote.action_id) == action_id).limit(1)) is not None
