"""Which later files use what one file brought: named before it is undone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select
from sqlmodel import Session, col

from coalition.database import chunks
from coalition.imports.bulk import table_of, tables
from coalition.models import SUMMARIES, Attendance, ImportBatch, OrganizationAlias
from coalition.vocabulary import BatchState

RELIES_ON = "relies_on"
"""In the summary of a batch: {table: first and last ids of runs of rows that its file lists and that were stored just so}."""

_OF_A_RUN = 2


@dataclass(frozen=True)
class Dependent:
    """A file that uses what another one brought.

    Attributes:
        batch_id: None: what was entered or corrected by hand.
        file: its name; empty where it is a hand.
        committed_at: when it was imported; None for a hand.
        uses: {table: how many rows of the other file it uses}.
    """

    batch_id: int | None
    file: str
    committed_at: datetime | None
    uses: dict[str, int]


def runs(ids: Iterable[int]) -> list[list[int]]:
    """Ids as runs [first, last], ascending: a list of thousands that were stored together is one run."""
    found: list[list[int]] = []
    for row_id in sorted(ids):
        if found and row_id == found[-1][1] + 1:
            found[-1][1] = row_id
        else:
            found.append([row_id, row_id])
    return found


def listed_too(session: Session, batches: Sequence[int]) -> dict[str, dict[int, int]]:
    """{table: {row that one of these batches created: a later file in force that lists it, or whose match rests on it}}."""
    found: dict[str, dict[int, int]] = {}
    query = select(col(ImportBatch.id), col(ImportBatch.summary)).where(col(ImportBatch.state) == BatchState.COMMITTED)
    for batch_id, summary in session.execute(query.order_by(col(ImportBatch.id))):
        if batch_id in batches:
            continue
        for name, listed in (summary.get(RELIES_ON) or {}).items():
            table = table_of(name)
            for first, last in (run for run in listed if len(run) == _OF_A_RUN):
                rows = select(table.c.id).where(table.c.id.between(first, last), table.c.batch_id.in_(batches))
                for row_id in session.scalars(rows):
                    found.setdefault(name, {})[row_id] = batch_id
    found["organization_alias"] = _spellings_in_use(session, batches)
    return found


def _spellings_in_use(session: Session, batches: Sequence[int]) -> dict[int, int]:
    """{spelling that one of these batches confirmed: a file in force that writes an organization so}."""
    query = (
        select(col(OrganizationAlias.id), func.max(col(Attendance.batch_id)))
        .join(
            Attendance,
            (col(Attendance.organization_id) == col(OrganizationAlias.organization_id))
            & (col(Attendance.organization_as_written) == col(OrganizationAlias.alias)),
        )
        .where(
            col(OrganizationAlias.batch_id).in_(batches),
            col(Attendance.batch_id).is_not(None),
            col(Attendance.batch_id).not_in(batches),
        )
        .group_by(col(OrganizationAlias.id))
    )
    return {row[0]: row[1] for row in session.execute(query)}


def dependents(
    session: Session,
    batch_id: int,
    kept: Mapping[str, set[int]],
    corrected: Mapping[str, Mapping[int, set[int | None]]],
    listed: Mapping[str, Mapping[int, int]],
) -> list[Dependent]:
    """Who uses the rows that stay of a batch, files in their order, then what was done by hand.

    Args:
        batch_id: the batch that is to be undone; only its own rows are counted.
        kept: {table: rows that stay}. corrected, listed: who changed them since, and which file lists them too.
    """
    uses: dict[int | None, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    undone = set(session.scalars(select(col(ImportBatch.id)).where(col(ImportBatch.state) == BatchState.UNDONE)))
    for name, rows in kept.items():
        own = _own(session, table_of(name), rows, batch_id)
        for row_id in own:
            by = corrected.get(name, {}).get(row_id, set())
            other = listed.get(name, {}).get(row_id)
            for who in by if other is None else {*by, other}:
                uses[who][name].add(row_id)
        for who, row_id in _referring(session, table_of(name), own):
            if who != batch_id and who not in undone:
                uses[who][name].add(row_id)
    told = _files(session, [who for who in uses if who is not None])
    counted = {who: {name: len(rows) for name, rows in sorted(by_table.items())} for who, by_table in uses.items()}
    found = [Dependent(who, *told[who], counted[who]) for who in sorted(who for who in uses if who is not None)]
    return found + ([Dependent(None, "", None, counted[None])] if None in uses else [])


def _own(session: Session, table: Table, rows: set[int], batch_id: int) -> set[int]:
    own: set[int] = set()
    for part in chunks(sorted(rows)):
        own.update(session.scalars(select(table.c.id).where(table.c.id.in_(part), table.c.batch_id == batch_id)))
    return own


def _referring(session: Session, table: Table, rows: set[int]) -> Iterator[tuple[int | None, int]]:
    """(batch, row of the table that one of its rows points to); a row without a batch was made by hand."""
    for child in tables():
        for key in child.foreign_keys:
            if key.column.table is not table or child.name in SUMMARIES:
                continue
            batch: Any = child.c.batch_id if "batch_id" in child.c else None
            for part in chunks(sorted(rows)):
                pointer = key.parent
                if batch is None:
                    yield from (
                        (None, row_id) for row_id in session.scalars(select(pointer).where(pointer.in_(part)).distinct())
                    )
                else:
                    query = select(batch, pointer).where(pointer.in_(part)).distinct()
                    yield from ((who, row_id) for who, row_id in session.execute(query))


def _files(session: Session, batches: Sequence[int]) -> dict[int, tuple[str, datetime]]:
    query = select(col(ImportBatch.id), col(ImportBatch.file_name), col(ImportBatch.committed_at))
    found: dict[int, tuple[str, datetime]] = {}
    for part in chunks(sorted(batches)):
        found.update({row_id: (name, at) for row_id, name, at in session.execute(query.where(col(ImportBatch.id).in_(part)))})
    return found
