"""Publishing counts for the room, on both engines: frozen, in steps, only with enough new cases, withdrawn not forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from coalition import models as m
from coalition.answers.coverage import coverage_picture
from coalition.database import reading
from coalition.disclosure import NeedKey
from coalition.edits import publishing as edits
from coalition.edits.record import EditRefused
from coalition.edits.settings import save
from coalition.queries import publishing as queries
from coalition.settings import Settings
from coalition.vocabulary import Sex
from tests.support.small_world import TODAY, north, store

AT = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


def with_cases(engine: Engine, women: int, men: int = 0, *, area: str = "TH50") -> None:
    """Cases of one province, each of which waits for A1."""
    with Session(engine) as session:
        if session.scalar(select(func.count(col(m.Area.id)))) == 0:
            store(session, north().serves("Hope", "A1", "TH50", TODAY))
        place = session.scalars(select(col(m.Area.id)).where(col(m.Area.pcode) == area)).one()
        kind = session.scalars(select(col(m.ServiceType.id)).where(col(m.ServiceType.code) == "A1")).one()
        count = int(session.scalar(select(func.count(col(m.SharedCase.id)))) or 0)
        for n in range(women + men):
            sex = Sex.FEMALE if n < women else Sex.MALE
            case = m.SharedCase(code=f"P-{count + n:05}", opened_on=TODAY - timedelta(days=5), area_id=place, sex=sex)
            session.add(case)
            session.flush()
            session.add(
                m.CaseNeed(case_id=case.id or 0, service_type_id=kind or 0, area_id=place or 0, opened_on=case.opened_on)
            )
        session.commit()


def publish(engine: Engine, reason: str = "", base: int = 11, on: date = TODAY) -> queries.Published:
    edits.publish(engine, base=base, on=on, reason=reason, at=AT)
    found = newest(engine)
    assert found is not None
    return found


def newest(engine: Engine) -> queries.Published | None:
    with reading(engine) as session:
        return queries.newest_publication(session)


def test_counts_are_published_in_steps_and_a_small_group_is_not_shown(engine: Engine) -> None:
    with_cases(engine, women=26, men=4)
    found = publish(engine)
    assert all(figure % 11 == 0 for figure in [*found.cases.values(), *found.waiting.values()])
    assert found.waiting == {NeedKey("TH50", "aftercare", "A1"): 22, NeedKey("TH50", "aftercare", None): 22}
    assert (("sex", "male"),) not in found.cases
    assert 22 in found.cases.values()


def test_no_exact_count_is_stored(engine: Engine) -> None:
    with_cases(engine, women=137)
    publish(engine)
    with reading(engine) as session:
        for table in (m.Publication, m.PublishedCount):
            for row in session.execute(select(*table.__table__.columns)).mappings():  # type: ignore[attr-defined]
                assert 137 not in [value for name, value in row.items() if name != "through_case_id"]


def test_cases_added_one_by_one_change_nothing_until_it_is_published_again(engine: Engine) -> None:
    with_cases(engine, women=26)
    before = publish(engine)
    for _ in range(3):
        with_cases(engine, women=1)
        assert newest(engine) == before


@pytest.mark.both_engines
def test_a_new_publication_wants_as_many_new_cases_as_the_base_or_a_reason(engine: Engine) -> None:
    with_cases(engine, women=26)
    publish(engine)
    with_cases(engine, women=10)
    with pytest.raises(EditRefused, match="Fewer than 11 new cases"):
        publish(engine)
    with_cases(engine, women=1)
    assert publish(engine).cases[()] == 33


def test_with_a_reason_it_is_published_again_and_the_few_new_cases_wait(engine: Engine) -> None:
    with_cases(engine, women=32)
    first = publish(engine)
    with_cases(engine, women=1)
    again = publish(engine, reason="The area of some cases was corrected")
    assert (again.cases, again.waiting) == (first.cases, first.waiting)
    assert again.reason == "The area of some cases was corrected"
    with_cases(engine, women=10)
    assert publish(engine).cases[()] == 33


@pytest.mark.both_engines
def test_only_the_newest_is_withdrawn_and_it_is_remembered(engine: Engine) -> None:
    with_cases(engine, women=26)
    first = publish(engine)
    with_cases(engine, women=15)
    second = publish(engine)
    with pytest.raises(EditRefused, match="Only the newest"):
        edits.withdraw(engine, first.id, at=AT)
    edits.withdraw(engine, second.id, at=AT)
    assert newest(engine) == first
    with reading(engine) as session:
        assert [one.is_withdrawn for one in queries.every_publication(session)] == [False, True]
        assert edits.draft(session, base=11, on=TODAY).needs_reason


def test_without_time_to_compare_only_what_says_the_same_would_be_published(engine: Engine) -> None:
    with_cases(engine, women=26)
    with_cases(engine, women=14, area="TH57")
    first = publish(engine)
    with_cases(engine, women=15)
    with reading(engine) as session:
        late = edits.draft(session, base=11, on=TODAY, seconds=0)
    assert not late.is_whole
    assert late.cases == {query: n for query, n in first.cases.items() if ("area", "TH57") in query} != {}
    assert {key.area: n for key, n in late.waiting.items()} == {"TH57": 11}


def test_without_time_and_nothing_before_it_is_refused(engine: Engine) -> None:
    with_cases(engine, women=26)
    with reading(engine) as session, pytest.raises(EditRefused, match="Could not check"):
        edits.draft(session, base=11, on=TODAY, seconds=0)


def test_the_base_is_five_or_more(engine: Engine) -> None:
    with_cases(engine, women=8)
    with pytest.raises(EditRefused, match="multiples of 5 or a larger number"):
        publish(engine, base=4)
    assert publish(engine, base=5).cases[()] == 5


@pytest.mark.both_engines
def test_two_who_publish_at_once_are_told(engine: Engine) -> None:
    with_cases(engine, women=26)
    with reading(engine) as session:
        planned = edits.draft(session, base=11, on=TODAY)
    publish(engine)
    with pytest.raises(EditRefused, match="Somebody else published"):
        edits.publish(engine, base=11, on=TODAY, at=AT, planned=planned)


def test_it_belongs_to_the_last_meeting(engine: Engine) -> None:
    with_cases(engine, women=26)
    with Session(engine) as session:
        session.add_all([m.Meeting(held_on=TODAY - timedelta(days=30)), m.Meeting(held_on=TODAY + timedelta(days=2))])
        session.commit()
    publish(engine)
    with reading(engine) as session:
        held = session.scalars(select(col(m.Meeting.held_on)).join(m.Publication)).all()
    assert held == [TODAY - timedelta(days=30)]


def test_cases_of_later_days_are_left_out(engine: Engine) -> None:
    with_cases(engine, women=26)
    assert publish(engine, on=TODAY - timedelta(days=6)).cases == {}


def test_the_room_sees_the_published_figures_and_otherwise_that_nothing_is_shown(engine: Engine) -> None:
    with_cases(engine, women=26)
    with_cases(engine, women=3, area="TH57")
    publish(engine)
    with reading(engine) as session:
        room = coverage_picture(session, settings=Settings(), on=TODAY, level=1, audience="room")
    known = room.cells[room.cells["unmet_need"].notna()]
    assert [(row.pcode, row.code, row.unmet_need) for row in known.itertuples()] == [("TH50", "A1", 22)]
    assert room.cells[["caseload", "score"]].isna().all(axis=None)
    assert room.published is not None
    assert room.published.through_on == TODAY


def test_a_base_below_five_is_no_setting(sqlite_engine: Engine) -> None:
    with pytest.raises(ValueError, match="5 or more"):
        save(sqlite_engine, count_base=4)
    save(sqlite_engine, count_base=5)


def test_codes_of_own_areas_and_kinds_come_back_as_they_were_published(engine: Engine) -> None:
    with_cases(engine, women=26)
    with Session(engine) as session:
        session.scalars(select(m.Area).where(col(m.Area.pcode) == "TH50")).one().pcode = "N&W 100%26"
        session.scalars(select(m.ServiceType).where(col(m.ServiceType.code) == "A1")).one().code = "R&R"
        session.commit()
    found = publish(engine)
    assert found.waiting[NeedKey("N&W 100%26", "aftercare", "R&R")] == 22
    assert found.cases[("area", "N&W 100%26"),] == 22
