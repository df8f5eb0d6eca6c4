from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete
from sqlmodel import col, select

from coalition.answers.attendance import attendance_map
from coalition.answers.participation import (
    ParticipationPicture,
    meeting_list,
    missed_before,
    participation_json,
    participation_picture,
    who_came,
)
from coalition.database import reading, writing
from coalition.frames import records
from coalition.models import Attendance, Meeting, Membership, Organization, Person
from coalition.participation import Mark, MemberState, Rules, member_state, ring_order
from coalition.settings import Settings
from coalition.vocabulary import AttendanceState
from tests.support.attendance_world import World, slow_member, store
from tests.support.examples import examples

START = date(2024, 1, 10)
DAYS = [START + timedelta(days=30 * n) for n in range(40)]


def picture_of(
    engine: Engine, world: World, on: date, last: int | None = None, *, through_people: bool = False, **numbers: int
) -> ParticipationPicture:
    with writing(engine) as session:
        for table in (Attendance, Meeting, Membership, Person, Organization):
            session.execute(delete(table))
        store(session, world, through_people=through_people)
    with reading(engine) as session:
        return participation_picture(session, settings=Settings(**numbers), on=on, last=last)


def members_of(picture: ParticipationPicture) -> dict[str, dict[str, object]]:
    return {row["organization"]: row for row in participation_json(picture)["members"]}


def monthly(marks: dict[str, str]) -> World:
    """{organization: one letter per month, oldest first}: P present, A absent, E excused, space not listed."""
    states = {"P": "present", "A": "absent", "E": "excused"}
    length = max(map(len, marks.values()))
    meetings = [
        (DAYS[n], {name: states[line[n]] for name, line in marks.items() if n < len(line) and line[n] != " "})
        for n in range(length)
    ]
    first = {name: next((n for n, mark in enumerate(line) if mark != " "), 0) for name, line in marks.items()}
    return World({name: [(DAYS[first[name]], None)] for name in marks}, meetings)


def test_a_member_is_expected_from_the_day_its_membership_begins(engine: Engine) -> None:
    picture = picture_of(engine, monthly({"Alder": "PPPP", "Birch": "  PP"}), DAYS[3])

    assert picture.meetings["expected"].tolist() == [2, 2, 1, 1]
    assert members_of(picture)["Birch"]["rate"] == 1.0


def test_where_a_list_names_the_absent_exactly_the_listed_members_were_expected(engine: Engine) -> None:
    world = monthly({"Alder": "PPA", "Birch": "PP ", "Cedar": "PPP"})

    picture = picture_of(engine, world, DAYS[2])

    newest = records(picture.meetings)[0]
    assert (newest["present"], newest["expected"]) == (1, 2)
    assert picture.marks[2] == [None, "present", "present"]
    assert members_of(picture)["Birch"]["expected"] == 2


@pytest.mark.both_engines
def test_excused_is_expected_and_neither_present_nor_absent(engine: Engine) -> None:
    picture = picture_of(engine, monthly({"Alder": "PE", "Birch": "PP"}), DAYS[1])

    alder, newest = members_of(picture)["Alder"], records(picture.meetings)[0]
    assert (alder["rate"], alder["attended"], alder["excused"], alder["expected"]) == (0.5, 1, 1, 2)
    assert (newest["present"], newest["excused"], newest["expected"], newest["rate"]) == (1, 1, 2, 0.5)
    assert picture.marks[1] == [Mark.EXCUSED, Mark.PRESENT]


@pytest.mark.both_engines
def test_who_is_excused_again_and_again_never_lapses(engine: Engine) -> None:
    picture = picture_of(engine, monthly({"Alder": "PPEEEEEE", "Birch": "PPPPPPPP"}), DAYS[7])

    assert members_of(picture)["Alder"]["state"] == "regular"
    assert picture.members["missed"].tolist() == [0, 0]
    assert picture.members["is_excused"].tolist() == [True, False]


@pytest.mark.both_engines
def test_an_excuse_neither_ends_nor_lengthens_a_run_of_missed_meetings(engine: Engine) -> None:
    picture = picture_of(engine, monthly({"Alder": "PAEAE", "Birch": "PAEAA", "Cedar": "PPPPP"}), DAYS[4])

    assert picture.members["missed"].tolist() == [2, 3, 0]
    assert [member["state"] for member in participation_json(picture)["members"]] == ["at_risk", "lapsed", "regular"]


