"""A meeting recorded on its page: the start, what its script sends, the end."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import Engine, func, select
from streamlit.runtime.scriptrunner import RerunException
from streamlit.testing.v1 import AppTest

from coalition.database import reading, writing
from coalition.edits import recording as edits
from coalition.edits.meetings import add_meeting
from coalition.models import Contact, Meeting, Membership, Organization, OrganizationAlias, Person
from coalition.queries import recording
from coalition.queries.seen import seen_now
from coalition.settings import Settings
from coalition.shell.context import Page
from coalition.views.record.steps import seen_json, take, told_of
from coalition.vocabulary import AttendanceState, NoteKind
from tests.support.day import TODAY
from tests.support.filled import column_shown
from tests.support.interrupted import Interrupted

Dashboard = Callable[..., AppTest]
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
PRESENT = AttendanceState.PRESENT


@pytest.fixture
def coalition(engine: Engine) -> Engine:
    """Two members and somebody who acts for the second."""
    with writing(engine) as session:
        for name in ("Baan Doi Sung", "Rim Kok Foundation"):
            session.add(Organization(name=name, name_key=name.casefold()))
            session.flush()
        session.add_all(Membership(organization_id=n, from_on=date(2025, 1, 1)) for n in (1, 2))
        session.add(Person(name="Anong Suk", name_key="anong suk", organization_id=2))
    return engine


def texts(at: AppTest) -> str:
    return " ".join(element.value for kind in (at.markdown, at.subheader, at.info) for element in kind)


@pytest.mark.both_engines
def test_a_meeting_begins_with_one_click_and_ends_with_who_was_missing(coalition: Engine, dashboard: Dashboard) -> None:
    at = dashboard("record_meeting")
    assert at.date_input(key="record date").value == TODAY
    at.button(key="FormSubmitter:start meeting-Start the meeting record").click().run()
    assert at.query_params["draft"] == "1"
    edits.mark(coalition, 1, key="b", name="Tomas Berger", organization_as_written="Delta", state=PRESENT, at=NOON)
    guests_alone = dashboard("record_meeting", draft="1", step="finish")
    assert guests_alone.warning[0].value == "No member's attendance is recorded: all 2 members expected will count as absent."
    edits.mark(coalition, 1, key="a", organization_id=1, state=PRESENT, at=NOON)
    edits.note(
        coalition, 1, key="c", kind=NoteKind.ACTION, what="Ask for rooms", organization_id=2, due_on=date(2026, 12, 2), at=NOON
    )

    assert "In progress" in texts(dashboard("meetings"))
    gone = dashboard("meetings", meeting="99")  # as one is that was finished too early, once that is taken back
    assert "Continue" in [link.label for link in gone.get("page_link")]
    add_meeting(coalition, held_on=TODAY, title="From a list", at=NOON)
    at = dashboard("record_meeting", draft="1", step="finish")
    assert [link.label for link in at.get("page_link") if "Stored already" in link.label], "it would count twice"
    assert "1 of 2 members here" in texts(at)
    assert "Not here (1)**: Rim Kok Foundation" in texts(at)
    assert "1 guest (person)**: Tomas Berger" in texts(at)
    assert [asked.label for asked in at.selectbox] == ["Which organization is “Delta” (Tomas Berger)?"], "left open, it is kept"
    at.button(key="finish meeting").click().run()

    with reading(coalition) as session:
        assert session.scalar(select(func.count()).select_from(Meeting)) == 2
        assert recording.drafts(session) == []
    assert "**1 of 2** members, 1 name recorded." in texts(dashboard("meetings"))
    assert column_shown(dashboard("meetings"), "People") == ["1 name recorded", "?"]
    told = texts(dashboard("meetings", meeting="2"))
    assert "**: 1 of 2 members, 1 guest (person)" in told, "the same words before and after"
    assert "Not here (1): Rim Kok Foundation" in told
    assert "Action: Ask for rooms (Rim Kok Foundation, by 2 Dec 2026, Not done yet)" in told
    listed = dashboard("meetings", meeting="2").dataframe[0].value
    assert any(str(who).endswith(" (guest)") for who in listed["organization"]), "marked where they are listed, too"


def test_guests_are_counted_alike_before_and_after_a_meeting_is_finished(coalition: Engine, dashboard: Dashboard) -> None:
    with writing(coalition) as session:
        session.add(Organization(name="Delta Lawyers", name_key="delta lawyers"))
    draft = edits.start_meeting(coalition, held_on=TODAY, today=TODAY, at=NOON)
    edits.mark(coalition, draft, key="a", organization_id=3, state=PRESENT, at=NOON)
    edits.mark(coalition, draft, key="b", name="Amara Oyelaran", organization_id=3, state=PRESENT, at=NOON)  # of it: one guest
    edits.mark(coalition, draft, key="c", name="Tomas Berger", state=PRESENT, at=NOON)
    edits.mark(coalition, draft, key="d", name="Petra Lind", state=AttendanceState.EXCUSED, at=NOON)
    told = texts(dashboard("record_meeting", draft=str(draft), step="finish"))
    assert "**2 guests (people)**: Amara Oyelaran, Tomas Berger" in told
    assert "Guests excused (1)**: Petra Lind" in told
    meeting = edits.finish_meeting(coalition, draft, today=TODAY, at=NOON)
    assert "0 of 2 members, 2 guests (people)" in texts(dashboard("meetings", meeting=str(meeting)))


def test_a_second_meeting_of_a_day_is_told_before_it_is_started(coalition: Engine, dashboard: Dashboard) -> None:
    add_meeting(coalition, held_on=date(2026, 11, 20), title="Plenary (September 2023)", at=NOON)
    at = dashboard("record_meeting")
    assert at.text_input(key="record title").value == "", "a title is a fact: that of another body's meeting was taken over"
    at.date_input(key="record date").set_value(date(2026, 11, 20)).run()
    assert "There is already a meeting on that day" in at.warning[0].value
    assert "draft" not in at.query_params
    at.button(key="FormSubmitter:start meeting-Start the meeting record").click().run()
    assert at.query_params["draft"] == "1"


def test_a_meeting_of_a_coming_day_is_finished_once_its_day_is_corrected_beside_the_button(
    coalition: Engine, dashboard: Dashboard
) -> None:
    coming = TODAY + timedelta(days=1)
    draft = edits.start_meeting(coalition, held_on=coming, today=coming, title="Nan", at=NOON)
    at = dashboard("record_meeting", draft=str(draft), step="finish")
    at.button(key="finish meeting").click().run()
    assert "Correct the day" in at.error[0].value
    at.date_input(key=f"draft {draft} date").set_value(TODAY).run()
    at.button(key="FormSubmitter:change draft-Save").click().run()
    assert "## Nan · 25 Nov 2026" in [part.value for part in at.markdown]
    at.button(key="finish meeting").click().run()
    with reading(coalition) as session:
        assert recording.drafts(session) == []


def test_the_title_of_a_meeting_in_progress_is_corrected_on_its_page_and_who_was_online_is_told_afterwards(
    coalition: Engine, dashboard: Dashboard
) -> None:
    draft = edits.start_meeting(coalition, held_on=TODAY, today=TODAY, title="Monthly meting", at=NOON)
    at = dashboard("record_meeting", draft=str(draft))
    at.text_input(key=f"draft {draft} title").set_value("Monthly meeting")
    at.button(key="FormSubmitter:change draft-Save").click().run()
    with reading(coalition) as session:
        assert [one.title for one in recording.drafts(session)] == ["Monthly meeting"]
    edits.mark(coalition, draft, key="a", organization_id=1, state=PRESENT, is_remote=True, at=NOON)
    edits.mark(coalition, draft, key="b", organization_id=2, state=PRESENT, at=NOON)
    meeting = edits.finish_meeting(coalition, draft, today=TODAY, at=NOON)
    shown = dashboard("meetings", meeting=str(meeting)).dataframe[0].value
    assert dict(zip(shown["organization"], shown["online"], strict=True)) == {"Baan Doi Sung": "✓", "Rim Kok Foundation": ""}


def test_an_organization_is_found_by_its_acronym_and_by_every_confirmed_spelling(coalition: Engine) -> None:
    with writing(coalition) as session:
        session.get_one(Organization, 2).acronym = "RKF"
        session.add(OrganizationAlias(organization_id=2, alias="Rim Kok", alias_key="rim kok", confirmed_at=NOON))
    with reading(coalition) as session:
        assert recording.spellings(session) == {2: ["RKF", "Rim Kok"]}


@pytest.mark.both_engines
def test_focal_points_of_members_can_be_ticked_but_for_those_who_are_stored_as_people_of_it(coalition: Engine) -> None:
    with writing(coalition) as session:
        session.add(Organization(name="Delta Lawyers", name_key="delta lawyers"))  # no member
        session.flush()
        session.add_all(Contact(name=name, organization_id=n) for name, n in [("Noi Jaidee", 1), ("Anong Suk", 2), ("Omar", 3)])
    with reading(coalition) as session:
        assert recording.focal_points(session, on=TODAY) == [recording.Known(0, "Noi Jaidee", 1, "Baan Doi Sung")]


@pytest.fixture
def send(coalition: Engine, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sends steps as the script does, all of them from what stood on the screen at first."""
    draft_id = edits.start_meeting(coalition, held_on=TODAY, today=TODAY, at=NOON)
    monkeypatch.setattr(st, "session_state", {"lang": "en"})
    with reading(coalition) as session:
        seen = seen_now(session)
    page = Page(coalition, Settings(), TODAY, 1, "en", False, seen=seen)

    def sent(*steps: dict[str, Any]) -> None:
        take(page, draft_id, [{"seen": seen_json(seen), "label": "", **step} for step in steps])

    return sent


