"""Many rows in and out of one table at once, column by column: what makes a long file cheap."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Date, DateTime, Table
from sqlmodel import Session, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

CHUNK = 5_000
"""Values in one IN (...): under the limits of SQLite (32,766) and PostgreSQL (65,535)."""


@contextmanager
def without_pauses() -> Iterator[None]:
    """No search for cyclic garbage meanwhile: a long file makes hundreds of thousands of objects that all stay.

    It would look through all of them again and again (a third of the time of a plan of 100,000 rows) and find nothing.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def table_of(name: str) -> Table:
    """The table of that name."""
    return SQLModel.metadata.tables[name]


def chunks(values: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """The values in pieces that fit into one statement."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def insert_columns(session: Session, name: str, columns: Mapping[str, Sequence[Any]]) -> int:
    """Insert rows given as columns of equal length; one executemany (COPY on PostgreSQL). Returns the number of rows.

    Values of closed lists are given as stored (text), dates as `date`; JSON columns are not for this door.
    """
    if not columns or not len(next(iter(columns.values()))):
        return 0
    connection = session.connection()
    quoted = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "postgresql":
        return _copy(connection, f'COPY "{name}" ({quoted}) FROM STDIN', list(zip(*columns.values(), strict=True)))
    if len(next(iter(columns.values()))) > CHUNK:
        connection.exec_driver_sql("PRAGMA cache_size=-32768")  # 32 MB instead of 2: the indexes stay at hand
    ready = [_as_text(values) if _are_dates(values) else values for values in columns.values()]
    rows = list(zip(*ready, strict=True))
    marks = ", ".join("?" * len(columns))
    connection.exec_driver_sql(f'INSERT INTO "{name}" ({quoted}) VALUES ({marks})', rows)
    return len(rows)


def _are_dates(values: Sequence[Any]) -> bool:
    return isinstance(next((value for value in values if value is not None), None), date)


def _as_text(values: Sequence[Any]) -> list[Any]:
    """Dates and instants (UTC) as the SQLite types write them."""
    return [
        v.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
        if isinstance(v, datetime)
        else v.isoformat()
        if isinstance(v, date)
        else v
        for v in values
    ]


def _copy(connection: Connection, statement: str, rows: list[tuple[Any, ...]]) -> int:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
    return len(rows)


def json_ready(values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a row as a `change` row keeps them: dates as ISO text, list values as stored."""
    return {
        key: value.isoformat() if isinstance(value, date) else value.value if isinstance(value, Enum) else value
        for key, value in values.items()
    }


def from_json(name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse of `json_ready` for a table: ISO text back to dates and instants."""
    kinds = table_of(name).c
    return {key: _restored(kinds[key].type, value) for key, value in values.items()}


def _restored(kind: Any, value: Any) -> Any:
    if isinstance(value, str):
        if isinstance(kind, UTCDateTime | DateTime):
            return datetime.fromisoformat(value)
        if isinstance(kind, Date):
            return date.fromisoformat(value)
    return value
