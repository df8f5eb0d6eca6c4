"""What was learned about names from files and by hand: used by the next file, asked again once it is forgotten."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from coalition.database import reading, writing
from coalition.edits.aliases import add_spelling, forget_apart, forget_name, forget_spelling
from coalition.edits.meetings import delete_meeting
from coalition.edits.merge import Merged, merge
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.imports.commit import commit
from coalition.imports.plan import Answers, Plan
from coalition.imports.undo import UndoRefused, undo
from coalition.models import Organization, OrganizationAlias, Person, PersonAlias
from coalition.queries.learned import apart_frame, learned_names_frame
from tests.builders import FEBRUARY, MARCH, Row, attendance_file, bring, plan_file, plan_of, stored, story
from tests.support.dump import dump

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
T1, T2, T3 = (NOW + timedelta(minutes=n) for n in (1, 2, 3))
FIRST = b"Date,Name,Organization\n2026-01-07,Malee Srisuk,Lanna Harbour Shelter\n2026-01-07,Somchai Dee,Rim Kok Clinic\n"
SECOND = b"Date,Name,Organization\n2026-02-04,Malee Srisuk,Lanna Harbor Sheltr\n"
THIRD = b"Date,Name,Organization\n2026-03-04,Malee Srisuk,Lanna Harbor Sheltr\n"
KEY = "organization:lanna harbor sheltr"
SAME = "same-as:lanna harbour shelter"


def plan(engine: Engine, data: bytes, answers: dict[str, str] | None = None) -> Plan:
    with reading(engine) as session:
        return plan_file(session, data, "list.csv", today=date(2026, 11, 25), answers=Answers(answers or {}))


def keep(engine: Engine, data: bytes, answers: dict[str, str] | None = None, at: datetime = NOW) -> int | None:
    return commit(engine, plan(engine, data, answers), by="Kanya", now=at).batch_id


def asked(engine: Engine, data: bytes) -> set[str]:
    return {question.key for question in plan(engine, data).questions if question.key.startswith("organization:")}


def alias_id(engine: Engine) -> int:
    with reading(engine) as session:
        return int(session.scalars(select(col(OrganizationAlias.id))).one() or 0)


@pytest.fixture
def learned(engine: Engine) -> Engine:
    """Lanna Harbour Shelter, and the spelling of it that Kanya confirmed with the second file."""
    keep(engine, FIRST)
    assert asked(engine, SECOND) == {KEY}
    keep(engine, SECOND, {KEY: SAME})
    return engine


# --- spellings --------------------------------------------------------------------------------------------------------


def test_what_was_confirmed_once_is_not_asked_again_and_says_who_when_and_from_which_file(learned: Engine) -> None:
    assert asked(learned, THIRD) == set()
    with reading(learned) as session:
        row = learned_names_frame(session, organization_id=1).iloc[0]
    assert (row["alias"], row["confirmed_by"], row["file"]) == ("Lanna Harbor Sheltr", "Kanya", "list.csv")
    assert row["confirmed_at"] == NOW


def test_a_forgotten_spelling_is_asked_about_again_in_another_file_and_in_the_same_one(learned: Engine) -> None:
    forget_spelling(learned, alias_id(learned), at=T1)

    assert asked(learned, THIRD) == {KEY}
    assert not plan(learned, SECOND).changes_anything()  # its rows are stored: there is nothing to decide
    delete_meeting(learned, 2, at=T1 + timedelta(seconds=1))
    assert asked(learned, SECOND) == {KEY}
    assert plan(learned, THIRD).questions[0].options[0].value == "separate"

    keep(learned, THIRD, {KEY: SAME}, at=T2)
    assert asked(learned, SECOND) == set()


def test_a_spelling_forgotten_by_mistake_comes_back_with_undo(learned: Engine) -> None:
    before = dump(learned)
    forget_spelling(learned, alias_id(learned), at=T1)
    undo_edit(learned, T1, at=T2)

    assert dump(learned) == before
    assert asked(learned, THIRD) == set()


@pytest.mark.both_engines
def test_a_spelling_added_by_hand_is_used_by_the_next_file(engine: Engine) -> None:
    keep(engine, FIRST)
    add_spelling(engine, 1, " Lanna Harbor Sheltr ", by="Kanya", at=T1)

    assert asked(engine, SECOND) == set()
    keep(engine, SECOND, at=T2)
    assert [o["name"] for o in stored(engine)["organization"]] == ["Lanna Harbour Shelter", "Rim Kok Clinic"]
    with reading(engine) as session:
        assert learned_names_frame(session)["file"].isna().all()


@pytest.mark.parametrize(
    ("spelling", "sentence"),
    [
        ("...", "Enter the other name"),
        ("rim kok clinic", "name of Rim Kok Clinic"),
        ("LANNA Harbour Shelter", "known"),
    ],
)
def test_a_spelling_that_says_nothing_new_is_refused(engine: Engine, spelling: str, sentence: str) -> None:
    keep(engine, FIRST)
    with pytest.raises(EditRefused, match=sentence):
        add_spelling(engine, 1, spelling, at=T1)


def test_two_that_were_said_to_be_two_are_listed_and_proposed_again_once_that_is_forgotten(engine: Engine) -> None:
    keep(engine, FIRST)
    keep(engine, SECOND, {KEY: "separate"})
    with reading(engine) as session:
        row = apart_frame(session, organization_id=1).iloc[0]
    assert (row["name"], row["other"]) == ("Lanna Harbor Sheltr", "Lanna Harbour Shelter")
    assert (row["decided_by"], row["file"]) == ("Kanya", "list.csv")

    forget_apart(engine, row["key"], row["other_key"], at=T1)
    with reading(engine) as session:
        assert apart_frame(session).empty
    undo_edit(engine, T1, at=T2)
    with reading(engine) as session:
        assert len(apart_frame(session, search="SHELTR")) == 1
        assert apart_frame(session, search="nowhere").empty


def test_of_none_and_of_many_spellings_the_list_is_whole(sqlite_engine: Engine) -> None:
    with reading(sqlite_engine) as session:
        assert learned_names_frame(session).empty
        assert apart_frame(session).empty
    with writing(sqlite_engine) as session:
        session.add(Organization(name="House", name_key="house"))
        session.flush()
        told = {"organization_id": 1, "confirmed_at": NOW}
        session.add_all(OrganizationAlias(alias=f"H {n}", alias_key=f"h {n}", **told) for n in range(5_000))
    with reading(sqlite_engine) as session:
        assert len(learned_names_frame(session)) == 5_000
        assert len(learned_names_frame(session, search="h 4999")) == 1


# --- merged organizations ---------------------------------------------------------------------------------------------


def two_houses(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Ann Lee", "Hope House")))
    bring(engine, attendance_file(Row("Ben Orr", "Sunrise Centre", on=FEBRUARY)))


def test_a_file_with_the_old_name_goes_to_the_one_that_was_kept_without_a_question(engine: Engine) -> None:
    two_houses(engine)
    merge(engine, Merged.ORGANIZATION, stays=1, goes=2, at=T1)
    later = attendance_file(Row("Ben Orr", "Sunrise Centre", on=MARCH))

    assert plan_of(engine, later).questions == []
    bring(engine, later)
    assert [row[2] for row in story(engine)["attendance"]] == ["Hope House"] * 3
    assert len(story(engine)["person"]) == 2


def test_a_merge_can_be_taken_back_after_a_later_file(engine: Engine) -> None:
    two_houses(engine)
    merge(engine, Merged.ORGANIZATION, stays=1, goes=2, at=T1)
    bring(engine, attendance_file(Row("Ben Orr", "Sunrise Centre", on=MARCH)))
    undo_edit(engine, T1, at=T2)

    assert [o["name"] for o in stored(engine)["organization"]] == ["Hope House", "Sunrise Centre"]
    assert [a["organization_id"] for a in stored(engine)["attendance"]] == [1, 2, 1]


def test_a_file_whose_organization_was_merged_is_undone_after_the_merge_is_taken_back(engine: Engine) -> None:
    two_houses(engine)
    merge(engine, Merged.ORGANIZATION, stays=1, goes=2, at=T1)
    before = dump(engine)

    with pytest.raises(
        UndoRefused, match=r"'Sunrise Centre' has been merged with 'Hope House' in the meantime. Undo that merge first"
    ):
        undo(engine, 2, now=T2)
    assert dump(engine) == before

    undo_edit(engine, T1, at=T2)
    undo(engine, 2, now=T3)
    assert [o["name"] for o in stored(engine)["organization"]] == ["Hope House"]


def test_a_row_that_stands_for_a_row_of_another_file_does_not_go_with_its_own_file(engine: Engine) -> None:
    """Both were at the same meeting: undoing the first file would lose that the second one, still in force, says so too."""
    bring(engine, attendance_file(Row(None, "Hope House")))
    bring(engine, attendance_file(Row(None, "Sunrise Centre")))
    merge(engine, Merged.ORGANIZATION, stays=1, goes=2, at=T1)

    with pytest.raises(UndoRefused, match="has been merged with"):
        undo(engine, 1, now=T2)
    undo_edit(engine, T1, at=T2)
    undo(engine, 1, now=T3)
    assert [row[2] for row in story(engine)["attendance"]] == ["Sunrise Centre"]


@pytest.mark.both_engines
def test_a_row_that_only_took_over_for_whom_somebody_came_stands_for_a_row_of_the_other_file_too(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Ann Lee", organization=None)))
    bring(engine, attendance_file(Row("Anne Leigh", "Hope House")))
    merge(engine, Merged.PERSON, stays=1, goes=2, at=T1)
    assert [a["organization_id"] for a in stored(engine)["attendance"]] == [1]

    with pytest.raises(UndoRefused, match="has been merged with"):
        undo(engine, 1, now=T2)
    undo_edit(engine, T1, at=T2)
    undo(engine, 1, now=T3)
    assert [row[1:3] for row in story(engine)["attendance"]] == [(("Anne Leigh", "Hope House", None, None, None), "Hope House")]


def test_a_person_merged_and_parted_again_twice_goes_with_the_file(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Ann Lee"), Row("Bo Chan")))
    bring(engine, attendance_file(Row("Anne Leigh", "River Office", email="anne@river.example", on=FEBRUARY)))
    merge(engine, Merged.PERSON, stays=1, goes=3, at=T1)
    merge(engine, Merged.PERSON, stays=2, goes=1, at=T2)
    undo_edit(engine, T2, at=T3)
    undo_edit(engine, T1, at=T3 + timedelta(minutes=1))
    undo(engine, 1, now=T3 + timedelta(minutes=2))

    assert [o["name"] for o in stored(engine)["organization"]] == ["River Office"]
    assert people(engine) == [("Anne Leigh", "anne@river.example")]


@pytest.mark.both_engines
def test_a_file_that_came_after_the_merge_is_undone_as_ever(engine: Engine) -> None:
    two_houses(engine)
    merge(engine, Merged.ORGANIZATION, stays=1, goes=2, at=T1)
    before = dump(engine)
    bring(engine, attendance_file(Row("Cho Ito", "Sunrise Centre", on=MARCH)))
    undo(engine, 3, now=T2)

    after = dump(engine)
    assert {name: rows for name, rows in after.items() if name != "import_batch"} == {
        name: rows for name, rows in before.items() if name != "import_batch"
    }


# --- merged people ----------------------------------------------------------------------------------------------------


def people(engine: Engine) -> list[tuple[str, str | None]]:
    with reading(engine) as session:
        return [tuple(row) for row in session.execute(select(col(Person.name), col(Person.email)))]  # type: ignore[misc]


def two_names(engine: Engine, first: str | None = None, second: str | None = None) -> None:
    bring(engine, attendance_file(Row("Ann Lee", email=first), Row("Anne Leigh", email=second, on=FEBRUARY)))
    merge(engine, Merged.PERSON, stays=1, goes=2, by="Kanya", at=T1)


@pytest.mark.parametrize(
    "later",
    [
        Row("Anne Leigh", on=MARCH),
        Row("Anne Leigh", email="anne@hope.example", on=MARCH),
        Row("Ann Lee", email="anne@hope.example", on=MARCH),
        Row("Anne Leigh", email="ann@hope.example", on=MARCH),
        Row("Anne Leigh", organization=None, on=MARCH),
        Row("Anne Leigh", organization="Elsewhere", email="anne@hope.example", on=MARCH),
    ],
)
def test_the_old_name_or_address_of_a_merged_person_finds_the_one_that_was_kept(engine: Engine, later: Row) -> None:
    two_names(engine, "ann@hope.example", "anne@hope.example")
    bring(engine, attendance_file(later))

    assert people(engine) == [("Ann Lee", "ann@hope.example")]
    assert [a["person_id"] for a in stored(engine)["attendance"]] == [1, 1, 1]


@pytest.mark.parametrize(
    "later",
    [
        Row("Anne Leigh", email="other@hope.example", on=MARCH),
        Row("Anne Leigh", organization="Elsewhere", on=MARCH),
    ],
)
def test_somebody_else_of_the_old_name_is_not_taken_for_the_one_that_was_kept(engine: Engine, later: Row) -> None:
    two_names(engine, "ann@hope.example", "anne@hope.example")
    bring(engine, attendance_file(later))

    assert len(people(engine)) == 2


@pytest.mark.both_engines
def test_both_names_of_a_merged_person_in_one_file_are_counted_once(engine: Engine) -> None:
    two_names(engine)
    bring(engine, attendance_file(Row("Ann Lee", on=MARCH), Row("Anne Leigh", on=MARCH)))

    assert people(engine) == [("Ann Lee", None)]
    assert [a["person_id"] for a in stored(engine)["attendance"]] == [1, 1, 1]


@pytest.mark.both_engines
def test_a_forgotten_name_makes_an_entry_of_its_own_again(engine: Engine) -> None:
    two_names(engine)
    with reading(engine) as session:
        assert learned_names_frame(session, person_id=1)["alias"].tolist() == ["Anne Leigh"]
        row_id = session.scalars(select(col(PersonAlias.id))).one()
    forget_name(engine, row_id or 0, at=T2)
    bring(engine, attendance_file(Row("Anne Leigh", on=MARCH)))

    assert [name for name, _ in people(engine)] == ["Ann Lee", "Anne Leigh"]


def test_a_file_again_after_its_people_were_merged_changes_nothing(engine: Engine) -> None:
    file = attendance_file(Row("Ann Lee"), Row("Anne Leigh", on=FEBRUARY))
    bring(engine, file)
    merge(engine, Merged.PERSON, stays=1, goes=2, at=T1)

    assert plan_of(engine, file).totals() == {}
