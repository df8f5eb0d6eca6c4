"""The matrix against the slow, obvious count, on small coalitions made at random, on both engines."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session

from coalition.answers.coverage import cell_detail, coverage_json, coverage_picture
from coalition.frames import records
from coalition.settings import Settings
from coalition.vocabulary import ReferralState
from tests import oracles
from tests.support.examples import examples
from tests.support.small_world import TODAY, World, north, store

AREAS, KINDS, MEMBERS = sorted(north().areas), sorted(north().types), ["Blue", "Green", "Red"]
days = st.sampled_from([-40, -9, -2, -1, 0, 1, 9]).map(lambda more: TODAY + timedelta(days=more))  # few: so that they meet
groups = st.sampled_from([None, None, "men_and_boys", "language;Akha"])


def _row(**fields: Any) -> Any:
    return st.fixed_dictionaries({"type": st.sampled_from(KINDS), "area": st.sampled_from(AREAS), **fields})


@st.composite
def services(draw: st.DrawFn) -> dict[str, Any]:
    row = draw(
        _row(organization=st.sampled_from(MEMBERS), assured_on=days, is_offered=st.sampled_from([True, True, True, False]))
    )
    row["starts_on"] = draw(st.none() | days)
    row["ends_on"] = draw(st.none() | st.integers(0, 60).map(lambda more: (row["starts_on"] or TODAY) + timedelta(days=more)))
    row["capacity"] = draw(st.none() | st.integers(0, 3))
    row["capacity_available"] = draw(st.none() | st.integers(0, row["capacity"] if row["capacity"] is not None else 3))
    return row


@st.composite
def needs(draw: st.DrawFn) -> dict[str, Any]:
    row = draw(_row(case=st.sampled_from(["K1", "K2", "K3"]), opened_on=days))
    row["closed_on"] = draw(st.none() | st.integers(0, 30).map(lambda more: row["opened_on"] + timedelta(days=more)))
    row["referrals"] = draw(st.lists(referrals(), max_size=3))
    return row


@st.composite
def referrals(draw: st.DrawFn) -> dict[str, Any]:
    sent, state = draw(days), draw(st.sampled_from(ReferralState))
    dates = {name: draw(st.none() | days) for name in ("accepted_on", "closed_on")}
    return {"sent_on": sent, "state": state, **dates}


def _once(*keys: str) -> Any:
    return lambda row: tuple(row[key] for key in keys)


worlds = st.builds(
    World,
    areas=st.just(north().areas),
    types=st.just(north().types),
    services=st.lists(services(), max_size=6),
    checks=st.lists(_row(confirmed_on=days), max_size=5, unique_by=_once("type", "area", "confirmed_on")),
    verdicts=st.lists(
        _row(judgement=st.sampled_from(["barrier", "barrier", "met", "gap"]), decided_on=days, group=groups), max_size=3
    ),
    needs=st.lists(needs(), max_size=5, unique_by=_once("case", "type", "area", "opened_on")),
)


@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(world=worlds, on=days, fresh_days=st.sampled_from([0, 2, 9, 30]))
def test_every_cell_is_what_counting_by_hand_gives(engine: Engine, world: World, on: date, fresh_days: int) -> None:
    assert compare(engine, world, on, fresh_days) == len(AREAS) * len(KINDS)


def compare_at_random(engine: Engine, examples: int) -> int:
    """Compare so many random coalitions (the benchmark's long run); returns how many cells were compared."""
    compared = 0

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(world=worlds, on=days, fresh_days=st.sampled_from([0, 2, 9, 30]))
    def every_cell(world: World, on: date, fresh_days: int) -> None:
        nonlocal compared
        compared += compare(engine, world, on, fresh_days)

    every_cell()
    return compared


def compare(engine: Engine, world: World, on: date, fresh_days: int) -> int:
    """Every cell of both levels, and behind each the drill-down, against counting by hand; returns how many cells."""
    chosen = Settings(scope=["TH57", "TH50"], fresh_days=fresh_days)
    compared = 0
    with Session(engine) as session:  # never committed: the next example finds the database empty again
        store(session, world)
        for level in (1, 2):
            picture = coverage_picture(session, settings=chosen, on=on, level=level)
            told = coverage_json(picture)["cells"]
            expected = {
                (area, kind): oracles.cell(world, on, fresh_days, area, kind)
                for area, parent in world.areas.items()
                for kind in world.types
                if (parent is None) == (level == 1)
            }
            found = {(cell.pop("area"), cell.pop("service_type")): cell for cell in told if cell.pop("service_type_name")}
            assert found == expected
            compared += len(expected)
            marked = {(row["pcode"], row["code"]): row["province_wide"] for row in records(picture.cells)}
            assert marked == {key: oracles.province_wide(world, on, fresh_days, *key) for key in expected}
            area, kind = sorted(expected)[len(world.services) % len(expected)]
            detail = cell_detail(session, settings=chosen, on=on, area=area, service_type=kind)
            assert detail is not None
            alone = picture.cells[(picture.cells["pcode"] == area) & (picture.cells["code"] == kind)]
            assert detail.cell == records(alone)[0]
            needed = {name: detail.needs[name] for name in ("caseload", "unmet_need")} if detail.needs else None
            assert needed == (
                {name: expected[area, kind][name] for name in ("caseload", "unmet_need")} if world.needs else None
            )
        session.rollback()
    return compared
