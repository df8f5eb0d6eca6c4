"""Shared resources found by words: an index in memory for each database, brought up to date when somebody looks for something.

Only this module knows it. Title first, then kinds of help and areas in both languages, then what is said of a resource: its
note, what was learned with it, who shared it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import func, select
from sqlmodel import Session, col

from coalition.finding.index import Fields, Index
from coalition.locale import LANGUAGES, translate
from coalition.models import Area, Change, MeetingNote, Organization, Resource, ResourceArea, ResourceServiceType, ServiceType
from coalition.vocabulary import LABELS, ResourceKind

_TABLES = (
    "area",
    "meeting_note",
    "organization",
    "resource",
    "resource_area",
    "resource_service_type",
    "service_type",
    "erasure",
)
"""Tables whose rows are found by, and the record that somebody was erased."""


@dataclass
class _Known:
    """The index of one database: what it holds, and how far the data had come then."""

    index: Index = field(default_factory=Index)
    entries: dict[int, Fields] = field(default_factory=dict)
    state: tuple[Any, ...] | None = None
    lock: Lock = field(default_factory=Lock)


_known: WeakKeyDictionary[Any, _Known] = WeakKeyDictionary()
_making = Lock()


def ranked(session: Session, *, words: str, most: int) -> dict[int, float]:
    """{id: how well it fits} of the resources that fit words in any language, best first, retired ones too."""
    pool = session.get_bind().engine.pool  # of all who work with this database; a new one for a file that was replaced
    with _making:
        known = _known.setdefault(pool, _Known())
    with known.lock:
        state = _state(session)
        if known.state != state:
            _bring_up_to_date(known, _entries(session))
            known.state = state
        return known.index.find(words, most)


def _bring_up_to_date(known: _Known, entries: dict[int, Fields]) -> None:
    known.index.drop([number for number in known.entries if number not in entries])
    known.index.put({number: fields for number, fields in entries.items() if known.entries.get(number) != fields})
    known.entries = entries


def _state(session: Session) -> tuple[Any, ...]:
    """What differs once anything was changed that resources are found by; a file may add names, but renames with a change."""
    newest = session.scalar(select(func.max(col(Change.id))).where(col(Change.table_name).in_(_TABLES)))
    at = session.scalar(select(col(Change.at)).where(col(Change.id) == newest)) if newest else None
    rows = session.execute(select(func.count(), func.max(col(Resource.id)))).one()
    return newest, at, *rows, session.scalar(select(func.max(col(MeetingNote.id))))


def _entries(session: Session) -> dict[int, Fields]:
    """{resource: what it is found by}."""
    about: dict[int, list[str]] = defaultdict(list)
    said: dict[int, list[str]] = defaultdict(list)
    kinds = select(
        col(ResourceServiceType.resource_id), col(ServiceType.code), col(ServiceType.name), col(ServiceType.name_local)
    )
    areas = select(col(ResourceArea.resource_id), col(Area.name), col(Area.name_local))
    notes = select(col(MeetingNote.resource_id), col(MeetingNote.what)).where(col(MeetingNote.resource_id).is_not(None))
    for number, *names in session.execute(kinds.join(ServiceType)):
        about[number] += filter(None, names)
    for number, *names in session.execute(areas.join(Area)):
        about[number] += filter(None, names)
    for number, what in session.execute(notes):
        said[int(number or 0)].append(what)
    named = {kind: " ".join(translate(LABELS[ResourceKind][kind], code) for code in LANGUAGES) for kind in ResourceKind}
    columns = (Resource.id, Resource.kind, Resource.title, Resource.title_local, Resource.note, Organization.name)
    rows = select(*(col(column) for column in columns)).outerjoin(
        Organization, col(Organization.id) == col(Resource.organization_id)
    )
    return {
        number: (
            " ".join(filter(None, (title, local))),
            " ".join((named[kind], *about[number])),
            " ".join(filter(None, (note, organization, *said[number]))),
        )
        for number, kind, title, local, note, organization in session.execute(rows)
    }
