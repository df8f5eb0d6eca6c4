"""What every test can ask for: a fresh migrated database on either engine, a fixed day, and no way to the real data."""

import gc
import importlib.util
import os
import random
import shutil
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine, create_engine, event

from coalition import database
from tests.support import day, demo, statements
from tests.support.compiled import compiled_once
from tests.support.emptied import EmptiedDatabase
from tests.support.fresh import open_migrated
from tests.support.postgres import NoPostgres, is_to_be_had, running_postgres

day.begin()
gc.set_threshold(50_000, 20, 100)  # looking for garbage among all that is loaded was a tenth of the time

# A busy machine is slow, not wrong: no property fails for its time.
_ground = settings.get_profile("ci" if os.environ.get("CI") else "default")
settings.register_profile("patient", _ground, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# --- what runs --------------------------------------------------------------------------------------------------------
# A plain `pytest` after `pip install -r requirements.txt` runs what it can, and says what it cannot.

_ALL = bool(os.environ.get("COALITION_ALL_TESTS"))  # set by `make test-all`: every journey, every test on both engines
_NONE_MISSING = _ALL or bool(os.environ.get("COALITION_NO_TEST_MISSING"))  # set by `make test`, which brings what is missing
_left_out: list[str] = []
_only_on_sqlite: list[tuple[str, str]] = []
collect_ignore: list[str] = []
if not _NONE_MISSING and importlib.util.find_spec("playwright") is None:
    collect_ignore.append("browser")
    _left_out.append("the tests in a browser (playwright is not installed)")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `engine` or `any_url` runs on SQLite, and on PostgreSQL too where it is marked so."""
    if "any_url" in metafunc.fixturenames:
        twin = [pytest.param("postgresql", marks=pytest.mark.postgres)]
        both = _ALL or metafunc.definition.get_closest_marker("both_engines") is not None
        metafunc.parametrize("any_url", ["sqlite", *(twin if both else [])], indirect=True)


_LONGEST = (
    "tests/browser",
    "tests/attacks",
    "tests/demo",
    "tests/workers",
    "tests/test_models",
    "tests/test_summaries",
    "tests/edits/test_lost_updates",
    "tests/edits/test_merge",
    "tests/edits/test_referral_histories",
    "tests/imports/test_long_files",
    "tests/imports/test_several",
    "tests/imports/test_together",
)
"""Folders and modules of tests that take seconds each, or wait for others: first, so that all processes end together."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is for `make test-all`, and without any PostgreSQL the tests that need it, loudly; the longest first.

    COALITION_TEST_ORDER=SEED shuffles them: no test may need another before it.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))
    if not _ALL:
        long = {i for i in items if i.get_closest_marker("browser") and not i.get_closest_marker("smoke")}
        _leave_out(config, items, long, "journeys in a browser (make test-all runs them)")
    if not _NONE_MISSING and not is_to_be_had():
        needy = {i for i in items if i.get_closest_marker("postgres") or "postgres_url" in getattr(i, "fixturenames", ())}
        _leave_out(config, items, needy, "tests on PostgreSQL (there is none here; make test brings it)")
    if seed := os.environ.get("COALITION_TEST_ORDER"):
        random.Random(seed).shuffle(items)


def _leave_out(config: pytest.Config, items: list[pytest.Item], which: set[pytest.Item], what: str) -> None:
    if which:
        config.hook.pytest_deselected(items=list(which))
        items[:] = [item for item in items if item not in which]
        _left_out.append(f"{len(which)} {what}")


