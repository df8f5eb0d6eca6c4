"""Filters live in the address: a link shows what its sender saw."""

import pytest
from streamlit.testing.v1 import AppTest


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
