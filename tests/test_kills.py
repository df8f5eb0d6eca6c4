"""The power going while something is written: it is there as a whole, or not. benchmarks/kills.py kills at random moments."""

import os
import signal
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from benchmarks.kills import content, older_with_data, problems
from coalition import database
from coalition.access import backup as backups
from coalition.database import migrate, open_engine
from coalition.demo import load_demo
from coalition.imports.commit import commit
from coalition.imports.undo import undo
from tests.builders import Row, attendance_file, plan_of

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 25)


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_in_the_middle(work: Callable[[], object]) -> None:
    """Run the work in a copy of this process, which it kills."""
    open_engine.cache_clear()
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL, "it came to its end"


@pytest.fixture
def path(sqlite_engine: Engine) -> Path:
    """The file of a database in which an attendance list is stored; nobody has it open."""
    commit(
        sqlite_engine, plan_of(sqlite_engine, attendance_file(*(Row(f"Person {n}", "River House") for n in range(50)))), now=NOW
    )
    sqlite_engine.dispose()
    return Path(str(sqlite_engine.url.database))


def dying_at_commit(path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{path}")
    event.listen(engine, "commit", die)
    return engine


def test_an_import_that_is_killed_while_it_is_taken_back_stands_as_before(path: Path) -> None:
    before = content(path)
    killed_in_the_middle(lambda: undo(dying_at_commit(path), 1, now=NOW))
    assert content(path) == before
    assert problems(path) == []


def test_a_demo_that_is_killed_while_it_loads_is_not_there(path: Path) -> None:
    before = content(path)

    def work() -> None:
        load_demo(open_engine(f"sqlite:///{path}"), DAY, progress=lambda share, _name: die() if share > 0.1 else None)

    killed_in_the_middle(work)
    assert content(path) == before
    assert problems(path) == []


@pytest.mark.parametrize("moment", ["_keep", "_replace"])
def test_a_restore_that_is_killed_changed_nothing_or_all_and_may_be_started_again(
    path: Path, tmp_path: Path, moment: str
) -> None:
    empty = tmp_path / "empty.db"
    migrate(f"sqlite:///{empty}")
    before, after = content(path), content(empty)
    real = getattr(backups, moment)

    def work() -> None:
        setattr(backups, moment, lambda *told: (real(*told), die()))
        backups.restore(f"sqlite:///{path}", empty, now=NOW)

    killed_in_the_middle(work)
    assert content(path) == (before if moment == "_keep" else after)
    assert problems(path) == []
    (kept,) = tmp_path.glob("*-before-restore-*.db")
    assert content(kept) == before
    backups.restore(f"sqlite:///{path}", empty, now=datetime(2026, 11, 25, 10, 0, tzinfo=UTC))
    assert content(path) == after
    assert list(tmp_path.glob("*.restoring*")) == []


def test_a_migration_that_is_killed_leaves_the_old_schema_with_its_data_and_ends_the_next_time(
    path: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    older_with_data("0002", old, path)
    before = content(old)
    upgrade = database.command.upgrade

    def work() -> None:
        database.command.upgrade = lambda *told: (upgrade(*told), die())  # type: ignore[assignment]
        migrate(f"sqlite:///{old}")

    killed_in_the_middle(work)
    assert content(old) == before
    assert migrate(f"sqlite:///{old}").startswith("0002 -> ")
    assert problems(old) == []
