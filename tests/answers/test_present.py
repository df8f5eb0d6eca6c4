"""The show for the room: which slides, in which order, and what they may tell."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from coalition import models as m
from coalition.answers.present import (
    COLUMNS,
    ROWS,
    Part,
    Room,
    area_card,
    decided_items,
    gap_lines,
    news,
    open_items,
    room,
    unknown_by_area,
)
from coalition.database import reading
from coalition.settings import Settings
from coalition.vocabulary import CellState, Judgement, NoteKind
from tests.support.small_world import TODAY, World, north, store

LATELY = TODAY - timedelta(days=10)


def shown(engine: Engine, world: World | None = None, *more: Any) -> Room:
    with Session(engine) as session:
        if world:
            store(session, world)
        session.add_all(more)
        session.commit()
    with reading(engine) as session:
        return room(session, settings=Settings(), on=TODAY)


def steps(found: Room) -> list[str]:
    return [slide.step for slide in found.slides]


def helped() -> World:
    """Hope helps in both provinces, in one of them with River; in the other there is nobody for I5."""
    return (
        north()
        .serves("Hope", "A1", "TH50", LATELY)
        .serves("Hope", "A1", "TH57", LATELY)
        .serves("River", "A1", "TH57", LATELY)
        .asked("I5", "TH50", LATELY)
        .serves("River", "I5", "TH57", LATELY)
    )


def test_the_show_begins_with_the_picture_and_ends_with_what_was_decided(engine: Engine) -> None:
    found = shown(engine, helped())
    assert steps(found) == ["picture", "changes", "actions", "intervention-1", "aftercare-1", "gaps", "decisions"]
    assert [card.step for card in found.cards] == ["TH50", "TH57"], "an area is opened by its name"
    parts = [slide.part for slide in found.slides]
    assert parts == sorted(parts, key=list(Part).index)


def test_a_show_of_a_dozen_areas_has_at_most_ten_slides(engine: Engine) -> None:
    kinds = {f"{pillar[0].upper()}{n}": pillar for pillar in ("prevention", "intervention", "aftercare") for n in range(1, 12)}
    world = World(areas={f"TH{n}": None for n in range(10, 22)}, types=kinds)
    for kind in kinds:
        world.serves("Hope", kind, "TH10", LATELY).asked(kind, "TH11", LATELY)
    items = [m.ActionItem(what=f"Promise {n}", opened_on=LATELY) for n in range(20)]
    assert len(shown(engine, world, *items).slides) <= 10


@pytest.mark.both_engines
def test_nothing_stored_is_no_show(engine: Engine) -> None:
    assert shown(engine).slides == []


def test_a_meeting_without_services_still_has_actions_and_decisions(engine: Engine) -> None:
    found = shown(engine, None, m.Meeting(held_on=LATELY))
    assert steps(found) == ["changes", "actions", "gaps", "decisions"]


def test_a_pillar_and_an_area_nobody_was_asked_about_have_no_slide_but_are_named(engine: Engine) -> None:
    found = shown(engine, north().serves("Hope", "A1", "TH50", LATELY).serves("Hope", "A1", "TH57", date(2020, 1, 1)))
    assert steps(found) == ["picture", "changes", "actions", "aftercare-1", "unasked", "gaps", "decisions"]
    assert [card.step for card in found.cards] == ["TH50"]
    lines = unknown_by_area(found.overview.coverage)
    assert [(rows[0]["pcode"], len(rows)) for rows in lines] == [("TH57", 2), ("TH50", 1)]


def test_of_many_areas_nobody_was_asked_about_each_stands_on_one_slide(engine: Engine) -> None:
    world = World(areas={f"TH{n}": None for n in range(10, 20)}, types={"A1": "aftercare"})
    for pcode in world.areas:
        world.serves("Hope", "A1", pcode, LATELY if pcode == "TH10" else date(2020, 1, 1))
    found = shown(engine, world)
    slides = [slide for slide in found.slides if slide.part is Part.UNASKED]
    assert [slide.step for slide in slides] == ["unasked", "unasked-2"]
    told = [rows[0]["pcode"] for slide in slides for rows in unknown_by_area(found.overview.coverage, slide.page)]
    assert sorted(told) == [f"TH{n}" for n in range(11, 20)]


def test_a_matrix_is_cut_where_it_does_not_fit_and_no_cell_is_lost(engine: Engine) -> None:
    world = World(areas={f"TH{n}": None for n in range(10, 23)}, types={f"A{n}": "aftercare" for n in range(1, 15)})
    for pcode in world.areas:
        world.serves("Hope", "A1", pcode, LATELY)
    matrices = [slide for slide in shown(engine, world).slides if slide.part is Part.MATRIX]
    assert [(s.page, s.pages) for s in matrices] == [(n, 4) for n in range(1, 5)]
    assert all(len(s.areas) <= COLUMNS and len(s.kinds) <= ROWS for s in matrices)
    pairs = [(area, kind) for s in matrices for area in s.areas for kind in s.kinds]
    assert len(pairs) == len(set(pairs)) == 13 * 14
    assert matrices[0].kinds[:3] == ("A1", "A2", "A3")


def test_the_greatest_gap_is_the_one_with_the_heaviest_state_in_most_areas(engine: Engine) -> None:
    world = World(areas={"TH50": None, "TH57": None, "TH56": None}, types={"A1": "aftercare", "A2": "aftercare", "P1": None})
    for pcode in world.areas:
        world.serves("Hope", "P1", pcode, LATELY)
    world.asked("A1", "TH50").asked("A2", "TH50").asked("A2", "TH57").serves("Hope", "A1", "TH57").serves("Hope", "A1", "TH56")
    lines = gap_lines(shown(engine, world).overview.coverage.gaps)
    assert [line.cells[0]["code"] for line in lines] == ["A2", "A1", "P1"]
    assert lines[1].counts == {CellState.NONE: 1, CellState.FRAGILE: 2}


def test_what_is_out_of_reach_keeps_a_place_among_kinds_of_help_that_nobody_gives(engine: Engine) -> None:
    world = World(areas={"TH50": None}, types={f"A{n}": "aftercare" for n in range(1, 8)})
    for n in range(1, 7):
        world.asked(f"A{n}", "TH50")
    world.agreed("barrier", "A7", "TH50")
    codes = [line.cells[0]["code"] for line in gap_lines(shown(engine, world).overview.coverage.gaps)]
    assert codes == ["A1", "A2", "A3", "A7", "A4", "A5", "A6"]


def test_a_card_names_the_kinds_of_help_nobody_was_asked_about(engine: Engine) -> None:
    card = area_card(shown(engine, north().serves("Hope", "A1", "TH50", LATELY)), "TH50")
    assert [row["code"] for row in card.unknown] == ["I5"]


def test_a_card_says_what_is_missing_what_is_fragile_and_who_is_there(engine: Engine) -> None:
    found = shown(engine, helped())
    card = area_card(found, "TH50")
    assert [row["code"] for row in card.missing] == ["I5"]
    assert [row["code"] for row in card.fragile] == ["A1"]
    assert (card.there, card.covered, card.unknown) == ({"Hope": 1}, 0, [])
    assert area_card(found, "TH57").there == {"River": 2, "Hope": 1}


def test_open_actions_come_overdue_first(engine: Engine) -> None:
    due = [TODAY + timedelta(days=days) for days in (30, -3, 1, -9, 60)]
    items = [m.ActionItem(what=f"Promise {n}", due_on=day, opened_on=LATELY) for n, day in enumerate(due)]
    told = [row["what"] for row in open_items(shown(engine, None, *items))]
    assert told == ["Promise 3", "Promise 1", "Promise 2", "Promise 0", "Promise 4"]


def test_what_is_only_known_now_is_no_help_gained(engine: Engine) -> None:
    world = helped().serves("Haven", "I5", "TH50", TODAY)  # nobody before
    world.services = [row | {"assured_on": TODAY} if row["type"] == "A1" else row for row in world.services]
    found = news(shown(engine, world, m.Meeting(held_on=TODAY - timedelta(days=5))).overview.cells)
    assert (found.better, found.worse, found.silent) == (1, 0, 0)
    assert [(before, after, len(rows)) for before, after, rows in found.groups if before is CellState.NONE] == [
        (CellState.NONE, CellState.FRAGILE, 1)
    ]
    assert found.learned == sum(len(rows) for before, _, rows in found.groups if before is CellState.UNKNOWN) == 2


def test_after_what_is_overdue_comes_what_was_promised_since_the_last_meeting(engine: Engine) -> None:
    told = (("late", -60, -3), ("old", -60, 2), ("last meeting", -10, 9), ("today", 0, 14))
    items = [
        m.ActionItem(what=what, opened_on=TODAY + timedelta(days=opened), due_on=TODAY + timedelta(days=due))
        for what, opened, due in told
    ]
    found = shown(engine, None, m.Meeting(held_on=LATELY), *items)
    rows = open_items(found)
    assert [(row["what"], row["is_new"]) for row in rows] == [
        ("late", False),
        ("last meeting", True),
        ("today", True),
        ("old", False),
    ]


def test_a_decision_says_for_whom_and_why(engine: Engine) -> None:
    with Session(engine) as session:
        store(session, north().agreed("barrier", "A1", "TH50"))
        verdict = session.exec(select(m.Verdict)).one()
        verdict.group, verdict.reason = "men", "Takes women only"
        session.commit()
    row = decided_items(shown(engine), 1)[0]
    assert (row["group"], row["reason"]) == ("men", "Takes women only")


def test_long_decisions_share_a_slide_with_fewer_others_and_none_is_lost(engine: Engine) -> None:
    world = north()
    for area in ("TH50", "TH57", "TH5701", "TH5709", "TH5001"):
        world.agreed("barrier", "A1", area)
    with Session(engine) as session:
        store(session, world)
        for verdict in session.exec(select(m.Verdict)):
            verdict.group, verdict.reason = "women_and_girls;men_and_boys;age_0_11", "x" * 160
        session.commit()
    found = shown(engine)
    pages = [step for step in steps(found) if step.startswith("decisions")]
    told = [decided_items(found, page) for page in range(1, len(pages) + 1)]
    assert [len(rows) for rows in told] == [2, 2, 1]
    assert len({row["area"] for rows in told for row in rows}) == 5
    assert decided_items(found, len(pages) + 1) == []


def test_decisions_are_those_of_today(engine: Engine) -> None:
    world = north().agreed("gap", "A1", "TH50").agreed("met", "I5", "TH50", LATELY).asked("I5", "TH57")
    promised = m.ActionItem(what="Ask the province", opened_on=TODAY)
    held = [m.Meeting(id=n, held_on=day) for n, day in enumerate((TODAY, LATELY), start=70)]
    noted = [m.MeetingNote(meeting_id=one.id, kind=NoteKind.DECISION, what=f"Of {one.id}") for one in held]
    planned = m.MeetingNote(meeting_id=70, kind=NoteKind.AGENDA, what="Welcome")
    found = shown(engine, world, *held, *noted, planned, promised, m.ActionItem(what="Older", opened_on=LATELY))
    told = [(row.get("kind"), row.get("said") or row.get("what"), row["area"]) for row in decided_items(found, 1)]
    assert told[0] == ("note", "Of 70", None)
    assert told[1:] == [("verdict", Judgement.GAP, "Area TH50"), ("check", None, "Area TH57"), (None, "Ask the province", None)]


def test_what_was_noted_for_todays_meeting_counts_whatever_day_it_carries(engine: Engine) -> None:
    with Session(engine) as session:
        store(session, north())
        meeting = m.Meeting(held_on=TODAY)
        session.add(meeting)
        session.flush()
        area, kind = session.exec(select(m.Area.id)).first(), session.exec(select(m.ServiceType.id)).first()
        cell: dict[str, Any] = {"area_id": area, "service_type_id": kind, "meeting_id": meeting.id}
        session.add(m.Verdict(**cell, judgement=Judgement.MET, decided_on=LATELY))
        session.commit()
    assert len(shown(engine).decided) == 1


def test_an_address_leads_to_its_slide_or_as_near_as_there_is(engine: Engine) -> None:
    world = World(areas={f"TH{n}": None for n in range(10, 30)}, types={"A1": "aftercare"})
    for pcode in world.areas:
        world.serves("Hope", "A1", pcode, LATELY)
    found = shown(engine, world)

    def led_to(step: str | None) -> tuple[str, int]:
        slide, place = found.opened(step)
        return slide.step, place

    told = [led_to(step) for step in ("picture-2", "picture-9", "aftercare-2", "TH29")]
    assert told == [("picture-2", 1), ("picture-2", 1), ("aftercare-2", 5), ("TH29", 0)]
    assert {led_to(step) for step in ("nowhere", "gone-3", "-1", "", None)} == {("picture", 0)}


# --- what the room must not learn -----------------------------------------------------------------------------------


def with_needs(world: World, people: int) -> World:
    for n in range(people):
        world.needed(f"C-{n:04}", "A1", "TH50", LATELY)
    return world


def test_the_room_gets_no_count_of_needs_nor_what_could_be_worked_out_from_one(engine: Engine) -> None:
    found = shown(engine, with_needs(helped(), 137), m.Meeting(held_on=LATELY))
    picture = found.overview.coverage
    for frame in (picture.cells, picture.gaps, picture.unknown):
        assert frame[["caseload", "unmet_need", "score"]].isna().all(axis=None)
    assert not picture.has_needs
    assert not re.search(r"\b137\b", repr(found))
