"""Referrals. The address of this page for links from elsewhere: coalition/views/referrals/board.py."""

import streamlit as st

from coalition.answers.referrals import ReferralBoard, referral_board
from coalition.shell import ask, open_page, pick, side_by_side, t
from coalition.shell.address import asked_referral
from coalition.shell.order import organization_names
from coalition.shell.page import moment
from coalition.shell.save import show_last_edit
from coalition.views.referrals.board import LOOKS, answer_sentence, draw_board, draw_nothing
from coalition.views.referrals.dialog import open_referral_dialog
from coalition.views.referrals.places import draw_places_to_ask

page = open_page("Referrals", empty_ok=True)
st.html(LOOKS)
show_last_edit(page)
answer = st.container()
members = organization_names(page)
with side_by_side(3)[0]:
    organization = pick("organization", t("My organization"), {0: t("All of the coalition"), **members}, 0)
board: ReferralBoard = ask(page, referral_board, now=moment(), on=page.today, organization_id=organization or None)
whose = members.get(organization, "")
answer.markdown(f"## {answer_sentence(board, whose)}")
answer.caption(t("Exact counts. Do not show on a shared screen."))
if not board.rows and not board.ended:
    draw_nothing()
draw_board(board, whose)
draw_places_to_ask(page, organization or None)
if (opened := asked_referral(page)) is not None:
    with answer:  # what is gone is said where it is seen
        open_referral_dialog(page, opened)
