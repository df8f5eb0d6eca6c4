"""Taking back what a file brought: exactly, or not at all where somebody has built on it since.

Generic over the tables: what a batch created carries its `batch_id`; what it changed or deleted stands in `change`.
Created rows that something else refers to are kept and named. They go when the last file that refers to them is undone.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Engine, ScalarSelect, Table, delete, func, insert, or_, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col

from coalition.database import writing
from coalition.imports.bulk import chunks, from_json, json_ready, table_of
from coalition.models import Change, ImportBatch
from coalition.vocabulary import BatchState, ChangeAction

_LEDGER = {"import_issue", "change", "import_batch"}
_STAYS_WITH = {"membership": ("organization", "organization_id")}
"""Rows that belong to another row: a kept organization keeps the membership its file opened."""

_NAMED = 5  # kept or changed rows named one by one before the rest is counted
_NOUNS = {
    "attendance": "attendances", "membership": "memberships", "organization": "organizations", "person": "people",
    "organization_alias": "other spellings", "meeting": "meetings", "area": "areas", "service_type": "kinds of help",
    "service": "services", "coverage_check": "confirmations that there is nobody", "shared_case": "shared cases",
    "case_need": "needs", "referral": "referrals", "contact": "focal points",
    "person_alias": "other names",
}  # fmt: skip


class UndoRefused(Exception):
    """The batch cannot be undone; `sentences` say what stands in the way."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


@dataclass
class UndoPreview:
    """What undoing would do.

    Attributes:
        rows: {table: rows that would be deleted, put back, or given their earlier values}; zeros are left out.
        kept: sentences: rows the file created that stay, because something else refers to them.
        refused: sentences: why it cannot be undone; empty: it can.
    """

    rows: dict[str, int] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass
class _Work:
    """What there is to do: rows kept per table, columns to restore per row, rows to put back."""

    batches: list[int]
    kept: dict[str, set[int]] = field(default_factory=dict)
    restored: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    put_back: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


def undo_preview(session: Session, batch_id: int) -> UndoPreview:
    """What undoing a batch would do; reads only."""
    return _prepare(session, batch_id)[0]


def undo(engine: Engine, batch_id: int, *, by: str | None = None, now: datetime) -> UndoPreview:
    """Undo a batch in one transaction and mark it undone; returns what was done.

    Raises:
        UndoRefused: it is undone already, or its rows were changed since. Nothing is written.
    """
    try:
        with writing(engine) as session:
            preview, work = _prepare(session, batch_id)
            if preview.refused:
                raise UndoRefused(preview.refused)
            _restore(session, work)
            _delete_created(session, work)
            _put_back(session, work)
            batch = session.get_one(ImportBatch, batch_id)
            batch.state, batch.undone_at = BatchState.UNDONE, now
            batch.summary = {**batch.summary, "undone_by": by, "kept": preview.kept}
    except IntegrityError as problem:
        raise UndoRefused(["Something saved since stands in the place of a row that would be put back."]) from problem
    return preview


def _prepare(session: Session, batch_id: int) -> tuple[UndoPreview, _Work]:
    batch = session.get(ImportBatch, batch_id)
    if batch is None:
        return UndoPreview(refused=["There is no such import."]), _Work([])
    if batch.state is BatchState.UNDONE:
        return UndoPreview(refused=[f"'{batch.file_name}' is already undone."]), _Work([])
    undone = session.scalars(select(col(ImportBatch.id)).where(col(ImportBatch.state) == BatchState.UNDONE)).all()
    work = _Work([batch_id, *(n for n in undone if n is not None)])
    refused = _changed_since(session, batch_id)
    refused += _plan_restoring(session, batch_id, work)
    _plan_keeping(session, batch_id, work)
    return UndoPreview(_count(session, work), _kept_sentences(session, batch_id, work), refused), work


# --- what stands in the way -----------------------------------------------------------------------------------------


