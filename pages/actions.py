"""Who does what until when? The address of this page for links from elsewhere: coalition/views/actions/board.py."""

import streamlit as st

from coalition.answers.actions import ActionBoard, action_board
from coalition.frames import records
from coalition.queries.directory import organizations_frame
from coalition.shell import ask, open_page, page_link, pick, side_by_side, t
from coalition.shell.address import asked_number
from coalition.shell.save import show_last_edit
from coalition.views.actions.board import PRINTED, answer_sentence, draw_board, draw_downloads, draw_others, finish_pressed
from coalition.views.actions.form import PREFILLED, meeting_names, new_action_form, open_action_dialog

page = open_page("Who does what until when?", empty_ok=True)
st.html(PRINTED)
show_last_edit(page)
finish_pressed(page)
answer = st.container()
members = {row["id"]: row["name"] for row in records(ask(page, organizations_frame, on=page.today))}
with st.container(key="action filters"):
    filters = side_by_side(3)
with filters[0]:
    organization = pick("organization", t("Organization"), {0: t("All organizations"), **members}, 0)
with filters[1]:
    meetings = meeting_names(page, asked_number("meeting"))
    meeting = pick("meeting", t("On the table of"), {0: t("All meetings"), **meetings}, 0)
with filters[2]:
    shown = {"": t("Open, and ended lately"), "all": t("All, whenever they ended")}
    which = pick("show", t("Shown"), shown, "")

board: ActionBoard = ask(
    page,
    action_board,
    settings=page.settings,
    on=page.today,
    organization_id=organization or None,
    meeting_id=meeting or None,
    all_closed=which == "all",
)
whose = members.get(organization, "") or meetings.get(meeting, "")
answer.markdown(f"##### {answer_sentence(board, whose)}")
if whose:
    with answer:
        draw_others(page, board)
is_asked = any(name in st.query_params for name in PREFILLED)
with st.expander(t("Note a new action"), icon=":material/add_task:", expanded=is_asked or board.items.empty):
    new_action_form(page, board, organization_id=organization, meeting_id=meeting)
if board.items.empty and not whose:
    st.info(t("No action is open here, and none ended lately. Note what somebody promises: it comes back at every meeting."))
    page_link("pages/coverage.py", t("Where is help missing?"))
elif not board.items.empty:
    draw_board(board)
    draw_downloads(page, board)
if opened := asked_number("action"):
    open_action_dialog(page, opened)
