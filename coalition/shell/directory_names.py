"""The name and sector of one organization, and the other spellings that files use for it."""

from typing import Any

import streamlit as st

from coalition.edits import directory as edits
from coalition.frames import records
from coalition.queries import directory as queries
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.edited import edit
from coalition.shell.words import label_of, md, t, worded
from coalition.vocabulary import Sector


def name_form(page: Page, organization: dict[str, Any]) -> None:
    """Rename, or set the sector. The old name stays as a spelling."""
    number = organization["id"]
    st.markdown(f"**{t('Name and sector')}**")
    with st.form(f"name {number}", border=False):
        left, right = st.columns(2)
        name = left.text_input(t("Name"), organization["name"], key=f"name of {number} {page.version}", max_chars=200)
        sectors = [None, *Sector]
        sector = right.selectbox(
            t("Sector"),
            sectors,
            index=sectors.index(Sector(organization["sector"]) if organization["sector"] else None),
            format_func=lambda s: label_of(s) if s else t("Not told"),
            key=worded(f"sector of {number} {page.version}"),
        )
        st.caption(t("The old name stays as another spelling, so that older lists still find the organization."))
        if st.form_submit_button(t("Save name and sector")):
            edit(page, t("Name and sector are saved."), edits.change_organization, number, name=name, sector=sector)


def spellings(page: Page, organization_id: int) -> None:
    """Other spellings; one that was confirmed by mistake can be removed."""
    st.markdown(f"**{t('Other spellings in files')}**")
    rows = records(ask(page, queries.spellings_frame, organization_id=organization_id))
    if not rows:
        st.caption(t("None is known. They are learned when you confirm a suggestion during an import."))
    for row in rows:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(md(row["alias"]))
            if st.button(t("Remove"), key=f"remove spelling {row['id']}", type="tertiary"):
                edit(page, t("The spelling is removed; the next file with it asks again."), edits.remove_spelling, row["id"])