def _tables() -> list[Table]:
    """Tables whose rows know their batch, children first."""
    return [t for t in reversed(SQLModel.metadata.sorted_tables) if "batch_id" in t.c and t.name not in _LEDGER]


def _in_force(batch_id: int) -> ColumnElement[bool]:
    """Changes by a hand or by another batch that is not undone."""
    undone = select(col(ImportBatch.id)).where(col(ImportBatch.state) == BatchState.UNDONE)
    by_other_file = (col(Change.batch_id) != batch_id) & col(Change.batch_id).not_in(undone)
    return or_(col(Change.batch_id).is_(None), by_other_file)


def _changed_since(session: Session, batch_id: int) -> list[str]:
    """Sentences: rows this batch created that now hold something else than it wrote, by hand or by a later file."""
    found: list[str] = []
    for table in _tables():
        by_file: dict[int | None, list[int]] = defaultdict(list)
        for row_id, others in _differing(session, table, [batch_id], batch_id).items():
            for other in others:
                by_file[other].append(row_id)
        for other, row_ids in sorted(by_file.items(), key=lambda pair: pair[0] or 0):
            found.append(f"{_names(session, table, row_ids)}: changed since {_by(session, other)}.")
    return found + _deleted_by_later_files(session, batch_id)


def _differing(session: Session, table: Table, creators: list[int], batch_id: int) -> dict[int, set[int | None]]:
    """{row created by one of these batches that differs from what was created: who changed it (None: a hand)}.

    A change that was taken back, by hand or by another change, leaves no difference and so counts for nothing.
    """
    query = (
        select(Change)
        .join(table, (col(Change.row_id) == table.c.id) & (col(Change.table_name) == table.name))
        .where(table.c.batch_id.in_(creators), col(Change.action) == ChangeAction.UPDATED)
        .where(or_(col(Change.batch_id).is_(None), col(Change.batch_id) != batch_id))
        .order_by(col(Change.id))
    )
    changes = session.scalars(query).all()
    if not changes:
        return {}
    created: dict[int, dict[str, Any]] = defaultdict(dict)  # the earliest value of each changed column
    for change in changes:
        created[change.row_id] = {**(change.before or {}), **created[change.row_id]}
    present = _present_rows(session, list(changes))
    undone = set(session.scalars(select(col(ImportBatch.id)).where(col(ImportBatch.state) == BatchState.UNDONE)))
    found: dict[int, set[int | None]] = defaultdict(set)
    for change in changes:
        row, first = present[table.name, change.row_id], created[change.row_id]
        if change.batch_id not in undone and any(row[name] != first[name] for name in change.before or {}):
            found[change.row_id].add(change.batch_id)
    return found


def _deleted_by_later_files(session: Session, batch_id: int) -> list[str]:
    """A later file removed rows of this batch: undoing it first puts them back, then they can go."""
    query = select(col(Change.batch_id), col(Change.before)).where(
        col(Change.action) == ChangeAction.DELETED, col(Change.batch_id) > batch_id, _in_force(batch_id)
    )
    files = {other for other, before in session.execute(query) if (before or {}).get("batch_id") == batch_id}
    return [f"Rows of this file were removed {_by(session, other)}." for other in sorted(files)]


def _by(session: Session, batch_id: int | None) -> str:
    if batch_id is None:
        return "by hand"
    name = session.scalar(select(col(ImportBatch.file_name)).where(col(ImportBatch.id) == batch_id))
    return f"by the file '{name}' (undo that one first)"


# --- values to restore ----------------------------------------------------------------------------------------------


