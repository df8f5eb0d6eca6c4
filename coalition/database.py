"""Opening, migrating, reading and writing the database: SQLite in a file, or PostgreSQL 15 and later.

One process writes at a time, on both engines; readers never wait. Every write transaction raises `data_version`, the key
of every cached answer.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from filelock import FileLock
from sqlalchemy import URL, Connection, Engine, create_engine, event, func, insert, make_url, pool, select, text, update
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError, SQLAlchemyError
from sqlmodel import Session, col

from coalition import private_files
from coalition.database_faults import DAMAGED, GONE, DatabaseDamaged, DatabaseUnreachable, DiskFull, fault_of
from coalition.models import Setting

__all__ = [
    "DEFAULT_FILE",
    "ROOT",
    "DatabaseDamaged",
    "DatabaseUnreachable",
    "DiskFull",
    "alembic_config",
    "damage",
    "data_version",
    "database_file",
    "database_url",
    "fault_of",
    "migrate",
    "open_engine",
    "open_to_others",
    "reading",
    "reserve_ids",
    "together",
    "writing",
]

ROOT = Path(__file__).parent.parent
DEFAULT_FILE = ROOT / "data" / "coalition.db"
CHUNK = 5_000
"""Values in one IN (...): under the limits of SQLite (32,766) and PostgreSQL (65,535)."""

_WRITE_LOCK, _MIGRATE_LOCK = 7215_001, 7215_002  # advisory lock numbers on PostgreSQL


def database_url() -> str:
    """Where the data lives: COALITION_DATABASE_URL, else the SQLite file data/coalition.db beside the program."""
    given = os.environ.get("COALITION_DATABASE_URL", "").strip()
    if not given:
        return f"sqlite:///{DEFAULT_FILE.as_posix()}"
    scheme, separator, rest = given.partition("://")
    return f"postgresql+psycopg{separator}{rest}" if scheme in {"postgres", "postgresql"} else given


def database_file(url: str | URL) -> Path | None:
    """The file of an SQLite database; None: it has none, or it is PostgreSQL."""
    parsed = make_url(url)
    name = parsed.database if parsed.get_backend_name() == "sqlite" else None
    return Path(name) if name and name != ":memory:" and not name.startswith("file:") else None


@cache
def open_engine(url: str) -> Engine:
    """The engine for a URL, migrated to the newest schema; the same one for every caller of this process.

    Its file and what stands beside it are the owner's alone from then on, as far as the disk lets us (`open_to_others`).

    Raises:
        DatabaseUnreachable: the folder cannot be written, the server does not answer, the file is damaged or of a newer
            version of this program.
    """
    _make_folder(url)
    open_to_others(url)
    try:
        migrate(url)
    except OSError as problem:
        reason = problem.strerror or "another program is bringing the data up to date"
        raise fault_of(problem) or DatabaseUnreachable(f"The dashboard cannot write to the data folder: {reason}.") from problem
    except CommandError as problem:
        raise DatabaseUnreachable(
            "The data was written by a newer version of the dashboard. Update the dashboard first."
        ) from problem
    except (DBAPIError, DatabaseUnreachable) as problem:
        if database_file(url) and isinstance(problem, DatabaseUnreachable):
            raise
        reason = str(problem.orig if isinstance(problem, DBAPIError) else problem.__cause__).partition("\n")[0]
        where = make_url(url).render_as_string(hide_password=True)
        raise DatabaseUnreachable(f"The database {where} cannot be opened: {reason}") from problem
    # hidden: the message of a failed statement would carry what somebody typed into the log
    engine = create_engine(url, pool_pre_ping=make_url(url).get_backend_name() != "sqlite", hide_parameters=True)
    _prepare(engine)
    return engine


def _make_folder(url: str) -> None:
    file = database_file(url)
    if file is None:
        return
    try:
        private_files.make_folder(file.parent)
    except OSError as problem:
        raise fault_of(problem) or DatabaseUnreachable(f"The data folder cannot be created: {problem}") from problem


def open_to_others(url: str | URL) -> list[str]:
    """What other accounts of this computer can get at, a sentence each, after taking away every right that can be taken.

    Empty: nothing, or the data is not in a file.
    """
    file = database_file(url)
    return private_files.shut(file, is_own_folder=file.parent == DEFAULT_FILE.parent) if file else []


def _prepare(engine: Engine, *, foreign_keys: bool = True) -> None:
    """Faults in sentences; on SQLite foreign keys, WAL and explicit transactions (of schema changes too), which it lacks."""
    event.listen(engine, "handle_error", _as_storage_fault)
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

    if file := database_file(engine.url):
        _follow(engine, file)


def _as_storage_fault(context: ExceptionContext) -> BaseException | None:
    """In place of an error of the driver the sentence for it; None: it is no fault of the storage, or a trial of the pool."""
    return None if context.is_pre_ping else fault_of(context.original_exception)


def _follow(engine: Engine, file: Path) -> None:
    """Never work on a file that is not the one of that name any more: what is written there would be lost.

    A file that was deleted or moved is told; SQLite would make an empty one in its place. One that was put in its place, as
    by a restore, is opened: all connections to the old one are closed first, since the last of them tidies up beside it.
    """

    def identity() -> tuple[int, int]:
        try:
            found = file.stat()
        except FileNotFoundError as problem:
            raise DatabaseDamaged(GONE) from problem
        except OSError as problem:
            raise fault_of(problem) or DatabaseUnreachable(str(problem.strerror)) from problem
        return found.st_dev, found.st_ino

    @event.listens_for(engine, "do_connect")
    def _before_connect(_dialect: Any, record: Any, _args: Any, _options: Any) -> None:
        record.info["file"] = identity()

    @event.listens_for(engine, "checkout")
    def _on_checkout(_connection: Any, record: Any, _proxy: Any) -> None:
        if identity() != record.info["file"]:
            engine.dispose()
            raise DisconnectionError("another file has this name now")

    @event.listens_for(engine, "commit")
    def _on_commit(connection: Connection) -> None:
        if connection.get_execution_options().get("coalition_writes") and identity() != connection.info["file"]:
            raise DatabaseDamaged(GONE)


def damage(engine: Engine) -> DatabaseDamaged | None:
    """What is told of a file that is damaged; None: it is whole, or it is PostgreSQL, which looks after itself.

    For the error path: the whole file is read.
    """
    if engine.dialect.name != "sqlite":
        return None
    try:
        with engine.connect() as connection:
            is_whole = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar() == "ok"
    except DatabaseDamaged as found:
        return found
    except (SQLAlchemyError, DatabaseUnreachable):
        return None
    return None if is_whole else DatabaseDamaged(DAMAGED)


_OF_GARBAGE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, AssertionError, SQLAlchemyError)
"""What reading rows of overwritten pages may end in: a day that is none, a value of no list, a row that is not there."""


@contextmanager
def _in_sentences(engine: Engine) -> Iterator[None]:
    """Whatever keeps the database from doing its work, told to the person without the statement and its values."""
    try:
        yield
    except DBAPIError as problem:  # what went round `_as_storage_fault`
        if found := fault_of(problem):
            raise found from problem
        if not isinstance(problem, OperationalError):
            raise
        told = str(problem.orig).partition("\n")[0]
        raise DatabaseUnreachable(f"The database cannot do it now. Nothing was saved: {told}.") from problem
    except _OF_GARBAGE as problem:
        if found := damage(engine):
            raise found from problem
        raise


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that only reads; what it sees does not change while it is open.

    Raises:
        DatabaseUnreachable: the file or the server does not answer, or is damaged.
    """
    if joined := _joined(engine):
        yield joined
        return
    options = {} if engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with _in_sentences(engine), Session(engine.execution_options(**options)) as session:
        yield session


