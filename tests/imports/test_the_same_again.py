"""The same list again changes nothing, whatever was corrected since."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, select, update
from sqlmodel import col

from coalition.database import reading, writing
from coalition.edits.meetings import change_meeting, correct_list
from coalition.edits.merge import Merged, merge
from coalition.imports.commit import commit
from coalition.imports.issues import issue
from coalition.imports.undo import undo
from coalition.models import Attendance, ImportBatch, Meeting, Organization, Person
from coalition.vocabulary import AttendanceState
from tests.builders import FEBRUARY, MARCH, NOW, Row, attendance_file, bring, plan_of

ROWS = (
    Row("Ann Lee"),
    Row("Bo Chan", "River Office", phone="053-1"),
    Row("Cy Do", "hope house", state="absent"),
    Row("Ann Lee", "Hope House", FEBRUARY, title="Plenary"),
    Row(None, "River Office", FEBRUARY, title="Plenary"),
)
LIST = attendance_file(*ROWS)


def row_id(engine: Engine, model: Any, where: Any) -> int:
    with reading(engine) as session:
        return int(session.scalars(select(col(model.id)).where(where).order_by(col(model.id)).limit(1)).one())


def attendance_of(engine: Engine, name: str) -> int:
    return row_id(engine, Attendance, col(Attendance.name_as_written) == name)


def person(engine: Engine, name: str) -> int:
    return row_id(engine, Person, col(Person.name) == name)


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
    again = plan_of(engine, file)
    assert again.counts() == {"unchanged": 4, "refused": 1}
    assert [found.code for found in again.issues] == ["no_name", "same_name_twice", "same_name_twice"]


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
def test_what_was_corrected_since_stays_and_what_nobody_corrected_is_seen(engine: Engine, change: str) -> None:
    bring(engine, LIST)
    write, counts = CHANGES[change]
    write(engine)
    assert plan_of(engine, LIST).counts() == counts


def test_people_and_organizations_merged_since_are_still_those_of_the_list(engine: Engine) -> None:
    bring(engine, attendance_file(Row("Cy Doe", "Lanna School", MARCH), file="other.csv"))
    bring(engine, LIST)
    merge(engine, Merged.PERSON, stays=person(engine, "Cy Doe"), goes=person(engine, "Cy Do"), at=NOW)
    assert plan_of(engine, LIST).counts() == {"unchanged": 5}
    one, other = (row_id(engine, Organization, col(Organization.name) == name) for name in ("Hope House", "River Office"))
    merge(engine, Merged.ORGANIZATION, stays=one, goes=other, at=NOW)
    assert not plan_of(engine, LIST).changes_anything()


def test_the_same_bytes_with_other_rows_or_in_another_order_are_compared(engine: Engine) -> None:
    data = b"the very same bytes"
    commit(engine, plan_of(engine, LIST, data=data), now=NOW)
    assert not plan_of(engine, attendance_file(*reversed(ROWS)), data=data).changes_anything()
    others: tuple[dict[str, Any], ...] = ({"name": "Ann Li"}, {"state": "excused"}, {"minutes": 30}, {"phone": "053-9"})
    for told in others:
        other = attendance_file(replace(ROWS[0], **told), *ROWS[1:])
        assert plan_of(engine, other, data=data).changes_anything(), told
