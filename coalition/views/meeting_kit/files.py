"""The part of the page about the files: made when a button is pressed, in the language that it names."""

from functools import partial

import streamlit as st
from sqlalchemy import Engine

from coalition import clock
from coalition.answers.meeting_files import MeetingFiles, meeting_files
from coalition.answers.paper_day import PaperDay
from coalition.database import reading
from coalition.papers.ahead import calendar_file
from coalition.papers.slides import slides
from coalition.papers.workbook import workbook
from coalition.settings import Settings
from coalition.shell.context import Page
from coalition.shell.widgets import download
from coalition.shell.words import date_text, t
from coalition.views.meeting_kit.pdfs import own_language_first

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def draw_files(page: Page, day: PaperDay) -> None:
    """The workbook, the slides and the calendar, in the language of the session first."""
    st.subheader(t("Files"))
    st.caption(
        t(
            "Spreadsheet file, slides and calendar with the lists that the brief was made "
            "from. Counts of cases are as published, and nobody is named."
        )
    )
    asked = (page.engine, page.settings, day)
    for label, make, ending, mime in (
        ("Excel: {language}", _workbook, "xlsx", _XLSX),
        ("PowerPoint: {language}", _slides, "pptx", _PPTX),
        ("Calendar: {language}", _calendar, "ics", "text/calendar"),
    ):
        with st.container(horizontal=True, gap="small"):  # a line a kind, as for papers
            for code, name in own_language_first().items():
                download(t(label, language=name), partial(make, *asked, code), f"meeting-{day.on}-{code}.{ending}", mime)
    st.caption(t("As of {day}.", day=date_text(day.on)))


def _workbook(engine: Engine, settings: Settings, day: PaperDay, code: str) -> bytes:
    return workbook(_facts(engine, settings, day), code)


def _slides(engine: Engine, settings: Settings, day: PaperDay, code: str) -> bytes:
    return slides(_facts(engine, settings, day).brief, code)


def _calendar(engine: Engine, settings: Settings, day: PaperDay, code: str) -> bytes:
    return calendar_file(_facts(engine, settings, day), code, written_at=clock.now())


def _facts(engine: Engine, settings: Settings, day: PaperDay) -> MeetingFiles:
    with reading(engine) as session:
        return meeting_files(session, settings=settings, day=day)
