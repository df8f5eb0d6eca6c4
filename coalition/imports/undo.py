"""Taking back what a file brought: as if it had never been imported, but for what somebody has built on it since.

Generic over the tables: what a batch created carries its `batch_id`; what it changed or deleted stands in `change`
(`undo_facts`). Created rows that something else refers to, that a later file lists too or that somebody corrected are kept
and named. They go when the last file that needs them is undone.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from json import dumps, loads
from typing import Any

from sqlalchemy import Column, Engine, ScalarSelect, Table, delete, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from coalition.bulk import from_json, pointers, table_of, tables
from coalition.database import chunks, rows_in, writing
from coalition.imports import undo_facts as facts
from coalition.imports.attendance.memberships import settle
from coalition.models import Change, ImportBatch
from coalition.summaries import keep_summaries
from coalition.vocabulary import BatchState, ChangeAction

_LEDGER = {"import_issue", "change", "import_batch"}
_STAYS_WITH = {"membership": ("organization", "organization_id")}
"""Rows that belong to another row: a kept organization keeps the membership its file opened."""


class UndoRefused(Exception):
    """The batch cannot be undone; `sentences` say what stands in the way."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass
class UndoPreview:
    """What undoing would do."""

    # {table: rows that would be deleted, put back, or given their earlier values}, no zeros
    rows: dict[str, int] = field(default_factory=dict)
    kept: list[facts.Stays] = field(default_factory=list)  # what stays of the file, and why
    # later files (and corrections by hand) that use what it brought, the oldest first
    depends: list[facts.Dependent] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # sentences: why it cannot be undone
    waits_for_merge: bool = False  # because an entry was made one with another: once that is taken back it can


@dataclass
class _Work:
    """What there is to do, and why rows stay."""

    own: tuple[int, ...]  # that are undone now
    batches: list[int]  # those, and the ones undone before: what they left behind goes with them
    created: dict[str, dict[int, int]] = field(default_factory=dict)  # {table: {row that is there: which created it}}
    kept: dict[str, set[int]] = field(default_factory=dict)  # {table: created rows that stay}
    corrected: dict[str, dict[int, set[int | None]]] = field(default_factory=dict)  # those of them that somebody changed since
    listed: dict[str, dict[int, int]] = field(default_factory=dict)  # or that a later file lists too
    restored: dict[facts.RowKey, dict[str, Any]] = field(default_factory=dict)  # {row: columns to set}
    others: set[facts.RowKey] = field(default_factory=set)  # rows it changed that hold somebody else's value since
    put_back: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # (table, row) it deleted
    lost: dict[str, int] = field(default_factory=dict)  # {table: how many of those have no place any more}


def undo_preview(session: Session, *batch_ids: int) -> UndoPreview:
    """What undoing these batches together would do: what only they need of each other goes. Reads only."""
    return _prepare(session, batch_ids)[0]


def undo(engine: Engine, *batch_ids: int, by: str | None = None, now: datetime) -> UndoPreview:
    """Undo batches in one transaction, all of them or none, and mark them undone; returns what was done.

    UndoRefused: one is undone already, or a row it removed has no place any more.
    """
    try:
        with writing(engine) as session:
            preview, work = _prepare(session, batch_ids)
            if preview.refused:
                raise UndoRefused(preview.refused)
            ids: dict[str, list[int]] = defaultdict(list)
            for name, row_id in work.restored:
                ids[name].append(row_id)
            with keep_summaries(session, ids=ids, rows=work.put_back, batches=work.batches):
                _write(session, work)
            for batch_id in batch_ids:
                batch = session.get_one(ImportBatch, batch_id)
                batch.state, batch.undone_at = BatchState.UNDONE, now
                batch.summary = {**batch.summary, "undone_by": by}
            settle(session, now.date())
    except IntegrityError as problem:
        raise UndoRefused(["Something that was saved later has taken the place of a row that should be restored."]) from problem
    return preview


