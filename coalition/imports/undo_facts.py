"""What an undo goes by: what rows would hold without one file, what stays of it and why, which later files use it.

Every change of a row is kept (`change`): by hand, or by a file that is undone or not. The value of a column without a file is
the value it had before its first change, with all changes in force but that file's made again in their order.
"""

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Table, null, select
from sqlmodel import Session, col

from coalition.bulk import json_ready, pointers, table_of
from coalition.database import rows_in
from coalition.imports.commit import RELIES_ON
from coalition.models import Change, ImportBatch
from coalition.queries.decided import merges
from coalition.vocabulary import BatchState, ChangeAction

RowKey = tuple[str, int]  # (table, id)


class History:
    """The changes of some rows, oldest first, and the rows now, JSON-ready. `undone`: batches that are not in force."""

    def __init__(self, session: Session, rows: Iterable[RowKey], undone: frozenset[int]) -> None:
        self.undone, ids = undone, defaultdict[str, set[int]](set)
        self.changes, self.present = defaultdict[RowKey, list[Any]](list), dict[RowKey, dict[str, Any]]()
        for name, row_id in rows:
            ids[name].add(row_id)
        columns = [col(getattr(Change, name)) for name in ("row_id", "batch_id", "action", "before", "after")]
        for name, wanted in ids.items():
            table = table_of(name)
            query = select(*columns).where(col(Change.table_name) == name).order_by(col(Change.id))
            for change in rows_in(session, query, col(Change.row_id), wanted):
                self.changes[name, change.row_id].append(change)
            for row in rows_in(session, select(table), table.c.id, wanted):
                self.present[name, row.id] = json_ready(dict(row._mapping))

    def created(self, row: RowKey) -> dict[str, Any]:
        """{changed column: its value before the first change}."""
        first: dict[str, Any] = {}
        for change in reversed(self.changes[row]):
            first.update(change.before or {})
        return first

    def without(self, row: RowKey, batches: Iterable[int]) -> dict[str, Any]:
        """{changed column: what it would hold without these batches}."""
        left_out = self.undone | set(batches)
        steps: dict[str, list[_Step]] = {name: [] for name in self.created(row)}
        for change in self.changes[row]:
            # A row that was removed and put back holds what it held: neither is a change of a value.
            if change.batch_id not in left_out and change.action is ChangeAction.UPDATED:
                before, after = change.before or {}, change.after or {}
                for name in steps.keys() & after.keys():
                    _take(steps[name], change.batch_id is None, before.get(name), after[name])
        return {name: steps[name][-1][2] if steps[name] else value for name, value in self.created(row).items()}


_Step = tuple[bool, Any, Any]  # whether it is by hand, the value before, and after


def _take(steps: list[_Step], by_hand: bool, before: Any, after: Any) -> None:
    """Add a change; a hand that takes back what a hand has done leaves neither of them."""
    for at in range(len(steps) - 1, -1, -1):
        if not (by_hand and steps[at][0]):
            break
        if steps[at][1] == after:
            del steps[at:]
            return
    steps.append((by_hand, before, after))


def values_without(
    session: Session, batches: Collection[int], undone: frozenset[int]
) -> tuple[dict[RowKey, dict[str, Any]], set[RowKey]]:
    """({row: columns that would hold something else without these files}, rows whose value of now is somebody else's)."""
    mine = select(col(Change.table_name), col(Change.row_id)).where(
        col(Change.batch_id).in_(batches), col(Change.action) == ChangeAction.UPDATED
    )
    told = History(session, {(name, row_id) for name, row_id in session.execute(mine)}, undone)
    changed: dict[RowKey, dict[str, Any]] = {}
    others: set[RowKey] = set()
    for row, present in told.present.items():
        now, then = told.without(row, ()), told.without(row, batches)
        columns = {name for change in told.changes[row] if change.batch_id in batches for name in change.after or {}}
        for name in sorted(columns):
            if present.get(name) != now[name] or is_gone(session, row[0], name, then[name]):
                others.add(row)
            elif then[name] != now[name]:
                changed.setdefault(row, {})[name] = then[name]
            elif now[name] != told.created(row)[name]:
                others.add(row)
    return changed, others