@pytest.mark.both_engines
def test_a_list_of_apologies_does_not_hide_who_did_not_come(engine: Engine) -> None:
    picture = picture_of(engine, monthly({"Alder": "PP", "Birch": "PE", "Cedar": "P "}), DAYS[1])

    assert [marks[0] for marks in picture.marks.values()] == [Mark.PRESENT, Mark.EXCUSED, Mark.ABSENT]


@pytest.mark.both_engines
def test_nobody_is_absent_from_a_meeting_without_a_list(engine: Engine) -> None:
    world = monthly({"Alder": "PP", "Birch": "PA"})
    without = World(world.members, [*world.meetings, (DAYS[2], {}), (DAYS[3], {})])

    before, after = picture_of(engine, world, DAYS[3]), picture_of(engine, without, DAYS[3])

    assert participation_json(after)["members"] == participation_json(before)["members"]
    assert participation_json(after)["meetings"][0] == {
        "date": DAYS[3].isoformat(), "title": None, "present": None, "excused": None, "expected": None, "rate": None,
    }  # fmt: skip
    assert list(after.marks.values())[1] == [Mark.NOT_RECORDED, Mark.NOT_RECORDED, Mark.ABSENT, Mark.PRESENT]
    assert after.quorum == before.quorum
    assert after.newest is not None
    assert after.newest["held_on"] == DAYS[1]


@pytest.mark.both_engines
def test_nobody_is_absent_from_a_list_that_names_no_organization(engine: Engine) -> None:
    picture_of(engine, monthly({"Alder": "P", "Birch": "P"}), DAYS[0])
    with writing(engine) as session:
        meeting, nok = Meeting(held_on=DAYS[1]), Person(name="Nok", name_key="nok")
        session.add_all([meeting, nok])
        session.flush()
        session.add(Attendance(meeting_id=meeting.id or 0, person_id=nok.id, state=AttendanceState.PRESENT))

    with reading(engine) as session:
        newest = records(meeting_list(session, on=DAYS[1]))[0]
        states = participation_picture(session, settings=Settings(), on=DAYS[1]).members["state"].tolist()

    assert (newest["expected"], newest["people"]) == (None, 1)
    assert states == ["regular", "regular"]


def test_one_of_two_representatives_is_enough_to_be_present(engine: Engine) -> None:
    world = World({"Alder": [(START, None)]}, [(START, {"Alder": "absent", "Alder/2": "present"})])

    assert members_of(picture_of(engine, world, START))["Alder"]["attended"] == 1


def test_a_person_listed_without_organization_counts_for_the_one_they_act_for(engine: Engine) -> None:
    picture = picture_of(engine, monthly({"Alder": "P P", "Birch": "PPP"}), DAYS[2], through_people=True)

    assert members_of(picture)["Alder"]["attended"] == 2
    assert picture.retention.empty


def test_a_visitor_is_a_guest_and_lifts_no_rate(engine: Engine) -> None:
    world = World({"Alder": [(START, None)]}, [(START, {"Alder": "present", "Visitor": "present"})])

    newest = records(picture_of(engine, world, START).meetings)[0]

    assert (newest["present"], newest["expected"], newest["guests"], newest["rate"]) == (1, 1, 1, 1.0)


def test_a_meeting_at_which_nobody_was_expected_has_no_rate_rather_than_zero(engine: Engine) -> None:
    said = participation_json(picture_of(engine, World({}, [(START, {"Visitor": "present"})]), START))

    assert said["meetings"] == [{"date": "2024-01-10", "title": None, "present": 0, "excused": 0, "expected": 0, "rate": None}]
    assert said["members"] == []


def test_a_member_that_was_never_expected_has_no_rate_and_no_state(engine: Engine) -> None:
    world = World({"Alder": [(START + timedelta(days=1), None)]}, [(START, {"Visitor": "present"})])

    alder = members_of(picture_of(engine, world, DAYS[1]))["Alder"]

    assert (alder["rate"], alder["state"], alder["last_present_on"]) == (None, None, None)