def _prepare(session: Session, batch_ids: tuple[int, ...]) -> tuple[UndoPreview, _Work]:
    batches = [session.get(ImportBatch, batch_id) for batch_id in batch_ids]
    refused = ["There is no such import."] if None in batches else []
    refused += [
        f"The import of '{batch.file_name}' has already been undone."
        for batch in batches
        if batch and batch.state is BatchState.UNDONE
    ]
    if refused:
        return UndoPreview(refused=refused), _Work(batch_ids, [])
    is_undone = col(ImportBatch.state) == BatchState.UNDONE
    undone = frozenset(n for n in session.scalars(select(col(ImportBatch.id)).where(is_undone)) if n is not None)
    work = _Work(batch_ids, [*batch_ids, *sorted(undone)])
    work.listed = facts.listed_too(session, work.batches)
    work.restored, work.others = facts.values_without(session, batch_ids, undone)
    for table in _tables():
        created = select(table.c.id, table.c.batch_id).where(table.c.batch_id.in_(work.batches))
        work.created[table.name] = dict(map(tuple, session.execute(created)))
        work.corrected[table.name] = facts.corrected(session, table, work.batches, undone)
    _plan_putting_back(session, work)
    _plan_keeping(session, work)
    own = {name: {row_id for row_id in kept if work.created[name][row_id] in batch_ids} for name, kept in work.kept.items()}
    uses = facts.dependents(session, work.batches, own, work.corrected, work.listed)
    refused = facts.merges_in_the_way(session, batch_ids)
    return UndoPreview(_count(work), _stays(session, work, own), uses, refused, bool(refused)), work


def _tables() -> list[Table]:
    """Tables whose rows know their batch, children first."""
    return [t for t in reversed(tables()) if "batch_id" in t.c and t.name not in _LEDGER]


# --- rows to put back ------------------------------------------------------------------------------------------------


def _plan_putting_back(session: Session, work: _Work) -> None:
    """The rows these batches deleted. What a file that is undone had brought stays gone, unless a later file lists it too."""
    query = select(Change).where(col(Change.batch_id).in_(work.own), col(Change.action) == ChangeAction.DELETED)
    coming: set[facts.RowKey] = set()
    for change in session.scalars(query.order_by(col(Change.id).desc())):  # what was deleted last hangs on nothing else
        before = dict(change.before or {})
        if before.get("batch_id") in work.batches and change.row_id not in work.listed.get(change.table_name, {}):
            continue
        told = ((key.parent.name, key.column.table.name) for key in table_of(change.table_name).foreign_keys)
        away = [name for name, parent in told if (parent, before.get(name)) not in coming]  # not put back too
        if not any(facts.is_gone(session, change.table_name, name, before.get(name)) for name in away):
            work.put_back.append((change.table_name, before))
            coming.add((change.table_name, change.row_id))
        else:
            work.lost[change.table_name] = work.lost.get(change.table_name, 0) + 1


# --- rows to keep ---------------------------------------------------------------------------------------------------


def _plan_keeping(session: Session, work: _Work) -> None:
    """Find the created rows that something surviving refers to; children first, so that what they keep is known."""
    for table in _tables():
        kept = set(work.corrected[table.name]) | set(work.listed.get(table.name, {}))
        while True:  # a kept area keeps the area it lies in
            more = _referred(session, table, work, kept)
            if more <= kept:
                break
            kept |= more
        work.kept[table.name] = kept
    for name, (parent, column) in _STAYS_WITH.items():
        table = table_of(name)
        query = select(table.c.id).where(table.c.batch_id.in_(work.batches))
        work.kept[name].update(row_id for (row_id,) in rows_in(session, query, table.c[column], work.kept[parent]))