def _plan_restoring(session: Session, batch_id: int, work: _Work) -> list[str]:
    """Fill in what to restore and put back; sentences where the present value is no longer the one this batch wrote."""
    changes = session.scalars(select(Change).where(col(Change.batch_id) == batch_id).order_by(col(Change.id).desc())).all()
    present = _present_rows(session, [c for c in changes if c.action is ChangeAction.UPDATED])
    refused: list[str] = []
    for change in changes:
        if change.action is ChangeAction.DELETED:
            work.put_back.append((change.table_name, dict(change.before or {})))
            refused += _missing_parents(session, change)
            continue
        row = present.get((change.table_name, change.row_id))
        if row is None:
            continue  # deleted since by hand: there is nothing left to restore
        table = table_of(change.table_name)
        if any(row[key] != value for key, value in (change.after or {}).items()):
            refused.append(f"{_names(session, table, [change.row_id])}: changed again since this file changed it.")
        row.update(change.before or {})
        work.restored.setdefault((change.table_name, change.row_id), {}).update(change.before or {})
    return refused


def _present_rows(session: Session, changes: list[Change]) -> dict[tuple[str, int], dict[str, Any]]:
    ids: dict[str, set[int]] = defaultdict(set)
    for change in changes:
        ids[change.table_name].add(change.row_id)
    rows = {}
    for name, wanted in ids.items():
        table = table_of(name)
        for part in chunks(sorted(wanted)):
            for row in session.execute(select(table).where(table.c.id.in_(part))).mappings():
                rows[name, row["id"]] = json_ready(dict(row))
    return rows


def _missing_parents(session: Session, change: Change) -> list[str]:
    before = change.before or {}
    for key in table_of(change.table_name).foreign_keys:
        value, parent = before.get(key.parent.name), key.column.table
        if value is not None and not session.scalar(select(func.count()).where(parent.c.id == value)):
            return [f"A removed row of {_noun(change.table_name)} cannot be put back: what it belonged to is gone."]
    return []


# --- rows to keep ---------------------------------------------------------------------------------------------------


def _plan_keeping(session: Session, batch_id: int, work: _Work) -> None:
    """Find the created rows that something surviving refers to; children first, so that what they keep is known."""
    for table in _tables():
        kept = _edited_leftovers(session, table, batch_id, work)
        while True:  # a kept area keeps the area it lies in
            more = _referred(session, table, work, kept)
            if more <= kept:
                break
            kept |= more
        work.kept[table.name] = kept
    for name, (parent, column) in _STAYS_WITH.items():
        table = table_of(name)
        for part in chunks(sorted(work.kept[parent])):
            rows = session.scalars(select(table.c.id).where(table.c[column].in_(part), table.c.batch_id.in_(work.batches)))
            work.kept[name].update(rows)


def _edited_leftovers(session: Session, table: Table, batch_id: int, work: _Work) -> set[int]:
    """Rows kept when an earlier file was undone, and corrected by somebody since: theirs now."""
    leftovers = [n for n in work.batches if n != batch_id]
    return set(_differing(session, table, leftovers, batch_id)) if leftovers else set()


def _referred(session: Session, table: Table, work: _Work, kept: set[int]) -> set[int]:
    """Ids of created rows of a table that rows surviving the undo will point to."""
    mine = select(table.c.id).where(table.c.batch_id.in_(work.batches))
    found: set[int] = set()
    for child in SQLModel.metadata.sorted_tables:
        for key in child.foreign_keys:
            if key.column.table is table:
                surviving = kept if child is table else work.kept.get(child.name, set())
                found |= _pointed_to(session, child, key.parent, mine.scalar_subquery(), work, surviving)
    again = _pointed_to_again(table, work)
    for part in chunks(sorted(again)):
        found.update(session.scalars(mine.where(table.c.id.in_(part))))
    return found


def _pointed_to(
    session: Session, child: Table, pointer: Column[Any], mine: ScalarSelect[Any], work: _Work, surviving: set[int]
) -> set[int]:
    """What rows of one table that stay as they are point to now."""
    query = select(pointer).where(pointer.in_(mine)).distinct()
    restored = [row_id for (name, row_id), values in work.restored.items() if name == child.name and pointer.name in values]
    if restored:  # those will point elsewhere
        pairs = session.execute(select(child.c.id, pointer).where(pointer.in_(mine), _outside(child, work)))
        found = {value for row_id, value in pairs if row_id not in set(restored)}
    else:
        found = set(session.scalars(query.where(_outside(child, work))))
    for part in chunks(sorted(surviving)):
        found.update(session.scalars(query.where(child.c.id.in_(part))))
    return found


