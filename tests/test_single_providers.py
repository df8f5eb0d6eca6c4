"""What rests on one organization, and what falls without it: against the matrix of a coalition without its services."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition.answers.single_providers import SingleProviders, single_providers, single_providers_json
from coalition.database import reading, writing
from coalition.frames import records
from coalition.models import Membership, Organization
from coalition.settings import Settings
from coalition.single_providers import falls_to
from coalition.vocabulary import CellState
from tests import oracles
from tests.support.examples import examples
from tests.support.small_world import TODAY, World, north, store
from tests.test_coverage_oracle import MEMBERS, days, worlds

CHOSEN = Settings(scope=["TH57", "TH50"], fresh_days=9)


def ids_of(session: Session, names: list[str]) -> dict[str, int]:
    rows = session.execute(select(col(Organization.name), col(Organization.id)).where(col(Organization.name).in_(names)))
    return {name: int(organization) for name, organization in rows}


def found(engine: Engine, world: World, level: int = 1, without: tuple[str, ...] = ()) -> SingleProviders:
    with writing(engine) as session:
        store(session, world)
    with reading(engine) as session:
        left_out = list(ids_of(session, list(without)).values())
        return single_providers(session, settings=CHOSEN, on=TODAY, level=level, without=left_out)


@pytest.mark.both_engines
@settings(
    max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(world=worlds, on=days, gone=st.sets(st.sampled_from(MEMBERS)))
@example(world=north().serves(MEMBERS[0], "A1", "TH57"), on=TODAY, gone={MEMBERS[0]})
@example(world=north().serves(MEMBERS[0], "A1", "TH57").asked("A1", "TH5701"), on=TODAY, gone={MEMBERS[0]})
def test_what_falls_is_what_counting_by_hand_without_them_gives(engine: Engine, world: World, on: date, gone: set[str]) -> None:
    rest = replace(world, services=[row for row in world.services if row["organization"] not in gone])
    with Session(engine) as session:  # never committed: the next example finds the database empty again
        store(session, world)
        left_out = list(ids_of(session, sorted(gone)).values())
        for level in (1, 2):
            told = single_providers(session, settings=CHOSEN, on=on, level=level, without=left_out)
            cells = [
                (area, kind) for area, parent in world.areas.items() for kind in world.types if (parent is None) == (level == 1)
            ]
            before = {cell: oracles.cell(world, on, 9, *cell)["state"] for cell in cells}
            after = {cell: oracles.cell(rest, on, 9, *cell)["state"] for cell in cells}
            assert {(row["pcode"], row["code"]): (row["before"], row["after"]) for row in records(told.falls)} == {
                cell: (before[cell], after[cell]) for cell in cells if before[cell] != after[cell]
            }
            assert {(row["pcode"], row["code"]) for row in records(told.resting)} >= {
                cell for cell in cells if before[cell] == "fragile"
            }
        session.rollback()


def test_a_cell_with_one_fresh_organization_rests_on_it(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57").serves("Green", "A1", "TH57", date(2026, 1, 1))
    told = records(found(engine, world).points)
    assert [(row["organization"], row["cells"]) for row in told] == [("Blue", 1)]


def test_a_full_shelter_without_another_beside_it_is_a_single_provider_too(engine: Engine) -> None:
    told = found(engine, north().serves("Blue", "A1", "TH57", capacity_available=0))
    assert records(told.resting)[0]["state"] == CellState.FULL


def test_two_organizations_in_two_districts_carry_their_province_together(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH5701").serves("Green", "A1", "TH5709")
    assert found(engine, world).resting.empty
    with reading(engine) as session:
        districts = single_providers(session, settings=CHOSEN, on=TODAY, level=2)
    assert len(districts.resting) == 2


@pytest.mark.both_engines
def test_a_check_contradicted_by_the_one_left_out_holds_again_and_the_cell_has_nobody(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH5701").asked("A1", "TH5701", date(2026, 11, 20))
    assert falls_to(found(engine, world, level=2, without=("Blue",)).falls) == {CellState.NONE: 1}


def test_a_cell_nobody_else_confirmed_falls_to_not_known_and_never_to_nobody(engine: Engine) -> None:
    told = found(engine, north().serves("Blue", "A1", "TH57"), without=("Blue",))
    assert falls_to(told.falls) == {CellState.UNKNOWN: 1}


@pytest.mark.both_engines
def test_places_that_leave_with_a_full_organization_are_no_fall(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", capacity_available=0).serves("Green", "A1", "TH57")
    told = found(engine, world, without=("Blue",))
    assert [(row["before"], row["after"], row["is_fall"]) for row in records(told.falls)] == [("full", "fragile", False)]
    assert falls_to(told.falls) == {}


def test_who_is_no_member_has_no_drift_and_comes_after_those_who_drift_away(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57").serves("Blue", "I5", "TH57").serves("Green", "A1", "TH50")
    with writing(engine) as session:
        store(session, world)
        ids = ids_of(session, ["Blue", "Green"])
        _miss_two_meetings(session, ids["Green"])
    with reading(engine) as session:
        told = single_providers(session, settings=CHOSEN, on=TODAY, level=1)
    rows = [(row["organization"], row["drift"], row["missed"], row["is_member"]) for row in records(told.points)]
    assert rows == [("Green", "at_risk", 2, True), ("Blue", None, None, False)]
    assert single_providers_json(told)["organizations"][1]["drift"] is None
    assert [one["is_excused"] for one in single_providers_json(told)["organizations"]] == [False, None]


def _miss_two_meetings(session: Session, organization_id: int) -> None:
    from coalition.models import Attendance, Meeting
    from coalition.vocabulary import AttendanceState

    session.add(Membership(organization_id=organization_id, from_on=date(2020, 1, 1)))
    for day, state in ((1, "present"), (8, "absent"), (15, "absent")):
        meeting = Meeting(held_on=date(2026, 11, day), title=f"Meeting {day}")
        session.add(meeting)
        session.flush()
        session.add(Attendance(meeting_id=meeting.id, organization_id=organization_id, state=AttendanceState(state)))
    session.flush()
