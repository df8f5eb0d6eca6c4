"""What is suggested for an unknown service type or area shares words with it, not letters here and there."""

import pytest
from sqlalchemy import Engine

from coalition import models as m
from coalition.database import writing
from coalition.imports.lookups import alike, share
from coalition.imports.plan import Question
from coalition.imports.services.lists import LOOKED_AT
from tests.support.importing import services, sheet

HEAD = ("organization", "service_type", "area", "province", "reported_on")


def asked(engine: Engine, kind: str = "A2", area: str = "Chiang Rai", province: str = "") -> Question:
    plan = services(engine, sheet(HEAD, ("River House", kind, area, province, "2026-11-01")))
    (question,) = (one for one in plan.questions if one.code != "full_list")
    return question


def suggested(question: Question) -> list[str]:
    return [one.value for one in question.options if one.value.startswith("map:") and not one.is_other]


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("Reintegration support", "A9"),
        ("Legal Assistance", "I9"),
        ("Awareness raising in schools", "P1"),
        ("Psychological counselling", "A2"),
        ("ที่พักฉุกเฉินสำหรับเด็ก", "I5"),
    ],
)
def test_a_service_type_that_shares_a_word_is_suggested_first(sqlite_engine: Engine, written: str, first: str) -> None:
    question = asked(sqlite_engine, written)
    assert (question.code, question.options[0].value) == ("unknown_service_type", "add")
    assert suggested(question)[0] == f"map:{first}"
    assert "map:I7" not in suggested(question), "scattered letters of Interpretation"


def test_what_shares_no_word_is_no_suggestion_and_still_in_the_list(sqlite_engine: Engine) -> None:
    question = asked(sqlite_engine, "Dream reading")
    assert suggested(question) == []
    assert {"map:A9", "map:I7"} <= {one.value for one in question.options if one.is_other}


@pytest.mark.parametrize(("written", "first"), [("Counceling", "A2"), ("Hotlne", "I1"), ("Emergency medical care", "I6")])
def test_a_service_type_of_which_each_word_is_known_is_asked_and_never_added_unasked(
    sqlite_engine: Engine, written: str, first: str
) -> None:
    question = asked(sqlite_engine, written)
    assert (question.code, question.options[0].value) == ("service_type_nearly_known", f"map:{first}")


@pytest.mark.parametrize("province", ["Chiang Rai", ""])
def test_a_slip_in_the_name_of_an_area_is_asked_and_never_added_unasked(sqlite_engine: Engine, province: str) -> None:
    with writing(sqlite_engine) as session:
        session.add(m.Setting(key="scope", value=["TH57"]))
    question = asked(sqlite_engine, area="Mae Sia", province=province)
    assert (question.code, question.options[0].value, question.holds_rows) == ("area_nearly_known", "map:TH5709", True)
    assert question.text.startswith("Which area is 'Mae Sia'? It is spelled nearly like Mae Sai.")


def test_an_area_that_is_like_none_has_no_suggestion(sqlite_engine: Engine) -> None:
    question = asked(sqlite_engine, area="Somewhere upriver", province="Chiang Rai")
    assert (question.code, suggested(question)) == ("unknown_area", [])
    assert "map:TH5709" in {one.value for one in question.options if one.is_other}


@pytest.mark.parametrize(
    ("one", "other"),
    [("reintegration", "interpretation"), ("prosecution", "protection"), ("mae", "maew"), ("repatriation", "reports")],
)
def test_letters_here_and_there_are_nothing_that_two_words_share(one: str, other: str) -> None:
    assert share(one, other) == 0


def test_a_word_of_many_names_says_little() -> None:
    names = {"a": ["peer support"], "b": ["school support"], "c": ["family support"], "d": ["community reintegration and work"]}
    assert next(iter(alike("reintegration support", names))) == "d"


def test_of_very_many_unknown_service_types_nobody_looks_which_is_nearly_known(sqlite_engine: Engine) -> None:
    many = [("River House", f"Dream {number}", "Chiang Rai", "", "2026-11-01") for number in range(LOOKED_AT)]
    plan = services(sqlite_engine, sheet(HEAD, *many, ("River House", "Hotlne", "Chiang Rai", "", "2026-11-01")))
    assert [question.code for question in plan.questions] == ["new_service_types", "full_list"]
