"""Files that write some dates day first and others month first: rows are read as they prove, the rest is asked about."""

from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.attendance.plan import AttendancePlan
from coalition.imports.cells.dates import read_dates
from coalition.imports.cells.open_dates import DateContext
from coalition.imports.plan import Answers
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import Choices, Reading
from tests.builders import plan_file

TODAY = date(2026, 11, 25)
LIST = "Date,Event,Participant,Agency\n"
PROVED = LIST + "13/02/2019,Review,Ann Lee,River House\n02/27/2019,Review,Bo Chan,Hill Light\n"
OPEN = PROVED + "03/04/2019,Review,Ann Lee,River House\n05/06/2019,Review,Bo Chan,Hill Light\n"
TODAYS = {"13/02/2019": date(2019, 2, 13), "02/27/2019": date(2019, 2, 27)}


def read(text: str, choices: Choices = Choices()) -> Reading:  # noqa: B008 - frozen
    return read_attendance(text.encode(), "cases.csv", choices=choices, today=TODAY)


def planned(engine: Engine, text: str, choices: Choices = Choices(), **answered: str) -> AttendancePlan:  # noqa: B008 - frozen
    with reading(engine) as session:
        plan = plan_file(
            session, text.encode(), "cases.csv", today=TODAY, choices=choices, answers=Answers(by_question=answered)
        )
    assert isinstance(plan, AttendancePlan)
    return plan


def days(found: Reading) -> list[date | None]:
    return [meeting.on for meeting in found.meetings]


def test_each_row_that_proves_its_own_order_is_read_by_it_and_both_are_told() -> None:
    found = read(PROVED)
    assert days(found) == [date(2019, 2, 13), date(2019, 2, 27)]
    assert (found.rows.accepted, found.rows.refused, found.flags) == (2, 0, ["ambiguous_date_order"])
    told = next(one for one in found.issues if one.code == "mixed_date_order")
    assert "'13/02/2019' can only be read as day first, and '02/27/2019' only as month first" in told.why


def test_where_every_row_proves_its_order_nobody_is_asked(engine: Engine) -> None:
    plan = planned(engine, PROVED)
    assert (plan.questions, plan.counts()) == ([], {"new": 2})
    assert [told.code for told in plan.issues] == ["mixed_date_order"]


def test_rows_that_prove_nothing_wait_for_one_question_and_none_is_refused(engine: Engine) -> None:
    plan = planned(engine, OPEN)
    (question,) = plan.questions
    assert question.text.startswith("Is 03/04/2019 the 2019-04-03 or the 2019-03-04?")
    assert (question.key, question.lines, question.holds_rows) == ("date_order", (4, 5), True)
    assert plan.counts() == {"new": 2, "waiting for an answer": 2}
    assert [row.what for row in plan.rows()][2:] == [
        "Ann Lee, River House, 03/04/2019, Review",
        "Bo Chan, Hill Light, 05/06/2019, Review",
    ]


@pytest.mark.parametrize(("order", "on"), [("DMY", date(2019, 4, 3)), ("MDY", date(2019, 3, 4))])
def test_the_answer_is_for_the_rows_that_prove_nothing_alone(engine: Engine, order: str, on: date) -> None:
    found = read(OPEN, Choices(date_order=order))
    assert days(found)[:3] == [*TODAYS.values(), on]
    assert (found.rows.refused, found.flags) == (0, [])
    assert planned(engine, OPEN, Choices(date_order=order), date_order=order).counts() == {"new": 4}


def test_one_slip_among_many_is_read_as_it_proves_and_told_without_a_question(engine: Engine) -> None:
    rows = "".join(f"{day}/03/2019,Review,Ann Lee,River House\n" for day in range(13, 25))
    plan = planned(engine, f"{LIST}{rows}03/29/2019,Review,Ann Lee,River House\n04/03/2019,Review,Ann Lee,River House\n")
    assert (plan.questions, plan.counts()) == ([], {"new": 14})
    assert [told.code for told in plan.issues] == ["mixed_date_order"]


def test_a_day_of_no_month_is_refused_in_such_a_file_too() -> None:
    found = read(f"{PROVED}31/02/2019,Review,Cy Diaz,Hill Light\n")
    assert [(told.line, told.code) for told in found.issues if told.line] == [(4, "bad_date")]


def test_headers_of_a_matrix_in_two_orders_are_read_as_they_prove() -> None:
    found = read("Name,Agency,13/02/2019,02/27/2019\nAnn Lee,River House,x,\nBo Chan,Hill Light,,x\n")
    assert (days(found), found.flags) == (list(TODAYS.values()), ["ambiguous_date_order"])


def test_rows_of_a_matrix_on_its_side_are_read_as_they_prove() -> None:
    found = read("Date,Ann Lee,Bo Chan\n13/02/2019,x,\n02/27/2019,,x\n")
    assert (days(found), found.flags) == (list(TODAYS.values()), ["ambiguous_date_order"])


def test_a_cell_with_the_meeting_and_its_day_waits_as_a_column_of_dates_does() -> None:
    cells = ("Review 13/02/2019", "Review 02/27/2019", "Review 03/04/2019")
    found = read("Meeting,Participant,Agency\n" + "".join(f"{cell},Ann Lee,River House\n" for cell in cells))
    assert [(meeting.on, meeting.asked) for meeting in found.meetings] == [
        (date(2019, 2, 13), None),
        (date(2019, 2, 27), None),
        (None, "Review 03/04/2019"),
    ]


def test_a_column_that_must_have_one_order_still_refuses_what_is_against_it() -> None:
    strict = read_dates(TODAYS, today=TODAY)
    assert (strict.mixed, strict.problem) == (None, {"02/27/2019": "date_against_order"})
    lenient = read_dates(TODAYS, today=TODAY, context=DateContext(by_row=True))
    assert (lenient.values, lenient.mixed) == (TODAYS, ("13/02/2019", "02/27/2019"))