def is_gone(session: Session, table_name: str, name: str, value: Any) -> bool:
    """Whether a column with this value would point to a row that is not there."""
    parents = [] if value is None else [key.column.table for key in table_of(table_name).c[name].foreign_keys]
    return any(session.execute(select(parent.c.id).where(parent.c.id == value)).first() is None for parent in parents)


def corrected(session: Session, table: Table, creators: Iterable[int], undone: frozenset[int]) -> dict[int, set[int | None]]:
    """{row created by one of these files that somebody has changed since: who (a file that is in force; None: a hand)}.

    A hand that only pointed a row elsewhere (two organizations made one) has not corrected what the row says.
    """
    creators = set(creators)
    query = (
        select(col(Change.row_id))
        .join(table, (col(Change.row_id) == table.c.id) & (col(Change.table_name) == table.name))
        .where(table.c.batch_id.in_(creators), col(Change.action) == ChangeAction.UPDATED)
    )
    rows = {(table.name, row_id) for row_id in session.scalars(query)}
    if not rows:
        return {}
    told = History(session, rows, undone)
    pointers = {key.parent.name for key in table.foreign_keys}
    found: dict[int, set[int | None]] = defaultdict(set)
    for row, changes in told.changes.items():
        if row not in told.present:
            continue
        first, now = told.created(row), told.without(row, creators)
        differs = {name for name, value in now.items() if value != first[name]}
        for change in changes:
            if change.batch_id in undone or change.batch_id in creators or change.action is not ChangeAction.UPDATED:
                continue
            said = differs & set(change.after or {})
            if said - pointers if change.batch_id is None else said:
                found[row[1]].add(change.batch_id)
    return dict(found)


# --- entries that were made one since: a file whose rows were taken into others, or took others in, waits for them -----


def merges_in_the_way(session: Session, batches: Collection[int]) -> list[str]:
    """Sentences: merges in force that removed rows of these files, or let a row of them stand for a row of another file.

    Rows that a merge only pointed elsewhere are still the files' own: they go with them.
    """
    found = []
    for merge in merges(session):
        query = select(Change).where(col(Change.at) == merge.at, col(Change.batch_id).is_(None))
        changes = list(session.scalars(query))
        removed = {(change.table_name, change.row_id) for change in changes if change.action is ChangeAction.DELETED}
        if any(_ties(session, change, batches, removed) for change in changes):
            found.append(
                f"'{merge.gone}' has been merged with '{merge.kept}' in the meantime. Undo "
                "that merge first under Members > Directory > Saved name matches."
            )
    return found


def _ties(session: Session, change: Change, batches: Collection[int], removed: set[tuple[str, int]]) -> bool:
    table = table_of(change.table_name)
    if change.action is ChangeAction.DELETED:
        same = (col(Change.table_name) == change.table_name, col(Change.row_id) == change.row_id)
        by_it = select(col(Change.id)).where(*same, col(Change.batch_id).in_(batches)).limit(1)
        return (change.before or {}).get("batch_id") in batches or session.scalar(by_it) is not None
    if change.action is not ChangeAction.UPDATED or "batch_id" not in table.c:
        return False
    told = {key.parent.name: key.column.table.name for key in table.foreign_keys}
    before, after = change.before or {}, change.after or {}
    if after and all((told.get(name), before.get(name)) in removed for name in after):
        return False  # it only pointed to a row that the merge removed: what took over something stands for a removed row too
    owner = session.scalar(select(table.c.batch_id).where(table.c.id == change.row_id))
    return owner in batches


# --- what stays, and why ------------------------------------------------------------------------------------------------


NAMED = 5  # rows named one by one before the rest is counted

_NAME_COLUMNS = ("name", "code", "title", "held_on", "name_as_written", "alias")


