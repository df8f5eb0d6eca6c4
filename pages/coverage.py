"""Service gaps. The matrix of service types and areas, the gaps, and what stands behind a cell."""

import streamlit as st

from coalition.queries.coverage import province_count
from coalition.shell import ask, open_page, page_link, t
from coalition.shell.save import show_last_edit
from coalition.views.coverage import words as parts
from coalition.views.coverage.cell import open_cell
from coalition.views.coverage.choice import choose_picture, draw_nothing
from coalition.views.coverage.drawings import draw
from coalition.views.coverage.gaps import draw_gaps, show_cell

page = open_page("Service gaps")
with st.container(key="coverage-top", horizontal=True, vertical_alignment="center"):
    answer, filters = st.container(), st.popover(t("Filter"), icon=":material/tune:")
looked = choose_picture(page, filters)
if looked.facts.is_empty:
    draw_nothing(looked.facts)
    st.stop()
with answer:
    st.markdown(f"## {looked.facts.sentence}")
    if not page.settings.scope and (others := ask(page, province_count) - len(looked.facts.provinces)) > 0:
        page_link("pages/settings.py", parts.others_words(others))
area, code = st.query_params.get("area"), st.query_params.get("type")
if not (area and code and open_cell(page, on=looked.asked["on"], area=area, service_type=code)):
    show_last_edit(page)
draw(page, looked, show_cell)
draw_gaps(page, looked)
