"""One organization: whom to call, what it offers, who acts for it, its names and membership."""

import streamlit as st

from coalition.frames import records
from coalition.queries import directory as queries
from coalition.shell import Page, ask, label_of, md, page_link, t
from coalition.views.directory.learned import spellings_of
from coalition.views.directory.merge import person_panel, same_organization
from coalition.views.directory.names import name_form
from coalition.views.directory.organizations import call_lines, contacts_editor, history, memberships_editor, who_came
from coalition.views.directory.services import add_service_form, services_editor
from coalition.vocabulary import Sector


def draw_one(page: Page, organization_id: int) -> None:
    """One organization: whom to call, what it offers, since when; everything can be corrected."""
    found = records(ask(page, queries.organizations_frame, on=page.today, organization_id=organization_id))
    if not found:
        st.warning(t("This organization no longer exists."))
        return
    page_link("pages/directory.py", t("All organizations"))
    organization = found[0]
    page = page.naming(organization["name"])
    st.markdown(f"## {md(organization['name'])}")
    sector = label_of(Sector(organization["sector"])) if organization["sector"] else t("no sector")
    st.caption(" · ".join([sector, t("member") if organization["is_member"] else t("not a member today")]))
    call_lines(page, organization_id)
    who_came(page, organization_id)
    labels = [t("Services"), t("Focal points"), t("History"), t("Membership and names"), t("People")]
    # Named, and known to the session: the open one stays open after an edit.
    services, contacts, past, names, people = st.tabs(labels, key=f"tabs {organization_id}", on_change="rerun")
    with services:
        with st.expander(t("Add a service"), icon=":material/add:"):
            add_service_form(page, organization_id)
        services_editor(page, organization_id)
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
