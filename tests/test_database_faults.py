"""A damaged file, a full disk, a server that goes away: one sentence with what to do, and nothing half done."""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlmodel import select

from coalition.access.backup import BackupRefused, backup, restore
from coalition.access.checks import check
from coalition.access.files import FileUnfit, write_new
from coalition.database import (
    DatabaseDamaged,
    DatabaseUnreachable,
    DiskFull,
    data_version,
    fault_of,
    open_engine,
    reading,
    writing,
)
from coalition.database_faults import _BY_CODE, _BY_ERRNO, _BY_STATE, EMPTIED, GONE
from coalition.locale import translate_filled
from coalition.models import Change, Meeting, Organization, Setting
from coalition.queries.ready import sent
from tests.access.test_backup import NOW

RESTORE = "python -m coalition restore FILE"


def fill(engine: Engine, count: int = 2_000) -> None:
    with writing(engine) as session:
        session.add_all(Organization(name=f"Organization {n:05}", name_key=f"organization {n:05}") for n in range(count))


def ask(engine: Engine) -> int:
    with reading(engine) as session:
        session.exec(select(Setting)).all()
        session.exec(select(Meeting)).all()
        session.exec(select(Change)).all()
        return len(session.exec(select(Organization)).all())


def patched(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def pages_in_the_middle(path: Path) -> None:
    for page in range(2, path.stat().st_size // 4096):
        patched(path, page * 4096, b"\xa5" * 4096)


def half_of_it(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def all_of_it(path: Path) -> None:
    os.truncate(path, 0)


def the_header(path: Path) -> None:
    patched(path, 0, bytes(100))


def a_letter(path: Path) -> None:
    path.unlink()
    path.write_bytes(b"Dear all, " * 999)


def away(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("spoil", [pages_in_the_middle, half_of_it, all_of_it, the_header, a_letter, away])
def test_a_file_that_is_damaged_in_use_is_told_with_the_way_back(sqlite_engine: Engine, spoil: Callable[[Path], None]) -> None:
    fill(sqlite_engine)
    path = Path(str(sqlite_engine.url.database))
    sqlite_engine.dispose()  # what a connection has read it does not read again
    spoil(path)
    for question in (ask, fill):
        with pytest.raises(DatabaseDamaged) as told:
            question(sqlite_engine)
        assert RESTORE in str(told.value)
        assert not {"SELECT", "INSERT", "Organization 0"} & set(str(told.value).split())
    problems = check(sqlite_engine).problems
    assert RESTORE in problems[-1]


def test_a_file_that_is_gone_is_not_replaced_by_an_empty_one_and_works_again_when_it_is_back(sqlite_engine: Engine) -> None:
    fill(sqlite_engine, 3)
    path = Path(str(sqlite_engine.url.database))
    elsewhere = path.with_name("elsewhere.db")
    with reading(sqlite_engine) as session:
        data_version(session)
    path.rename(elsewhere)
    with pytest.raises(DatabaseDamaged, match="is missing"):
        fill(sqlite_engine)
    assert not path.exists()
    elsewhere.rename(path)
    assert ask(sqlite_engine) == 3


def test_what_is_written_while_the_file_goes_away_is_told_as_not_written(sqlite_engine: Engine) -> None:
    path = Path(str(sqlite_engine.url.database))

    def write() -> None:
        with writing(sqlite_engine) as session:
            session.add(Organization(name="Lanna House", name_key="lanna house"))
            path.unlink()

    with pytest.raises(DatabaseDamaged, match="Nothing was saved"):
        write()


def test_a_dashboard_that_runs_sees_what_was_put_in_the_place_of_a_damaged_file(sqlite_engine: Engine, tmp_path: Path) -> None:
    fill(sqlite_engine, 7)
    backup(sqlite_engine, tmp_path / "friday.db")
    path = Path(str(sqlite_engine.url.database))
    with reading(sqlite_engine) as session:
        data_version(session)
    half_of_it(path)
    kept = restore(f"sqlite:///{path}", tmp_path / "friday.db", now=NOW).kept
    assert kept
    assert ask(sqlite_engine) == 7
    fill(sqlite_engine, 0)
    assert check(sqlite_engine).problems == []


def test_garbage_in_a_row_is_told_as_damage_and_a_fault_of_ours_is_not(sqlite_engine: Engine) -> None:
    fill(sqlite_engine)
    path = Path(str(sqlite_engine.url.database))
    sqlite_engine.dispose()
    half_of_it(path)
    with pytest.raises(DatabaseDamaged), reading(sqlite_engine):
        raise ValueError("month must be in 1..12")


def test_a_fault_of_ours_stays_one(sqlite_engine: Engine) -> None:
    with pytest.raises(ValueError, match="month must"), reading(sqlite_engine):
        raise ValueError("month must be in 1..12")


def test_a_statement_that_goes_past_the_usual_way_is_told_likewise(sqlite_engine: Engine) -> None:
    fill(sqlite_engine)
    sqlite_engine.dispose()
    pages_in_the_middle(Path(str(sqlite_engine.url.database)))
    with pytest.raises(DatabaseDamaged), reading(sqlite_engine) as session:
        sent(session, "SELECT * FROM organization")


# --- no room --------------------------------------------------------------------------------------------------------------


@contextmanager
def room_of(size: int) -> Iterator[None]:
    """No file may become larger than so many bytes: the operating system itself refuses, as a full disk does."""
    resource: Any = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_without_room_nothing_is_half_written_and_with_room_all_works_again(sqlite_engine: Engine, tmp_path: Path) -> None:
    fill(sqlite_engine, 10)
    with room_of(1_000_000), pytest.raises(DiskFull, match=r"isk( is)? full"):
        fill_more(sqlite_engine)
    assert ask(sqlite_engine) == 10
    assert check(sqlite_engine).problems == []
    fill_more(sqlite_engine)
    assert ask(sqlite_engine) == 20_010
    before = {path.name for path in tmp_path.iterdir()}
    with room_of(1_000_000):
        with pytest.raises(BackupRefused, match=r"isk( is)? full"):
            backup(sqlite_engine, tmp_path / "friday.backup")
        with pytest.raises(FileUnfit, match=r"isk( is)? full"):
            write_new(tmp_path / "list.csv", b"x" * 2_000_000)
    assert {path.name for path in tmp_path.iterdir()} == before


def fill_more(engine: Engine) -> None:
    with writing(engine) as session:
        rows = [{"n": f"Another {n:05}", "k": f"another {n:05} " + "x" * 40} for n in range(20_000)]
        session.execute(text("INSERT INTO organization (name, name_key) VALUES (:n, :k)"), rows)


def test_a_restore_without_room_changes_nothing(sqlite_engine: Engine, tmp_path: Path) -> None:
    fill_more(sqlite_engine)
    backup(sqlite_engine, tmp_path / "large.backup")
    small = tmp_path / "small.db"
    small_engine = open_engine(f"sqlite:///{small}")
    fill(small_engine, 3)
    before = {path.name for path in tmp_path.iterdir()}
    with (
        room_of(1_000_000),
        pytest.raises(BackupRefused, match=r"^Nothing was restored: The disk is full, has reached a limit"),
    ):
        restore(f"sqlite:///{small}", tmp_path / "large.backup", now=NOW)
    assert ask(small_engine) == 3
    assert {path.name for path in tmp_path.iterdir()} == before


# --- how drivers and disks say it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("problem", "kind", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), DiskFull, "isk"),
        (OSError(errno.EROFS, "Read-only file system"), DatabaseUnreachable, "write-protected"),
        (OSError(errno.EIO, "Input/output error"), DatabaseDamaged, RESTORE),
        (psycopg.errors.DiskFull(), DiskFull, "isk"),
        (psycopg.errors.ReadOnlySqlTransaction(), DatabaseUnreachable, "accepts no changes"),
        (psycopg.errors.DataCorrupted(), DatabaseDamaged, "pg_restore"),
        (psycopg.errors.AdminShutdown(), DatabaseUnreachable, "does not answer"),
        (psycopg.OperationalError("connection refused"), DatabaseUnreachable, "does not answer"),
    ],
)
def test_what_a_driver_or_a_disk_reports_is_a_sentence(problem: Exception, kind: type[Exception], words: str) -> None:
    told = fault_of(problem)
    assert type(told) is kind
    assert words in str(told)


@pytest.mark.parametrize(
    "problem", [psycopg.errors.UniqueViolation(), psycopg.errors.UndefinedColumn(), ValueError("x"), OSError()]
)
def test_what_is_no_fault_of_the_storage_is_left_as_it_is(problem: Exception) -> None:
    assert fault_of(problem) is None


@pytest.mark.postgres
def test_a_server_that_ends_the_connection_is_told_and_the_next_question_is_answered(postgresql_url: str) -> None:
    engine = open_engine(postgresql_url)
    fill(engine, 3)

    def write() -> None:
        with writing(engine) as session:
            session.add(Organization(name="Half", name_key="half"))
            session.flush()
            own = session.execute(text("SELECT pg_backend_pid()")).scalar_one()
            with open_engine.__wrapped__(postgresql_url).connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": own})
            session.execute(text("SELECT 1"))

    with pytest.raises(DatabaseUnreachable, match="does not answer"):
        write()
    assert ask(engine) == 3


def test_no_copy_of_a_file_is_taken_for_the_file(sqlite_engine: Engine) -> None:
    """A copy put in the place of the file, as by hand, is opened with the next question."""
    fill(sqlite_engine, 2)
    path = Path(str(sqlite_engine.url.database))
    sqlite_engine.dispose()
    copy = shutil.copy(path, path.with_name("copy.db"))
    fill(sqlite_engine, 0)
    with reading(sqlite_engine) as session:
        data_version(session)
    sqlite_engine.dispose()
    Path(copy).replace(path)
    assert ask(sqlite_engine) == 2


def test_every_sentence_is_told_in_thai_too() -> None:
    told = [sentence for table in (_BY_CODE, _BY_STATE, _BY_ERRNO) for _, sentence in table.values()] + [GONE, EMPTIED]
    commands = {"python", "coalition", "restore", "FILE", "pg", "m"}
    for sentence in told:
        thai = translate_filled(sentence, "th")
        assert not set(re.findall("[A-Za-z]+", thai)) - commands, sentence