def test_a_former_member_is_not_listed(engine: Engine) -> None:
    world = World({"Alder": [(START, DAYS[1])]}, [(START, {"Alder": "present"})])

    assert participation_json(picture_of(engine, world, DAYS[2]))["members"] == []
    assert len(participation_json(picture_of(engine, world, DAYS[1]))["members"]) == 1


def test_without_any_meeting_or_member_there_is_no_quorum(engine: Engine) -> None:
    picture = picture_of(engine, World({}, []), START)

    assert picture.quorum is None
    assert participation_json(picture) == {"on": "2024-01-10", "meetings": [], "members": []}


@pytest.mark.parametrize(
    ("history", "is_new", "state"),
    [
        ("PPPPPP", False, MemberState.REGULAR),
        ("PPPPPA", False, MemberState.AT_RISK),
        ("PPPPAA", False, MemberState.AT_RISK),
        ("PPPAAA", False, MemberState.LAPSED),
        ("PPAAAP", False, MemberState.RETURNED),
        ("PPAAPP", False, MemberState.REGULAR),
        ("PP", True, MemberState.NEW),
        ("A", True, MemberState.NEW),
        ("PA", True, MemberState.AT_RISK),
        ("AAA", True, MemberState.LAPSED),
        ("", True, MemberState.NEW),
        ("", False, MemberState.REGULAR),
    ],
)
def test_the_last_expected_meetings_decide_how_a_member_attends(history: str, is_new: bool, state: MemberState) -> None:
    assert member_state([mark == "P" for mark in reversed(history)], Rules(6, 1, 3), is_new=is_new) == state


def test_a_lapsed_member_stays_lapsed_until_it_comes_again(engine: Engine) -> None:
    world = monthly({"Alder": "PAAAAAAAAAAAP", "Birch": "PPPPPPPPPPPPP"})

    assert members_of(picture_of(engine, world, DAYS[11]))["Alder"]["state"] == "lapsed"
    assert members_of(picture_of(engine, world, DAYS[11]))["Alder"]["last_present_on"] == "2024-01-10"
    assert members_of(picture_of(engine, world, DAYS[12]))["Alder"]["state"] == "returned"


@pytest.mark.both_engines
def test_the_rate_reaches_back_to_the_last_meetings_at_which_the_member_was_expected(engine: Engine) -> None:
    lists = {"Alder": "PAPA" + " " * 30, "Birch": "AAAA" + "P" * 29 + "A", "Cedar": "PPPP" + "A" * 30}

    alder = members_of(picture_of(engine, monthly(lists), DAYS[33], last=4))["Alder"]

    assert (alder["attended"], alder["expected"]) == (2, 4)


def test_a_member_the_lists_no_longer_name_has_no_state_and_does_not_count_for_the_quorum(engine: Engine) -> None:
    lists = {"Alder": "PA" + " " * 6, "Birch": "AA" + "P" * 5 + "A", "Cedar": "PP" + "A" * 5 + "P"}

    picture = picture_of(engine, monthly(lists), DAYS[7], last=4)

    assert members_of(picture)["Alder"]["state"] is None
    assert picture.quorum is not None
    assert picture.quorum.members == 2


def test_a_quorum_is_counted_with_and_without_the_lapsed(engine: Engine) -> None:
    world = monthly({"Alder": "PPPPP", "Birch": "PPPPP", "Cedar": "PAAAA", "Dogwood": "PAAAA"})

    quorum = picture_of(engine, world, DAYS[4]).quorum

    assert quorum is not None
    assert (quorum.present, quorum.members, quorum.active, quorum.needed, quorum.needed_active) == (2, 4, 2, 3, 2)
    assert quorum.is_met_active
    assert not quorum.is_met


def test_a_quorum_counts_who_lapses_by_missing_that_very_meeting_and_who_comes_again(engine: Engine) -> None:
    world = monthly({"Alder": "PPPPP", "Birch": "PPAAA", "Cedar": "PPAAA", "Dogwood": "AAAAP"})

    quorum = picture_of(engine, world, DAYS[4]).quorum

    assert quorum is not None
    assert (quorum.present, quorum.active, quorum.needed_active, quorum.is_met_active) == (2, 4, 3, False)