def noted(engine: Engine) -> tuple[list[str], list[str]]:
    with reading(engine) as session:
        found = recording.recorded(session, draft_id=1)
    assert found is not None
    return [mark.name for mark in found.marks], [line.what for line in found.lines]


HERE = {"n": "1", "kind": "mark", "key": "a", "org": 1, "state": "present", "label": "Baan Doi Sung"}
DECIDED = {"n": "2", "kind": "decision", "key": "b", "what": "Meet in Nan"}
OUT_OF_PLACE = {"n": "3", "kind": "decision", "key": "c", "what": "Call her at 081-234-5678"}


def test_steps_are_stored_one_by_one_and_a_refused_one_keeps_none_back(coalition: Engine, send: Callable[..., None]) -> None:
    send(HERE, OUT_OF_PLACE)
    send(HERE, OUT_OF_PLACE, DECIDED)  # those that were not heard of yet are sent again
    assert noted(coalition) == (["Baan Doi Sung"], ["Meet in Nan"])
    told = told_of(1)
    assert (told.taken, [one["n"] for one in told.refused]) == (["1", "2"], ["3"])
    assert told.refused[0]["why"].startswith("“081-234-5678”: this looks like a telephone number.")
    assert "081" not in str(told.refused[0] | {"why": ""}), "told to whoever typed it, and nowhere kept"

    send({"n": "4", "kind": "undo"})
    assert noted(coalition) == (["Baan Doi Sung"], [])
    assert told.undo == "Baan Doi Sung"


