import ast
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlmodel import col

from coalition.answers.participation import meeting_list, participation_json, participation_picture
from coalition.database import ROOT, reading, writing
from coalition.edits import recording
from coalition.edits.actions import remove_action
from coalition.edits.conflicts import EditConflict, as_seen
from coalition.edits.meetings import known_organization
from coalition.edits.record import EditRefused
from coalition.edits.screen import TextRefused
from coalition.edits.undo import undo_edit
from coalition.frames import records
from coalition.imports.matching.keys import organization_key
from coalition.models import (
    ActionItem,
    Area,
    Attendance,
    DraftMeeting,
    Meeting,
    MeetingNote,
    Membership,
    Organization,
    Person,
    Resource,
    ServiceType,
)
from coalition.participation import quorum_needed
from coalition.queries import actions, resources, seen
from coalition.queries.meetings import decided_about, notes
from coalition.queries.recording import Recorded, drafts, recorded
from coalition.settings import Settings
from coalition.vocabulary import ActionState, AttendanceState, NoteKind, ResourceKind
from tests.support.sources import nodes

TODAY = date(2026, 11, 25)
DUE = date(2026, 12, 9)
LAST = date(2026, 10, 28)
T0 = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PRESENT, EXCUSED, ABSENT = AttendanceState.PRESENT, AttendanceState.EXCUSED, AttendanceState.ABSENT
_seconds = count(1)


def at() -> datetime:
    return T0 + timedelta(seconds=next(_seconds))


@pytest.fixture
def draft(engine: Engine) -> int:
    """Three members, one person, a meeting of October at which two came, an overdue promise; today's meeting has begun."""
    with writing(engine) as session:
        for name in ("Baan Doi Sung", "Hilltribe Voices", "Rim Kok Foundation", "Red Cross"):
            session.add(Organization(name=name, name_key=name.casefold()))
        session.flush()
        session.add_all(Membership(organization_id=n, from_on=date(2025, 1, 1)) for n in (1, 2, 3))
        session.add(Person(name="Anong Suk", name_key="anong suk", organization_id=3))
        session.add(Meeting(held_on=LAST, title="Monthly meeting"))
        session.flush()
        for organization_id, state in ((1, PRESENT), (2, PRESENT), (3, ABSENT)):
            session.add(Attendance(meeting_id=1, organization_id=organization_id, state=state))
        session.add(Area(pcode="TH57", level=1, country="TH", name="Chiang Rai", name_local="เชียงราย"))
        session.add(ServiceType(code="A1", name="Longer-term shelter"))
        link = "https://baan-doi-sung.example/hearing"
        session.add(Resource(title="How to hear a child", kind=ResourceKind.TRAINING, link=link, shared_on=LAST))
        session.add(ActionItem(what="Call the hotline", organization_id=1, opened_on=LAST, due_on=date(2026, 11, 1)))
    return recording.start_meeting(engine, held_on=TODAY, today=TODAY, title="Monthly meeting", at=at())


def now(engine: Engine, draft_id: int) -> Recorded:
    with reading(engine) as session:
        found = recorded(session, draft_id=draft_id)
    assert found is not None
    return found


def mark(engine: Engine, draft_id: int, key: str, state: AttendanceState | None = PRESENT, **who: Any) -> datetime:
    moment = at()
    recording.mark(engine, draft_id, key=key, state=state, at=moment, **who)
    return moment


def whole_evening(engine: Engine, draft_id: int) -> None:
    mark(engine, draft_id, "a", organization_id=1)
    mark(engine, draft_id, "b", EXCUSED, organization_id=2)
    mark(engine, draft_id, "c", name="Provincial court, Nan", is_organization=True, is_remote=True)
    mark(engine, draft_id, "d", name="Tomas Berger")
    recording.note(engine, draft_id, key="e", kind=NoteKind.AGENDA, what="Shelter in Phrae", at=at())
    recording.note(engine, draft_id, key="f", kind=NoteKind.DECISION, what="Meet in Phayao", at=at())
    about = {"area_id": 1, "service_type_id": 1}
    recording.note(engine, draft_id, key="j", kind=NoteKind.DECISION, what="Two families will foster", at=at(), **about)
    recording.note(engine, draft_id, key="g", kind=NoteKind.ACTION, what="Ask two families", person_id=1, due_on=DUE, at=at())
    recording.note(engine, draft_id, key="h", kind=NoteKind.KEPT, action_id=1, at=at())
    told = {"what": "A child is never heard twice", "organization_id": 1, "resource_id": 1}
    recording.note(engine, draft_id, key="i", kind=NoteKind.LEARNED, at=at(), **told)


