"""The name and sector of an organization: given, and changed."""

from dataclasses import replace
from typing import Any

import streamlit as st

from coalition.edits import directory as edits
from coalition.shell.context import Page
from coalition.shell.forms import choose, form_of, required_text, save_button
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
            format_func=lambda s: label_of(s) if s else t("Not given"),
            key=worded(form.key(f"sector of {number}")),
        )
        st.caption(t("The old name is kept, so that older lists still match."))
        if st.form_submit_button(t("Save name and sector")):
            edit(form, t("Name and sector are saved."), edits.change_organization, number, name=name, sector=sector)


def add_form(page: Page, is_empty: bool) -> None:
    """Another organization, a member from today or not."""
    with st.expander(t("Add an organization"), icon=":material/add:", expanded=is_empty):
        form = form_of(page, "add organization", "new name", None)
        left, right = st.columns(2)
        name = required_text(left, t("Name"), form.key("new name"), longest=200)
        sectors = {sector: label_of(sector) for sector in Sector}
        sector = choose(right, t("Sector"), sectors, form.key("new sector"), hint=t("Not given"))
        members = {"yes": t("Yes, from today"), "no": t("No")}
        joins = st.segmented_control(
            t("Is it a member of the coalition?"),
            list(members),
            format_func=lambda one: members[one],
            key=worded(form.key("new member")),
        )
        wanted = {t("whether it is a member"): joins}
        if save_button(t("Add the organization"), "add organization", choose=wanted, write={t("its name"): name}):
            told = {"name": name, "sector": sector, "member_from": page.today if joins == "yes" else None}
            named = replace(form, page=page.naming(name))
            edit(named, t("Organization added."), edits.add_organization, **told)