@pytest.mark.parametrize("last", ["PPPP", "AAAA", "PAPA", "EEAA", "AAPP"])
def test_the_quorum_beside_a_meeting_that_is_recorded_is_the_one_that_stands_afterwards(engine: Engine, last: str) -> None:
    before = ("PPPP", "PPAA", "PAAA", "AAAA")
    world = monthly({name: f"{was}{now}" for name, was, now in zip("WXYZ", before, last, strict=True)})

    after = picture_of(engine, world, DAYS[4]).quorum

    with reading(engine) as session:
        missed = missed_before(session, settings=Settings(), on=DAYS[4] - timedelta(days=1))
    live = sum(n < Rules().lapsed_after or last[who - 1] == "P" for who, n in missed.items())
    assert after is not None
    assert after.active == live


def test_a_guest_on_a_list_with_absences_is_not_expected(engine: Engine) -> None:
    world = monthly({"Alder": "PP", "Birch": "PA", "Cedar": "PP"})
    with writing(engine) as session:
        store(session, world)
        session.execute(delete(Membership).where(col(Membership.organization_id) == 3))
    with reading(engine) as session:
        newest = participation_picture(session, settings=Settings(), on=DAYS[1]).newest
    assert newest is not None
    assert (newest["present"], newest["expected"], newest["guests"]) == (1, 2, 1)


def test_members_whom_a_list_of_absences_does_not_name_are_told_by_name(engine: Engine) -> None:
    with writing(engine) as session:
        store(session, monthly({"Alder": "PP", "Birch": "PA", "Cedar": "P "}))
    with reading(engine) as session:
        found = [who_came(session, meeting_id=number).unlisted for number in (1, 2)]
    assert found == [[], ["Cedar"]], "the first list names nobody as absent"


def test_a_quorum_follows_the_rule_of_the_coalition_and_counts_who_may_vote(engine: Engine) -> None:
    world = monthly({"Alder": "PPPP", "Birch": "PPPP", "Cedar": "PPPA", "Dogwood": "PPPA"})
    with writing(engine) as session:
        store(session, world)
        for membership in session.exec(select(Membership)):
            membership.is_voting = membership.organization_id != 1
    with reading(engine) as session:
        found = participation_picture(session, settings=Settings(quorum="two_thirds"), on=DAYS[3]).quorum
    assert found is not None
    assert (found.present, found.active, found.needed_active, found.is_met_active) == (1, 3, 2, False)


def test_a_required_sector_is_at_the_table_when_one_active_member_of_it_came(engine: Engine) -> None:
    world = monthly({"Alder": "P", "Birch": "A"})
    world.sectors = {"Alder": "ngo", "Birch": "police"}

    with_sectors = picture_of(engine, world, START).sectors.set_index("sector")

    assert with_sectors["present"].to_dict() == {"ngo": 1, "government": 0, "police": 0, "justice": 0, "health": 0}
    assert with_sectors.loc["police", "members"] == 1


def test_retention_is_the_share_of_last_years_organizations_that_came_again(engine: Engine) -> None:
    world = World(
        {name: [(START, None)] for name in ("Alder", "Birch", "Cedar")},
        [
            (date(2023, 5, 1), {"Alder": "present", "Birch": "present"}),
            (date(2024, 5, 1), {"Alder": "present", "Birch": "absent", "Cedar": "present"}),
            (date(2025, 1, 5), {"Cedar": "present"}),
        ],
    )

    found = picture_of(engine, world, date(2025, 2, 1)).retention

    assert found[["year", "before", "stayed", "is_running"]].to_numpy().tolist() == [[2024, 2, 1, False], [2025, 2, 1, True]]
    assert picture_of(engine, world, date(2026, 2, 1)).retention["year"].to_list() == [2024, 2025], "2026 has no meeting yet"


