from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import Session, col

from coalition.database import reading, writing
from coalition.edits import meetings
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.frames import records
from coalition.models import ActionItem, Attendance, Change, Meeting, Membership, Organization, Person
from coalition.queries.meetings import attendance_list_frame
from coalition.vocabulary import AttendanceState, ChangeAction

DAY = date(2026, 11, 12)
T0 = datetime(2026, 11, 25, 9, 0, 0, 123456, tzinfo=UTC)
T1, T2 = T0 + timedelta(minutes=1), T0 + timedelta(minutes=2)


def count(engine: Engine, model: type) -> int:
    with reading(engine) as session:
        return session.execute(select(func.count()).select_from(model)).scalar_one()


def the_list(engine: Engine, meeting_id: int) -> list[tuple[str, str, str]]:
    with reading(engine) as session:
        rows = records(attendance_list_frame(session, meeting_id=meeting_id))
    return [(row["name"], row["organization"], row["state"]) for row in rows]


def a_meeting_with_two(engine: Engine) -> tuple[int, list[int]]:
    meeting_id = meetings.add_meeting(engine, held_on=DAY, title="Monthly meeting", start="9.30", at=T0)
    rows = [
        meetings.add_person(engine, meeting_id, name=name, organization="Rim Kok Foundation", at=T0)
        for name in ("Anchalee Srithep", "Tomas Berger")
    ]
    return meeting_id, rows


def test_somebody_new_is_put_on_the_list_with_their_organization_which_becomes_a_member_that_day(engine: Engine) -> None:
    meeting_id, _ = a_meeting_with_two(engine)

    assert the_list(engine, meeting_id) == [
        ("Anchalee Srithep", "Rim Kok Foundation", "present"),
        ("Tomas Berger", "Rim Kok Foundation", "present"),
    ]
    with reading(engine) as session:
        assert session.scalars(select(col(Membership.from_on))).all() == [DAY]
        assert session.scalars(select(col(Meeting.start))).all() == ["09:30"]
    assert count(engine, Organization) == 1


def test_nobody_is_on_one_list_twice(engine: Engine) -> None:
    meeting_id, _ = a_meeting_with_two(engine)
    with reading(engine) as session:
        person_id = session.scalars(select(col(Person.id))).first()
    before = count(engine, Change)

    with pytest.raises(EditRefused, match="Already on the list"):
        meetings.add_person(engine, meeting_id, person_id=person_id, at=T1)

    assert count(engine, Change) == before


@pytest.mark.both_engines
def test_a_list_without_names_takes_an_organization_but_not_nothing(engine: Engine) -> None:
    meeting_id = meetings.add_meeting(engine, held_on=DAY, at=T0)

    with pytest.raises(EditRefused, match="Choose a person or an organization"):
        meetings.add_person(engine, meeting_id, at=T1)
    meetings.add_person(engine, meeting_id, organization="Sai Lom House", state=AttendanceState.EXCUSED, at=T1)

    assert the_list(engine, meeting_id) == [(None, "Sai Lom House", "excused")]
    with pytest.raises(EditRefused, match="Already on the list"):
        meetings.add_person(engine, meeting_id, organization="sai lom house", at=T2)


def test_states_and_removals_are_one_edit_that_is_undone_as_a_whole(engine: Engine) -> None:
    meeting_id, (first, second) = a_meeting_with_two(engine)

    assert meetings.correct_list(engine, {first: AttendanceState.ABSENT}, [second], at=T1)
    assert the_list(engine, meeting_id) == [("Anchalee Srithep", "Rim Kok Foundation", "absent")]

    undo_edit(engine, T1, at=T2)
    assert [state for _, _, state in the_list(engine, meeting_id)] == ["present", "present"]


def test_saving_a_list_without_a_change_writes_nothing(engine: Engine) -> None:
    _, (first, second) = a_meeting_with_two(engine)
    before = count(engine, Change)

    assert not meetings.correct_list(engine, dict.fromkeys((first, second), AttendanceState.PRESENT), at=T1)

    assert count(engine, Change) == before


