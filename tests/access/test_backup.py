import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func
from sqlmodel import Session, select

from coalition.access import backup as backups
from coalition.access.backup import BackupRefused, backup, restore
from coalition.access.checks import check
from coalition.database import data_version, migrate, open_engine, reading, writing
from coalition.models import Organization

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def add(engine: Engine, *names: str) -> None:
    with writing(engine) as session:
        session.add_all(Organization(name=name, name_key=name.casefold()) for name in names)


def names(engine: Engine) -> set[str]:
    with reading(engine) as session:
        return set(session.exec(select(Organization.name)))


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_a_backup_brings_back_what_was_stored_and_keeps_what_it_replaced(sqlite_engine: Engine, tmp_path: Path) -> None:
    add(sqlite_engine, "Lanna House", "River Office")
    made = backup(sqlite_engine, tmp_path / "friday.db")
    assert made.rows["organization"] == 2
    add(sqlite_engine, "Written Later")

    done = restore(address(sqlite_engine), tmp_path / "friday.db", now=NOW)

    assert names(sqlite_engine) == {"Lanna House", "River Office"}, "the engine that was open all the time sees it too"
    assert done.kept is not None
    assert names(open_engine(f"sqlite:///{done.kept}")) == {"Lanna House", "River Office", "Written Later"}
    assert check(sqlite_engine).problems == []


def test_no_cached_answer_survives_a_restore(sqlite_engine: Engine, tmp_path: Path) -> None:
    add(sqlite_engine, "Lanna House")
    backup(sqlite_engine, tmp_path / "one.db")
    add(sqlite_engine, "River Office")
    with reading(sqlite_engine) as session:
        before = data_version(session)
    restore(address(sqlite_engine), tmp_path / "one.db", now=NOW)
    with reading(sqlite_engine) as session:
        assert data_version(session) > before


def test_a_restore_onto_a_new_computer_needs_no_database_there(sqlite_engine: Engine, tmp_path: Path) -> None:
    add(sqlite_engine, "Lanna House")
    backup(sqlite_engine, tmp_path / "friday.db")
    fresh = tmp_path / "new computer" / "data" / "coalition.db"
    done = restore(f"sqlite:///{fresh}", tmp_path / "friday.db", now=NOW)
    assert done.kept is None
    assert names(open_engine(f"sqlite:///{fresh}")) == {"Lanna House"}
    assert sorted(p.name for p in fresh.parent.iterdir() if "restoring" in p.name) == []


def test_a_damaged_database_is_replaced_and_its_bytes_are_kept(sqlite_engine: Engine, tmp_path: Path) -> None:
    add(sqlite_engine, "Lanna House")
    backup(sqlite_engine, tmp_path / "friday.db")
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this was a database once" * 500)
    done = restore(f"sqlite:///{broken}", tmp_path / "friday.db", now=NOW)
    assert done.kept is not None
    assert done.kept.read_bytes().startswith(b"this was a database")
    assert names(open_engine(f"sqlite:///{broken}")) == {"Lanna House"}


def test_a_backup_never_replaces_a_file(sqlite_engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work")
    with pytest.raises(BackupRefused, match="already a file"):
        backup(sqlite_engine, tmp_path / "thesis.doc")
    assert (tmp_path / "thesis.doc").read_text() == "years of work"


def test_a_backup_that_fails_half_way_leaves_nothing_behind(
    sqlite_engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(backups.files, "settle", full)
    with pytest.raises(BackupRefused, match="No space left"):
        backup(sqlite_engine, tmp_path / "friday.db")
    assert [p.name for p in tmp_path.iterdir() if "friday" in p.name] == []


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def not_ours(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE recipe (id INTEGER)")


def a_letter(path: Path) -> None:
    path.write_text("Dear all, attached is the backup. " * 300)


def acting(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TRIGGER empties AFTER INSERT ON organization BEGIN DELETE FROM meeting; END")


def missing(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (truncated, "not a whole database|damaged"),
        (newer, "newer version"),
        (not_ours, "not one of the dashboard"),
        (a_letter, "not a whole database"),
        (missing, "There is no file"),
        (acting, "holds something that acts by itself, 'empties'"),
    ],
)
def test_an_unfit_file_is_refused_and_nothing_changes(sqlite_engine, tmp_path, spoil, sentence) -> None:  # type: ignore[no-untyped-def]
    add(sqlite_engine, *(f"Organization {n}" for n in range(300)))
    backup(sqlite_engine, tmp_path / "friday.db")
    spoil(tmp_path / "friday.db")
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(BackupRefused, match=sentence):
        restore(address(sqlite_engine), tmp_path / "friday.db", now=NOW)
    assert len(names(sqlite_engine)) == 300
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_a_backup_of_an_older_schema_is_brought_up_to_date(sqlite_url: str, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    migrate(f"sqlite:///{older}", "0001")
    done = restore(sqlite_url, older, now=NOW)
    assert done.migrated.startswith("0001 -> ")
    assert check(open_engine(sqlite_url)).problems == []


def test_postgresql_has_its_own_tool_and_the_sentence_names_it(postgresql_url: str, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="pg_dump"):
        backup(open_engine(postgresql_url), tmp_path / "friday.dump")
    with pytest.raises(BackupRefused, match="pg_restore"):
        restore(postgresql_url, tmp_path / "friday.dump", now=NOW)


def test_somebody_may_write_while_a_backup_is_made(sqlite_engine: Engine, tmp_path: Path) -> None:
    add(sqlite_engine, "Lanna House")
    with Session(sqlite_engine) as reader:
        assert reader.exec(select(func.count()).select_from(Organization)).one() == 1
        backup(sqlite_engine, tmp_path / "friday.db")