def said(engine: Engine) -> dict[str, Any]:
    """What the pages say of meetings and promises."""
    with reading(engine) as session:
        picture = participation_picture(session, settings=Settings(), on=TODAY)
        return {
            "participation": participation_json(picture),
            "meetings": meeting_list(session, on=date.max).to_dict("records"),
            "actions": actions.actions_frame(session, on=TODAY).to_dict("records"),
            "last": actions.last_meeting_on(session, before=date.max),
            "people": session.scalar(select(func.count()).select_from(Person)),
            "organizations": session.scalar(select(func.count()).select_from(Organization)),
        }


@pytest.mark.both_engines
def test_a_meeting_in_progress_counts_nowhere_and_a_finished_one_everywhere(engine: Engine, draft: int) -> None:
    before = said(engine)
    whole_evening(engine, draft)
    assert said(engine) == before
    meeting_id = recording.finish_meeting(engine, draft, today=TODAY, at=at())
    after = said(engine)
    assert after["last"] == TODAY
    newest = after["meetings"][0]
    assert (newest["id"], newest["present"], newest["expected"], newest["guests"]) == (meeting_id, 1, 3, 1)
    actions = {a["what"]: a for a in after["actions"]}
    assert actions["Call the hotline"]["closed_as"] == ActionState.DONE
    who = actions["Ask two families"]
    assert (who["organization"], who["person"]) == ("Rim Kok Foundation", "Anong Suk")
    with reading(engine) as session:
        assert drafts(session) == []
        lines = session.execute(select(col(MeetingNote.kind), col(MeetingNote.what)).order_by(col(MeetingNote.id))).all()
        listed = select(col(Attendance.organization_id), col(Attendance.state)).where(col(Attendance.meeting_id) == meeting_id)
        states = {row[0]: row[1] for row in session.execute(listed)}
        remote = session.scalars(select(col(Attendance.organization_id)).where(col(Attendance.is_remote))).all()
        guest = session.scalar(select(col(Organization.id)).where(col(Organization.name) == "Provincial court, Nan"))
        noted = [(one.what, one.about) for one in notes(session, meeting_id=meeting_id)]
        cell = (("Longer-term shelter", None), ("Chiang Rai", "เชียงราย"))
        assert noted == [("Shelter in Phrae", None), ("Meet in Phayao", None), ("Two families will foster", cell)]
        of_cell = decided_about(session, area_id=1, service_type_id=1, on=TODAY)
        assert of_cell == [(meeting_id, TODAY, "Two families will foster")]
        assert decided_about(session, area_id=1, service_type_id=1, on=LAST) == []
        (lesson,) = resources.learned(session, meeting_id=meeting_id)
    assert [tuple(line) for line in lines[:2]] == [
        (NoteKind.AGENDA, "Shelter in Phrae"),
        (NoteKind.DECISION, "Meet in Phayao"),
    ]
    assert (lesson.what, lesson.organization, lesson.title) == (
        "A child is never heard twice",
        "Baan Doi Sung",
        "How to hear a child",
    )
    assert (states[1], states[2], states.get(3)) == (PRESENT, EXCUSED, None), "noted nowhere is not listed"
    assert remote == [guest]
    assert len(after["participation"]["members"]) == 3, "a guest does not become a member"


def test_only_two_modules_know_the_tables_of_a_meeting_in_progress() -> None:
    names = {"DraftMeeting", "DraftAttendance", "DraftNote"}
    knowing = set()
    for path in (ROOT / "coalition").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if not any(name in source for name in names):
            continue
        if {node.id for node in nodes(path) if isinstance(node, ast.Name)} & names:
            knowing.add(path.relative_to(ROOT / "coalition").as_posix())
    assert knowing == {"queries/recording.py", "edits/recording.py"}


def test_what_is_sent_twice_is_noted_once(engine: Engine, draft: int) -> None:
    for _ in range(2):
        mark(engine, draft, "a", organization_id=1)
        mark(engine, draft, "b", name="Tomas Berger")
        recording.note(engine, draft, key="c", kind=NoteKind.DECISION, what="Meet in Phayao", at=at())
    mark(engine, draft, "another key", organization_id=1)
    found = now(engine, draft)
    assert [one.name for one in found.marks] == ["Baan Doi Sung", "Tomas Berger"]
    assert len(found.lines) == 1


