"""One shared case: how it stands, its fields, needs, consent, referrals, readiness."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.edits import cases as edits
from coalition.shell import Page, date_text, md, name_of, page_link, t
from coalition.shell.save import edit
from coalition.views.cases.answer import case_sentence
from coalition.views.cases.consent import draw_consent
from coalition.views.cases.table import change_form, coded_text, needs_editor, state_text
from coalition.views.readiness.meter import draw_readiness
from coalition.views.referrals.form import draw_referrals


def draw_one(page: Page, answer: DeltaGenerator, case: dict[str, Any]) -> None:
    """One case: how it stands, then coded fields, needs, sharing, referrals, what is known; closing and opening again."""
    page = page.naming(case["code"])
    answer.markdown(f"## {md(case['code'])}: {case_sentence(page, case)}")
    page_link("pages/cases.py", t("All cases"))
    where = name_of(case["area_name"], case["area_name_local"]) if case["area"] else t("Area not known")
    since = t("since {day}", day=date_text(case["opened_on"]))
    holder = t("case holder: {name}", name=md(case["holder"])) if case["holder"] else t("case holder not known")
    st.markdown(" · ".join([state_text(page, case), since, md(where), holder]))
    st.markdown(coded_text(case))
    change_form(page, case)
    if st.query_params.get("part") != "consent":
        needs_editor(page, case)
        draw_consent(page, case)
    else:  # whoever was sent here to note consent finds it in sight
        draw_consent(page, case)
        needs_editor(page, case)
    draw_referrals(page, case)
    draw_readiness(page, case)
    if case["closed_on"] is None:
        if st.button(t("Close this case"), key="close case", icon=":material/done_all:"):
            edit(page, t("Case closed."), edits.close_case, case["id"], closed_on=page.today, today=page.today)
        st.caption(t("Open needs will be closed too."))
    elif st.button(t("Reopen this case"), key="reopen case"):
        edit(page, t("Case reopened."), edits.reopen_case, case["id"])
