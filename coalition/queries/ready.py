"""Statements said once, compiled once and sent to the driver as they are: for answers that ask little, and often.

SQLAlchemy finds its compiled text again, binds each value by its type and wraps each row: together several times as long as
the database takes for a handful of rows. Values and rows are plain here; what a day or an instant is, the schema of the rows
tells.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from coalition.schema import DATE, INSTANT, Schema

Rows = Sequence[tuple[Any, ...]]


def fetched(session: Session, statement: Select[Any], **values: Any) -> Rows:
    """The rows of a statement, as the driver gives them: on SQLite a day is its ISO text, an instant one in UTC.

    Args:
        session: reads.
        statement: said once per process (a cached function): it is kept with its compiled text.
        values: of all its bound parameters; lists for those that expand.

    Raises:
        ValueError: an instant without time zone.
    """
    dialect = session.connection().dialect
    told: dict[str, Any] = {}
    lengths = []
    for name, value in values.items():
        if isinstance(value, list):
            lengths.append((name, len(value)))
            told.update({f"{name}_{number}": item for number, item in enumerate(value, start=1)})
        else:
            told[name] = _given(value, dialect)
    text, order, fixed = _compiled(statement, dialect, tuple(lengths))
    told.update(fixed)
    return sent(session, text, told if order is None else [told[name] for name in order])


def sent(session: Session, text: str, values: Any = ()) -> Rows:
    """The rows of a text the driver understands as it stands, in the transaction of the session.

    Raises:
        DBAPIError: as any other statement of the session.
    """
    connection = session.connection()
    driver: Any = connection.dialect.dbapi
    cursor: Any = connection.connection.cursor()
    try:
        cursor.execute(text, values) if values else cursor.execute(text)
        rows: Rows = cursor.fetchall()
    except driver.Error as problem:
        raise DBAPIError.instance(text, None, problem, driver.Error, hide_parameters=True) from problem
    finally:
        cursor.close()
    return rows


def plain(schema: Schema, rows: Rows) -> list[dict[str, Any]]:
    """Rows that stand in the order of a schema's columns, as plain values: `date` for days, `datetime` in UTC for instants."""
    read = {DATE: day, INSTANT: instant}
    told = [(name, read[column.dtype]) for name, column in schema.columns.items() if column.dtype in read]
    found = [dict(zip(schema.columns, row, strict=True)) for row in rows]
    for row in found:
        for name, as_told in told:
            if row[name] is not None:
                row[name] = as_told(row[name])
    return found


def day(value: Any) -> date | None:
    """A day as a driver gives it, as a `date`."""
    return date.fromisoformat(value) if type(value) is str else value


def instant(value: Any) -> datetime | None:
    """An instant as a driver gives it, as a `datetime` in UTC."""
    if value is None:
        return None
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if type(value) is str else value.astimezone(UTC)


def _given(value: Any, dialect: Dialect) -> Any:
    """A value as the driver takes it: on SQLite a day or an instant is the text that is kept of it."""
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ValueError("an instant is told with its time zone")
    if dialect.name != "sqlite" or not isinstance(value, date):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
    return value.isoformat()


@lru_cache(maxsize=200)
def _compiled(
    statement: Select[Any], dialect: Dialect, lengths: tuple[tuple[str, int], ...]
) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
    """Its text for the driver, its parameters in order (None: by name) and the values that stand in it already."""
    compiled = statement.compile(dialect=dialect)
    asked: dict[str, Any] = {name: None for name, bound in compiled.binds.items() if bound.required}
    asked |= {name: [None] * length for name, length in lengths}
    written = compiled.construct_expanded_state(asked)  # with lists of that length
    own = set(asked) | {f"{name}_{number}" for name, length in lengths for number in range(1, length + 1)}
    fixed = {n: v.value if isinstance(v, Enum) else v for n, v in written.parameters.items() if n not in own}
    return written.statement, None if written.positiontup is None else tuple(written.positiontup), fixed