def _outside(child: Table, work: _Work) -> ColumnElement[bool]:
    """Rows that the batches did not create."""
    if "batch_id" not in child.c:
        return true()
    return or_(child.c.batch_id.is_(None), child.c.batch_id.not_in(work.batches))


def _pointed_to_again(table: Table, work: _Work) -> set[int]:
    """What rows point to once they are restored or put back."""
    rows = [(name, values) for (name, _), values in work.restored.items()] + work.put_back
    found = set()
    for name, values in rows:
        for key in table_of(name).foreign_keys:
            if key.column.table is table and values.get(key.parent.name) is not None:
                found.add(int(values[key.parent.name]))
    return found


# --- doing it -------------------------------------------------------------------------------------------------------


def _delete_created(session: Session, work: _Work) -> None:
    for table in _tables():
        kept = work.kept[table.name]
        if not kept:
            session.execute(delete(table).where(table.c.batch_id.in_(work.batches)))
            continue
        ids = session.scalars(select(table.c.id).where(table.c.batch_id.in_(work.batches))).all()
        for part in chunks([n for n in ids if n not in kept]):
            session.execute(delete(table).where(table.c.id.in_(part)))


def _restore(session: Session, work: _Work) -> None:
    for (name, row_id), values in work.restored.items():
        table = table_of(name)
        session.execute(update(table).where(table.c.id == row_id).values(**from_json(name, values)))


def _put_back(session: Session, work: _Work) -> None:
    order = {table.name: n for n, table in enumerate(SQLModel.metadata.sorted_tables)}
    for name, values in sorted(work.put_back, key=lambda row: order[row[0]]):
        session.execute(insert(table_of(name)).values(**from_json(name, values)))


# --- telling it -----------------------------------------------------------------------------------------------------


def _count(session: Session, work: _Work) -> dict[str, int]:
    rows: dict[str, int] = defaultdict(int)
    for table in _tables():
        created = session.scalar(select(func.count()).where(table.c.batch_id.in_(work.batches))) or 0
        rows[table.name] += created - len(work.kept[table.name])
    for name, _ in [*work.restored, *work.put_back]:
        rows[name] += 1
    return {name: n for name, n in rows.items() if n}


def _kept_sentences(session: Session, batch_id: int, work: _Work) -> list[str]:
    found = []
    for table in _tables():
        kept = work.kept[table.name]
        if kept and table.name not in _STAYS_WITH:
            own = [n for n in session.scalars(select(table.c.id).where(table.c.batch_id == batch_id)) if n in kept]
            found += [f"Kept, because something else refers to it: {_names(session, table, own)}."] if own else []
    return found


def _noun(table: str) -> str:
    return _NOUNS.get(table, table.replace("_", " "))


def _names(session: Session, table: Table, row_ids: list[int]) -> str:
    """Rows as a person knows them: 'organizations Alpha, Beta and 3 more'."""
    shown = sorted(row_ids)[:_NAMED]
    columns = [table.c[c] for c in ("name", "code", "title", "held_on", "name_as_written", "alias") if c in table.c]
    if not columns:
        return f"{len(row_ids)} {_noun(table.name)}"
    rows = session.execute(select(*columns).where(table.c.id.in_(shown)).order_by(table.c.id))
    names = [next((str(value) for value in row if value is not None), "?") for row in rows]
    more = f" and {len(row_ids) - len(shown)} more" if len(row_ids) > len(shown) else ""
    return f"{_noun(table.name)} {', '.join(names)}{more}"
