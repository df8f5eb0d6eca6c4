"""A label with its people behind it, "Apologies: Ann Lee", in the middle of a list: they are excused, and nobody else is."""

from datetime import date

import pytest

from coalition.imports.read.attendance_file import read_attendance
from tests.support.accounting import unaccounted


def states(*rows: str) -> dict[str | None, str]:
    reading = read_attendance("\n".join(["Meeting 14 May 2026,", *rows]).encode(), "list.csv", today=date(2026, 11, 25))
    assert unaccounted(reading) == []
    return dict(zip(reading.entries.name, reading.entries.state, strict=True))


@pytest.mark.parametrize(
    ("line", "away"),
    [
        ("Apologies: Dao Ek (IJM)", {"Dao Ek": "excused"}),
        ('"Absent: Dao Ek, Eve Fox"', {"Dao Ek": "absent", "Eve Fox": "absent"}),
        ("Apologies received from Dao Ek", {"Dao Ek": "excused"}),
    ],
)
def test_those_named_behind_the_label_are_away_and_nobody_below_is(line: str, away: dict[str, str]) -> None:
    there = {"Ann Lee": "present", "Bo Chan": "present"}
    assert states("Name,Organization", f"{line},", "Ann Lee,IJM", "Bo Chan,Lotus") == there | away
    assert states("Name,Organization", "Ann Lee,IJM", f"{line},", "Bo Chan,Lotus") == there | away


@pytest.mark.parametrize("line", ["Absent", "Apologies:", "Absent: with reason"])
def test_a_label_with_nobody_behind_it_is_about_those_below(line: str) -> None:
    assert states("Name,Organization", "Ann Lee,IJM", f"{line},", "Bo Chan,Lotus")["Bo Chan"] != "present"


@pytest.mark.parametrize("over", [[], ["Present:,"], ["Present (2),"]])
def test_full_names_below_apologies_did_not_come_where_the_others_have_one_name(over: list[str]) -> None:
    rows = [*over, "Somchai,", "Malee,", "Apologies:,", "Peter Hall,", "Anong Jaidee,"]
    assert "present" not in states(*rows).values()
