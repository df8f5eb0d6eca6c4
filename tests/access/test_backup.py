import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, insert
from sqlmodel import Session, select

from coalition.access import backup as backups
from coalition.access.backup import BackupRefused, backup, look, restore
from coalition.access.checks import check
from coalition.access.rows import broken_rows, broken_rows_of
from coalition.database import data_version, migrate, open_engine, reading, writing
from coalition.models import ERASED, Organization, Person
from tests.support.good_rows import ROWS, TABLES

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


def test_who_was_erased_is_none_of_the_people_of_a_backup(sqlite_engine: Engine, tmp_path: Path) -> None:
    with writing(sqlite_engine) as session:
        session.add_all([Person(name="Nok", name_key="nok"), Person(name=ERASED, name_key="")])
    assert look(backup(sqlite_engine, tmp_path / "friday.db").path).rows["person"] == 1


@pytest.mark.parametrize("stored", [("Lanna House",), ()])
def test_no_cached_answer_survives_a_restore(sqlite_engine: Engine, tmp_path: Path, stored: tuple[str, ...]) -> None:
    for name in stored:
        add(sqlite_engine, name)
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


def test_two_restores_within_a_second_keep_what_each_of_them_replaced(sqlite_engine: Engine, tmp_path: Path) -> None:
    backup(sqlite_engine, tmp_path / "empty.db")
    add(sqlite_engine, "Lanna House")
    first, second = (restore(address(sqlite_engine), tmp_path / "empty.db", now=NOW).kept for _ in range(2))
    assert first is not None
    assert second is not None
    assert (names(open_engine(f"sqlite:///{first}")), names(open_engine(f"sqlite:///{second}"))) == ({"Lanna House"}, set())


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
        (truncated, "not a complete database|damaged"),
        (newer, "newer version"),
        (not_ours, "not one of the dashboard"),
        (a_letter, "not a complete database"),
        (missing, "There is no file"),
        (acting, r"contains something that runs by itself \('empties'\)"),
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


def stored_rows(engine: Engine) -> None:
    """One good row of every table."""
    with writing(engine) as session:
        for table in TABLES:
            session.execute(insert(table), [ROWS[table.name]])


def test_a_value_that_its_column_cannot_hold_is_found_whichever_table_it_stands_in(sqlite_engine: Engine) -> None:
    stored_rows(sqlite_engine)
    assert sqlite_engine.url.database
    assert broken_rows(Path(sqlite_engine.url.database)) == []
    with closing(sqlite3.connect(sqlite_engine.url.database, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for table in TABLES:
            for column in set(table.columns) - set(table.primary_key):
                connection.execute("BEGIN")
                connection.execute(f'UPDATE "{table.name}" SET "{column.name}" = ?', (b"\x00 no such value",))
                told = [what for _, what in broken_rows_of(connection, table)]
                connection.execute("ROLLBACK")
                assert told
                assert column.name in told[0] or "breaks the rule" in told[0], f"{table.name}.{column.name}: {told}"


@pytest.mark.parametrize(
    ("spoiled", "sentence"),
    [
        (
            "resource SET file_hash = '../../passwords', file_type = 'pdf'",
            "resource, row 1: file_hash is not the hash of a file",
        ),
        ("resource SET shared_on = '2026-02-31'", "resource, row 1: shared_on is not a date"),
        ("resource SET kind = 'film'", "resource, row 1: kind is not one of the allowed values"),
        (
            "resource SET link = NULL, file_hash = NULL, file_type = NULL",
            "resource, row 1: breaks the rule ck_resource_link_or_file",
        ),
        ("minutes_version SET said = 'Dear all'", "minutes_version, row 1: said cannot be read"),
        ('minutes_version SET said = \'{"present": ["Malee"]}\'', "minutes_version, row 1: said is not the text of minutes"),
        ("minutes_version SET said = 5", "minutes_version, row 1: said is not the text of minutes"),
        (f"minutes_version SET said = '{{\"here\": {'1' * 5000}}}'", "minutes_version, row 1: said is not the text of minutes"),
        ("case_consent SET withheld = '[{}]'", "case_consent, row 1: withheld is not a list of withheld fields"),
        ("change SET before = '[]'", "change, row 1: before is not an earlier row"),
        ("setting SET value = '[]'", "setting, row data_version: value is not a number"),
        ("organization SET name = CAST(x'4cff' AS TEXT)", "organization, row 1: name is not text"),
        ("minutes_version SET closed_at = 'yesterday'", "minutes_version, row 1: closed_at is not a date and time"),
        ("minutes_version SET meeting_id = 99", "minutes_version, row 1: points to a row of meeting that does not exist"),
    ],
)
def test_a_backup_with_rows_nobody_could_read_is_refused_by_table_row_and_reason(
    sqlite_engine: Engine, tmp_path: Path, spoiled: str, sentence: str
) -> None:
    stored_rows(sqlite_engine)
    backup(sqlite_engine, tmp_path / "friday.db")
    with closing(sqlite3.connect(tmp_path / "friday.db")) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(f"UPDATE {spoiled}")
    before = sorted(p.name for p in tmp_path.iterdir())
    with pytest.raises(BackupRefused, match=sentence):
        restore(address(sqlite_engine), tmp_path / "friday.db", now=NOW)
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
