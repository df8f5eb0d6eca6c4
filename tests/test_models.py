"""Every rule of the tables, by its name, on both engines; and that the migrations make exactly these tables."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Engine, Enum, ForeignKeyConstraint, Index, Table, UniqueConstraint, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

import coalition.models  # noqa: F401  registers the tables
from coalition.database import ROOT, open_engine
from tests.support.examples import examples
from tests.support.good_rows import DAY, ROWS, TABLES

BREAKS: dict[str, dict[str, Any]] = {
    "ck_area_level_0_to_2": {"level": 3},
    "ck_membership_from_before_to": {"to_on": date(2026, 11, 24)},
    "ck_attendance_somebody": {"person_id": None, "organization_id": None},
    "ck_attendance_minutes_not_negative": {"minutes": -1},
    "ck_service_capacity_not_negative": {"capacity": -4},
    "ck_service_available_not_negative": {"capacity_available": -1},
    "ck_service_available_within_capacity": {"capacity": 4, "capacity_available": 5},
    "ck_service_starts_before_ends": {"starts_on": DAY, "ends_on": date(2026, 11, 24)},
    "ck_service_minimum_age_within": {"minimum_age": 18, "maximum_age": 17},
    "ck_shared_case_opened_before_closed": {"closed_on": date(2026, 11, 24)},
    "ck_case_need_opened_before_closed": {"closed_on": date(2026, 11, 24)},
    "ck_referral_step_says_something": {"state": None},
    "ck_draft_note_whole_cell": {"area_id": None},
    "ck_meeting_note_whole_cell": {"service_type_id": None},
    "ck_resource_link_or_file": {"file_hash": None, "file_type": None},
    "ck_resource_file_with_type": {"file_type": None},
    "ck_resource_file_not_empty": {"file_size": 0},
    "ck_minutes_version_number_from_1": {"number": 0},
    "ck_publication_base_of_5_or_more": {"base": 4},
    "ck_published_count_shown_above_zero": {"shown": 0},
}
"""Named CHECK -> what breaks it in the good row. A new rule without a line here fails the first test."""


APART: dict[str, dict[str, Any]] = {"uq_attendance_meeting_id_organization_id": {"person_id": None}}
"""Named UNIQUE -> what differs from the good row for the rule to apply."""

AGAIN: dict[str, dict[str, Any]] = {
    "uq_shared_case_code": {"import_key": "h2"},
    "uq_shared_case_import_key": {"code": "M3X9"},
    "uq_checklist_item_checklist_id_position": {"key": "C1-2"},
    "uq_checklist_item_checklist_id_key": {"position": 2},
}
"""Named UNIQUE -> what the second row has of its own, so that it breaks this rule and no other."""


def _checks() -> Iterator[tuple[str, Table]]:
    return ((str(c.name), t) for t in TABLES for c in t.constraints if isinstance(c, CheckConstraint))


def _uniques() -> list[tuple[str, Table, list[str]]]:
    rules: list[tuple[str, Table, list[str]]] = []
    for table in TABLES:
        constraints: list[Any] = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
        indexes: list[Index] = [i for i in table.indexes if i.unique]
        rules += [(str(rule.name), table, [c.name for c in rule.columns]) for rule in [*constraints, *indexes]]
    return rules


def _foreign_keys() -> list[tuple[str, Table, str]]:
    keys = [(c, t) for t in TABLES for c in t.constraints if isinstance(c, ForeignKeyConstraint)]
    return [(str(c.name), t, next(iter(c.columns)).name) for c, t in keys]


def refusal(engine: Engine, table: Table, *rows: dict[str, Any]) -> str:
    """What the database says to `rows` of `table`, after the good rows of the tables before it. Nothing stays."""
    try:
        with engine.begin() as connection:
            for earlier in TABLES[: TABLES.index(table)]:
                connection.execute(insert(earlier), ROWS[earlier.name])
            for row in rows:
                connection.execute(insert(table), row)
            connection.rollback()
    except IntegrityError as refused:
        return str(refused.orig)
    return "nothing: it was taken"


def named(engine: Engine, name: str, sqlite_says: str) -> str:
    return name if engine.dialect.name == "postgresql" else sqlite_says


def test_every_rule_has_a_name_and_a_test() -> None:
    assert {name for name, _ in _checks()} == set(BREAKS)
    assert all(name and name != "None" for name, *_ in [*_checks(), *_uniques(), *_foreign_keys()])
    assert set(ROWS) == {table.name for table in TABLES}


@pytest.mark.both_engines
def test_a_good_row_of_every_table_is_taken(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in TABLES:
            connection.execute(insert(table), ROWS[table.name])
        counts = {table.name: connection.execute(select(func.count()).select_from(table)).scalar() for table in TABLES}
    assert set(counts.values()) == {1}, counts


@pytest.mark.both_engines
def test_a_value_against_a_rule_is_refused_by_the_rules_name(engine: Engine) -> None:
    for name, table in _checks():
        assert name in refusal(engine, table, ROWS[table.name] | BREAKS[name])


@pytest.mark.both_engines
def test_the_same_thing_twice_is_refused(engine: Engine) -> None:
    for name, table, columns in _uniques():
        row = ROWS[table.name] | APART.get(name, {})
        told = refusal(engine, table, row, row | {"id": 2} | AGAIN.get(name, {}))
        assert named(engine, name, ", ".join(f"{table.name}.{column}" for column in columns)) in told, name


@pytest.mark.both_engines
def test_a_row_cannot_point_to_nothing(engine: Engine) -> None:
    for name, table, column in _foreign_keys():
        told = refusal(engine, table, ROWS[table.name] | {column: 999})
        assert named(engine, name, "FOREIGN KEY constraint failed") in told, name


@pytest.mark.both_engines
def test_two_people_of_one_organization_may_come_to_one_meeting_beside_the_organization_itself(engine: Engine) -> None:
    row, person = ROWS["attendance"], SQLModel.metadata.tables["person"]
    with engine.begin() as connection:
        for table in TABLES:
            connection.execute(insert(table), ROWS[table.name])
        connection.execute(insert(person), ROWS["person"] | {"id": 2})
        for more in ({"id": 2, "person_id": 2}, {"id": 3, "person_id": None}):
            connection.execute(insert(SQLModel.metadata.tables["attendance"]), row | more)
        there = connection.execute(select(func.count()).select_from(SQLModel.metadata.tables["attendance"])).scalar()
    assert there == 3


# --- what the tables may hold ---------------------------------------------------------------------------------------

CASE_COLUMNS = {
    "shared_case": {
        "id", "code", "opened_on", "closed_on", "area_id", "sex", "age_band", "exploitation", "trafficking_status",
        "status_decided_by", "holder_organization_id", "import_key", "batch_id",
    },
    "case_need": {"id", "case_id", "service_type_id", "area_id", "opened_on", "closed_on", "batch_id"},
    "referral": {
        "id", "need_id", "referring_organization_id", "referred_organization_id", "state", "urgency", "sent_on",
        "acknowledged_on", "accepted_on", "closed_on", "batch_id", "sent_at", "due_at", "acknowledged_minutes",
        "accepted_minutes", "reason", "purpose",
    },
    "referral_step": {"id", "referral_id", "at", "happened_on", "state", "organization_id", "by", "reason", "note"},
    "case_consent": {
        "id", "case_id", "answer", "decided_on", "scope", "decided_by", "reason", "withheld", "noted_at", "noted_by",
        "batch_id",
    },
    "consent_organization": {"id", "consent_id", "organization_id", "batch_id"},
    "case_item_state": {"id", "case_id", "item_id", "state", "stated_on"},
}  # fmt: skip


def test_nothing_stored_about_a_case_can_name_the_person() -> None:
    for table, allowed in CASE_COLUMNS.items():
        assert {column.name for column in SQLModel.metadata.tables[table].columns} <= allowed


WRITTEN = {"referral_step": {"by", "note"}, "case_consent": {"reason", "noted_by"}}
"""Lines that pass the identity guard (coalition.edits.screen), and who of the coalition wrote them."""


def test_the_only_free_text_of_a_case_is_its_code_its_hash_and_what_passes_the_guard() -> None:
    for name in CASE_COLUMNS:
        columns = SQLModel.metadata.tables[name].columns
        free = {c.name for c in columns if c.type.python_type is str and not isinstance(c.type, Enum)}
        assert free <= {"code", "import_key"} | WRITTEN.get(name, set())


def test_no_table_has_a_column_for_what_identifies_a_survivor() -> None:
    words = {"birth", "dob", "passport", "national", "photo", "picture", "address", "nickname", "victim", "survivor", "gps"}
    found = [f"{t.name}.{c.name}" for t in TABLES for c in t.columns if words & set(c.name.split("_"))]
    assert found == []


def test_names_say_what_a_column_is() -> None:
    for table in TABLES:
        for column in table.columns:
            kind = datetime if isinstance(column.type, UTCDateTime) else column.type.python_type
            where = f"{table.name}.{column.name}"
            assert (kind is date) == column.name.endswith("_on"), f"{where}: dates end in _on"
            assert (kind is datetime) == (column.name.endswith("_at") or column.name == "at"), f"{where}: instants end in _at"
            assert (kind is bool) == column.name.startswith(("is_", "has_")), f"{where}: booleans start with is_ or has_"


# --- migrations -----------------------------------------------------------------------------------------------------


@pytest.mark.both_engines
def test_the_migrations_make_exactly_the_tables_of_the_models(engine: Engine) -> None:
    with engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), SQLModel.metadata)
    assert difference == []


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{(tmp_path / 'bare.db').as_posix()}"
        return
    admin: Engine = request.getfixturevalue("postgres_admin")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE bare")
    yield admin.url.set(database="bare").render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE bare WITH (FORCE)")


@pytest.mark.both_engines
def test_of_programs_that_start_at_once_one_makes_the_tables(bare_url: str) -> None:
    program = "import sys; from coalition.database import migrate; print(migrate(sys.argv[1]))"
    start = [sys.executable, "-c", program, bare_url]
    running = [subprocess.Popen(start, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(1 + examples(1))]
    said = sorted(process.communicate(timeout=120)[0].strip() for process in running)
    assert [process.returncode for process in running] == [0] * len(running)
    assert said[0].startswith("None -> ")
    assert said[1:] == ["up to date"] * (len(running) - 1)
    with open_engine(bare_url).connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), SQLModel.metadata)
    assert difference == []
