"""Who is here, what is decided? A meeting recorded while it happens."""

import streamlit as st

from coalition.queries import recording
from coalition.shell import ask, open_page, t
from coalition.shell.address import asked_number
from coalition.shell.save import show_last_edit
from coalition.views.record.draw import draw_recording
from coalition.views.record.finish import LEAVE, draw_finish
from coalition.views.record.start import draw_start

page = open_page("Record a meeting", empty_ok=True)
if LEAVE in st.session_state:
    st.switch_page("pages/meetings.py", query_params=st.session_state.pop(LEAVE))
draft_id = asked_number("draft")
meeting = ask(page, recording.recorded, draft_id=draft_id) if draft_id else None
if meeting is None:
    show_last_edit(page)
    if draft_id:
        st.info(t("This meeting is finished or no longer exists."))
    draw_start(page)
elif st.query_params.get("step") == "finish":
    draw_finish(page, meeting)
else:
    draw_recording(page, meeting)
