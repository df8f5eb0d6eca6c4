"""The matrix of the overview: the whole picture in one look. A click on a square opens it on the coverage page."""

from dataclasses import replace
from datetime import date
from html import escape
from typing import Any

import streamlit as st

from coalition.answers.helping import Helpers, helpers
from coalition.answers.overview import Overview, overview
from coalition.shell.address import page_link
from coalition.shell.cached import ask, made
from coalition.shell.context import Page
from coalition.shell.words import t
from coalition.views.matrix import data_of, draw_matrix, matrix_of


def draw_map(page: Page, found: Overview) -> None:
    """The matrix; where nothing can be in it, what to do first."""
    picture = found.coverage
    if picture.cells.empty or not found.has_services:
        _draw_first(found)
        return
    if picked := draw_matrix(made(page, _data, on=page.today), key="overview"):
        level = {"level": "2"} if picture.level == 2 else {}
        st.switch_page("pages/coverage.py", query_params={"area": picked.area, "type": picked.kind, **level})


def _data(page: Page, *, on: date) -> dict[str, Any]:
    found: Overview = ask(page, overview, settings=page.settings, on=on)
    picture = found.coverage
    shown = replace(picture, cells=picture.cells.assign(unmet_need=None))  # pictures of this page are sent: it counts no people
    who: Helpers = ask(page, helpers, settings=page.settings, on=picture.on, level=picture.level)
    return data_of(matrix_of(shown, helpers=who), "overview", chips=True)


def _draw_first(found: Overview) -> None:
    """The steps to a first picture that are still to be done, in their order."""
    st.html(f'<div class="side"><h2>{escape(t("To see where help is missing"))}</h2></div>')
    with st.container(key="first-steps", horizontal=True, gap="small"):
        if found.coverage.cells.empty:
            page_link("pages/settings.py", t("Choose the areas"))
        if not found.has_services:
            page_link("pages/import_data.py", t("Import services"))
            page_link("pages/directory.py", t("Enter a service by hand"))