def test_two_people_who_record_at_once_lose_nothing_of_each_other(engine: Engine, draft: int) -> None:
    with reading(engine) as session:
        both_saw = seen.seen_now(session)
    for key, organization_id in (("a", 1), ("b", 2)):  # different members
        with as_seen(both_saw):
            recording.mark(engine, draft, key=key, organization_id=organization_id, state=PRESENT, at=at())
    with as_seen(both_saw):  # the same of the same
        assert not recording.mark(engine, draft, key="c", organization_id=1, state=PRESENT, at=at())
    with as_seen(both_saw), pytest.raises(EditConflict):  # something else of the same
        recording.mark(engine, draft, key="d", organization_id=1, state=EXCUSED, at=at())
    assert {one.organization_id: one.state for one in now(engine, draft).marks} == {1: PRESENT, 2: PRESENT}


def test_each_step_is_taken_back_by_itself(engine: Engine, draft: int) -> None:
    first = mark(engine, draft, "a", organization_id=1)
    second = mark(engine, draft, "a", EXCUSED, organization_id=1)
    undo_edit(engine, second, at=at())
    assert [one.state for one in now(engine, draft).marks] == [PRESENT]
    undo_edit(engine, first, at=at())
    assert now(engine, draft).marks == ()
    mark(engine, draft, "b", organization_id=1)
    mark(engine, draft, "c", None, organization_id=1)
    assert now(engine, draft).marks == ()


@pytest.mark.both_engines
def test_taking_the_end_back_brings_the_meeting_in_progress_back(engine: Engine, draft: int) -> None:
    whole_evening(engine, draft)
    before, noted = said(engine), now(engine, draft)
    finished = at()
    recording.finish_meeting(engine, draft, today=TODAY, at=finished)
    undo_edit(engine, finished, at=at())
    assert said(engine) == before
    assert now(engine, draft) == noted
    thrown = at()
    recording.give_up(engine, draft, at=thrown)
    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(DraftMeeting)) == 0
    undo_edit(engine, thrown, at=at())
    assert now(engine, draft) == noted


def test_a_person_who_came_stands_for_the_organization(engine: Engine, draft: int) -> None:
    mark(engine, draft, "a", organization_id=3)
    mark(engine, draft, "b", person_id=1)
    mark(engine, draft, "c", EXCUSED, organization_id=2)
    meeting_id = recording.finish_meeting(engine, draft, today=TODAY, at=at())
    with reading(engine) as session:
        query = select(col(Attendance.person_id), col(Attendance.organization_id), col(Attendance.state))
        rows = session.execute(query.where(col(Attendance.meeting_id) == meeting_id).order_by(col(Attendance.id))).all()
    assert [tuple(row) for row in rows] == [(1, 3, PRESENT), (None, 2, EXCUSED)]


def test_where_nobody_is_noted_nobody_is_absent(engine: Engine, draft: int) -> None:
    recording.finish_meeting(engine, draft, today=TODAY, at=at())
    with reading(engine) as session:
        newest = records(meeting_list(session, on=TODAY))[0]
    assert (newest["held_on"], newest["expected"]) == (TODAY, None), "not recorded who came"


def test_a_decision_is_about_a_whole_cell_or_about_none(engine: Engine, draft: int) -> None:
    for half in ({"area_id": 1}, {"service_type_id": 1}):
        with pytest.raises(EditRefused, match="or neither"):
            recording.note(engine, draft, key="a", kind=NoteKind.DECISION, what="Two families will foster", at=at(), **half)
    assert now(engine, draft).lines == ()


def test_a_note_that_tells_who_somebody_is_is_refused(engine: Engine, draft: int) -> None:
    for kind in (NoteKind.AGENDA, NoteKind.DECISION, NoteKind.ACTION):
        told: dict[str, Any] = {"key": "a", "kind": kind, "what": "Call her at 081-234-5678", "organization_id": 1}
        with pytest.raises(TextRefused):
            recording.note(engine, draft, at=at(), **told)
    assert now(engine, draft).lines == ()


def test_a_double_click_begins_one_meeting_and_a_recorded_one_has_another_beside_it(engine: Engine, draft: int) -> None:
    told: dict[str, Any] = {"held_on": TODAY, "today": TODAY}
    assert recording.start_meeting(engine, title="Monthly meeting", at=at(), **told) == draft
    other = recording.start_meeting(engine, at=at(), **told)
    assert other != draft, "of another title"
    assert recording.start_meeting(engine, at=at(), **told) == other
    recording.note(engine, other, key="d", kind=NoteKind.DECISION, what="Meet in Phrae", at=at())
    assert recording.start_meeting(engine, at=at(), **told) not in (draft, other), "something is recorded in that one"


