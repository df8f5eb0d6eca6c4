from datetime import UTC, date, datetime, timedelta, timezone

from sqlalchemy import Engine, text
from sqlmodel import select

from coalition.database import reading, writing
from coalition.imports.bulk import insert_columns
from coalition.models import OrganizationAlias, Service
from tests.support.good_rows import ROWS, TABLES

NOON = datetime(2026, 11, 25, 12, 0, tzinfo=timezone(timedelta(hours=7)))


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
