"""Rows of a database that somebody else wrote, such as those of a backup: each value of the type and in the list of its column.

The rules are read from the tables, so that a new column is looked at without a change here. What SQLite can say, it is asked in
one statement for each table; nothing of a value is ever told.
"""

import json
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Date, DateTime, Enum, Float, Integer, Table, TypeDecorator
from sqlmodel import SQLModel

from coalition.access.files import connect
from coalition.minutes import is_sound
from coalition.vocabulary import WithheldField

MOST = 5
"""So many broken rows are named."""


def broken_rows(path: Path) -> list[str]:
    """The first rows of a SQLite file of this schema that the program cannot read, each with table, row and what is wrong.

    Raises:
        sqlite3.Error: the file is no whole database, or has another schema.
    """
    with closing(connect(path)) as connection:
        found: list[str] = []
        for table in SQLModel.metadata.sorted_tables:
            found += [f"{table.name}, row {row}: {what}." for row, what in broken_rows_of(connection, table)]
            if len(found) >= MOST:
                break
    return found[:MOST]


def broken_rows_of(connection: sqlite3.Connection, table: Table) -> Iterator[tuple[object, str]]:
    """(primary key, what is wrong) of the first rows of one table that the program cannot read."""
    rules = [rule for column in table.columns for rule in _rules(column)]
    rules += [
        (f"NOT ({rule.sqltext})", f"breaks the rule {rule.name}")
        for rule in table.constraints
        if isinstance(rule, CheckConstraint)
    ]
    cases = " ".join(f"WHEN {broken} THEN {place}" for place, (broken, _) in enumerate(rules))
    row_of = " || '-' || ".join(f'"{column.name}"' for column in table.primary_key)
    asked = f'SELECT {row_of}, CASE {cases} END AS broken FROM "{table.name}" WHERE broken IS NOT NULL LIMIT {MOST}'
    yield from [(row, rules[place][1]) for row, place in connection.execute(asked)]
    yield from _not_text(connection, table, row_of)
    for name, (is_fit, what) in _LOOKED_AT.items():
        if name.startswith(f"{table.name}."):
            column = name.partition(".")[2]
            asked = f'SELECT {row_of}, "{column}" FROM "{table.name}" WHERE json_valid("{column}")'
            yield from [(row, f"{column} {what}") for row, value in connection.execute(asked) if not _is_fit(value, is_fit)]


def _is_fit(value: Any, is_fit: Callable[[Any], bool]) -> bool:
    """Whether a value of a JSON column is fit; a number alone comes as a number, and one of 5,000 digits not at all."""
    try:
        return isinstance(value, str) and is_fit(json.loads(value))
    except (RecursionError, ValueError):
        return False


def _not_text(connection: sqlite3.Connection, table: Table, row_of: str) -> Iterator[tuple[object, str]]:
    """The first row with a text that is none: its bytes are no UTF-8. One look at all; for the row a second where one fails."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    try:
        deque(connection.execute(f'SELECT {names} FROM "{table.name}"'), maxlen=0)
    except sqlite3.OperationalError:
        for column in table.columns:
            kept = f"typeof(\"{column.name}\") = 'text'"
            for row, value in connection.execute(
                f'SELECT {row_of}, CAST("{column.name}" AS BLOB) FROM "{table.name}" WHERE {kept}'
            ):
                if value.decode(errors="ignore").encode() != value:
                    yield row, f"{column.name} is not text"
                    return


def _rules(column: Column[Any]) -> list[tuple[str, str]]:
    """(when a value is broken, in SQL; what is wrong with it) of one column."""
    name, kind = f'"{column.name}"', column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    broken, what = _TYPES[next(known for known in _TYPES if isinstance(kind, known))]
    if isinstance(kind, Enum):
        values = ", ".join(f"'{value}'" for value in kind.enums)
        broken, what = f"{{c}} NOT IN ({values})", "is not one of the allowed values"
    rules = [(f"{name} IS NOT NULL AND ({broken.format(c=name)})", f"{column.name} {what}")]
    if own := _OWN.get(f"{column.table.name}.{column.name}"):
        rules.append((f"{name} IS NOT NULL AND ({own[0].format(c=name)})", f"{column.name} {own[1]}"))
    if not column.nullable and not column.primary_key:
        rules.append((f"{name} IS NULL", f"{column.name} is empty"))
    return rules


_DAY = "typeof({c}) <> 'text' OR date({c}) IS NOT {c} OR {c} < '0001'"
_INSTANT = (
    "typeof({c}) <> 'text' OR datetime(substr({c}, 1, 19)) IS NOT substr({c}, 1, 19) OR {c} < '0001'"
    " OR (length({c}) > 19 AND substr({c}, 20) NOT GLOB '.[0-9][0-9][0-9][0-9][0-9][0-9]')"
)
_TYPES: dict[type[Any], tuple[str, str]] = {  # the first that a column is
    Enum: ("", ""),
    Boolean: ("{c} NOT IN (0, 1)", "is neither yes nor no"),
    Integer: ("typeof({c}) <> 'integer'", "is not a whole number"),
    Float: ("typeof({c}) NOT IN ('real', 'integer')", "is not a number"),
    DateTime: (_INSTANT, "is not a date and time"),
    Date: (_DAY, "is not a date"),
    JSON: ("NOT json_valid({c})", "cannot be read"),
    object: ("typeof({c}) <> 'text'", "is not text"),
}
_OWN = {
    "resource.file_hash": ("length({c}) <> 64 OR {c} GLOB '*[^0-9a-f]*'", "is not the hash of a file"),
    "change.before": ("json_type({c}) NOT IN ('object', 'null')", "is not an earlier row"),
    "change.after": ("json_type({c}) NOT IN ('object', 'null')", "is not an earlier row"),
    "import_batch.summary": ("json_type({c}) <> 'object'", "is not the summary of an import"),
    "setting.value": ("\"key\" = 'data_version' AND json_type({c}) <> 'integer'", "is not a number"),
    "resource.link": ("{c} NOT LIKE 'https://%' AND {c} NOT LIKE 'http://%'", "is not a web address"),
}


def _are_withheld(value: Any) -> bool:
    return isinstance(value, list) and all(one in list(WithheldField) for one in value)


_LOOKED_AT: dict[str, tuple[Callable[[Any], bool], str]] = {
    "minutes_version.said": (is_sound, "is not the text of minutes"),
    "case_consent.withheld": (_are_withheld, "is not a list of withheld fields"),
}
