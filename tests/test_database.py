import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, insert, text
from sqlmodel import SQLModel, col, select

from coalition import database
from coalition.database import (
    DatabaseUnreachable,
    data_version,
    database_url,
    migrate,
    open_engine,
    reading,
    reserve_ids,
    together,
    writing,
)
from coalition.models import Meeting, Membership, Organization


def add(engine: Engine, name: str) -> None:
    with writing(engine) as session:
        session.add(Organization(name=name, name_key=name.casefold()))


def names(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return sorted(session.exec(select(Organization.name)))


def version(engine: Engine) -> int:
    with reading(engine) as session:
        return data_version(session)


def _write_half(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Organization(name="River Office", name_key="river office"))
        session.flush()
        raise RuntimeError("the power went")


@pytest.mark.both_engines
def test_every_write_raises_the_version_by_one_and_a_failed_one_does_not(engine: Engine) -> None:
    assert version(engine) == 0
    add(engine, "Lanna House")
    assert version(engine) == 1
    with pytest.raises(RuntimeError, match="the power went"):
        _write_half(engine)
    assert version(engine) == 1
    assert names(engine) == ["Lanna House"]


@pytest.mark.both_engines
def test_several_writes_together_are_kept_as_one_or_not_at_all(engine: Engine) -> None:
    def write_two(*, fails: bool) -> None:
        with together(engine):
            add(engine, "Lanna House")
            assert names(engine) == ["Lanna House"], "each sees what those before it wrote"
            add(engine, "River Office")
            if fails:
                raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        write_two(fails=True)
    assert (names(engine), version(engine)) == ([], 0)
    write_two(fails=False)
    assert names(engine) == ["Lanna House", "River Office"]
    assert version(engine) == 3


@pytest.mark.both_engines
def test_one_of_several_writes_may_fail_and_be_made_again(engine: Engine) -> None:
    with together(engine):
        with pytest.raises(RuntimeError, match="the power went"):
            _write_half(engine)
        add(engine, "Lanna House")
    assert names(engine) == ["Lanna House"]


@pytest.mark.both_engines
def test_who_reads_sees_one_moment_while_others_write(engine: Engine) -> None:
    add(engine, "Lanna House")
    with reading(engine) as session:
        assert data_version(session) == 1
        add(engine, "River Office")
        assert data_version(session) == 1
        assert len(session.exec(select(Organization.id)).all()) == 1
    assert names(engine) == ["Lanna House", "River Office"]


@pytest.mark.both_engines
def test_of_many_who_write_at_once_each_gets_its_turn(engine: Engine) -> None:
    start = Barrier(6)

    def work(number: int) -> None:
        start.wait()
        for turn in range(3):
            add(engine, f"Organization {number}.{turn}")

    workers = [Thread(target=work, args=(number,)) for number in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert len(names(engine)) == 18
    assert version(engine) == 18


@pytest.mark.both_engines
def test_reserved_ids_are_free_and_stay_consecutive(engine: Engine) -> None:
    add(engine, "Lanna House")
    with writing(engine) as session:
        first = reserve_ids(session, "organization", 3)
        rows = [{"id": first + n, "name": f"O{n}", "name_key": f"o{n}"} for n in range(3)]
        session.execute(insert(Organization), rows)
    add(engine, "River Office")
    with reading(engine) as session:
        ids = list(session.exec(select(Organization.id).order_by(col(Organization.id))))
    assert ids == [1, first, first + 1, first + 2, first + 3]


def test_every_table_that_was_made_or_rebuilt_by_a_migration_gives_no_id_twice(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        made = dict(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'").all())
    with_id = [table.name for table in SQLModel.metadata.tables.values() if "id" in table.c]
    assert [name for name in with_id if "AUTOINCREMENT" not in made[name]] == [], "batch_alter_table: say it in table_kwargs"


def test_an_id_that_the_history_knows_is_not_given_again_after_the_rule_was_lost(tmp_path: Path) -> None:
    url = f"sqlite:///{(tmp_path / 'old.db').as_posix()}"
    migrate(url, "0012")
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection, connection:
        connection.execute(
            "INSERT INTO change (at, table_name, row_id, action) VALUES ('2026-11-25', 'action_item', 7, 'deleted')"
        )
        connection.execute("INSERT INTO action_item (id, what, state) VALUES (3, 'Call', 'open')")
    migrate(url)
    with closing(sqlite3.connect(tmp_path / "old.db")) as connection, connection:
        connection.execute("INSERT INTO action_item (what, state) VALUES ('Ask', 'open')")
        assert connection.execute("SELECT id, what FROM action_item ORDER BY id").fetchall() == [(3, "Call"), (8, "Ask")]


@pytest.mark.both_engines
def test_an_id_is_never_given_twice(engine: Engine) -> None:
    with writing(engine) as session:
        meeting = Meeting(held_on=date(2026, 11, 19))
        session.add(meeting)
        session.flush()
        old = meeting.id
        session.delete(meeting)
    with writing(engine) as session:
        session.add(Meeting(held_on=date(2026, 11, 19)))
    with reading(engine) as session:
        assert old not in session.exec(select(Meeting.id)).all()


@pytest.mark.both_engines
def test_foreign_keys_count_and_deleting_an_organization_takes_its_memberships(engine: Engine) -> None:
    add(engine, "Lanna House")
    with writing(engine) as session:
        organization = session.exec(select(Organization)).one()
        assert organization.id is not None
        session.add(Membership(organization_id=organization.id, from_on=date(2026, 1, 1)))
    with writing(engine) as session:
        session.delete(session.exec(select(Organization)).one())
    with reading(engine) as session:
        assert session.exec(select(Membership)).all() == []


@pytest.mark.both_engines
def test_migrating_twice_does_nothing_the_second_time(any_url: str) -> None:
    assert migrate(any_url) == "up to date"


def test_a_migration_that_fails_half_way_leaves_the_old_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'half.db'}"
    upgrade = database.command.upgrade

    def fails_at_the_end(*arguments: object) -> None:
        upgrade(*arguments)  # type: ignore[arg-type]
        raise RuntimeError("the power went")

    monkeypatch.setattr(database.command, "upgrade", fails_at_the_end)
    with pytest.raises(RuntimeError, match="the power went"):
        migrate(url)
    monkeypatch.undo()
    assert migrate(url).startswith("None -> ")


@pytest.mark.both_engines
def test_a_database_of_a_newer_version_is_told_in_a_sentence(any_url: str) -> None:
    with open_engine(any_url).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    open_engine.cache_clear()
    with pytest.raises(DatabaseUnreachable, match="newer version"):
        open_engine(any_url)


def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear all, " * 1000)
    with pytest.raises(DatabaseUnreachable, match="not a database"):
        open_engine(f"sqlite:///{tmp_path / 'letter.db'}")


def test_a_server_that_does_not_answer_is_told_without_its_password() -> None:
    with pytest.raises(DatabaseUnreachable) as told:
        open_engine("postgresql+psycopg://app:secret@127.0.0.1:1/coalition")
    assert "secret" not in str(told.value)


@pytest.mark.parametrize("given", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_a_postgresql_address_is_taken_in_any_usual_form(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COALITION_DATABASE_URL", given)
    assert database_url() == "postgresql+psycopg://u@h/d"


def test_sqlite_waits_keeps_a_write_ahead_log_and_minds_foreign_keys(sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA busy_timeout")).scalar_one() >= 5000


@pytest.mark.parametrize(("trouble", "sentence"), [("max_page_count=1", "Disk full"), ("query_only=1", "write-protected")])
def test_a_full_disk_or_a_protected_file_is_told_in_a_sentence_and_nothing_is_written(
    sqlite_engine: Engine, trouble: str, sentence: str
) -> None:
    with reading(sqlite_engine) as session:
        before = data_version(session)

    def write() -> None:
        with writing(sqlite_engine) as session:
            session.execute(text(f"PRAGMA {trouble}"))
            session.add_all([Organization(name="Alpha" * 999, name_key=f"alpha {number}") for number in range(999)])

    with pytest.raises(DatabaseUnreachable, match=sentence) as told:
        write()
    assert "Alpha" not in str(told.value), "the statement and its values stay out of the sentence"
    with sqlite_engine.connect() as connection:
        connection.execute(text("PRAGMA query_only=0"))
    with reading(sqlite_engine) as session:
        assert data_version(session) == before
        assert session.scalars(select(Organization)).all() == []
