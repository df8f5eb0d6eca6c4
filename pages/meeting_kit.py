"""Papers of a meeting: what leaves the room, in both languages."""

import streamlit as st

from coalition.shell import open_page, side_by_side
from coalition.shell.save import show_last_edit
from coalition.views.meeting_kit.agenda import draw_agenda
from coalition.views.meeting_kit.brief import draw_brief
from coalition.views.meeting_kit.files import draw_files
from coalition.views.meeting_kit.meeting import choose_meeting
from coalition.views.meeting_kit.minutes import draw_minutes

page = open_page("Papers of a meeting", empty_ok=True)
show_last_edit(page)
answer = st.container()
day = choose_meeting(page)
left, right = side_by_side(2, least=480)
with left:
    next_agenda = draw_agenda(page)
    draw_brief(page, day)
    draw_files(page, day)
with right:
    last_minutes = draw_minutes(page, day)
answer.markdown(f"## {last_minutes} {next_agenda}")
