"""Find a service. For a service type and an area. The address of this page for links: views/whom_to_call/choice.py."""

import streamlit as st

from coalition.answers.calling import CallAnswer, whom_to_call
from coalition.shell import ask, open_page, page_link, t
from coalition.shell.address import asked_case
from coalition.shell.save import show_last_edit
from coalition.shell.words import voice
from coalition.views.referrals.form import back_to_case, call_now, open_refer_dialog
from coalition.views.whom_to_call import answer as parts
from coalition.views.whom_to_call.choice import questions

page = open_page("Find a service")
st.html(parts.LOOKS)
show_last_edit(page)
call_now(page)
back_to_case(page)
answer = st.container()
case = asked_case(page)
wanted = questions(page)
found: CallAnswer | None = None
if wanted["area"] and wanted["service_type"]:
    found = ask(page, whom_to_call, settings=page.settings, on=page.today, case_id=case["id"] if case else None, **wanted)
with answer:
    if found is None:
        st.markdown("## " + (t("Choose an area.") if wanted["service_type"] else t("Choose a service type and an area.")))
    else:
        parts.draw_answer(page, found)
if found is None:
    with st.container(horizontal=True):
        page_link("pages/coverage.py", t("Service gaps"))
        page_link("pages/directory.py", t("Look up an organization in the directory"))
    st.stop()
parts.draw_next_meeting(found)
parts.draw_providers(found)
parts.draw_alternatives(found)
parts.draw_rule(found)
parts.draw_needed(page, found)
open_refer_dialog(page, found, voice())
