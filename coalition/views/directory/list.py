"""The directory as a list: organizations found by name, sector and age of their services; people; names learned."""

from datetime import timedelta
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.access.hsds import hsds_file
from coalition.queries import directory as queries
from coalition.shell import Page, ask, download, label_of, page_link, pick, side_by_side, t
from coalition.shell.order import organization_names
from coalition.views.directory.learned import draw_learned
from coalition.views.directory.merge import person_panel
from coalition.views.directory.names import add_form
from coalition.views.directory.organizations import list_table, sentence
from coalition.views.directory.telephones import draw_missing_telephones
from coalition.vocabulary import Sector

NOT_TOLD = "-"  # in the address: organizations without a sector


def draw_list(page: Page, answer: DeltaGenerator) -> None:
    """The organizations, the people, and the names that were learned."""
    labels = [t("Organizations"), t("People"), t("Saved name matches")]
    listed, people, learned = st.tabs(labels, key="directory tabs", on_change="rerun")
    with listed:
        draw_organizations(page, answer)
    with people:
        if people.open:
            person_panel(page)
    with learned:
        if learned.open:
            draw_learned(page)


def draw_organizations(page: Page, answer: DeltaGenerator) -> None:
    """Find an organization; a row opens it. Where there is none yet there is nothing to find."""
    if not organization_names(page):
        answer.markdown("## " + t("No organizations yet."))
        add_form(page, True)
        page_link("pages/import_data.py", t("Upload a file"))
        return
    left, middle, right = side_by_side(3)
    search = left.text_input(t("Search for a name"), key="search", bind="query-params", max_chars=100)
    with middle:
        sectors = {sector.value: label_of(sector) for sector in Sector}
        sector = pick("sector", t("Sector"), {"": t("All sectors"), **sectors, NOT_TOLD: t("Not given")}, "")
    with right:
        days = page.settings.fresh_days
        options = {"": t("All"), "old": t("Not confirmed in the last {days} days", days=days), "none": t("No service stated")}
        confirmed = pick("confirmed", t("Services"), options, "")
    place = st.container()
    wanted = "" if sector == NOT_TOLD else sector or None
    rows = ask(page, queries.organizations_frame, on=page.today, search=search, sector=wanted)
    old = rows["assured_on"] < str(page.today - timedelta(days=days))
    if not rows.empty:  # what is told of some is not told as if it were of all
        told = sentence(rows, int(old.fillna(False).sum()), days)
        answer.markdown("## " + (t("Found: {told}", told=told) if search or sector else told))
    if confirmed == "old":
        rows = rows[old.fillna(False)]
    elif confirmed == "none":
        rows = rows[rows["services"] == 0]
    if rows.empty:
        st.info(t("No matching organizations. Add one, or import a list."))
        page_link("pages/import_data.py", t("Upload a file"))
    else:
        list_table(page, rows)
    with place:  # above the list: below it nobody sees it
        add_form(page, rows.empty)
        draw_missing_telephones(page)
        if not rows.empty:
            _draw_saving(page)


def _draw_saving(page: Page) -> None:
    with st.popover(t("Download the directory"), icon=":material/download:", key="save directory"):
        download(
            t("Download as service directory (HSDS)"), partial(hsds_file, page.engine, on=page.today), "directory-hsds.zip"
        )
        st.caption(t("All current services, who confirmed them, focal points with telephone numbers, and documents required."))
