"""The show for the room: what changed, what is missing, who does it. The address keeps the place: ?step=gaps, ?step=TH57."""

import streamlit as st

from coalition.answers import present as answers
from coalition.shell import ask, open_page, page_link, t
from coalition.shell.save import forget_last_edit
from coalition.views.present import pictures
from coalition.views.present.decide import decide, draw_decision
from coalition.views.present.frame import LOOKS, draw_bar, draw_exit
from coalition.views.present.slides import draw_slide

page = open_page("Meeting view", is_room=True)
if page.is_entered:
    forget_last_edit()  # what was done elsewhere may name a person, and its way back is none of the audience's
room: answers.Room = ask(page, answers.room, settings=page.settings, on=page.today)
st.html(LOOKS + pictures.LOOKS)
if not room.slides:
    with st.container(key="room"):
        st.info(t("Nothing to show yet. Import attendance or services."))
        page_link("pages/import_data.py", t("Upload a file"))
        draw_exit()
    st.stop()

slide, place = room.opened(st.query_params.get("step"))
with st.container(key="room"):
    draw_slide(page, room, slide, decide)
draw_bar(room, slide, place)
draw_decision(page, room)
