"""Everything a database holds, as the engine itself writes it."""

from typing import Any

from sqlalchemy import Engine, Table, text
from sqlmodel import SQLModel

_LEFT_OUT = {"change", "setting"}  # the history of edits, and the counter of writes


def dump(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """{table: rows in order of their key}, no type of ours between: two equal dumps are equal byte for byte."""
    with engine.connect() as connection:
        return {
            table.name: [tuple(map(repr, row)) for row in connection.execute(text(_all_of(table)))]
            for table in SQLModel.metadata.sorted_tables
            if table.name not in _LEFT_OUT
        }


def _all_of(table: Table) -> str:
    return f'SELECT * FROM "{table.name}" ORDER BY {", ".join(column.name for column in table.primary_key.columns)}'
