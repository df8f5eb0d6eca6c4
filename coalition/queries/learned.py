"""What the coalition's files have taught: other spellings, other names of people, pairs that are two organizations."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, func, literal, select
from sqlmodel import Session, col

from coalition.frames import APART, LEARNED_NAMES
from coalition.models import ImportBatch, Organization, OrganizationAlias, Person, PersonAlias
from coalition.models.ledger import SEPARATE_FROM
from coalition.queries.decided import Forgotten, keys_of
from coalition.vocabulary import BatchState


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
