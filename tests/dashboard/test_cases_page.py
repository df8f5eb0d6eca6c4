"""The cases page: the list, one case, the form of lists and dates."""

from collections.abc import Callable
from urllib.parse import parse_qsl

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition import models as m
from coalition.database import writing
from coalition.vocabulary import Sex
from tests.support.day import TODAY
from tests.support.filled import choose_today, column_shown, rows_shown
from tests.support.importing import stored

Dashboard = Callable[..., AppTest]


def texts(at: AppTest) -> str:
    return " ".join(element.value for element in [*at.markdown, *at.caption, *at.info])


def test_the_list_counts_exactly_and_says_not_to_project_it(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("cases")
    assert at.title[0].value == "Cases"
    assert "Do not show on a shared screen" in texts(at)
    table = rows_shown(at)
    closed = sum(row["closed_on"] is not None for row in stored(demo_engine, m.SharedCase))
    assert len(table) == 150 - closed
    assert set(column_shown(at, "Status")) == {"Open"}


def test_a_link_shows_the_same_filters(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("cases", state="all", area="TH57", type="A1")
    assert [at.selectbox(key=f"pick {name}").value for name in ("state", "area", "type")] == ["all", "TH57", "A1"]
    assert all("A1" in waits for waits in column_shown(at, "Needs"))


def test_no_field_of_the_page_takes_free_text(dashboard: Dashboard, demo_engine: Engine) -> None:
    for address in ({}, {"case": stored(demo_engine, m.SharedCase)[0]["code"]}):
        at = dashboard("cases", **address)
        assert not at.text_input
        assert not at.text_area


def test_a_case_is_added_closed_and_the_slip_taken_back(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("cases")
    at.selectbox(key="case sex").select(Sex.FEMALE)
    at.multiselect(key="case needs").select(1)
    choose_today(at, "case opened")
    assert at.button(key="add case").label == "Choose the area where help is needed"
    at.selectbox(key="case area").select(1).run()
    next(b for b in at.button if b.label == "Add the case").click().run()
    case = stored(demo_engine, m.SharedCase)[-1]
    assert at.success[0].value.replace("\\", "") == f"Case {case['code']} is added."
    assert at.query_params["case"] == case["code"]
    assert f"{case['code']}: **1** service type needed, not sent yet." in texts(at)
    assert (case["sex"], case["area_id"], len(stored(demo_engine, m.SharedCase))) == ("female", 1, 151)

    at = dashboard("cases", case=case["code"])
    at.button(key="close case").click().run()
    assert stored(demo_engine, m.SharedCase)[-1]["closed_on"] is not None
    at.button(key="undo-last-edit").click().run()
    assert stored(demo_engine, m.SharedCase)[-1] == case
    assert at.success[0].value == "The change was undone."
    at.switch_page("pages/referrals.py").run()
    assert not at.success, "what was done stands on its own page, not over another"


def test_of_several_needs_without_any_referral_none_is_said_to_be_sent(dashboard: Dashboard, demo_engine: Engine) -> None:
    with writing(demo_engine) as session:
        session.add(m.SharedCase(id=900, code="5Z21-EPSB-G", opened_on=TODAY))
        session.flush()
        session.add_all(m.CaseNeed(id=n, case_id=900, service_type_id=n - 900, area_id=1, opened_on=TODAY) for n in (901, 902))
        session.flush()
    told = texts(dashboard("cases", case="5Z21-EPSB-G"))
    assert "**2** service types needed, none sent yet." in told
    with writing(demo_engine) as session:
        session.add(m.Referral(need_id=901, referred_organization_id=1, sent_on=TODAY))
    told = texts(dashboard("cases", case="5Z21-EPSB-G"))
    assert "**2** service types needed: 1 awaiting an answer, 1 not sent yet." in told


def test_an_address_names_a_case_by_its_code_and_an_old_one_with_a_number_is_told_kindly(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    case = stored(demo_engine, m.SharedCase)[0]
    assert f"## {case['code']}: " in texts(dashboard("cases", case=case["code"].lower().replace("-", "")))
    for page in ("cases", "whom_to_call"):
        at = dashboard(page, case=str(case["id"]))
        assert "links to a case now use the code of the case." in texts(at)
        assert case["code"] not in texts(at)
        assert "case" not in at.query_params


def test_a_list_that_is_filtered_says_of_how_many_cases(dashboard: Dashboard, demo_engine: Engine) -> None:
    assert "## **53** open cases, " in texts(dashboard("cases"))
    assert "## **2** of 53 open cases, " in texts(dashboard("cases", area="TH57", type="A1"))
    assert "of 150 cases, " in texts(dashboard("cases", area="TH57", state="all"))


def test_a_case_is_added_above_the_list_which_fills_the_window(dashboard: Dashboard, demo_engine: Engine) -> None:
    drawn = [getattr(part, "label", "") or part.type for part in dashboard("cases").main.children.values()]
    assert drawn.index("Add a case") < drawn.index("bidi_component")


def test_a_case_that_was_added_by_a_slip_is_taken_back_where_it_opened(dashboard: Dashboard, demo_engine: Engine) -> None:
    at = dashboard("cases")
    choose_today(at, "case opened")
    next(b for b in at.button if b.label == "Add the case").click().run()
    assert "case" in at.query_params
    at.button(key="undo-last-edit").click().run()
    assert len(stored(demo_engine, m.SharedCase)) == 150
    assert "**53** open cases" in texts(at)


def test_who_has_no_case_to_refer_adds_it_with_what_was_asked_for_and_notes_consent_next(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    at = dashboard(
        "whom_to_call", type="I5", area="TH57", age="15-17", sex="female", language="ahk", urgency="urgent", refer="1"
    )
    link = next(one for one in at.get("page_link") if one.proto.label == "Add the case that needs this")
    asked = dict(parse_qsl(link.proto.query_string))
    wanted = {"type": "I5", "area": "TH57", "age": "15-17", "sex": "female", "language": "ahk", "urgency": "urgent"}
    assert asked == {"new": "1", **wanted, "receiver": "1"}
    at = dashboard("cases", **asked)
    choose_today(at, "case opened")
    next(b for b in at.button if b.label == "Add the case").click().run()
    case = stored(demo_engine, m.SharedCase)[-1]
    need = stored(demo_engine, m.CaseNeed)[-1]
    assert (case["sex"], case["age_band"], need["case_id"]) == ("female", "15-17", case["id"])
    assert dict(at.query_params) == {
        "case": case["code"],
        "part": "consent",
        "language": "ahk",
        "urgency": "urgent",
        "receiver": "1",
    }
    chosen = next(row for row in stored(demo_engine, m.Organization) if row["id"] == 1)["name"]
    refer = next(one for one in at.get("page_link") if one.proto.label == f"Refer to {chosen}")
    assert dict(parse_qsl(refer.proto.query_string)) == {**wanted, "case": case["code"], "refer": "1"}


def test_a_need_is_closed_and_needed_again(dashboard: Dashboard, demo_engine: Engine) -> None:
    case = next(row for row in stored(demo_engine, m.SharedCase) if row["closed_on"] is None)
    need = next(n for n in stored(demo_engine, m.CaseNeed) if n["case_id"] == case["id"])
    at = dashboard("cases", case=case["code"])
    key = f"{'close' if need['closed_on'] is None else 'reopen'} need {need['id']}"
    at.button(key=key).click().run()
    after = next(n for n in stored(demo_engine, m.CaseNeed) if n["id"] == need["id"])
    assert (after["closed_on"] is None) != (need["closed_on"] is None)


def test_without_a_case_the_page_says_what_to_do(dashboard: Dashboard, sqlite_engine: Engine) -> None:
    at = dashboard("cases")
    assert "Add a case, or import a list." in texts(at)
    assert "**0** open cases." in texts(at)
