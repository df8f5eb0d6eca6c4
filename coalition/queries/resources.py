"""What members have shared: one of them, those that fit, those about a kind of help; and what was learned at a meeting."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from coalition.models import (
    Area,
    Change,
    Meeting,
    MeetingNote,
    Organization,
    Resource,
    ResourceArea,
    ResourceServiceType,
    ServiceType,
)
from coalition.queries.meetings import NOTES_IN_ORDER
from coalition.queries.resource_search import ranked
from coalition.vocabulary import FileType, NoteKind, ResourceKind

MOST_FOUND = 100
"""Resources that one answer holds; how many there are is told beside it."""

_MOST_RANKED = 1_000
"""Resources that fit words and are looked through for the other filters."""

_SCREEN, _FAR_BEHIND = 10, 0.15
"""What fits words less well than this share of the best is left out: it has one common word of many. But a screen is shown."""


@dataclass(frozen=True)
class About:
    """A kind of help or an area: its number, code, English name and the one in the country's own script."""

    id: int
    code: str
    name: str
    name_local: str | None = None


@dataclass(frozen=True)
class Shared:
    """A shared resource. None: not told; of `link` and the columns of the file: it has none.

    Attributes:
        organization: name of who shared it.
        held_on: day of the meeting at which it was shared.
        kinds, areas: what it is about; empty: no kind of help in particular, every area.
        The others are the columns of the table.
    """

    id: int
    title: str
    title_local: str | None
    kind: ResourceKind
    link: str | None
    file_hash: str | None
    file_type: FileType | None
    file_size: int | None
    languages: str | None
    note: str | None
    organization_id: int | None
    organization: str | None
    meeting_id: int | None
    held_on: date | None
    shared_on: date
    retired_on: date | None
    kinds: tuple[About, ...] = ()
    areas: tuple[About, ...] = ()


@dataclass(frozen=True)
class Found:
    """The resources that fit, at most `MOST_FOUND`: best first where words were asked for, else the newest first.

    Attributes:
        shared: them.
        total: how many fit; of words at most the thousand best.
        stored: how many are stored at all, retired ones too.
    """

    shared: tuple[Shared, ...]
    total: int
    stored: int


def find_resources(
    session: Session,
    *,
    words: str = "",
    kind: str = "",
    service_types: Sequence[str] = (),
    area: str = "",
    with_retired: bool = False,
    most: int = MOST_FOUND,
) -> Found:
    """The resources that fit.

    Args:
        session: reads.
        words: in any language; empty: all.
        kind: a value of `ResourceKind`; empty: every kind.
        service_types: codes; those about one of them. Empty: about any or none.
        area: P-code; those that hold there, in an area around it or inside it, or everywhere. Empty: any.
        with_retired: those that are not to be used any more too.
        most: how many are returned.
    """
    found: Any = select(col(Resource.id))
    if kind:
        found = found.where(col(Resource.kind) == kind)
    if not with_retired:
        found = found.where(col(Resource.retired_on).is_(None))
    if service_types:
        found = found.where(col(Resource.id).in_(_about_kinds(service_types)))
    if area:
        found = found.where(
            or_(col(Resource.id).in_(_in_area(area)), col(Resource.id).not_in(select(col(ResourceArea.resource_id))))
        )
    if words.strip():
        best = ranked(session, words=words, most=_MOST_RANKED)
        fitting = set(session.scalars(found.where(col(Resource.id).in_(best))))
        ids = _near_the_best({number: how for number, how in best.items() if number in fitting})
        total = len(ids)
    else:
        total = int(session.scalar(select(func.count()).select_from(found.subquery())) or 0)
        ids = list(session.scalars(found.order_by(col(Resource.shared_on).desc(), col(Resource.id).desc()).limit(most)))
    stored = int(session.scalar(select(func.count()).select_from(Resource)) or 0)
    return Found(tuple(_shared(session, ids[:most])), total, stored)


def _near_the_best(well: dict[int, float]) -> list[int]:
    """Of {resource: how well it fits}, best first: a screen of them, and behind it those that are not far from the best."""
    enough = max(well.values(), default=0.0) * _FAR_BEHIND
    return [number for place, (number, how) in enumerate(well.items()) if place < _SCREEN or how >= enough]


def _about_kinds(codes: Sequence[str]) -> Any:
    own = select(col(ResourceServiceType.resource_id)).join(ServiceType)
    return own.where(col(ServiceType.code).in_(codes))


def _in_area(pcode: str) -> Any:
    """Resources that say that they hold in this area, in the one around it, in one inside it, or in its whole country."""
    here, other = aliased(Area), aliased(Area)
    around = and_(col(other.level) == 0, col(other.country) == col(here.country))
    near = (col(other.id) == col(here.id), col(other.id) == col(here.parent_id), col(other.parent_id) == col(here.id), around)
    return (
        select(col(ResourceArea.resource_id))
        .join(other, col(other.id) == col(ResourceArea.area_id))
        .join(here, or_(*near))
        .where(col(here.pcode) == pcode)
    )