def test_a_deleted_meeting_comes_back_with_its_list_and_what_was_promised_there(engine: Engine) -> None:
    meeting_id, _ = a_meeting_with_two(engine)
    with writing(engine) as session:
        session.add(ActionItem(meeting_id=meeting_id, what="Call the shelter"))

    meetings.delete_meeting(engine, meeting_id, at=T1)
    assert (count(engine, Meeting), count(engine, Attendance), count(engine, ActionItem)) == (0, 0, 1)

    undo_edit(engine, T1, at=T2)
    assert len(the_list(engine, meeting_id)) == 2
    with reading(engine) as session:
        assert session.scalars(select(col(ActionItem.meeting_id))).all() == [meeting_id]


@pytest.mark.both_engines
def test_a_promise_that_told_no_day_keeps_that_of_its_meeting_when_the_meeting_is_deleted(engine: Engine) -> None:
    meeting_id, _ = a_meeting_with_two(engine)
    told = date(2026, 1, 5)
    with writing(engine) as session:
        held_on = session.get_one(Meeting, meeting_id).held_on
        session.add_all(
            [ActionItem(meeting_id=meeting_id, what="Call"), ActionItem(meeting_id=meeting_id, what="Ask", opened_on=told)]
        )

    def days() -> list[date | None]:
        with reading(engine) as session:
            return list(session.scalars(select(col(ActionItem.opened_on)).order_by(col(ActionItem.id))))

    meetings.delete_meeting(engine, meeting_id, at=T1)
    assert days() == [held_on, told]
    undo_edit(engine, T1, at=T2)
    assert days() == [None, told]


@pytest.mark.both_engines
def test_an_edit_somebody_has_built_on_is_not_undone(engine: Engine) -> None:
    meeting_id, (first, _) = a_meeting_with_two(engine)
    meetings.correct_list(engine, {first: AttendanceState.ABSENT}, at=T1)
    meetings.correct_list(engine, {first: AttendanceState.EXCUSED}, at=T2)

    with pytest.raises(EditRefused, match="Anchalee Srithep has been changed again in the meantime"):
        undo_edit(engine, T1, at=T2 + timedelta(minutes=1))
    added = meetings.add_meeting(engine, held_on=DAY, at=T2 + timedelta(minutes=2))
    meetings.add_person(engine, added, name="Lena Hoffmann", at=T2 + timedelta(minutes=3))
    with pytest.raises(EditRefused, match="depends on it"):
        undo_edit(engine, T2 + timedelta(minutes=2), at=T2 + timedelta(minutes=4))
    assert len(the_list(engine, meeting_id)) == 2


def test_what_was_never_done_cannot_be_undone(engine: Engine) -> None:
    with pytest.raises(EditRefused, match="nothing to undo"):
        undo_edit(engine, T0, at=T1)


@pytest.mark.both_engines
def test_each_change_keeps_what_stood_before_and_after(engine: Engine) -> None:
    meeting_id = meetings.add_meeting(engine, held_on=DAY, title="Monthly", at=T0)
    meetings.change_meeting(
        engine, meeting_id, held_on=date(2026, 11, 13), title="Monthly", place="Chiang Rai", at=T1, by="Malee"
    )

    with reading(engine) as session:
        change = session.scalars(select(Change).where(col(Change.action) == ChangeAction.UPDATED)).one()

    assert (change.by, change.at, change.row_id) == ("Malee", T1, meeting_id)
    assert change.before == {"held_on": "2026-11-12", "place": None}
    assert change.after == {"held_on": "2026-11-13", "place": "Chiang Rai"}


@pytest.mark.parametrize("typed", ["half past nine", "25:00", "9:75"])
def test_a_start_that_is_no_time_of_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(EditRefused, match=r"13:30"):
        meetings.read_start(typed)


@pytest.mark.parametrize(
    ("title", "place", "start", "is_same"),
    [
        ("monthly MEETING", "", None, True),
        ("", "Chiang Rai", None, True),
        ("Training", "", None, False),
        ("Monthly meeting", "", "09:30", True),
        ("Monthly meeting", "", "13:00", False),
    ],
)
def test_a_meeting_of_the_same_day_is_the_same_unless_something_speaks_against_it(
    engine: Engine, title: str, place: str, start: str | None, is_same: bool
) -> None:
    meeting_id = meetings.add_meeting(engine, held_on=DAY, title="Monthly meeting", start="09:30", at=T0)

    with Session(engine) as session:
        found = meetings.same_meetings(session, held_on=DAY, title=title, place=place, start=start)
        other_day = meetings.same_meetings(session, held_on=DAY + timedelta(days=1), title=title)

    assert found == ([meeting_id] if is_same else [])
    assert other_day == []
