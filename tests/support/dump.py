"""Everything a database holds, as the engine itself writes it."""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Select, Table, select, text
from sqlmodel import SQLModel

_LEFT_OUT = {"change", "setting"}  # the history of edits, and the counter of writes


def dump(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """{table: rows in order of their key}, no type of ours between: two equal dumps are equal byte for byte."""
    with engine.connect() as connection:
        return {
            table.name: [tuple(map(repr, row)) for row in connection.execute(text(_all_of(table)))]
            for table in holding(connection)
            if table.name not in _LEFT_OUT
        }


def holding(connection: Connection) -> list[Table]:
    """The tables that hold any row, parents first: one question instead of one a table, most of which are empty in a test."""
    return [_tables()[number] for (number,) in connection.execute(_which())]


@cache
def rows_of(table: Table) -> Select[Any]:
    """Its rows in order of their key."""
    return select(table).order_by(*table.primary_key)


@cache
def _tables() -> list[Table]:
    return SQLModel.metadata.sorted_tables


@cache
def _which() -> Any:
    one_each = (f'SELECT {n} AS number WHERE EXISTS (SELECT 1 FROM "{table.name}")' for n, table in enumerate(_tables()))
    return text(" UNION ALL ".join(one_each) + " ORDER BY number")


@cache
def _all_of(table: Table) -> str:
    return f'SELECT * FROM "{table.name}" ORDER BY {", ".join(column.name for column in table.primary_key.columns)}'
