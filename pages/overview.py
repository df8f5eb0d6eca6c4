"""What changed since the last meeting, and where are the biggest gaps?"""

import streamlit as st

from coalition.answers.overview import Overview, overview
from coalition.shell import ask, date_text, demo_banner, open_page, page_link, t
from coalition.shell import overview as parts

page = open_page("What changed since the last meeting?")
demo_banner(page)
found: Overview = ask(page, overview, settings=page.settings, on=page.today)

st.markdown(f"##### {parts.meeting_sentence(found)}")
with st.container(horizontal=True):
    if found.meeting is None:
        page_link("pages/import_data.py", t("Upload an attendance list"))
    else:
        page_link("pages/participation.py", t("Who comes, and who is drifting away?"))
        page_link("pages/import_data.py", t("Upload the list of a newer meeting"))

if found.since is not None:
    st.header(t("Between {since} and {today}", since=date_text(found.since), today=date_text(found.on)))
    parts.draw_numbers(found)

left, right = st.columns([6, 5], gap="medium")
with left:
    st.header(t("What is different"))
    if found.since is None:
        st.markdown(t("There is no earlier meeting to compare with."))
    else:
        parts.draw_changes(found)
with right:
    st.header(t("The biggest gaps"))
    parts.draw_gaps(found)
