"""What every test can ask for: a fresh migrated database on either engine, a fixed day, and no way to the real data."""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, event, make_url

from coalition import database
from tests.support import day
from tests.support.postgres import NoPostgres, is_to_be_had, running_postgres

day.begin()
_numbers = count(1)

# A busy machine is slow, not wrong: no property fails for its time.
_ground = settings.get_profile("ci" if os.environ.get("CI") else "default")
settings.register_profile("patient", _ground, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# --- a plain `pytest` after `pip install -r requirements.txt` runs what it can, and says what it cannot ----------------

_EVERYTHING = bool(os.environ.get("COALITION_ALL_TESTS"))  # set by `make test`, which brings what is missing
_left_out: list[str] = []
collect_ignore: list[str] = []
if not _EVERYTHING and importlib.util.find_spec("playwright") is None:
    collect_ignore.append("browser")
    _left_out.append("the tests in a browser (playwright is not installed)")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without any PostgreSQL the tests that need it are left out, loudly; `make test` never leaves any out."""
    if _EVERYTHING or is_to_be_had():
        return
    needy = [
        item for item in items if item.get_closest_marker("postgres") or "postgres_url" in getattr(item, "fixturenames", ())
    ]
    if needy:
        config.hook.pytest_deselected(items=needy)
        items[:] = [item for item in items if item not in set(needy)]
        _left_out.append(f"{len(needy)} tests on PostgreSQL (there is none here)")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out under the results."""
    if _left_out:
        terminalreporter.write_sep("-", "left out; `make test` brings what they need", yellow=True)
        for what in _left_out:
            terminalreporter.write_line(f"  {what}")


@pytest.fixture(autouse=True)
def _opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Engine]]:
    """A test without a database of its own gets one that is thrown away, never the real one; engines are closed at its end."""
    opened: list[Engine] = []

    def remembered(*args: Any, **options: Any) -> Engine:
        opened.append(create_engine(*args, **options))
        return opened[-1]

    def prepared(engine: Engine, *, foreign_keys: bool = True) -> None:
        """As the program does it, but for waiting for the disk: only a failing machine could tell the difference."""
        prepare(engine, foreign_keys=foreign_keys)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))

    prepare = database._prepare
    monkeypatch.setattr(database, "_prepare", prepared)
    monkeypatch.setattr(database, "create_engine", remembered)
    monkeypatch.setattr(database, "DEFAULT_FILE", tmp_path / "data" / "coalition.db")
    monkeypatch.setenv("COALITION_DATABASE_URL", f"sqlite:///{(tmp_path / 'data' / 'coalition.db').as_posix()}")
    yield opened
    _close(opened)


def _close(opened: list[Engine]) -> None:
    for engine in opened:
        engine.dispose()
    database.open_engine.cache_clear()


@pytest.fixture
def today() -> date:
    """The day on which every test takes place."""
    return day.TODAY


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty migrated SQLite file, to be copied and not to be changed."""
    path = tmp_path_factory.mktemp("migrated") / "empty.db"
    database.migrate(f"sqlite:///{path.as_posix()}")
    assert not path.with_name("empty.db-wal").exists(), "the file would be copied without its last transactions"
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server started for this run (its database `postgres`)."""
    try:
        with running_postgres() as url:
            yield url
    except NoPostgres as problem:
        pytest.fail(str(problem))


@pytest.fixture(scope="session")
def postgres_admin(postgres_url: str) -> Iterator[Engine]:
    """An engine that makes and drops databases; `coalition_template` holds the migrated schema."""
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE coalition_template")
    database.migrate(_sibling(postgres_url, "coalition_template"))
    yield admin
    admin.dispose()


def _sibling(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A fresh migrated SQLite file, also named by COALITION_DATABASE_URL."""
    path = tmp_path / "coalition.db"
    shutil.copyfile(migrated_file, path)
    url = f"sqlite:///{path.as_posix()}"
    monkeypatch.setenv("COALITION_DATABASE_URL", url)
    return url


@pytest.fixture
def postgresql_url(
    postgres_url: str, postgres_admin: Engine, monkeypatch: pytest.MonkeyPatch, _opened: list[Engine]
) -> Iterator[str]:
    """A fresh migrated PostgreSQL database, also named by COALITION_DATABASE_URL."""
    name = f"coalition_{next(_numbers)}"
    with postgres_admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE coalition_template")
    url = _sibling(postgres_url, name)
    monkeypatch.setenv("COALITION_DATABASE_URL", url)
    yield url
    _close(_opened)  # the server waits 100 ms for a connection that is still open
    with postgres_admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Engine:
    """A fresh migrated empty SQLite database, the same that `open_engine(database_url())` gives in this test."""
    return database.open_engine(sqlite_url)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def any_url(request: pytest.FixtureRequest) -> str:
    """The test runs twice: with a fresh migrated SQLite file and with a fresh migrated PostgreSQL database."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def engine(any_url: str) -> Engine:
    """A fresh migrated empty database; the test runs on SQLite and on PostgreSQL."""
    return database.open_engine(any_url)
