"""What a coordinator expects of one cell, said in sentences; on both engines."""

from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session

from coalition import models as m
from coalition.answers.calling import Answer, whom_to_call
from coalition.answers.coverage import cell_detail, coverage_json, coverage_picture
from coalition.coverage import changes_between, counts_by_state, pages_of
from coalition.database import reading, writing
from coalition.edits.directory import state_service
from coalition.frames import CELLS, records
from coalition.queries.directory import recent_people_frame
from coalition.settings import Settings
from coalition.summaries import faults
from coalition.vocabulary import CellState
from tests.support.edits_world import T0
from tests.support.small_world import TODAY, World, north, store

SCOPE = Settings(scope=["TH57", "TH50"])


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def cell_of(
    engine: Engine, world: World, area: str = "TH57", kind: str = "A1", on: date = TODAY, settings: Settings = SCOPE
) -> dict[str, Any]:
    with Session(engine) as session:
        store(session, world)
        level = 1 if world.areas[area] is None else 2
        cells = coverage_json(coverage_picture(session, settings=settings, on=on, level=level))["cells"]
    return next(cell for cell in cells if (cell["area"], cell["service_type"]) == (area, kind))


def test_a_cell_nobody_asked_about_is_unknown_and_its_need_is_not_zero(engine: Engine) -> None:
    cell = cell_of(engine, north())
    assert (cell["state"], cell["organizations"], cell["caseload"], cell["assured_on"]) == ("unknown", 0, None, None)


def test_a_service_not_confirmed_for_half_a_year_no_longer_makes_a_cell_known(engine: Engine) -> None:
    cell = cell_of(engine, north().serves("Blue", "A1", "TH57", ago(181)))
    assert (cell["state"], cell["organizations"], cell["assured_on"]) == ("unknown", 1, ago(181).isoformat())


def test_a_service_confirmed_exactly_180_days_ago_still_counts(engine: Engine) -> None:
    assert cell_of(engine, north().serves("Blue", "A1", "TH57", ago(180)))["state"] == "fragile"


def test_a_cell_where_we_asked_and_found_nobody_is_none_and_not_unknown(engine: Engine) -> None:
    cell = cell_of(engine, north().asked("A1", "TH57", ago(3)))
    assert (cell["state"], cell["organizations"], cell["assured_on"]) == ("none", 0, ago(3).isoformat())


@pytest.mark.parametrize(("confirmed", "state"), [(4, "none"), (3, "fragile"), (2, "fragile")])
def test_a_service_confirmed_on_or_after_the_day_we_asked_contradicts_nobody(
    engine: Engine, confirmed: int, state: str
) -> None:
    world = north().asked("A1", "TH5701", ago(3)).serves("Blue", "A1", "TH5701", ago(confirmed))
    assert cell_of(engine, world, "TH5701")["state"] == state


def test_a_province_is_none_when_each_of_its_districts_is(engine: Engine) -> None:
    world = north().asked("A1", "TH5701", ago(3)).asked("A1", "TH5709", ago(5))
    assert cell_of(engine, world)["state"] == "none"


def test_a_province_is_not_none_while_one_district_was_never_asked(engine: Engine) -> None:
    assert cell_of(engine, north().asked("A1", "TH5701", ago(3)))["state"] == "unknown"


def test_one_organization_in_two_districts_of_a_province_is_one_organization(engine: Engine) -> None:
    cell = cell_of(engine, north().serves("Blue", "A1", "TH5701").serves("Blue", "A1", "TH5709"))
    assert (cell["state"], cell["organizations"]) == ("fragile", 1)


def test_two_organizations_cover_a_cell(engine: Engine) -> None:
    assert cell_of(engine, north().serves("Blue", "A1", "TH5701").serves("Red", "A1", "TH57"))["state"] == "covered"


