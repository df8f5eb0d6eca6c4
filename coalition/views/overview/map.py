"""The matrix of the overview: the whole picture in one look. A click on a square opens it on the coverage page."""

from dataclasses import replace
from html import escape

import streamlit as st

from coalition.answers.helping import Helpers, helpers
from coalition.answers.overview import Overview
from coalition.shell.address import page_link
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.words import t
from coalition.views.matrix import draw_matrix, matrix_of


def draw_map(page: Page, found: Overview) -> None:
    """The matrix; where nothing can be in it, what to do first."""
    picture = found.coverage
    if picture.cells.empty or not found.has_services:
        _draw_first(found)
        return
    shown = replace(picture, cells=picture.cells.assign(unmet_need=None))  # pictures of this page are sent: it counts no people
    who: Helpers = ask(page, helpers, settings=page.settings, on=picture.on, level=picture.level)
    picked = draw_matrix(matrix_of(shown, helpers=who), density="overview", key="overview", chips=True)
    if picked:
        level = {"level": "2"} if picture.level == 2 else {}
        st.switch_page("pages/coverage.py", query_params={"area": picked.area, "type": picked.kind, **level})


def _draw_first(found: Overview) -> None:
    """The steps to a first picture that are still to be done, in their order."""
    st.html(f'<div class="side"><h2>{escape(t("To see where help is missing"))}</h2></div>')
    with st.container(key="first-steps", horizontal=True, gap="small"):
        if found.coverage.cells.empty:
            page_link("pages/settings.py", t("Choose the areas"))
        if not found.has_services:
            page_link("pages/import_data.py", t("Import services"))
            page_link("pages/directory.py", t("Enter a service by hand"))