def pytest_sessionstart() -> None:
    """Note what is said to the databases."""
    statements.listen()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """One of several processes tells the first what it left out and said; the first fails for what only SQLite was told.

    Only of a whole run can that be told: nothing chosen, nothing failed, a PostgreSQL there.
    """
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told |= {"left_out": _left_out, "said": [[*key, test] for key, test in statements.said.items()]}
        return
    option = session.config.option
    is_whole = not (option.file_or_dir or option.keyword or option.markexpr or option.collectonly or session.testsfailed)
    if is_whole and _NONE_MISSING and (missing := statements.only_on_sqlite()):
        _only_on_sqlite.extend(missing)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure() -> None:
    """What is left in memory goes with the process: pytest would look through millions of objects for garbage once more."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """The first process hears what each of the others left out, which is the same, and what it said."""
    told = getattr(node, "workeroutput", {})
    _left_out[:] = told.get("left_out", _left_out)
    for engine, text, test in told.get("said", ()):
        statements.said.setdefault((engine, text), test)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out, and what only SQLite was asked."""
    if _left_out:
        terminalreporter.write_sep("-", "left out", yellow=True)
        for what in _left_out:
            terminalreporter.write_line(f"  {what}")
    if _only_on_sqlite:
        terminalreporter.write_sep("=", "FAILED: said to SQLite and never to PostgreSQL", red=True)
        terminalreporter.write_line("Mark the test that said it, or a shorter one, `pytest.mark.both_engines` (ADR 0019):")
        for test, text in _only_on_sqlite:
            terminalreporter.write_line(f"  {test}\n      {text}")


# --- databases --------------------------------------------------------------------------------------------------------

_opened: list[Engine] = []
_nobodys = count(1)


@pytest.fixture(scope="session", autouse=True)
def _nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of databases that nobody asked for; what opens one is told of every engine, and does not wait for the disk."""

    def remembered(*args: Any, **options: Any) -> Engine:
        _opened.append(compiled_once(create_engine(*args, **options)))
        return _opened[-1]

    def prepared(engine: Engine, *, foreign_keys: bool = True) -> None:
        """As the program does it, but for waiting for the disk: only a failing machine could tell the difference."""
        prepare(engine, foreign_keys=foreign_keys)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))

    prepare, folder = database._prepare, tmp_path_factory.mktemp("nowhere")
    is_one_of_several = "PYTEST_XDIST_WORKER" in os.environ
    demo.folder = tmp_path_factory.getbasetemp().parent if is_one_of_several else folder
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_prepare", prepared)
        patch.setattr(database, "create_engine", remembered)
        patch.setattr(database, "DEFAULT_FILE", folder / "coalition.db")
        patch.setenv("COALITION_DATABASE_URL", f"sqlite:///{(folder / 'coalition.db').as_posix()}")
        yield folder


@pytest.fixture(autouse=True)
def _never_the_real_data(_nowhere: Path) -> Iterator[None]:
    """A test without a database of its own gets one that is thrown away, made when it is opened; engines are closed at its end.

    Nothing is made or patched here for a test that opens none: there are thousands of them.
    """
    path = _nowhere / str(next(_nobodys)) / "coalition.db"
    database.DEFAULT_FILE = path
    os.environ["COALITION_DATABASE_URL"] = f"sqlite:///{path.as_posix()}"
    yield
    _close()
    if path.parent.exists():
        shutil.rmtree(path.parent, ignore_errors=True)


def _close() -> None:
    while _opened:
        _opened.pop().dispose()
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
    """An engine that makes and drops databases."""
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    yield admin
    admin.dispose()


@pytest.fixture(scope="session")
def emptied_database(postgres_admin: Engine) -> Iterator[EmptiedDatabase]:
    made = EmptiedDatabase(postgres_admin)
    yield made
    made.close()


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A fresh migrated SQLite file, also named by COALITION_DATABASE_URL."""
    path = tmp_path / "coalition.db"
    shutil.copyfile(migrated_file, path)
    url = f"sqlite:///{path.as_posix()}"
    monkeypatch.setenv("COALITION_DATABASE_URL", url)
    return url


@pytest.fixture
def postgresql_url(emptied_database: EmptiedDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The migrated and empty PostgreSQL database, also named by COALITION_DATABASE_URL."""
    monkeypatch.setenv("COALITION_DATABASE_URL", emptied_database.url)
    yield emptied_database.url
    _close()
    emptied_database.clear()


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Engine:
    """A fresh migrated empty SQLite database, the same that `open_engine(database_url())` gives in this test."""
    return open_migrated(sqlite_url)


@pytest.fixture
def any_url(request: pytest.FixtureRequest) -> str:
    """A fresh migrated SQLite file; a test marked `both_engines` runs once more, with an empty migrated PostgreSQL database."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def engine(any_url: str) -> Engine:
    """A fresh migrated empty database: SQLite, and PostgreSQL too where the test is marked `both_engines`."""
    return open_migrated(any_url)