def test_a_shelter_that_reports_no_free_place_is_full_and_one_that_reports_nothing_is_not(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", capacity=8, capacity_available=0).serves("Red", "A1", "TH57")
    cell = cell_of(engine, world)
    assert (cell["state"], cell["capacity"], cell["capacity_available"]) == ("full", 8, 0)


def test_capacity_nobody_reports_is_not_zero(engine: Engine) -> None:
    assert cell_of(engine, north().serves("Blue", "A1", "TH57"))["capacity"] is None


def test_the_later_statement_of_the_same_day_is_the_one_in_force(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", TODAY).serves("Blue", "A1", "TH57", TODAY, is_offered=False)
    assert cell_of(engine, world)["organizations"] == 0


def test_a_service_is_there_on_its_last_day_and_gone_the_day_after(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", ago(10), ends_on=ago(1))
    with Session(engine) as session:
        store(session, world)
        on_the_day, after = (
            coverage_picture(session, settings=SCOPE, on=on, level=1, within="TH57").cells.iloc[1]["organizations"]
            for on in (ago(1), TODAY)
        )
    assert (on_the_day, after) == (1, 0)


def test_an_earlier_picture_does_not_know_what_was_said_later(engine: Engine) -> None:
    assert cell_of(engine, north().serves("Blue", "A1", "TH57", TODAY), on=ago(1))["organizations"] == 0


def test_a_barrier_agreed_in_the_room_stands_until_a_service_is_confirmed_anew(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", ago(9)).agreed("barrier", "A1", "TH57", ago(5))
    assert cell_of(engine, world)["state"] == "barrier"


def test_a_service_confirmed_after_the_barrier_contradicts_it_and_both_are_shown(engine: Engine) -> None:
    world = north().agreed("barrier", "A1", "TH57", ago(5)).serves("Blue", "A1", "TH57", ago(4))
    with Session(engine) as session:
        store(session, world)
        detail = cell_detail(session, settings=SCOPE, on=TODAY, area="TH57", service_type="A1")
    assert detail is not None
    assert (detail.cell["state"], detail.cell["judgement"], detail.is_contradicted) == ("fragile", "barrier", True)


def test_two_needs_of_one_case_in_two_districts_are_one_person_of_the_province(engine: Engine) -> None:
    world = north().needed("K1", "A1", "TH5701").needed("K1", "A1", "TH5709", accepted_on=TODAY).needed("K2", "A1", "TH57")
    cell = cell_of(engine, world)
    assert (cell["caseload"], cell["unmet_need"]) == (2, 2)


@pytest.mark.both_engines
def test_a_need_is_met_from_the_day_its_referral_is_accepted(engine: Engine) -> None:
    world = north().needed("K1", "A1", "TH57", ago(9), accepted_on=ago(2))
    with Session(engine) as session:
        store(session, world)
        before, since = (
            coverage_picture(session, settings=SCOPE, on=on, level=1, within="TH57").cells.iloc[1]["unmet_need"]
            for on in (ago(3), ago(2))
        )
    assert (before, since) == (1, 0)


@pytest.mark.parametrize("state", ["revoked", "declined", "closed_without_service"])
def test_a_need_is_met_until_its_referral_ends_without_help_and_again_from_the_next(engine: Engine, state: str) -> None:
    ended = {"sent_on": ago(9), "accepted_on": ago(8), "closed_on": ago(6), "state": state}
    later = {"sent_on": ago(5), "accepted_on": ago(4), "closed_on": ago(2), "state": "done"}
    early = {"sent_on": ago(3), "accepted_on": ago(9)}  # accepted before it was sent: a mistake, counts for nothing
    with Session(engine) as session:
        store(session, north().needed("K1", "A1", "TH57", ago(10), referrals=[ended, later, early]))
        waiting = [
            int(row["unmet_need"])
            for days in (10, 9, 8, 7, 6, 5, 4, 2, 0)
            for row in records(coverage_picture(session, settings=Settings(scope=["TH57"]), on=ago(days), level=1).cells)
            if row["code"] == "A1"
        ]
    assert waiting == [1, 1, 0, 0, 1, 1, 0, 0, 0]


def test_where_cases_are_shared_a_cell_without_one_has_a_need_of_zero(engine: Engine) -> None:
    assert cell_of(engine, north().needed("K1", "I5", "TH50"))["caseload"] == 0


@pytest.mark.both_engines
def test_a_district_shows_the_province_wide_organization_without_counting_it(engine: Engine) -> None:
    with Session(engine) as session:
        store(session, north().serves("Blue", "A1", "TH57"))
        cells = coverage_picture(session, settings=SCOPE, on=TODAY, level=2).cells
        detail = cell_detail(session, settings=SCOPE, on=TODAY, area="TH5701", service_type="A1")
    row = cells[(cells["pcode"] == "TH5701") & (cells["code"] == "A1")].iloc[0]
    assert (row["state"], row["organizations"], row["province_wide"]) == ("unknown", 0, 1)
    assert detail is not None
    assert [row["is_wide"] for row in detail.services] == [True]


@pytest.mark.both_engines
def test_a_cell_of_a_district_shows_what_is_confirmed_of_its_province_until_it_is_known_itself(engine: Engine) -> None:
    def around(area: str) -> tuple[str, date | None]:
        with reading(engine) as session:
            detail = cell_detail(session, settings=SCOPE, on=TODAY, area=area, service_type="A1")
        assert detail is not None
        return detail.cell["state"], detail.nobody_around["confirmed_on"] if detail.nobody_around else None

    with writing(engine) as session:
        store(session, north().asked("A1", "TH57").asked("A1", "TH5709"))
    assert (around("TH57"), around("TH5709"), around("TH5701")) == (("none", None), ("none", None), ("unknown", TODAY))
    with reading(engine) as session:
        picture = coverage_picture(session, settings=SCOPE, on=TODAY, level=2)
        provinces = coverage_picture(session, settings=SCOPE, on=TODAY, level=1)
        codes = dict(session.execute(select(m.Area.id, m.Area.pcode)).all())
    assert {codes[area] for area, _ in picture.around} == {"TH5701", "TH5709"}
    assert provinces.around == {}


@pytest.mark.both_engines
def test_a_service_for_the_whole_country_is_shown_everywhere_and_called_before_other_areas(engine: Engine) -> None:
    with Session(engine) as session:
        store(session, north().serves("Near", "A1", "TH50").serves("Line", "I5", "TH50"))
        line, kind = (session.scalars(select(table.id).where(name == told)).one() for table, name, told in (
            (m.Organization, m.Organization.name, "Line"), (m.ServiceType, m.ServiceType.code, "A1"),
        ))  # fmt: skip
        session.commit()
    state_service(engine, organization_id=line, service_type_id=kind, area_id=None, assured_on=TODAY, at=T0)
    with Session(engine) as session:
        told = [
            (row["pcode"], row["fresh_organizations"], row["country_wide"])
            for level in (1, 2)
            for row in records(coverage_picture(session, settings=SCOPE, on=TODAY, level=level).cells)
            if row["code"] == "A1"
        ]
        detail = cell_detail(session, settings=SCOPE, on=TODAY, area="TH5701", service_type="A1")
        called = whom_to_call(session, settings=SCOPE, on=TODAY, area="TH5701", service_type="A1")
        assert faults(session) == []
    assert told == [("TH50", 1, 1), ("TH57", 0, 1), ("TH5001", 0, 1), ("TH5701", 0, 1), ("TH5709", 0, 1)]
    assert detail is not None
    assert [(row["organization"], row["is_country"]) for row in detail.services] == [("Line", True)]
    assert (detail.cell["state"], detail.cell["country_wide"]) == ("unknown", 1)
    assert called is not None
    assert (called.answer, [p.organization for p in called.providers]) == (Answer.CALL, ["Line", "Near"])


def test_the_pillars_stand_in_the_order_of_the_coalition(sqlite_engine: Engine) -> None:
    with Session(sqlite_engine) as session:
        store(session, north())
        for order in (["aftercare"], ["intervention", "aftercare"]):
            chosen = Settings(scope=["TH57"], pillar_order=order)
            shown = coverage_picture(session, settings=chosen, on=TODAY, level=1).cells["pillar"].drop_duplicates().tolist()
            assert shown == (order if len(order) == 2 else ["aftercare", "intervention"])


def test_the_scope_shows_its_provinces_and_the_districts_inside_and_nothing_else(engine: Engine) -> None:
    with Session(engine) as session:
        store(session, north().serves("Blue", "A1", "TH50"))
        narrow = Settings(scope=["TH57"])
        shown = [coverage_picture(session, settings=narrow, on=TODAY, level=level).areas["pcode"].tolist() for level in (1, 2)]
    assert shown == [["TH57"], ["TH5701", "TH5709"]]


def test_without_a_scope_the_areas_are_those_something_is_stored_about_and_their_provinces(engine: Engine) -> None:
    with Session(engine) as session:
        store(session, north().serves("Blue", "A1", "TH5709"))
        shown = [
            coverage_picture(session, settings=Settings(), on=TODAY, level=level).areas["pcode"].tolist() for level in (1, 2)
        ]
    assert shown == [["TH57"], ["TH5709"]]


def test_a_gap_with_people_waiting_comes_before_an_empty_cell_nobody_waits_for(engine: Engine) -> None:
    world = north().asked("A1", "TH57").serves("Blue", "I5", "TH57").needed("K1", "I5", "TH57").needed("K2", "I5", "TH57")
    with Session(engine) as session:
        store(session, world)
        picture = coverage_picture(session, settings=SCOPE, on=TODAY, level=1)
    assert picture.gaps[["code", "state", "score"]].to_numpy().tolist() == [["I5", "fragile", 1.0], ["A1", "none", 0.0]]
    assert picture.unknown["pcode"].tolist() == ["TH50", "TH50"]


def test_where_need_is_unknown_gaps_are_ranked_by_their_state_alone(engine: Engine) -> None:
    with Session(engine) as session:
        store(session, north().asked("A1", "TH57").serves("Blue", "I5", "TH57"))
        picture = coverage_picture(session, settings=SCOPE, on=TODAY, level=1)
    assert (picture.gaps["state"].tolist(), picture.has_needs) == (["none", "fragile"], False)
    assert picture.gaps["score"].isna().all()


def test_a_region_that_is_not_there_has_no_cell(engine: Engine) -> None:
    with Session(engine) as session:
        store(session, north())
        assert cell_detail(session, settings=SCOPE, on=TODAY, area="TH99", service_type="A1") is None


def test_a_coalition_without_any_row_has_an_empty_matrix_with_all_its_columns(engine: Engine) -> None:
    with Session(engine) as session:
        picture = coverage_picture(session, settings=Settings(), on=TODAY, level=1)
    assert picture.cells.empty
    assert list(picture.cells.columns) == list(CELLS.columns)


def test_kinds_of_help_stand_by_pillar_and_count_as_people_do(engine: Engine) -> None:
    world = World(areas={"TH57": None}, types={"A10": "aftercare", "A2": "aftercare", "X": None, "P1": "prevention"})
    with Session(engine) as session:
        store(session, world)
        picture = coverage_picture(session, settings=SCOPE, on=TODAY, level=1)
        other = coverage_picture(session, settings=SCOPE, on=TODAY, level=1, pillar="other")
    assert picture.cells["code"].tolist() == ["P1", "A2", "A10", "X"]
    assert other.cells["code"].tolist() == ["X"]


def test_a_cell_that_falls_from_two_organizations_to_one_has_become_fragile(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH57", ago(9)).serves("Red", "A1", "TH57", ago(9), ends_on=ago(1))
    with Session(engine) as session:
        store(session, world)
        before, after = (coverage_picture(session, settings=SCOPE, on=on, level=1).cells for on in (ago(5), TODAY))
    changes = changes_between(before, after)
    assert changes[["pcode", "code", "before", "after", "kind"]].to_numpy().tolist() == [
        ["TH57", "A1", "covered", "fragile", "fragile"]
    ]


@pytest.mark.parametrize(
    ("world", "kind"),
    [
        (north().asked("A1", "TH57", TODAY), "learned"),
        (north().serves("Blue", "A1", "TH57", TODAY, capacity=4, capacity_available=0), "learned"),
        (north().serves("Blue", "A1", "TH57", ago(9)).asked("A1", "TH57", TODAY), "closed"),
        (north().asked("A1", "TH57", ago(9)).serves("Blue", "A1", "TH57", TODAY), "opened"),
        (north().serves("Blue", "A1", "TH57", ago(9)).serves("Red", "A1", "TH57", TODAY), "second"),
        (
            north().asked("A1", "TH57", ago(9)).serves("Blue", "A1", "TH57", TODAY, capacity=4, capacity_available=0),
            "still",
        ),
    ],
)
def test_every_change_is_named_and_help_is_lost_only_where_somebody_helped_before(
    engine: Engine, world: World, kind: str
) -> None:
    with Session(engine) as session:
        store(session, world)
        before, after = (coverage_picture(session, settings=SCOPE, on=on, level=1).cells for on in (ago(5), TODAY))
    assert changes_between(before, after)["kind"].tolist() == [kind]


def test_asking_in_vain_about_a_place_that_is_served_does_not_move_the_day_of_its_confirmation(engine: Engine) -> None:
    world = north().serves("Blue", "A1", "TH5701", ago(9)).asked("A1", "TH57", TODAY)
    cell = cell_of(engine, world)
    assert (cell["state"], cell["assured_on"]) == ("fragile", ago(9).isoformat())


def test_where_no_focal_point_is_named_the_person_who_came_last_is_whom_to_call(engine: Engine) -> None:
    with Session(engine) as session:
        store(session, north().serves("Blue", "A1", "TH57"))
        blue = session.execute(select(m.Organization.id)).scalar_one()
        early, late = m.Meeting(held_on=ago(90)), m.Meeting(held_on=ago(20))
        people = [m.Person(name=name, name_key=name.lower(), organization_id=blue, email=f"{name}@x.example") for name in "AB"]
        session.add_all([early, late, *people])
        session.flush()
        for meeting, person, state in (
            (early, people[0], "present"),
            (late, people[1], "present"),
            (late, people[0], "absent"),
        ):
            session.add(m.Attendance(meeting_id=meeting.id, person_id=person.id, organization_id=blue, state=state))
        session.flush()
        told = cell_detail(session, settings=SCOPE, on=TODAY, area="TH57", service_type="A1")
        earlier = cell_detail(session, settings=SCOPE, on=TODAY, area="TH57", service_type="I5")
        people_of = recent_people_frame(session, on=TODAY, organization_ids=[blue])
    assert told is not None
    assert earlier is not None
    assert [row["came_lately"] for row in told.services] == ["B, B@x.example"]
    assert earlier.services == []
    assert people_of[["name", "times"]].to_numpy().tolist() == [["B", 1], ["A", 1]]


def test_many_areas_are_cut_into_screens_of_about_equal_width() -> None:
    assert sorted(len(part) for part in pages_of([str(n) for n in range(77)], 8)) == [7, 7, 7, 8, 8, 8, 8, 8, 8, 8]
    assert pages_of([], 8) == [[]]


def test_a_room_sees_who_helps_but_no_count_of_needs_until_one_is_published(engine: Engine) -> None:
    with Session(engine) as session:
        store(session, north().serves("Blue", "A1", "TH57").needed("K1", "A1", "TH57", ago(9)))
        own = coverage_picture(session, settings=SCOPE, on=TODAY, level=1)
        room = coverage_picture(session, settings=SCOPE, on=TODAY, level=1, audience="room")
    assert (own.has_needs, own.needs_reason) == (True, None)
    assert (room.has_needs, room.needs_reason) == (False, "not shown")
    assert room.cells[["caseload", "unmet_need", "score"]].isna().all(axis=None)
    assert room.cells["state"].tolist() == own.cells["state"].tolist()


def test_a_state_in_which_no_cell_is_is_counted_as_none() -> None:
    counted = counts_by_state(pd.DataFrame({"state": [CellState.NONE.value, CellState.NONE.value]}))
    assert counted == {**dict.fromkeys(CellState, 0), CellState.NONE: 2}