def one_resource(session: Session, *, resource_id: int) -> Shared | None:
    """One shared resource, retired or not; None: it is not there (any more)."""
    return next(iter(_shared(session, [resource_id])), None)


def _shared(session: Session, ids: Sequence[int]) -> list[Shared]:
    """The resources with these ids, in this order."""
    rows = (
        select(Resource, col(Organization.name), col(Meeting.held_on))
        .outerjoin(Organization, col(Organization.id) == col(Resource.organization_id))
        .outerjoin(Meeting, col(Meeting.id) == col(Resource.meeting_id))
        .where(col(Resource.id).in_(ids))
    )
    types, places = ServiceType, Area
    kinds = _linked(session, ResourceServiceType, types, (types.id, types.code, types.name, types.name_local), ids)
    areas = _linked(session, ResourceArea, places, (places.id, places.pcode, places.name, places.name_local), ids)
    names = [name for name in Shared.__dataclass_fields__ if name in Resource.model_fields]
    found = {}
    for row, organization, held_on in session.execute(rows):
        told = {name: getattr(row, name) for name in names}
        beside = {"organization": organization, "held_on": held_on}
        found[row.id] = Shared(**told, **beside, kinds=tuple(kinds[row.id]), areas=tuple(areas[row.id]))
    return [found[number] for number in ids if number in found]


def _linked(session: Session, link: Any, model: Any, columns: Sequence[Any], ids: Sequence[int]) -> dict[int, list[About]]:
    """{resource: what it is about}, by code."""
    found: dict[int, list[About]] = defaultdict(list)
    rows = select(link.resource_id, *columns).join(model).where(link.resource_id.in_(ids)).order_by(columns[1])
    for number, *about in session.execute(rows):
        found[number].append(About(*about))
    return found


def shared_about(session: Session, *, service_types: Sequence[str], area: str = "") -> Found:
    """Resources in use about one of these kinds of help that hold in an area: for this area first, then the newest.

    Args:
        session: reads.
        service_types: codes; none: nothing is found.
        area: P-code; empty: wherever they hold.
    """
    if not service_types:
        return Found((), 0, 0)
    found = find_resources(session, service_types=service_types, area=area)
    nearest = sorted(found.shared, key=lambda one: not (area and any(place.code == area for place in one.areas)))
    return Found(tuple(nearest), found.total, found.stored)


# --- what was learned -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Learned:
    """What was learned at a meeting, in one line.

    Attributes:
        id: of the note.
        what: the line.
        organization: name of who told it; None: not told.
        resource_id: what was shown; None: nothing.
        title, title_local: of what was shown, in English or as it is called, and in the country's own script.
        meeting_id, held_on: the meeting and its day.
    """

    id: int
    what: str
    organization: str | None = None
    resource_id: int | None = None
    title: str | None = None
    title_local: str | None = None
    meeting_id: int = 0
    held_on: date | None = None


def learned(session: Session, *, meeting_id: int | None = None, resource_id: int | None = None) -> list[Learned]:
    """What was learned at a meeting, or whenever a resource was shown, in the order of entry.

    Args:
        session: reads.
        meeting_id: the meeting; None: at any.
        resource_id: what was shown; None: anything or nothing.
    """
    found = (
        select(
            col(MeetingNote.id),
            col(MeetingNote.what),
            col(Organization.name),
            col(Resource.id),
            col(Resource.title),
            col(Resource.title_local),
            col(MeetingNote.meeting_id),
            col(Meeting.held_on),
        )
        .select_from(MeetingNote)
        .join(Meeting, col(Meeting.id) == col(MeetingNote.meeting_id))
        .outerjoin(Organization, col(Organization.id) == col(MeetingNote.organization_id))
        .outerjoin(Resource, col(Resource.id) == col(MeetingNote.resource_id))
        .where(col(MeetingNote.kind) == NoteKind.LEARNED)
        .order_by(*NOTES_IN_ORDER)
    )
    if meeting_id is not None:
        found = found.where(col(MeetingNote.meeting_id) == meeting_id)
    if resource_id is not None:
        found = found.where(col(MeetingNote.resource_id) == resource_id)
    return [Learned(int(row[0] or 0), *row[1:]) for row in session.execute(found)]


def resource_names(session: Session) -> list[tuple[int, str, str | None]]:
    """(id, title, its title in the country's own script) of every resource in use, the newest first."""
    found = select(col(Resource.id), col(Resource.title), col(Resource.title_local)).where(col(Resource.retired_on).is_(None))
    return [(int(row[0] or 0), row[1], row[2]) for row in session.execute(found.order_by(col(Resource.id).desc()))]


def files_in_use(session: Session) -> tuple[set[str], set[str]]:
    """(hashes of files that a resource has now, those that it had and an undo may bring back)."""
    now = {name for name in session.scalars(select(col(Resource.file_hash))) if name}
    past = select(col(Change.before), col(Change.after)).where(col(Change.table_name) == "resource")
    told = [values for row in session.execute(past) for values in row if values]
    before = {str(values["file_hash"]) for values in told if values.get("file_hash")}
    return now, before - now