def _referred(session: Session, table: Table, work: _Work, kept: set[int]) -> set[int]:
    """Ids of created rows of a table that rows surviving the undo will point to."""
    mine = select(table.c.id).where(table.c.batch_id.in_(work.batches))
    found: set[int] = set()
    more = _pointed_to_again(table, work)
    for child, pointer in pointers(table):
        surviving = kept if child is table else work.kept.get(child.name, set())
        found |= _pointed_to(session, child, pointer, mine.scalar_subquery(), work)
        # Not asked together with whose it is: SQLite would go through the table each time.
        theirs = rows_in(session, select(pointer).where(pointer.is_not(None)).distinct(), child.c.id, surviving)
        more.update(row_id for (row_id,) in theirs)
    return found | (more & work.created[table.name].keys())


def _pointed_to(session: Session, child: Table, pointer: Column[Any], mine: ScalarSelect[Any], work: _Work) -> set[int]:
    """What rows of one table that stay as they are point to now."""
    has_batch = "batch_id" in child.c
    outside = or_(child.c.batch_id.is_(None), child.c.batch_id.not_in(work.batches)) if has_batch else true()
    stays = (pointer.in_(mine), outside)
    elsewhere = {row_id for (name, row_id), values in work.restored.items() if name == child.name and pointer.name in values}
    if not elsewhere:
        return set(session.scalars(select(pointer).where(*stays).distinct()))
    return {value for row_id, value in session.execute(select(child.c.id, pointer).where(*stays)) if row_id not in elsewhere}


def _pointed_to_again(table: Table, work: _Work) -> set[int]:
    """What rows point to once they are restored or put back."""
    rows = [(name, values) for (name, _), values in work.restored.items()] + work.put_back
    told = ((key, values.get(key.parent.name)) for name, values in rows for key in table_of(name).foreign_keys)
    return {int(value) for key, value in told if key.column.table is table and value is not None}


# --- doing it -------------------------------------------------------------------------------------------------------


def _write(session: Session, work: _Work) -> None:
    """Give rows their earlier values, delete those that were created, children first, and put back those that were deleted."""
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for (name, row_id), values in work.restored.items():
        alike[name, dumps(values, sort_keys=True)].append(row_id)
    for (name, text), row_ids in alike.items():
        table, values = table_of(name), from_json(name, loads(text))
        for part in chunks(row_ids):
            session.execute(update(table).where(table.c.id.in_(part)).values(**values))
    for table in _tables():
        going = work.created[table.name].keys() - work.kept[table.name]
        for part in chunks(sorted(going, reverse=True)):  # what hangs on another row of its table came after it
            session.execute(delete(table).where(table.c.id.in_(part)))
    order = {table.name: n for n, table in enumerate(tables())}
    for name, values in sorted(work.put_back, key=lambda row: order[row[0]]):
        session.execute(insert(table_of(name)).values(**from_json(name, values)))


# --- telling it -----------------------------------------------------------------------------------------------------


def _count(work: _Work) -> dict[str, int]:
    rows = Counter({name: len(created) - len(work.kept[name]) for name, created in work.created.items()})
    for name, _ in [*work.restored, *work.put_back]:
        rows[name] += 1
    return {name: n for name, n in rows.items() if n}


def _stays(session: Session, work: _Work, kept: dict[str, set[int]]) -> list[facts.Stays]:
    """What stays and why, the reason nearest to a person first: corrected, listed by another file, referred to."""
    found = []
    for table in _tables():
        own = kept[table.name]
        mended = own & set(work.corrected[table.name])
        listed = (own & set(work.listed.get(table.name, {}))) - mended
        reasons = [(facts.Reason.CORRECTED, mended), (facts.Reason.LISTED, listed)]
        if table.name not in _STAYS_WITH:
            reasons.append((facts.Reason.REFERRED_TO, own - mended - listed))
        found += [facts.stays(session, table, why, rows) for why, rows in reasons if rows]
    changed: dict[str, list[int]] = defaultdict(list)
    for name, row_id in work.others:
        changed[name].append(row_id)
    found += [facts.stays(session, table_of(name), facts.Reason.CHANGED, rows) for name, rows in sorted(changed.items())]
    return found + [facts.Stays(facts.Reason.HOMELESS, name, count) for name, count in sorted(work.lost.items())]
