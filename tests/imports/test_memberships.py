"""From when to when a file makes an organization a member."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, update
from sqlmodel import col

from coalition.database import writing
from coalition.edits import meetings
from coalition.edits.directory import save_memberships
from coalition.edits.undo import undo_edit
from coalition.imports.plan import Answers
from coalition.imports.reading import MeetingRead
from coalition.imports.undo import undo
from coalition.models import Attendance, Membership
from tests.builders import FEBRUARY, JANUARY, MARCH, NOW, Row, answers, attendance_file, bring, plan_of, stored, story
from tests.support.examples import examples

ANN = Row()


@pytest.mark.both_engines
def test_an_earlier_listing_moves_the_first_day_of_a_membership_back_and_a_later_one_does_not(engine: Engine) -> None:
    bring(engine, attendance_file(Row(on=FEBRUARY)))
    bring(engine, attendance_file(Row(on=MARCH), file="march.csv"))
    assert bring(engine, attendance_file(Row(state="absent"), file="january.csv")).totals["members since an earlier day"] == 1
    assert story(engine)["membership"] == [("Hope House", JANUARY, None)]


@pytest.mark.both_engines
def test_a_row_that_a_newer_list_takes_away_moves_the_first_day_of_a_membership(engine: Engine) -> None:
    bring(engine, attendance_file(ANN, Row("Ben Cho", "River Care")))
    newer = attendance_file(Row(on=FEBRUARY), Row("Ben Cho", "River Care"))
    ticked = answers(remove={row.key for row in plan_of(engine, newer).rows() if row.key})
    batch = bring(engine, newer, ticked).batch_id
    assert story(engine)["membership"][0] == ("Hope House", FEBRUARY, None)
    undo(engine, batch or 0, now=NOW)
    assert story(engine)["membership"][0] == ("Hope House", JANUARY, None)


@pytest.mark.both_engines
def test_the_undo_of_a_list_puts_back_the_first_day_that_no_list_gives_any_more(engine: Engine) -> None:
    bring(engine, attendance_file(Row(on=FEBRUARY), Row("Ben Cho", "River Care", on=FEBRUARY)))
    with writing(engine) as session:
        session.execute(delete(Attendance).where(col(Attendance.organization_id) == 1))  # as a merge of two people may do
    before = story(engine)["membership"]
    earlier = bring(engine, attendance_file(ANN, file="january.csv")).batch_id
    assert story(engine)["membership"][0] == ("Hope House", JANUARY, None)
    undo(engine, earlier or 0, now=NOW)
    assert story(engine)["membership"] == before == [("Hope House", FEBRUARY, None), ("River Care", FEBRUARY, None)]


def test_a_membership_corrected_by_hand_is_not_moved_by_the_same_file_again(engine: Engine) -> None:
    bring(engine, attendance_file(ANN))
    with writing(engine) as session:
        session.execute(update(Membership).values(from_on=MARCH))
    assert not plan_of(engine, attendance_file(ANN)).changes_anything()


def test_who_becomes_a_member_is_told_by_name_and_stays_a_guest_where_somebody_says_so(engine: Engine) -> None:
    listed = attendance_file(ANN, Row("Olga Orr", "Old House"))
    told = plan_of(engine, listed)
    declined = plan_of(engine, listed, Answers(no_members=True))
    assert list(told.new_members) == list(declined.new_members) == ["Hope House", "Old House"]
    assert "new member organizations" not in declined.totals()
    bring(engine, listed, Answers(no_members=True))
    assert story(engine)["membership"] == []
    assert (
        plan_of(
            engine,
            attendance_file(Row("Per Ask", "River"), Row("Ed Ask", "Invited Expert"), file="other.csv"),
            Answers(guests=frozenset({"Invited Expert"})),
        ).totals()["new member organizations"]
        == 1
    )


OLD = [Row(on=date(2012, month, 5), organization="Old House") for month in (3, 9)]


def test_an_old_list_makes_nobody_a_member_of_today(engine: Engine) -> None:
    bring(engine, attendance_file(ANN))
    old = attendance_file(*OLD, Row(on=date(2012, 3, 5)), file="old.csv")
    assert plan_of(engine, old).new_members == {"Old House": date(2012, 9, 5)}
    bring(engine, old)
    known = ("Hope House", date(2012, 3, 5), None)
    assert story(engine)["membership"] == [known, ("Old House", date(2012, 3, 5), date(2012, 9, 5))]
    assert not plan_of(engine, attendance_file(*OLD, file="old.csv")).changes_anything()


def test_a_member_of_an_old_list_stays_longer_with_each_later_file_that_lists_it(engine: Engine) -> None:
    bring(engine, attendance_file(ANN))
    bring(engine, attendance_file(*OLD, file="old.csv"))
    later = attendance_file(Row(on=date(2014, 2, 3), organization="Old House"), file="2014.csv")
    assert bring(engine, later).totals["members until a later day"] == 1
    assert story(engine)["membership"][1] == ("Old House", date(2012, 3, 5), date(2014, 2, 3))
    newest = bring(engine, attendance_file(Row(on=MARCH, organization="Old House"), file="march.csv"))
    assert story(engine)["membership"][1] == ("Old House", date(2012, 3, 5), None)
    undo(engine, newest.batch_id or 0, now=NOW)
    assert story(engine)["membership"][1] == ("Old House", date(2012, 3, 5), date(2014, 2, 3))


@pytest.mark.both_engines
def test_an_organization_for_which_somebody_came_later_is_a_member_again_and_becomes_none_by_that(engine: Engine) -> None:
    """The list of an online meeting names people alone; whom they act for is known from other lists."""
    bring(engine, attendance_file(ANN))
    bring(engine, attendance_file(Row("Olga Orr", "Old House", on=date(2012, 3, 5)), file="old.csv"))
    online = bring(engine, attendance_file(Row("Olga Orr", None, on=MARCH), file="online.csv"))
    assert story(engine)["membership"][1] == ("Old House", date(2012, 3, 5), None)
    bring(engine, attendance_file(Row("Per Ask", "Old House", on=date(2013, 3, 5)), file="older.csv"))
    assert story(engine)["membership"][1] == ("Old House", date(2012, 3, 5), None)
    undo(engine, online.batch_id or 0, now=NOW)
    with writing(engine) as session:
        session.execute(delete(Membership))
    bring(engine, attendance_file(Row("Olga Orr", None, on=FEBRUARY), file="online.csv"))
    assert story(engine)["membership"] == []


def listing(who: str) -> st.SearchStrategy[Row]:
    """Somebody on a day, with or without the organization they act for."""
    days = st.sampled_from([date(2012, 3, 5), date(2012, 9, 5), date(2014, 2, 3), JANUARY, MARCH])
    return st.builds(Row, st.just(f"{who} Ask"), st.sampled_from([f"{who} House", None]), days)


@given(st.lists(st.lists(st.sampled_from("ABC").flatmap(listing), min_size=1, max_size=3), min_size=3, max_size=3))
@example([[Row("A Ask", None, MARCH)], [Row("D Ask", "A House", OLD[0].on)], [Row("A Ask", "A House", OLD[1].on)]])
@example([[Row("A Ask", "A House", OLD[0].on)]] * 2 + [[Row("A Ask", "A House", OLD[0].on), Row("C Ask", None, MARCH)]])
@example(
    [[Row("A Ask", on=OLD[0].on)], [Row("B Ask", None, OLD[0].on)], [Row("B Ask", it, OLD[1].on) for it in (None, "B House")]]
)
@settings(
    max_examples=examples(2),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # making an example smaller takes minutes: each is 18 imports
)
def test_the_order_in_which_lists_come_decides_nothing(sqlite_engine: Engine, lists: list[list[Row]]) -> None:
    files = [attendance_file(*rows, file=f"{number}.csv") for number, rows in enumerate(lists)]
    found = set()
    for order in permutations(files):
        brought = [bring(sqlite_engine, file).batch_id for file in order]
        found.add(tuple(story(sqlite_engine)["membership"]))
        for batch in filter(None, reversed(brought)):
            undo(sqlite_engine, batch, now=NOW)
        assert story(sqlite_engine)["membership"] == []
    assert len(found) == 1, found


@pytest.mark.both_engines
def test_who_came_before_it_was_known_for_whom_makes_its_organization_a_member_of_today(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Olga Orr", None, on=MARCH), file="online.csv"))
    bring(engine, attendance_file(Row("Olga Orr", "Old House", on=date(2012, 3, 5)), file="old.csv"))
    assert story(engine)["membership"] == [("Old House", date(2012, 3, 5), None)]


@pytest.mark.both_engines
def test_a_corrected_list_that_names_an_ended_member_again_opens_its_membership(engine: Engine) -> None:
    bring(engine, attendance_file(*OLD, file="old.csv"))
    bring(engine, attendance_file(ANN, Row("Ben Cho", "River Care")))
    newer = attendance_file(ANN, Row("Olga Orr", "Old House"))
    ticked = answers(remove={row.key for row in plan_of(engine, newer).rows() if row.key})
    bring(engine, newer, ticked)
    assert ("Old House", OLD[0].on, None) in story(engine)["membership"]


@pytest.mark.both_engines
def test_a_member_whom_no_list_names_for_two_years_ends_with_its_last_listing_and_is_told_by_name(engine: Engine) -> None:
    bring(engine, attendance_file(*OLD, file="old.csv"))
    plan = plan_of(engine, attendance_file(ANN))
    assert plan.totals()["memberships ended"] == 1
    assert [found.why for found in plan.issues if "Old House" in found.why]
    bring(engine, attendance_file(ANN))
    assert ("Old House", date(2012, 3, 5), date(2012, 9, 5)) in story(engine)["membership"]


@pytest.mark.both_engines
def test_an_old_list_that_comes_after_a_later_listing_leaves_the_member_a_member(engine: Engine) -> None:
    bring(engine, attendance_file(ANN, Row(on=date(2024, 5, 6), organization="Old House")))
    with writing(engine) as session:
        session.execute(delete(Membership))
    bring(engine, attendance_file(*OLD, file="old.csv"))
    assert ("Old House", date(2012, 3, 5), None) in story(engine)["membership"]


@pytest.mark.both_engines
def test_a_membership_that_a_person_ended_stays_ended(engine: Engine) -> None:
    bring(engine, attendance_file(ANN))
    row = {k: v for k, v in stored(engine)["membership"][0].items() if k in {"id", "from_on", "is_voting"}}
    save_memberships(engine, 1, [{**row, "to_on": FEBRUARY}], at=NOW)
    bring(engine, attendance_file(Row(on=MARCH), file="march.csv"))
    assert story(engine)["membership"] == [("Hope House", JANUARY, FEBRUARY)]


@pytest.mark.both_engines
@pytest.mark.parametrize("old", [[Row(on=date(2012, 11, 5), organization="Old House")], OLD])
@pytest.mark.parametrize("known", [[], [Row(on=OLD[0].on, organization="Old House")]])
def test_what_ended_beside_a_newer_list_runs_on_when_that_is_undone_also_below_a_later_file(
    engine: Engine, known: list[Row], old: list[Row]
) -> None:
    first = [bring(engine, attendance_file(*known, file="first.csv"))] if known else []
    newest = bring(engine, attendance_file(ANN, file="newest.csv"))
    later = bring(engine, attendance_file(*old, file="old.csv"))
    assert story(engine)["membership"][-1][2] == old[-1].on
    undo(engine, newest.batch_id or 0, now=NOW)
    assert story(engine)["membership"] == [("Old House", (known or old)[0].on, None)]
    undo(engine, later.batch_id or 0, now=NOW)
    assert story(engine)["membership"] == [("Old House", OLD[0].on, None) for _ in first]


def test_a_first_day_that_a_person_has_written_is_not_moved(engine: Engine) -> None:
    bring(engine, attendance_file(Row(on=MARCH)))
    row = {k: v for k, v in stored(engine)["membership"][0].items() if k in {"id", "to_on", "is_voting"}}
    save_memberships(engine, 1, [{**row, "from_on": FEBRUARY}], at=NOW)
    bring(engine, attendance_file(ANN, file="january.csv"))
    assert story(engine)["membership"] == [("Hope House", FEBRUARY, None)]


def test_a_meeting_for_which_nobody_is_listed_ends_no_membership(engine: Engine) -> None:
    bring(engine, attendance_file(ANN))
    planned = attendance_file(Row("Per Ask", "River", on=MARCH), file="march.csv")
    planned.meetings.append(MeetingRead(date(2029, 1, 3), None, None, None))
    bring(engine, planned)
    assert story(engine)["membership"] == [("Hope House", JANUARY, None), ("River", MARCH, None)]


@pytest.mark.both_engines
def test_a_member_by_a_wrong_day_that_is_undone_below_a_later_file_begins_with_what_is_left(engine: Engine) -> None:
    wrong = bring(engine, attendance_file(Row(on=date(1962, 1, 7)), file="wrong.csv"))
    later = bring(engine, attendance_file(Row(on=FEBRUARY), file="february.csv"))
    undo(engine, wrong.batch_id or 0, now=NOW)
    assert story(engine)["membership"] == [("Hope House", FEBRUARY, None)]
    undo(engine, later.batch_id or 0, now=NOW)
    assert story(engine)["membership"] == []


@pytest.mark.both_engines
@pytest.mark.parametrize("way", ["a newer list", "taken off by hand", "the meeting deleted"])
def test_who_is_taken_off_the_only_list_that_named_it_is_a_member_no_longer(engine: Engine, way: str) -> None:
    bring(engine, attendance_file(ANN, Row("Ben Cho", "River Care")))
    before = stored(engine)["membership"]
    if way == "a newer list":
        newer = attendance_file(ANN)
        ticked = answers(remove={row.key for row in plan_of(engine, newer).rows() if row.key})
        assert [found.why for found in plan_of(engine, newer, ticked).issues if "River Care" in found.why]
        batch = bring(engine, newer, ticked).batch_id
    elif way == "taken off by hand":
        ben = next(row["id"] for row in stored(engine)["attendance"] if row["organization_id"] == 2)
        meetings.correct_list(engine, {}, [ben], at=NOW)
    else:
        meetings.delete_meeting(engine, 1, at=NOW)
    left = [] if way == "the meeting deleted" else [("Hope House", JANUARY, None)]
    assert story(engine).get("membership", []) == left
    undo(engine, batch or 0, now=NOW) if way == "a newer list" else undo_edit(engine, NOW, at=NOW)
    assert stored(engine)["membership"] == before


@pytest.mark.both_engines
@pytest.mark.parametrize("edit", ["deleted", "another day", "taken off the list", "put on an earlier list"])
def test_a_list_that_is_corrected_by_hand_moves_the_memberships_and_its_undo_moves_them_back(engine: Engine, edit: str) -> None:
    bring(engine, attendance_file(Row("Per Ask", "River")))
    bring(engine, attendance_file(Row(on=FEBRUARY), file="february.csv"))
    bring(engine, attendance_file(Row(on=MARCH), file="march.csv"))
    before = story(engine)["membership"]
    rows = {row["held_on"]: row["id"] for row in stored(engine)["meeting"]}
    listed = {row["meeting_id"]: row["id"] for row in stored(engine)["attendance"]}
    match edit:
        case "deleted":
            meetings.delete_meeting(engine, rows[FEBRUARY], at=NOW)
        case "another day":
            meetings.change_meeting(engine, rows[FEBRUARY], held_on=date(2026, 1, 20), at=NOW)
        case "taken off the list":
            meetings.correct_list(engine, {}, [listed[rows[FEBRUARY]]], at=NOW)
        case _:
            meetings.add_person(engine, rows[JANUARY], name="Cy Do", organization="Hope House", at=NOW)
    moved = {"another day": date(2026, 1, 20), "put on an earlier list": JANUARY}.get(edit, MARCH)
    assert ("Hope House", moved, None) in story(engine)["membership"]
    undo_edit(engine, NOW, at=NOW)
    assert story(engine)["membership"] == before


def test_a_meeting_still_to_come_ends_no_membership(engine: Engine) -> None:
    bring(engine, attendance_file(ANN))
    bring(engine, attendance_file(Row("Per Ask", "River", on=date(2030, 5, 5)), file="future.csv"))
    assert ("Hope House", JANUARY, None) in story(engine)["membership"]


@pytest.mark.both_engines
def test_a_guest_who_was_a_member_once_stays_a_guest_whatever_list_comes_or_goes(engine: Engine) -> None:
    """Recorded while the meeting happens, and so by no file."""
    bring(engine, attendance_file(*OLD, file="old.csv"))
    bring(engine, attendance_file(ANN))
    guest = bring(engine, attendance_file(Row(on=FEBRUARY), file="live.csv"), Answers(no_members=True))
    with writing(engine) as session:
        session.execute(
            update(Attendance).where(Attendance.batch_id == guest.batch_id).values(batch_id=None, organization_id=1)
        )
    before = story(engine)["membership"]
    harmless = bring(engine, attendance_file(Row("Per Ask", on=MARCH), file="march.csv"))
    assert story(engine)["membership"] == before
    undo(engine, harmless.batch_id or 0, now=NOW)
    assert story(engine)["membership"] == before == [("Hope House", JANUARY, None), ("Old House", OLD[0].on, OLD[1].on)]
