"""How do our referrals fare? Exact counts, with names: for the coordinator alone."""

import streamlit as st

from coalition.answers.referral_flow import referral_flow
from coalition.shell import ask, open_page, page_link, t
from coalition.shell.address import switch
from coalition.shell.menu import audience_of
from coalition.views.referral_flow import figures as parts

page = open_page("How do our referrals fare?")
if audience_of("referral_flow") != "coordinator":
    st.info(t("This page names organizations and counts exactly: it is for the coordinator."))
    st.stop()
answer = st.container()
when, asked = parts.questions(page)
found = ask(page, referral_flow, **asked)
if not found.funnel.sent:
    answer.markdown("## " + t("No referral fits: none was sent {when}, or none by these filters.", when=when))
    page_link("pages/referrals.py", t("Which referrals wait, and on whom?"))
    page_link("pages/whom_to_call.py", t("Whom do we call?"))
    st.stop()
with answer:
    st.markdown(f"## {parts.sentence(found, when)}")
    st.caption(t("Exact counts: do not show them on the projector.") + " " + t("The page names who refers to whom."))
    page_link("pages/referrals.py", t("Which referrals wait, and on whom?"))
left, right = st.columns(2, gap="large")
with left:
    st.subheader(t("How far they come"))
    parts.draw_funnel(found)
with right:
    st.subheader(t("Why some end without help"))
    parts.draw_reasons(found)
st.subheader(t("How long it takes, and how it stands"))
parts.draw_standing(found)
groups = {"kind": t("By kind of help"), "area": t("By province"), "receiver": t("By receiver"), "pair": t("Who refers to whom")}
by = switch("by", t("By"), groups, "kind")
parts.draw_pairs(found) if by == "pair" else parts.draw_groups(found, by)
