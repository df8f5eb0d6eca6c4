"""Action items. The address of this page for links from elsewhere: coalition/views/actions/board.py."""

import streamlit as st

from coalition.answers.actions import ActionBoard, action_board
from coalition.shell import ask, open_page, page_link, t
from coalition.shell.address import asked_number
from coalition.shell.save import show_last_edit
from coalition.views.actions import board as parts
from coalition.views.actions.choice import choose
from coalition.views.actions.form import PREFILLED, new_action_form, open_action_dialog

page = open_page("Action items")
show_last_edit(page)
parts.finish_pressed(page)
answer = st.container()
chosen = choose(page)
asked = {"organization_id": chosen.organization or None, "meeting_id": chosen.meeting or None, "all_closed": chosen.all_closed}
board: ActionBoard = ask(page, action_board, settings=page.settings, on=page.today, **asked)
answer.markdown(f"## {parts.answer_sentence(board, chosen.whose)}")
if chosen.whose:
    with answer:
        parts.draw_others(page, board)
is_asked = any(name in st.query_params for name in PREFILLED)
with st.expander(t("Add action"), icon=":material/add_task:", expanded=is_asked or board.items.empty):
    new_action_form(page, board, organization_id=chosen.organization, meeting_id=chosen.meeting)
if board.items.empty and not chosen.whose:
    page_link("pages/coverage.py", t("Service gaps"))
elif not board.items.empty:
    parts.draw_board(board)
    parts.draw_downloads(page, board)
if opened := asked_number("action"):
    with answer:  # what is gone is said where it is seen
        open_action_dialog(page, opened)
