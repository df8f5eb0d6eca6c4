"""Checklists. The lists, of whom, in which version; changed as a new version."""

import streamlit as st

from coalition.frames import records
from coalition.queries.checklists import POLICE_LIST, PROTOCOL_LIST, checklist_versions_frame
from coalition.shell import ask, open_page, page_link, t
from coalition.shell.order import by_code
from coalition.shell.save import show_last_edit
from coalition.views.checklists import lists as parts
from coalition.views.checklists.choice import choose, draw_chosen, heading

page = open_page("Checklists", empty_ok=True)
show_last_edit(page)
versions = by_code(records(ask(page, checklist_versions_frame)))
if not versions:
    st.markdown(f"## {t('No checklists yet.')}")
    st.stop()
answer = st.container()
chosen = choose(page, versions)
if items := chosen.items(page, chosen.code):
    answer.markdown(f"## {heading(items)}")
    draw_chosen(page, items, chosen)
else:
    with answer:
        parts.draw_retired(page, next(row for row in versions if row["code"] == chosen.code))
with st.expander(t("Earlier versions, and lists for other organizations"), icon=":material/history:"):
    parts.draw_versions(page, [row for row in versions if row["code"] == chosen.code])
with st.expander(t("Add a list"), icon=":material/add:"):
    parts.draw_new(page)
if chosen.code == PROTOCOL_LIST:
    page_link("pages/protocol.py", t("Agreed protocol"))
if chosen.code != POLICE_LIST and (police := chosen.items(page, POLICE_LIST)):
    st.subheader(parts.title_of(police[0]))
    parts.draw_list(page, police)
    parts.draw_copies(police, "police")
