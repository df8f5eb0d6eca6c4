import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from coalition.access.checks import check
from coalition.database import ROOT, writing


@pytest.mark.both_engines
def test_an_empty_database_is_sound(engine: Engine) -> None:
    report = check(engine)
    assert report.problems == []
    assert report.rows["organization"] == 0


@pytest.mark.both_engines
def test_a_value_that_is_in_no_list_is_found(engine: Engine) -> None:
    with writing(engine) as session:
        session.execute(text("INSERT INTO organization (name, name_key, sector) VALUES ('A', 'a', 'circus')"))
    assert check(engine).problems == ["organization.sector: 'circus' is not one of the allowed values."]


def test_a_broken_rule_and_a_loose_pointer_are_found(sqlite_engine: Engine) -> None:
    path = sqlite_engine.url.database
    assert path
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("INSERT INTO area (pcode, level, country, name, aliases) VALUES ('X', 7, 'TH', 'X', '')")
        connection.execute("INSERT INTO membership (organization_id, from_on, is_voting) VALUES (99, '2026-01-01', 0)")
    problems = " ".join(check(sqlite_engine).problems)
    assert "area: 1 rows break the rule level_0_to_2" in problems or "ck_area_level_0_to_2" in problems
    assert "membership" in problems
    assert "does not exist" in problems


def test_a_schema_of_another_version_is_told_and_nothing_else_is_looked_at(engine: Engine) -> None:
    with writing(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    report = check(engine)
    assert len(report.problems) == 1
    assert "0000" in report.problems[0]
    assert report.rows == {}


def test_the_real_data_folder_is_out_of_reach_of_the_tests() -> None:
    from coalition import database

    assert not database.database_url().startswith(f"sqlite:///{(ROOT / 'data').as_posix()}")
    assert ROOT / "data" not in Path(database.DEFAULT_FILE).parents
