"""What members shared about a kind of help, where it matters: at most three lines, the rest one click away."""

from collections.abc import Sequence

import streamlit as st

from coalition.queries.resources import Found, Shared, shared_about
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.words import md, t, tn
from coalition.views.resources.words import form_words, title_of

MOST = 3
"""Lines that are shown beside something else."""


def draw_beside(page: Page, service_types: Sequence[str], area: str = "") -> None:
    """Titles that lead to their resource; nothing where nothing was shared about it.

    Args:
        page: from `open_page`.
        service_types: codes of the kinds of help.
        area: P-code; empty: wherever.
    """
    found: Found = ask(page, shared_about, service_types=tuple(service_types), area=area)
    if not found.shared:
        return
    with st.container(key=f"shared {'-'.join(service_types)}", gap="xxsmall"):
        st.markdown(f"**{t('Shared with us')}**")
        _draw_lines(found.shared[:MOST])
        if rest := found.shared[MOST:]:
            with st.expander(tn(len(rest), "1 more resource", "{n} more resources")):
                _draw_lines(rest)


def _draw_lines(shared: Sequence[Shared]) -> None:
    for one in shared:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            page_link("pages/resources.py", md(title_of(one)), resource=str(one.id))
            st.caption(md(form_words(one)), width="content")
