"Meetings and attendance"

from datetime import date

import streamlit as st

from coalition.answers.participation import meeting_list
from coalition.frames import records
from coalition.shell import ask, date_text, open_page, pick, side_by_side, t
from coalition.shell.address import asked_number
from coalition.shell.save import show_last_edit
from coalition.views.meetings.list import draw_list
from coalition.views.meetings.one import draw_one

page = open_page("Meetings and attendance", empty_ok=True)
show_last_edit(page)
answer, filters = st.container(), side_by_side(2)
every = records(ask(page, meeting_list, on=date.max, last=200))
names = {row["id"]: " · ".join(filter(None, [date_text(row["held_on"]), row["title"]])) for row in every}
linked = asked_number("meeting")
if linked and linked not in names:
    names[linked] = t("Meeting {number}", number=linked)
with filters[1]:
    chosen = pick("meeting", t("Meeting"), {0: t("All meetings"), **names}, 0)
if not chosen:
    draw_list(page, answer, filters[0])
else:
    draw_one(page, chosen)
