"""The proof that PostgreSQL is asked everything SQLite is asked: a statement is known by its shape, whatever its values."""

from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, text

from coalition.bulk import insert_columns
from coalition.database import ROOT, data_version, open_engine, reading, writing
from coalition.queries.behind import asked_cell
from coalition.queries.tally import needs_of_cell
from tests.support import day, statements
from tests.support.statements import only_on_sqlite, shape

Said = dict[tuple[str, str], str]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    noted: Said = {}
    monkeypatch.setattr(statements, "said", noted)
    return noted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SELECT a FROM t WHERE b IN (?, ?, ?)", "SELECT a FROM t\n WHERE b IN (%(b_1)s::INTEGER)"),
        ("SELECT 1 + a2, 'it''s' FROM t LIMIT 10", "SELECT :one + a2, 'other' FROM t LIMIT 3"),
        ('INSERT INTO "area" ("id", "name") VALUES (?, ?)', 'INSERT INTO "area" ("id", "name") VALUES (?, ?), (?, ?)'),
        ("UPDATE person SET email=? WHERE person.id IN (?, ?)", "UPDATE person SET phone=?, email=? WHERE person.id = ?"),
        ("DROP TABLE IF EXISTS temp.net", "DROP TABLE IF EXISTS pg_temp.net"),
    ],
)
def test_values_lists_and_the_way_of_the_engine_are_no_part_of_a_shape(one: str, other: str) -> None:
    assert shape(one) == shape(other)


def test_another_column_or_condition_is_another_shape() -> None:
    assert len({shape(f"SELECT {what} FROM t") for what in ("a", "b", "a WHERE b = 1", "a WHERE b = 1 OR b = 2")}) == 4


@pytest.mark.postgres
def test_what_only_sqlite_was_told_is_named_until_postgresql_is_told_it(
    said: Said, sqlite_engine: Engine, postgresql_url: str
) -> None:
    with reading(sqlite_engine) as session:
        data_version(session)
    ((test, missing),) = only_on_sqlite()
    assert test.endswith("::test_what_only_sqlite_was_told_is_named_until_postgresql_is_told_it")
    assert missing.startswith("SELECT setting.value FROM setting WHERE setting.key =")
    with reading(open_engine(postgresql_url)) as session:
        data_version(session)
    assert only_on_sqlite() == []


def test_what_a_test_asks_for_itself_is_not_held_against_the_program(said: Said, sqlite_engine: Engine) -> None:
    with sqlite_engine.connect() as connection:
        connection.execute(text("SELECT count(*) FROM area"))
        connection.exec_driver_sql("SELECT count(*) FROM person")
    assert only_on_sqlite() == []


@pytest.mark.postgres
def test_what_goes_round_sqlalchemy_is_noted_too(said: Said, sqlite_engine: Engine, postgresql_url: str) -> None:
    def ask(engine: Engine) -> None:
        with writing(engine) as session:
            columns = {"pcode": ["TH57"], "level": [1], "country": ["TH"], "name": ["Chiang Rai"], "aliases": [""]}
            insert_columns(session, "area", columns)
            asked_cell(session, area="TH57", service_type="A1")
            needs_of_cell(session, on=day.TODAY, level=1, area=1, kind=1)

    ask(sqlite_engine)
    alone = "\n".join(text for _test, text in only_on_sqlite())
    assert 'INSERT INTO "area" ("pcode", "level", "country", "name", "aliases")' in alone
    assert "FROM service_type" in alone
    assert "FROM need_tally" in alone
    ask(open_engine(postgresql_url))
    assert only_on_sqlite() == []


@pytest.mark.parametrize(("chosen", "failed", "status"), [([], 0, 1), (["tests/edits"], 0, 0), ([], 2, 0)])
def test_a_whole_run_fails_for_what_only_sqlite_was_told_and_a_part_does_not(
    said: Said, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, chosen: list[str], failed: int, status: int
) -> None:
    plugins = request.config.pluginmanager.get_plugins()
    (conftest,) = [one for one in plugins if getattr(one, "__file__", "") == str(ROOT / "tests" / "conftest.py")]
    monkeypatch.setattr(conftest, "_NONE_MISSING", True)
    monkeypatch.setattr(conftest, "_only_on_sqlite", [])
    said["sqlite", "SELECT count(*) FROM area"] = "tests/test_x.py::test_y"
    option = SimpleNamespace(file_or_dir=chosen, keyword="", markexpr="", collectonly=False)
    session = SimpleNamespace(config=SimpleNamespace(option=option), testsfailed=failed, exitstatus=0)
    conftest.pytest_sessionfinish(session)
    assert session.exitstatus == status
    assert conftest._only_on_sqlite == ([("tests/test_x.py::test_y", "SELECT count(*) FROM area")] if status else [])
