"""The one field for a day, in AppTest: what is taken, and what is told."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest


def draw() -> None:
    from datetime import date

    import streamlit as st

    from coalition.shell.forms import day_field

    st.text(day_field(st.container(), "When?", "day", latest=date(2026, 11, 29)))


@pytest.mark.parametrize(
    ("language", "typed", "day"),
    [
        ("en", date(2026, 11, 28), "2026-11-28"),
        ("th", date(2026, 11, 28), "2026-11-28"),
        ("th", date(2569, 11, 28), "2026-11-28"),
        ("th", date(2571, 2, 1), "None"),  # after the latest, in either calendar
        ("th", date(2027, 2, 1), "None"),
    ],
)
def test_a_day_is_taken_in_the_calendar_of_the_language_and_none_after_the_latest(language: str, typed: date, day: str) -> None:
    at = AppTest.from_function(draw)
    at.query_params["lang"] = language
    at.run()
    at.date_input(key="day").set_value(typed).run()
    assert at.text[0].value == day
    assert not at.exception
