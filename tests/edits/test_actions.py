"""Promises opened, changed, done, dropped, opened again and taken back, and what the refusals say."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlmodel import col

from coalition import models as m
from coalition.database import reading, writing
from coalition.edits import actions, meetings
from coalition.edits.merge import Merged, merge
from coalition.edits.record import EditRefused
from coalition.edits.undo import undo_edit
from coalition.queries.actions import day_offered
from tests.builders import stored

DAY = date(2026, 11, 12)
TODAY = date(2026, 11, 25)
DUE = date(2026, 11, 26)
T0 = datetime(2026, 11, 25, 9, 0, 0, 123456, tzinfo=UTC)
T1, T2, T3, T4, T5, T6 = (T0 + timedelta(minutes=n) for n in range(1, 7))


@pytest.fixture
def member(engine: Engine) -> int:
    """Rim Kok Foundation, which stood at the meeting of DAY with one person."""
    meeting_id = meetings.add_meeting(engine, held_on=DAY, at=T0)
    meetings.add_person(engine, meeting_id, name="Anchalee Srithep", organization="Rim Kok Foundation", at=T0)
    return int(stored(engine)["organization"][0]["id"])


def opened(engine: Engine, member: int, **more: Any) -> int:
    told = {
        "what": "Call the clinic",
        "organization_id": member,
        "opened_on": DAY,
        "due_on": DUE,
        "today": TODAY,
        "at": T1,
        **more,
    }
    return actions.open_action(engine, **told)


def item(engine: Engine, number: int = 0) -> dict[str, Any]:
    return stored(engine)["action_item"][number]


def test_a_promise_is_kept_with_its_owner_day_and_meeting(engine: Engine, member: int) -> None:
    person = stored(engine)["person"][0]["id"]
    meeting = stored(engine)["meeting"][0]["id"]
    opened(engine, member, what="  Call the clinic ", organization_id=None, person_id=person, meeting_id=meeting)
    row = item(engine)
    assert (row["what"], row["organization_id"], row["person_id"], row["meeting_id"]) == (
        "Call the clinic",
        member,
        person,
        meeting,
    )
    assert (row["opened_on"], row["due_on"], row["state"]) == (DAY, DUE, "open")


def test_the_day_that_is_offered_is_that_of_the_next_meeting(engine: Engine, member: int) -> None:
    with reading(engine) as session:
        assert day_offered(session, on=DAY) == DAY + timedelta(days=14), "no later one is known"
    meetings.add_meeting(engine, held_on=date(2026, 12, 10), at=T0)
    with reading(engine) as session:
        assert day_offered(session, on=DAY) == date(2026, 12, 10)


def test_a_promise_about_a_referral_is_about_its_gap(engine: Engine, member: int) -> None:
    with writing(engine) as session:
        for row in (
            m.Area(id=1, pcode="TH57", level=1, country="TH", name="Chiang Rai"),
            m.ServiceType(id=1, code="A1", name="Shelter"),
            m.SharedCase(id=1, code="K-1", opened_on=DAY),
            m.CaseNeed(id=1, case_id=1, service_type_id=1, area_id=1, opened_on=DAY),
            m.Referral(id=1, need_id=1, referred_organization_id=member, sent_on=DAY),
        ):
            session.add(row)
            session.flush()
    opened(engine, member, referral_id=1)
    assert (item(engine)["area_id"], item(engine)["service_type_id"], item(engine)["referral_id"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"what": "   "}, "Enter in one line what will be done"),
        ({"what": "x" * 161}, "This is too long: 161 characters"),
        ({"what": "Call\nthe clinic"}, "line break or a hidden character"),
        ({"what": "Call \u202eclinic"}, "line break or a hidden character"),
        ({"organization_id": None}, "Choose who does it"),
        ({"organization_id": 999}, "no longer exists"),
        ({"person_id": 999}, "no longer exists"),
        ({"area_id": 999}, "no longer exists"),
        ({"due_on": DAY - timedelta(days=1)}, "due date cannot be before 2026-11-12"),
        ({"opened_on": TODAY + timedelta(days=1)}, "in the future"),
    ],
)
def test_what_cannot_be_a_promise_is_refused_with_a_sentence_and_nothing_is_kept(
    engine: Engine, member: int, told: dict[str, Any], why: str
) -> None:
    with pytest.raises(EditRefused, match=why):
        opened(engine, member, **told)
    assert "action_item" not in stored(engine)


@pytest.mark.both_engines
def test_somebody_of_another_organization_cannot_promise_for_this_one_unless_they_once_stood_for_it(
    engine: Engine, member: int
) -> None:
    meetings.add_person(engine, 1, name="Tomas Berger", organization="Hope House", at=T0)
    tomas = stored(engine)["person"][1]["id"]
    with pytest.raises(EditRefused, match="no record that Tomas Berger represents Rim Kok Foundation"):
        opened(engine, member, person_id=tomas)
    later = meetings.add_meeting(engine, held_on=DAY + timedelta(days=1), at=T0)
    meetings.add_person(engine, later, person_id=tomas, organization_id=member, at=T0)
    opened(engine, member, person_id=tomas)
    assert item(engine)["organization_id"] == member


@pytest.mark.both_engines
def test_a_promise_is_done_changed_only_after_it_is_open_again_and_every_step_can_be_taken_back(
    engine: Engine, member: int
) -> None:
    number = opened(engine, member)
    before = item(engine)
    assert actions.finish_action(engine, number, done_on=TODAY, today=TODAY, note="They answer at night.", at=T2)
    assert (item(engine)["state"], item(engine)["done_on"], item(engine)["note"]) == ("done", TODAY, "They answer at night.")
    with pytest.raises(EditRefused, match="Already done on 2026-11-25"):
        actions.change_action(engine, number, what="Else", organization_id=member, due_on=TODAY, at=T3)
    undo_edit(engine, T2, at=T3)
    assert item(engine) == before
    changed = {"what": "Call two clinics", "organization_id": member, "due_on": TODAY}
    assert actions.change_action(engine, number, **changed, at=T4)
    assert not actions.change_action(engine, number, **changed, at=T4)
    undo_edit(engine, T4, at=T5)
    assert item(engine) == before
    undo_edit(engine, T1, at=T6)
    assert "action_item" not in stored(engine)


def test_dropping_needs_a_reason_and_opening_again_forgets_how_it_ended(engine: Engine, member: int) -> None:
    number = opened(engine, member)
    with pytest.raises(EditRefused, match="why it is canceled"):
        actions.drop_action(engine, number, reason=" ", dropped_on=TODAY, today=TODAY, at=T2)
    actions.drop_action(engine, number, reason="The clinic is closed.", dropped_on=TODAY, today=TODAY, at=T2)
    assert (item(engine)["state"], item(engine)["note"]) == ("dropped", "The clinic is closed.")
    assert actions.reopen_action(engine, number, at=T3)
    assert (item(engine)["state"], item(engine)["done_on"], item(engine)["note"]) == ("open", None, None)
    assert not actions.reopen_action(engine, number, at=T3)


@pytest.mark.both_engines
def test_what_was_noted_by_mistake_is_gone_and_comes_back_whole_when_that_was_the_mistake(engine: Engine, member: int) -> None:
    number = opened(engine, member)
    before = item(engine)
    assert actions.remove_action(engine, number, at=T2)
    assert "action_item" not in stored(engine)
    with pytest.raises(EditRefused):
        actions.remove_action(engine, number, at=T3)
    undo_edit(engine, T2, at=T4)
    assert item(engine) == before


def test_what_was_removed_does_not_come_back_to_a_meeting_that_is_gone_and_the_sentence_says_so(
    engine: Engine, member: int
) -> None:
    meeting = stored(engine)["meeting"][0]["id"]
    actions.remove_action(engine, opened(engine, member, meeting_id=meeting), at=T2)
    meetings.delete_meeting(engine, meeting, at=T3)
    with pytest.raises(EditRefused, match="its meeting has been deleted in the meantime"):
        undo_edit(engine, T2, at=T4)
    undo_edit(engine, T3, at=T5)
    undo_edit(engine, T2, at=T6)
    assert item(engine)["meeting_id"] == meeting


@pytest.mark.parametrize(
    ("on", "why"), [(DAY - timedelta(days=1), "before 2026-11-12"), (TODAY + timedelta(days=1), "in the future")]
)
def test_a_promise_is_done_between_its_day_and_today(engine: Engine, member: int, on: date, why: str) -> None:
    number = opened(engine, member)
    with pytest.raises(EditRefused, match=why):
        actions.finish_action(engine, number, done_on=on, today=TODAY, at=T2)


@pytest.mark.both_engines
def test_of_two_people_who_close_the_same_promise_at_once_the_second_gets_a_sentence(engine: Engine, member: int) -> None:
    number = opened(engine, member)

    def close(at: datetime) -> str:
        try:
            actions.finish_action(engine, number, done_on=TODAY, today=TODAY, at=at)
        except EditRefused as refused:
            return str(refused)
        return "done"

    with ThreadPoolExecutor(2) as two:
        told = sorted(two.map(close, (T2, T3)))
    assert told == ["Already done on 2026-11-25. Reopen it to change it.", "done"]
    assert len([change for change in changes(engine) if change.action == "updated"]) == 1


def changes(engine: Engine) -> list[m.Change]:
    with reading(engine) as session:
        return list(session.scalars(select(m.Change).where(col(m.Change.table_name) == "action_item")))


def test_a_deleted_meeting_leaves_its_promises_and_whoever_is_merged_takes_them_along(engine: Engine, member: int) -> None:
    meeting, person = stored(engine)["meeting"][0]["id"], stored(engine)["person"][0]["id"]
    opened(engine, member, meeting_id=meeting, person_id=person)
    meetings.delete_meeting(engine, meeting, at=T2)
    assert (item(engine)["meeting_id"], item(engine)["opened_on"]) == (None, DAY)
    with writing(engine) as session:
        session.add(m.Organization(id=98, name="Rim Kok", name_key="rim kok"))
        session.add(m.Person(id=99, name="A. Srithep", name_key="a srithep"))
    merge(engine, Merged.ORGANIZATION, stays=98, goes=member, at=T3)
    merge(engine, Merged.PERSON, stays=99, goes=person, at=T4)
    assert (item(engine)["organization_id"], item(engine)["person_id"]) == (98, 99)
    undo_edit(engine, T4, at=T5)
    undo_edit(engine, T3, at=T6)
    assert (item(engine)["organization_id"], item(engine)["person_id"]) == (member, person)
