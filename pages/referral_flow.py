"""Referral results. Exact counts, with names: for the coordinator alone."""

import streamlit as st

from coalition.answers.referral_flow import referral_flow
from coalition.shell import ask, open_page, page_link, t
from coalition.shell.address import switch
from coalition.shell.menu import audience_of
from coalition.views.referral_flow import figures as parts

page = open_page("Referral results")
if audience_of("referral_flow") != "coordinator":
    st.info(t("This page names organizations and shows exact counts, so it is for the coordinator only."))
    st.stop()
answer = st.container()
when, asked = parts.questions(page)
found = ask(page, referral_flow, **asked)
if not found.funnel.sent:
    answer.markdown("## " + t("No matching referrals {when}.", when=when))
    page_link("pages/referrals.py", t("Referrals"))
    page_link("pages/whom_to_call.py", t("Find a service"))
    st.stop()
with answer:
    st.markdown(f"## {parts.sentence(found, when)}")
    st.caption(t("Exact counts. Do not show on a shared screen."))
left, right = st.columns(2, gap="large")
with left:
    st.subheader(t("Progress"))
    parts.draw_funnel(found)
with right:
    st.subheader(t("Why some were not served"))
    parts.draw_reasons(found)
st.subheader(t("Response times"))
parts.draw_standing(found)
between = t("Between organizations")
groups = {"kind": t("By service type"), "area": t("By province"), "receiver": t("By receiving organization"), "pair": between}
by = switch("by", t("Group by"), groups, "kind")
parts.draw_pairs(found) if by == "pair" else parts.draw_groups(found, by)
