"""The page for the room: the same whoever waits, one click from a decision, calm when there is nothing."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import streamlit as st
from google.protobuf.json_format import MessageToJson  # type: ignore[import-untyped]
from sqlalchemy import Engine, select
from sqlmodel import Session, col
from streamlit.testing.v1 import AppTest

from coalition import models as m
from coalition.answers.present import room
from coalition.codes import new_code
from coalition.database import reading
from coalition.frames import records
from coalition.queries import ledger
from coalition.summaries import rebuild
from coalition.vocabulary import Judgement
from tests.support.filled import data_sent
from tests.support.small_world import TODAY, north, store

Dashboard = Callable[..., AppTest]
LATELY = TODAY - timedelta(days=10)
PEOPLE = 137
STEPS = ("picture", "changes", "actions", "intervention-1", "aftercare-1", "unasked", "gaps", "decisions", "TH50", "TH57")


@pytest.fixture
def small(sqlite_engine: Engine) -> Engine:
    """Two provinces with help, gaps and what nobody was asked about; a meeting before; a promise."""
    world = north().serves("Hope", "A1", "TH50", LATELY).asked("I5", "TH50", LATELY).serves("Hope", "I5", "TH57", LATELY)
    with Session(sqlite_engine) as session:
        store(session, world)
        session.add(m.Meeting(held_on=LATELY))
        session.add(m.ActionItem(what="Ask the province", opened_on=LATELY, due_on=TODAY))
        session.commit()
    return sqlite_engine


def share_cases(engine: Engine) -> None:
    """A coalition full of needs: in every cell of the two provinces, all opened since the last meeting."""
    with Session(engine) as session:
        areas = session.scalars(select(col(m.Area.id)).where(col(m.Area.level) == 1)).all()
        types = session.scalars(select(col(m.ServiceType.id))).all()
        for number in range(PEOPLE):
            case = m.SharedCase(code=f"C-{number:04}", opened_on=TODAY)
            session.add(case)
            session.flush()
            session.add_all(
                m.CaseNeed(case_id=case.id or 0, service_type_id=kind or 0, area_id=area or 0, opened_on=TODAY)
                for area in areas
                for kind in types
            )
        session.flush()
        rebuild(session)
        session.commit()


def sent(at: AppTest) -> str:
    """Everything a browser is sent of the page, its dialogs included: texts, hover texts, figures, keys."""
    return "\n".join(
        MessageToJson(node.proto, ensure_ascii=False) for node in at._tree if getattr(node, "proto", None) is not None
    )


@pytest.mark.parametrize("language", ["en", "th"])
def test_a_room_is_sent_the_same_whether_people_wait_or_not(language: str, small: Engine, dashboard: Dashboard) -> None:
    decision = {"step": "gaps", "area": "TH50", "type": "I5"}
    addresses = [*({"step": step} for step in STEPS), decision]
    without = [sent(dashboard("present", lang=language, **address)) for address in addresses]
    assert "TH57" in without[3]
    assert f"say {Judgement.GAP} TH50 I5" in without[-1]
    share_cases(small)
    st.cache_data.clear()  # the cases came in behind the back of the program
    for address, before in zip(addresses, without, strict=True):
        now = sent(dashboard("present", lang=language, **address))
        assert now == before, address
        assert not re.search(rf"(?<!\d)({PEOPLE}|{PEOPLE * 2}|{PEOPLE * 4})(?!\d)", now), address
    assert str(PEOPLE) in sent(dashboard("coverage"))  # the same counts stand on the coordinator's own page


def known_people(engine: Engine) -> set[str]:
    """Every name, telephone number and address of a person or desk that is stored."""
    told = {
        m.Person: ("name", "email", "phone"),
        m.PersonAlias: ("name", "email"),
        m.Contact: ("name", "email", "phone"),
    }
    with reading(engine) as session:
        found = {
            str(value)
            for model, names in told.items()
            for row in session.execute(select(*(getattr(model, name) for name in names)))
            for value in row
            if value
        }
    return found | {digits for value in found if len(digits := re.sub(r"\D", "", value)) > 6}  # as a link would dial it


def every_address(engine: Engine) -> list[dict[str, str]]:
    """Every slide of the show, and every dialog over one: a new action, and each cell the show offers to decide about."""
    with reading(engine) as session:
        found = room(session, settings=ledger.settings(session), on=TODAY)
    cells = records(found.overview.coverage.gaps)[:3]
    return [
        *({"step": slide.step} for slide in [*found.slides, *found.cards]),
        {"new": "1"},
        {"step": "actions", "new": "1"},
        *({"step": "gaps", "area": row["pcode"], "type": row["code"]} for row in cells),
    ]


def test_no_person_telephone_or_address_is_sent_to_the_room(demo_engine: Engine, dashboard: Dashboard) -> None:
    people, addresses = known_people(demo_engine), every_address(demo_engine)
    assert len(people) > 50
    at = dashboard("present")
    for address in addresses:
        at.query_params.clear()
        for name, value in address.items():
            at.query_params[name] = value
        told = sent(at.run())
        assert ("Who does it?" in told) == ("new" in address or "area" in address), address
        assert not [name for name in people if name in told], address


def test_in_the_room_an_organization_promises_and_nobody_is_offered_by_name(small: Engine, dashboard: Dashboard) -> None:
    with Session(small) as session:
        session.add(m.Person(name="Ann Lee", name_key="ann lee", organization_id=1))
        session.commit()
    at = dashboard("present", new="1")
    (who,) = (box for box in at.selectbox if box.label == "Who does it?")
    assert who.options == ["Hope"]
    who.select("Hope")
    next(field for field in at.text_input if field.label == "What will be done?").set_value("Call the clinic")
    next(group for group in at.segmented_control if group.label == "By when?").set_value("2026-12-09").run()
    next(button for button in at.button if button.label == "Save action").click().run()
    with reading(small) as session:
        assert ("Call the clinic", 1, None) in session.execute(
            select(col(m.ActionItem.what), col(m.ActionItem.organization_id), col(m.ActionItem.person_id))
        ).all()
    assert "Ann Lee · Hope" in next(box for box in dashboard("actions").selectbox if box.label == "Who does it?").options


def test_a_gap_is_decided_about_without_leaving_the_slide(small: Engine, dashboard: Dashboard) -> None:
    at = dashboard("present", step="gaps", area="TH50", type="I5")
    at.button(key=f"say {Judgement.GAP} TH50 I5").click().run()
    assert at.query_params["step"] == "gaps"
    assert "area" not in at.query_params
    at.query_params["step"] = "decisions"
    at.run()
    told = " ".join(part.value for part in at.markdown)
    assert "**Gap**: Help I5, Area TH50" in told


def test_that_nobody_helps_is_told_in_the_room_by_somebody(small: Engine, dashboard: Dashboard) -> None:
    at = dashboard("present", step="aftercare-1", area="TH57", type="A1")
    at.button(key="say nobody TH57 A1").click().run()
    assert at.button(key="we asked nobody").disabled, "whoever looked into it is asked first"
    at.text_input(key="nobody told by").set_value("Hill Desk").run()
    at.button(key="we asked nobody").click().run()
    with reading(small) as session:
        assert "Hill Desk" in session.scalars(select(col(m.CoverageCheck.confirmed_by))).all()
    assert "area" not in at.query_params, "the dialog is closed"
    assert "Help A1 · Area TH57" in at.success[0].value


def test_every_cell_of_a_matrix_can_be_decided_about_also_where_nothing_is_known(small: Engine, dashboard: Dashboard) -> None:
    at = dashboard("present", step="aftercare-1")
    data = data_sent(at)[0]
    assert [row["name"] for row in data["rows"]] == ["Help A1"]
    assert [column["code"] for column in data["columns"]] == ["TH50", "TH57"]
    assert data["heads"], "the name of an area opens its card"
    at = dashboard("present", step="aftercare-1", area="TH57", type="A1")
    at.button(key=f"say {Judgement.MET} TH57 A1").click().run()
    with reading(small) as session:
        assert session.scalars(select(col(m.Verdict.judgement))).all() == [Judgement.MET]
    told = at.success[0].value
    assert "Help A1 · Area TH57" in told
    assert "Stays Not known until a provider is confirmed." in told


def test_what_nobody_was_asked_about_is_folded_and_opens_the_same_decision(small: Engine, dashboard: Dashboard) -> None:
    for step, key in (("unasked", "not known TH57"), ("TH57", "not known here")):
        at = dashboard("present", step=step)
        at.session_state[key] = True
        at.run()
        next(button for button in at.button if (button.key or "").startswith(f"{key} TH57 A1")).click().run()
        assert (at.query_params["area"], at.query_params["type"]) == ("TH57", "A1")
        assert at.session_state[key] is False  # it would lie over the decision


def test_what_was_typed_is_there_again_when_the_dialog_is_opened_again(small: Engine, dashboard: Dashboard) -> None:
    at = dashboard("present", step="gaps", area="TH50", type="I5")
    at.text_input(key="room reason TH50 I5").set_value("Too far").run()
    at.query_params.clear()
    at.query_params["step"] = "gaps"
    at.run()
    assert not at.text_input
    at.query_params["area"], at.query_params["type"] = "TH50", "I5"
    at.run()
    assert at.text_input(key="room reason TH50 I5").value == "Too far"


def test_a_refused_barrier_says_why_below_the_buttons(small: Engine, dashboard: Dashboard) -> None:
    at = dashboard("present", step="gaps", area="TH50", type="I5")
    before = [button.key for button in at.button]
    at.button(key=f"say {Judgement.BARRIER} TH50 I5").click().run()
    assert "for whom it is hard to reach" in at.error[0].value
    assert [button.key for button in at.button] == before


def test_what_is_said_of_an_edit_is_over_on_the_next_slide(small: Engine, dashboard: Dashboard) -> None:
    at = dashboard("present", step="gaps", area="TH50", type="I5")
    at.button(key=f"say {Judgement.GAP} TH50 I5").click().run()
    assert "Decided: Gap. Help I5 · Area TH50" in at.success[0].value
    at.button(key="room ahead").click().run()
    assert not at.success


def test_what_is_promised_in_the_room_was_promised_today_and_not_at_the_last_meeting(
    small: Engine, dashboard: Dashboard
) -> None:
    at = dashboard("present", step="decisions", new="1")
    meeting = next(box for box in at.selectbox if box.label == "Agreed at")
    assert (meeting.value, meeting.placeholder) == (None, "Today, outside a meeting")
    with reading(small) as session:
        held, hope = session.scalars(select(col(m.Meeting.id))).one(), session.scalars(select(col(m.Organization.id))).first()
    meeting.set_value(held)
    next(box for box in at.text_input if box.label == "What will be done?").set_value("Ask the shelter")
    next(box for box in at.selectbox if box.label == "Who does it?").set_value(f"o{hope}")
    next(group for group in at.segmented_control if group.label == "By when?").set_value("2026-12-09")
    at.run()
    at.button(key="note action").click().run()
    assert "**Ask the shelter**" in " ".join(part.value for part in at.markdown)
    assert at.markdown[0].value == "## Today: 1 new action.", "an action is no decision"
    with reading(small) as session:
        row = session.scalars(select(m.ActionItem).where(col(m.ActionItem.what) == "Ask the shelter")).one()
    assert (row.opened_on, row.meeting_id) == (TODAY, held)


def test_forward_and_back_stand_still_at_the_ends(small: Engine, dashboard: Dashboard) -> None:
    at = dashboard("present")
    assert at.button(key="room back").disabled
    at.button(key="room ahead").click().run()
    assert at.query_params["step"] == "changes"
    at = dashboard("present", step="decisions")
    assert at.button(key="room ahead").disabled
    at.button(key="room to the gaps").click().run()
    assert at.query_params["step"] == "gaps", "where a decision is chosen is one click away"


def test_a_room_reads_no_code_of_a_case_that_a_promise_names(small: Engine, dashboard: Dashboard) -> None:
    code = new_code()
    with Session(small) as session:
        session.add(m.ActionItem(what=f"Ask Hope about {code}", opened_on=TODAY, due_on=TODAY))
        session.commit()
    for step in ("actions", "decisions"):
        now = sent(dashboard("present", step=step))
        assert "Ask Hope about (a case)" in now.replace("\\\\", "")
        assert code not in now.replace("\\", "")


def test_the_room_goes_straight_to_the_area_it_speaks_about(small: Engine, dashboard: Dashboard) -> None:
    at = dashboard("present")
    at.selectbox(key="room area").set_value("TH57").run()
    assert at.query_params["step"] == "TH57"
    assert at.selectbox(key="room area").value is None
    at.button(key="room back").click().run()
    assert at.query_params["step"] == "picture", "back from a card is where it was opened"


def test_the_card_of_an_area_tells_who_was_never_asked_from_whose_answer_is_too_old(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    long_ago = TODAY - timedelta(days=400)
    world = north().serves("Hope", "A1", "TH50", long_ago).serves("Hope", "I5", "TH50", long_ago).serves("Hope", "A1", "TH57")
    world.types["A2"] = "aftercare"
    with Session(sqlite_engine) as session:
        store(session, world.serves("Hope", "A2", "TH50", LATELY))
        session.commit()
    assert "**Not asked recently (2)**" in _folded(dashboard("present", step="TH50"))
    assert "**Not asked yet (2)**" in _folded(dashboard("present", step="TH57"))


def _folded(at: AppTest) -> list[str]:
    return [part.proto.popover.label for part in at.get("popover")]


def test_a_room_without_anything_to_show_is_told_so(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    with Session(sqlite_engine) as session:
        session.add(m.Organization(name="Hope", name_key="hope"))
        session.commit()
    at = dashboard("present")
    assert "Nothing to show yet" in at.info[0].value
    assert "room ahead" not in [button.key for button in at.button]


def test_every_cell_of_the_gaps_stands_on_the_slide_or_behind_how_many_more(
    sqlite_engine: Engine, dashboard: Dashboard
) -> None:
    """Also those that rest on one organization: the sentence of the slide counts them."""
    world = north()
    for number in range(2, 9):
        world.types[f"A{number}"] = "aftercare"
        world.serves("Hope", f"A{number}", "TH50", LATELY)
    with Session(sqlite_engine) as session:
        store(session, world)
        session.commit()
    at = dashboard("present", step="gaps")
    shown = sum(str(button.key).startswith("cell ") for button in at.button)
    assert any("**7** with one provider" in said.value for said in at.markdown)
    assert shown >= 5, "a slide of short lines is used to its foot"
    assert "and 2 more" in sent(at)
    assert shown == 5


def test_without_a_service_no_zero_says_that_nothing_changed(sqlite_engine: Engine, dashboard: Dashboard) -> None:
    with Session(sqlite_engine) as session:
        store(session, north())
        session.add(m.Meeting(held_on=LATELY))
        session.commit()
    told = sent(dashboard("present", step="changes"))
    assert "What changed since" in told
    assert "No services yet, so gaps are not known." in told
    assert "no longer confirmed" not in told
