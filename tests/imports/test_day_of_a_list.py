"""As of which day a list of services is: told by its rows, or asked; never the day of the import on the quiet."""

from datetime import date

import pytest
from sqlalchemy import Engine

from coalition import models as m
from coalition.imports.plan import Fate
from tests.support.importing import TODAY, codes, keep, services, sheet, stored

HEAD = ("Organization", "Service", "Province")
ROW = ("River House", "Legal aid", "Chiang Rai")


@pytest.mark.parametrize("header", ["Updated", "Last confirmed", "วันที่ปรับปรุง", "As of (date)"])
def test_a_column_says_when_each_service_was_confirmed(sqlite_engine: Engine, header: str) -> None:
    told = sheet((*HEAD, header), (*ROW, "15/11/2026"), ("Hill Clinic", "Legal aid", "Chiang Mai", "01/11/2026"))
    plan = services(sqlite_engine, told, on=None)
    assert codes(plan) == []
    keep(sqlite_engine, plan)
    assert [one["assured_on"] for one in stored(sqlite_engine, m.Service)] == [date(2026, 11, 15), date(2026, 11, 1)]


def test_the_order_of_day_and_month_is_asked_and_a_day_to_come_is_told(sqlite_engine: Engine) -> None:
    plan = services(sqlite_engine, sheet((*HEAD, "Updated"), (*ROW, "05/11/2026")), on=None)
    assert [question.code for question in plan.questions] == ["ambiguous_date_order"]
    plan = services(sqlite_engine, sheet((*HEAD, "Updated"), (*ROW, "15/12/2026")), on=None)
    assert codes(plan) == [(2, "reported_in_future")]


def test_a_list_that_tells_no_day_is_asked_for_it_and_waits(sqlite_engine: Engine) -> None:
    undated = sheet((*HEAD, "Updated"), (*ROW, ""), ("Hill Clinic", "Legal aid", "Chiang Mai", "15/11/2026"))
    plan = services(sqlite_engine, undated, on=None)
    assert [(question.code, question.lines) for question in plan.questions if question.holds_rows] == [("no_list_day", (2,))]
    assert [row.fate for row in plan.rows()] == [Fate.WAITING, Fate.NEW]
    keep(sqlite_engine, services(sqlite_engine, undated, on=date(2026, 10, 1)))
    assert [one["assured_on"] for one in stored(sqlite_engine, m.Service)] == [date(2026, 10, 1), date(2026, 11, 15)]


def test_a_day_to_come_is_none_that_somebody_can_give(sqlite_engine: Engine) -> None:
    plan = services(sqlite_engine, sheet(HEAD, ROW), on=date(2026, 12, 24), today=TODAY)
    assert [question.code for question in plan.questions] == ["no_list_day"]


def test_a_new_day_confirms_an_undated_list_again(sqlite_engine: Engine) -> None:
    undated = sheet(HEAD, ROW)
    keep(sqlite_engine, services(sqlite_engine, undated, on=date(2026, 10, 1)))
    assert services(sqlite_engine, undated, on=date(2026, 10, 1)).counts() == {"unchanged": 1}
    assert services(sqlite_engine, undated, on=date(2026, 11, 1)).counts() == {"changed": 1}


def test_for_whom_a_service_is_is_kept_in_its_words_and_limits_it(sqlite_engine: Engine) -> None:
    head = (*HEAD, "Updated", "Target group", "Nationality")
    day = "15/11/2026"
    told = [
        ("A", "Women and girls", ""),
        ("B", "Children under 18", "Myanmar"),
        ("C", "All", ""),
        ("D", "เด็กหญิงอายุ 12-17 ปี", ""),
        ("E", "Girls 12-17, women", ""),
        ("F", "boys 10-14 and girls 12-17", ""),
    ]
    plan = services(sqlite_engine, sheet(head, *((f"House {n}", *ROW[1:], day, who, of) for n, who, of in told)), on=None)
    assert codes(plan) == []
    keep(sqlite_engine, plan)
    kept = [(s["eligibility"], s["serves_sex"], s["minimum_age"], s["maximum_age"]) for s in stored(sqlite_engine, m.Service)]
    assert kept == [
        ("Women and girls", "female", None, None),
        ("Children under 18; Myanmar", None, None, 17),
        ("All", None, None, None),
        ("เด็กหญิงอายุ 12-17 ปี", "female", 12, 17),
        ("Girls 12-17, women", "female", None, None),
        ("boys 10-14 and girls 12-17", None, 10, 17),
    ]


@pytest.mark.parametrize("words", ["Women under 30 with children", "From Myanmar", "18 to 12", "under 900", "women and Thais"])
def test_words_that_are_not_all_known_limit_nothing(sqlite_engine: Engine, words: str) -> None:
    keep(sqlite_engine, services(sqlite_engine, sheet((*HEAD, "Target group"), (*ROW, words))))
    (kept,) = stored(sqlite_engine, m.Service)
    assert (kept["eligibility"], kept["serves_sex"], kept["minimum_age"], kept["maximum_age"]) == (words, None, None, None)
