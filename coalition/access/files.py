"""Files: one SQLite file seen from outside (whole, ours, of a schema this program knows), and lists that are written out."""

import csv
import io
import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from alembic.script import ScriptDirectory

from coalition import private_files
from coalition.database import alembic_config, fault_of

FILES = "shared_file"
"""Table of a backup that holds the files beside the database; a database in use has none."""


class FileUnfit(Exception):
    """The file cannot be used; the message says why, for the person who named it."""


class FileDamaged(FileUnfit):
    """It is a database of ours, and not whole, or its rows break the rules of their tables."""


def connect(path: Path, *, writable: bool = False) -> sqlite3.Connection:
    """A plain connection without the product's settings; read only unless asked. The file must exist."""
    mode = "rw" if writable else "ro"
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=30, isolation_level=None)


def faults(path: Path) -> list[str]:
    """What `integrity_check` and `foreign_key_check` say about the file; empty when it is whole."""
    with closing(connect(path)) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(10)") if row[0] != "ok"]
        loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    return found + [f"{table}, row {row}: points to a row of {parent} that does not exist" for table, row, parent, _ in loose]


def counts(path: Path) -> tuple[int, dict[str, int]]:
    """(data version, {table: rows}) of the file at one moment."""
    with closing(connect(path)) as connection:
        connection.execute("BEGIN")
        names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        tables = [str(row[0]) for row in connection.execute(names) if row[0] != FILES]
        rows = {table: int(connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in tables}
        version = connection.execute("SELECT value FROM setting WHERE key = 'data_version'").fetchone()
    return int(version[0]) if version else 0, rows


def verify(path: Path) -> str:
    """The schema revision of a whole database of this program.

    Raises:
        FileDamaged: damaged, or rows break the rules of their tables.
        FileUnfit: missing, truncated, of another program, of a newer version, or with a trigger or view in it.
    """
    if not path.is_file():
        raise FileUnfit(f"There is no file {path}.")
    try:
        found = faults(path)
        with closing(connect(path)) as connection:
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            ours = {"alembic_version", "setting", "organization", "meeting"} <= tables
            acting = "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"  # we make none
            foreign = connection.execute(acting).fetchone()
            revision = connection.execute("SELECT version_num FROM alembic_version").fetchone() if ours else None
    except sqlite3.DatabaseError as problem:
        raise FileUnfit(f"{path.name} is not a complete database of the dashboard: {problem}.") from problem
    if not ours or revision is None:
        raise FileUnfit(f"{path.name} is a database, but not one of the dashboard.")
    if foreign:
        raise FileUnfit(
            f"{path.name} contains something that runs by itself ('{foreign[0]}'), so it is not a backup of the dashboard."
        )
    if found:
        raise FileDamaged(f"{path.name} is damaged: {'; '.join(found[:3])}.")
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config()).walk_revisions()}
    if revision[0] not in known:
        raise FileUnfit(f"{path.name} was written by a newer version of the dashboard. Update the dashboard first.")
    return str(revision[0])


def settle(path: Path) -> None:
    """Make sure that the file's bytes are on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put(part: Path, target: Path, *, replaces: bool = False) -> None:
    """Rename a finished file to its name, on the disk too: after a power cut there is the whole file or none.

    Raises:
        FileExistsError: there is such a file already, and it is not to be replaced.
    """
    settle(part)
    if replaces:
        part.replace(target)
    else:
        private_files.put_new(part, target)
    if os.name != "nt":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def write_new(path: Path, data: bytes) -> None:
    """Write a file that was not there before, for its owner alone: the whole file, or none.

    Raises:
        FileUnfit: there is such a file already, or it cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        if path.exists():
            raise FileExistsError(path)
        part.unlink(missing_ok=True)
        with private_files.create(part) as file:
            file.write(data)
        put(part, path)
    except FileExistsError as problem:
        raise FileUnfit(f"{path} exists already; name a new file.") from problem
    except OSError as problem:
        raise FileUnfit(f"{path} cannot be written: {fault_of(problem) or f'{problem.strerror}.'}") from problem
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def csv_rows(data: bytes) -> int:
    """How many rows a CSV of ours has, the header included."""
    return sum(1 for _ in csv.reader(io.StringIO(data.decode("utf-8-sig"))))
