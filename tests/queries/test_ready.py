"""Statements sent as they are: the same rows and the same troubles as any other, on both engines."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Engine, bindparam, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from coalition import models as m
from coalition.database import DatabaseUnreachable, reading
from coalition.queries.directory import recent_people
from coalition.queries.ready import day, fetched, instant, sent
from coalition.queries.tally import needs_by_cell_frame, needs_of_cell
from coalition.summaries import rebuild
from coalition.vocabulary import AttendanceState
from tests.support.small_world import TODAY, north, store


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.both_engines
def test_days_and_lists_are_asked_for_and_given_back(engine: Engine) -> None:
    held = select(col(m.Meeting.held_on)).where(
        col(m.Meeting.held_on) <= bindparam("on"), col(m.Meeting.title).in_(bindparam("titles", expanding=True))
    )
    with Session(engine) as session:
        session.add_all([m.Meeting(held_on=ago(days), title=title) for days, title in ((3, "A"), (2, "B"), (1, "A"))])
        session.flush()
        for titles, found in ((["A"], [ago(3)]), (["A", "B"], [ago(3), ago(2)]), ([], [])):
            rows = fetched(session, held, on=ago(2), titles=titles)
            assert sorted(day(row[0]) or date.min for row in rows) == found


@pytest.mark.both_engines
def test_instants_are_asked_for_in_any_time_zone_and_given_back_in_utc(engine: Engine) -> None:
    published = select(col(m.Publication.published_at)).where(col(m.Publication.published_at) > bindparam("after"))
    noon, bangkok = datetime(2026, 11, 25, 12, 0, 0, 5, UTC), timezone(timedelta(hours=7))
    with Session(engine) as session:
        session.add(m.Publication(published_at=noon, through_on=TODAY, through_case_id=0, base=11, asked=0))
        session.flush()
        for after, found in ((noon, []), (noon - timedelta(microseconds=1), [noon])):
            rows = fetched(session, published, after=after.astimezone(bangkok))
            assert [str(instant(row[0])) for row in rows] == [str(at) for at in found]
        with pytest.raises(ValueError, match="time zone"):
            fetched(session, published, after=noon.replace(tzinfo=None))


def test_a_text_the_database_does_not_understand_is_told_as_any_other(engine: Engine) -> None:
    with Session(engine) as session, pytest.raises(DBAPIError):
        sent(session, "SELECT nothing FROM nowhere")


def test_a_damaged_file_is_told_in_a_sentence(sqlite_engine: Engine) -> None:
    with pytest.raises(DatabaseUnreachable, match="Nothing was saved"), reading(sqlite_engine) as session:
        sent(session, "SELECT nothing FROM nowhere")


def test_who_came_stands_for_whom_the_list_names_that_day_and_else_for_the_own_organization(engine: Engine) -> None:
    with Session(engine) as session:
        blue, green = (m.Organization(name=name, name_key=name.lower()) for name in ("Blue", "Green"))
        session.add_all([blue, green, early := m.Meeting(held_on=ago(9)), late := m.Meeting(held_on=ago(2))])
        session.flush()
        session.add(dao := m.Person(name="Dao", name_key="dao", organization_id=blue.id))
        session.flush()
        for meeting, organization in ((early, None), (late, green.id)):
            told: dict[str, Any] = {"meeting_id": meeting.id, "person_id": dao.id, "organization_id": organization}
            session.add(m.Attendance(**told, state=AttendanceState.PRESENT))
        session.flush()
        wanted = [number for number in (blue.id, green.id) if number]
        found = recent_people(session, on=TODAY, organization_ids=wanted)
        assert [(row["organization_id"], row["name"], row["last_on"]) for row in found] == [
            (blue.id, "Dao", ago(9)),
            (green.id, "Dao", ago(2)),
        ]
        assert recent_people(session, on=ago(10), organization_ids=wanted) == []


@pytest.mark.parametrize("on", [ago(800), ago(40), TODAY, date(2027, 1, 31), date(2033, 5, 1), date(2041, 1, 1)])
def test_one_cell_counts_its_people_as_the_picture_does_however_far_ahead_a_need_is_dated(engine: Engine, on: date) -> None:
    opened = (ago(900), ago(400), ago(35), TODAY, date(2026, 12, 3), date(2027, 1, 30), date(2029, 6, 6), date(2039, 7, 7))
    world = north()
    for number, first in enumerate(opened):
        world.needed(f"K{number}", "A1", ("TH57", "TH5701")[number % 2], first)
    with Session(engine) as session:
        store(session, world)
        rebuild(session)
        for level in (1, 2):
            cells = needs_by_cell_frame(session, on=on, level=level)
            assert cells is not None
            for row in cells.to_dict("records"):
                alone = needs_of_cell(session, on=on, level=level, area=row["area_id"], kind=row["service_type_id"])
                assert alone == {"caseload": row["caseload"], "unmet_need": row["unmet_need"]}
            assert len(cells) == (level if on >= ago(400) else 1)
