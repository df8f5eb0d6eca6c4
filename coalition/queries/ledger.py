"""The settings of this coalition, the files it imported, and whether there is anything yet."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import pandas as pd
from sqlalchemy import func, select
from sqlmodel import Session, col

from coalition import frames
from coalition.models import Area, ImportBatch, ImportIssue, Meeting, Organization, Service, ServiceType, Setting, SharedCase
from coalition.queries.seen import Seen, seen_now
from coalition.settings import Settings, from_stored
from coalition.vocabulary import BatchKind, BatchState, Pillar


class FillState(StrEnum):
    """How far a database is from its first use."""

    FRESH = "fresh"  # nobody has started: the welcome is shown
    STARTED = "started"  # a name and settings, but no member, meeting, service or case
    FILLED = "filled"


@dataclass(frozen=True)
class Batch:
    """One confirmed file. Instants are UTC; `totals`: {what: how many were added or changed}; `rows`: {fate: rows}."""

    id: int
    kind: BatchKind
    state: BatchState
    file_name: str
    format: str
    committed_at: datetime
    committed_by: str | None
    undone_at: datetime | None
    totals: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    header: tuple[str, ...] = ()  # column names as written; empty: not kept
    carried: dict[str, str] = field(default_factory=dict)  # {header: cell} of what comes with its refused rows


@dataclass(frozen=True)
class HelpKind:
    """One stored service type, as the settings page lists it."""

    id: int
    code: str
    pillar: Pillar | None
    name: str
    name_local: str | None
    is_active: bool


def settings(session: Session) -> Settings:
    """What this coalition chose, defaults where it chose nothing."""
    return from_stored({row.key: row.value for row in session.execute(select(col(Setting.key), col(Setting.value)))})


def told_country(session: Session) -> str:
    """The country of this coalition as somebody has told it; empty: nobody has, or it is one whose list is not shipped."""
    return str(session.scalar(select(col(Setting.value)).where(col(Setting.key) == "country")) or "")


def is_demo(session: Session) -> bool:
    """Whether the fictional coalition is loaded."""
    return session.get(Setting, "demo") is not None


def fill_state(session: Session) -> FillState:
    """Whether anything is stored, or the coalition at least has its name."""
    if any(_any(session, table) for table in (Organization, Meeting, Service, SharedCase)):
        return FillState.FILLED
    named = session.get(Setting, "coalition_name") is not None
    return FillState.STARTED if named else FillState.FRESH


@dataclass(frozen=True)
class Stand:
    """What every page begins with, as of one version of the data."""

    settings: Settings
    is_demo: bool
    seen: Seen
    state: FillState


def stand(session: Session) -> Stand:
    """What every page begins with."""
    return Stand(settings(session), is_demo(session), seen_now(session), fill_state(session))


def is_empty(session: Session) -> bool:
    """Whether no member, meeting, service or case is stored."""
    return fill_state(session) is not FillState.FILLED


def _any(session: Session, table: type[Any]) -> bool:
    return session.execute(select(table.id).limit(1)).first() is not None


def batches(session: Session, *, limit: int = 200) -> list[Batch]:
    """Confirmed files, the newest first."""
    found = session.execute(select(ImportBatch).order_by(col(ImportBatch.id).desc()).limit(limit)).scalars()
    return [
        Batch(
            id=b.id or 0,
            kind=b.kind,
            state=b.state,
            file_name=b.file_name,
            format=b.format,
            committed_at=b.committed_at,
            committed_by=b.committed_by,
            undone_at=b.undone_at,
            totals=dict(b.summary.get("totals", {})),
            rows=dict(b.summary.get("counts", {})),
            header=tuple(b.summary.get("header", ())),
            carried=dict(b.summary.get("carried", {})),
        )
        for b in found
    ]


def stored_files(session: Session) -> set[tuple[int, str]]:
    """(batch, SHA-256 of its file, hex) of everything confirmed that was not undone."""
    query = select(col(ImportBatch.id), col(ImportBatch.content_hash)).where(col(ImportBatch.state) == BatchState.COMMITTED)
    return {(row_id, digest) for row_id, digest in session.execute(query)}


def issues_frame(session: Session, *, batch_id: int) -> pd.DataFrame:
    """Problems of one confirmed file, in the order of its rows: `frames.BATCH_ISSUES`."""
    rows = session.execute(
        select(col(ImportIssue.line), col(ImportIssue.code), col(ImportIssue.why), col(ImportIssue.raw))
        .where(col(ImportIssue.batch_id) == batch_id)
        .order_by(col(ImportIssue.line), col(ImportIssue.id))
    )
    return frames.BATCH_ISSUES.from_rows(rows)


def areas_frame(session: Session) -> pd.DataFrame:
    """All stored provinces and districts, provinces first, by name: `frames.AREA_NAMES`."""
    parent = select(col(Area.id), col(Area.pcode), col(Area.name), col(Area.name_local)).subquery()
    rows = session.execute(
        select(
            col(Area.pcode),
            col(Area.level),
            col(Area.name),
            col(Area.name_local),
            parent.c.pcode,
            parent.c.name,
            parent.c.name_local,
        )
        .outerjoin(parent, parent.c.id == col(Area.parent_id))
        .where(col(Area.level) > 0)
        .order_by(col(Area.level), col(Area.name), col(Area.pcode))
    )
    return frames.AREA_NAMES.from_rows(rows)


def help_kinds(session: Session) -> list[HelpKind]:
    """All service types, active or not, in the order of the path of a case."""
    found = session.execute(select(ServiceType).order_by(col(ServiceType.id))).scalars()
    return [HelpKind(s.id or 0, s.code, s.pillar, s.name, s.name_local, s.is_active) for s in found]


def area_countries(session: Session) -> set[str]:
    """Countries (ISO 3166-1 alpha-2) of the areas that are stored."""
    return set(session.execute(select(col(Area.country)).distinct()).scalars())


def area_count(session: Session) -> int:
    """How many areas are stored."""
    return int(session.execute(select(func.count()).select_from(Area)).scalar_one())