def test_a_promise_needs_somebody_and_a_possible_day(engine: Engine, draft: int) -> None:
    told: dict[str, Any] = {"key": "a", "kind": NoteKind.ACTION, "what": "Ask two families"}
    with pytest.raises(EditRefused, match="Choose who does it"):
        recording.note(engine, draft, at=at(), **told)
    with pytest.raises(EditRefused, match="Choose by when"):
        recording.note(engine, draft, organization_id=1, at=at(), **told)
    with pytest.raises(EditRefused, match="due date cannot be before"):
        recording.note(engine, draft, organization_id=1, due_on=LAST, at=at(), **told)


def test_a_meeting_of_a_later_day_is_neither_started_nor_finished_and_the_way_out_is_told(engine: Engine, draft: int) -> None:
    with pytest.raises(EditRefused, match="Prepare its agenda in Papers"):
        recording.start_meeting(engine, held_on=TODAY, today=LAST, at=at())
    with pytest.raises(EditRefused, match="Correct the day"):
        recording.finish_meeting(engine, draft, today=LAST, at=at())


@pytest.mark.parametrize(
    ("rule", "number", "of_40", "of_41"),
    [
        ("more_than_half", 0, 21, 21),
        ("half", 0, 20, 21),
        ("two_thirds", 0, 27, 28),
        ("one_third", 0, 14, 14),
        ("number", 12, 12, 12),
        ("number", 0, 21, 21),
    ],
)
def test_a_quorum_follows_the_rule_of_the_coalition(rule: str, number: int, of_40: int, of_41: int) -> None:
    assert [quorum_needed(rule, number, voters) for voters in (40, 41)] == [of_40, of_41]


@pytest.mark.both_engines
def test_a_promise_that_a_meeting_in_progress_notes_as_kept_is_not_removed_and_it_is_said_where_it_stands(
    engine: Engine, draft: int
) -> None:
    recording.note(engine, draft, key="h", kind=NoteKind.KEPT, action_id=1, at=at())
    with pytest.raises(EditRefused, match="being recorded marks this action as done"):
        remove_action(engine, 1, at=at())
    recording.take_out(engine, draft, key="h", at=at())
    assert remove_action(engine, 1, at=at())


@pytest.mark.both_engines
def test_one_guest_noted_twice_is_one_and_a_person_and_an_organization_of_one_name_are_two(engine: Engine, draft: int) -> None:
    mark(engine, draft, "a", name="Tomas Berger")
    mark(engine, draft, "b", EXCUSED, name="tomas  BERGER")
    mark(engine, draft, "c", name="Tomas Berger", is_organization=True)
    assert [(one.name, one.state, one.is_organization) for one in now(engine, draft).marks] == [
        ("Tomas Berger", EXCUSED, False),
        ("Tomas Berger", PRESENT, True),
    ]


def test_the_title_and_day_of_a_meeting_in_progress_are_corrected_but_not_to_before_what_is_noted(
    engine: Engine, draft: int
) -> None:
    assert recording.change_draft(engine, draft, held_on=date(2026, 11, 24), title="Extra meeting", at=at())
    assert (now(engine, draft).draft.title, now(engine, draft).draft.held_on) == ("Extra meeting", date(2026, 11, 24))
    recording.note(engine, draft, key="h", kind=NoteKind.KEPT, action_id=1, at=at())
    with pytest.raises(EditRefused, match="before 2026-10-28, the day the action was agreed"):
        recording.change_draft(engine, draft, held_on=date(2026, 10, 27), at=at())
    recording.note(engine, draft, key="a", kind=NoteKind.ACTION, what="Ask", organization_id=1, due_on=TODAY, at=at())
    with pytest.raises(EditRefused, match="due date cannot be before 2026-11-26"):
        recording.change_draft(engine, draft, held_on=date(2026, 11, 26), at=at())


def test_a_promise_of_later_is_not_noted_as_kept_on_an_earlier_day(engine: Engine) -> None:
    with writing(engine) as session:
        session.add(Organization(name="Blue", name_key="blue"))
        session.flush()
        session.add(ActionItem(what="Call", organization_id=1, opened_on=TODAY, due_on=TODAY))
    draft = recording.start_meeting(engine, held_on=LAST, today=TODAY, at=at())
    with pytest.raises(EditRefused, match="before 2026-11-25, the day the action was agreed"):
        recording.note(engine, draft, key="h", kind=NoteKind.KEPT, action_id=1, at=at())


