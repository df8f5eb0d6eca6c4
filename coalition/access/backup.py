"""A copy of the whole database and the shared files in one file, and back. For PostgreSQL a sentence names its own tools.

A backup is checked before it gets its name: there is a whole backup or none. A restore changes nothing unless the file is
whole, ours and not newer; what was there before is kept beside it.
"""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from sqlalchemy import URL, Engine, make_url
from sqlalchemy.exc import DBAPIError

from coalition import private_files, shared_files
from coalition.access import files, shared
from coalition.access.files import FileDamaged, FileUnfit
from coalition.access.rows import broken_rows
from coalition.database import DatabaseUnreachable, fault_of, migrate
from coalition.models import ERASED, ERASURE

MISSING_FILES = (
    "{n} shared files are neither in the backup nor on this computer. They are marked as missing; "
    "add them again on the page of each entry."
)


class BackupRefused(Exception):
    """Nothing was written; the message says why and what to do."""


@dataclass(frozen=True)
class Backup:
    """A finished backup: where it is, its size [bytes], the rows it holds per table, and how many shared files."""

    path: Path
    size: int
    rows: dict[str, int]
    files: int = 0


@dataclass(frozen=True)
class BackupInfo:
    """What a backup holds: the rows per table, the instant of the newest change or file in it (None: there is none), and the
    instants at which somebody, or words, were erased on request."""

    rows: dict[str, int]
    newest_at: datetime | None
    erased_at: frozenset[datetime] = frozenset()


@dataclass(frozen=True)
class Restored:
    """A finished restore: rows per table, the schema step done on the way, where the replaced database is kept, how many
    shared files neither the backup nor this computer has, and how many erasures on request the backup did not have."""

    rows: dict[str, int]
    migrated: str
    kept: Path | None
    missing_files: int = 0
    erased_since: int = 0


def backup(engine: Engine, target: Path) -> Backup:
    """Write all that is stored into a new file, while others may go on working.

    Raises:
        BackupRefused: PostgreSQL, the file exists already, its folder does not, or the disk is full or faulty.
    """
    source = _sqlite_file(engine.url, "pg_dump --format=custom --file {file} <address>", target)
    if target.exists():
        raise BackupRefused(f"There is already a file {target}. Choose another name: a backup never replaces a file.")
    if not target.parent.is_dir():
        raise BackupRefused(f"There is no folder {target.parent}.")
    part = target.with_name(f".{target.name}.part")
    try:
        rows = _checked_copy(source, part)
        with closing(files.connect(part, writable=True)) as copy:
            packed = shared.pack(copy, shared_files.folder_of(engine.url))
        files.put(part, target)
    except (sqlite3.Error, OSError, FileUnfit) as problem:
        raise BackupRefused(f"The backup could not be saved: {_reason(problem)}") from problem
    finally:
        _remove(part)
    return Backup(target, target.stat().st_size, rows, packed)


