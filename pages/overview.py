"""What changed since the last meeting, and where are the biggest gaps?"""

import streamlit as st

from coalition.answers.overview import Overview, overview
from coalition.shell import ask, date_text, open_page, page_link, t
from coalition.views.overview import words as parts
from coalition.views.referrals.board import overview_line

page = open_page("What changed since the last meeting?")
found: Overview = ask(page, overview, settings=page.settings, on=page.today)

st.markdown(f"##### {parts.meeting_sentence(found)}")
page_link("pages/present.py", t("To project: the view for the room, without exact counts"))
left, right = st.columns([13, 10], gap="medium")
with left:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        different = t("What is different")
        st.subheader(t("Since {since}", since=date_text(found.since)) if found.since else different, width="content")
        page_link("pages/actions.py", parts.actions_words(found))
        overview_line(page, found.since)
    if found.since is None:
        st.markdown(t("There is no earlier meeting to compare with."))
    else:
        parts.draw_numbers(found)
        parts.draw_changes(found)
    with st.container(horizontal=True, gap="xsmall"):
        if found.meeting is None:
            page_link("pages/import_data.py", t("Upload an attendance list"))
        else:
            page_link("pages/changes.py", t("What changed between two meetings?"))
            page_link("pages/participation.py", t("Who comes, and who is drifting away?"))
            page_link("pages/import_data.py", t("Upload the list of a newer meeting"))
with right:
    st.subheader(t("The biggest gaps"))
    parts.draw_gaps(found)
