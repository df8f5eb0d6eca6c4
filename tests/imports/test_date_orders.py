"""Dates that are a day in two orders: what a person is offered."""

from datetime import date

import pytest

from coalition.imports.read.days import two_readings

DAY_OR_MONTH = ("DMY", "MDY")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5/2/2024", (DAY_OR_MONTH, "2024-02-05", "2024-05-02")),
        ("05022024", (DAY_OR_MONTH, "2024-02-05", "2024-05-02")),  # as the name of a file has it
        ("22.05.23", (("DMY", "YMD"), "2023-05-22", "2022-05-23")),
        ("who knows", (DAY_OR_MONTH, "?", "?")),  # never a question without an answer
    ],
)
def test_the_two_days_a_text_may_be(text: str, expected: tuple[tuple[str, ...], str, str]) -> None:
    assert two_readings(text, date(2026, 11, 25)) == expected
