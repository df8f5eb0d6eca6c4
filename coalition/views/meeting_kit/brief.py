"""The part of the page about the brief."""

from functools import partial

import streamlit as st
from sqlalchemy import Engine

from coalition.answers.brief import brief
from coalition.answers.paper_day import PaperDay
from coalition.database import reading
from coalition.papers.brief import brief_pdf
from coalition.settings import Settings
from coalition.shell.context import Page
from coalition.shell.words import date_text, t
from coalition.views.meeting_kit.pdfs import draw_pdfs


def draw_brief(page: Page, day: PaperDay) -> None:
    """What the brief is, and it in each language."""
    st.subheader(t("Brief"))
    st.markdown(
        t("Two pages for members and authorities: gaps, changes, whom to call, actions. Counts of cases are as published.")
    )
    draw_pdfs(partial(_pdf, page.engine, page.settings, day), f"brief-{day.on}")
    st.caption(t("As of {day}.", day=date_text(day.on)))


def _pdf(engine: Engine, settings: Settings, day: PaperDay, code: str) -> bytes:
    with reading(engine) as session:
        return brief_pdf(brief(session, settings=settings, day=day), code)
