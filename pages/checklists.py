"""What does an authority need before it can act? The lists, of whom, in which version; changed as a new version."""

import streamlit as st

from coalition.frames import records
from coalition.queries.checklists import POLICE_LIST, PROTOCOL_LIST, checklist_versions_frame, lists_for
from coalition.queries.directory import organizations_frame
from coalition.shell import ask, label_of, md, open_page, page_link, pick, side_by_side, t
from coalition.shell.order import by_code
from coalition.shell.save import show_last_edit
from coalition.views.checklists.lists import (
    count_sentence,
    draw_copies,
    draw_editor,
    draw_list,
    draw_new,
    draw_own,
    draw_versions,
    is_own,
    title_of,
    whose,
)
from coalition.vocabulary import Exploitation

page = open_page("What does an authority need before it can act?", empty_ok=True)
show_last_edit(page)
versions = by_code(records(ask(page, checklist_versions_frame)))
if not versions:
    st.info(t("The lists come with the first settings, or with the demo."))
    page_link("pages/settings.py", t("Settings"))
    st.stop()
answer, filters = st.container(), side_by_side(3, 220)
with filters[0]:
    chosen = pick("list", t("List"), {row["code"]: title_of(row) for row in versions}, versions[0]["code"])
with filters[1]:
    members = {row["id"]: row["name"] for row in records(ask(page, organizations_frame, on=page.today))}
    receiver = pick("organization", t("Receiver"), {0: t("Whoever receives it"), **members}, 0)
with filters[2]:
    types = {kind.value: label_of(kind) for kind in Exploitation if kind is not Exploitation.UNKNOWN}
    kind = pick("type", t("Type of exploitation"), {"": t("Every type"), **types}, "")
told = {"organization_id": receiver or None, "exploitation": Exploitation(kind) if kind else None}
items = records(ask(page, lists_for, codes=[chosen], on=page.today, **told))
if items:
    of = f" ({whose(items[0])})" if whose(items[0]) else ""
    answer.markdown(f"##### {md(title_of(items[0]) + of)}: {count_sentence(items)}")
    draw_list(items)
    if receiver or kind:
        draw_own(page, items, organization=receiver, organization_name=members.get(receiver, ""), exploitation=kind)
    draw_copies(items, "chosen")
    if is_own(items, receiver, kind):
        with st.expander(t("Change this list"), icon=":material/edit:"):
            draw_editor(page, items)
with st.expander(t("Earlier versions, and lists of others"), icon=":material/history:"):
    draw_versions(page, [row for row in versions if row["code"] == chosen])
with st.expander(t("Add a list"), icon=":material/add:"):
    draw_new(page)
if chosen == PROTOCOL_LIST:
    page_link("pages/protocol.py", t("What is settled before a case breaks?"))
police = records(ask(page, lists_for, codes=[POLICE_LIST], on=page.today))
if police and chosen != POLICE_LIST:
    st.subheader(title_of(police[0]))
    draw_list(police)
    draw_copies(police, "police")
