"""The shared cases behind the filters, the form that adds one, what leaves the house."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.access.htcds import htcds_file
from coalition.access.templates import cases_template
from coalition.frames import records
from coalition.queries import cases as queries
from coalition.shell import Page, ask, download, page_link, pick, t
from coalition.shell.menu import audience_of
from coalition.shell.order import area_names, kind_names
from coalition.shell.words import tn
from coalition.views.cases.publishing import draw_publishing
from coalition.views.cases.table import add_form, is_asked_for, table_of
from coalition.views.rows import draw_rows


def draw_list(page: Page, answer: DeltaGenerator, filters: list[DeltaGenerator]) -> None:
    """The cases behind the filters; a row opens the case."""
    with filters[0]:
        states = {queries.OPEN: t("Open"), queries.CLOSED: t("Closed"), "all": t("Open and closed")}
        state = pick("state", t("Status"), states, queries.OPEN)
    with filters[1]:
        area = pick("area", t("Area"), {"": t("All areas"), **dict(area_names(page).values())}, "")
    with filters[2]:
        kind = pick("type", t("Needs"), {"": t("All service types"), **dict(kind_names(page).values())}, "")
    asked = {"state": None if state == "all" else state, "area": area or None, "service_type": kind or None}
    found = ask(page, queries.cases_frame, on=page.today, **asked)
    rows = records(found)
    waiting = sum(row["open_needs"] > 0 for row in rows)
    every = len(ask(page, queries.cases_frame, on=page.today, **asked | {"area": None, "service_type": None}))
    count = _count_words(len(rows), every, is_open=state == queries.OPEN)
    waits = tn(waiting, "**1** with open needs.", "**{n}** with open needs.")
    answer.markdown(f"## {t('{first}, {second}', first=count, second=waits) if rows else t('{told}.', told=count)}")
    no_name = t("Cases have a code only. No names.")
    answer.caption(f"{no_name} {t('Exact counts. Do not show on a shared screen.')}")
    is_wanted = is_asked_for() or not rows
    with st.expander(t("Add a case"), icon=":material/add:", expanded=is_wanted):  # above the list: below it nobody sees it
        add_form(page)
    if not rows:
        st.info(t("No matching cases. Add one, or import a list.") if every else t("Add a case, or import a list."))
        page_link("pages/import_data.py", t("Import shared cases"))
    else:
        alt = t("Shared cases, most needs first")
        draw_rows(table_of(page, rows), found["code"].tolist(), alt=alt, key="cases", opens="case")
    if audience_of("cases") == "coordinator":
        with st.expander(t("Publish counts for meetings"), icon=":material/co_present:"):
            draw_publishing(page)
    with st.container(horizontal=True):
        download(t("Download the template for shared cases"), cases_template(), "shared cases.csv")
        if rows and audience_of("cases") == "coordinator":
            download(t("Download as HTCDS list"), partial(htcds_file, page.engine), "shared cases HTCDS.csv")


def _count_words(n: int, every: int, *, is_open: bool) -> str:
    """How many cases there are; where a filter hides some, of how many."""
    if n < every:
        if is_open:
            return t("**{n}** of {all} open cases", n=n, all=every)
        return t("**{n}** of {all} cases", n=n, all=every)
    return tn(n, "**1** open case", "**{n}** open cases") if is_open else tn(n, "**1** case", "**{n}** cases")
