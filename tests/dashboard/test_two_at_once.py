"""Two people have the same page open: whoever saves second is asked whose values stay, and what he typed is not lost."""

from contextlib import suppress
from dataclasses import fields
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import Engine, select
from sqlmodel import Session, SQLModel
from streamlit.runtime.scriptrunner import RerunException
from streamlit.testing.v1 import AppTest

from coalition import models as m
from coalition.access.backup import backup, restore
from coalition.edits.conflicts import Conflict
from coalition.edits.meetings import add_meeting
from coalition.edits.record import EditRefused
from coalition.models import SUMMARIES
from coalition.queries.seen import Seen
from coalition.settings import Settings
from coalition.shell import conflict
from coalition.shell.context import Page
from coalition.shell.forms import Form
from coalition.shell.save import HELD, Attempt, edit
from coalition.vocabulary import ActionState, AttendanceState, Sex
from tests.dashboard.conftest import Dashboard
from tests.support.day import TODAY
from tests.support.importing import stored
from tests.support.interrupted import Interrupted


def texts(at: AppTest) -> str:
    return "\n".join(str(element.value) for kind in (at.subheader, at.markdown, at.caption, at.success) for element in kind)


def press(at: AppTest, label: str) -> None:
    next(button for button in at.button if label in (button.label, button.key)).click().run()


@pytest.fixture
def case(demo_engine: Engine) -> dict[str, Any]:
    """An open case of the demo."""
    return next(row for row in stored(demo_engine, m.SharedCase) if row["closed_on"] is None and row["sex"] is Sex.FEMALE)


def sex_of(engine: Engine, case: dict[str, Any]) -> Sex:
    found: Sex = next(row["sex"] for row in stored(engine, m.SharedCase) if row["id"] == case["id"])
    return found


def both_correct_the_sex(dashboard: Dashboard, case: dict[str, Any]) -> AppTest:
    """One has saved `male`; the other, who had opened the page before, has typed `other` and pressed the button."""
    one, other = (dashboard("cases", case=case["code"]) for _ in range(2))
    for at, sex in ((one, Sex.MALE), (other, Sex.OTHER)):
        at.selectbox(key=f"change sex {case['id']}").select(sex)
        press(at, "Save the correction")
    assert "The case is corrected." in texts(one)
    return other


def test_the_second_sees_what_was_there_what_is_there_and_his_own(
    dashboard: Dashboard, demo_engine: Engine, case: dict[str, Any]
) -> None:
    at = both_correct_the_sex(dashboard, case)
    assert sex_of(demo_engine, case) is Sex.MALE, "nothing is written before it is decided"
    told = texts(at)
    assert "Changed by somebody else" in told
    assert [line for line in told.splitlines() if line.startswith("Sex: ")] == ["Sex: Female", "Sex: Male", "Sex: Other"]
    press(at, "Replace it with mine")
    assert sex_of(demo_engine, case) is Sex.OTHER
    assert "The case is corrected." in texts(at)
    press(at, "Undo")
    assert sex_of(demo_engine, case) is Sex.MALE


def test_who_keeps_what_is_stored_sees_it_in_his_form_and_the_rest_of_his_is_saved(
    dashboard: Dashboard, demo_engine: Engine, case: dict[str, Any]
) -> None:
    at = both_correct_the_sex(dashboard, case)
    press(at, "Keep what is stored")
    assert sex_of(demo_engine, case) is Sex.MALE
    assert next(box.value for box in at.selectbox if str(box.key).startswith(f"change sex {case['id']}")) is Sex.MALE


def test_a_field_that_somebody_else_corrected_is_not_taken_back_by_a_form_that_did_not_touch_it(
    dashboard: Dashboard, demo_engine: Engine, case: dict[str, Any]
) -> None:
    one, other = (dashboard("cases", case=case["code"]) for _ in range(2))
    one.selectbox(key=f"change sex {case['id']}").select(Sex.MALE)
    press(one, "Save the correction")
    other.selectbox(key=f"change holder {case['id']}").select(5)
    press(other, "Save the correction")
    row = next(row for row in stored(demo_engine, m.SharedCase) if row["id"] == case["id"])
    assert (row["sex"], row["holder_organization_id"]) == (Sex.MALE, 5)


