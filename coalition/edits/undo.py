"""Taking back one edit made by hand: exactly, or not at all where somebody has built on it since.

An edit is all `change` rows of no file that carry the same instant. Taking it back is an edit of its own, so the history
keeps both.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Engine, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col
from sqlmodel.sql.sqltypes import UTCDateTime

from coalition.database import writing
from coalition.edits.record import EditRefused, delete_row, json_ready, record, stored_row, table_of, update_row
from coalition.models import Change
from coalition.vocabulary import ChangeAction


def undo_edit(engine: Engine, edit: datetime, *, by: str | None = None, at: datetime) -> None:
    """Take back the edit made at the instant `edit`, in one transaction.

    Raises:
        EditRefused: there is no such edit, a row was changed since, or something else refers to a row it added.
    """
    try:
        with writing(engine) as session:
            found = session.scalars(
                select(Change).where(col(Change.at) == edit, col(Change.batch_id).is_(None)).order_by(col(Change.id).desc())
            ).all()
            if not found:
                raise EditRefused("There is nothing to undo.")
            for change in found:
                _take_back(session, change, by, at)
    except IntegrityError as problem:
        raise EditRefused(_DEPENDED_ON) from problem


_DEPENDED_ON = "This cannot be undone: something saved since depends on it."


def _take_back(session: Session, change: Change, by: str | None, at: datetime) -> None:
    model = _model(change.table_name)
    if change.action is ChangeAction.DELETED:
        row = _from_json(model, change.before or {})
        session.execute(insert(model).values(**row))
        record(session, change.table_name, change.row_id, ChangeAction.CREATED, None, row, by=by, at=at)
        return
    stored = stored_row(session, model, change.row_id)
    if any(json_ready(stored[name]) != value for name, value in (change.after or {}).items()):
        raise EditRefused("This cannot be undone: it was changed again since.")
    if change.action is ChangeAction.CREATED:
        _refuse_when_referred(session, change)
        delete_row(session, model, change.row_id, by=by, at=at)
    else:
        update_row(session, model, change.row_id, by=by, at=at, **_from_json(model, change.before or {}))


def _refuse_when_referred(session: Session, change: Change) -> None:
    """The database would delete the rows that hang on this one with it, and nobody would have noted them."""
    for table in SQLModel.metadata.tables.values():
        for key in table.foreign_keys:
            if (
                key.column.table.name == change.table_name
                and session.execute(select(table.c.id).where(key.parent == change.row_id).limit(1)).first()
            ):
                raise EditRefused(_DEPENDED_ON)


def _model(table_name: str) -> type[SQLModel]:
    for mapper in SQLModel._sa_registry.mappers:
        if getattr(mapper.class_, "__tablename__", None) == table_name:
            return mapper.class_
    raise EditRefused("There is nothing to undo.")


def _from_json(model: type[SQLModel], values: dict[str, Any]) -> dict[str, Any]:
    """The reverse of `json_ready`: ISO text back to dates and instants."""
    columns = table_of(model).c
    return {name: _restored(columns[name].type, value) for name, value in values.items()}


def _restored(kind: Any, value: Any) -> Any:
    if isinstance(value, str) and isinstance(kind, UTCDateTime | DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(value, str) and isinstance(kind, Date) else value
