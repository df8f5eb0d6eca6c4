"""What changed between two dates, and the facts behind each cell."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine, event
from sqlmodel import Session

from coalition.answers.changes import changes, changes_json
from coalition.database import reading, writing
from coalition.settings import Settings
from tests import oracles
from tests.support.examples import examples
from tests.support.small_world import TODAY, World, north, store
from tests.test_coverage_oracle import days, worlds

CHOSEN = Settings(scope=["TH57", "TH50"], fresh_days=30)
OCTOBER, NOVEMBER = date(2026, 10, 8), date(2026, 11, 12)


def told(engine: Engine, world: World, level: int = 1, start: date = OCTOBER) -> list[dict[str, Any]]:
    with writing(engine) as session:
        store(session, world)
    with reading(engine) as session:
        found = changes(session, settings=CHOSEN, start=start, end=NOVEMBER, level=level)
    cells: list[dict[str, Any]] = changes_json(found)["cells"]
    return cells


def facts(cell: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(fact["day"], fact["fact"], fact["organization"]) for fact in cell["facts"]]


@settings(
    max_examples=examples(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(world=worlds, one=days, other=days)
def test_the_cells_that_differ_are_those_counting_by_hand_tells_apart(
    engine: Engine, world: World, one: date, other: date
) -> None:
    start, end = min(one, other), max(one, other)
    with Session(engine) as session:  # never committed
        store(session, world)
        found = changes_json(changes(session, settings=CHOSEN, start=start, end=end, level=1))["cells"]
        session.rollback()
    by_hand = {
        (area, kind): tuple(oracles.cell(world, on, 30, area, kind)["state"] for on in (start, end))
        for area, parent in world.areas.items()
        for kind in world.types
        if parent is None
    }
    assert {(cell["area"], cell["service_type"]): (cell["before"], cell["after"]) for cell in found} == {
        cell: states for cell, states in by_hand.items() if states[0] != states[1]
    }
    assert [cell for cell in found if not cell["facts"]] == []  # no change without a stored reason


def test_a_service_confirmed_between_opens_a_cell_and_says_who_told_it(engine: Engine) -> None:
    cell = told(engine, north().serves("Blue", "A1", "TH57", date(2026, 11, 3), assured_by="Kanya"))[0]
    assert cell["kind"] == "opened"
    assert facts(cell) == [("2026-11-03", "confirmed", "Blue")]
    assert cell["facts"][0]["who"] == "Kanya"


def test_nobody_confirming_makes_a_cell_silent_from_the_first_day_that_is_too_old(engine: Engine) -> None:
    cell = told(engine, north().serves("Blue", "A1", "TH57", date(2026, 10, 1)))[0]
    assert (cell["kind"], cell["after"]) == ("silent", "unknown")
    assert facts(cell) == [("2026-11-01", "stale", "Blue")]


@pytest.mark.parametrize(
    ("ending", "fact"),
    [
        ({"assured_on": date(2026, 11, 5), "starts_on": date(2027, 1, 1)}, ("2026-11-05", "postponed", "Green")),
        ({"assured_on": date(2026, 11, 5), "is_offered": False}, ("2026-11-05", "ended", "Green")),
        ({"assured_on": date(2026, 11, 5), "ends_on": date(2026, 11, 9)}, ("2026-11-09", "last_day", "Green")),
    ],
)
def test_an_ended_service_leaves_one_and_is_named_with_its_day(
    engine: Engine, ending: dict[str, Any], fact: tuple[str, str, str]
) -> None:
    both = north().serves("Blue", "A1", "TH57", OCTOBER).serves("Blue", "A1", "TH57", date(2026, 11, 1))
    cell = told(engine, both.serves("Green", "A1", "TH57", OCTOBER).serves("Green", "A1", "TH57", **ending))[0]
    assert cell["kind"] == "fragile"
    assert fact in facts(cell)


def test_a_last_free_place_given_away_is_behind_a_cell_that_is_full_now(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", OCTOBER, capacity_available=2)
    cell = told(engine, world.serves("Blue", "A1", "TH57", date(2026, 11, 2), capacity_available=0))[0]
    assert (cell["before"], cell["after"]) == ("fragile", "full")
    assert [(fact["fact"], fact["places"]) for fact in cell["facts"]] == [("places", 0)]


def test_asked_and_nobody_is_learned_and_a_verdict_carries_its_judgement(engine: Engine) -> None:
    world = north().asked("A1", "TH5701", date(2026, 11, 2)).agreed("barrier", "I5", "TH5701", date(2026, 11, 3))
    agreed, asked = told(engine, world, level=2)
    assert (asked["kind"], facts(asked)) == ("learned", [("2026-11-02", "nobody", None)])
    assert [(fact["fact"], fact["judgement"]) for fact in agreed["facts"]] == [("agreed", "barrier")]


def test_what_happened_in_a_district_stands_behind_its_province(engine: Engine) -> None:
    cell = told(engine, north().serves("Blue", "A1", "TH5709", date(2026, 11, 3)))[0]
    assert (cell["area"], facts(cell)) == ("TH57", [("2026-11-03", "confirmed", "Blue")])


def test_what_is_agreed_about_a_district_is_told_of_the_district_and_not_of_its_province(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", date(2026, 11, 3)).agreed("gap", "A1", "TH5709", date(2026, 11, 5))
    assert facts(told(engine, world)[0]) == [("2026-11-03", "confirmed", "Blue")]


def test_nobody_in_one_district_is_told_of_the_province_only_where_it_takes_help_away(engine: Engine) -> None:
    both = north().serves("Blue", "A1", "TH5701", OCTOBER).serves("Blue", "A1", "TH57", date(2026, 11, 1))
    world = both.serves("Green", "A1", "TH5709", OCTOBER).asked("A1", "TH5709", date(2026, 11, 2))
    world = world.serves("Blue", "I5", "TH57", date(2026, 11, 3)).asked("I5", "TH5709", date(2026, 11, 4))
    beside, taken = told(engine, world)
    assert (taken["service_type"], taken["after"]) == ("A1", "fragile")
    assert ("2026-11-02", "nobody", None) in facts(taken)
    assert facts(beside) == [("2026-11-03", "confirmed", "Blue")]


def test_all_districts_without_anybody_are_the_facts_of_a_province_without_anybody(engine: Engine) -> None:
    world = north().asked("A1", "TH5701", date(2026, 11, 2)).asked("A1", "TH5709", date(2026, 11, 3))
    (cell,) = told(engine, world)
    assert (cell["after"], facts(cell)) == ("none", [("2026-11-02", "nobody", None), ("2026-11-03", "nobody", None)])


@pytest.mark.both_engines
def test_a_gap_that_decides_again_once_nothing_contradicts_it_is_named(engine: Engine) -> None:
    world = north().agreed("gap", "A1", "TH57", date(2026, 10, 15)).serves("Blue", "A1", "TH57", date(2026, 10, 16))
    world.serves("Blue", "A1", "TH57", date(2026, 11, 2), is_offered=False)
    (cell,) = told(engine, world, start=date(2026, 10, 20))
    assert (cell["before"], cell["after"]) == ("fragile", "none")
    assert facts(cell) == [("2026-10-15", "agreed", None), ("2026-11-02", "ended", "Blue")]
    assert cell["facts"][0]["judgement"] == "gap"


def test_the_facts_of_all_cells_come_in_one_query_a_side(sqlite_engine: Engine) -> None:
    world = north()
    for number in range(8):
        world.serves(f"Org {number}", "A1", "TH57", date(2026, 11, 3)).serves(f"Org {number}", "I5", "TH50", date(2026, 11, 4))
    with writing(sqlite_engine) as session:
        store(session, world)
    asked: list[str] = []
    event.listen(sqlite_engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    with reading(sqlite_engine) as session:
        changes(session, settings=CHOSEN, start=OCTOBER, end=TODAY, level=1)
    assert sum("UNION ALL" in query and "row_number" in query for query in asked) == 2
