"""Many rows in and out of one table at once, column by column: what makes a long file cheap."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Date, DateTime, Select, Table
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from coalition.models import SUMMARIES

_FETCHED = 200  # rows taken from the driver at once: they are still at hand in the processor when they become columns
_STAGED_FROM = 1_000  # rows from which the detour of `_insert_staged` is the shorter way
_STAGED = 10_000  # rows staged at a time: they fit into the memory SQLite gives temporary tables


@cache
def tables() -> tuple[Table, ...]:
    """Every table, those that others point to first; SQLAlchemy would put them in order again each time."""
    return tuple(SQLModel.metadata.sorted_tables)


@cache
def pointers(table: Table) -> tuple[tuple[Table, Column[Any]], ...]:
    """(table, its column) of everything that may point to a row of this one, but for the summaries, which nobody wrote."""
    keys = ((child, key) for child in tables() if child.name not in SUMMARIES for key in child.foreign_keys)
    found = [(child, key.parent) for child, key in keys if key.column.table is table]
    return tuple(sorted(found, key=lambda pair: (tables().index(pair[0]), pair[1].name)))


def table_of(name: str) -> Table:
    """The table of that name."""
    return SQLModel.metadata.tables[name]


def plain_rows(session: Session, query: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a query as the driver gives them, for columns of text and whole numbers: nothing is translated."""
    for rows in plain_parts(session, query):
        yield from rows


def plain_parts(session: Session, query: Select[Any]) -> Iterator[list[tuple[Any, ...]]]:
    """As `plain_rows`, some rows at a time, to be turned into columns."""
    with session.connection().execute(query) as result:
        cursor: Any = result.cursor
        while rows := cursor.fetchmany(_FETCHED):
            yield rows


def insert_columns(session: Session, name: str, columns: Mapping[str, Sequence[Any]]) -> int:
    """Insert rows given as columns of equal length; one executemany (COPY on PostgreSQL). Returns the number of rows.

    Values of closed lists are given as stored (text), dates as `date`; JSON columns are not for this door.
    """
    count = len(next(iter(columns.values()), ()))
    if not count:
        return 0
    connection = session.connection()
    quoted = ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "postgresql":
        return _copy(connection, f'COPY "{name}" ({quoted}) FROM STDIN', list(zip(*columns.values(), strict=True)))
    ready = {name: _as_text(values) if _are_dates(values) else values for name, values in columns.items()}
    if count >= _STAGED_FROM:
        return _insert_staged(connection, name, ready)
    marks = ", ".join("?" * len(columns))
    connection.exec_driver_sql(f'INSERT INTO "{name}" ({quoted}) VALUES ({marks})', list(zip(*ready.values(), strict=True)))
    return count


def _insert_staged(connection: Connection, name: str, columns: Mapping[str, Sequence[Any]]) -> int:
    """Through a temporary table without index or rule, then `INSERT ... SELECT`: a statement per part, not one per row.

    The checks are those of the table; what is saved is starting them anew for every row. A column that is the same in every
    row does not take the detour.
    """
    count = len(next(iter(columns.values())))
    alike = (column for column, values in columns.items() if values[-1] == values[0] and values.count(values[0]) == count)
    same = {column: columns[column][0] for column in alike}
    varying = {column: values for column, values in columns.items() if column not in same} or dict(list(columns.items())[:1])
    fixed = [column for column in same if column not in varying]
    names = ", ".join(f'"{column}"' for column in varying)
    into = ", ".join(f'"{column}"' for column in [*varying, *fixed])
    marks = ", ".join("?" * len(varying))
    connection.exec_driver_sql("PRAGMA cache_size=-32768")  # 32 MB instead of 2: the indexes stay at hand
    connection.exec_driver_sql(f"CREATE TEMP TABLE staged_rows ({names})")
    for start in range(0, count, _STAGED):
        part = [values[start : start + _STAGED] for values in varying.values()]
        connection.exec_driver_sql(f"INSERT INTO staged_rows VALUES ({marks})", list(zip(*part, strict=True)))
        selected = ", ".join([names, *("?" for _ in fixed)])
        connection.exec_driver_sql(
            f'INSERT INTO "{name}" ({into}) SELECT {selected} FROM staged_rows ORDER BY rowid', tuple(same[c] for c in fixed)
        )
        connection.exec_driver_sql("DELETE FROM staged_rows")
    connection.exec_driver_sql("DROP TABLE staged_rows")
    return count


def _are_dates(values: Sequence[Any]) -> bool:
    return isinstance(next((value for value in values if value is not None), None), date)


def _as_text(values: Sequence[Any]) -> list[Any]:
    """Dates and instants (UTC) as the SQLite types write them."""
    if type(next(value for value in values if value is not None)) is date:
        return [value if value is None else value.isoformat() for value in values]
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
    errors = connection.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except errors as problem:  # what goes round SQLAlchemy fails as if it had not
        raise DBAPIError.instance(statement, None, problem, errors, dialect=connection.dialect) from problem
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
