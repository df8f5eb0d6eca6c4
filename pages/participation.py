"Attendance and membership"

import streamlit as st

from coalition.answers.attendance import attendance_map
from coalition.answers.participation import participation_picture
from coalition.shell import ask, open_page, page_link, pick, pick_date, side_by_side, t
from coalition.shell.address import switch
from coalition.views.participation.drawings import draw_meetings, draw_table
from coalition.views.participation.heat import draw_heat
from coalition.views.participation.ringing import continuity_words, draw_ringing, same_person
from coalition.views.participation.words import marks_table, sentences

page = open_page("Attendance and membership")
answer, (left, right) = st.container(), side_by_side(2)
with left:
    on = pick_date("on", t("As of"), page.today)
with right:
    usual = page.settings.recent_meetings
    counts = sorted({usual, 3, 6, 12, 24, 36})
    last = pick("last", t("Meetings"), {n: t("Last {count} meetings", count=n) for n in counts}, usual)
picture = ask(page, participation_picture, settings=page.settings, on=on, last=last)
if picture.meetings.empty:
    st.info(t("There is no meeting on or before this day."))
    page_link("pages/import_data.py", t("Import attendance"))
    st.stop()
answer.markdown(f"## {sentences(picture)}")
draw_ringing(page, picture)
draw_meetings(picture)
longer = ask(page, attendance_map, on=on)
shown = switch("show", t("Members"), {"members": t("Members"), "meetings": t("Meeting by meeting")}, "members")
if shown == "meetings" and longer.rows:
    draw_heat(longer)
elif picture.members.empty:
    st.info(t("No organization is a member on this day."))
else:
    st.markdown(continuity_words(longer))
    marks_table(picture, page.settings, same_person(longer))
draw_table(picture)
