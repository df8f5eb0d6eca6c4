"""Filters live in the address: a link shows what its sender saw, and nothing that is typed there breaks a page."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session
from streamlit.testing.v1 import AppTest

from coalition import models as m
from coalition.shell.address import sane_day, whole_number
from tests.support.small_world import TODAY, north, store

PAGES = sorted(path.stem for path in (Path(__file__).parents[2] / "pages").glob("*.py"))
PARAMETERS = (
    *("action", "meeting", "organization", "without", "referral", "level", "from", "to", "on", "area", "type", "step", "view"),
    *("what", "show", "pillar", "year", "within", "age", "sex", "language", "urgency", "case", "batch"),
)
HOSTILE = ("9" * 30, "9" * 5_000, "²", "-1", "0001-01-01", "9999-12-31", ",,1,1")


def page_with_filters() -> None:
    from datetime import date  # the function is run as a script of its own

    import streamlit as st

    from coalition.shell.address import pick, pick_date

    kind = pick("type", "Kind", {"": "All", "A1": "Shelter", "A2": "Legal aid"}, "")
    on = pick_date("on", "On", date(2026, 11, 25), latest=date(2026, 11, 25))
    st.markdown(f"{kind or 'all'} {on}")


def opened(**address: str) -> AppTest:
    at = AppTest.from_function(page_with_filters, default_timeout=30)
    for name, value in address.items():
        at.query_params[name] = value
    return at.run()


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ({}, "all 2026-11-25"),
        ({"type": "A1", "on": "2026-03-14"}, "A1 2026-03-14"),
        ({"type": "nonsense", "on": "yesterday"}, "all 2026-11-25"),
        ({"on": "2999-01-01"}, "all 2026-11-25"),
    ],
)
def test_a_link_shows_its_view_and_nonsense_shows_the_usual_one(address: dict[str, str], shown: str) -> None:
    at = opened(**address)
    assert not at.exception
    assert at.markdown[0].value == shown


def test_a_choice_goes_into_the_address_and_the_usual_one_leaves_it() -> None:
    at = opened()
    at.selectbox[0].set_value("A2").run()
    assert at.query_params["type"] == "A2"
    at.selectbox[0].set_value("").run()
    assert "type" not in at.query_params


def test_a_link_followed_on_the_same_page_changes_the_filter() -> None:
    at = opened(type="A1")
    at.query_params["type"] = "A2"
    at.run()
    assert at.markdown[0].value == "A2 2026-11-25"


@pytest.fixture
def small(sqlite_engine: Engine) -> Engine:
    """A province with help, a gap, a meeting and a promise."""
    with Session(sqlite_engine) as session:
        store(session, north().serves("Hope", "A1", "TH50", TODAY).asked("I5", "TH50", TODAY))
        session.add(m.Meeting(held_on=TODAY - timedelta(days=9)))
        session.add(m.ActionItem(what="Ask the province", opened_on=TODAY, due_on=TODAY))
        session.commit()
    return sqlite_engine


@pytest.mark.parametrize("page", PAGES)
def test_nothing_typed_in_an_address_breaks_a_page(page: str, small: Engine, dashboard: Callable[..., AppTest]) -> None:
    at = dashboard(page)
    title = [part.value for part in at.title]
    for value in HOSTILE:
        for name in PARAMETERS:
            at.query_params[name] = value
        at.query_params["new"] = "1"
        at.run()
        assert ([part.value for part in at.title], [part.value for part in at.error]) == (title, []), value
    at.query_params.clear()
    for value in ("²", "0001-01-01"):  # over a cell that is there
        told = {"area": "TH50", "type": "I5", "on": value, "from": value, "referral": value}
        for name, text in told.items():
            at.query_params[name] = text
        at.run()
        assert ([part.value for part in at.title], [part.value for part in at.error]) == (title, []), value


@pytest.mark.parametrize("name", ["from", "to"])
def test_a_day_nobody_reckons_with_is_answered_with_the_usual_one_in_a_sentence(
    name: str, small: Engine, dashboard: Callable[..., AppTest]
) -> None:
    told = [part.value for part in dashboard("changes", **{name: "0001-01-01"}).caption]
    assert any(part.startswith("The day in the link cannot be shown. Showing ") for part in told)
    told = [part.value for part in dashboard("changes", **{name: "2026-11-01"}).caption]
    assert not any(part.startswith("The day in the link") for part in told)


@pytest.mark.parametrize("text", [None, "", "0", "-1", "+1", " 1", "1_0", "²", "๓", "٣", "9" * 19, "9" * 5_000, "1.0", "x"])
def test_what_is_no_number_of_a_row_is_none(text: str | None) -> None:
    assert whole_number(text) is None


def test_a_number_of_a_row_is_read_up_to_the_largest_a_database_holds() -> None:
    assert (whole_number("12"), whole_number("9" * 18)) == (12, 999_999_999_999_999_999)


def test_only_a_day_of_these_centuries_is_taken() -> None:
    assert [sane_day(text) for text in (None, "", "x", "0001-01-01", "1899-12-31", "2201-01-01", "9999-12-31")] == [None] * 7
    assert sane_day("1900-01-01") == date(1900, 1, 1)
    assert sane_day("2026-11-26", latest=date(2026, 11, 25)) is None


def test_a_filter_that_is_not_in_the_list_is_told_in_one_line(small: Engine, dashboard: Callable[..., AppTest]) -> None:
    at = dashboard("coverage", pillar="zz")
    told = [part.value for part in at.caption]
    assert "zz in the link is not in this list. Showing All service types instead." in told
    at.selectbox(key="pick pillar").select("aftercare").run()
    assert not [part.value for part in at.caption if "of the address" in part.value]