@cache
def connect(url: str) -> Engine:
    """The engine of a database that another process of this program has opened and migrated; it keeps no connection."""
    engine = create_engine(url, poolclass=pool.NullPool, hide_parameters=True)
    _prepare(engine)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """The one write transaction of the moment: all of it is kept, or nothing. Raises `data_version` by one.

    Raises:
        DatabaseUnreachable: the disk is full, the data is write-protected, or the file or the server does not answer.
    """
    if joined := _joined(engine):
        with joined.begin_nested():
            yield joined
            _raise_version(joined)
        joined.expunge_all()  # as after a transaction of its own: nobody takes up rows as they were
        return
    options = {"coalition_writes": True}
    with (
        _in_sentences(engine),
        Session(engine.execution_options(**options), expire_on_commit=False) as session,
        session.begin(),
    ):
        if engine.dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _WRITE_LOCK})
        yield session
        _raise_version(session)


def _raise_version(session: Session) -> None:
    session.flush()
    version = data_version(session)
    if version:
        session.execute(update(Setting).where(col(Setting.key) == "data_version").values(value=version + 1))
    else:
        session.execute(insert(Setting).values(key="data_version", value=1))


_TOGETHER: ContextVar[tuple[Engine, Session] | None] = ContextVar("together", default=None)


def _joined(engine: Engine) -> Session | None:
    """The session of `together` in which this is called; None: there is none for this database."""
    found = _TOGETHER.get()
    return found[1] if found and found[0] is engine else None


@contextmanager
def together(engine: Engine) -> Iterator[None]:
    """What is written inside by several that each write by themselves is kept as a whole, or not at all.

    `reading` and `writing` inside work in the one transaction of this block, so that each sees what those before it wrote.

    Raises:
        DatabaseUnreachable: as `writing`.
    """
    with writing(engine) as session:
        token = _TOGETHER.set((engine, session))
        try:
            yield
        finally:
            _TOGETHER.reset(token)


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
    if file := database_file(url):
        private_files.claim(file)
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
        with FileLock(f"{engine.url.database}.migrate.lock", timeout=60, mode=private_files.FILE):
            yield
    else:
        yield


def chunks(values: Sequence[Any], size: int = CHUNK) -> Iterator[Sequence[Any]]:
    """The values in pieces that fit into one statement."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def rows_in(session: Session, query: Any, column: Any, values: Iterable[Any]) -> Iterator[Any]:
    """The rows of a SELECT in which a column has one of these values, of which there may be more than fit into a statement."""
    for part in chunks(sorted(set(values))):
        yield from session.execute(query.where(column.in_(part)))