def test_a_new_person_is_noted_with_the_organization_and_counts_for_it(engine: Engine, draft: int) -> None:
    who = {"name": "Petra Lindqvist", "organization_id": 1}
    assert recording.mark(engine, draft, key="p", state=PRESENT, **who, at=at())
    assert not recording.mark(engine, draft, key="q", state=PRESENT, **who, at=at())
    assert recording.mark(engine, draft, key="o", organization_id=1, state=EXCUSED, at=at()), "the organization is another mark"
    meeting = recording.finish_meeting(engine, draft, today=TODAY, at=at())
    with reading(engine) as session:
        person = session.scalars(select(Person).where(col(Person.name) == "Petra Lindqvist")).one()
        assert person.organization_id == 1
        listed = session.scalars(select(Attendance).where(col(Attendance.meeting_id) == meeting)).all()
    assert (person.id, 1, PRESENT) in {(one.person_id, one.organization_id, one.state) for one in listed}


def test_a_guest_of_an_organization_that_nobody_knows_is_kept_as_told_and_makes_none_of_it(engine: Engine, draft: int) -> None:
    who = {"name": "Petra Lindqvist", "organization_as_written": "Delta Lawyers"}
    assert recording.mark(engine, draft, key="p", state=PRESENT, **who, at=at())
    known = organizations(engine)
    meeting = recording.finish_meeting(engine, draft, today=TODAY, at=at())
    with reading(engine) as session:
        person = session.scalars(select(Person).where(col(Person.name) == "Petra Lindqvist")).one()
        listed = session.scalars(select(Attendance).where(col(Attendance.person_id) == person.id)).one()
    assert (listed.meeting_id, listed.organization_as_written) == (meeting, "Delta Lawyers")
    assert (person.organization_id, listed.organization_id, organizations(engine)) == (None, None, known)


@pytest.mark.parametrize("is_new", [True, False], ids=["a new one", "one of ours"])
def test_which_organization_a_guest_comes_from_is_answered_once_for_all_its_guests(
    engine: Engine, draft: int, is_new: bool
) -> None:
    for key, name, said in (("p", "Petra Lindqvist", "Delta Lawyers"), ("q", "Jonas Berg", "delta lawyers")):
        recording.mark(engine, draft, key=key, name=name, organization_as_written=said, state=PRESENT, at=at())
    known, own = organizations(engine), None if is_new else 1
    assert recording.name_organization(engine, draft, said="Delta Lawyers", organization_id=own, at=at())
    assert not recording.name_organization(engine, draft, said="Delta Lawyers", organization_id=own, at=at()), "answered"
    assert organizations(engine) - known == ({"Delta Lawyers"} if is_new else set())
    recording.finish_meeting(engine, draft, today=TODAY, at=at())
    with reading(engine) as session:
        listed = session.scalars(select(Attendance).where(col(Attendance.organization_as_written).is_not(None))).all()
        assert len({one.organization_id for one in listed} - {None}) == 1 == len(listed) - 1
        found = known_organization(session, organization_key("Delta Lawyers"))
    assert found == listed[0].organization_id, "the next meeting does not ask"


def test_the_organization_of_a_guest_may_be_told_when_the_name_is_noted_again(engine: Engine, draft: int) -> None:
    for said in ("", "Delta Lawyers", "Other House", ""):
        recording.mark(
            engine, draft, key=f"p{said}", name="Petra Lindqvist", organization_as_written=said, state=PRESENT, at=at()
        )
    (petra,) = now(engine, draft).marks
    assert petra.said == "Delta Lawyers"


def test_a_guest_of_whom_no_organization_was_said_is_given_none(engine: Engine, draft: int) -> None:
    recording.mark(engine, draft, key="p", name="Petra Lindqvist", organization_as_written="?", state=PRESENT, at=at())
    recording.mark(engine, draft, key="q", name="Jonas Berg", state=PRESENT, at=at())
    assert not recording.name_organization(engine, draft, said="?", organization_id=1, at=at())
    assert [one.organization_id for one in now(engine, draft).marks] == [None, None]
    with pytest.raises(EditRefused):
        recording.name_organization(engine, draft, said="Delta Lawyers", organization_id=999, at=at())


def organizations(engine: Engine) -> set[str]:
    with reading(engine) as session:
        return set(session.scalars(select(col(Organization.name))))
