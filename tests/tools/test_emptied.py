"""One PostgreSQL database for all tests of a process: the next test finds nothing of the one before."""

import pytest
from sqlalchemy import create_engine, func, insert, select, text
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

from coalition.database import migrate, open_engine
from tests.support.emptied import EmptiedDatabase
from tests.support.good_rows import ROWS, TABLES

pytestmark = pytest.mark.postgres


def left(url: str) -> dict[str, int]:
    """{table: rows}, of those that hold any."""
    with open_engine(url).connect() as connection:
        counted = {table.name: connection.scalar(select(func.count()).select_from(table)) for table in TABLES}
    return {name: rows for name, rows in counted.items() if rows}


@pytest.mark.both_engines
def test_rows_of_every_table_are_gone_and_numbers_begin_at_one(emptied_database: EmptiedDatabase) -> None:
    area = SQLModel.metadata.tables["area"]
    new = {name: value for name, value in ROWS["area"].items() if name not in {"id", "batch_id"}}
    with open_engine(emptied_database.url).begin() as connection:
        for table in TABLES:
            connection.execute(insert(table), ROWS[table.name])
        connection.execute(text("SELECT nextval('area_id_seq')"))
    assert len(left(emptied_database.url)) == len(TABLES)
    emptied_database.clear()
    open_engine.cache_clear()
    assert left(emptied_database.url) == {}
    with open_engine(emptied_database.url).begin() as connection:
        assert connection.execute(insert(area).returning(area.c.id), new).scalar_one() == 1
    emptied_database.clear()


@pytest.mark.both_engines
@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE verdict CASCADE",
        "ALTER TABLE area ADD COLUMN taste TEXT",
        "CREATE INDEX of_mine ON area (name)",
        "UPDATE alembic_version SET version_num = '9999'",
        "DELETE FROM alembic_version",
    ],
)
def test_another_schema_does_not_stay(statement: str, emptied_database: EmptiedDatabase) -> None:
    with create_engine(emptied_database.url).begin() as connection:
        connection.execute(text(statement))
    emptied_database.clear()
    assert migrate(emptied_database.url) == "up to date"
    assert left(emptied_database.url) == {}
    with open_engine(emptied_database.url).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pg_indexes WHERE indexname = 'of_mine'")) == 0
        assert connection.scalar(text("SELECT count(*) FROM information_schema.columns WHERE column_name = 'taste'")) == 0


@pytest.mark.both_engines
def test_who_is_still_connected_is_cut_off_and_keeps_nothing(emptied_database: EmptiedDatabase) -> None:
    with create_engine(emptied_database.url).connect() as slow:
        slow.execute(insert(SQLModel.metadata.tables["setting"]), ROWS["setting"])
        emptied_database.clear()
        with pytest.raises(OperationalError):
            slow.commit()
        slow.invalidate()
    assert left(emptied_database.url) == {}
