"""The files of a meeting as others open them: dates are dates, nothing runs, nobody is named, counts are published ones."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
from icalendar import Calendar
from pptx import Presentation
from sqlalchemy import Engine, select
from sqlmodel import Session
from typer.testing import CliRunner

from coalition import models as m
from coalition.__main__ import app
from coalition.answers.meeting_files import MeetingFiles, meeting_files
from coalition.answers.paper_day import paper_day
from coalition.codes import new_code
from coalition.disclosure import NeedKey
from coalition.locale import translate
from coalition.papers.ahead import calendar_file
from coalition.papers.slides import slides
from coalition.papers.workbook import workbook
from coalition.queries.publishing import Published
from coalition.settings import Settings
from tests.support.small_world import TODAY, north, store

RUN = '=HYPERLINK("http://example.org")'
THAI = "ที่พักพิงสำหรับเด็กที่นี่ ปิ่นแก้ว"
CODE = new_code()


def facts(engine: Engine) -> MeetingFiles:
    """Two organizations, three meetings, an action about a case, a telephone, a case that nobody may count."""
    world = north().serves(
        RUN, "A1", "TH57", TODAY, capacity=4, starts_on=date(2026, 1, 1), languages="th;my", hours="day_and_night"
    )
    world.serves(THAI, "A1", "TH50", assured_by="Kanya", eligibility=f"As {CODE}").agreed("gap", "I5", "TH50").needed(
        CODE, "A1", "TH57"
    )
    with Session(engine) as session:
        store(session, world)
        session.add_all(m.Meeting(held_on=TODAY + timedelta(days=n), title=f"{THAI} {CODE}", place=CODE) for n in (-40, -3, 20))
        session.add(m.ActionItem(what=f"Ask {CODE}; =1+1", opened_on=date(2026, 10, 20), due_on=date(2026, 12, 1)))
        for one in session.scalars(select(m.Organization.id)):
            session.add(m.Membership(organization_id=one, from_on=date(2026, 1, 1)))
            session.add(m.Contact(organization_id=one, name="Malee", phone="053-000-101"))
        session.flush()
        day = paper_day(session, today=TODAY)
        assert day is not None
        return meeting_files(session, settings=Settings(coalition_name=THAI), day=day)


def published(found: MeetingFiles) -> MeetingFiles:
    """With a publication that shows two counts of cases and two of people who wait."""
    told = Published(
        id=1, published_at=datetime(2026, 11, 1, tzinfo=UTC), through_on=date(2026, 11, 1), through_case_id=90, base=11,
        reason=None, asked=900, is_withdrawn=False, cases={(): 88, (("area", "TH57"), ("sex", "female")): 22},
        waiting={NeedKey("TH57", "aftercare", None): 33, NeedKey("TH57", "aftercare", "A1"): 22},
    )  # fmt: skip
    return replace(found, brief=replace(found.brief, picture=replace(found.brief.picture, published=told)))


@pytest.mark.both_engines
def test_every_service_in_force_stands_in_the_files(engine: Engine) -> None:
    assert sorted(facts(engine).offered["organization"].tolist()) == sorted([RUN, THAI])


@pytest.mark.parametrize("language", ["en", "th"])
def test_the_workbook_has_a_sheet_for_each_question_with_dates_that_are_dates_and_no_formula(
    sqlite_engine: Engine, language: str
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(facts(sqlite_engine), language)))
    about, gaps, services, actions, attendance, *counts = book.worksheets
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert {sheet.freeze_panes for sheet in book.worksheets[1:]} == {"B2"}
    assert all(sheet.auto_filter.ref for sheet in (gaps, services, actions, attendance))
    dates = {cell.value.date() for cell in cells if cell.is_date}
    assert dates >= {TODAY, date(2026, 1, 1), date(2026, 10, 20), date(2026, 12, 1), TODAY - timedelta(days=3)}
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert {RUN, THAI, translate("Day and night", language)} <= set(texts)
    assert not [text for text in texts if CODE in text or "Malee" in text or "Kanya" in text]
    assert len(list(about.values)) > 10
    assert [sheet.max_row for sheet in counts] == [2, 2], "a sentence instead of a count that nobody published"


def test_counts_in_the_workbook_are_those_that_were_published(sqlite_engine: Engine) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(published(facts(sqlite_engine)), "en")))
    assert [row[0] for row in list(book["Shared cases"].values)[1:]] == [88, 22]
    assert list(book["Shared cases"].values)[2][2:] == ("Area TH57", None, "Female", None, None)
    assert list(book["People waiting"].values)[1:] == [
        (33, "Area TH57", "Aftercare", None),
        (22, "Area TH57", "Aftercare", "Help A1"),
    ]
    said = [value for row in book.worksheets[0].values for value in row if value]
    assert any("rounded down to multiples of 11" in text for text in said)


def test_the_slides_have_native_charts_and_tables_and_thai_has_its_typeface(sqlite_engine: Engine) -> None:
    show = Presentation(io.BytesIO(slides(published(facts(sqlite_engine)).brief, "th")))
    assert show.slide_width / show.slide_height == pytest.approx(16 / 9, rel=1e-3)
    shapes = [shape for slide in show.slides for shape in slide.shapes]
    charts = [shape.chart for shape in shapes if shape.has_chart]
    assert len(charts) == 2
    assert {chart.value_axis.minimum_scale for chart in charts} == {0}
    assert len([shape for shape in shapes if shape.has_table]) >= 5
    assert all(slide.shapes.title.text for slide in show.slides)
    runs = [
        run for slide in show.slides for run in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r")
    ]
    assert all(run.rPr.find("{*}cs") is not None for run in runs)
    assert {run.rPr.get("lang") for run in runs if THAI in run.text} == {"th-TH"}
    said = " ".join(run.text for run in runs)
    assert "88" in said
    assert CODE not in said
    assert "Malee" not in said


def test_a_calendar_program_finds_the_next_meeting_and_what_is_due(sqlite_engine: Engine) -> None:
    found, at = facts(sqlite_engine), datetime(2026, 11, 25, tzinfo=UTC)
    events = {event.start: event for event in Calendar.from_ical(calendar_file(found, "en", written_at=at)).walk("VEVENT")}
    assert list(events) == [TODAY + timedelta(days=20), date(2026, 12, 1)]
    assert events[TODAY + timedelta(days=20)]["SUMMARY"] == f"{THAI} (a case)"
    assert events[TODAY + timedelta(days=20)]["DESCRIPTION"] == "(a case)"
    assert events[date(2026, 12, 1)]["SUMMARY"] == "Due: Ask (a case); =1+1 (Not given)"
    agenda_only = replace(found, ahead=[])
    days = [event.start for event in Calendar.from_ical(calendar_file(agenda_only, "en", written_at=at)).walk("VEVENT")]
    assert days == list(events), "the coming meeting has an agenda, and is not stored yet"


@pytest.mark.parametrize("name", ["workbook", "slides", "calendar"])
def test_the_terminal_writes_each_file_of_a_coalition_without_anything(sqlite_engine: Engine, tmp_path, name: str) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / name
    assert CliRunner().invoke(app, [name, "--out", str(out), "--lang", "th"], catch_exceptions=False).exit_code == 0
    assert out.stat().st_size > 100
