"""Togetherness. Who is tied with whom. With names: for the coordinator alone."""

import streamlit as st

from coalition.shell import open_page, page_link, t
from coalition.shell.menu import audience_of
from coalition.views.togetherness import parts
from coalition.views.togetherness.quarters import draw_trend
from coalition.views.togetherness.words import definition, headline

page = open_page("Togetherness")
if audience_of("togetherness") != "coordinator":
    st.info(t("This page names organizations, so it is only for the coordinator."))
    st.stop()
answer = st.container()
found, without = parts.question(page)
answer.markdown(f"## {headline(found)}")
if not found.measures.tied:
    st.caption(definition(found))
    page_link("pages/referrals.py", t("Referrals"))
    page_link("pages/participation.py", t("Attendance"))
    draw_trend(found)
    st.stop()
parts.draw_without(found, without)
parts.draw_picture(found, without)
left, right = st.columns(2, gap="large")
with left:
    parts.draw_bridges(found)
with right:
    parts.draw_alone(found)
    parts.draw_sectors(found)
draw_trend(found)
parts.draw_table(found)
parts.draw_measures(found)