@pytest.mark.parametrize("asked_before", range(1, 9))
def test_quick_steps_on_one_row_are_no_surprise_to_who_makes_them(
    coalition: Engine, send: Callable[..., None], monkeypatch: pytest.MonkeyPatch, asked_before: int
) -> None:
    """A step that is on its way when the next one comes is sent again with it; the first may be stored by then."""
    monkeypatch.setattr(st, "session_state", Interrupted(asked_before, lang="en"))
    with suppress(RerunException):
        send(HERE)
    monkeypatch.setattr(st.session_state, "left", 0)
    send(HERE, {**HERE, "n": "2", "state": "excused"})
    assert told_of(1).refused == []
    assert told_of(1).taken == ["1", "2"]
    with reading(coalition) as session_:
        found = recording.recorded(session_, draft_id=1)
    assert found is not None
    assert [mark.state for mark in found.marks] == [AttendanceState.EXCUSED]


def test_an_action_is_done_by_an_organization_or_by_somebody_of_one(coalition: Engine, send: Callable[..., None]) -> None:
    asked = {"kind": "action", "what": "Ask two families", "due": "2026-12-09"}
    send(*({**asked, "n": who, "key": who, "owner": who} for who in ("o1", "p1", "")))
    with reading(coalition) as session:
        found = recording.recorded(session, draft_id=1)
    assert found is not None
    assert [line.who for line in found.lines] == ["Baan Doi Sung", "Rim Kok Foundation, Anong Suk"]
    assert [one["why"] for one in told_of(1).refused] == ["Choose who does it."]
    send({**asked, "n": "day", "key": "day", "owner": "o1", "due": None})
    assert [one["why"] for one in told_of(1).refused] == ["Choose by when."]


@pytest.mark.both_engines
def test_a_new_name_that_is_known_is_asked_about_before_somebody_is_added(coalition: Engine, send: Callable[..., None]) -> None:
    new = {"n": "1", "kind": "mark", "key": "a", "name": "Anong Suk", "state": "present"}
    send(new)
    assert [one["org_name"] for one in told_of(1).refused[0]["known"]] == ["Rim Kok Foundation"]
    send({**new, "n": "2", "sure": True})
    send({"n": "3", "kind": "mark", "key": "b", "name": "baan doi sung", "is_organization": True, "state": "present"})
    assert noted(coalition) == (["Anong Suk", "Baan Doi Sung"], [])


def test_what_somebody_else_has_noted_since_is_told_and_stays(coalition: Engine, send: Callable[..., None]) -> None:
    edits.mark(coalition, 1, key="x", organization_id=1, state=AttendanceState.EXCUSED, at=NOON.replace(minute=5))
    send(HERE, DECIDED)
    assert "Baan Doi Sung: changed by somebody else" in told_of(1).refused[0]["why"]
    with reading(coalition) as session:
        found = recording.recorded(session, draft_id=1)
    assert found is not None
    assert [mark.state for mark in found.marks] == [AttendanceState.EXCUSED]
    assert [line.what for line in found.lines] == ["Meet in Nan"]
