"""Which shared cases wait? By code and coded fields only: there is no field to write in."""

from typing import Any

import streamlit as st

from coalition.edits import cases as edits
from coalition.frames import records
from coalition.imports.templates import cases_template
from coalition.queries import cases as queries
from coalition.shell import Page, ask, date_text, download, label_of, md, name_of, open_page, page_link, pick, t
from coalition.shell.cases import CODED, add_form, area_names, kind_names, needs_editor, state_text, table_of
from coalition.shell.edited import edit, show_last_edit
from coalition.shell.open_row import open_row


def draw_list(page: Page) -> None:
    """The cases behind the filters; a row opens the case."""
    columns = st.columns(3)
    with columns[0]:
        states: dict[str | None, str] = {queries.OPEN: t("Open"), queries.CLOSED: t("Closed"), None: t("Open and closed")}
        state = pick("state", t("State"), {key or "all": name for key, name in states.items()}, queries.OPEN)
    with columns[1]:
        areas: dict[str | None, str] = {None: t("All areas"), **dict(area_names(page).values())}
        area = pick("area", t("Region"), areas, None)
    with columns[2]:
        kinds: dict[str | None, str] = {None: t("All kinds of help"), **dict(kind_names(page).values())}
        kind = pick("type", t("Waits for"), kinds, None)
    asked = {"state": None if state == "all" else state, "area": area, "service_type": kind}
    found = ask(page, queries.cases_frame, on=page.today, **asked)
    rows = records(found)
    waiting = sum(row["open_needs"] > 0 for row in rows)
    told = t("**{cases}** cases, **{waiting}** of them wait for help.", cases=len(rows), waiting=waiting)
    st.markdown(f"{told} {t('Counts are exact, not for projection.')}")
    if not rows:
        st.info(t("No shared case fits. Add one here, or upload a list."))
        page_link("pages/import_data.py", t("Upload a list of shared cases"))
    else:
        st.caption(t("Choose a row to open the case."))
        open_row("case", table_of(page, rows), found["id"].tolist(), alt=t("Shared cases, those that wait for most first"))
    with st.expander(t("Add a case"), icon=":material/add:", expanded=not rows):
        add_form(page)
    download(t("Download the template for shared cases"), cases_template(), "shared cases.csv")


def draw_one(page: Page, case: dict[str, Any]) -> None:
    """One case: coded fields, needs, closing and opening again."""
    st.subheader(case["code"])
    where = name_of(case["area_name"], case["area_name_local"]) if case["area"] else t("Region not known")
    since = t("since {day}", day=date_text(case["opened_on"]))
    holder = t("held by {name}", name=md(case["holder"])) if case["holder"] else t("holder not known")
    st.markdown(" · ".join([state_text(page, case), since, md(where), holder]))
    st.markdown("\n".join(f"- {t(label)}: {label_of(kind(case[name]))}" for name, (label, kind) in CODED.items()))
    needs_editor(page, case)
    if case["closed_on"] is None:
        if st.button(t("Close this case"), key="close case", icon=":material/done_all:"):
            edit(page, t("The case is closed."), edits.close_case, case["id"], closed_on=page.today, today=page.today)
        st.caption(t("Its open needs are closed with it."))
    elif st.button(t("Open this case again"), key="reopen case"):
        edit(page, t("The case is open again."), edits.reopen_case, case["id"])


page = open_page("Which shared cases wait?", empty_ok=True)
st.caption(t("No name, no note, no birth date: a case is known by its code only."))
show_last_edit(page)
every = records(ask(page, queries.cases_frame, on=page.today))
cases = {row["id"]: row for row in every}
options: dict[int | None, str] = {None: t("All cases"), **{row["id"]: row["code"] for row in every}}
chosen = pick("case", t("Case"), options, None)
if chosen is None:
    draw_list(page)
else:
    draw_one(page, cases[chosen])
