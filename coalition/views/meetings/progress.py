"""The meetings that are being recorded, wherever one may want to go on with them."""

import streamlit as st

from coalition.queries import recording
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.words import date_text, md, t, tn


def draw_in_progress(page: Page) -> None:
    """Each with who is here so far, and a way to go on."""
    for draft in ask(page, recording.drafts):
        name = " · ".join(filter(None, [md(draft.title or t("Meeting")), date_text(draft.held_on)]))
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{t('In progress')}**: {name} · {tn(draft.here, '1 here', '{n} here')}", width="stretch")
            page_link("pages/record_meeting.py", t("Continue"), draft=str(draft.id))
