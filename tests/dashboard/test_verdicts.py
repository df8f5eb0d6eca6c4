"""A verdict taken in the room, as the coordinator notes it: on the cell, in a click or two."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from coalition.answers.coverage import coverage_picture
from coalition.database import reading, writing
from coalition.frames import records
from coalition.models import Meeting, Verdict
from coalition.settings import Settings
from coalition.views.coverage.words import group_words, hover_text
from coalition.vocabulary import CellState
from tests.support.filled import choose_today
from tests.support.small_world import TODAY, World, north, store

Dashboard = Callable[..., AppTest]


def stored(engine: Engine, world: World) -> None:
    with writing(engine) as session:
        store(session, world)


def words(at: AppTest) -> str:
    return " ".join(part.value for kind in (at.markdown, at.caption, at.info, at.warning, at.error) for part in kind)


def verdicts(engine: Engine) -> list[Verdict]:
    with reading(engine) as session:
        return list(session.exec(select(Verdict)))


def test_a_gap_is_noted_in_two_clicks_and_undone_in_one(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    stored(sqlite_engine, north().serves("Blue", "I5", "TH57"))
    with writing(sqlite_engine) as session:
        session.add(Meeting(held_on=TODAY, title="Monthly"))
    at = dashboard("coverage", area="TH57", type="A1")
    assert "have not decided on this cell yet" in words(at)
    at.button(key="verdict gap").click().run()
    choose_today(at, "verdict day")
    submit(at, "Record: Gap")
    [verdict] = verdicts(sqlite_engine)
    assert (verdict.judgement, verdict.decided_on, verdict.meeting_id is None) == ("gap", TODAY, False)
    assert "**No provider.** The members decided that this is a gap" in words(at)
    at.button(key="undo-last-edit").click().run()
    assert verdicts(sqlite_engine) == []
    assert "**Not known.**" in words(at)


def test_a_barrier_asks_for_whom_or_why_and_keeps_what_was_typed(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    stored(sqlite_engine, north().serves("Blue", "A1", "TH57", date(2026, 11, 1)))
    at = dashboard("coverage", area="TH57", type="A1")
    at.button(key="verdict barrier").click().run()
    choose_today(at, "verdict day")
    submit(at, "Record: Hard to reach")
    assert "Say for whom it is hard to reach, or why." in words(at)
    at.text_input(key="verdict reason").set_value("No <b>bed</b>")
    at.multiselect(key="verdict groups").set_value(["men_and_boys"])
    submit(at, "Record: Hard to reach")
    assert "**Hard to reach.**" in words(at)
    assert "For whom: Men and boys. Why: No \\<b>bed\\</b>" in words(at)


def test_a_verdict_and_the_newer_fact_against_it_are_both_shown(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    world = north().agreed("barrier", "A1", "TH57", date(2026, 11, 12)).serves("Blue", "A1", "TH57", date(2026, 11, 15))
    stored(sqlite_engine, world)
    told = words(dashboard("coverage", area="TH57", type="A1"))
    assert "**One provider.**" in told
    assert "Member decision of 12 Nov 2026: Hard to reach." in told
    assert "**Newer facts that contradict the decision:** Blue confirmed (15 Nov 2026)." in told


def test_a_full_cell_says_who_said_so_beside_whom_to_call(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    world = north().serves("Blue", "A1", "TH5709", date(2026, 11, 3), capacity_available=0)
    stored(sqlite_engine, world.serves("Green", "A1", "TH57", date(2026, 11, 20)))
    told = words(dashboard("coverage", area="TH57", type="A1"))
    assert "**Full.**" in told
    assert "Reported full on 3 Nov 2026 by Blue." in told


def test_a_verdict_noted_by_mistake_is_taken_back(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    stored(sqlite_engine, north().serves("Blue", "I5", "TH57").agreed("gap", "A1", "TH57", date(2026, 11, 12)))
    at = dashboard("coverage", area="TH57", type="A1")
    back = at.button(key=f"withdraw verdict {verdicts(sqlite_engine)[0].id}")
    assert back.label == "Undo decision"
    assert not [button for part in at.expander for button in part.button if button.key == back.key], "no click to find it"
    back.click().run()
    assert verdicts(sqlite_engine) == []


def test_met_stands_beside_a_cell_that_stays_not_known(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    stored(sqlite_engine, north().serves("Blue", "I5", "TH57").agreed("met", "A1", "TH57", date(2026, 11, 12)))
    told = words(dashboard("coverage", area="TH57", type="A1"))
    assert "**Not known.**" in told
    assert "Member decision of 12 Nov 2026: Need met." in told
    assert "does not change the status" in told


def test_a_cell_tells_how_it_came_to_its_state(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    world = north().serves("Blue", "A1", "TH57", date(2026, 1, 1), capacity_available=3)
    stored(sqlite_engine, world.serves("Blue", "A1", "TH5709", date(2026, 11, 1), capacity_available=1))
    at = dashboard("coverage", area="TH57", type="A1")
    assert "1 Nov 2026: Blue confirmed (Area TH5709), 1 place free → **One provider**" in words(at)
    assert "1 Jul 2026: the confirmation of Blue on 1 Jan 2026 is out of date → **Not known**" in words(at)
    assert dashboard("coverage", area="TH57", type="I5").get("plotly_chart") is not None


def test_a_cell_without_any_fact_says_so(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    stored(sqlite_engine, north().serves("Blue", "A1", "TH57"))
    assert "Nothing recorded yet." in words(dashboard("coverage", area="TH57", type="I5"))


WORLDS = {
    CellState.UNKNOWN: north(),
    CellState.NONE: north().agreed("gap", "A1", "TH57", date(2026, 11, 12)),
    CellState.BARRIER: north().agreed("barrier", "A1", "TH57", date(2026, 11, 12)),
    CellState.FULL: north().serves("Blue", "A1", "TH57", capacity_available=0),
    CellState.FRAGILE: north().serves("Blue", "A1", "TH57").agreed("met", "A1", "TH57", date(2026, 11, 12)),
    CellState.COVERED: north().serves("Blue", "A1", "TH57").serves("Red", "A1", "TH57"),
}


@pytest.mark.parametrize("state", list(CellState))
def test_pointing_at_a_square_tells_the_state_its_date_its_rule_and_the_verdict(
    sqlite_engine: Engine, state: CellState
) -> None:
    world = WORLDS[state]
    world.verdicts = [{**row, "group": "men_and_boys;Akha", "reason": "No bed"} for row in world.verdicts]
    stored(sqlite_engine, world)
    with reading(sqlite_engine) as session:
        cells = coverage_picture(session, settings=Settings(scope=["TH57"]), on=TODAY, level=1).cells
    [row] = [row for row in records(cells) if row["code"] == "A1"]
    assert row["state"] == state
    first, rule, *agreed = hover_text(row, 180).split("\n")
    assert first.startswith("Help A1, Area TH57: ")
    assert ("confirmed" in first) or ("not asked yet" in first)
    assert rule.endswith(".")
    if world.verdicts:
        assert agreed[0].startswith("Member decision of 12 Nov 2026: ")
        assert agreed[0].endswith("For whom: Men and boys, Akha. Why: No bed")
    else:
        assert agreed == []


def test_a_group_that_is_not_in_the_list_stays_as_written() -> None:
    assert group_words("status;those who came last week") == "People without identity papers, those who came last week"


def submit(at: AppTest, label: str) -> None:
    """Press the button of the open form."""
    next(button for button in at.button if button.label == label).click().run()
