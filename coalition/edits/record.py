"""Writing one row by hand so that it can be read back and undone: the row and its `change` row, in one transaction.

Call inside `database.writing`. All changes of one edit carry the same instant `at`: it is what names the edit
(`coalition.edits.undo`). Values are kept JSON-ready: dates as ISO text, list values as stored.

What somebody else has changed since the form was shown is not written over: `coalition.edits.conflicts`.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlmodel import Session, SQLModel

from coalition.database import chunks
from coalition.edits import conflicts
from coalition.edits.refused import EditRefused as EditRefused
from coalition.models import Change
from coalition.summaries import area_moved, keep_summaries
from coalition.vocabulary import ChangeAction


def json_ready(value: Any) -> Any:
    """A column value as JSON holds it: dates and instants as ISO text, a list value as its stored text."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date too


def record(
    session: Session,
    table: str,
    row_id: int,
    action: ChangeAction,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    *,
    by: str | None = None,
    at: datetime,
) -> None:
    """Note one change of one row made by hand.

    Args:
        before, after: changed columns only; None where there was no row before (created) or is none after (deleted).
        by: who did it; None: not told.
        at: the instant of the edit, with time zone; the same for all rows of one edit.
    """
    session.add(
        Change(
            at=at,
            by=by,
            table_name=table,
            row_id=row_id,
            action=action,
            before=None if before is None else {name: json_ready(value) for name, value in before.items()},
            after=None if after is None else {name: json_ready(value) for name, value in after.items()},
        )
    )


def table_of(model: type[SQLModel]) -> Any:
    """The SQLAlchemy table of a model."""
    return model.__table__  # type: ignore[attr-defined]


def stored_row(session: Session, model: type[SQLModel], row_id: int) -> dict[str, Any]:
    """All columns of one stored row.

    Raises:
        EditRefused: there is no such row (any more).
    """
    row = _row_if_there(session, model, row_id)
    if row is None:
        conflicts.refuse_removed(session, table_of(model), row_id)
        raise EditRefused(conflicts.GONE)
    return row


def _row_if_there(session: Session, model: type[SQLModel], row_id: int) -> dict[str, Any] | None:
    table = table_of(model)
    row = session.execute(select(table).where(table.c.id == row_id)).mappings().first()
    return None if row is None else dict(row)


def create_row(session: Session, model: type[SQLModel], *, by: str | None = None, at: datetime, **values: Any) -> int:
    """Insert one row and note it; columns that are left out take the model's defaults. Returns its id.

    Where somebody else has added one that says the same since the form was shown, that one stands for it.
    """
    table = table_of(model)
    known = conflicts.said_already(session, table, values)
    if known is not None:
        return known
    with keep_summaries(session, rows=[(table.name, values)]):
        row_id = int(session.execute(insert(table).values(**values).returning(table.c.id)).scalar_one())
    record(session, table.name, row_id, ChangeAction.CREATED, None, stored_row(session, model, row_id), by=by, at=at)
    return row_id


def create_rows(
    session: Session, model: type[SQLModel], rows: Sequence[Mapping[str, Any]], *, by: str | None = None, at: datetime
) -> None:
    """Insert many rows and note each, in few statements. All tell the same columns, `id` too (`database.reserve_ids`)."""
    table = table_of(model)
    if not rows:
        return
    with keep_summaries(session, rows=[(table.name, row) for row in rows]):
        session.execute(insert(table), [dict(row) for row in rows])
    noted = {"at": at, "by": by, "table_name": table.name, "action": ChangeAction.CREATED, "before": None}
    for part in chunks([row["id"] for row in rows]):
        stored = session.execute(select(table).where(table.c.id.in_(part)).order_by(table.c.id)).mappings().all()
        told = [{name: json_ready(value) for name, value in row.items()} for row in stored]
        session.execute(insert(Change), [{**noted, "row_id": row["id"], "after": row} for row in told])


def update_row(
    session: Session, model: type[SQLModel], row_id: int, *, by: str | None = None, at: datetime, **values: Any
) -> bool:
    """Set columns of one row and note those that change. Returns whether anything changed.

    Raises:
        EditRefused: there is no such row (any more).
    """
    table = table_of(model)
    stored = _row_if_there(session, model, row_id)
    if stored is None:
        conflicts.refuse_removed(session, table, row_id, values)
        return False
    names = conflicts.columns_to_write(session, table, stored, values)
    changed = {name: value for name, value in values.items() if name in names}
    if changed:
        with keep_summaries(session, ids={table.name: [row_id]}, rows=[(table.name, stored | changed)]):
            session.execute(update(table).where(table.c.id == row_id).values(**changed))
        if table.name == "area" and {"level", "parent_id"} & changed.keys():
            area_moved(session, row_id, stored, stored | changed)
        before = {name: stored[name] for name in changed}
        record(session, table.name, row_id, ChangeAction.UPDATED, before, changed, by=by, at=at)
    return bool(changed)


def delete_row(session: Session, model: type[SQLModel], row_id: int, *, by: str | None = None, at: datetime) -> None:
    """Delete one row and note all its columns. Rows that hang on it must be deleted first, so that they are noted too.

    Raises:
        EditRefused: there is no such row (any more).
    """
    table = table_of(model)
    stored = _row_if_there(session, model, row_id)
    if stored is None and conflicts.is_apart():
        return  # somebody else has removed it: both wanted the same
    if stored is None:
        conflicts.refuse_removed(session, table, row_id)
        return
    if not conflicts.may_remove(session, table, stored):
        return
    with keep_summaries(session, ids={table.name: [row_id]}):
        session.execute(delete(table).where(table.c.id == row_id))
    record(session, table.name, row_id, ChangeAction.DELETED, stored, None, by=by, at=at)
