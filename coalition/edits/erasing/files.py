"""The files that what is erased may be left in: the free space of the database, and the copies in its folder."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from coalition.database import DatabaseUnreachable, database_file
from coalition.edits.erasing.traces import ESCAPE, Traces

_SQLITE = b"SQLite format 3\0"


def overwriting(session: Session) -> None:
    """Let SQLite write zeros over what is taken out, for the rest of the session."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete=ON")


def copies_with(traces: Traces, engine: Engine) -> tuple[str, ...]:
    """Names of the copies in the folder of the database that hold a trace: each was looked into."""
    file = database_file(engine.url)
    if file is None or not file.exists():
        return ()
    others = (one for one in file.parent.iterdir() if one.is_file() and not one.samefile(file))
    return tuple(sorted(one.name for one in others if _is_database(one) and _holds(one, traces)))


def _is_database(file: Path) -> bool:
    with suppress(OSError), file.open("rb") as opened:
        return opened.read(len(_SQLITE)) == _SQLITE
    return False


def _holds(file: Path, traces: Traces) -> bool:
    """Whether a copy, such as a backup or what a restore kept, has a trace in any row; one that cannot be read may have one."""
    how = "mode=ro" if file.with_name(f"{file.name}-wal").exists() else "immutable=1"  # which asks for no file beside it
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?{how}", uri=True)) as copy:
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            is_ours = {"organization", "change"} <= tables
            return is_ours and any(_tells(value, traces) for name in tables for value in _suspects(copy, name, traces))
    except sqlite3.Error:
        return True


def _suspects(copy: sqlite3.Connection, table: str, traces: Traces) -> Iterator[Any]:
    """What a table of a copy may tell in any column; its schema may be an older one."""
    groups = traces.needles()
    values = [pattern for group in groups for pattern in group]
    for (column,) in copy.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall() if groups else ():
        text = f"lower({_quoted(column)})"
        like = f"{text} LIKE ? ESCAPE '{ESCAPE}'"
        fits = " OR ".join(" AND ".join([like] * len(group)) for group in groups)
        yield from (value for (value,) in copy.execute(f"SELECT {text} FROM {_quoted(table)} WHERE {fits}", values))


def _quoted(name: str) -> str:
    escaped = name.replace('"', '""')
    return f'"{escaped}"'


def _tells(value: Any, traces: Traces) -> bool:
    if not isinstance(value, str):
        return False
    if value[:1] in {"{", "[", '"'}:
        with suppress(ValueError):
            told = json.loads(value)
            return bool(traces.in_json(told) != told)
    return traces.without(value) != value


def compact(engine: Engine) -> bool:
    """Write the database anew, so that nothing of what was taken out is left in its free space. Whether that was possible."""
    with suppress(DBAPIError, DatabaseUnreachable, sqlite3.Error):
        if engine.dialect.name != "sqlite":
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM FULL")
            return True
        raw = engine.raw_connection()  # SQLAlchemy begins a transaction, in which SQLite writes no file anew
        try:
            cursor = raw.cursor()
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()
            return busy is not None and not busy[0]
        finally:
            raw.close()
    return False