class Reason(StrEnum):
    """Why something is not as it was before the file."""

    CORRECTED = "corrected"  # somebody changed what the file had brought
    LISTED = "listed"  # a later file in force says the same
    REFERRED_TO = "referred to"
    CHANGED = "changed"  # a value the file wrote was written over since
    HOMELESS = "homeless"  # the file removed it, and what it belonged to is gone


_TOLD: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("undo.toml").read_text(encoding="utf-8"))
SENTENCES = {why: _TOLD[why] for why in Reason}  # for one and for several; `what`: '2 organizations (Alpha, Beta)'


@dataclass(frozen=True)
class Stays:
    """Rows of one table that stay (or do not come back) for one reason; `names` of the first `NAMED` of them, as stored."""

    why: Reason
    table: str
    count: int
    names: tuple[str, ...] = ()

    @property
    def pattern(self) -> str:
        """The English sentence with its place for `what`."""
        return SENTENCES[self.why][self.count != 1]


def stays(session: Session, table: Table, why: Reason, row_ids: Collection[int]) -> Stays:
    """The rows as a person knows them: by their name, their title, their day, or only by their number."""
    columns = [table.c[name] for name in _NAME_COLUMNS if name in table.c]
    if not columns:
        return Stays(why, table.name, len(row_ids))
    rows = session.execute(select(*columns).where(table.c.id.in_(sorted(row_ids)[:NAMED])).order_by(table.c.id))
    names = tuple(next((str(value) for value in row if value is not None), "?") for row in rows)
    return Stays(why, table.name, len(row_ids), names)


# --- who uses it ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dependent:
    """A file that uses rows of another one, {table: how many}; without a batch: what was entered or corrected by hand."""

    batch_id: int | None
    file: str
    committed_at: datetime | None
    uses: dict[str, int]


def listed_too(session: Session, batches: Sequence[int]) -> dict[str, dict[int, int]]:
    """{table: {row that one of these batches created: a later file in force that lists it}}."""
    found: dict[str, dict[int, int]] = {}
    query = select(col(ImportBatch.id), col(ImportBatch.summary)).where(col(ImportBatch.state) == BatchState.COMMITTED)
    for batch_id, summary in session.execute(query.order_by(col(ImportBatch.id))):
        if batch_id in batches:
            continue
        for name, listed in (summary.get(RELIES_ON) or {}).items():
            table = table_of(name)
            for first, last in listed:
                rows = select(table.c.id).where(table.c.id.between(first, last), table.c.batch_id.in_(batches))
                for row_id in session.scalars(rows):
                    found.setdefault(name, {})[row_id] = batch_id
    return found


def dependents(
    session: Session,
    batches: Collection[int],
    kept: Mapping[str, Collection[int]],
    corrected: Mapping[str, Mapping[int, set[int | None]]],
    listed: Mapping[str, Mapping[int, int]],
) -> list[Dependent]:
    """Who uses the rows that stay ({table: rows}), files in their order, then what was done by hand."""
    uses: dict[int | None, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for name, own in kept.items():
        for row_id in own:
            by = corrected.get(name, {}).get(row_id, set())
            other = listed.get(name, {}).get(row_id)
            for who in by if other is None else {*by, other}:
                uses[who][name].add(row_id)
        for child, pointer in pointers(table_of(name)):
            batch = child.c.batch_id if "batch_id" in child.c else null()  # a row without a batch was made by hand
            for who, row_id in rows_in(session, select(batch, pointer).distinct(), pointer, own):
                if who not in batches:
                    uses[who][name].add(row_id)
    counted = {who: {name: len(rows) for name, rows in sorted(by_table.items())} for who, by_table in uses.items()}
    query = select(col(ImportBatch.id), col(ImportBatch.file_name), col(ImportBatch.committed_at))
    files = sorted(rows_in(session, query, col(ImportBatch.id), [who for who in uses if who is not None]))
    found = [Dependent(who, name, at, counted[who]) for who, name, at in files]
    return found + ([Dependent(None, "", None, counted[None])] if None in uses else [])
