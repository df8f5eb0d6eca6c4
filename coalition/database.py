"""Opening, migrating, reading and writing the database: SQLite in a file, or PostgreSQL 15 and later.

One process writes at a time, on both engines; readers never wait. Every write transaction raises `data_version`, the key
of every cached answer.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event, func, insert, make_url, pool, select, text, update
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlmodel import Session, col

from coalition.models import Setting

ROOT = Path(__file__).parent.parent
DEFAULT_FILE = ROOT / "data" / "coalition.db"
CHUNK = 5_000
"""Values in one IN (...): under the limits of SQLite (32,766) and PostgreSQL (65,535)."""

_WRITE_LOCK, _MIGRATE_LOCK = 7215_001, 7215_002  # advisory lock numbers on PostgreSQL


class DatabaseUnreachable(Exception):
    """The database cannot be opened, read or written now; the message is for the person at the program.

    What was being written is not there: a transaction is kept whole or not at all.
    """


def database_url() -> str:
    """Where the data lives: COALITION_DATABASE_URL, else the SQLite file data/coalition.db beside the program."""
    given = os.environ.get("COALITION_DATABASE_URL", "").strip()
    if not given:
        return f"sqlite:///{DEFAULT_FILE.as_posix()}"
    scheme, separator, rest = given.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in {"postgres", "postgresql"} else given


@cache
def open_engine(url: str) -> Engine:
    """The engine for a URL, migrated to the newest schema; the same one for every caller of this process.

    Raises:
        DatabaseUnreachable: the folder cannot be written, the server does not answer, the file is damaged or of a newer
            version of this program.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        try:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise DatabaseUnreachable(f"The folder for the data cannot be made: {problem}") from problem
    try:
        migrate(url)
    except OSError as problem:
        raise DatabaseUnreachable(f"The folder for the data cannot be written: {problem.strerror}.") from problem
    except CommandError as problem:
        raise DatabaseUnreachable(
            "The data was written by a newer version of the dashboard. Update the dashboard first."
        ) from problem
    except DBAPIError as problem:
        where = parsed.render_as_string(hide_password=True)
        raise DatabaseUnreachable(f"The database {where} cannot be opened: {problem.orig}") from problem
    # hidden: the message of a failed statement would carry what somebody typed into the log
    engine = create_engine(url, pool_pre_ping=parsed.get_backend_name() != "sqlite", hide_parameters=True)
    _prepare(engine)
    return engine


def _prepare(engine: Engine, *, foreign_keys: bool = True) -> None:
    """Foreign keys, WAL and explicit transactions (of schema changes too) on SQLite, which has none of them by default."""
    if engine.dialect.name != "sqlite":
        return
    switch = "ON" if foreign_keys else "OFF"

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN comes too late to protect a read before a write
        for pragma in (f"foreign_keys={switch}", "busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get("coalition_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


@contextmanager
def _in_sentences() -> Iterator[None]:
    """Whatever keeps the database from doing its work, told to the person without the statement and its values."""
    try:
        yield
    except OperationalError as problem:
        told = str(problem.orig).partition("\n")[0]
        reason = next((sentence for words, sentence in _REASONS.items() if words in told.casefold()), None)
        raise DatabaseUnreachable(reason or f"The database cannot do it now; nothing was written: {told}.") from problem


_REASONS = {
    "disk is full": "The disk is full; nothing was written. Make room and try again.",
    "no space left": "The disk is full; nothing was written. Make room and try again.",
    "readonly": "The data can only be read: its file or folder is write-protected. Nothing was written.",
    "locked": "Somebody else is writing all the time; nothing was written. Try again.",
    "malformed": "The file of the data is damaged. Bring back a backup: python -m coalition restore FILE.",
}
"""Words of the engines -> sentence."""


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only reads; what it sees does not change while it is open.

    Raises:
        DatabaseUnreachable: the file or the server does not answer.
    """
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with _in_sentences(), Session(engine.execution_options(**options)) as session:
        yield session


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """The one write transaction of the moment: all of it is kept, or nothing. Raises `data_version` by one.

    Raises:
        DatabaseUnreachable: the disk is full, the data is write-protected, or the file or the server does not answer.
    """
    options = {"coalition_writes": True}
    with (
        _in_sentences(),
        Session(engine.execution_options(**options), expire_on_commit=False) as session,
        session.begin(),
    ):
        if engine.dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _WRITE_LOCK})
        yield session
        session.flush()
        version = data_version(session)
        if version:
            session.execute(update(Setting).where(col(Setting.key) == "data_version").values(value=version + 1))
        else:
            session.execute(insert(Setting).values(key="data_version", value=1))


def data_version(session: Session) -> int:
    """How many write transactions there have been: the key of every cached answer."""
    return int(session.execute(select(col(Setting.value)).where(col(Setting.key) == "data_version")).scalar() or 0)


def reserve_ids(session: Session, table: str, count: int) -> int:
    """First of `count` consecutive new ids of a table, for a bulk insert that must know its ids beforehand.

    Call inside `writing`. On SQLite the tables are AUTOINCREMENT, so an id is never given twice.
    """
    if session.get_bind().dialect.name == "postgresql":
        last = session.execute(
            text("SELECT setval(seq, nextval(seq) + :n - 1) FROM (SELECT pg_get_serial_sequence(:t, 'id')::regclass AS seq) s"),
            {"n": count, "t": table},
        ).scalar_one()
        return int(last) - count + 1
    known = session.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :t"), {"t": table}).scalar()
    return int(known or 0) + 1


# --- migrations -----------------------------------------------------------------------------------------------------


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@cache
def _newest() -> str | None:
    """The newest revision there is a migration for; read once per process."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head()


def migrate(url: str, revision: str = "head") -> str:
    """Bring the schema to `revision`; safe when several processes start at once. Returns "old -> new" or "up to date".

    Foreign keys stay off on SQLite meanwhile: a batch migration rebuilds tables, and a cascade would delete child rows.
    """
    engine = create_engine(url, poolclass=pool.NullPool)  # its own: with foreign keys off
    _prepare(engine, foreign_keys=False)
    try:
        with _migration_turn(engine), engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            connection.rollback()
            target = _newest() if revision == "head" else revision
            if current == target:
                return "up to date"
            connection.begin()  # then Alembic leaves the commit to us
            command.upgrade(alembic_config(connection), revision)
            if engine.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise RuntimeError("the migration left rows that point nowhere; it was rolled back")
            connection.commit()
            return f"{current} -> {target}"
    finally:
        engine.dispose()


@contextmanager
def _migration_turn(engine: Engine) -> Iterator[None]:
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execute(select(func.pg_advisory_lock(_MIGRATE_LOCK)))
            try:
                yield
            finally:
                connection.execute(select(func.pg_advisory_unlock(_MIGRATE_LOCK)))
    elif engine.url.database:
        with FileLock(f"{engine.url.database}.migrate.lock", timeout=60):
            yield
    else:
        yield


def chunks(values: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """The values in pieces that fit into one statement."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
