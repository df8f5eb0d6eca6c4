"""The question about the order of day and month, and its answers: both speak of the same date."""

from datetime import date

import pytest
from sqlalchemy import Engine

from coalition.database import reading
from coalition.imports.attendance.questions import order_question
from coalition.imports.issues import issue
from coalition.imports.reading import Choices, MeetingRead, Reading
from coalition.locale import translate_filled
from tests.builders import Row, attendance_file, plan_file

TODAY = date(2026, 11, 25)


def asked_of(*orders: str, value: str, first: str, second: str, meetings: tuple[date, ...] = ()) -> list[str]:
    read = attendance_file(Row(), issues=(issue("ambiguous_date_order", value=value, first=first, second=second),))
    read.date_orders = orders
    read.meetings = [MeetingRead(on) for on in meetings]
    return [option.label for option in order_question(read).options]


def test_the_answers_speak_of_the_date_of_the_question_not_of_another_row() -> None:
    value, first, second, meetings = "05/06/2026", "2026-06-05", "2026-05-06", (date(2026, 5, 13), date(2026, 6, 5))
    assert asked_of("DMY", "MDY", value=value, first=first, second=second, meetings=meetings) == [
        "Day first: 05/06/2026 is 2026-06-05",
        "Month first: 05/06/2026 is 2026-05-06",
    ]


@pytest.mark.parametrize(
    ("orders", "value", "first", "second", "days"),
    [
        (("DMY", "YMD"), "22.05.23", "2023-05-22", "2022-05-23", ("2023-05-22", "2022-05-23")),
        (("DMY", "MDY", "YMD"), "05.06.07", "2007-06-05", "2007-05-06", ("2007-06-05", "2007-05-06", "2005-06-07")),
        (("DMY", "MDY"), "05/06", "2026-06-05", "2026-05-06", ("2026-06-05", "2026-05-06")),  # the year stands elsewhere
        (("DMY", "MDY"), "05022024", "2024-02-05", "2024-05-02", ("2024-02-05", "2024-05-02")),
        (("DMY", "MDY"), "๐๕/๐๖/๖๙", "2026-06-05", "2026-05-06", ("2026-06-05", "2026-05-06")),
    ],
)
def test_each_order_has_its_own_day(
    orders: tuple[str, ...], value: str, first: str, second: str, days: tuple[str, ...]
) -> None:
    labels = asked_of(*orders, value=value, first=first, second=second)
    assert tuple(label.rsplit(" ", 1)[1] for label in labels) == days


def test_a_date_that_cannot_be_read_leaves_the_bare_order() -> None:
    assert asked_of("DMY", "MDY", value="who knows", first="?", second="?") == ["Day first", "Month first"]


def test_a_meeting_that_would_be_still_to_come_is_no_first_choice(sqlite_engine: Engine) -> None:
    data = b"Date,Name,Organization\n11/12/2026,Ann Lee,Hope House\n"
    with reading(sqlite_engine) as session:
        (question,) = plan_file(session, data, "list.csv", today=TODAY, choices=Choices()).questions
    assert [option.label for option in question.options] == [
        "Month first: 11/12/2026 is 2026-11-12",
        "Day first: 11/12/2026 is 2026-12-11",
    ]


@pytest.mark.parametrize("order", ["DMY", "MDY"])
def test_a_file_without_a_date_to_ask_about_gets_one_that_is_two_days(order: str) -> None:
    read = Reading("list.csv", "attendance_list")
    read.date_order, read.meetings = order, [MeetingRead(date(2026, 5, 13))]
    question = order_question(read)
    days = {option.label.rsplit(" ", 1)[1] for option in question.options}
    assert len(days) == 2
    assert all(day in question.text for day in days)


def test_the_answers_are_translated_whole(sqlite_engine: Engine) -> None:
    data = b"Date,Name,Organization\n05/06/2026,Ann Lee,Hope House\n"
    with reading(sqlite_engine) as session:
        (question,) = plan_file(session, data, "list.csv", today=TODAY, choices=Choices()).questions
    thai = [translate_filled(option.label, "th") for option in question.options]
    assert thai == ["วันก่อนเดือน: 05/06/2026 คือ 2026-06-05", "เดือนก่อนวัน: 05/06/2026 คือ 2026-05-06"]
