from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from coalition.bulk import insert_columns
from coalition.database import reading, writing
from coalition.models import OrganizationAlias, Person, Service
from tests.support.good_rows import ROWS, TABLES

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=timezone(timedelta(hours=7)))


@pytest.mark.both_engines
def test_many_rows_at_once_are_stored_just_as_one_by_one(engine: Engine) -> None:
    needed = ("import_batch", "area", "service_type", "organization")
    with writing(engine) as session:
        for table in TABLES:
            if table.name in needed:
                session.execute(table.insert(), ROWS[table.name])
        session.add(Service(organization_id=1, service_type_id=1, area_id=1, assured_on=date(2026, 11, 20), recorded_at=NOON))
        session.flush()
        columns = {"organization_id": [1], "service_type_id": [1], "area_id": [1], "is_offered": [True]}
        written = insert_columns(session, "service", columns | {"assured_on": [date(2026, 11, 20)], "recorded_at": [NOON]})
        assert written == 1
    with reading(engine) as session:
        assert [s.recorded_at for s in session.exec(select(Service))] == [NOON.astimezone(UTC)] * 2
        assert len(set(session.execute(text("SELECT recorded_at, assured_on FROM service")).all())) == 1, (
            "the same text in the file"
        )


def test_no_row_is_no_statement(engine: Engine) -> None:
    with writing(engine) as session:
        assert insert_columns(session, "organization_alias", {}) == 0
        assert insert_columns(session, "organization_alias", {"alias": []}) == 0
    with reading(engine) as session:
        assert session.exec(select(OrganizationAlias)).all() == []


@pytest.mark.both_engines
def test_thousands_of_rows_are_kept_in_their_order_and_checked_like_one(engine: Engine) -> None:
    count = 12_345  # more than is staged at a time
    with writing(engine) as session:
        columns = {
            "id": list(range(1, count + 1)),
            "name": [f"คน {n}" for n in range(count)],
            "name_key": [f"คน {n}" for n in range(count)],
            "organization_id": [None] * count,
        }
        assert insert_columns(session, "person", columns) == count
    with reading(engine) as session:
        people = session.exec(select(Person).order_by(col(Person.id))).all()
        assert [(p.id, p.name, p.organization_id) for p in people] == [(n + 1, f"คน {n}", None) for n in range(count)]


@pytest.mark.both_engines
def test_one_wrong_row_among_thousands_keeps_all_of_them_out(engine: Engine) -> None:
    count = 2_000
    lost = {"name": ["Ann"] * count, "name_key": ["ann"] * count, "organization_id": [*[None] * (count - 1), 99]}
    with pytest.raises(IntegrityError), writing(engine) as session:
        insert_columns(session, "person", lost)
    with writing(engine) as session:  # and the connection is as good as new
        assert insert_columns(session, "person", {**lost, "organization_id": [None] * count}) == count
    with reading(engine) as session:
        assert len(session.exec(select(Person)).all()) == count
