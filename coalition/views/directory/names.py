"""The name and sector of an organization: given, and changed."""

from typing import Any

import streamlit as st

from coalition.edits import directory as edits
from coalition.shell.context import Page
from coalition.shell.forms import form_of
from coalition.shell.save import edit
from coalition.shell.words import label_of, t, worded
from coalition.vocabulary import Sector


def name_form(page: Page, organization: dict[str, Any]) -> None:
    """Rename, or set the sector. The old name stays as a spelling."""
    number = organization["id"]
    form = form_of(page, f"name {number}", f"name of {number}", organization)
    organization = form.shown
    st.markdown(f"**{t('Name and sector')}**")
    with st.form(f"name {number}", border=False):
        left, right = st.columns(2)
        name = left.text_input(t("Name"), organization["name"], key=form.key(f"name of {number}"), max_chars=200)
        sectors = [None, *Sector]
        sector = right.selectbox(
            t("Sector"),
            sectors,
            index=sectors.index(Sector(organization["sector"]) if organization["sector"] else None),
            format_func=lambda s: label_of(s) if s else t("Not told"),
            key=worded(form.key(f"sector of {number}")),
        )
        st.caption(t("The old name stays as another spelling, so that older lists still find the organization."))
        if st.form_submit_button(t("Save name and sector")):
            edit(form, t("Name and sector are saved."), edits.change_organization, number, name=name, sector=sector)


def add_form(page: Page, is_empty: bool) -> None:
    """Another organization, a member from today or not."""
    with (
        st.expander(t("Add an organization"), icon=":material/add:", expanded=is_empty),
        st.form("add organization", border=False),
    ):
        name = st.text_input(t("Name"), key="new name", max_chars=200)
        chosen = st.selectbox(
            t("Sector"), [None, *Sector], format_func=lambda s: label_of(s) if s else t("Not told"), key=worded("new sector")
        )
        joins = st.checkbox(t("A member of the coalition from today"), value=True, key="new member")
        if st.form_submit_button(t("Add the organization"), type="primary"):
            member_from = page.today if joins else None
            done = t("The organization is added.")
            edit(page, done, edits.add_organization, name=name, sector=chosen, member_from=member_from)
