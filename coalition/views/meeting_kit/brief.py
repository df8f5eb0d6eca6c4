"""The part of the page about the brief."""

from functools import partial

import streamlit as st

from coalition.answers.brief import brief
from coalition.answers.paper_day import PaperDay
from coalition.locale import LANGUAGES
from coalition.papers.brief import brief_pdf
from coalition.shell.cached import ask
from coalition.shell.context import Page
from coalition.shell.widgets import download
from coalition.shell.words import date_text, t


def draw_brief(page: Page, day: PaperDay) -> None:
    """What the brief is, and it in each language: made when the button is pressed."""
    st.subheader(t("Brief"))
    st.caption(t("Two pages for members and authorities: gaps, changes, whom to call, actions. Counts of cases as published."))
    facts = ask(page, brief, settings=page.settings, day=day)
    for code, name in LANGUAGES.items():
        make = partial(brief_pdf, facts, code)
        download(t("PDF: {language}", language=name), make, f"brief-{day.on}-{code}.pdf", "application/pdf")
    st.caption(t("As of {day}.", day=date_text(day.on)))
