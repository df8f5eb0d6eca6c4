"""What rows would hold had one file never been imported: the changes that are in force, made again without it.

Every change of a row is kept (`change`): by hand, or by a file that is undone or not. The value of a column without a file is
the value it had before its first change, with all changes in force but that file's made again in their order.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Table, select
from sqlmodel import Session, col

from coalition.bulk import json_ready, table_of
from coalition.database import rows_in
from coalition.models import Change, ImportBatch
from coalition.queries.decided import merges
from coalition.vocabulary import BatchState, ChangeAction

RowKey = tuple[str, int]
"""(table, id)."""


class ChangeKept(NamedTuple):
    """One kept change of a row (`Change`), without what costs much where there are a hundred thousand of them."""

    batch_id: int | None
    action: ChangeAction
    before: dict[str, Any] | None
    after: dict[str, Any] | None


@dataclass
class History:
    """The changes of some rows, and those rows now.

    Attributes:
        changes: {row: its changes, oldest first}.
        present: {row: its values now, JSON-ready}; rows that are gone are left out.
        undone: batches whose changes are not in force.
    """

    changes: dict[RowKey, list[ChangeKept]]
    present: dict[RowKey, dict[str, Any]]
    undone: frozenset[int] = field(default_factory=frozenset)

    def created(self, row: RowKey) -> dict[str, Any]:
        """{changed column: its value before the first change}."""
        first: dict[str, Any] = {}
        for change in reversed(self.changes.get(row, [])):
            first.update(change.before or {})
        return first

    def without(self, row: RowKey, batches: Iterable[int]) -> dict[str, Any]:
        """{changed column: what it would hold without these batches}."""
        left_out = self.undone | set(batches)
        steps: dict[str, list[_Step]] = {name: [] for name in self.created(row)}
        for change in self.changes.get(row, []):
            # A row that was removed and put back holds what it held: neither is a change of a value.
            if change.batch_id not in left_out and change.action is ChangeAction.UPDATED:
                by_hand, before = change.batch_id is None, change.before or {}
                for name in steps.keys() & (change.after or {}).keys():
                    _take(steps[name], _Step(by_hand, before.get(name), (change.after or {})[name]))
        return {name: steps[name][-1].after if steps[name] else value for name, value in self.created(row).items()}


@dataclass(frozen=True)
class _Step:
    by_hand: bool
    before: Any
    after: Any


def _take(steps: list[_Step], step: _Step) -> None:
    """Add a change; a hand that takes back what a hand has done leaves neither of them."""
    for at in range(len(steps) - 1, -1, -1):
        if not (step.by_hand and steps[at].by_hand):
            break
        if steps[at].before == step.after:
            del steps[at:]
            return
    steps.append(step)


def undone_batches(session: Session) -> frozenset[int]:
    """Batches that are undone."""
    query = select(col(ImportBatch.id)).where(col(ImportBatch.state) == BatchState.UNDONE)
    return frozenset(n for n in session.scalars(query) if n is not None)


def history(session: Session, rows: Iterable[RowKey], undone: frozenset[int]) -> History:
    """The history of some rows."""
    ids: dict[str, set[int]] = defaultdict(set)
    for name, row_id in rows:
        ids[name].add(row_id)
    changes: dict[RowKey, list[ChangeKept]] = defaultdict(list)
    present: dict[RowKey, dict[str, Any]] = {}
    columns = [col(getattr(Change, name)) for name in ("row_id", *ChangeKept._fields)]
    for name, wanted in ids.items():
        table = table_of(name)
        query = select(*columns).where(col(Change.table_name) == name).order_by(col(Change.id))
        for row_id, *change in rows_in(session, query, col(Change.row_id), wanted):
            changes[name, row_id].append(ChangeKept(*change))
        for row in rows_in(session, select(table), table.c.id, wanted):
            present[name, row.id] = json_ready(dict(row._mapping))
    return History(dict(changes), present, undone)


def values_without(session: Session, batch_id: int, undone: frozenset[int]) -> tuple[dict[RowKey, dict[str, Any]], set[RowKey]]:
    """({row: columns that would hold something else without this file}, rows whose value of now is somebody else's).

    A value that was written over since stays; so does one that points to a row that is not there any more.
    """
    mine = select(col(Change.table_name), col(Change.row_id)).where(
        col(Change.batch_id) == batch_id, col(Change.action) == ChangeAction.UPDATED
    )
    told = history(session, {(name, row_id) for name, row_id in session.execute(mine)}, undone)
    changed: dict[RowKey, dict[str, Any]] = {}
    others: set[RowKey] = set()
    for row, present in told.present.items():
        now, then = told.without(row, ()), told.without(row, (batch_id,))
        columns = {name for change in told.changes[row] if change.batch_id == batch_id for name in change.after or {}}
        for name in sorted(columns):
            if present.get(name) != now[name] or _is_elsewhere(session, row[0], name, then[name]):
                others.add(row)
            elif then[name] != now[name]:
                changed.setdefault(row, {})[name] = then[name]
            elif now[name] != told.created(row)[name]:
                others.add(row)
    return changed, others


def _is_elsewhere(session: Session, table_name: str, name: str, value: Any) -> bool:
    """Whether a value would point to a row that is gone."""
    if value is None:
        return False
    for key in table_of(table_name).c[name].foreign_keys:
        parent = key.column.table
        if session.execute(select(parent.c.id).where(parent.c.id == value)).first() is None:
            return True
    return False


def corrected(session: Session, table: Table, creators: Iterable[int], undone: frozenset[int]) -> dict[int, set[int | None]]:
    """{row created by one of these files that somebody has changed since: who (a file that is in force; None: a hand)}.

    A change that was taken back leaves no difference and counts for nothing. A hand that only pointed a row elsewhere (two
    organizations made one) has not corrected what the row says.
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
    told = history(session, rows, undone)
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


def merges_in_the_way(session: Session, batch_id: int) -> list[str]:
    """Sentences: merges in force that removed rows of this file, or let a row of it stand for a row of another file.

    Rows that a merge only pointed elsewhere are still this file's own: they go with it.
    """
    found = []
    for merge in merges(session):
        query = select(Change).where(col(Change.at) == merge.at, col(Change.batch_id).is_(None))
        changes = list(session.scalars(query))
        removed = {(change.table_name, change.row_id) for change in changes if change.action is ChangeAction.DELETED}
        if any(_ties(session, change, batch_id, removed) for change in changes):
            found.append(
                f"'{merge.gone}' has been merged with '{merge.kept}' in the meantime. Undo "
                "that merge first under Directory > Saved name matches."
            )
    return found


def _ties(session: Session, change: Change, batch_id: int, removed: set[tuple[str, int]]) -> bool:
    table = table_of(change.table_name)
    if change.action is ChangeAction.DELETED:
        return (change.before or {}).get("batch_id") == batch_id or _changed_by(session, change, batch_id)
    if change.action is not ChangeAction.UPDATED or "batch_id" not in table.c or _only_points(table, change, removed):
        return False
    owner = session.scalar(select(table.c.batch_id).where(table.c.id == change.row_id))
    return owner == batch_id


def _only_points(table: Table, change: Change, removed: set[tuple[str, int]]) -> bool:
    """Whether it only pointed to a row that the merge removed: what took over something stands for a removed row too."""
    told = {key.parent.name: key.column.table.name for key in table.foreign_keys}
    before = change.before or {}
    return bool(change.after) and all((told.get(name), before.get(name)) in removed for name in change.after or {})


def _changed_by(session: Session, change: Change, batch_id: int) -> bool:
    same = (col(Change.table_name) == change.table_name, col(Change.row_id) == change.row_id)
    return session.scalar(select(col(Change.id)).where(*same, col(Change.batch_id) == batch_id).limit(1)) is not None
