"""What the coalition's files have taught: other spellings, other names of people, pairs that are two, entries made one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, func, literal, select
from sqlmodel import Session, SQLModel, col

from coalition.frames import APART, LEARNED_NAMES
from coalition.models import Change, ForgottenDecision, ImportBatch, Organization, OrganizationAlias, Person, PersonAlias
from coalition.models.ledger import SEPARATE_FROM
from coalition.vocabulary import BatchState, ChangeAction

_NAME_OF = {"organization_alias": ("alias_key", "organization_id"), "person_alias": ("name_key", "person_id")}


def learned_names_frame(
    session: Session, *, organization_id: int | None = None, person_id: int | None = None, search: str = ""
) -> pd.DataFrame:
    """LEARNED_NAMES by the name they belong to.

    Args:
        session: reads.
        organization_id: only other spellings of this organization; None: of all.
        person_id: only other names of this person; None: of all. With one of the two, nothing of the other kind is read.
        search: only those where the spelling or the name holds this text; empty: all.
    """
    rows: list[Any] = []
    if person_id is None:
        rows += session.execute(_spellings(organization_id, search.strip().lower()))
    if organization_id is None:
        rows += session.execute(_names(person_id, search.strip().lower()))
    return LEARNED_NAMES.from_rows(rows)


def _spellings(organization_id: int | None, search: str) -> Any:
    alias, known = col(OrganizationAlias.alias), col(Organization.name)
    found = (
        select(
            literal("organization"),
            col(OrganizationAlias.id),
            alias,
            col(Organization.id),
            known,
            literal(None),
            col(OrganizationAlias.confirmed_at),
            col(OrganizationAlias.confirmed_by),
            col(ImportBatch.file_name),
        )
        .join(Organization, col(Organization.id) == col(OrganizationAlias.organization_id))
        .outerjoin(ImportBatch, col(ImportBatch.id) == col(OrganizationAlias.batch_id))
        .where(_holds(search, alias, known))
        .order_by(func.lower(known), func.lower(alias), col(OrganizationAlias.id))
    )
    return found if organization_id is None else found.where(col(Organization.id) == organization_id)


def _names(person_id: int | None, search: str) -> Any:
    alias, known = col(PersonAlias.name), col(Person.name)
    found = (
        select(
            literal("person"),
            col(PersonAlias.id),
            alias,
            col(Person.id),
            known,
            col(PersonAlias.email),
            col(PersonAlias.confirmed_at),
            col(PersonAlias.confirmed_by),
            col(ImportBatch.file_name),
        )
        .join(Person, col(Person.id) == col(PersonAlias.person_id))
        .outerjoin(ImportBatch, col(ImportBatch.id) == col(PersonAlias.batch_id))
        .where(_holds(search, alias, known, col(PersonAlias.email)))
        .order_by(func.lower(known), func.lower(alias), col(PersonAlias.id))
    )
    return found if person_id is None else found.where(col(Person.id) == person_id)


def _holds(search: str, *columns: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = func.lower(columns[0]).contains(search, autoescape=True)
    for column in columns[1:]:
        found = found | func.lower(column).contains(search, autoescape=True)
    return found


def apart_frame(session: Session, *, organization_id: int | None = None, search: str = "") -> pd.DataFrame:
    """APART: pairs of organizations that a person said are two, the latest decision of each pair, the latest first.

    Args:
        session: reads.
        organization_id: only pairs with this organization, under its name or a spelling; None: all.
        search: only those where one of the names holds this text; empty: all.
    """
    spelled = session.execute(select(col(OrganizationAlias.alias_key), col(OrganizationAlias.alias)))
    named = session.execute(select(col(Organization.name_key), col(Organization.name)))
    names = {key: name for key, name in spelled} | {key: name for key, name in named}  # noqa: C416
    own = None if organization_id is None else keys_of(session, organization_id)
    found: dict[frozenset[str], tuple[Any, ...]] = {}
    for one, other, batch in _said_apart(session):
        pair = (names.get(one, one), names.get(other, other))
        wanted = own is None or one in own or other in own
        if wanted and any(search.strip().lower() in name.lower() for name in pair):
            row = (one, other, *pair, batch.committed_at, batch.committed_by, batch.file_name)
            found.setdefault(frozenset((one, other)), row)
    return APART.from_rows(found.values())


def _said_apart(session: Session) -> Iterator[tuple[str, str, Any]]:
    """(key, key, batch) of every such decision of a file in force that is not forgotten, the latest first."""
    columns = (ImportBatch.summary, ImportBatch.committed_at, ImportBatch.committed_by, ImportBatch.file_name)
    in_force = col(ImportBatch.state) == BatchState.COMMITTED
    gone = Forgotten(session)
    for batch in session.execute(select(*map(col, columns)).where(in_force).order_by(col(ImportBatch.id).desc())):
        for key, value in (batch.summary.get("decisions") or {}).items():
            if key.startswith(SEPARATE_FROM):
                one = key.removeprefix(SEPARATE_FROM)
                others = (other for other in value.split("|") if not gone.pair(one, other, batch.committed_at))
                yield from ((one, other, batch) for other in others)


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


# --- merges ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Merge:
    """Two entries that were made one and still are: `kind` organization or person, `row_id` of the one that is gone."""

    at: datetime  # the edit: what takes it back
    by: str | None
    kind: str
    row_id: int
    gone: str
    kept: str  # its name as of now
    kept_id: int


def merges(session: Session) -> list[Merge]:
    """Merges made by hand and not taken back, the latest first."""
    removed = _changes(session, [Organization, Person], ChangeAction.DELETED)
    if not removed:
        return []
    named = {
        (change.at, change.table_name.removesuffix("_alias"), change.after[_NAME_OF[change.table_name][0]]): change
        for change in _changes(session, [OrganizationAlias, PersonAlias], ChangeAction.CREATED)
        if change.after
    }
    found = []
    for change in removed:
        row = change.before or {}
        alias = named.get((change.at, change.table_name, row.get("name_key")))
        if alias is None or alias.after is None or _name(session, change.table_name, change.row_id) is not None:
            continue  # removed for another reason, or here again: taken back
        kept_id = int(alias.after[_NAME_OF[alias.table_name][1]])
        kept = _name(session, change.table_name, kept_id) or "?"
        found.append(Merge(change.at, change.by, change.table_name, change.row_id, str(row["name"]), kept, kept_id))
    return found


def _changes(session: Session, models: list[type[SQLModel]], action: ChangeAction) -> list[Change]:
    tables = [str(model.__tablename__) for model in models]
    query = select(Change).where(col(Change.table_name).in_(tables), col(Change.action) == action)
    return list(session.scalars(query.where(col(Change.batch_id).is_(None)).order_by(col(Change.id).desc())))


def _name(session: Session, kind: str, row_id: int) -> str | None:
    model = Organization if kind == "organization" else Person
    return session.scalar(select(col(model.name)).where(col(model.id) == row_id))
