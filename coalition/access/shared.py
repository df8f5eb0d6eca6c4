"""The files that members shared, where the database is copied, brought back or checked."""

import sqlite3
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from coalition import shared_files
from coalition.access.files import FILES
from coalition.database import writing
from coalition.queries.resources import files_in_use


def pack(copy: sqlite3.Connection, folder: Path) -> int:
    """Put the files of a database into a copy of it, in a table that no database in use has; how many.

    One that is missing is left out: it cannot be brought back, and `check` tells of it.
    """
    copy.execute(f"CREATE TABLE {FILES} (hash TEXT PRIMARY KEY, data BLOB NOT NULL)")
    count = 0
    for (name,) in copy.execute("SELECT DISTINCT file_hash FROM resource WHERE file_hash IS NOT NULL").fetchall():
        data = shared_files.read(folder, name)
        if data is not None:
            copy.execute(f"INSERT INTO {FILES} VALUES (?, ?)", (name, data))
            count += 1
    return count


def unpack(copy: sqlite3.Connection, folder: Path) -> int:
    """Take the files out of a copy into the folder of the database that it becomes; how many its resources lack then.

    Raises:
        OSError: the disk is full or protected.
    """
    if copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (FILES,)).fetchone():
        for name, data in copy.execute(f"SELECT hash, data FROM {FILES}"):
            if isinstance(data, bytes) and sha256(data).hexdigest() == name:
                shared_files.keep(folder, data)
        copy.execute(f"DROP TABLE {FILES}")
        copy.execute("VACUUM")
    wanted = copy.execute("SELECT DISTINCT file_hash FROM resource WHERE file_hash IS NOT NULL").fetchall()
    return sum(not shared_files.is_kept(folder, name) for (name,) in wanted)


def file_faults(session: Session, folder: Path) -> list[str]:
    """Files that a resource lacks, and files that none has or had: a sentence for each kind."""
    now, before = files_in_use(session)
    missing = sum(shared_files.read(folder, name) is None for name in now)
    unused = len(shared_files.kept(folder) - now - before)
    told = []
    if missing:
        told.append(
            f"{missing} shared files are missing in {folder} or were changed there. Add them again, or restore a backup."
        )
    if unused:
        told.append(f"{unused} files in {folder} belong to no shared resource. check --repair removes them.")
    return told


def forget_unused_files(engine: Engine) -> int:
    """Remove the files that no resource has or had, as far as the history goes; how many."""
    folder = shared_files.folder_of(engine.url)
    with writing(engine) as session:
        now, before = files_in_use(session)
        unused = shared_files.kept(folder) - now - before
        for name in sorted(unused):
            shared_files.forget(folder, name)
    return len(unused)
