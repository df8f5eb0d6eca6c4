"""Numbers in and beside the days of a matrix: codes with a legend, hours with their sum, how often somebody came."""

from datetime import date

import pytest

from coalition.imports.cells.presence import are_amounts
from coalition.imports.read.attendance_file import read_attendance
from coalition.imports.reading import as_json

TODAY = date(2026, 11, 25)


def came(text: str) -> set[tuple[int, str]]:
    """(meeting, person) of those who were there."""
    answer = as_json(read_attendance(text.encode(), "register.csv", today=TODAY))
    return {(one["meeting"], one["name"]) for one in answer["attendees"]}  # type: ignore[attr-defined]


def matrix(last: str, *cells: str, above: str = "") -> str:
    names = ("Malee Srisuk", "Anong Jaidee", "Peter Hall")
    rows = "".join(f"{name},{text}\n" for name, text in zip(names, cells, strict=True))
    return f"{above}Name,14/05/2026,11/06/2026,{last}\n{rows}"


@pytest.mark.parametrize(
    "above", ["1 = present 2 = absent\n", '"1 = present, 2 = absent, 3 = excused"\n', "1: came; 2: absent\n"]
)
@pytest.mark.parametrize("last", ["Score", "Total"])
def test_codes_that_a_legend_names_are_no_sessions(above: str, last: str) -> None:
    found = came(matrix(last, "1,2,3", "2,1,3", "1,1,2", above=above))
    assert found == {(0, "Malee Srisuk"), (1, "Anong Jaidee"), (0, "Peter Hall"), (1, "Peter Hall")}


def test_a_dash_among_hours_is_no_hour() -> None:
    assert came(matrix("Total hours", "3,2,5", "0,3,3", "2,-,2")) == {
        *[(0, "Malee Srisuk"), (1, "Malee Srisuk"), (1, "Anong Jaidee"), (0, "Peter Hall")]
    }
    assert are_amounts(["4", "-", "2.5"])
    assert not are_amounts(["-"])


@pytest.mark.parametrize("last", ["Attended", "Meetings attended", "Total", "Present", "Attendance"])
@pytest.mark.parametrize("counts", [("2", "1", "0"), ("2/2", "1/2", "0/2"), ("100%", "50%", "0%")])
def test_how_often_somebody_came_is_no_mark(last: str, counts: tuple[str, str, str]) -> None:
    found = came(matrix(last, f"x,x,{counts[0]}", f"x,,{counts[1]}", f",,{counts[2]}"))
    assert found == {(0, "Malee Srisuk"), (1, "Malee Srisuk"), (0, "Anong Jaidee")}
