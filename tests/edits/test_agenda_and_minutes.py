"""The agenda before a meeting and the minutes after it: lines that keep what hangs on them, and versions that stay."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlmodel import Session, col

from coalition import models as m
from coalition.answers.agenda import agenda_day, agenda_facts
from coalition.answers.attendance import attendance_map
from coalition.answers.minutes import Record, minutes
from coalition.database import reading, writing
from coalition.edits.agenda import save_agenda
from coalition.edits.meetings import delete_meeting
from coalition.edits.minutes import close_minutes, save_notes
from coalition.edits.people import erase_person
from coalition.edits.record import EditRefused
from coalition.edits.recording import finish_meeting, note, start_meeting
from coalition.edits.screen import TextRefused
from coalition.edits.undo import undo_edit
from coalition.frames import records
from coalition.minutes import as_stored, from_stored
from coalition.papers.agenda import drafted
from coalition.papers.minutes import minutes_data
from coalition.queries.agenda import agenda, coming_on
from coalition.queries.meetings import decisions_frame
from coalition.settings import Settings
from coalition.vocabulary import AttendanceState, NoteKind
from tests.support.day import TODAY

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
DECISION = NoteKind.DECISION


def later(minutes_on: int) -> datetime:
    return AT + timedelta(minutes=minutes_on)


def ask(engine: Engine, function: Any, **told: Any) -> Any:
    with reading(engine) as session:
        return function(session, **told)


def meeting(engine: Engine) -> int:
    """A meeting with two people, one promise and two decisions."""
    with writing(engine) as session:
        rows = [
            m.Organization(name="Lanna House", name_key="lanna house"),
            m.Organization(name="Doi Clinic", name_key="doi clinic"),
            m.Membership(organization_id=1, from_on=date(2025, 1, 1)),
            m.Membership(organization_id=2, from_on=date(2025, 1, 1)),
            m.Person(name="Malee Jaidee", name_key="malee jaidee", organization_id=1),
            m.Meeting(held_on=TODAY, title="Monthly"),
            m.Attendance(meeting_id=1, person_id=1, organization_id=1, state=AttendanceState.PRESENT),
            m.ActionItem(what="Print the list", organization_id=1, person_id=1, meeting_id=1, opened_on=TODAY),
            m.MeetingNote(meeting_id=1, kind=DECISION, what="Meet in Nan"),
            m.MeetingNote(meeting_id=1, kind=DECISION, what="Write to the prosecutor"),
        ]
        for row in rows:
            session.add(row)
            session.flush()
    return 1


def record(engine: Engine) -> Record:
    found = ask(engine, minutes, settings=Settings(coalition_name="North"), meeting_id=1)
    assert isinstance(found, Record)
    return found


@pytest.mark.both_engines
def test_an_agenda_is_edited_as_a_text_and_a_reworded_line_stays_the_same_line(engine: Engine) -> None:
    day = date(2026, 12, 10)
    save_agenda(engine, day, "Welcome\n\n Who answers calls at night? \nNext meeting", at=AT)
    shown = ask(engine, agenda, held_on=day)
    assert [line for _, line in shown] == ["Welcome", "Who answers calls at night?", "Next meeting"]
    save_agenda(engine, day, "Shelter in Phrae", shown=[], at=later(1))  # somebody else, who saw an empty agenda
    save_agenda(engine, day, "Next meeting\nWho answers the calls at night?\nShelter", shown=shown, at=later(2))
    found = ask(engine, agenda, held_on=day)
    (welcome, calls, following) = (row for row, _ in shown)
    assert [(following, "Next meeting"), (calls, "Who answers the calls at night?")] == [one for one in found if one[0] <= 3]
    assert welcome not in dict(found)
    assert {"Shelter", "Shelter in Phrae"} < {line for _, line in found}
    assert ask(engine, coming_on, after=TODAY) == day
    undo_edit(engine, later(2), at=later(3))
    assert [one for one in ask(engine, agenda, held_on=day) if one[0] <= 3] == shown


def test_two_people_who_keep_the_same_draft_keep_it_once(sqlite_engine: Engine) -> None:
    assert save_agenda(sqlite_engine, TODAY, "Welcome\nBreak\nNext\nBreak", at=AT)
    assert save_agenda(sqlite_engine, TODAY, "Welcome\nShelter in Phrae\nNext", shown=[], at=later(1))
    found = [line for _, line in ask(sqlite_engine, agenda, held_on=TODAY)]
    assert sorted(found) == ["Break", "Break", "Next", "Shelter in Phrae", "Welcome"]


def test_a_line_that_tells_who_somebody_is_is_refused_beside_its_field(sqlite_engine: Engine) -> None:
    with pytest.raises(TextRefused) as refused:
        save_agenda(sqlite_engine, TODAY, "Welcome\nCall 081-234-5678", at=AT)
    assert refused.value.field == "agenda"
    assert ask(sqlite_engine, agenda, held_on=TODAY) == []


@pytest.mark.both_engines
def test_a_meeting_begins_with_the_agenda_of_its_day_and_its_minutes_end_with_it(engine: Engine) -> None:
    save_agenda(engine, TODAY, "Welcome\nShelter in Phrae", at=AT)
    draft = start_meeting(engine, held_on=TODAY, today=TODAY, at=later(1))
    note(engine, draft, key="d", kind=DECISION, what="Ask the province", at=later(2))
    assert ask(engine, agenda_day, today=TODAY) == TODAY
    finish_meeting(engine, draft, today=TODAY, at=later(3))
    assert ask(engine, agenda_day, today=TODAY) is None, "it is over"
    found = record(engine)
    assert found.minutes.agenda == ("Welcome", "Shelter in Phrae")
    assert found.minutes.decisions == ("Ask the province",)
    assert found.minutes.expected is None, "nobody noted who came"


def test_minutes_count_and_name_whom_a_list_of_absences_expected_as_attendance_does(sqlite_engine: Engine) -> None:
    meeting(sqlite_engine)
    with writing(sqlite_engine) as session:
        session.add_all(m.Organization(name=name, name_key=name.casefold()) for name in ("Once a member", "A guest"))
        session.flush()
        session.add(m.Membership(organization_id=3, from_on=date(2020, 1, 1), to_on=date(2020, 12, 31)))
        absent = {"meeting_id": 1, "state": AttendanceState.ABSENT}
        session.add_all(m.Attendance(organization_id=who, **absent) for who in (3, 4))
    said = record(sqlite_engine).minutes
    rates = ask(sqlite_engine, attendance_map, on=TODAY).meetings.iloc[0]
    assert (said.here, said.expected) == (rates["present"], rates["expected"]) == (1, 2)
    assert said.missing == ("Once a member",), "the list does not name Doi Clinic, and who never was a member is a guest"


def test_minutes_mark_who_was_there_beside_those_expected_as_a_guest(sqlite_engine: Engine) -> None:
    meeting(sqlite_engine)
    with writing(sqlite_engine) as session:
        session.add(m.Organization(name="Province", name_key="province"))
        session.add_all([m.Person(name=name, name_key=name) for name in ("dao", "ek")])
        session.flush()
        for told in ({"organization_id": 3}, {"person_id": 2, "organization_as_written": "Radio"}, {"person_id": 3}):
            session.add(m.Attendance(meeting_id=1, state=AttendanceState.PRESENT, **told))
    found = from_stored(as_stored(record(sqlite_engine).minutes))
    (present, *_) = minutes_data(found, Settings(), "en")["people"]
    assert present["said"] == "1 of 2 members here · Quorum not reached: 1 came, 2 needed (more than half)"
    names = [row["organization"] for row in present["rows"]]
    assert names == ["Lanna House", "Province (guest)", "Radio (guest)", "Organization not given"]


@pytest.mark.both_engines
def test_the_page_of_a_meeting_names_the_person_of_an_action_as_its_minutes_do(engine: Engine) -> None:
    meeting(engine)
    owner = "Lanna House, Malee Jaidee"
    assert record(engine).minutes.promised[0].who == owner
    assert records(ask(engine, decisions_frame, meeting_id=1))[-1]["who"] == owner


def test_a_draft_without_a_day_holds_every_open_action_and_welcomes_back_who_came_years_ago(sqlite_engine: Engine) -> None:
    meeting(sqlite_engine)
    with writing(sqlite_engine) as session:
        for organization, first in ((3, TODAY - timedelta(days=900)), (4, TODAY - timedelta(days=30))):
            name = f"Organization {organization}"
            session.add(m.Organization(id=organization, name=name, name_key=name.casefold()))
            session.flush()
            session.add(m.Membership(organization_id=organization, from_on=TODAY - timedelta(days=3)))
            days = [first, *(TODAY - timedelta(days=n) for n in (700, 650, 600, 550))] if organization == 3 else [first]
            for day in days:
                session.add(held := m.Meeting(held_on=day))
                session.flush()
                who = organization if day == first else 1
                session.add(m.Attendance(meeting_id=held.id, organization_id=who, state=AttendanceState.PRESENT))
            session.add(m.Attendance(meeting_id=1, organization_id=organization, state=AttendanceState.PRESENT))
    found = ask(sqlite_engine, agenda_facts, settings=Settings(), today=TODAY)
    assert (found.new, found.returned) == ([], ["Organization 3"])
    assert "Action: Print the list (Lanna House, no day agreed)" in drafted(found, "en")


@pytest.mark.both_engines
def test_closed_minutes_stay_as_they_were_and_a_correction_is_another_version(engine: Engine) -> None:
    meeting(engine)
    first = record(engine)
    assert [(one.organization, one.people) for one in first.minutes.present] == [("Lanna House", ("Malee Jaidee",))]
    assert (first.minutes.here, first.minutes.expected, first.minutes.missing) == (1, 2, ("Doi Clinic",))
    assert [one.who for one in first.minutes.promised] == ["Lanna House, Malee Jaidee"]
    close_minutes(engine, 1, number=1, said=as_stored(first.minutes), at=AT)
    assert record(engine).is_closed
    text = "Write to the prosecutor\nMeet in Nan in May\nTell the police"
    save_notes(engine, 1, {DECISION: text}, shown={DECISION: first.notes[DECISION]}, at=later(1))
    again = record(engine)
    assert again.minutes.decisions == tuple(text.splitlines())
    assert not again.is_closed
    assert again.versions[0].minutes == first.minutes
    with pytest.raises(EditRefused):
        close_minutes(engine, 1, number=1, said=as_stored(again.minutes), at=later(2))
    close_minutes(engine, 1, number=2, said=as_stored(again.minutes), at=later(2))
    assert [one.number for one in record(engine).versions] == [2, 1]
    delete_meeting(engine, 1, at=later(3))
    assert ask(engine, minutes, settings=Settings(), meeting_id=1) is None
    undo_edit(engine, later(3), at=later(4))
    assert record(engine).is_closed


@pytest.mark.both_engines
def test_whoever_is_erased_is_gone_from_closed_minutes_too(engine: Engine) -> None:
    meeting(engine)
    close_minutes(engine, 1, number=1, said=as_stored(record(engine).minutes), at=AT)
    erase_person(engine, 1, at=later(1))
    found = record(engine)
    assert found.minutes.present[0].people == ()
    assert found.minutes.promised[0].who == "Lanna House"
    with Session(engine) as session:
        said = session.scalars(select(col(m.MinutesVersion.said))).one()
    assert "Malee" not in str(said)
    assert found.versions[0].minutes.decisions == ("Meet in Nan", "Write to the prosecutor")
    assert found.is_closed, "nothing else is different"
