"""What changed since the last meeting, and where are the biggest gaps? Seen in ten seconds, on one screen."""

import streamlit as st

from coalition.answers.overview import Overview, overdue, overview
from coalition.shell import ask, open_page, t
from coalition.shell.address import plain_link
from coalition.shell.menu import audience_of
from coalition.shell.page import moment
from coalition.views.overview.lists import draw_came, draw_news, draw_worst
from coalition.views.overview.looks import LOOKS
from coalition.views.overview.map import draw_map
from coalition.views.overview.tiles import draw_tiles

page = open_page("Since the last meeting")
if page.buttons:
    with page.buttons, st.container(key="main-door", width="content"):
        plain_link("pages/record_meeting.py", t("Record a meeting"))
found: Overview = ask(page, overview, settings=page.settings, on=page.today)
is_told = audience_of("overview") == "coordinator"
late = ask(page, overdue, now=moment(), on=page.today, since=found.since) if is_told else None

st.html(LOOKS)
draw_tiles(found, late, page.today)
with st.container(key="board"):
    with st.container(key="map"):
        draw_map(page, found)
    with st.container(key="side"):
        with st.container(key="came"):
            draw_came(found, page.today)
        draw_worst(page, found)
        draw_news(found, page.today)