def test_what_was_typed_is_saved_although_somebody_saved_something_else_meanwhile(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    one, other = (dashboard("directory", organization="3") for _ in range(2))
    field = next(box for box in other.text_input if str(box.key).startswith("name of 3"))
    spelling = next(box for box in one.text_input if str(box.key).startswith("new spelling 3"))
    spelling.set_value("A spelling nobody knew")
    press(one, "Add the name")
    field.set_value("Sai Lom Home")
    press(other, "Save name and sector")
    assert next(row["name"] for row in stored(demo_engine, m.Organization) if row["id"] == 3) == "Sai Lom Home"


def test_what_somebody_corrected_meanwhile_is_not_removed_by_a_button_of_before(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    row = next(row for row in stored(demo_engine, m.ActionItem) if row["state"] is ActionState.OPEN)
    one, other = (dashboard("actions", action=str(row["id"])) for _ in range(2))
    one.text_input(key=f"what {row['id']}").set_value("Find two families")
    press(one, "Save")
    press(other, "Recorded by mistake")
    assert "What will be done: Find two families" in texts(other)
    press(other, "Keep what is stored")
    assert "Find two families" in [kept["what"] for kept in stored(demo_engine, m.ActionItem)]
    press(other, "Recorded by mistake")
    assert row["id"] not in [kept["id"] for kept in stored(demo_engine, m.ActionItem)], "now he has seen it"


def test_what_was_typed_of_something_that_is_gone_is_shown_and_the_page_goes_on(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    def gone(engine: Engine, *, at: object, what: str) -> bool:
        raise EditRefused("This entry no longer exists, because somebody else removed it.")

    wanted = {"what": "Find two families"}
    told = Conflict("action_item", {"what": "Find a family"}, None, wanted, is_apart=True)
    at = dashboard("actions")
    at.session_state[HELD] = Attempt(gone, (), wanted, lambda _result, _at: None, Seen(), None, (told,))
    at.run()
    assert "It no longer exists." in texts(at)
    assert "What will be done: Find two families" in texts(at)
    assert "Replace it with mine" not in [button.label for button in at.button]
    press(at, "Close")
    assert "Changed by somebody else" not in texts(at)
    assert "The stored version was kept." in texts(at)


def test_a_form_from_before_a_restore_is_refused_and_what_was_typed_stays(
    dashboard: Dashboard, demo_engine: Engine, case: dict[str, Any], tmp_path: Path
) -> None:
    backup(demo_engine, tmp_path / "older.db")
    one = dashboard("cases", case=case["code"])
    one.selectbox(key=f"change sex {case['id']}").select(Sex.MALE)
    press(one, "Save the correction")
    other = dashboard("cases", case=case["code"])
    restore(str(demo_engine.url), tmp_path / "older.db", now=datetime(2026, 11, 25))
    other.selectbox(key=f"change sex {case['id']}").select(Sex.OTHER)
    press(other, "Save the correction")
    assert "The data was replaced" in other.error[0].value
    assert other.selectbox(key=f"change sex {case['id']}").value is Sex.OTHER
    assert sex_of(demo_engine, case) is Sex.FEMALE


def test_settings_of_two_people_are_both_kept_and_the_same_one_is_asked(dashboard: Dashboard, demo_engine: Engine) -> None:
    one, two, three = (dashboard("settings") for _ in range(3))
    for at, key, value in ((one, "fresh_days", 90), (two, "recent_meetings", 4), (three, "fresh_days", 30)):
        at.number_input(key=key).set_value(value).run()
    kept = {row["key"]: row["value"] for row in stored_settings(demo_engine)}
    assert (kept["fresh_days"], kept["recent_meetings"]) == (90, 4)
    assert "Confirmations and decisions valid for (days): 90" in texts(three)
    press(three, "Replace it with mine")
    assert {row["key"]: row["value"] for row in stored_settings(demo_engine)}["fresh_days"] == 30


def stored_settings(engine: Engine) -> list[dict[str, Any]]:
    with Session(engine) as session:
        return [{"key": row.key, "value": row.value} for row in session.scalars(select(m.Setting))]


def test_a_question_settled_by_two_is_asked_about_and_in_thai(dashboard: Dashboard, demo_engine: Engine) -> None:
    one, other = dashboard("protocol"), dashboard("protocol", lang="th")
    for at, answer in ((one, "Call the hotline"), (other, "Call the shelter")):
        at.text_input(key="answer C10-3 None").set_value(answer)
        next(button for button in at.button if button.form_id == "settle C10-3 None").click().run()
    assert [row["answer"] for row in stored(demo_engine, m.ProtocolAnswer)][-1] == "Call the hotline"
    told = texts(other)
    assert "มีผู้อื่นแก้ไขแล้ว" in told
    assert "Call the hotline" in told
    assert "Call the shelter" in told
    press(other, "ใช้ค่าของฉันแทน")
    assert [row["answer"] for row in stored(demo_engine, m.ProtocolAnswer)][-1] == "Call the shelter"


def test_a_list_corrected_by_two_is_asked_about_row_by_row(dashboard: Dashboard, demo_engine: Engine) -> None:
    rows = stored(demo_engine, m.Attendance)
    meeting = rows[-1]["meeting_id"]
    one, other = (dashboard("meetings", meeting=str(meeting)) for _ in range(2))
    for at, state in ((one, "Excused"), (other, "Absent")):
        at.session_state[f"list {meeting}"] = {"edited_rows": {0: {"state": state}}, "added_rows": [], "deleted_rows": []}
        at.run()
        press(at, "save list")
    assert "Changed by somebody else" in texts(other)
    press(other, "Keep what is stored")
    states = {row["state"] for row in stored(demo_engine, m.Attendance) if row["meeting_id"] == meeting}
    assert AttendanceState.EXCUSED in states


SAYS_NOTHING = {
    "id", "batch_id", "line", "name_key", "alias_key", "key", "position", "case_id", "consent_id", "referral_id",
    "need_id", "item_id", "checklist_id", "import_key", "confirmed_at", "confirmed_by", "recorded_at", "noted_at",
    "noted_by", "name_as_written", "organization_as_written", "pcode", "iso_3166_2", "latitude", "longitude", "aliases",
    "outline", "attribution", "acronym", "end", "code", "pillar", "source", "starts_on", "ends_on", "eligibility",
    "version", "title_local", "valid_from_on", "question", "question_local", "is_required", "ages", "acknowledged_on",
    "sent_at", "due_at", "acknowledged_minutes", "accepted_minutes", "at", "happened_on", "by", "other_key",
    "forgotten_at", "forgotten_by", "number", "closed_at", "closed_by", "said", "file_hash", "file_size",
}  # fmt: skip
"""Columns of which no form shows one alone, or that say nothing to a person."""


def test_whatever_can_be_in_conflict_has_a_name_on_the_screen() -> None:
    tables = {name: table for name, table in SQLModel.metadata.tables.items() if name in conflict._TABLES}
    left_out = set(SQLModel.metadata.tables) - tables.keys() - SUMMARIES
    assert left_out == {"change", "import_batch", "import_issue", "publication", "published_count"}
    columns = {column.name for name, table in tables.items() if name != "setting" for column in table.columns}
    assert columns - SAYS_NOTHING <= conflict._COLUMNS.keys(), "a column without a name would not be told"
    assert {one.name for one in fields(Settings)} <= conflict._COLUMNS.keys()


@pytest.mark.parametrize("asked", range(1, 9))
def test_a_second_click_on_save_finds_the_form_closed_wherever_it_interrupts_the_first(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, asked: int
) -> None:
    """Either nothing is stored yet and the second click stores it, or it is told, and the button of the form is another one."""
    form = Form(Page(engine, Settings(), TODAY, 1, "en", False), "new meeting", None, None)
    monkeypatch.setattr(st, "session_state", Interrupted(asked, lang="en"))
    with suppress(RerunException):
        left = partial(st.session_state.__setitem__, "dialog left")
        edit(form, "Saved.", add_meeting, then=left, title="Coalition meeting", held_on=TODAY)
    told = dict(st.session_state)
    is_closed = "form new meeting" in told and told["form new meeting"].is_closed
    assert is_closed == ("last edit" in told) == ("dialog left" in told) == bool(stored(engine, m.Meeting))
