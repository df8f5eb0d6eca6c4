"""Who are we, what do we offer, and when was it last confirmed?"""

from datetime import timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from coalition.frames import records
from coalition.queries import directory as queries
from coalition.shell import Page, ask, label_of, md, open_page, page_link, pick, side_by_side, t
from coalition.shell.address import asked_number
from coalition.shell.save import show_last_edit
from coalition.views.directory.learned import draw_learned, spellings_of
from coalition.views.directory.merge import person_panel, same_organization
from coalition.views.directory.names import add_form, name_form
from coalition.views.directory.organizations import (
    call_lines,
    contacts_editor,
    history,
    list_table,
    memberships_editor,
    sentence,
    who_came,
)
from coalition.views.directory.services import add_service_form, services_editor
from coalition.vocabulary import Sector

NOT_TOLD = "-"  # in the address: organizations without a sector


def draw_list(page: Page, answer: DeltaGenerator) -> None:
    """The organizations, the people, and the names that were learned."""
    labels = [t("Organizations"), t("People"), t("Names we have learned")]
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
    """Find an organization; a row opens it."""
    left, middle, right = side_by_side(3)
    search = left.text_input(t("Search a name"), key="search", bind="query-params", max_chars=100)
    with middle:
        sectors = {sector.value: label_of(sector) for sector in Sector}
        sector = pick("sector", t("Sector"), {"": t("All sectors"), **sectors, NOT_TOLD: t("Not told")}, "")
    with right:
        days = page.settings.fresh_days
        options = {"": t("All"), "old": t("Not confirmed in the last {days} days", days=days), "none": t("No service stated")}
        confirmed = pick("confirmed", t("Services"), options, "")
    wanted = "" if sector == NOT_TOLD else sector or None
    rows = ask(page, queries.organizations_frame, on=page.today, search=search, sector=wanted)
    old = rows["assured_on"] < str(page.today - timedelta(days=days))
    answer.markdown(f"##### {sentence(rows, int(old.fillna(False).sum()), days)}")
    if confirmed == "old":
        rows = rows[old.fillna(False)]
    elif confirmed == "none":
        rows = rows[rows["services"] == 0]
    if rows.empty:
        st.info(t("No organization fits. Add one here, or upload a list."))
        page_link("pages/import_data.py", t("Upload a file"))
    else:
        list_table(page, rows)
    add_form(page, rows.empty)


def draw_one(page: Page, organization_id: int) -> None:
    """One organization: whom to call, what it offers, since when; everything can be corrected."""
    found = records(ask(page, queries.organizations_frame, on=page.today, organization_id=organization_id))
    if not found:
        st.warning(t("This organization is not there any more."))
        return
    page_link("pages/directory.py", t("All organizations"))
    organization = found[0]
    st.subheader(md(organization["name"]))
    sector = label_of(Sector(organization["sector"])) if organization["sector"] else t("sector not told")
    st.caption(" · ".join([sector, t("member") if organization["is_member"] else t("not a member today")]))
    call_lines(page, organization_id)
    who_came(page, organization_id)
    labels = [t("Services"), t("Focal points"), t("History"), t("Membership and names"), t("People")]
    # Named, and known to the session: the open one stays open after an edit.
    services, contacts, past, names, people = st.tabs(labels, key=f"tabs {organization_id}", on_change="rerun")
    with services:
        services_editor(page, organization_id)
        with st.expander(t("Add a service"), icon=":material/add:"):
            add_service_form(page, organization_id)
    with contacts:
        contacts_editor(page, organization_id)
    with past:
        history(page, organization_id)
    with names:
        memberships_editor(page, organization_id)
        name_form(page, organization)
        spellings_of(page, organization_id)
        same_organization(page, organization_id, organization["name"])
    with people:
        if people.open:
            person_panel(page, organization_id)


page = open_page("Who are we, what do we offer, and when was it last confirmed?", empty_ok=True)
show_last_edit(page)
answer = st.container()
known = {row["id"]: row["name"] for row in records(ask(page, queries.organizations_frame, on=page.today))}
linked = asked_number("organization")
if linked and linked not in known:
    known[linked] = t("Organization {number}", number=linked)
with side_by_side(2, least=300)[0]:
    chosen = pick("organization", t("Organization"), {0: t("All organizations"), **known}, 0)
if not chosen:
    draw_list(page, answer)
else:
    draw_one(page, chosen)
