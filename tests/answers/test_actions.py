"""The board of a date: status, carry over, what became of the gap, and the sentences."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlmodel import Session

from coalition import locale
from coalition import models as m
from coalition.answers.actions import (
    SENTENCES,
    STATUS_NAMES,
    ActionStatus,
    action_board,
    board_json,
    carried_words,
    due_words,
    gap_words,
    states_of,
    status_on,
)
from coalition.answers.coverage import cell_detail
from coalition.frames import records
from coalition.queries.actions import action_counts
from coalition.settings import Settings
from coalition.vocabulary import STATES, ActionState
from tests.support.examples import examples
from tests.support.small_world import TODAY, World, north, store

ENGLISH = Settings(scope=["TH57", "TH50"], fresh_days=30)


def days(more: int) -> date:
    return TODAY + timedelta(days=more)


def tell(text: str, **values: object) -> str:
    assert text in SENTENCES or text in {traits.in_sentence for traits in STATES.values()}, f"'{text}' would not be translated"
    return text.format(**values)


def add(session: Session, *rows: Any) -> list[Any]:
    for row in rows:
        session.add(row)
        session.flush()
    return list(rows)


def board_rows(session: Session, on: date = TODAY, **asked: Any) -> list[dict[str, Any]]:
    return records(action_board(session, settings=ENGLISH, on=on, **asked).items)


@pytest.mark.parametrize(
    ("due", "status"),
    [(-1, "overdue"), (0, "due"), (7, "due"), (8, "later"), (None, "later")],
)
def test_an_open_action_is_due_for_a_week_and_overdue_the_day_after(due: int | None, status: str) -> None:
    assert status_on(None, None if due is None else days(due), TODAY) == status
    assert status_on("done", days(-1), TODAY) == "done"
    assert status_on("dropped", days(-1), TODAY) == "dropped"


@pytest.mark.both_engines
def test_an_open_action_comes_back_at_every_later_meeting_until_it_is_done(engine: Engine) -> None:
    with Session(engine) as session:
        first, _, third, _ = add(session, *(m.Meeting(held_on=days(n)) for n in (-90, -60, -30, -1)))
        add(
            session,
            m.ActionItem(what="open", meeting_id=first.id, opened_on=days(-90), due_on=days(2)),
            m.ActionItem(what="done", meeting_id=first.id, opened_on=days(-90), state=ActionState.DONE, done_on=days(-40)),
            m.ActionItem(what="of an old file", meeting_id=third.id),
        )
        told = {row["what"]: row["carried"] for row in board_rows(session, all_closed=True)}
        assert told == {"open": 3, "of an old file": 1, "done": 1}
        assert {row["what"] for row in board_rows(session, meeting_id=third.id)} == {"open", "of an old file"}
        assert {row["what"] for row in board_rows(session, meeting_id=first.id)} == {"open", "done"}
        past = {row["what"]: (row["status"], row["carried"]) for row in board_rows(session, on=days(-50))}
        assert past == {"open": ("later", 1), "done": ("later", 1)}, "what is done later was open then"


items = st.fixed_dictionaries(
    {
        "opened": st.none() | st.integers(-9, 3),
        "meeting": st.none() | st.integers(0, 2),
        "due": st.none() | st.integers(-12, 12),
        "state": st.sampled_from(ActionState),
        "done": st.none() | st.integers(-9, 3),
    }
)


@settings(
    max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(rows=st.lists(items, max_size=5), held=st.lists(st.integers(-9, 4), min_size=3, max_size=3), on=st.integers(-6, 2))
def test_the_board_of_any_day_is_what_counting_by_hand_gives(
    engine: Engine, rows: list[dict[str, Any]], held: list[int], on: int
) -> None:
    with Session(engine) as session:  # never committed: the next example finds the database empty again
        meetings = add(session, *(m.Meeting(held_on=days(n)) for n in held))
        for number, row in enumerate(rows):
            names = {"opened_on": row["opened"], "due_on": row["due"], "done_on": row["done"]}
            told = {name: None if value is None else days(value) for name, value in names.items()}
            meeting = None if row["meeting"] is None else meetings[row["meeting"]].id
            add(session, m.ActionItem(id=number + 1, what=str(number), meeting_id=meeting, state=row["state"], **told))
        expected = {str(n): found for n, row in enumerate(rows) if (found := _by_hand(row, held, on)) is not None}
        board = board_rows(session, on=days(on), all_closed=True)
        assert {row["what"]: (row["status"], row["carried"]) for row in board} == expected
        since = max((day for day in held if day < on), default=None)
        done = [n for n, (status, _) in expected.items() if status == "done" and _lately(rows[int(n)], since)]
        counts = action_counts(session, on=days(on))
        statuses = [status for status, _ in expected.values()]
        open_ones = [status for status in statuses if status in ("overdue", "due", "later")]
        assert (counts.open, counts.overdue, counts.done) == (len(open_ones), statuses.count("overdue"), len(done))
        lately = action_board(session, settings=ENGLISH, on=days(on))
        assert (lately.open, lately.counts[ActionStatus.DONE]) == (counts.open, counts.done)


def _by_hand(row: dict[str, Any], held: list[int], on: int) -> tuple[str, int] | None:
    """(status, meetings carried over) of one item; None: it was promised later."""
    opened = row["opened"]
    if opened is None and row["meeting"] is not None:
        opened = held[row["meeting"]]
    if opened is not None and opened > on:
        return None
    is_closed = row["state"] != "open" and (row["done"] is None or row["done"] <= on)
    end = row["done"] if is_closed and row["done"] is not None else on
    carried = 0 if opened is None else len([day for day in held if opened < day <= end])
    if is_closed:
        return str(row["state"]), carried
    if row["due"] is None or row["due"] > on + 7:
        return "later", carried
    return ("overdue" if row["due"] < on else "due"), carried


def _lately(row: dict[str, Any], since: int | None) -> bool:
    return since is None or (row["done"] is not None and row["done"] > since)


def a_gap(session: Session, world: World, **more: Any) -> dict[str, Any]:
    """A promise about shelter in TH57, made ten days ago, as a row of the board."""
    store(session, world)
    area = session.scalar(select(m.Area.id).where(m.Area.pcode == "TH57"))
    kind = session.scalar(select(m.ServiceType.id).where(m.ServiceType.code == "A1"))
    add(
        session,
        m.ActionItem(what="Find one", opened_on=days(-10), due_on=TODAY, area_id=area, service_type_id=kind, **more),
    )
    return board_rows(session, all_closed=True)[0]


DONE = {"state": ActionState.DONE, "done_on": days(-1)}


@pytest.mark.parametrize(
    ("world", "ended", "said"),
    [
        (north().asked("A1", "TH57", days(-11)), DONE, "Shelter, Phayao: done, but still no provider"),
        (north().asked("A1", "TH57", days(-11)), {}, "Shelter, Phayao: still no provider"),
        (
            north().asked("A1", "TH57", days(-11)).serves("Blue", "A1", "TH5701", days(-2)),
            DONE,
            "Shelter, Phayao: done, and now one provider (on {then}: no provider)",
        ),
        (
            north().serves("Blue", "A1", "TH57", days(-35)).asked("A1", "TH57", days(-2)),
            DONE,
            "Shelter, Phayao: done, but now no provider (on {then}: one provider)",
        ),
        (
            north().serves("Blue", "A1", "TH57", days(-2)),
            {},
            "Shelter, Phayao: now one provider (on {then}: not known)",
        ),
        (
            north().serves("Blue", "A1", "TH57", days(-12)).serves("Red", "A1", "TH57", days(-12)),
            DONE,
            "Shelter, Phayao: still two organizations or more",
        ),
    ],
)
def test_what_became_of_the_gap_is_said_in_one_sentence(engine: Engine, world: World, ended: dict[str, Any], said: str) -> None:
    with Session(engine) as session:
        row = a_gap(session, world, **ended)
        assert gap_words(row, tell, date.isoformat, kind="Shelter", area="Phayao") == said.replace(
            "{then}", days(-10).isoformat()
        )


def test_a_free_promise_says_nothing_about_a_gap(engine: Engine) -> None:
    with Session(engine) as session:
        add(session, m.ActionItem(what="Write the minutes", opened_on=TODAY, due_on=days(3)))
        row = board_rows(session)[0]
        assert gap_words(row, tell, date.isoformat, kind="", area="") == ""
        assert carried_words(row, tell) == ""
        assert due_words(row, tell, date.isoformat) == "due in 3 days"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"due_on": days(0)}, "due today"),
        ({"due_on": days(1)}, "due tomorrow"),
        ({"due_on": days(-1)}, "due yesterday"),
        ({"due_on": days(-3)}, "overdue by 3 days"),
        ({}, "no day agreed"),
        ({"state": ActionState.DONE, "done_on": days(-3)}, "done on 2026-11-22"),
        ({"state": ActionState.DROPPED}, "canceled"),
    ],
)
def test_when_it_is_due_is_said_as_people_say_it(engine: Engine, more: dict[str, Any], said: str) -> None:
    with Session(engine) as session:
        add(session, m.ActionItem(what="Call", opened_on=days(-20), **more))
        assert due_words(board_rows(session)[0], tell, date.isoformat) == said


@pytest.mark.both_engines
def test_the_state_of_a_gap_is_that_of_the_coverage_page_on_either_day(engine: Engine) -> None:
    world = (
        north().serves("Blue", "A1", "TH5701", days(-40)).serves("Red", "I5", "TH57", days(-3)).asked("A1", "TH50", days(-5))
    )
    world.agreed("barrier", "I5", "TH57", days(-2))
    with Session(engine) as session:
        store(session, world)
        areas = {row[0]: int(row[1]) for row in session.execute(select(m.Area.pcode, m.Area.id))}
        kinds = {row[0]: int(row[1]) for row in session.execute(select(m.ServiceType.code, m.ServiceType.id))}
        wanted = {(day, a, k) for day in (TODAY, days(-20)) for a in areas.values() for k in kinds.values()}
        found = states_of(session, settings=ENGLISH, wanted=wanted)
        assert len(found) == len(wanted)
        for pcode, area in areas.items():
            for code, kind in kinds.items():
                for day in (TODAY, days(-20)):
                    detail = cell_detail(session, settings=ENGLISH, on=day, area=pcode, service_type=code)
                    assert detail is not None
                    assert found[day, area, kind] == detail.cell["state"], (day, pcode, code)


def test_every_sentence_has_its_thai() -> None:
    said = [*SENTENCES, *STATUS_NAMES.values()]
    assert [text for text in said if text not in locale.catalogue("th")] == []


def test_scripts_get_days_as_text_and_null_where_nothing_is_told(engine: Engine) -> None:
    with Session(engine) as session:
        add(session, m.ActionItem(what="Call", opened_on=days(-20)))
        told = board_json(action_board(session, settings=ENGLISH, on=TODAY))
    assert told["counts"] == {"overdue": 0, "due": 0, "later": 1, "done": 0, "dropped": 0}
    assert (told["actions"][0]["opened_on"], told["actions"][0]["due_on"], told["since"]) == ("2026-11-05", None, None)
