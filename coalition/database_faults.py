"""Whatever keeps the database from doing its work, as a sentence for a person: never the statement, never its values.

One place maps what SQLite, PostgreSQL and the disk report (`fault_of`); `coalition.database` asks it wherever a statement
fails. Every sentence says what became of the data and what to do.
"""

import errno
import re
import sqlite3
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel


class DatabaseUnreachable(Exception):
    """The database cannot be opened, read or written now; the message is for the person at the program.

    What was being written is not there: a transaction is kept whole or not at all.
    """


class DatabaseDamaged(DatabaseUnreachable):
    """What is stored is damaged or gone; a backup brings it back."""


class DiskFull(DatabaseUnreachable):
    """There is no room left. Once there is, everything works again."""


_RESTORE = "Bring back a backup: python -m coalition restore FILE."
DAMAGED = f"The data file is damaged, or not a database of the dashboard. {_RESTORE}"
GONE = f"The data file is missing. It may have been moved or deleted. Nothing was saved. Put it back. {_RESTORE}"
EMPTIED = f"The data file was emptied or replaced. {_RESTORE}"
_UNREAD = f"The data cannot be read from the disk. If this keeps happening, the disk is failing. {_RESTORE}"
_FULL = "Disk full. Free some space and try again."
_NO_MORE = "The disk is full, has reached a limit, or is failing. Nothing was saved. Free some space and try again."
_PROTECTED = "Nothing was saved, because the data file or its folder is write-protected."
_BUSY = "Database busy. Try again."
_SHUT = "Cannot open the data file: it or its folder is missing, or belongs to another account."
_SERVER = "The database server does not answer. Nothing was saved. Try again, or check whether it is running."
_SERVER_DAMAGED = (
    "The database server reports that the stored data is damaged. Ask its "
    "administrator, who can bring back a backup with pg_restore."
)
_SERVER_READS = "The database server accepts no changes now. Nothing was saved. Try again later."

_WRITES = {
    sqlite3.SQLITE_IOERR,  # a copy by VACUUM does not say which
    sqlite3.SQLITE_IOERR_WRITE,  # also a limit of the account, or of the size of files
    sqlite3.SQLITE_IOERR_TRUNCATE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_DIR_FSYNC,
    sqlite3.SQLITE_IOERR_SHMSIZE,
    sqlite3.SQLITE_IOERR_SHMMAP,
}
_BY_CODE: dict[int, tuple[type[DatabaseUnreachable], str]] = {
    sqlite3.SQLITE_CORRUPT: (DatabaseDamaged, DAMAGED),
    sqlite3.SQLITE_NOTADB: (DatabaseDamaged, DAMAGED),
    sqlite3.SQLITE_IOERR: (DatabaseDamaged, _UNREAD),
    sqlite3.SQLITE_FULL: (DiskFull, _FULL),
    sqlite3.SQLITE_READONLY: (DatabaseUnreachable, _PROTECTED),
    sqlite3.SQLITE_PERM: (DatabaseUnreachable, _PROTECTED),
    sqlite3.SQLITE_CANTOPEN: (DatabaseUnreachable, _SHUT),
    sqlite3.SQLITE_BUSY: (DatabaseUnreachable, _BUSY),
    sqlite3.SQLITE_LOCKED: (DatabaseUnreachable, _BUSY),
}
_BY_STATE: dict[str, tuple[type[DatabaseUnreachable], str]] = {
    "53100": (DiskFull, _FULL),
    "25006": (DatabaseUnreachable, _SERVER_READS),
    "XX001": (DatabaseDamaged, _SERVER_DAMAGED),
    "XX002": (DatabaseDamaged, _SERVER_DAMAGED),
    "58030": (DatabaseDamaged, _SERVER_DAMAGED),  # input/output error
}
"""PostgreSQL's five characters -> what it means here."""

_BY_ERRNO: dict[int, tuple[type[DatabaseUnreachable], str]] = {
    errno.ENOSPC: (DiskFull, _FULL),
    errno.EDQUOT: (DiskFull, _NO_MORE),
    errno.EFBIG: (DiskFull, _NO_MORE),
    errno.EROFS: (DatabaseUnreachable, _PROTECTED),
    errno.EIO: (DatabaseDamaged, _UNREAD),
}
_OWN_IS_MISSING = re.compile(r"no such (?:table|column): (?:main\.)?(\w+)")


def fault_of(problem: BaseException) -> DatabaseUnreachable | None:
    """What an error of a driver or of the disk means for a person; None: it is no fault of the storage."""
    if isinstance(problem, DatabaseUnreachable):
        return problem
    original = problem.orig if isinstance(problem, DBAPIError) else problem
    found: tuple[type[DatabaseUnreachable], str] | None = None
    if isinstance(original, sqlite3.Error):
        found = _of_sqlite(original)
    elif isinstance(original, OSError):
        found = _BY_ERRNO.get(original.errno or 0)
    elif hasattr(original, "sqlstate"):  # psycopg, which is not there where nobody uses it
        found = _of_postgresql(original)
    return found[0](found[1]) if found else None


def _of_sqlite(problem: sqlite3.Error) -> tuple[type[DatabaseUnreachable], str] | None:
    code: int | None = getattr(problem, "sqlite_errorcode", None)
    if code is None:  # the driver's own complaint about a text that is none
        return (DatabaseDamaged, DAMAGED) if "Could not decode" in str(problem) else None
    if code in _WRITES:
        return DiskFull, _NO_MORE
    missing = _OWN_IS_MISSING.match(str(problem))
    if missing and missing[1] in SQLModel.metadata.tables:
        return DatabaseDamaged, EMPTIED
    return _BY_CODE.get(code & 0xFF)


def _of_postgresql(problem: Any) -> tuple[type[DatabaseUnreachable], str] | None:
    state: str | None = problem.sqlstate
    if state is None:  # it never came to an answer; what the driver itself refuses is no OperationalError
        return (DatabaseUnreachable, _SERVER) if type(problem).__name__ in {"OperationalError", "InterfaceError"} else None
    if state.startswith(("08", "57P")):
        return DatabaseUnreachable, _SERVER
    return _BY_STATE.get(state)
