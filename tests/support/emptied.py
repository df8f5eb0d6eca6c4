"""One migrated PostgreSQL database for all tests of a process, emptied after each: making one anew takes ten times as long.

What a test may leave behind is rows, numbers given by sequences, open connections and, in a test of migrations, another
schema. The first three are undone; a change of the schema is noticed by the server itself, and the database is made anew.
"""

from sqlalchemy import Engine, create_engine
from sqlmodel import SQLModel

from coalition import database

_TEMPLATE, _NAME = "coalition_template", "coalition_test"
_CUT = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
_CHANGED = """
SELECT is_called OR (SELECT min(version_num) FROM alembic_version) IS DISTINCT FROM %s FROM test_notes.schema_changes
"""
# Only what stays counts: the program makes temporary tables of its own.
_NOTE_CHANGES = """
CREATE SCHEMA test_notes;
CREATE SEQUENCE test_notes.schema_changes;
CREATE FUNCTION test_notes.note() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_event_trigger_ddl_commands() WHERE schema_name IS DISTINCT FROM 'pg_temp') THEN
    PERFORM nextval('test_notes.schema_changes');
  END IF;
END $$;
CREATE FUNCTION test_notes.note_drop() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM pg_event_trigger_dropped_objects() WHERE NOT is_temporary) THEN
    PERFORM nextval('test_notes.schema_changes');
  END IF;
END $$;
CREATE EVENT TRIGGER note_change ON ddl_command_end EXECUTE FUNCTION test_notes.note();
CREATE EVENT TRIGGER note_drop ON sql_drop EXECUTE FUNCTION test_notes.note_drop();
"""


class EmptiedDatabase:
    """The database of the tests on one server; `url` names it, `clear` makes it as new."""

    def __init__(self, admin: Engine) -> None:
        """Make it on the server of `admin`, which makes and drops databases."""
        self._admin = admin
        self.url = _sibling(admin, _NAME)
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {_TEMPLATE}")
        template = _sibling(admin, _TEMPLATE)
        database.migrate(template)
        once = create_engine(template, isolation_level="AUTOCOMMIT")
        with once.connect() as connection:
            connection.exec_driver_sql(_NOTE_CHANGES)
        once.dispose()
        self._inside = create_engine(self.url, isolation_level="AUTOCOMMIT")
        self._make()

    def _make(self) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {_NAME} WITH (FORCE)")
            connection.exec_driver_sql(f"CREATE DATABASE {_NAME} TEMPLATE {_TEMPLATE}")

    def clear(self) -> None:
        """Cut what is still connected, then delete what was written; another schema is thrown away whole."""
        with self._inside.connect() as connection:
            connection.exec_driver_sql(_CUT)
            changed = connection.exec_driver_sql(_CHANGED, (database._newest(),)).scalar_one()
            if not changed:
                connection.exec_driver_sql(_emptying(list(connection.exec_driver_sql(_written()).scalars())))
        if changed:
            self._inside.dispose()
            self._make()

    def close(self) -> None:
        """Let go of the server."""
        self._inside.dispose()


def _sibling(admin: Engine, name: str) -> str:
    return admin.url.set(database=name).render_as_string(hide_password=False)


def _written() -> str:
    """A query for the tables that hold something, or held it: their sequence has given a number."""
    tables = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in SQLModel.metadata.tables)
    numbered = "SELECT replace(sequencename, '_id_seq', '') FROM pg_sequences WHERE schemaname = 'public'"
    return f"{tables} UNION {numbered} AND last_value IS NOT NULL"


def _emptying(names: list[str]) -> str:
    """Deleting row by row is three times as fast as TRUNCATE, which makes new files; in any order, without foreign keys."""
    deleted = [f"DELETE FROM {name}" for name in names]
    begun = [f"SELECT setval('{name}_id_seq', 1, false)" for name in names if "id" in SQLModel.metadata.tables[name].c]
    return "; ".join(["SET session_replication_role = replica", *deleted, *begun, "RESET session_replication_role"])
