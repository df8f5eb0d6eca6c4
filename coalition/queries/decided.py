"""What people decided about names, as plain values: decisions they took back, entries they made one.

Apart from `learned`, so that an import, which asks for both, does not load pandas: 80 MB and half a second of its start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from coalition.models import (
    Change,
    ForgottenDecision,
    ImportBatch,
    Meeting,
    Organization,
    OrganizationAlias,
    Person,
    PersonAlias,
)
from coalition.models.ledger import HOW_IT_IS_READ, SHAPE
from coalition.vocabulary import BatchState, ChangeAction

_NAME_OF = {"organization_alias": ("alias_key", "organization_id"), "person_alias": ("name_key", "person_id")}


class Forgotten:
    """Decisions about names that a person took back: those of files confirmed up to that instant count no more."""

    def __init__(self, session: Session) -> None:
        self._names: dict[str, datetime] = {}
        self._pairs: dict[frozenset[str], datetime] = {}
        for row in session.scalars(select(ForgottenDecision).order_by(col(ForgottenDecision.forgotten_at))):
            self._names[row.name_key] = row.forgotten_at
            if row.other_key is not None:
                self._names[row.other_key] = row.forgotten_at
                self._pairs[frozenset((row.name_key, row.other_key))] = row.forgotten_at

    def name(self, key: str, committed_at: datetime) -> bool:
        """Whether what a file confirmed then was answered about a name is forgotten."""
        at = self._names.get(key)
        return at is not None and committed_at <= at

    def pair(self, one: str, other: str, committed_at: datetime) -> bool:
        """The same of its answer that two names are two organizations."""
        at = self._pairs.get(frozenset((one, other)))
        return at is not None and committed_at <= at


def keys_of(session: Session, organization_id: int) -> set[str]:
    """Keys of the name and of all confirmed spellings of an organization."""
    names = select(col(Organization.name_key)).where(col(Organization.id) == organization_id)
    spellings = select(col(OrganizationAlias.alias_key)).where(col(OrganizationAlias.organization_id) == organization_id)
    return {*session.scalars(names), *session.scalars(spellings)}


# --- how files are read ---------------------------------------------------------------------------------------------

OF_A_HEADER = "header:"
"""Before the key of a header, where it stands in place of a name."""


@dataclass(frozen=True)
class Correction:
    """How a file was read after a person corrected it, remembered for files with the same header.

    `key` of the header (`imports.saved_answers`); `how`: the corrections, as JSON.
    """

    key: str
    file: str
    at: datetime
    by: str | None
    how: str


def corrections(session: Session) -> list[Correction]:
    """Those that count: of files that are stored still, none forgotten, of each header the newest; the newest first."""
    decisions = col(ImportBatch.summary)["decisions"]
    query = (
        select(ImportBatch)
        .where(col(ImportBatch.state) == BatchState.COMMITTED, decisions[SHAPE].as_string().is_not(None))
        .order_by(col(ImportBatch.id).desc())
    )
    found: dict[str, Correction] = {}
    forgotten: Forgotten | None = None
    for batch in session.scalars(query):
        forgotten = forgotten or Forgotten(session)
        told = batch.summary["decisions"]
        one = Correction(told[SHAPE], batch.file_name, batch.committed_at, batch.committed_by, told.get(HOW_IT_IS_READ, ""))
        if not forgotten.name(OF_A_HEADER + one.key, one.at):
            found.setdefault(one.key, one)
    return list(found.values())


# --- merges ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Merge:
    """Two entries that were made one and still are: `kind` their table, `row_id` of the one that is gone."""

    at: datetime  # the edit: what takes it back
    by: str | None
    kind: str
    row_id: int
    gone: str
    kept: str  # its name as of now, or as it was when it was made one with another
    kept_id: int


def merges(session: Session) -> list[Merge]:
    """Merges made by hand and not taken back, the latest first."""
    removed = _changes(session, [Organization, Person, Meeting], ChangeAction.DELETED)
    if not removed:
        return []
    kept_ids = _kept_ids(session, {change.table_name for change in removed})
    gone = {(change.table_name, change.row_id): called(change.before or {}) for change in reversed(removed)}
    found = []
    for change in removed:
        row = change.before or {}
        kept_id = kept_ids.get((change.at, change.table_name, row.get("name_key")))
        if kept_id is None or was_put_back(session, change):
            continue  # removed for another reason, or taken back
        kept = _name(session, change.table_name, kept_id) or gone.get((change.table_name, kept_id), "?")
        found.append(Merge(change.at, change.by, change.table_name, change.row_id, called(row), kept, kept_id))
    return found


def merged_meetings(session: Session) -> list[tuple[dict[str, Any], int]]:
    """(what was told of it, the meeting that stands for it now) of each that was made one with another and still is."""
    found: list[tuple[dict[str, Any], int]] = []
    now: dict[int, int] = {}
    removed = _changes(session, [Meeting], ChangeAction.DELETED)
    kept_ids = _kept_ids(session, {"meeting"}) if removed else {}
    for change in removed:  # the latest first: the one that took it in may be gone by one of those
        kept_id = kept_ids.get((change.at, "meeting", None))
        if kept_id is not None and not was_put_back(session, change):
            now[change.row_id] = now.get(kept_id, kept_id)
            found.append((change.before or {}, now[change.row_id]))
    return found


def _kept_ids(session: Session, kinds: set[str]) -> dict[tuple[datetime, str, str | None], int]:
    """{(instant, table, key of the name that went): the entry that took it}: a name became a spelling, a meeting has none."""
    found: dict[tuple[datetime, str, str | None], int] = {}
    for change in _changes(session, [OrganizationAlias, PersonAlias], ChangeAction.CREATED):
        key, column = _NAME_OF[change.table_name]
        if change.after:
            found[change.at, change.table_name.removesuffix("_alias"), change.after[key]] = int(change.after[column])
    if "meeting" in kinds:
        into = _changes(session, [Meeting], ChangeAction.UPDATED)
        found |= {(change.at, change.table_name, None): change.row_id for change in into}
    return found


def called(row: Mapping[str, Any]) -> str:
    """What an entry is called: its name; a meeting by its title and its day (ISO)."""
    if "name" in row:
        return str(row["name"])
    return ", ".join(str(row[name]) for name in ("title", "start", "held_on") if row.get(name))


def was_put_back(session: Session, removed: Change) -> bool:
    """Whether a row that was removed by hand was put back since: it may be gone again with the file that had brought it."""
    same = (col(Change.table_name) == removed.table_name, col(Change.row_id) == removed.row_id)
    later = (col(Change.action) == ChangeAction.CREATED, col(Change.id) > (removed.id or 0))
    return session.scalar(select(col(Change.id)).where(*same, *later).limit(1)) is not None


def _changes(session: Session, models: list[type[SQLModel]], action: ChangeAction) -> list[Change]:
    tables = [str(model.__tablename__) for model in models]
    query = select(Change).where(col(Change.table_name).in_(tables), col(Change.action) == action)
    return list(session.scalars(query.where(col(Change.batch_id).is_(None)).order_by(col(Change.id).desc())))


def _name(session: Session, kind: str, row_id: int) -> str | None:
    models: dict[str, type[SQLModel]] = {"organization": Organization, "person": Person, "meeting": Meeting}
    entry = session.get(models[kind], row_id)
    return None if entry is None else called(entry.model_dump())
