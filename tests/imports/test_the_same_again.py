"""The same list again, and nothing written since, is known without fetching it; what is shown is what the long way shows."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select, text, update
from sqlmodel import col

from coalition.database import reading, writing
from coalition.edits.meetings import change_meeting, correct_list
from coalition.edits.merge import Merged, merge
from coalition.imports.attendance import plan as planning
from coalition.imports.attendance.plan import AttendancePlan
from coalition.imports.attendance.rows import JUST_AS_READ
from coalition.imports.commit import commit
from coalition.imports.dispatch import plan_file
from coalition.imports.issues import issue
from coalition.imports.plan import Answers
from coalition.imports.reading import Choices, Reading
from coalition.imports.undo import undo
from coalition.models import Attendance, ImportBatch, Meeting, Organization, Person
from coalition.vocabulary import AttendanceState
from tests.builders import FEBRUARY, MARCH, NOW, TODAY, Row, answers, attendance_file, bring, plan_of, stored
from tests.support.examples import examples

ROWS = (
    Row("Ann Lee"),
    Row("Bo Chan", "River Office", phone="053-1"),
    Row("Cy Do", "hope house", state="absent"),
    Row("Ann Lee", "Hope House", FEBRUARY, title="Plenary"),
    Row(None, "River Office", FEBRUARY, title="Plenary"),
)
LIST = attendance_file(*ROWS)


def shown(plan: AttendancePlan) -> dict[str, Any]:
    """All that a plan says."""
    told: dict[str, Any] = {name: getattr(plan, name)() for name in ("rows", "counts", "totals", "seen", "changes_anything")}
    told["listed"] = {table: sorted(ids) for table, ids in plan.listed().items()}
    return told | {name: getattr(plan, name) for name in ("questions", "issues", "decisions", "header", "meeting", "refused")}


def is_known(plan: AttendancePlan) -> bool:
    """Whether nothing was fetched for it."""
    return plan._again is not None


def both_ways(engine: Engine, file: Reading, given: Answers | None = None, data: bytes | None = None) -> AttendancePlan:
    """The plan of a file, after the long way was seen to show the same."""
    plan = plan_of(engine, file, given, data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "known_again", lambda *_: None)
        long_way = plan_of(engine, file, given, data)
    assert not is_known(long_way)
    assert shown(plan) == shown(long_way)
    return plan


def row_id(engine: Engine, model: Any, where: Any) -> int:
    with reading(engine) as session:
        return int(session.scalars(select(col(model.id)).where(where).order_by(col(model.id)).limit(1)).one())


def attendance_of(engine: Engine, name: str) -> int:
    return row_id(engine, Attendance, col(Attendance.name_as_written) == name)


def person(engine: Engine, name: str) -> int:
    return row_id(engine, Person, col(Person.name) == name)


def test_the_same_list_again_is_unchanged_and_nothing_is_fetched_for_it(engine: Engine) -> None:
    bring(engine, LIST)
    again = both_ways(engine, LIST)
    assert is_known(again)
    assert (again.counts(), again.totals()) == ({"unchanged": 5}, {})
    assert [row.fate.value for row in again.rows()] == ["unchanged"] * 5
    assert (again.seen().people, again.seen().meetings, again.seen().organizations) == (2, 2, 2)


def test_nothing_is_written_by_the_same_list_and_it_is_known_a_third_time(engine: Engine) -> None:
    bring(engine, LIST)
    before = stored(engine)
    assert bring(engine, LIST).batch_id is None
    assert stored(engine) == before
    assert is_known(both_ways(engine, LIST))


@pytest.mark.both_engines
def test_refused_rows_and_names_of_two_people_are_told_again(engine: Engine) -> None:
    file = attendance_file(
        Row("Ann Lee", "Hope House"),
        Row("Ann Lee", "River Office"),
        Row("BO CHAN", "River Office", FEBRUARY),
        Row("Bo Chan", "Hope House", FEBRUARY),
        issues=(issue("no_name", 9, raw=("", "Hope House")),),
    )
    bring(engine, file)
    again = both_ways(engine, file)
    assert is_known(again)
    assert again.counts() == {"unchanged": 4, "refused": 1}
    assert [found.code for found in again.issues] == ["no_name", "same_name_twice", "same_name_twice"]


def test_a_name_that_is_read_as_a_known_one_is_told_again_and_may_now_be_answered_otherwise(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Di Ek", "Hope House Foundation", MARCH), file="first.csv"))
    file = attendance_file(Row("Ann Lee", "Hope House Foundation Co., Ltd."), Row("Bo Chan", "The Hope House Foundation"))
    first = plan_of(engine, file)
    bring(engine, file)
    assert is_known(both_ways(engine, file))
    for key in first.decisions:
        both_ways(engine, file, answers({key.replace("read_as:", "organization:"): "separate"}))


def batch_undone(engine: Engine) -> None:
    undo(engine, row_id(engine, ImportBatch, col(ImportBatch.file_name) == "list.csv"), now=NOW)


def other_program_wrote(engine: Engine) -> None:
    with writing(engine) as session:
        session.execute(update(Attendance).where(col(Attendance.name_as_written) == "Ann Lee").values(state="excused"))


CHANGES: dict[str, tuple[Callable[[Engine], object], dict[str, int]]] = {
    "the import undone": (batch_undone, {"new": 5}),
    "a state corrected": (
        lambda e: correct_list(e, {attendance_of(e, "Ann Lee"): AttendanceState.ABSENT}, at=NOW),
        {"unchanged": 5},
    ),
    "somebody taken off": (lambda e: correct_list(e, {}, [attendance_of(e, "Bo Chan")], at=NOW), {"unchanged": 5}),
    "a meeting renamed": (
        lambda e: change_meeting(
            e, row_id(e, Meeting, col(Meeting.title) == "Plenary"), held_on=FEBRUARY, title="Assembly", at=NOW
        ),
        {"unchanged": 5},
    ),
    "another file": (lambda e: bring(e, attendance_file(Row("Ed Fay", on=MARCH), file="other.csv")), {"unchanged": 5}),
    "another file of the same meeting": (
        lambda e: bring(e, attendance_file(Row("Ann Lee"), Row("Ed Fay"), file="other.csv")),
        {"unchanged": 5},
    ),
    "written without a word": (other_program_wrote, {"changed": 2, "unchanged": 3}),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_was_written_since_is_looked_at(engine: Engine, change: str) -> None:
    bring(engine, LIST)
    assert is_known(both_ways(engine, LIST))
    write, counts = CHANGES[change]
    write(engine)
    again = both_ways(engine, LIST)
    assert not is_known(again)
    assert again.counts() == counts


def test_people_and_organizations_merged_since_are_looked_at(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Cy Doe", "Lanna School", MARCH), file="other.csv"))
    bring(engine, LIST)
    merge(engine, Merged.PERSON, stays=person(engine, "Cy Doe"), goes=person(engine, "Cy Do"), at=NOW)
    again = both_ways(engine, LIST)
    assert (is_known(again), again.counts()) == (False, {"unchanged": 5})
    one, other = (row_id(engine, Organization, col(Organization.name) == name) for name in ("Hope House", "River Office"))
    merge(engine, Merged.ORGANIZATION, stays=one, goes=other, at=NOW)
    assert not is_known(both_ways(engine, LIST))


@pytest.mark.both_engines
def test_the_same_list_after_an_undo_and_a_second_import_is_known_again(engine: Engine) -> None:
    bring(engine, LIST)
    batch_undone(engine)
    bring(engine, LIST)
    assert is_known(both_ways(engine, LIST))


@pytest.mark.parametrize(
    ("column", "value"),
    [("name", "Ann Li"), ("organization", "Lanna School"), ("state", "excused"), ("minutes", 30), ("phone", "053-9"),
     ("role", "Chair"), ("email", "ann@hope.example")],
)  # fmt: skip
def test_the_same_bytes_read_otherwise_are_looked_at(engine: Engine, column: str, value: Any) -> None:
    data = b"the very same bytes"
    with reading(engine) as session:
        first = planning.plan_attendance(session, LIST, data, today=TODAY)
    commit(engine, first, now=NOW)
    assert is_known(both_ways(engine, LIST, data=data))
    other = attendance_file(replace(ROWS[0], **{column: value}), *ROWS[1:])
    again = both_ways(engine, other, data=data)
    assert not is_known(again)
    assert again.changes_anything()


def test_entries_in_another_order_or_at_other_meetings_are_looked_at(engine: Engine) -> None:
    data = b"the very same bytes"
    with reading(engine) as session:
        commit(engine, planning.plan_attendance(session, LIST, data, today=TODAY), now=NOW)
    assert not is_known(both_ways(engine, attendance_file(*reversed(ROWS)), data=data))
    moved = attendance_file(replace(ROWS[0], on=MARCH), *ROWS[1:])
    assert not is_known(both_ways(engine, moved, data=data))
    assert not is_known(both_ways(engine, attendance_file(*ROWS[:-1]), data=data))


def test_other_bytes_with_the_same_rows_are_looked_at(engine: Engine) -> None:
    bring(engine, LIST)
    again = both_ways(engine, LIST, data=b"other bytes")
    assert (is_known(again), again.counts()) == (False, {"unchanged": 5})


def test_a_migration_since_is_looked_at_though_it_raises_no_data_version(engine: Engine) -> None:
    bring(engine, LIST)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'a later one'"))
    assert not is_known(both_ways(engine, LIST))


def test_a_batch_whose_rows_are_not_all_there_is_looked_at(engine: Engine) -> None:
    bring(engine, LIST)
    with engine.begin() as connection:  # past every door, so that the data version does not tell
        connection.execute(text("DELETE FROM attendance WHERE name_as_written = 'Bo Chan'"))
    again = both_ways(engine, LIST)
    assert (is_known(again), again.counts()) == (False, {"new": 1, "unchanged": 4})


def test_what_a_transaction_has_written_before_its_end_is_looked_at(engine: Engine) -> None:
    bring(engine, LIST)
    with writing(engine) as session:
        session.execute(update(Attendance).values(state="excused"))
        plan = planning.plan_attendance(session, LIST, repr(LIST).encode(), today=TODAY)
        assert (is_known(plan), plan.counts()) == (False, {"changed": 5})


@pytest.mark.parametrize(
    "rows",
    [
        (Row("Ann Lee"), Row("Bo Chan", on=None)),  # waits for its day
        (Row("Ann Lee"), Row("ANN LEE")),  # one person in two spellings
        (Row("Ann Lee", email="ann@hope.example"), Row("Ann Lee", email="lee@hope.example")),  # one name, two addresses
        (Row("Ann Lee"), Row(None, "!")),  # nobody
    ],
    ids=["waiting", "merged", "two addresses", "nobody"],
)
def test_of_a_list_that_does_not_lie_there_row_by_row_nothing_is_kept(engine: Engine, rows: tuple[Row, ...]) -> None:
    file = attendance_file(*rows)
    bring(engine, file)
    with reading(engine) as session:
        assert all(JUST_AS_READ not in summary for summary in session.scalars(select(col(ImportBatch.summary))))
    assert not is_known(both_ways(engine, file))


def test_a_second_list_of_a_meeting_is_not_taken_for_all_of_it(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Ed Fay"), file="other.csv"))
    bring(engine, LIST)
    again = both_ways(engine, LIST)
    assert (is_known(again), again.counts()) == (False, {"unchanged": 5})


def test_other_choices_and_another_day_of_import_are_looked_at(engine: Engine) -> None:
    data = b"Date,Name,Organization\n3/4/26,Ann Lee,Hope House\n5/6/26,Bo Chan,River Office\n"

    def plan(today: date = TODAY, choices: Choices = Choices(date_order="DMY")) -> AttendancePlan:  # noqa: B008 it is frozen
        with reading(engine) as session:
            found = plan_file(session, data, "list.csv", today=today, choices=choices)
        assert isinstance(found, AttendancePlan)
        return found

    commit(engine, plan(), now=NOW)
    assert is_known(plan())
    for other in (plan(today=date(1990, 1, 1)), plan(choices=Choices(date_order="MDY"))):
        assert not is_known(other)
    assert not is_known(plan(choices=Choices(date_order="DMY", columns={1: "ignore", 2: "name"})))


# --- many lists -----------------------------------------------------------------------------------------------------

NAMES = ("Ann Lee", "ANN LEE", "Bo Chan", "bo chan", "Cy Do", "Di Ek", "สมชาย ใจดี", None)
ORGANIZATIONS = ("Hope House", "HOPE HOUSE", "River Office", "Hope House Foundation", "มูลนิธิ บ้าน", "!", None)


def a_list(chance: random.Random, number: int) -> Reading:
    """Rows of people who share names, spellings, addresses and organizations, at meetings of its own or of an earlier list."""
    shift = chance.choice([0, 1, number])
    rows = []
    for _ in range(chance.randint(1, 9)):
        name = chance.choice(NAMES)
        rows.append(
            Row(
                f"{name} {chance.choice(('', number))}".strip() if name else None,
                chance.choice(ORGANIZATIONS),
                date(2020, 1, 1 + chance.randint(0, 2)).replace(year=2000 + shift % 25, month=1 + shift // 25 % 12),
                state=chance.choice(("present", "present", "absent", "excused")),
                title=chance.choice((None, "Plenary")),
                email=chance.choice((None, None, "a@b.example", "c@d.example")),
                phone=chance.choice((None, "053-1", "053-2")),
                role=chance.choice((None, None, "Chair")),
                sector=chance.choice((None, "NGO")),
                minutes=chance.choice((None, 10)),
            )
        )
    return attendance_file(*dict.fromkeys(rows), file=f"list {number}.csv")


@pytest.mark.both_engines
def test_of_any_list_both_ways_show_the_same(engine: Engine) -> None:
    chance, known = random.Random(7), 0
    for number in range(examples(15)):
        file = a_list(chance, number)
        bring(engine, file)
        known += is_known(both_ways(engine, file))
    assert examples(2) < known < examples(15), "some are known without fetching, and some are not"
