"""Single providers. Whether it still comes, and what falls without it."""

import streamlit as st

from coalition.shell import open_page
from coalition.shell.save import show_last_edit
from coalition.views.coverage.cell import open_cell
from coalition.views.coverage.gaps import show_cell
from coalition.views.single_providers import lists as parts
from coalition.views.single_providers.choice import choose, leave_out

page = open_page("Single providers")
answer = st.container()
everybody = choose(page)
answer.markdown(f"## {parts.sentence(everybody)}")
found = leave_out(page, everybody)
area, code = st.query_params.get("area"), st.query_params.get("type")
if not (area and code and open_cell(page, on=found.on, area=area, service_type=code)):
    show_last_edit(page)
if found.without:
    st.markdown(parts.falls_sentence(found))
left, right = st.columns(2, gap="medium")
with left:
    parts.draw_picture(page, found, show_cell)
if not found.resting.empty:
    with right:
        parts.draw_organizations(found)
