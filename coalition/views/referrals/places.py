"""How many places are free now? One number, asked where referrals were accepted since the last one was said."""

import streamlit as st

from coalition.answers.calling_words import free_words
from coalition.edits.directory import restate_services
from coalition.imports.services.values import MOST_PLACES
from coalition.queries.places import places_to_ask
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import form_of
from coalition.shell.save import edit
from coalition.shell.words import md, name_of, t, voice


def draw_places_to_ask(page: Page, organization_id: int | None = None) -> None:
    """The services whose free places are older than referrals they accepted, each with its question; nothing: there are none.

    `organization_id`: only its own; None: of all.
    """
    rows, count = ask(page, places_to_ask, on=page.today, organization_id=organization_id)
    if not rows:
        return
    asked = t("Ask how many places are free ({n})", n=f"{count:,}")
    with st.expander(asked, icon=":material/event_available:", key="places to ask"):
        for row in rows:
            where = f"{row.code} {name_of(*row.kind)}, {name_of(*row.area)}"
            told = {"free": row.free, "capacity": row.capacity, "day": row.assured_on, "since": row.since}
            st.markdown(f"**{md(row.organization)}** · {md(where)}  \n{md(free_words(told, voice()))}")
            ask_free_places(page, row.service_id)
        if more := count - len(rows):
            st.caption(t("and {n} more", n=f"{more:,}"))


def ask_free_places(page: Page, service_id: int) -> None:
    """The question itself: a new statement of today that says all else as the old one did."""
    form = form_of(page, f"free places {service_id}", f"free places {service_id}", None)
    with st.form(f"free places {service_id}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        free = st.number_input(
            t("Free places now"),
            min_value=0,
            max_value=MOST_PLACES,
            value=None,
            step=1,
            key=form.key(f"free places {service_id}"),
            width=200,
        )
        saved = st.form_submit_button(t("Save"))
    if saved and free is None:
        st.error(t("Enter how many places are free. 0: none."))
    elif saved:
        edit(form, t("Confirmed today."), restate_services, {service_id: {"capacity_available": free}}, on=page.today)
