"""The pages of checklists and of the protocol, and how ready a case is, as somebody clicks through them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition import models as m
from coalition.clock import now
from coalition.database import writing
from coalition.defaults import load_defaults
from coalition.edits.referrals import send_referral
from coalition.shell.words import worded
from coalition.summaries import keep_summaries
from coalition.views.checklists.lists import KEY, facts_of
from coalition.vocabulary import ItemAges, ItemKnowledge, ReferralPurpose, Urgency
from tests.support.day import TODAY
from tests.support.filled import code_of
from tests.support.importing import stored

Dashboard = Callable[..., AppTest]
NAMES = ["Order", "English", "Local language", "Required", "For whom"]


def texts(at: AppTest) -> str:
    return " ".join(element.value for element in [*at.markdown, *at.caption, *at.info])


def press(at: AppTest, key: str) -> AppTest:
    at.button(key=key).click().run()
    return at


# --- checklists -------------------------------------------------------------------------------------------------------


def test_without_organizations_the_line_of_filters_has_no_hole(dashboard: Dashboard, engine: Engine) -> None:
    with writing(engine) as session:
        load_defaults(session)
    at = dashboard("checklists")
    assert [box.label for box in at.selectbox][:2] == ["List", "Type of exploitation"]
    grid = next(block for block in at.main if block.type == "grid_container")
    assert [len(cell.children) for cell in grid.children.values()] == [1, 1]
    assert grid.proto.columns == 3, "the list is two wide"


def test_the_page_says_how_many_facts_a_list_asks_and_where_it_comes_from(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("checklists", list="C6")
    assert "C6 First-responder report: **17** facts, 13 of them required." in texts(at)
    assert (
        "Source: Structure of the UK National Referral Mechanism form (MIT license) · Version 1, as supplied with the program"
        in texts(at)
    )
    assert "List of evidence *(optional)*" in texts(at)
    assert "Means, adults only" in texts(dashboard("checklists"))


def test_the_mirror_list_is_on_the_page_whichever_list_is_shown(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("checklists", list="C2")
    assert "C9 What we need from police before an operation" in [part.value for part in at.subheader]
    assert "Whether children (under 18) are expected" in texts(at)
    assert "1. Rough timeline\n2. Estimated number of persons" in at.code[-1].value


def test_a_list_of_one_receiver_is_made_and_given_up_and_the_slip_taken_back(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("checklists", list="C2", organization="3")
    assert "No list for" in at.info[0].value
    press(at, "make own")
    assert not at.info
    assert len(stored(demo_engine, m.Checklist)) == 10
    press(at, "retire")
    press(at, "undo-last-edit")
    assert not at.info


def test_title_and_kinds_of_help_are_changed_and_a_list_is_retired_and_used_again(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    at = dashboard("checklists", list="C7")
    assert "Used when asking for: I1 Hotline" in texts(at)
    at.text_input(key="list title C7 None None").set_value("Call 081-234-5678").run()
    assert "telephone number" in press(at, "save version").error[0].value
    at.text_input(key="list title C7 None None").set_value("Tip from a hotline").run()
    at.multiselect(key=worded("list kinds C7 None None")).set_value(["A1"]).run()
    press(at, "save version")
    assert "## C7 Tip from a hotline" in texts(at)
    assert "Version 2" in texts(at)
    assert "Used when asking for: A1" in texts(at)
    press(at, "retire")
    assert "## C7 Tip from a hotline: not used since" in texts(at)
    box = next(box for box in at.selectbox if box.label == "List")
    assert "C7 Tip from a hotline (no longer used)" in box.options
    assert box.proto.set_value, "the browser knows a choice by its label, which is another one now"
    press(at, "bring back")
    assert "**9** facts" in texts(at)


def test_a_new_list_is_added_line_by_line_and_shown(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("checklists")
    at.text_input(key="list code 0").set_value("d1")
    at.text_input(key="list title 0").set_value("Labor inspection")
    at.text_input(key="list source 0").set_value("The office, 2026")
    at.text_area(key="list facts 0").set_value("Employer\n\nCall 081-234-5678")
    next(b for b in at.button if b.label == "Add the list").click().run()
    assert "Item 2: “081-234-5678”: this looks like a telephone number" in at.error[0].value
    at.text_area(key="list facts 0").set_value("Employer\n\nNumber of workers")
    next(b for b in at.button if b.label == "Add the list").click().run()
    assert not at.error
    assert "D1 Labor inspection: **2** facts, all required." in texts(at)


def test_rows_of_the_table_keep_their_key_and_stand_in_the_order_that_is_asked_for() -> None:
    table = pd.DataFrame(
        [
            (9.0, "Act", None, True, "Everybody", "C1-1"),
            (2.0, "Means", "วิธีการ", False, "Adults only", "C1-2"),
            (None, "New", None, None, None, None),
            (3.0, "Proof of age", "", True, "Everybody", "C1-4"),
        ],
        columns=[*NAMES, KEY],
        index=pd.Index([0, 1, 7, 3]),
    )
    facts = facts_of(table, NAMES)
    assert [(fact.key, fact.question) for fact in facts] == [
        *(("C1-2", "Means"), ("C1-4", "Proof of age"), ("C1-1", "Act"), (None, "New")),
    ]
    assert (facts[0].question_local, facts[0].is_required, facts[0].ages) == ("วิธีการ", False, ItemAges.ADULTS)
    assert (facts[3].question_local, facts[3].is_required, facts[3].ages) == ("", True, ItemAges.EVERYBODY)


def test_a_fact_added_where_the_last_was_deleted_is_another_fact_though_its_row_has_the_same_number() -> None:
    rows = [(1.0, "Act", "", True, "Everybody", "C1-1"), (None, "Which office?", None, True, "Everybody", None)]
    facts = facts_of(pd.DataFrame(rows, columns=[*NAMES, KEY], index=pd.RangeIndex(2)), NAMES)  # as Streamlit numbers them
    assert [fact.key for fact in facts] == ["C1-1", None]


def test_an_empty_row_that_a_click_added_asks_for_nothing_and_one_that_was_emptied_is_told() -> None:
    rows = [(1.0, "", "", True, "Everybody", "C1-1"), (None, None, None, True, "Everybody", None)]
    assert [fact.key for fact in facts_of(pd.DataFrame(rows, columns=[*NAMES, KEY]), NAMES)] == ["C1-1"]


# --- readiness --------------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(demo_engine: Engine) -> int:
    """A case of the demo of which some facts are known."""
    open_cases = {row["id"] for row in stored(demo_engine, m.SharedCase) if row["closed_on"] is None}
    told = [row["case_id"] for row in stored(demo_engine, m.CaseItemState)]
    return next(number for number in told if number in open_cases)


def rows_of(engine: Engine, case: int) -> set[tuple[int, str]]:
    return {(row["item_id"], row["state"]) for row in stored(engine, m.CaseItemState) if row["case_id"] == case}


def test_one_click_says_that_a_fact_is_known_and_undo_takes_it_back(
    dashboard: Dashboard, demo_engine: Engine, waiting: int
) -> None:
    at = dashboard("cases", case=code_of(demo_engine, waiting), ready="list:C9")
    assert "## 0 of 5 facts are known." in texts(at)
    before = rows_of(demo_engine, waiting)
    item = next(row["id"] for row in stored(demo_engine, m.ChecklistItem) if row["key"] == "C9-3")
    at.segmented_control(key=f"knowledge {waiting} {item}").set_value(ItemKnowledge.KNOWN).run()
    assert rows_of(demo_engine, waiting) == before | {(item, "known")}
    assert "## 1 of 5 facts are known." in texts(at)
    press(at, "undo-last-edit")
    assert rows_of(demo_engine, waiting) == before
    assert "## 0 of 5 facts are known." in texts(at)
    assert at.segmented_control(key=f"knowledge {waiting} {item}").value == ItemKnowledge.MISSING


def test_the_section_says_that_answers_are_never_kept_and_has_no_field_to_write_one(
    dashboard: Dashboard, demo_engine: Engine, waiting: int
) -> None:
    at = dashboard("cases", case=code_of(demo_engine, waiting), ready="list:C6")
    assert "Do not enter the answer" in texts(at)
    assert "and 10 more" in texts(at)
    assert not at.text_input
    assert not at.text_area


def with_answer(engine: Engine, answer: str) -> tuple[int, int]:
    """(case, receiver): a case with an open need whose word on sharing is this, and another organization than its holder."""
    said = {row["case_id"]: row for row in stored(engine, m.CaseConsent)}
    needs = {row["case_id"] for row in stored(engine, m.CaseNeed) if row["closed_on"] is None}
    holders = {row["id"]: row["holder_organization_id"] for row in stored(engine, m.SharedCase)}
    wanted = (n for n in sorted(needs) if n in said and (said[n]["answer"], said[n]["scope"]) == (answer, "all_members"))
    case = next(wanted)
    return case, 1 if holders[case] != 1 else 2


def sheet_of(at: AppTest) -> str:
    """The sheet as it stands on the page; empty: there is none."""
    return next((part.body for part in at.get("html") if 'class="sheet"' in part.body), "")


@pytest.mark.parametrize(("language", "title"), [("en", "Referral sheet"), ("th", "ใบส่งต่อ")])
def test_with_consent_the_sheet_stands_on_the_page_in_the_language_of_the_screen(
    dashboard: Dashboard, demo_engine: Engine, language: str, title: str
) -> None:
    case, receiver = with_answer(demo_engine, "given")
    asked = {"case": code_of(demo_engine, case), "receiver": str(receiver), "lang": language}
    assert sheet_of(dashboard("cases", **asked)) == "", "how urgent it is stands on it, and nobody has said"
    need = next(n["id"] for n in stored(demo_engine, m.CaseNeed) if n["case_id"] == case and n["closed_on"] is None)
    told: Any = {"referred_organization_id": receiver, "today": TODAY, "at": now()}
    send_referral(demo_engine, need_id=need, urgency=Urgency.URGENT, purpose=ReferralPurpose.OTHER, **told)
    at = dashboard("cases", **asked)
    code = next(row["code"] for row in stored(demo_engine, m.SharedCase) if row["id"] == case)
    assert f"<h2>{title}</h2>" in sheet_of(at)
    assert code in sheet_of(at)


def test_where_no_receiver_is_chosen_the_sheet_is_offered_for_whom_it_was_sent_to(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    needs = {row["id"]: row["case_id"] for row in stored(demo_engine, m.CaseNeed) if row["closed_on"] is None}
    sent = next(row for row in stored(demo_engine, m.Referral) if row["state"] == "sent" and row["need_id"] in needs)
    case, receiver = needs[sent["need_id"]], sent["referred_organization_id"]
    kind = next(row["service_type_id"] for row in stored(demo_engine, m.CaseNeed) if row["id"] == sent["need_id"])
    code = next(row["code"] for row in stored(demo_engine, m.ServiceType) if row["id"] == kind)
    at = dashboard("cases", case=code_of(demo_engine, case), ready=code)
    links = [
        part.proto.query_string
        for part in at.get("page_link")
        if part.proto.label.endswith("referral sheet for this organization")
    ]
    assert f"case={code_of(demo_engine, case)}&ready={code}&receiver={receiver}" in links
    assert sheet_of(dashboard("cases", case=code_of(demo_engine, case), ready=code, receiver=str(receiver)))


def test_without_consent_the_sheet_is_refused_with_the_sentence(dashboard: Dashboard, demo_engine: Engine) -> None:
    case, receiver = with_answer(demo_engine, "refused")
    at = dashboard("cases", case=code_of(demo_engine, case), receiver=str(receiver))
    assert "Consent refused" in " ".join(element.value for element in at.warning)
    assert sheet_of(at) == ""


def test_what_we_need_from_police_stands_beside_what_they_need_from_us(
    dashboard: Dashboard, demo_engine: Engine, waiting: int
) -> None:
    kind = next(row["id"] for row in stored(demo_engine, m.ServiceType) if row["code"] == "I4")
    with writing(demo_engine) as session, keep_summaries(session, cases=[waiting]):
        session.add(m.CaseNeed(case_id=waiting, service_type_id=kind, area_id=1, opened_on=date(2026, 11, 20)))
        session.flush()
    at = dashboard("cases", case=code_of(demo_engine, waiting), ready="I4")
    assert "## 0 of 10 facts are known." in texts(at)
    assert "C9 What we need from police before an operation: 0 of 5 facts are known." in [part.label for part in at.expander]


# --- protocol ---------------------------------------------------------------------------------------------------------


def test_the_board_says_how_many_questions_are_settled_everywhere_and_in_an_area(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    assert "**1** of 5 answers agreed, **4** open." in texts(dashboard("protocol"))
    assert "**2** of 5 answers agreed, **3** open." in texts(dashboard("protocol", area="TH5709"))


def test_a_question_is_settled_refused_where_it_names_somebody_and_opened_again(
    dashboard: Dashboard, demo_engine: Engine, today: date
) -> None:
    at = dashboard("protocol")
    field = "answer C10-3 None"
    at.text_input(key=field).set_value("Ask Miss Ploykaew")
    next(b for b in at.button if b.form_id == "settle C10-3 None").click().run()
    assert "looks like the name of a person" in at.error[0].value
    at.text_input(key=field).set_value("Yes, one day before")
    next(b for b in at.button if b.form_id == "settle C10-3 None").click().run()
    assert "**2** of 5 answers agreed" in texts(at)
    row = stored(demo_engine, m.ProtocolAnswer)[-1]
    assert (row["answer"], row["settled_on"]) == ("Yes, one day before", today)
    press(at, "reopen C10-3 None")
    assert "**1** of 5 answers agreed" in texts(at)
    press(at, "undo-last-edit")
    assert "**2** of 5 answers agreed" in texts(at)