NAMES = ["Alder", "Birch", "Cedar", "Dogwood"]
LONGEST = 40
"""Meetings of the longest world: more than are read at first, so that older ones are read for some organizations only."""
offsets = st.integers(0, LONGEST)
intervals = st.lists(st.tuples(offsets, st.none() | offsets), min_size=1, max_size=2, unique_by=lambda pair: pair[0]).map(
    lambda pairs: [(START + timedelta(days=a), None if n is None else START + timedelta(days=a + n)) for a, n in pairs]
)
marks = st.dictionaries(
    st.sampled_from([*NAMES, "Alder/2", "Birch/2"]), st.sampled_from(["present", "present", "absent", "excused"])
)
only_present = st.dictionaries(st.sampled_from([*NAMES, "Alder/2"]), st.just("present"))
of_some_only = st.dictionaries(st.sampled_from(NAMES[:2]), st.sampled_from(["present", "absent"]), min_size=1)
apologies = st.dictionaries(st.sampled_from([*NAMES, "Visitor"]), st.sampled_from(["present", "excused"]))
no_list = st.just({})
worlds = st.builds(
    World,
    members=st.fixed_dictionaries(dict.fromkeys(NAMES, intervals)),
    meetings=st.integers(0, LONGEST)  # the length first: a list alone is rarely longer than ten
    .flatmap(lambda n: st.lists(marks | only_present | of_some_only | apologies | no_list, min_size=n, max_size=n))
    .map(lambda lists: [(START + timedelta(days=n), listed) for n, listed in enumerate(lists)]),
)


@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(world=worlds, day=st.integers(0, LONGEST), last=st.integers(1, 5), lapsed_after=st.integers(1, 4), through=st.booleans())
def test_any_coalition_is_counted_as_by_walking_through_its_meetings(
    sqlite_engine: Engine, world: World, day: int, last: int, lapsed_after: int, through: bool
) -> None:
    on = START + timedelta(days=day)
    numbers = {"lapsed_after": lapsed_after, "at_risk_after": 1}

    picture = picture_of(sqlite_engine, world, on, last, through_people=through, **numbers)

    current = [n for n in NAMES if any(a <= on and (z is None or on <= z) for a, z in world.members[n])]
    assert participation_json(picture)["members"] == [slow_member(world, n, on, last=last, **numbers) for n in current]


# --- a year and a half, the same face, whom to ring ------------------------------------------------------------------------


@pytest.mark.both_engines
@pytest.mark.parametrize("through_people", [False, True])
def test_the_picture_of_a_year_and_a_half_has_members_guests_and_how_often_one_person_came(
    engine: Engine, through_people: bool
) -> None:
    old, *days = [DAYS[-1] - timedelta(days=days) for days in (600, 90, 60, 30, 0)]
    came = [("Alder", "Birch"), ("Alder", "Alder/2", "Guest"), ("Alder/2", "Birch/2"), ("Alder", "Birch/3")]
    meetings = [(day, dict.fromkeys(who, "present")) for day, who in zip(days, came, strict=True)]
    meetings[-1][1]["Alder/4"] = "excused"
    members = {"Alder": [(START, None)], "Birch": [(START, None)]}
    world = World(members, [(old, {"Alder/9": "present"}), *meetings])
    with writing(engine) as session:
        ids = store(session, world, through_people=through_people)
    with reading(engine) as session:
        found = attendance_map(session, on=DAYS[-1])
    assert [row["held_on"] for row in records(found.meetings)] == days
    marks = {row.organization: "".join((mark or "-")[0] for mark in row.marks) for row in found.rows}
    assert marks == {"Alder": "pppp", "Birch": "papp", "Guest": "-g--"}
    assert [row.is_member for row in found.rows] == [True, True, False]
    continuity = {row.pop("organization_id"): tuple(row.values()) for row in records(found.continuity)}
    assert continuity == {ids["Alder"]: (4, 3, 2), ids["Birch"]: (3, 1, 3), ids["Guest"]: (1, 1, 1)}


def test_who_is_at_risk_is_rung_before_who_has_lapsed_and_first_who_missed_most(engine: Engine) -> None:
    picture = picture_of(
        engine,
        monthly({"Alder": "PPPPPP", "Birch": "PPPPPA", "Cedar": "PPAAAA", "Dogwood": "PPPPAE", "Elm": "PPPPAA"}),
        DAYS[5],
    )
    names = dict(zip(picture.members["organization_id"].tolist(), picture.members["organization"].tolist(), strict=True))
    assert [names[one] for one in ring_order(picture.members)] == ["Elm", "Birch", "Dogwood", "Cedar"]
