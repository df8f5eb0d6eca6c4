"""Which shared cases wait? By code and coded fields only: there is no field to write in."""

from functools import partial
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.access.htcds import htcds_file
from coalition.edits import cases as edits
from coalition.frames import records
from coalition.imports.templates import cases_template
from coalition.queries import cases as queries
from coalition.shell import Page, ask, date_text, download, md, name_of, open_page, page_link, pick, side_by_side, t
from coalition.shell.audience import audience_of
from coalition.shell.open_row import THREE_LINES, open_row
from coalition.shell.order import area_names, kind_names
from coalition.shell.save import edit, show_last_edit
from coalition.views.cases.answer import case_sentence
from coalition.views.cases.consent import draw_consent
from coalition.views.cases.publishing import draw_publishing
from coalition.views.cases.readiness import draw_readiness
from coalition.views.cases.table import add_form, change_form, coded_text, needs_editor, open_added, state_text, table_of
from coalition.views.referrals.form import draw_referrals


def draw_list(page: Page, answer: DeltaGenerator, filters: list[DeltaGenerator]) -> None:
    """The cases behind the filters; a row opens the case."""
    with filters[0]:
        states = {queries.OPEN: t("Open"), queries.CLOSED: t("Closed"), "all": t("Open and closed")}
        state = pick("state", t("State"), states, queries.OPEN)
    with filters[1]:
        area = pick("area", t("Area"), {"": t("All areas"), **dict(area_names(page).values())}, "")
    with filters[2]:
        kind = pick("type", t("Waits for"), {"": t("All kinds of help"), **dict(kind_names(page).values())}, "")
    asked = {"state": None if state == "all" else state, "area": area or None, "service_type": kind or None}
    found = ask(page, queries.cases_frame, on=page.today, **asked)
    rows = records(found)
    waiting = sum(row["open_needs"] > 0 for row in rows)
    count = t("**1** case" if len(rows) == 1 else "**{n}** cases", n=len(rows))
    waits = t("**1** waits for help." if waiting == 1 else "**{n}** wait for help.", n=waiting)
    told = f"{count}, {waits}"
    answer.markdown(f"##### {told}")
    no_name = t("No name, no note, no birth date: a case is known by its code only.")
    answer.caption(f"{no_name} {t('Exact counts: do not show them on the projector.')}")
    with st.expander(t("Add a case"), icon=":material/add:", expanded=not rows):  # above the list: below it nobody sees it
        add_form(page)
    if not rows:
        st.info(t("No shared case fits. Add one here, or upload a list."))
        page_link("pages/import_data.py", t("Upload a list of shared cases"))
    else:
        widths = {t("Code"): 122, t("Waits for"): 370, t("Area"): 100, t("Since"): 106, t("Sharing"): 130}
        alt = t("Shared cases, those that wait for most first")
        open_row("case", table_of(page, rows), found["id"].tolist(), alt=alt, widths=widths, row_height=THREE_LINES)
    if audience_of("cases") == "coordinator":
        with st.expander(t("Publish counts for the room"), icon=":material/co_present:"):
            draw_publishing(page)
    with st.container(horizontal=True):
        download(t("Download the template for shared cases"), cases_template(), "shared cases.csv")
        if rows and audience_of("cases") == "coordinator":
            download(t("Save as HTCDS list"), partial(htcds_file, page.engine), "shared cases HTCDS.csv")


def draw_one(page: Page, answer: DeltaGenerator, case: dict[str, Any]) -> None:
    """One case: how it stands, then coded fields, needs, sharing, referrals, what is known; closing and opening again."""
    answer.markdown(f"##### {case['code']}: {case_sentence(page, case)}")
    page_link("pages/cases.py", t("All cases"))
    where = name_of(case["area_name"], case["area_name_local"]) if case["area"] else t("Area not known")
    since = t("since {day}", day=date_text(case["opened_on"]))
    holder = t("held by {name}", name=md(case["holder"])) if case["holder"] else t("holder not known")
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
            edit(page, t("The case is closed."), edits.close_case, case["id"], closed_on=page.today, today=page.today)
        st.caption(t("Its open needs are closed with it."))
    elif st.button(t("Open this case again"), key="reopen case"):
        edit(page, t("The case is open again."), edits.reopen_case, case["id"])


page = open_page("Which shared cases wait?", empty_ok=True)
show_last_edit(page)
answer, filters = st.container(), side_by_side(4)
every = records(ask(page, queries.cases_frame, on=page.today))
open_added(every)
cases = {row["id"]: row for row in every}
with filters[3]:
    chosen = pick("case", t("Case"), {0: t("All cases"), **{row["id"]: row["code"] for row in every}}, 0)
if not chosen:
    draw_list(page, answer, filters)
else:
    draw_one(page, answer, cases[chosen])
