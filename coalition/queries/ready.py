"""Statements said once, compiled once and sent to the driver as they are: for answers that ask little, and often.

SQLAlchemy finds its compiled text again, binds each value by its type and wraps each row: together several times as long as
the database takes for a handful of rows. Values and rows are plain here; what a day is, the schema of the rows tells.
"""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from coalition.schema import DATE, Schema

Rows = Sequence[tuple[Any, ...]]


def fetched(session: Session, statement: Select[Any], **values: Any) -> Rows:
    """The rows of a statement, as the driver gives them: on SQLite a day is its ISO text.

    Args:
        session: reads.
        statement: said once per process (a cached function): it is kept with its compiled text.
        values: of all its bound parameters; lists for those that expand.
    """
    told: dict[str, Any] = {}
    lengths = []
    for name, value in values.items():
        if isinstance(value, list):
            lengths.append((name, len(value)))
            told.update({f"{name}_{number}": item for number, item in enumerate(value, start=1)})
        else:
            told[name] = value.isoformat() if type(value) is date else value
    text, order, fixed = _compiled(statement, session.connection().dialect, tuple(lengths))
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
    """Rows that stand in the order of a schema's columns, as plain values: `date` for days."""
    days = [name for name, column in schema.columns.items() if column.dtype == DATE]
    found = [dict(zip(schema.columns, row, strict=True)) for row in rows]
    for row in found:
        for name in days:
            row[name] = day(row[name])
    return found


def day(value: Any) -> date | None:
    """A day as a driver gives it, as a `date`."""
    return date.fromisoformat(value) if type(value) is str else value


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
