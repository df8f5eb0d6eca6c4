"""Changes between meetings. Cells that opened, closed, became fragile, went silent, with the facts behind."""

import streamlit as st

from coalition.answers.changes import Changes, changes, meeting_days
from coalition.shell import ask, open_page, page_link, t
from coalition.shell.save import show_last_edit
from coalition.views.changes import lists as parts
from coalition.views.changes.choice import choose
from coalition.views.coverage.cell import open_cell

page = open_page("Changes between meetings")
meetings = ask(page, meeting_days, on=page.today)
answer = st.container()
start, end, level = choose(page, meetings)
found: Changes = ask(page, changes, settings=page.settings, start=start, end=end, level=level)
if not found.compared:
    st.info(t("No area or no service type is chosen yet, so there is nothing to compare."))
    page_link("pages/settings.py", t("Choose the areas"))
    page_link("pages/import_data.py", t("Import services"))
    st.stop()
answer.markdown(f"## {parts.sentence(found)}")
if found.start == found.end:
    st.info(t("Both dates are the same. Choose an earlier one."))
if not meetings:
    st.caption(t("No meetings yet, so dates are compared instead."))
area, code = st.query_params.get("area"), st.query_params.get("type")
if not (area and code and open_cell(page, on=found.end, area=area, service_type=code)):
    show_last_edit(page)
if not found.cells.empty:
    parts.draw_changes(page, found)
