"""How many places are free now? One number, asked where referrals were accepted since the last one was said."""

import streamlit as st

from coalition.answers.calling_words import free_words
from coalition.edits.directory import restate_services
from coalition.imports.services.values import MOST_PLACES
from coalition.queries.places import places_to_ask
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.forms import form_of, required_text, save_button
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
    """The question itself: a new statement of today that says all else as the old one did, by whom it was asked."""
    form = form_of(page, f"free places {service_id}", f"free places {service_id}", None)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        free = st.number_input(
            t("Free places now"),
            min_value=0,
            max_value=MOST_PLACES,
            value=None,
            step=1,
            key=form.key(f"free places {service_id}"),
            width=160,
        )
        told_by = required_text(
            st.container(width=220), t("Confirmed by"), form.key(f"places told by {service_id}"), longest=120
        )
        wanted = {t("how many places are free"): free is not None, t("who confirmed it"): told_by}
        saved = save_button(t("Confirm the service today"), f"save free places {service_id}", write=wanted, is_primary=False)
    st.caption(t("This confirms the whole service: ages, languages and hours stay as they were told."))
    if saved:
        told = {service_id: {"capacity_available": free}}
        edit(form, t("Confirmed today."), restate_services, told, on=page.today, assured_by=told_by)