def _checked_copy(source: Path, part: Path) -> dict[str, int]:
    """A verified copy of `source`; its rows per table, equal to those of the source at the same data version."""
    for _attempt in range(5):
        before = files.counts(source)
        part.unlink(missing_ok=True)
        private_files.claim(part)  # what fills an empty file keeps its rights
        with closing(files.connect(source)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        copied = files.counts(part)
        if copied[0] != before[0]:
            continue  # somebody wrote in between: count again
        if copied[1] != before[1]:
            raise FileUnfit("the copy does not hold as many rows as the original")
        files.verify(part)
        return copied[1]
    raise FileUnfit("others write all the time")


def look(source: Path) -> BackupInfo:
    """What is in a backup, before anything is replaced by it.

    Raises:
        BackupRefused: the file is missing, truncated, of another program or of a newer version.
    """
    newest = "SELECT max(at) FROM (SELECT at FROM change UNION ALL SELECT committed_at FROM import_batch)"
    erased = "SELECT count(*) FROM person WHERE name = ?"
    try:
        files.verify(source)
        with closing(files.connect(source)) as connection:
            at = connection.execute(newest).fetchone()[0]
            nobody = connection.execute(erased, (ERASED,)).fetchone()[0]
            erased_at = _erased_at(connection)
        rows = files.counts(source)[1]
        rows["person"] -= nobody  # their rows keep the counts of meetings right, and are no people
        return BackupInfo(rows, _instant(at) if at else None, erased_at)
    except (sqlite3.Error, OSError, ValueError, FileUnfit) as problem:
        raise BackupRefused(f"Cannot go back to this backup: {_reason(problem)}") from problem


def erased_since(url: str, erased_at: frozenset[datetime]) -> int:
    """How many erasures on request that are stored now a backup does not have: going back may bring back whoever was erased.

    A damaged, missing or other database than SQLite tells of none.
    """
    now = Path(make_url(url).database or "")
    with suppress(sqlite3.Error, OSError, ValueError), closing(files.connect(now)) as connection:
        return len(_erased_at(connection) - erased_at)
    return 0


def _erased_at(connection: sqlite3.Connection) -> frozenset[datetime]:
    found = connection.execute("SELECT at FROM change WHERE table_name = ?", (ERASURE,))
    return frozenset(_instant(row[0]) for row in found)


def _instant(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)


def restore(url: str, source: Path, *, now: datetime) -> Restored:
    """Replace all that is stored by a backup; an older schema is brought up to date on the way. `now`: local time.

    A dashboard that is running shows the restored data with its next question. The file of the backup is not changed.

    Raises:
        BackupRefused: PostgreSQL, or the file is missing, truncated, of another program or of a newer version.
    """
    target = _sqlite_file(make_url(url), "pg_restore --clean --if-exists --dbname <address> {file}", source)
    if source.exists() and target.exists() and source.samefile(target):
        raise BackupRefused("This is the database in use itself, not a backup of it.")
    private_files.make_folder(target.parent)
    part = target.with_name(f"{target.name}.restoring")
    kept: Path | None = None
    try:
        _verify(source)
        _remove(part)  # of a restore that was cut off
        private_files.claim(part)
        with closing(files.connect(source)) as original, closing(sqlite3.connect(part)) as copy:
            original.backup(copy)
        migrated = _brought_up_to_date(part)
        _refuse_broken_rows(part, source.name)
        with closing(files.connect(part, writable=True)) as copy:
            missing = shared.unpack(copy, shared_files.folder_of(url))
            since = erased_since(url, _erased_at(copy))
        files.verify(part)
        kept = _keep(target, now)
        _replace(target, part)
    except (sqlite3.Error, DBAPIError, DatabaseUnreachable, OSError, FileUnfit) as problem:
        if kept is not None:  # what is stored is still in its own place
            _remove(kept)
        raise BackupRefused(f"Nothing was restored: {_reason(problem)}") from problem
    finally:
        _remove(part)
    return Restored(files.counts(target)[1], migrated, kept, missing, since)


def _verify(source: Path) -> None:
    try:
        files.verify(source)
    except FileDamaged:
        with suppress(sqlite3.Error):  # damaged otherwise, or of an older schema
            _refuse_broken_rows(source, source.name)
        raise


def _refuse_broken_rows(file: Path, name: str) -> None:
    if broken := broken_rows(file):
        raise FileUnfit(f"{name} contains rows that cannot be read. {' '.join(broken)}")


def _brought_up_to_date(part: Path) -> str:
    """Bring the schema of a copy up to date; what an older row may hold that no step can read is told as unfit."""
    try:
        return migrate(f"sqlite:///{part.as_posix()}")
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as problem:
        raise FileUnfit("it contains rows of an older version that cannot be read") from problem


def _reason(problem: Exception) -> str:
    """Why it failed, as a sentence that ends."""
    told = str(fault_of(problem) or (problem.orig if isinstance(problem, DBAPIError) else problem))
    return told if told.endswith(".") else f"{told}."


def _remove(file: Path) -> None:
    """Delete a database file of our own and what stands beside it, as far as the disk lets us."""
    for suffix in ("", "-wal", "-shm", "-journal", ".migrate.lock"):
        with suppress(OSError):
            file.with_name(file.name + suffix).unlink(missing_ok=True)


def _keep(target: Path, now: datetime) -> Path | None:
    """Copy what is stored now beside itself, checked if it is whole, byte by byte if it is not."""
    if not target.exists():
        return None
    stem = f"{target.stem}-before-restore-{now:%Y%m%d-%H%M%S}"
    names = (target.with_name(f"{stem}-{again}{target.suffix}") for again in count(2))
    first = target.with_name(f"{stem}{target.suffix}")
    kept = next(name for name in chain([first], names) if not name.exists())  # two restores within a second
    part = target.with_name(f"{target.name}.keeping")
    try:
        _checked_copy(target, part)
        files.put(part, kept)
    except (sqlite3.Error, FileUnfit):
        try:
            for suffix in ("", "-wal"):
                beside = target.with_name(target.name + suffix)
                if beside.exists():
                    with private_files.create(kept.with_name(kept.name + suffix)) as copy:
                        copy.write(beside.read_bytes())
        except OSError:
            _remove(kept)
            raise
    finally:
        _remove(part)
    return kept


def _replace(target: Path, part: Path) -> None:
    """Put the restored content in place; through SQLite where it can, so that a running dashboard sees it too."""
    if _is_readable(target):
        version = max(files.counts(target)[0], files.counts(part)[0]) + 1
        with closing(files.connect(part, writable=True)) as copy, closing(files.connect(target, writable=True)) as live:
            row = ("data_version", str(version))  # no cached answer stays; an empty database has no such row yet
            copy.execute("INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)", row)
            copy.backup(live)
        return
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    with closing(files.connect(part, writable=True)) as copy:
        copy.execute("PRAGMA journal_mode=DELETE")  # all of it in the one file that is renamed
    files.put(part, target, replaces=True)


def _is_readable(path: Path) -> bool:
    try:
        return path.exists() and not files.faults(path) and files.counts(path) is not None
    except sqlite3.DatabaseError:
        return False


def _sqlite_file(url: URL, command: str, file: Path) -> Path:
    if url.get_backend_name() != "sqlite":
        tool = command.format(file=file)
        folder = shared_files.folder_of(url)
        raise BackupRefused(
            f"This coalition's data is in PostgreSQL, which has its own tool: {tool}. Copy the folder {folder} too."
        )
    if not url.database or url.database == ":memory:":
        raise BackupRefused("This database is not in a file.")
    return Path(url.database)
