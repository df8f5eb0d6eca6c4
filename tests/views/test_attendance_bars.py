"""The bars of the overview: what stands below and in them."""

import re
from datetime import date
from typing import Any

import pytest
import streamlit as st

from coalition.views.overview import lists

TODAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {"lang": "en"})


def below(*days: date) -> list[str]:
    return [re.sub("<[^>]*>", "", one) for one in lists._below(list(days))]


def test_years_that_begin_beside_each_other_are_written_short() -> None:
    assert below(date(2024, 8, 1), date(2025, 11, 18), date(2026, 11, 25)) == ["Aug", "’25", "’26"]
    assert below(date(2024, 8, 1), date(2025, 11, 18), date(2025, 12, 1), date(2026, 1, 5)) == ["Aug", "2025", "Dec", "2026"]


@pytest.mark.parametrize(
    ("present", "expected", "place"),
    [
        (17, 17, 'style="bottom:49px"'),  # in the bar
        (3, 17, 'class="above" style="bottom:12px"'),  # it does not fit into it
        (3, 5, 'class="above" style="bottom:23px"'),  # nor below the dots
    ],
)
def test_a_number_stands_where_nothing_cuts_it(present: int, expected: int, place: str) -> None:
    row: dict[str, Any] = {"held_on": TODAY, "present": present, "expected": expected}
    assert f"<b {place}>{present}</b>" in lists._bar(row, 17, "", TODAY, is_last=True)
