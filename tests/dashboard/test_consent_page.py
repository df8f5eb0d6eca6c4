"""Consent on the page of a case: the answer first, fields that follow it, and what must be revoked when it is withdrawn."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine
from streamlit.testing.v1 import AppTest

from coalition import models as m
from coalition.database import reading
from coalition.queries.consent import consent_of
from coalition.referring.steps import RUNNING
from coalition.vocabulary import ConsentAnswer, ConsentDecider, ConsentScope, ReferralState, StatusDecider
from tests.support.filled import choose_today, code_of, rows_shown
from tests.support.importing import stored

Dashboard = Callable[..., AppTest]


def told(at: AppTest) -> str:
    return " ".join(element.value for element in [*at.markdown, *at.caption, *at.success, *at.error, *at.warning])


def case_with(engine: Engine, answer: str | None) -> dict[str, Any]:
    """An open case of the demo whose newest answer is this; None: nobody was asked."""
    newest = {row["case_id"]: row["answer"].value for row in stored(engine, m.CaseConsent)}
    cases = [row for row in stored(engine, m.SharedCase) if row["closed_on"] is None]
    return next(row for row in cases if newest.get(row["id"]) == answer)


def noted(engine: Engine, case_id: int) -> Any:
    with reading(engine) as session:
        return consent_of(session, case_id)


def answer_with(at: AppTest, case_id: int, answer: ConsentAnswer) -> None:
    next(r for r in at.radio if str(r.key).startswith(f"consent answer {case_id}")).set_value(answer).run()


def test_the_demo_shows_every_answer(dashboard: Dashboard, demo_engine: Engine) -> None:
    assert {row["answer"] for row in stored(demo_engine, m.CaseConsent)} == set(ConsentAnswer)
    at = dashboard("cases", case=case_with(demo_engine, None)["code"])
    assert at.warning[0].value == "No consent recorded. The case is only counted."
    at = dashboard("cases", case=case_with(demo_engine, "decided_for_child")["code"])
    assert "Decided by: Multidisciplinary team" in told(at)
    at = dashboard("cases", case=case_with(demo_engine, "refused")["code"])
    assert "only counted" in told(at)


def test_the_list_says_which_cases_may_be_referred(dashboard: Dashboard, demo_engine: Engine) -> None:
    told_of = {row["Code"]: row["Consent"] for row in rows_shown(dashboard("cases"))}
    assert told_of[case_with(demo_engine, "given")["code"]].startswith("May be referred")
    assert told_of[case_with(demo_engine, None)["code"]] == "Counted only"
    assert told_of[case_with(demo_engine, "refused")["code"]] == "Counted only"


def test_consent_for_named_organizations_is_noted_and_the_slip_taken_back(dashboard: Dashboard, demo_engine: Engine) -> None:
    case = case_with(demo_engine, None)
    at = dashboard("cases", case=case["code"])
    assert not at.button(key="close case").disabled
    answer_with(at, case["id"], ConsentAnswer.GIVEN)
    assert at.radio(key="consent scope").value is None  # the widest sharing is not what is noted by not looking
    assert at.button(key="note consent").label == "Choose the day it was decided and whom it is shared with"
    at.radio(key="consent scope").set_value(ConsentScope.NAMED).run()
    choose_today(at, "consent day")
    assert at.button(key="note consent").label == "Choose the organizations"
    assert at.button(key="note consent").disabled
    at.multiselect(key="consent named").select(2).run()
    at.button(key="note consent").click().run()
    assert at.success[0].value == f"{case['code']} · Recorded: Consent given."
    assert noted(demo_engine, case["id"]).organization_ids == {2}
    assert "share only with:" in told(at)
    at.button(key="undo-last-edit").click().run()
    assert noted(demo_engine, case["id"]) is None


def test_only_for_a_child_somebody_else_decides_and_a_name_in_the_reason_is_told_under_its_field(
    dashboard: Dashboard, demo_engine: Engine
) -> None:
    child = case_with(demo_engine, "decided_for_child")
    at = dashboard("cases", case=child["code"])
    answer_with(at, child["id"], ConsentAnswer.FOR_CHILD)
    at.radio(key="consent scope").set_value(ConsentScope.ALL_MEMBERS).run()
    at.selectbox(key="consent decider").select(ConsentDecider.GUARDIAN)
    at.text_input(key="consent reason").input("Miss Ploykaew cannot decide")
    choose_today(at, "consent day")
    at.button(key="note consent").click().run()
    assert "case code" in at.error[0].value
    assert len([row for row in stored(demo_engine, m.CaseConsent) if row["case_id"] == child["id"]]) == 1
    adult = next(row for row in stored(demo_engine, m.SharedCase) if row["age_band"] == "25+")
    at = dashboard("cases", case=adult["code"])
    answers = next(r for r in at.radio if str(r.key).startswith("consent answer"))
    assert ConsentAnswer.FOR_CHILD not in [*answers.options]
    assert "Decided for a child, without the child's own consent" not in answers.options


def test_a_withdrawal_names_the_running_referral_and_its_button_revokes_it(dashboard: Dashboard, demo_engine: Engine) -> None:
    cases = {row["id"]: row["case_id"] for row in stored(demo_engine, m.CaseNeed)}
    rows = [row for row in stored(demo_engine, m.Referral) if row["state"] in RUNNING]
    count = Counter(cases[row["need_id"]] for row in rows)
    running = next(row for row in rows if row["state"] == ReferralState.SENT and count[cases[row["need_id"]]] == 1)
    need = {"case_id": cases[running["need_id"]]}
    at = dashboard("cases", case=code_of(demo_engine, need["case_id"]))
    assert "must be revoked" not in told(at)
    answer_with(at, need["case_id"], ConsentAnswer.WITHDRAWN)
    choose_today(at, "consent day")
    at.button(key="note consent").click().run()
    assert "1 open referral must be withdrawn" in told(at)
    at.button(key=f"revoke {running['id']}").click().run()
    after = next(row for row in stored(demo_engine, m.Referral) if row["id"] == running["id"])
    assert (after["state"], after["reason"]) == ("revoked", "no_consent")
    assert "must be revoked" not in told(at)


def test_a_case_is_corrected_and_an_undecided_status_says_so(dashboard: Dashboard, demo_engine: Engine) -> None:
    case = next(
        row
        for row in stored(demo_engine, m.SharedCase)
        if row["trafficking_status"] == "identified" and row["closed_on"] is None
    )
    at = dashboard("cases", case=case["code"])
    key = f"change status_decided_by {case['id']}"
    at.selectbox(key=key).select(StatusDecider.UNKNOWN)
    next(b for b in at.button if b.label == "Save the correction").click().run()
    assert "not known who decided the status" in told(at)
    at.selectbox(key=f"{key} again 1").select(StatusDecider.COURT)
    next(b for b in at.button if b.label == "Save the correction").click().run()
    after = next(row for row in stored(demo_engine, m.SharedCase) if row["id"] == case["id"])
    assert after == {**case, "status_decided_by": StatusDecider.COURT}


def test_who_is_sent_to_note_consent_finds_it_before_the_needs(dashboard: Dashboard, demo_engine: Engine) -> None:
    case, wanted = case_with(demo_engine, None)["code"], ["Consent to share", "**What is needed**"]
    for address, order in (({"part": "consent"}, wanted), ({}, wanted[::-1])):
        at = dashboard("cases", case=case, **address)
        assert [element.value for element in at.main if getattr(element, "value", None) in wanted] == order
