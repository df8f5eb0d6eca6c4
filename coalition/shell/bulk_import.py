"""Several files at once: confirm all that need no answer. And the templates to fill in."""

import streamlit as st

from coalition.imports.commit import PlanOutdated
from coalition.imports.templates import cases_template, services_template
from coalition.shell.context import Page
from coalition.shell.importing import confirm, version_now
from coalition.shell.uploads import Upload, make_plan
from coalition.shell.widgets import download
from coalition.shell.words import md, t


def draw_templates() -> None:
    """Lists to fill in; attendance needs none."""
    with st.expander(t("Templates to fill in"), icon=":material/description:"):
        st.caption(t("Attendance needs no template: any list with a column of names will do."))
        with st.container(horizontal=True):
            download(t("List of services"), services_template(), "services template.csv")
            download(t("Shared cases (coded fields only)"), cases_template(), "cases template.csv")


def draw_confirm_all(page: Page, found: list[Upload]) -> None:
    """One button for all files that are ready. A file whose plan asks something new once the others are in stays open."""
    if len(found) < 2:
        return
    pending = [upload for upload in found if upload.done is None]
    with st.status(t("Reading {n} files", n=len(pending))) if any(u.plan is None for u in pending) else st.container():
        version = version_now(page)
        for upload in pending:
            make_plan(page, upload, version)
    ready = [upload for upload in pending if upload.is_ready()]
    if ready and st.button(t("Confirm all {n} files that need no answer", n=len(ready)), type="primary", key="confirm all"):
        _confirm_all(page, ready)
        st.rerun()


def _confirm_all(page: Page, ready: list[Upload]) -> None:
    bar = st.progress(0.0)
    for index, upload in enumerate(ready):
        bar.progress(index / len(ready), text=md(upload.name))
        make_plan(page, upload, version_now(page))
        if upload.is_ready():
            try:
                confirm(page, upload)
            except PlanOutdated:
                continue  # somebody else saved something: it is shown again, with its new plan
