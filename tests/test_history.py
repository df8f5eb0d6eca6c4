"""The history of a cell against the matrix: on every day the same state, each change with the fact behind it."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from coalition.answers.cell import CellPast, cell_detail, cell_history
from coalition.answers.coverage import coverage_picture
from coalition.frames import records
from coalition.history import CellHistory
from coalition.settings import Settings
from tests.support.examples import examples
from tests.support.small_world import TODAY, World, north, store
from tests.test_coverage_oracle import AREAS, KINDS, days, worlds

LATER = TODAY + timedelta(days=60)


def past(session: Session, area: str = "TH57", kind: str = "A1", on: date = TODAY, fresh_days: int = 30) -> CellPast:
    chosen = Settings(scope=["TH57", "TH50"], fresh_days=fresh_days)
    detail = cell_detail(session, settings=chosen, on=on, area=area, service_type=kind)
    assert detail is not None
    return cell_history(session, settings=chosen, on=on, cell=detail.cell)


def told(world: World, engine: Engine, on: date = TODAY, fresh_days: int = 30) -> CellPast:
    with Session(engine) as session:
        store(session, world)
        return past(session, on=on, fresh_days=fresh_days)


def state_on(history: CellHistory, day: date) -> str:
    """Before its first fact nobody knew anything."""
    before = history.spans[history.spans["from_on"] <= str(day)]
    return "unknown" if before.empty else str(before["state"].iloc[-1])


def changes(found: CellPast) -> list[tuple[str, str, str]]:
    facts = records(found.history.facts)[::-1]
    return [(fact["on"].isoformat(), fact["kind"], fact["after"]) for fact in facts if fact["is_change"]]


@settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    world=worlds,
    fresh_days=st.sampled_from([0, 2, 9, 30]),
    area=st.sampled_from(AREAS),
    kind=st.sampled_from(KINDS),
    looked_at=st.lists(st.tuples(days, st.integers(-3, 40)), min_size=1, max_size=4),
)
def test_the_state_of_any_day_is_that_of_the_matrix_on_that_day(
    sqlite_engine: Engine, world: World, fresh_days: int, area: str, kind: str, looked_at: list[tuple[date, int]]
) -> None:
    with Session(sqlite_engine) as session:  # never committed: the next example finds the database empty again
        store(session, world)
        chosen = Settings(scope=["TH57", "TH50"], fresh_days=fresh_days)
        found = past(session, area, kind, LATER, fresh_days)
        for day, further in looked_at:
            on = day + timedelta(days=further)
            cells = records(coverage_picture(session, settings=chosen, on=on, level=1 if len(area) == 4 else 2).cells)
            [cell] = [cell for cell in cells if (cell["pcode"], cell["code"]) == (area, kind)]
            assert state_on(found.history, on) == cell["state"]
            number = found.history.spans[found.history.spans["from_on"] <= str(on)]["fresh_organizations"]
            assert (int(number.iloc[-1]) if len(number) else 0) == cell["fresh_organizations"]
        session.rollback()


def test_each_change_names_the_fact_behind_it(sqlite_engine: Engine) -> None:
    world = (
        north()
        .asked("A1", "TH57", date(2026, 8, 1))
        .serves("Blue", "A1", "TH57", date(2026, 9, 5))
        .serves("Red", "A1", "TH5709", date(2026, 9, 10), ends_on=date(2026, 9, 20))
        .agreed("barrier", "A1", "TH57", date(2026, 10, 1))
        .serves("Blue", "A1", "TH57", date(2026, 10, 5), capacity_available=0)
    )
    found = told(world, sqlite_engine)
    assert changes(found) == [
        ("2026-08-01", "nobody", "none"),
        ("2026-09-01", "nobody_stale", "unknown"),
        ("2026-09-05", "confirmed", "fragile"),
        ("2026-09-10", "confirmed", "covered"),
        ("2026-09-21", "ended", "fragile"),
        ("2026-10-01", "verdict", "barrier"),
        ("2026-10-05", "confirmed", "full"),
        ("2026-11-05", "stale", "unknown"),
    ]
    spans = records(found.history.spans)
    assert spans[-1]["to_on"] is None
    assert all(one["to_on"] + timedelta(days=1) == other["from_on"] for one, other in pairwise(spans))


def test_what_was_stated_and_did_not_change_the_state_stands_in_the_list_too(sqlite_engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", date(2026, 11, 1), capacity_available=3)
    found = told(world.serves("Blue", "A1", "TH57", date(2026, 11, 9), capacity_available=1), sqlite_engine)
    newest = records(found.history.facts)[0]
    assert (newest["kind"], newest["is_change"], newest["free_before"], newest["free"]) == ("confirmed", False, 3, 1)


def test_the_facts_against_a_verdict_are_named(sqlite_engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", date(2026, 10, 30)).agreed("barrier", "A1", "TH57", date(2026, 11, 1))
    against = told(world.serves("Red", "A1", "TH57", date(2026, 11, 3)), sqlite_engine).against
    assert [(fact["organization"], fact["on"]) for fact in against] == [("Red", date(2026, 11, 3))]


def test_met_is_contradicted_by_somebody_who_found_nobody(sqlite_engine: Engine) -> None:
    world = north().agreed("met", "A1", "TH57", date(2026, 11, 1)).asked("A1", "TH57", date(2026, 11, 3))
    assert [fact["kind"] for fact in told(world, sqlite_engine).against] == ["nobody"]


def test_met_with_nothing_confirmed_stays_unknown_and_is_not_contradicted(sqlite_engine: Engine) -> None:
    found = told(north().agreed("met", "A1", "TH57", date(2026, 11, 1)), sqlite_engine)
    assert changes(found) == []
    assert found.against == []
    assert [fact["after"] for fact in records(found.history.facts)] == ["unknown"]


def test_a_cell_about_which_nothing_was_ever_stated_has_no_history(sqlite_engine: Engine) -> None:
    found = told(north(), sqlite_engine)
    assert found.history.spans.empty
    assert state_on(found.history, TODAY) == "unknown"


def test_a_gap_is_contradicted_by_help_confirmed_later_and_not_by_help_the_room_knew_of(sqlite_engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", date(2026, 11, 1)).agreed("gap", "A1", "TH57", date(2026, 11, 1))
    found = told(world.serves("Red", "A1", "TH5701", date(2026, 11, 8)), sqlite_engine)
    assert changes(found)[-1] == ("2026-11-08", "confirmed", "covered")
    assert state_on(found.history, date(2026, 11, 7)) == "none"
    assert [(fact["organization"], fact["on"]) for fact in found.against] == [("Red", date(2026, 11, 8))]


def test_a_newer_statement_that_it_begins_later_ends_what_was_in_force_on_its_own_day(sqlite_engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", TODAY - timedelta(days=20))
    world.serves("Blue", "A1", "TH57", TODAY - timedelta(days=10), starts_on=TODAY + timedelta(days=30))
    found = told(world, sqlite_engine)
    assert changes(found) == [
        ((TODAY - timedelta(days=20)).isoformat(), "confirmed", "fragile"),
        ((TODAY - timedelta(days=10)).isoformat(), "postponed", "unknown"),
    ]
