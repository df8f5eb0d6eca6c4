"""Checklists: which version of which list counts, what a case knows of it, and what was settled before a case breaks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Select, case, exists, func, or_, select
from sqlmodel import Session, col

from coalition.frames import CHECKLIST_ITEMS, CHECKLIST_VERSIONS, PROTOCOL_ANSWERS
from coalition.models import (
    Area,
    CaseItemState,
    Checklist,
    ChecklistItem,
    Meeting,
    Organization,
    ProtocolAnswer,
    SharedCase,
)
from coalition.vocabulary import AgeBand, Exploitation, ItemKnowledge

POLICE_LIST = "C9"
"""Code of the mirror list: what a service needs from police before an operation."""

PROTOCOL_LIST = "C10"
"""Code of the questions to settle before a case breaks."""

_ITEM = (
    *(ChecklistItem.id, ChecklistItem.key, ChecklistItem.position, ChecklistItem.question, ChecklistItem.question_local),
    *(ChecklistItem.is_required, ChecklistItem.ages),
)
_LIST = (
    *(Checklist.id, Checklist.code, Checklist.version, Checklist.title, Checklist.title_local, Checklist.source),
    *(Checklist.valid_from_on, Checklist.organization_id),
)
_AFTER = (col(Organization.name), col(Checklist.exploitation), col(Checklist.kinds))


# --- which list counts ------------------------------------------------------------------------------------------------


def lists_for(
    session: Session,
    *,
    codes: Sequence[str] | None = None,
    kind: str | None = None,
    organization_id: int | None = None,
    exploitation: Exploitation | None = None,
    on: date,
) -> pd.DataFrame:
    """CHECKLIST_ITEMS of the one list of each code that counts for a receiver and a type of exploitation on a date.

    The list of the receiver goes before that of any receiver, of these the one for the type of exploitation before the one for
    every type, and of each its newest version that is valid on the day. A list whose newest version has no items is retired.

    Args:
        session: reads.
        codes: of the lists; None: all.
        kind: code of a kind of help; only the lists that are asked for it. None: all.
        organization_id: the receiver; None: whoever receives.
        exploitation: of the case; None: not told.
        on: the date.
    """
    found = _items().where(col(Checklist.id).in_(_counting(codes, organization_id, exploitation, on)))
    if kind is not None:
        found = found.where((";" + col(Checklist.kinds) + ";").contains(f";{kind};", autoescape=True))
    in_order = found.order_by(func.length(Checklist.code), col(Checklist.code), col(ChecklistItem.position))  # C2 before C10
    return CHECKLIST_ITEMS.from_rows(session.execute(in_order))


def _items() -> Select[Any]:
    """Every item of every list, in the columns of CHECKLIST_ITEMS."""
    columns: list[Any] = [*map(col, _LIST), *_AFTER, *map(col, _ITEM)]
    return (
        select(*columns)
        .join(ChecklistItem, col(ChecklistItem.checklist_id) == col(Checklist.id))
        .outerjoin(Organization, col(Organization.id) == col(Checklist.organization_id))
    )


def lists_by_kind(session: Session, *, organization_id: int | None = None, on: date) -> dict[str, list[str]]:
    """{code of a kind of help: codes of the lists that are asked for it}, of a receiver (None: whoever receives) on a date."""
    told = select(col(Checklist.code), col(Checklist.kinds)).where(
        col(Checklist.id).in_(_counting(None, organization_id, None, on)), col(Checklist.kinds).is_not(None)
    )
    found: dict[str, list[str]] = {}
    for code, kinds in session.execute(told.order_by(func.length(Checklist.code), col(Checklist.code))):
        for kind in kinds.split(";"):
            found.setdefault(kind, []).append(code)
    return found


def _counting(
    codes: Sequence[str] | None, organization_id: int | None, exploitation: Exploitation | None, on: date
) -> Select[Any]:
    """Ids of the lists that count: the rule of `lists_for`, in one statement."""
    own, kind = col(Checklist.organization_id), col(Checklist.exploitation)
    newest_first = func.row_number().over(partition_by=(col(Checklist.code), own, kind), order_by=col(Checklist.version).desc())
    versions: Any = select(
        *(col(Checklist.id).label("id"), col(Checklist.code).label("code")),
        *(own.label("own"), kind.label("kind"), newest_first.label("age")),
    ).where(
        or_(col(Checklist.valid_from_on).is_(None), col(Checklist.valid_from_on) <= on),
        or_(own.is_(None), own == (organization_id or 0)),
        kind.is_(None) if exploitation is None else or_(kind.is_(None), kind == exploitation),
    )
    if codes is not None:
        versions = versions.where(col(Checklist.code).in_(codes))
    newest = versions.subquery("newest")
    nearest = func.row_number().over(
        partition_by=newest.c.code,
        order_by=(case((newest.c.own.is_(None), 1), else_=0), case((newest.c.kind.is_(None), 1), else_=0)),
    )
    has_items = exists().where(col(ChecklistItem.checklist_id) == newest.c.id)
    ranked = select(newest.c.id, nearest.label("place")).where(newest.c.age == 1, has_items).subquery("ranked")
    return select(ranked.c.id).where(ranked.c.place == 1)


def checklist_versions_frame(session: Session, *, code: str | None = None) -> pd.DataFrame:
    """CHECKLIST_VERSIONS of one code (None: of all), the general lists first, of each list the newest version first."""
    count = select(func.count()).where(col(ChecklistItem.checklist_id) == col(Checklist.id)).scalar_subquery()
    found = select(*map(col, _LIST), *_AFTER, count).outerjoin(
        Organization, col(Organization.id) == col(Checklist.organization_id)
    )
    if code is not None:
        found = found.where(col(Checklist.code) == code)
    own, kind = col(Checklist.organization_id), col(Checklist.exploitation)
    order = (col(Checklist.code), own.is_not(None), own, kind.is_not(None), kind, col(Checklist.version).desc())
    return CHECKLIST_VERSIONS.from_rows(session.execute(found.order_by(*order)))


def checklist_frame(session: Session, *, checklist_id: int) -> pd.DataFrame:
    """CHECKLIST_ITEMS of one stored version, whether it counts or not."""
    found = _items().where(col(Checklist.id) == checklist_id).order_by(col(ChecklistItem.position))
    return CHECKLIST_ITEMS.from_rows(session.execute(found))


def codes_of(session: Session, organization_id: int) -> list[str]:
    """Codes of the lists that an organization has of its own, retired ones included."""
    mine = select(col(Checklist.code)).where(col(Checklist.organization_id) == organization_id).distinct()
    return list(session.scalars(mine.order_by(col(Checklist.code))))


# --- what a case knows ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """What of a case decides which items are asked: the age and the type of exploitation; whether it is open."""

    age_band: AgeBand
    exploitation: Exploitation
    is_open: bool


def measured(session: Session, *, case_id: int) -> Measured | None:
    """What of a case decides which items are asked; None: there is no such case."""
    columns = (col(SharedCase.age_band), col(SharedCase.exploitation), col(SharedCase.closed_on).is_(None))
    row = session.execute(select(*columns).where(col(SharedCase.id) == case_id)).first()
    return Measured(row[0], row[1], bool(row[2])) if row else None


def known_items(session: Session, *, case_id: int) -> dict[str, ItemKnowledge]:
    """{key: what the case knows of it}: of all versions and lists that ask the same, the last statement counts."""
    found = (
        select(col(ChecklistItem.key), col(CaseItemState.state))
        .join(ChecklistItem, col(ChecklistItem.id) == col(CaseItemState.item_id))
        .where(col(CaseItemState.case_id) == case_id)
        .order_by(col(CaseItemState.stated_on), col(CaseItemState.id))
    )
    return {row.key: row.state for row in session.execute(found)}


# --- what was settled -------------------------------------------------------------------------------------------------


def protocol_answers_frame(session: Session, *, on: date) -> pd.DataFrame:
    """PROTOCOL_ANSWERS said up to a date, the last first: its first row of a question and an area counts there."""
    found = (
        select(
            *(col(ProtocolAnswer.id), col(ProtocolAnswer.key), col(Area.pcode), col(Area.name), col(Area.name_local)),
            *(col(ProtocolAnswer.answer), col(ProtocolAnswer.organization_id), col(Organization.name)),
            *(col(ProtocolAnswer.meeting_id), col(Meeting.held_on), col(ProtocolAnswer.settled_on)),
        )
        .outerjoin(Area, col(Area.id) == col(ProtocolAnswer.area_id))
        .outerjoin(Organization, col(Organization.id) == col(ProtocolAnswer.organization_id))
        .outerjoin(Meeting, col(Meeting.id) == col(ProtocolAnswer.meeting_id))
        .where(col(ProtocolAnswer.settled_on) <= on)
        .order_by(col(ProtocolAnswer.settled_on).desc(), col(ProtocolAnswer.id).desc())
    )
    return PROTOCOL_ANSWERS.from_rows(session.execute(found))


def area_path(session: Session, *, pcode: str) -> list[str]:
    """P-codes of an area and of the province above it; empty: there is no such area."""
    above = Area.__table__.alias("above")  # type: ignore[attr-defined]
    found = (
        select(col(Area.pcode), above.c.pcode)
        .outerjoin(above, above.c.id == col(Area.parent_id))
        .where(col(Area.pcode) == pcode)
    )
    row = session.execute(found).first()
    return [code for code in row if code] if row else []
