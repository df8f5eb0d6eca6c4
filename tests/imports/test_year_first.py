"""Dates that can be day first or year first, and what tells them apart: other days, weekdays, calendar."""

from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.attendance.plan import AttendancePlan
from coalition.imports.cells.dates import find_date, read_dates
from coalition.imports.cells.open_dates import ColumnDates, DateContext
from coalition.imports.plan import Answers
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices
from tests.builders import plan_file

TODAY = date(2026, 11, 25)
MATRIX = "Name,Agency,22.05.23,22.06.23\nAnn Lee,River House,x,\nBo Chan,Hill Light,,x\n"


def read(*texts: str, order: str | None = None) -> ColumnDates:
    return read_dates(texts, today=TODAY, order=order, context=DateContext(by_row=True))


def planned(engine: Engine, choices: Choices, **answered: str) -> AttendancePlan:
    with reading(engine) as session:
        plan = plan_file(
            session, MATRIX.encode(), "twg.csv", today=TODAY, choices=choices, answers=Answers(by_question=answered)
        )
    assert isinstance(plan, AttendancePlan)
    return plan


def test_short_years_that_may_stand_first_or_last_are_asked_about_with_both_days() -> None:
    found = read("22.05.23", "22.06.23")
    assert (found.order, found.ask, found.orders) == ("DMY", True, ("DMY", "YMD"))
    assert found.example == ("22.05.23", date(2023, 5, 22), date(2022, 5, 23))


def test_the_question_offers_the_year_first_and_the_answer_reads_it(engine: Engine) -> None:
    (question,) = planned(engine, Choices()).questions
    assert question.text.startswith("Is 22.05.23 the 2023-05-22 or the 2022-05-23?")
    assert [option.value for option in question.options] == ["DMY", "YMD"]
    answered = planned(engine, Choices(date_order="YMD"), date_order="YMD")
    assert (answered.questions, answered.decisions["date_order"]) == ([], "YMD")
    found = read_attendance(MATRIX.encode(), "twg.csv", choices=Choices(date_order="YMD"), today=TODAY)
    days = [meeting.on for meeting in found.meetings]
    assert days == [date(2022, 5, 23), date(2022, 6, 23)]


@pytest.mark.parametrize(
    "texts", [["22.05.23", "19.06.23"], ["05.06.26"], ["22/05/23", "22/06/23"], ["22.05.23 น.", "22.06.23"]]
)
def test_what_the_dates_show_decides_without_a_question(texts: list[str]) -> None:
    found = read(*texts)
    assert (found.order, found.ask) == ("DMY", False)


@pytest.mark.parametrize("texts", [["24.05.25", "25.06.24", "26.07.26"], ["22.05.27"]])
def test_whether_the_year_stands_first_is_asked_where_both_readings_are_days(texts: list[str]) -> None:
    assert read(*texts).ask


def test_a_date_of_four_digits_beside_years_first_keeps_its_day() -> None:
    found = read("22.05.23", "23/06/2022", order="YMD")
    assert list(found.values.values()) == [date(2022, 5, 23), date(2022, 6, 23)]
    title = find_date("Review 23/06/2022", today=TODAY, order="YMD")
    assert title
    assert title.on == date(2022, 6, 23)


@pytest.mark.parametrize(
    ("text", "on", "certain"),
    [
        ("Meeting 24.05.23", date(2023, 5, 24), False),
        ("Meeting 26.11.12", date(2026, 11, 12), False),
        ("Meeting 12.11.26", date(2026, 11, 12), True),
    ],
)
def test_a_day_in_a_title_is_certain_where_the_calendar_tells_it(text: str, on: date, certain: bool) -> None:
    found = find_date(text, today=TODAY)
    assert found
    assert (found.on, found.certain) == (on, certain)


def test_headers_of_two_orders_are_asked_about() -> None:
    found = read("13/06/2026", "02/24/2026", "03/10/2026", "27/01/2026", "12/30/2025")
    assert found.ask
    assert found.open == {"03/10/2026"}
