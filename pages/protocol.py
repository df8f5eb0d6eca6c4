"""Agreed protocol. The questions of list C10, everywhere or in one area."""

import streamlit as st

from coalition.answers.protocol import Board, protocol_board
from coalition.queries.checklists import checklist_versions_frame
from coalition.shell import ask, md, open_page, page_link, pick, t
from coalition.shell.order import area_names
from coalition.shell.save import show_last_edit
from coalition.views.protocol.board import board_sentence, draw_board

page = open_page("Agreed protocol", empty_ok=True)
show_last_edit(page)
everywhere: Board = ask(page, protocol_board, on=page.today)
if everywhere.head is None:
    if ask(page, checklist_versions_frame).empty:
        st.markdown(f"## {t('No questions yet.')}")
    else:
        st.info(t("No list of questions is in use. Under Checklists, you can bring back a list that is no longer used."))
        page_link("pages/checklists.py", t("Checklists"))
    st.stop()
answer = st.container()
area = pick("area", t("Where"), {"": t("Everywhere"), **dict(area_names(page).values())}, "")
board: Board = ask(page, protocol_board, on=page.today, area=area) if area else everywhere
answer.markdown(f"## {board_sentence(board)}")
if area:
    st.caption(
        t("If nothing is agreed for this area, what is agreed for the province applies, then what is agreed for everywhere.")
    )
draw_board(page, board, area or None)
st.caption(md(t("Source: {source}", source=t(everywhere.head["source"]))))
page_link("pages/checklists.py", t("Change the questions"), list=everywhere.head["code"])
