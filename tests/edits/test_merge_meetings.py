"""Two stored meetings that are one, because two lists of a day came in: nothing is lost, and it can be taken back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import SQLModel

from coalition import models as m
from coalition.database import reading, writing
from coalition.edits import meetings
from coalition.edits.merge import Merged, MergePreview, merge, merge_preview
from coalition.edits.merging.both import Listed
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.imports.undo import UndoRefused, undo
from coalition.queries.decided import merges
from coalition.queries.meetings import notes
from coalition.queries.minutes import versions
from coalition.vocabulary import AttendanceState, NoteKind
from tests.builders import FEBRUARY, JANUARY, NOW, Row, answers, attendance_file, bring, plan_of, stored, story
from tests.support.dump import dump

PRESENT, ABSENT, EXCUSED = AttendanceState.PRESENT, AttendanceState.ABSENT, AttendanceState.EXCUSED
T1, T2, T3 = (datetime(2026, 11, 25, 9, n, tzinfo=UTC) for n in (1, 2, 3))
MEETING = Merged.MEETING
TITLES = "same_people:training|plenary"
ONLINE = attendance_file(
    Row("Ann Lee", "Hope House", title="Training", place="Online", minutes=90),
    Row("Bo Chan", "River Office", title="Training", place="Online", state="absent"),
    Row("Cy Do", "Lanna School", title="Training", place="Online"),
    Row("Di Ek", "Mae Kham Police", title="Training", place="Online"),
    file="online.csv",
)


def two_lists(engine: Engine) -> None:
    """The sign-in sheet of the plenary and, under another title, the export of those who joined from elsewhere."""
    bring(
        engine,
        attendance_file(
            Row("Ann Lee", "Hope House", title="Plenary", start="09:00"),
            Row("Bo Chan", "River Office", title="Plenary", start="09:00", state="excused"),
            Row("Cy Do", "Lanna School", title="Plenary", start="09:00", state="absent"),
            Row("Ek Fa", "Hope House", title="Plenary", start="09:00", state="absent"),
        ),
    )
    bring(engine, ONLINE, answers({TITLES: "new"}), now=NOW + timedelta(minutes=1))


def preview(engine: Engine) -> MergePreview:
    with reading(engine) as session:
        return merge_preview(session, MEETING, stays=1, goes=2)


def add(engine: Engine, *rows: SQLModel) -> None:
    with writing(engine) as session:
        session.add_all(rows)


def the_list(engine: Engine) -> list[tuple[str, str, int | None]]:
    return sorted((who[0], state, minutes) for _, who, _, state, minutes in story(engine)["attendance"])


def test_the_preview_says_who_is_on_both_lists_what_each_says_and_what_is_kept(engine: Engine) -> None:
    two_lists(engine)

    seen = preview(engine)

    assert (seen.stays, seen.goes) == ("Plenary, 09:00, 2026-01-07", "Training, 2026-01-07")
    assert [(one.name, one.stays.state, one.goes.state, one.kept.state) for one in seen.both] == [
        ("Ann Lee", PRESENT, PRESENT, PRESENT),
        ("Bo Chan", EXCUSED, ABSENT, EXCUSED),
        ("Cy Do", ABSENT, PRESENT, PRESENT),
    ]
    assert (seen.moved, seen.united) == ({"attendance": 1}, {"attendance": 3})
    assert (seen.filled, seen.differing) == ({"place": "Online"}, {"title": "Training"})


@pytest.mark.both_engines
def test_two_meetings_become_one_with_everybody_of_both_lists_and_come_apart_again_byte_for_byte(engine: Engine) -> None:
    two_lists(engine)
    before = dump(engine)

    merge(engine, MEETING, stays=1, goes=2, seen=preview(engine), by="Kanya", at=T1)

    assert story(engine)["meeting"] == [(JANUARY, "Plenary", "Online", "09:00")]
    assert the_list(engine) == [
        ("Ann Lee", "present", 90),
        ("Bo Chan", "excused", None),
        ("Cy Do", "present", None),
        ("Di Ek", "present", None),
        ("Ek Fa", "absent", None),
    ]
    with reading(engine) as session:
        (listed,) = merges(session)
    assert (listed.gone, listed.kept, listed.by) == ("Training, 2026-01-07", "Plenary, 09:00, 2026-01-07", "Kanya")
    undo_edit(engine, T1, at=T2)
    assert dump(engine) == before
    with reading(engine) as session:
        assert merges(session) == []


def test_decisions_agenda_minutes_and_actions_of_both_are_there_and_the_same_line_once(engine: Engine) -> None:
    first, second = (meetings.add_meeting(engine, held_on=JANUARY, title=title, at=NOW) for title in ("One", "Two"))
    line: dict[str, Any] = {"kind": NoteKind.AGENDA}
    add(
        engine,
        m.MeetingNote(meeting_id=first, what="Welcome", position=1, **line),
        m.MeetingNote(meeting_id=first, what="Shelters", position=2, **line),
        m.MeetingNote(meeting_id=second, what="Welcome", position=1, **line),
        m.MeetingNote(meeting_id=second, what="Hotline", position=2, **line),
        m.MeetingNote(meeting_id=second, kind=NoteKind.DECISION, what="Meet in Nan"),
        m.ActionItem(meeting_id=second, what="Call the hotline"),
        m.MinutesVersion(meeting_id=first, number=1, closed_at=NOW, said={"decisions": ["a"]}),
        m.MinutesVersion(meeting_id=second, number=1, closed_at=NOW, said={"decisions": ["b"]}),
    )
    before = dump(engine)

    merge(engine, MEETING, stays=first, goes=second, at=T1)

    with reading(engine) as session:
        assert sorted(one.what for one in notes(session, meeting_id=first)) == ["Hotline", "Meet in Nan", "Shelters", "Welcome"]
        assert [(one.number, one.said) for one in versions(session, meeting_id=first)] == [
            (2, {"decisions": ["a"]}),
            (1, {"decisions": ["b"]}),
        ]
    assert [row["meeting_id"] for row in stored(engine)["action_item"]] == [first]
    undo_edit(engine, T1, at=T2)
    assert dump(engine) == before


def test_memberships_are_settled_after_it_and_after_its_undo_as_after_an_import(engine: Engine) -> None:
    """Who was there says for whom: the organization of the other list is then listed from its next meeting on."""
    row = Row("Ann Lee", "Hope House", title="Plenary", email="ann@hope.example")
    bring(engine, attendance_file(row, Row("Bo Chan", "Lanna School", title="Plenary")))
    absent = Row("Ann Lee", "River Office", title="Training", email="ann@hope.example", state="absent")
    bring(engine, attendance_file(absent, Row("Cy Do", "River Office", FEBRUARY), file="b.csv"), answers({TITLES: "new"}))
    begins = dict(story(engine)["membership"][-1:] and [(name, on) for name, on, _ in story(engine)["membership"]])
    assert begins["River Office"] == JANUARY
    before = dump(engine)

    merge(engine, MEETING, stays=1, goes=2, at=T1)

    assert {name: on for name, on, _ in story(engine)["membership"]} == begins | {"River Office": FEBRUARY}
    undo_edit(engine, T1, at=T2)
    assert dump(engine) == before


def test_the_file_of_the_meeting_that_went_adds_nothing_when_it_comes_again(engine: Engine) -> None:
    two_lists(engine)
    merge(engine, MEETING, stays=1, goes=2, at=T1)

    found = plan_of(engine, ONLINE)

    assert found.questions == []
    assert not {what for what, count in found.counts().items() if count} & {"meetings", "attendances", "new", "people"}


def test_a_file_waits_for_the_merge_to_be_taken_back(engine: Engine) -> None:
    two_lists(engine)
    merge(engine, MEETING, stays=1, goes=2, at=T1)

    for batch in (1, 2):
        with pytest.raises(UndoRefused, match="has been merged with"):
            undo(engine, batch, now=T2)
    undo_edit(engine, T1, at=T2)
    undo(engine, 2, now=T3)
    assert story(engine)["meeting"] == [(JANUARY, "Plenary", None, "09:00")]


def test_what_was_entered_at_the_meeting_that_went_is_undone_after_the_merge(engine: Engine) -> None:
    two_lists(engine)
    meetings.add_person(engine, 2, name="Fa Go", organization="Hope House", at=T1)
    merge(engine, MEETING, stays=1, goes=2, at=T2)

    with pytest.raises(EditRefused, match=r"Undo that merge first"):
        undo_edit(engine, T1, at=T3)


def test_meetings_of_two_days_are_no_one_meeting(engine: Engine) -> None:
    first, second = (meetings.add_meeting(engine, held_on=day, at=NOW) for day in (JANUARY, FEBRUARY))

    with pytest.raises(EditRefused, match="different days"):
        merge(engine, MEETING, stays=first, goes=second, at=T1)


def test_an_organization_without_a_named_person_on_both_lists_is_there_once(engine: Engine) -> None:
    first, second = (meetings.add_meeting(engine, held_on=JANUARY, title=title, at=NOW) for title in ("One", "Two"))
    for meeting_id, state in ((first, ABSENT), (second, PRESENT)):
        meetings.add_person(engine, meeting_id, organization="Hope House", state=state, at=NOW)

    seen = preview(engine)
    assert [(one.name, one.stays, one.kept.state) for one in seen.both] == [(None, Listed(ABSENT, "Hope House"), PRESENT)]
    merge(engine, MEETING, stays=first, goes=second, seen=seen, at=T1)
    assert [row["state"] for row in stored(engine)["attendance"]] == [PRESENT]


@pytest.mark.both_engines
def test_a_newer_list_of_the_meeting_that_went_is_one_of_the_meeting_that_stays(engine: Engine) -> None:
    """What was answered before the merge, that they are two, holds no more: everybody would be counted twice."""
    two_lists(engine)
    third = meetings.add_meeting(engine, held_on=JANUARY, title="Evening", at=NOW)
    merge(engine, MEETING, stays=1, goes=2, at=T1)
    merge(engine, MEETING, stays=third, goes=1, at=T2)
    newer = attendance_file(
        *(Row(name, title="Training", place="Online") for name in ("Ann Lee", "Bo Chan", "Cy Do", "Gi Ho")), file="online.csv"
    )

    assert {question.code for question in plan_of(engine, newer).questions}.isdisjoint({"same_people", "several_meetings"})
    bring(engine, newer)

    assert [title for _, title, *_ in story(engine)["meeting"]] == ["Evening"]
    assert sorted(who[0] for _, who, *_ in story(engine)["attendance"]).count("Ann Lee") == 1
    undo_edit(engine, T2, at=T3)
    assert [title for _, title, *_ in story(engine)["meeting"]] == ["Evening", "Plenary"]


def test_a_merge_that_was_taken_back_is_made_again_by_taking_that_back(engine: Engine) -> None:
    first, second = (meetings.add_meeting(engine, held_on=JANUARY, title=title, at=NOW) for title in ("One", "Two"))
    merge(engine, MEETING, stays=first, goes=second, at=T1)
    undo_edit(engine, T1, at=T2)
    undo_edit(engine, T2, at=T3)
    with reading(engine) as session:
        assert [(one.gone, one.kept) for one in merges(session)] == [("Two, 2026-01-07", "One, 2026-01-07")]


def test_a_merge_is_not_taken_back_once_the_meeting_that_stayed_is_deleted_with_the_lists_of_both(engine: Engine) -> None:
    two_lists(engine)
    before = dump(engine)
    merge(engine, MEETING, stays=1, goes=2, at=T1)
    meetings.delete_meeting(engine, 1, at=T2)

    with pytest.raises(EditRefused):
        undo_edit(engine, T1, at=T3)
    undo_edit(engine, T2, at=T3)
    undo_edit(engine, T1, at=T3 + timedelta(minutes=1))
    assert dump(engine) == before


def test_a_file_with_both_meetings_is_a_list_of_the_one_they_became(engine: Engine) -> None:
    both = attendance_file(
        Row("Ann Lee", "Hope House", title="Plenary", start="09:00"),
        Row("Ek Fa", "Hope House", title="Plenary", start="09:00"),
        Row("Ann Lee", "Hope House", title="Training", place="Online", minutes=90),
        Row("Bo Chan", "River Office", title="Training", place="Online"),
    )
    bring(engine, both)
    merge(engine, MEETING, stays=1, goes=2, at=T1)

    again = plan_of(engine, both)

    assert (again.questions, again.counts()) == ([], {"merged": 1, "unchanged": 3})
